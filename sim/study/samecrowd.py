"""The same crowd for two versions of a journey, ready to be simulated: the same leads, the same chance events."""

from __future__ import annotations

from sim.engine import world
from sim.files.loaded import LoadedJourney
from sim.model import draws
from sim.model.journey import RateSource
from sim.study.scenarios import Study, single
from sim.words.messages import say


class CrowdError(ValueError):
    """Two versions can't have the same leads; or (is_wish) not so many as somebody asked for."""

    def __init__(self, text: str, *, is_wish: bool = False) -> None:
        super().__init__(text)
        self.is_wish = is_wish


def same_crowd(old: LoadedJourney, new: LoadedJourney, *, leads: int | None = None) -> tuple[Study, Study]:
    """Both versions over the days that both have; `leads`: about so many in the old one (None: what it says).

    Raises CrowdError if they begin on different days or in different time zones, or if there can't be so many leads.
    """
    for name in ("start", "time_zone"):
        a, b = (getattr(loaded.journey, name) for loaded in (old, new))
        if a != b:
            raise CrowdError(say("diff.no_crowd", setting=name, old=a, new=b))
    days = min(old.journey.days, new.journey.days)
    a, b = (_with_days(loaded, days) for loaded in (old, new))
    scale = _scale((a, b), leads)
    return single(a, scale=scale), single(b, scale=scale)


def _with_days(loaded: LoadedJourney, days: int) -> LoadedJourney:
    return loaded._replace(journey=loaded.journey.model_copy(update={"days": days}))


def _scale(versions: tuple[LoadedJourney, LoadedJourney], leads: int | None) -> float:
    """By what rates and bursts of both versions are multiplied."""
    if leads is None:
        return 1.0
    journey = versions[0].journey
    expected = world.expected_leads(journey, journey.built_calendar())
    if expected <= 0.0:
        raise CrowdError(say("cli.run.no_rates"), is_wish=True)
    for loaded in versions:
        for source in loaded.journey.sources.values():
            if isinstance(source, RateSource):
                _check(source, leads / expected)
    return leads / expected


def _check(source: RateSource, scale: float) -> None:
    try:
        draws.count_thresholds(source.per_day * scale, source.overdispersion)
    except ValueError as error:
        raise CrowdError(str(error), is_wish=True) from None
