"""The words of checks, part of the catalogue of messages: what is wrong with one, and what became of it."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    # --- what is wrong in a file ---
    "check.name": "the name of a check is a text of 1 to {most} characters that can all be seen",
    "check.no_condition": "a check needs one condition: {conditions}",
    "check.no_kpi": "'{condition}' is about a KPI; add kpi: NAME (see `nurture kpis`)",
    "check.of_logs": "'{setting}' is not for event logs, which are compared event by event; take it out",
    "check.no_scenarios": "there is no scenario to check; write 'scenarios', or give settings several values by 'vary'",
    "check.unknown_scenario": "no scenario is called '{found}'{hint}",
    "check.baseline_itself": "'{found}' is the baseline, which differs from itself in nothing; name another scenario",
    "check.neither": (
        "{kpi} is neither better nor worse for being higher; write limit: at most +5, limit: at least -5, or "
        "equivalent_within"
    ),
    "check.no_count": "'per' is for counts, and {kpi} is the same for any time; take it out",
    "check.large_share": "a share is at most 1; write {example}",
    "check.none": "there are no checks in this file; write 'checks'",
    # --- warnings ---
    "warn.check_cut_short": (
        "nobody can ever tell: {kpi} follows each case for {days} days, and the run ends {left} days after the "
        "measured time; write measure: {{follow_up: {days}d, ...}}"
    ),
    "warn.check_good_side_upper": (
        "in {kpi} higher is better, and this check fails for being higher; keep it if that would be too much, else "
        "write at least"
    ),
    "warn.check_good_side_lower": (
        "in {kpi} lower is better, and this check fails for being lower; keep it if that would be too little, else "
        "write at most"
    ),
    # --- what was found ---
    "check.figure": "{kpi} {value}{unit} [{low}, {high}]{beside}; asked: {condition}",
    "check.figure_only": "{kpi} {value}{unit}{beside}; asked: {condition}",
    "check.beside": " against {baseline}",
    "check.no_worse": "no worse by more than {margin}",
    "check.equivalent": "equivalent within {margin}",
    "check.more_runs": ". About {more} more simulated runs of each scenario would tell",
    "check.many_runs": ". Even {more} more simulated runs would hardly tell",
    "check.few_runs": ". Below {fewest} simulated runs nothing is told; make {more} more",
    "check.never_varied": (
        ". It has never varied, which counts as known from {fewest} simulated runs on; make {more} more"
    ),
    "check.no_value": (
        ". In {missing} of {count} simulated runs there was nothing to measure, and the others are no fair choice of "
        "all"
    ),
    "check.unknown_spread": ". How far off that may be is not known: there is nothing to divide by, or in one run only",
    "check.cut_short": (
        ". The run ends before the last cases are followed for {days} days; a longer measure.follow_up would tell"
    ),
    # --- event logs ---
    "check.same_log": (
        "the same event log as {baseline} in each of {count} simulated runs ({leads} leads, {events} events)"
    ),
    "check.renamed": ", under other names: {names}",
    "check.new_name": "{old} -> {new}",
    "check.other_log": "another event log than {baseline} in {apart} of {count} simulated runs; {first}",
    "check.no_events": "{count} simulated runs without a single lead tell nothing of event logs",
    "check.not_compared": "event logs were not compared",
    "check.first": "the first event that differs, in run {run}, lead {lead} of {baseline}: {events}",
    "check.first_added": (
        "the first event that differs, in run {run}, lead {lead} of {scenario}, which {baseline} hasn't: {events}"
    ),
    "check.both": "{at} {a} there, {b} in {scenario}",
    "check.event": "{what}{points} (score {score}, stage {stage})",
    "check.nothing": "nothing",
    "check.later": "nothing yet",
    "check.hidden": "{at} {a} in both, but with another cause, rule or value",
    "check.other_lead": "run {run}, lead {lead} of {baseline} has the same events, but is another in {column}",
    # --- on the screen ---
    "cli.checks.head": "Checks: {counts} (each by itself, 95 % sure; intervals of 90 %)",
    "cli.checks.count_pass": "{count} passed",
    "cli.checks.count_fail": "{count} failed",
    "cli.checks.count_cannot_tell": "{count} can't be told yet",
    "cli.checks.pass": "pass",
    "cli.checks.fail": "FAIL",
    "cli.checks.cannot_tell": "can't tell",
    "cli.checks.line": "{title} ({scenario}): {sentence}.",
}
