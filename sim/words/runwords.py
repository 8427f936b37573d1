"""The words of what stops a run, what review meetings and goals saw in it, part of the catalogue of messages."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    # --- crowd and world: what stops a run ---
    "balance.broken": "{account}: {here} among the leads, {there} in the event log; this is a fault of the simulator",
    "crowd.chain": "lead {lead} had more than 1,000 events at second {second}: mails without delay call for one another",
    "crowd.time": "lead {lead} went back in time at second {second}: this is a fault of the simulator",
    "world.late_moment": "second {second} can't be announced: leads have been played up to second {horizon}",
    "program.kind": "touchpoint {name!r} can't change its kind, from {before} to {after}: give it another name",
    "world.unannounced": "second {second} was not announced, and leads have been played up to second {horizon}; wait with world.at(t)",
    # --- goal: goals of stages ---
    "goal.checked": "{stage}: {kpi} {value}, {bounds}: {outcome}",
    "goal.at_least": "at least {bound}",
    "goal.at_most": "at most {bound}",
    "goal.met": "met",
    "goal.missed": "missed",
    "goal.no_figure": "there is no such figure",
    # --- meeting: what review meetings saw and did ---
    "meeting.moved": "{at} {review}: {compares} {before} -> {after} in {rule}; {seen}",
    "meeting.kept": "{at} {review}: {compares} {before} stays in {rule}; {seen}",
    "meeting.acceptance": "{top} of {bottom} hand-offs judged were accepted",
    "meeting.opportunity_rate": "{top} of {bottom} hand-offs became opportunities",
    "meeting.handoffs_per_week": "{top} hand-offs in {bottom} days",
}
