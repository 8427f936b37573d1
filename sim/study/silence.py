"""A journey and its people without chance: nobody does anything unless a script says so; the journey's rules stand."""

from __future__ import annotations

from typing import Any

from sim.model.journey import Journey, Webinar
from sim.model.persona import People, Persona, Personas
from sim.model.touchpoints import Email, Replay

# What people do of their own accord, and what happens to them: none of it.
_RATES = (
    *("open_rate", "unsubscribe_rate", "machine_open_share", "scanner_share", "address_decay_per_month"),
    *("visit_rate", "attend_rate"),
)
_NEVER_S = 1_000_000_000  # a deal ends when the script says so


def silent(journey: Journey, personas: Personas) -> tuple[Journey, Personas]:
    """Both with every chance at 0, or at 1 where it was certain; seats for all; no reviews.

    Leads split by chance all get the first variant. What a source brings along stays where it is certain.
    """
    return _still(journey), personas.model_copy(
        update={
            "people": _idle(personas.people),
            "personas": {name: _plain(persona) for name, persona in personas.personas.items()},
        }
    )


def _still(journey: Journey) -> Journey:
    return journey.model_copy(
        update={
            "sources": {name: _sure(source) for name, source in journey.sources.items()},
            "touchpoints": {name: _calm(each) for name, each in journey.touchpoints.items()},
            "scoring": journey.scoring.model_copy(
                update={
                    name: float(getattr(journey.scoring, name) >= 1.0)
                    for name in ("machine_opens_ignored", "scanner_clicks_ignored")
                }
            ),
            "sync": journey.sync.model_copy(update={"failure": 0.0, "duplicate": 0.0}),
            "desk": journey.desk.model_copy(update={"patience": None}),
            "reviews": {},
        }
    )


def _sure(source: Any) -> Any:
    """A source that brings along only what it always does."""
    certain = {name: share for name, share in source.arrive_with.items() if share >= 1.0}
    return source.model_copy(update={"arrive_with": certain})


def _calm(touchpoint: Any) -> Any:
    if isinstance(touchpoint, Webinar):
        replay = None if touchpoint.replay is None else Replay(delay=touchpoint.replay.delay)
        return touchpoint.model_copy(update={"seats": None, "release": [], "cancel": 0.0, "replay": replay})
    if isinstance(touchpoint, Email) and touchpoint.variants:
        shares = {
            name: variant.model_copy(update={"share": float(n == 0)})
            for n, (name, variant) in enumerate(touchpoint.variants.items())
        }
        return touchpoint.model_copy(update={"variants": shares})
    return touchpoint


def _idle(people: People) -> People:
    changes: dict[str, Any] = {name: getattr(people, name).model_copy(update={"value": 0.0}) for name in _RATES}
    changes["sales_cycle"] = people.sales_cycle.model_copy(update={"median": _NEVER_S, "sigma": 0.0})
    return people.model_copy(update=changes)


def _plain(persona: Persona) -> Persona:
    return persona.model_copy(update={"webinar": 0.0, "competitor": 0.0, "scanner_share": None})
