"""The words of reports: heads, captions, and the method in plain words."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    "cli.report.short": "Write a comparison as one page, answer first.",
    "cli.report.help": """Write a finished comparison as one HTML file that needs nothing else: the answer first, then figures and charts,
what it rests on, assumptions with their sources, the method in plain words, and how to repeat it.

\b
Examples:
  nurture report                         the latest comparison
  nurture report email_cadence           the latest of this experiment
  nurture report email_cadence/0003 --lang ja --out report.html
""",
    "cli.report.out": "Where to write; by default report.html in the results folder.",
    "cli.report.done": "{file}: charts {charts}, {size} kB; opens in any browser, without a network",
    "cli.charts.short": "Draw every chart of a comparison.",
    "cli.charts.help": """Draw every chart that a finished comparison has the numbers for: PNG (for slides), SVG, and the numbers as CSV
(which Excel opens as it is).

\b
Examples:
  nurture charts                                   all of the latest comparison
  nurture charts email_cadence --chart funnel      one of them
  nurture charts email_cadence --theme dark --lang ja --out pictures
""",
    "cli.charts.chart": "Only this chart (may be given again).",
    "cli.charts.theme": "light, or dark for dark slides (files end in _dark).",
    "cli.charts.out": "Where to write; by default the folder charts of the results.",
    "cli.charts.progress": "{done} of {total} charts",
    "cli.charts.line": "{name}: {title}",
    "cli.charts.done": "PNG, SVG and CSV: {folder}",
    "report.skip": "To the answer",
    "report.contents": "Contents",
    "report.part_answer": "Answer",
    "report.part_evidence": "Evidence",
    "report.part_rests": "This rests on",
    "report.part_watch": "Guardrails, and what to watch",
    "report.part_assumptions": "Assumptions and their sources",
    "report.part_method": "Method",
    "report.part_repeat": "How to repeat it",
    "report.period": "Measured: {first} to {last}.",
    "report.runs": "Simulated runs of each: {runs} (seed {seed}).",
    "report.compared": "Compared: {scenario} with {baseline}.",
    "report.effect": "Effect",
    "report.money": "Money: difference of {scenario} from {baseline}",
    "report.week": "Each rep's week",
    "report.kpi": "KPI",
    "report.difference": "difference",
    "report.verdict": "verdict",
    "report.changes": "What {scenario} changes in {baseline}",
    "report.chart_numbers": "The numbers of this chart",
    "report.rests_on_nothing": "The experiment names no assumption that carries the answer (rests_on).",
    "report.guards": "Guardrails in {scenario}",
    "report.found": "found",
    "report.allowed": "allowed",
    "report.expected": "Expected: {expected}.",
    "report.nothing_to_watch": "Too few whole months or runs were simulated to say which figure would be out of the ordinary.",
    "report.next": "Next steps",
    "report.assumptions": (
        "Numbers that are assumed: {assumed}. Numbers with a source: {measured}. Replace first what the answer rests on."
    ),
    "report.assumed": "Assumed",
    "report.measured": "With a source",
    "report.number": "number",
    "report.value": "value",
    "report.source": "source",
    "report.method_leads": (
        "Synthetic leads go through each scenario, {runs} times, each time others. In one simulated run all scenarios "
        "meet the same leads and the same chance events, so that a difference between them comes from the change, and "
        "far fewer runs are needed than with leads of their own."
    ),
    "report.method_change": "Until {day} all scenarios share one history; then the change takes effect.",
    "report.method_window": "Counted is what happens from {first} to {last}.",
    "report.method_follow": (
        "Counted is what happens from {first} to {last}. Who was handed off in that time is followed for {days} days, so "
        "that in rates of hand-offs late ones are not taken for lost."
    ),
    "report.method_interval": (
        "The range beside a difference holds the true difference in about 95 of 100 such experiments, each KPI by itself. "
        "It tells chance in the simulation, not whether the assumptions are true."
    ),
    "report.method_interval_several": (
        "The ranges beside differences are wider than for one scenario alone: in about 95 of 100 such experiments, each "
        "KPI by itself, no scenario is said to differ from the baseline that does not. They tell chance in the "
        "simulation, not whether the assumptions are true."
    ),
    "report.method_money": (
        "Opportunities are valued at the share of deals won, {rate} of all deals decided in the measured time in all "
        "simulated runs, times the value of a deal. That this share is uncertain too is not in the ranges."
    ),
    "report.method_watch": (
        "The figures at which to go back: in any season, at most one simulated quarter in twenty passes each of them "
        "although all is as simulated. A real one that does is a reason to look, and to go back."
    ),
    "report.method_look": (
        "The figures at which to look again: in any season, at most one simulated quarter in twenty passes each of them "
        "although all is as simulated. A real one that does is a reason to ask again."
    ),
    "report.method_limits": (
        "Leads don't talk to one another, competitors do nothing, and the market doesn't change. It is no forecast of "
        "revenue; it says how two versions of a journey differ."
    ),
    "report.all_kpis": "All KPIs",
    "report.in_yen": ", yen",
    "report.mark": " *",
    "report.simulator_only": "* Only a simulator can know this.",
    "report.inputs": "What was read",
    "report.file": "file",
    "report.versions": "Versions:",
    "report.footer": "Simulated by nurture-sim. No persons: all leads are synthetic or known by number only.",
}
