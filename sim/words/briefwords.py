"""The words of what a decision is made from: headline, what is asked for, effects, what to watch, next steps."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    "brief.change": "Change to {scenario}",
    "brief.stay": "Stay with {scenario}",
    "brief.wait": "Don't change {baseline} yet",
    "brief.ask_change": "Decision asked for: replace {baseline} by {scenario}.",
    "brief.ask_stay": "Decision asked for: keep {scenario} as it is.",
    "brief.ask_wait": "Decision asked for: none yet; more simulated runs are needed.",
    "brief.because": "{scenario} {effect}.",
    "brief.step_runs": "Simulate about {more} more runs of each scenario ({total} in all), then decide.",
    "brief.step_no_runs": "Even {more} more simulated runs would not settle it: ask a smaller question.",
    "brief.step_change": "Set up {scenario} in the marketing tool, and note the day.",
    "brief.step_watch": "Watch the figures above for a quarter; go back if one passes its line.",
    "brief.step_stay": "Leave {baseline} as it is.",
    "brief.step_measure_first": "Before that, measure {title} (now {value}): the answer turns with it.",
    "brief.step_measure": "Measure {title} in your own data (now {value}), and ask again.",
    "brief.step_repeat": "Ask again with the figures of the next quarter.",
    "brief.usual_week": "hand-offs per rep in a usual week",
    "brief.cost": "cost{unit}",
    "brief.value": "expected value of the opportunities{unit} (win rate {rate}, {deal} a deal)",
    "brief.net": "value less cost{unit}",
    "brief.difference_in": "difference in {what}",
    "brief.yen_interval": "{mean} ({low} to {high})",
    "brief.case_at_zero": "at zero",
    "brief.case_doubled": "doubled",
    "brief.case_alike": "alike on all weekdays",
    "brief.look_below": "{kpi} under {line} in a quarter: look again.",
    "brief.look_above": "{kpi} over {line} in a quarter: look again.",
    "brief.guard_kept": "kept",
    "brief.guard_broken": "broken",
    "brief.guard_not_settled": "not settled",
    "brief.back_below": "{kpi} under {line} in a quarter: go back.",
    "brief.back_above": "{kpi} over {line} in a quarter: go back.",
}
