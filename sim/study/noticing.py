"""Whether test leads notice that a journey was changed."""

from __future__ import annotations

from collections.abc import Sequence

from sim.files.loaded import LoadedJourney
from sim.files.testleads import Case
from sim.model.journey import Journey
from sim.model.ledger import What
from sim.study.leadstates import play
from sim.study.leadtests import outcome_of


def first_failing(cases: Sequence[Case], loaded: LoadedJourney) -> str | None:
    """The name of the first lead that does not become what is expected by the rules of a journey; None if all do.

    The journey may lack names that the leads' own one has: who needs them fails.
    """
    for case in cases:
        if not is_known(case, loaded.journey):
            return case.name
    played = play(cases, loaded)
    return next((case.name for case in cases if not outcome_of(case, played).passed), None)


def is_known(case: Case, journey: Journey) -> bool:
    """Whether the journey has the stage in which a lead begins, and all that it does something with."""
    begins = case.lead.stage is None or case.lead.stage in journey.stages
    return begins and all(
        told.step.node in (journey.behaviour_names() if told.step.what is What.BROUGHT else journey.touchpoints)
        for told in case.told
        if told.step.node
    )
