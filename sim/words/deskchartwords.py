"""The words of the charts of the desk's load, its hours, cumulative results and times from registration."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    # --- charts.desk: words of all of these charts ---
    "charts.desk.baseline": "today (baseline)",
    "charts.desk.baseline_chosen": "today (baseline), recommended",
    "charts.desk.chosen": "recommended",
    "charts.desk.one_run": "one simulated run",
    "charts.desk.runs": "{runs} simulated runs",
    "charts.desk.no_band": " One simulated run: nothing is known of the spread between runs.",
    "charts.desk.left_out": " Scenarios not drawn: {count} (see the CSV file).",
    "charts.desk.ends": "{words} ({low} to {high})",
    "charts.desk.none": "none",
    "charts.desk.comma": ", ",
    # --- charts.workload: hand-offs per rep by week, and first calls ---
    "charts.workload.nothing": "No scenario hands a lead to sales",
    "charts.workload.one": "In its busiest week each rep gets {base} hand-offs",
    "charts.workload.two": (
        "Busiest week: {baseline} {base}, {rival} {other} hand-offs per rep{doubt}"
    ),
    "charts.workload.many": (
        "In the busiest week each rep gets {base} hand-offs with {baseline}, {least} to {most} in the other scenarios"
    ),
    "charts.workload.subtitle": "Hand-offs per rep by calendar week, and how soon first calls are made · {runs}",
    "charts.workload.note": (
        "Bars: means by week from Monday, pale where the measured time cuts a week short; line: the baseline. Runs have "
        "different busiest weeks, so their mean is above all bars. Late: after the desk's deadline; hand-offs never "
        "called are left out."
    ),
    "charts.workload.whiskers": (
        " Thin lines and brackets: the middle 90 % of {runs} simulated runs."
    ),
    "charts.workload.unit": "hand-offs per rep and week",
    "charts.workload.week_axis": "week",
    "charts.workload.busiest": "busiest week of a run: {number}",
    "charts.workload.calls_unit": "first calls made within this time, share of all",
    "charts.workload.calls_axis": "time from the hand-off's arrival at the desk to the first call",
    "charts.workload.no_calls": "no first calls",
    "charts.workload.minutes": "{count} min",
    "charts.workload.hours": "{count} h",
    "charts.workload.days": "{count} d",
    "charts.workload.longer": "any",
    "charts.workload.late": "{share} % late",
    "charts.workload.in_time": "{share} % in time",
    "charts.workload.alt": "Bars by week and by waiting time. {title}. {subtitle}. {scenarios}",
    "charts.workload.alt_scenario": (
        "{scenario}: {busiest} hand-offs per rep in the busiest week; late first calls in percent: {late}."
    ),
    # --- charts.hours: when hand-offs arrive and calls are made ---
    "charts.hours.nothing": "No hand-off arrives in the measured time",
    "charts.hours.title": (
        "With {baseline}, {share} % of hand-offs arrive outside usual hours; most come {hour}, {most} a week"
    ),
    "charts.hours.hour": "{weekday} {first}:00–{last}:00",
    "charts.hours.subtitle": "Hand-offs and calls by weekday and hour, a week on average · {runs}",
    "charts.hours.note": (
        "Colour: mean number a week, the same scale in all panels; the highest numbers are written in. Outlined: the "
        "usual hours, in which some team works; days off count as their weekday. Hand-offs count when they arrive at "
        "the desk, in local time; calls are all attempts."
    ),
    "charts.hours.ends": " Brackets: the middle 90 % of {runs} simulated runs.",
    "charts.hours.handoffs": "Hand-offs arriving",
    "charts.hours.attempts": "Calls made",
    "charts.hours.total": "{count} a week, {outside} outside usual hours",
    "charts.hours.total_none": "none",
    "charts.hours.share": "{share} %",
    "charts.hours.axis": "hour of the day",
    "charts.hours.scale": "a week",
    "charts.hours.alt": "Heat map by weekday and hour. {title}. {subtitle}. {scenarios}",
    "charts.hours.alt_scenario": "{scenario}: {handoffs} hand-offs and {attempts} calls a week.",
    # --- charts.cumulative: MQLs and opportunities by day ---
    "charts.cumulative.nothing": "No scenario brings an MQL or an opportunity",
    "charts.cumulative.only": "{scenario} ends the measured time with {count} {unit}",
    "charts.cumulative.more": "{difference} more {unit} in {days} days{interval} with {rival} than with {baseline}",
    "charts.cumulative.fewer": "{difference} fewer {unit} in {days} days{interval} with {rival} than with {baseline}",
    "charts.cumulative.unsure": "{difference} {unit}{interval}, may be chance: {rival} against {baseline}",
    "charts.cumulative.baseline": "the baseline",
    "charts.cumulative.same": "As many {unit} in {days} days with {rival} as with {baseline}",
    "charts.cumulative.interval": " ({level} %: {low} to {high})",
    "charts.cumulative.unit_mqls": "MQLs",
    "charts.cumulative.unit_opportunities": "opportunities",
    "charts.cumulative.subtitle": "MQLs and opportunities since {first}, added up day by day until {last} · {runs}",
    "charts.cumulative.note": (
        "Lines: means of {runs} simulated runs; bands: the middle 90 % of the runs. Bands overlap even where scenarios "
        "surely differ: runs are compared in pairs with the same leads and chance events, and differences are those "
        "of the comparison, with its intervals in brackets{adjusted}."
    ),
    "charts.cumulative.adjusted": ", adjusted for {count} scenarios",
    "charts.cumulative.note_one": "Lines: one simulated run; nothing is known of the spread between runs.",
    "charts.cumulative.mqls": "MQLs",
    "charts.cumulative.opportunities": "Opportunities",
    "charts.cumulative.axis_mqls": "leads judged MQL so far",
    "charts.cumulative.axis_opportunities": "opportunities opened so far",
    "charts.cumulative.difference": "; difference at the end {difference}",
    "charts.cumulative.of": ", {rival}",
    "charts.cumulative.end": "{count} {scenario}",
    "charts.cumulative.alt": "Lines over time. {title}. {subtitle}. {scenarios}",
    "charts.cumulative.alt_scenario": "{scenario}: {mqls} MQLs and {opportunities} opportunities at the end.",
    # --- charts.spans: times from registration ---
    "charts.spans.nothing": "No lead comes to an MQL, a first contact or an opportunity",
    "charts.spans.title_opportunity": "Opportunity within {days} days: {shares}",
    "charts.spans.title_contact": "First contact within {days} days: {shares}",
    "charts.spans.title_mql": "MQL within {days} days: {shares}",
    "charts.spans.first": "{scenario} {share} %",
    "charts.spans.next": ", {scenario} {share} %{doubt}",
    "charts.spans.others": ", {least} to {most} % in the other scenarios",
    "charts.spans.difference": " · difference after {days} days {difference} points (95 % interval {low} to {high})",
    "charts.spans.subtitle": "Leads that have come so far, of all registered in the measured time · {runs}",
    "charts.spans.note": (
        "1 minus Kaplan-Meier over the leads of all runs. Those still on the way when their run ended count as "
        "censored (ticks, one a week at most); leads that leave never come. Circles: half of all have come. Drawn while "
        "{watched} % of all are still watched."
    ),
    "charts.spans.bands": " Bands: the middle 90 % of {runs} simulated runs.",
    "charts.spans.mql": "To MQL",
    "charts.spans.contact": "To the first contact",
    "charts.spans.opportunity": "To the opportunity",
    "charts.spans.unit": "leads that have come, share of all",
    "charts.spans.axis": "days since registration",
    "charts.spans.at_risk": "leads at risk (not there yet, still watched), all runs",
    "charts.spans.half": "half",
    "charts.spans.median": "{days} d",
    "charts.spans.never": "–",
    "charts.spans.alt": "Curves over days since registration. {title}. {subtitle}. {scenarios}",
    "charts.spans.alt_scenario": "{scenario}: {parts}.",
    "charts.spans.alt_part": "{span} {share} % in the end",
}
