"""The real leads of a journey: those of its CSV sources, and those of a file given beside it."""

from __future__ import annotations

import os
from pathlib import Path

from sim.files.leadsfile import GivenLead, RowProblem, headers_of, known_headers, read_leads
from sim.files.loaded import LoadedJourney
from sim.model.journey import CsvSource
from sim.yamlfile import FileProblems, Problem

ADDED = "leads_csv"  # the source of a file that no source of the journey describes


def given_leads(loaded: LoadedJourney) -> tuple[list[GivenLead], list[RowProblem]]:
    """The leads of all CSV sources of a journey, in file order, and the bad cells of rows that were skipped.

    Raises FileProblems with the mistakes of all files that can't be read or whose bad rows are refused.
    """
    calendar, folder = loaded.journey.built_calendar(), loaded.path.parent
    leads: list[GivenLead] = []
    skipped: list[RowProblem] = []
    refused: list[Problem] = []
    for name, source in loaded.journey.sources.items():
        if isinstance(source, CsvSource):
            try:
                more, bad = read_leads(source, folder, loaded.journey, loaded.personas, calendar, name=name)
            except FileProblems as error:
                refused += error.problems
                continue
            leads += more
            skipped += bad
    if refused:
        raise FileProblems(refused)
    return leads, skipped


def with_leads_file(loaded: LoadedJourney, file: Path, *, skip: bool = False) -> LoadedJourney:
    """The journey with the leads of `file` beside its other sources; `skip` leaves bad rows out, else they are refused.

    If the journey has one CSV source, the file takes its place and is read by its columns. Otherwise it becomes a
    source of its own, called `leads_csv`, read by headers that are our words or those of `leadsfile.HEADERS`.
    Raises FileProblems if the file can't be read.
    """
    journey = loaded.journey
    described = {name: source for name, source in journey.sources.items() if isinstance(source, CsvSource)}
    place = _from(loaded.path.parent, file)
    if len(described) == 1:
        ((name, source),) = described.items()
        update = {"file": place, "bad_rows": "skip" if skip else source.bad_rows}
        source = source.model_copy(update=update)
    else:
        columns = known_headers(headers_of(file), journey, loaded.personas)
        name = ADDED
        source = CsvSource(kind="csv", file=place, columns=columns, bad_rows="skip" if skip else "refuse")
    return loaded._replace(journey=journey.model_copy(update={"sources": {**journey.sources, name: source}}))


def _from(folder: Path, file: Path) -> str:
    """A source's file is looked for beside the journey, this one where the user stands."""
    try:
        return os.path.relpath(file, folder)
    except ValueError:  # another drive
        return str(file.resolve())
