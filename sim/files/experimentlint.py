"""What an experiment file says that no model can judge alone: its dates, its names, and what scenarios must share."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from sim.files.findings import Finding, each_known
from sim.files.grid import Draft
from sim.files.journeylint import MOST, MOST_BEHAVIOURS
from sim.model.experimentfile import Experiment, Measure, kpi_problems
from sim.model.journey import BurstSource, Journey
from sim.model.persona import Personas
from sim.model.timewords import duration_s
from sim.words.messages import say
from sim.words.wording import cut, did_you_mean
from sim.yamlfile import Document, Loc
from sim.yamlfile.yamlwords import number

LONGEST_DAYS = 3660
OF_PERSONAS = ("people", "personas", "attributes")  # first parts of paths that lead into the personas file


def lint_experiment(
    experiment: Experiment, journey: Journey, documents: tuple[Document, Document], kpis: Collection[str] | None
) -> Iterator[Finding]:
    """What is wrong with an experiment beside its baseline (journey, and the documents of journey and personas)."""
    if kpis is not None:
        yield from (Finding(loc, text) for loc, text in kpi_problems(experiment, kpis))
    yield from _dates(experiment, journey)
    yield from _precision(experiment)
    seen: dict[Loc, str] = {}
    for n, path in enumerate(experiment.rests_on):
        figure = figure_loc(documents, path)
        if figure is None:
            yield Finding(("rests_on", n), no_figure(path, documents))
        elif (first := seen.setdefault(figure[1], path)) != path or path in experiment.rests_on[:n]:
            yield Finding(("rests_on", n), say("experiment.figure_twice", first=first))


def lint_names(drafts: Mapping[str, Draft], baseline: str) -> Iterator[Finding]:
    """A finding if a scenario is called as the baseline is."""
    if draft := drafts.get(baseline):
        yield Finding(draft.loc, say("workspace.baseline_twice", found=baseline), at_name=True)


def lint_titles(experiment: Experiment, asked: Collection[str], scenarios: Collection[str]) -> Iterator[Finding]:
    """Titles of what is no scenario, and titles that say the same of two.

    asked: all that the file makes, combinations that are the baseline too; scenarios: without these.
    """
    yield from each_known(("titles",), "titles.unknown", experiment.titles, [experiment.baseline, *asked])
    seen: dict[str, str] = {}
    untitled = [name for name in (experiment.baseline, *scenarios) if name not in experiment.titles]
    for name in (*untitled, *(name for name in experiment.titles if name in {experiment.baseline, *scenarios})):
        title = experiment.titles.get(name) or name.replace("_", " ")
        other = seen.setdefault(_as_seen(title), name)
        if other != name and name in experiment.titles:
            yield Finding(("titles", name), say("titles.same", other=other, title=cut(title)))


def _as_seen(title: str) -> str:
    """Titles that look the same are the same."""
    return " ".join(unicodedata.normalize("NFKC", title).split())


def _precision(experiment: Experiment) -> Iterator[Finding]:
    asked = experiment.precision
    if asked is None:
        return
    if "replications" in experiment.model_fields_set:
        yield Finding(("precision",), say("lint.either", first="replications", second="precision"))
    least = asked.first + asked.look_ahead
    if asked.most < least:
        yield Finding(("precision", "most"), say("experiment.precision_most", least=least, found=asked.most))


def _dates(experiment: Experiment, journey: Journey) -> Iterator[Finding]:
    days, measure = experiment.days(journey), experiment.measure
    if days.change is not None and days.change < 0:
        yield Finding(("change_on",), say("workspace.too_early", start=journey.start))
    if days.change is not None and days.change >= days.run:
        yield Finding(("change_on",), say("workspace.change_after", end=journey.start + timedelta(days.run)))
    if measure is None:
        return
    begins = ("measure", "from" if measure.warm_up is None else "warm_up")
    if measure.since is None and measure.warm_up is None:
        yield Finding(begins, say("experiment.no_window"))
        return
    if measure.since is not None and measure.warm_up is not None:
        yield Finding(begins, say("lint.either", first="from", second="warm_up"))
    if days.first < 0:
        yield Finding(begins, say("workspace.too_early", start=journey.start))
    if days.after <= days.first:
        yield Finding(("measure", "until"), _too_soon(measure, journey.start + timedelta(days.first)))
    if days.change is not None and days.first < days.change:
        yield Finding(begins, say("workspace.window_change", change=experiment.change_on))
    if days.run > LONGEST_DAYS:
        yield Finding(("measure",), say("workspace.long", found=days.run, most=LONGEST_DAYS))


def _too_soon(measure: Measure, first: date) -> str:
    if measure.since is None:
        return say("experiment.window_order", first=first)
    return say("workspace.window_order", since=measure.since)


def figure_loc(documents: tuple[Document, Document], path: str) -> tuple[Document, Loc] | None:
    """The document (journey or personas) and the place of the number or duration that a dotted path names, or None.

    A figure with a source is meant by its own name: `people.read_lift` for `people.read_lift.value`.
    """
    parts = tuple(path.split("."))
    if parts == ("format",):
        return None  # nobody assumes it
    document = documents[parts[0] in OF_PERSONAS and len(parts) > 1]
    for loc in (parts, (*parts, "value"), (*parts, "median")):
        node = document.node(loc)
        if node is not None and isinstance(node.value, str) and _is_figure(node.value):
            return document, loc
    return None


def _is_figure(text: str) -> bool:
    return size_of(text) is not None


def size_of(text: str) -> tuple[str, float] | None:
    """A number or a duration (in seconds), and which of the two; None if a text is neither."""
    for kind, read in (("number", number), ("duration", duration_s)):
        try:
            return kind, float(str(read(text)))
        except ValueError:
            continue
    return None


def no_figure(path: str, documents: tuple[Document, Document]) -> str:
    """What to say of a dotted path that names no number in the files."""
    people = documents[1].node(("people",))
    known = [f"people.{name}" for name in (people.settings() if people else ())]
    files = " / ".join(document.name for document in documents)
    return say("workspace.no_figure", found=cut(path), files=files, hint=did_you_mean(path, known))


def lint_scenario(
    draft: Draft,
    scenario: tuple[Journey, Personas],
    baseline: tuple[Journey, Personas],
    *,
    change_on: date | None = None,
) -> Iterator[Finding]:
    """What a scenario may not change, since all live through one history with the same leads.

    change_on: the day until which all of a run's days are the baseline's.
    """
    (journey, personas), (base_journey, base_personas) = scenario, baseline
    facts: dict[str, tuple[str, object, object]] = {
        "start": ("same_start", journey.start, base_journey.start),
        "time_zone": ("same_zone", journey.time_zone, base_journey.time_zone),
        "stages": ("same_names", list(journey.stages), list(base_journey.stages)),
        "attributes": ("same_names", _values(personas.attributes), _values(base_personas.attributes)),
        "personas": ("same_names", list(personas.personas), list(base_personas.personas)),
    }
    for setting, (key, found, expected) in facts.items():
        if found != expected:
            text = say(f"workspace.{key}", what=setting, found=_listed(found), baseline=_listed(expected))
            yield Finding(draft.place(_within(draft, setting)), text)
    yield from _other_kinds(draft, journey, base_journey)
    if change_on is not None:
        yield from _other_days(draft, scenario, baseline, change_on)
    together = {
        section: (set(getattr(journey, section)) | set(getattr(base_journey, section)), most)
        for section, most in MOST.items()
    }
    together["behaviours"] = ({*journey.behaviour_names(), *base_journey.behaviour_names()}, MOST_BEHAVIOURS)
    for section, (names, most) in together.items():
        if len(names) > most:
            text = say("workspace.many_together", found=len(names), what=section, most=most)
            yield Finding(draft.place(_within(draft, section)), text)


def _within(draft: Draft, section: str) -> Iterable[str]:
    """The changes of a section, one of which most likely did it."""
    return (change for change in draft.changes if change.split(".")[0] == section)


def _other_kinds(draft: Draft, journey: Journey, baseline: Journey) -> Iterator[Finding]:
    """A mail that waits to be read can't become an invitation."""
    for touchpoint, before in baseline.touchpoints.items():
        now = journey.touchpoints.get(touchpoint, before)
        if now.kind != before.kind:
            guilty = (change for change in draft.changes if change.split(".")[:2] == ["touchpoints", touchpoint])
            text = say("workspace.same_kind", found=now.kind, baseline=before.kind)
            yield Finding(draft.place(guilty), text)


def _other_days(
    draft: Draft,
    scenario: tuple[Journey, Personas],
    baseline: tuple[Journey, Personas],
    change_on: date,
) -> Iterator[Finding]:
    """A run has one calendar and one rhythm of its people, and an event that has begun stays where it was."""
    (journey, personas), (base_journey, base_personas) = scenario, baseline
    rhythms = [(each.people.rhythm.open_day, each.people.rhythm.off_day) for each in (personas, base_personas)]
    changed = {"calendar": journey.calendar != base_journey.calendar, "people.rhythm": rhythms[0] != rhythms[1]}
    for source, before in base_journey.sources.items():
        now = journey.sources.get(source)
        if isinstance(now, BurstSource) and isinstance(before, BurstSource):
            moved = [
                event
                for event in before.events
                if event in now.events and now.events[event].on != before.events[event].on
            ]
            changed |= {f"sources.{source}.events.{event}.on": True for event in moved}
    for path in [path for path, is_other in changed.items() if is_other]:
        guilty = (
            change
            for change in draft.changes
            if f"{path}.".startswith(f"{change}.") or change.startswith(f"{path}.")
        )
        yield Finding(draft.place(guilty), say("workspace.same_days", what=path, change=change_on))


def _values(attributes: Mapping[str, Sequence[str]]) -> list[str]:
    return [f"{name} ({', '.join(values)})" for name, values in attributes.items()]


def _listed(found: object) -> str:
    return cut(", ".join(found)) if isinstance(found, list) else str(found)
