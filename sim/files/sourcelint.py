"""What is wrong with the sources of a journey: names that must exist, dates, columns of leads files."""

from __future__ import annotations

from collections.abc import Iterator

from sim.files.findings import Finding, Names, alike, each_known, hint, in_order, known_name, unknown
from sim.files.leadsfile import column_keys, column_problems
from sim.model.journey import BurstSource, CohostSource, CsvSource, Journey, RateSource, SourceBasics
from sim.model.persona import Personas
from sim.words.messages import say
from sim.words.wording import cut
from sim.yamlfile import Loc


def lint_sources(journey: Journey, personas: Personas, names: Names) -> Iterator[Finding]:
    """What is wrong with where leads come from."""
    for name, source in journey.sources.items():
        loc: Loc = ("sources", name)
        yield from _people(loc, source, personas, names)
        if isinstance(source, RateSource):
            yield from in_order(loc, source.since, source.until)
        if isinstance(source, BurstSource) and (twice := alike(source.events)):
            text = say("lint.alike", first=twice[0], second=twice[1])
            yield Finding((*loc, "events", twice[1]), text, at_name=True)
        if isinstance(source, CohostSource):
            yield from known_name((*loc, "webinar"), "lint.unknown_webinar", source.webinar, names.webinars)
    yield from _csv_sources(journey, personas, names)


def _people(loc: Loc, source: SourceBasics, personas: Personas, names: Names) -> Iterator[Finding]:
    yield from each_known((*loc, "persona_odds"), "lint.unknown_persona", source.persona_odds, names.personas)
    yield from each_known((*loc, "arrive_with"), "lint.unknown_behaviour", source.arrive_with, names.behaviours)
    mix = [kind.share * source.persona_odds.get(name, 1.0) for name, kind in personas.personas.items()]
    if source.persona_odds and not any(mix) and any(kind.share for kind in personas.personas.values()):
        yield Finding((*loc, "persona_odds"), say("lint.no_mix"))


def _csv_sources(journey: Journey, personas: Personas, names: Names) -> Iterator[Finding]:
    files = {name: source for name, source in journey.sources.items() if isinstance(source, CsvSource)}
    for name, source in files.items():
        loc: Loc = ("sources", name, "columns")
        if names.attributes is not None and names.behaviours is not None:
            known = column_keys(journey, personas)
            for key, text in column_problems(source.columns, journey, personas):
                yield Finding((*loc, key) if key else loc, text, at_name=key not in known)
        if "source" in source.columns and len(files) > 1:  # rows of two files could become the same lead
            yield Finding((*loc, "source"), say("lint.two_source_columns"), at_name=True)
        yield from _csv_values(("sources", name, "values"), source, names)


def _csv_values(loc: Loc, source: CsvSource, names: Names) -> Iterator[Finding]:
    words = {**(names.attributes or {}), "source": names.sources, "stage": names.stages}
    for column, meanings in source.values.items():
        if column not in source.columns or column not in words:
            possible = [name for name in source.columns if name in words]
            yield unknown((*loc, column), "lint.unknown_values", column, possible)._replace(at_name=True)
            continue
        known = words[column]
        for theirs, ours in meanings.items() if known is not None else ():
            if ours not in (known or ()):
                text = say("lint.unknown_value", found=cut(ours), name=column, hint=hint(ours, known or ()))
                yield Finding((*loc, column, theirs), text)
