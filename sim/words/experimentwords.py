"""The words of experiment files, part of the catalogue of messages: what is wrong in one, and what its settings say."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    # --- what is wrong in an experiment file ---
    "experiment.none": "there is nothing to compare; write 'scenarios', or give settings several values by 'vary'",
    "experiment.range_of_values": (
        "a range is written {{from: 2, to: 5}}, with numbers in order and perhaps a step above 0; at most {most} values"
    ),
    "experiment.many_values": "{found} values; at most {most} are possible",
    "experiment.within": "'{other}' has this setting in it and varies too; vary one of them",
    "experiment.value_twice": "this value is there already, as '{first}'; delete one",
    "experiment.in_scenario": "with this change, {path}: {text}",
    "experiment.many": (
        "'scenarios' and the combinations of 'vary' would be {found} scenarios; at most {most} are possible"
    ),
    "experiment.no_name": "no name of a scenario can be made of '{found}'; give one: {path}: {{name: {value}}}",
    "experiment.long_name": (
        "the combination '{found}' would have a name of more than 60 characters; give its values short names: "
        "{path}: {{name: {value}}}"
    ),
    "experiment.same_name": "two scenarios would be called '{found}'; give the values names of their own",
    "experiment.nothing_varies": "every combination is what the journey file says already; nothing would be compared",
    "experiment.no_window": "this setting is missing; write 'from', or 'warm_up' for so long after the journey's start",
    "experiment.window_order": "must be later than the first measured day, which is {first}",
    "experiment.precision_most": "must be at least {least}, which 'first' and 'look_ahead' need; found {found}",
    "experiment.range": "must be two values, [low, high], or settings (low: ..., high: ..., why: ...)",
    "experiment.range_order": "must be above the low end, which is {low}",
    "experiment.figure_twice": "this number is named already, as '{first}'; delete one",
    "experiment.range_end": "{path}: {text}",
    # --- margins and limits of guardrails ---
    "guardrail.rule": (
        "must be a margin such as 5 or 0.5 points, or a limit such as at most +5, at most 12 or at least 30 %"
    ),
    "guardrail.limit_rule": "must be a limit such as at most 12, at least 30 %, or with a sign at most +5",
    "guardrail.signed": "; a limit has words: at least {number}",
    "guardrail.amount": "must be a number in the KPI's own unit",
    "guardrail.percent": "; of a share write {number} points",
    "guardrail.large_margin": "two shares differ by at most 1, which is 100 points; write {example}",
    "guardrail.beyond_share": "a share is at most 100 %, and two differ by at most 100 points",
    "guardrail.no_share": "'{unit}' is for shares; write a number of {counted}, such as {example}",
    "guardrail.relative_percent": (
        "a difference of {number} % could be meant of the baseline's value; write {word} {number} points"
    ),
    "guardrail.absolute_points": (
        "points are for differences, which have a sign; write {word} {number} %, or {word} {sign}{number} points"
    ),
    "guardrail.large_share": "a share is at most 1; write {example}",
    "guardrail.asks_fall": "asks for {kpi} to fall by {amount} or more; to let it fall no further, write {example}",
    "guardrail.asks_rise": "asks for {kpi} to rise by {amount} or more; to let it rise no further, write {example}",
    "guardrail.most": "at most {amount}",
    "guardrail.least": "at least {amount}",
    "guardrail.most_off": "at most {amount}",
    "guardrail.least_off": "at least {amount}",
    "guardrail.unit_share": "percent",
    "guardrail.unit_days": "days",
    "guardrail.unit_hours": "hours",
    "guardrail.unit_handoffs": "hand-offs",
    "guardrail.unit_yen": "yen",
    # --- warnings ---
    "warn.start_up": (
        "an empty journey is measured from its first day, so that two start-ups are compared; let it run first "
        "(measure: {{warm_up: 90d, ...}}, or a later 'change_on'), or begin with leads of your own"
    ),
    "warn.same_as_baseline": "nothing differs from the baseline",
    "warn.same_as_scenario": "nothing differs from the scenario '{other}'",
    "warn.margin_twice": (
        "the margin of the deciding KPI is that of 'decide_on', so that this one counts for nothing; delete it"
    ),
    "warn.outside_range": "the files say {value}, which is outside this range",
    "warn.good_side_upper": (
        "in {kpi} higher is better, and this limit rules a scenario out for being higher; keep it if that would be too "
        "much, else write at least"
    ),
    "warn.good_side_lower": (
        "in {kpi} lower is better, and this limit rules a scenario out for being lower; keep it if that would be too "
        "little, else write at most"
    ),
    # --- the page of all settings ---
    "reference.experiment_head": (
        "## Experiments: an experiment file\n\n"
        "[experiments.md](experiments.md) shows a whole file, and how to read its answer."
    ),
    "reference.experiment_block": "## `{path}` in an experiment file",
    "reference.guardrail": "margin (number, or points) or limit",
    "reference.limit": "limit",
    "reference.end": "value of that setting",
    "reference.any": "any value",
}

# One block for each kind of settings, in the form of sim/words/settingwords.py.
SETTINGS_TABLE: Final = """
[Experiment]
format | version of this way of writing files | | 1
name | results are kept under this name | | cadence_and_threshold
question | the question in words; it stands above the answer | | Is one mail a week too many?
journey | the journey file, as seen from this file | | ../journeys/seed.yaml
change_on | until this day all scenarios live by the journey file | they differ from the start | 2026-10-01
measure | what is measured | everything from change_on to the journey's end | {warm_up: 90d, until: 2027-04-01}
baseline | what the journey file says is called so | | weekly
scenarios | the settings that differ, each as dotted path and new value | | {more_reps: {desk.reps: 3}}
vary | a grid: every combination of its values is a scenario; values without a good name get one | | {desk.reps: [3]}
titles | how readers see scenarios called, each in at most 80 characters | their names | {baseline: As today}
decide_on | the KPI that decides | | {kpi: opportunities, margin: 3, per: quarter}
guardrails | KPIs that must not get worse by more than a margin, or must keep a limit | | {unsubscribes: at most +5}
show | KPIs that are shown and kept, and decide nothing | | [mqls, precision]
checks | what scenarios must surely fulfil, by name; they decide nothing | | {enough: {kpi: mqls, limit: at least 38}}
replications | simulated runs of each scenario; not beside `precision` | | 16
precision | simulate until the deciding interval is so narrow; not beside `replications` | | {half_width: 1.5}
seed | which leads and chance events | | 2
rests_on | numbers that carry the answer, the most decisive first | | [people.read_lift]
assumptions | numbers that are guessed, and between which values each may lie | | {people.read_lift: [0, 0.08]}
search | settings whose best combination `nurture search` looks for | | {over: {desk.reps: {from: 2, to: 5}}}

[Measure]
from | first day that is measured; not beside `warm_up` | | 2026-10-01
warm_up | the journey runs for so long before it is measured; not beside `from` | | 90d
until | first day that is no longer measured | | 2027-04-01
follow_up | the run goes on for so long, and hand-offs are followed for so long | | 45d
cohort | rates of leads follow each lead for so long | | 60d

[Decision]
kpi | a name of `nurture kpis` | | opportunities
margin | the smallest difference worth acting on, in the KPI's unit; of shares also as 0.5 points | | 3
per | the time for which counts are given | | quarter

[Check]
title | what it is called in output | its name | Enough opportunities for two reps
kpi | a name of `nurture kpis`; not beside `same_event_log` | | opportunities
limit | of the scenario's own mean, or with a sign of its difference from the baseline | | at least 38
no_worse_by | so much worse than the baseline it may be, in the KPI's unit; of shares also as 0.5 points | | 2
equivalent_within | so far from the baseline it may be, to either side | | 10
same_event_log | every simulated run has the same events as the baseline's; for rewriting | | true
per | the time for which a count is given | as in `decide_on` | quarter
scenario | which scenario; the baseline too, for a limit of its own mean | every one but the baseline | twice_a_month
tags | words by which checks are chosen | | [nightly]

[Precision]
half_width | half the width of the interval, in the unit of the deciding KPI and its `per` | | 1.5
most | never more simulated runs than this | | 400
first | the first look is after so many | | 10
look_ahead | for so many more the interval must stay so narrow | | 10

[Search]
over | the values of each setting: a list, values with names, or numbers from .. to | | {desk.reps: {from: 2, to: 5}}
trials | so many combinations are tried | | 30
replications | simulated runs of each of them | | 8
finalists | so many of the best are run again | | 2
final | simulated runs of each finalist, with other leads and chance events | | 60

[Range]
low | the lowest value it may have | | 0.15
high | the highest one | | 0.3
why | where the range comes from | | B1
"""
