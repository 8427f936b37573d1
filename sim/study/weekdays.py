"""What an answer owes to weekdays: no published figure shows that they matter, so whatever rests on them is assumed."""

from __future__ import annotations

from typing import NamedTuple

from sim.files.loaded import LoadedExperiment, LoadedJourney
from sim.model.cadence import Cadence
from sim.model.calendar import Calendar
from sim.model.journey import Email, Journey, Webinar
from sim.model.persona import People, Weekdays
from sim.study.assumption import Assumption, Outcome
from sim.words.messages import say

FIGURES = ("weekday_open", "weekday_attend")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ALIKE = "alike"  # the name of what is tried: no weekday differs from another
_TIMES = ("cadence", "dates", "invite", "remind", "window", "days", "outside", "send_time")  # settings of touchpoints
_POLICY = ("quiet_hours", "days", "outside")


class Question(NamedTuple):
    """How scenarios differ in when mails go out or webinars are held.

    assumed: the figures that are in force, differ between weekdays and have no source but assumption; of these the
    answer is tried with all weekdays alike. is_of_weekdays: whether something falls on other weekdays than in the
    baseline while the model knows no difference between them.
    """

    assumed: tuple[str, ...] = ()
    is_of_weekdays: bool = False


def question(loaded: LoadedExperiment) -> Question:
    """What an experiment asks of weekdays."""
    rivals = [scenario.journey for scenario in loaded.scenarios.values()]
    if not any(_times(rival) != _times(loaded.baseline.journey) for rival in rivals):
        return Question()
    versions = [loaded.baseline, *loaded.scenarios.values()]
    assumed = tuple(name for name in FIGURES if any(_is_assumed(v.personas.people, name) for v in versions))
    if assumed or any(_differs(v.personas.people, name) for v in versions for name in FIGURES):
        return Question(assumed)
    return Question((), any(_weekdays(rival) != _weekdays(loaded.baseline.journey) for rival in rivals))


def alike(loaded: LoadedExperiment) -> LoadedExperiment:
    """The experiment with all weekdays alike."""
    scenarios = {name: _even(scenario) for name, scenario in loaded.scenarios.items()}
    return loaded._replace(baseline=_even(loaded.baseline), scenarios=scenarios)


def assumptions(loaded: LoadedExperiment, assumed: tuple[str, ...], outcome: Outcome) -> tuple[Assumption, ...]:
    """The figures as they are written, the first with what becomes of the answer when all weekdays are alike."""
    found = []
    for n, name in enumerate(assumed):
        versions = [loaded.baseline, *loaded.scenarios.values()]
        figure = next(_figure(v.personas.people, name) for v in versions if _is_assumed(v.personas.people, name))
        path = f"people.{name}"
        said = [f"{day} {value:g}" for day, value in zip(DAYS, figure.value, strict=True) if value != 1.0]
        outcomes = {ALIKE: outcome} if n == 0 else {}
        found.append(Assumption(path, say(f"assumption.{path}"), ", ".join(said), figure.source, outcomes))
    return tuple(found)


def caution() -> str:
    """What to know of a difference between weekdays where the model has none."""
    return say("answer.weekdays")


def _figure(people: People, name: str) -> Weekdays:
    figure: Weekdays = getattr(people, name)
    return figure


def _differs(people: People, name: str) -> bool:
    return any(value != 1.0 for value in _figure(people, name).value)


def _is_assumed(people: People, name: str) -> bool:
    return _differs(people, name) and _figure(people, name).source.strip().lower().startswith("assumption")


def _even(loaded: LoadedJourney) -> LoadedJourney:
    people = loaded.personas.people.model_copy(update={name: Weekdays() for name in FIGURES})
    return loaded._replace(personas=loaded.personas.model_copy(update={"people": people}))


def _times(journey: Journey) -> dict[str, object]:
    """All that says when mails go out and webinars are held."""
    found: dict[str, object] = {name: getattr(journey.contact_policy, name) for name in _POLICY}
    for name, touchpoint in journey.touchpoints.items():
        if isinstance(touchpoint, Email | Webinar):
            found[f"touchpoints.{name}"] = [_plain(getattr(touchpoint, setting, None)) for setting in _TIMES]
    return found


def _plain(value: object) -> object:
    """A cadence as it is written: two that read the same are the same."""
    return str(value) if isinstance(value, Cadence) else value


def _weekdays(journey: Journey) -> dict[str, object]:
    """The weekdays on which the calendar sends mails and holds webinars, and whether days off are left out."""
    calendar, found = journey.built_calendar(), dict[str, object]()
    for name, touchpoint in journey.touchpoints.items():
        if isinstance(touchpoint, Email | Webinar):
            cadence = touchpoint.dates if isinstance(touchpoint, Webinar) else touchpoint.cadence
            found[name] = _falls_on(cadence, calendar), touchpoint.days or journey.contact_policy.days
    return found


def _falls_on(cadence: Cadence | None, calendar: Calendar) -> set[int]:
    moments = cadence.moments(calendar, 0, calendar.horizon_s) if cadence else []
    return {calendar.weekday(calendar.day_of(moment.t_s)) for moment in moments}
