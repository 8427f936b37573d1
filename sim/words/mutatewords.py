"""The words of mutation, part of the catalogue of messages."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    # --- moments in a file of test leads ---
    "mutate.end": "end",
    "mutate.day": "day {day}",
    "mutate.moment": "day {day} {clock}",
    # --- why a mutant can't be noticed ---
    "mutate.same_chance": "only chance makes a difference, and test leads know none",
    "mutate.same_calendar": "no mail waits for business days, and the desk's calls are chance",
    "mutate.same_outside": "no hour or day is closed to mails",
    "mutate.same_caps": "there are no caps",
    "mutate.same_sync": "the sync is in real time",
    "mutate.same_need": "a call that sees no need returns the lead before these conditions are looked at",
    "mutate.same_step": "all points are multiples of {step}, so that no lead's score lies between the two",
    "mutate.same_rule": "by the points there are, no lead fulfils one rule and not the other",
}
