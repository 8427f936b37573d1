"""What scripted leads do: the steps of test leads and of activity logs, in the journey's own words."""

from __future__ import annotations

from typing import NamedTuple

from sim.files.leadsfile import GivenLead
from sim.model.ledger import What

OF_SALES = (What.CONTACT, What.RETURNED, What.WON, What.LOST)
LOOSE = 1 << 30  # as the value of a step: it happened for sure, whatever was sent to the lead before

READING = 2  # node of an ADJUSTED row that changes nothing: the score is looked at


class Step(NamedTuple):
    """What a lead does at a second of the run, or sales does with it: the kind of row that it leaves.

    node: the touchpoint; for BROUGHT the behaviour; empty where there is none. value: the second of the webinar that a
    lead registers for, the number of a reason of return, the findings of a call as bits, or LOOSE. A step of the kind
    ADJUSTED only reads the score, which may have decayed.
    """

    second: int
    what: What
    node: str = ""
    value: int = 0


class ScriptedLead(NamedTuple):
    """A lead as it registers, and its steps in order; none before its registration."""

    lead: GivenLead
    steps: tuple[Step, ...] = ()
