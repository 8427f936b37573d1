"""Test leads from a table: a CSV file beside its journey, read as if it were a file of test leads in YAML."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from sim.files.findings import Finding
from sim.files.leadcolumns import Columns, columns_of, journey_column
from sim.files.leadrows import Lead, leads_of, tree
from sim.files.leadtable import Table, read_table
from sim.files.leadwords import Lexicon
from sim.files.loaded import LoadedJourney, beside, placed, read_journey
from sim.files.salvage import salvaged
from sim.files.sheetnames import ATTRIBUTE
from sim.files.testleads import Case, LoadedTestLeads, cases_of
from sim.model.testlead import TestLeads
from sim.words.messages import say
from sim.words.wording import cut, listed, quoted
from sim.yamlfile import Document, FileProblems, Node, Place, Problem


class TableOfLeads(NamedTuple):
    """A table read against a journey: its leads, and the file of test leads that they make."""

    journey: LoadedJourney
    leads: Sequence[Lead]
    document: Document
    cases: tuple[Case, ...]


class Reading(NamedTuple):
    """How a table's headers and cells are to be read where they are not in our words.

    columns: our word for a column to its header; values: of our column, its words to ours; usual: what all leads have,
    by our word for a column.
    """

    columns: Mapping[str, str] = {}
    values: Mapping[str, Mapping[str, str]] = {}
    usual: Mapping[str, str] = {}


def read_sheet_tests(path: Path) -> tuple[LoadedTestLeads | None, list[Problem]]:
    """Read a CSV file of test leads and its journey with all that is wrong in both; None if too little makes sense.

    The journey is named in the column `journey`, or is the file `X.yaml` beside `X.leads.csv`.
    """
    try:
        table, problems = read_table(path)
        file = journey_of(table, path)
    except FileProblems as error:
        return None, error.problems
    journey, wrong = read_journey(file, {})
    if journey is None or wrong:
        return None, [*problems, *wrong]
    found, more = read_leads_table(table, journey, Path(os.path.relpath(str(file), str(path.parent))).as_posix())
    if found is None:
        return None, sorted([*problems, *more])
    return LoadedTestLeads(path, journey, found.cases, found.document), sorted([*problems, *more])


def journey_of(table: Table, path: Path, mapping: Mapping[str, str] | None = None) -> Path:
    """The journey file of a table. Raises FileProblems if none is named, or two are."""
    column = journey_column(table, mapping)
    cells = [] if column is None else [(row.cells[column].strip(), row.line) for row in reversed(table.rows)]
    named = {text: line for text, line in cells if text}
    if len(named) > 1:
        first, second, *_ = sorted(named.items(), key=lambda item: item[1])
        text = say("sheet.two_journeys", found=cut(second[0]), first=cut(first[0]), line=first[1])
        raise FileProblems([table.problem(second[1], -1 if column is None else column, text)])
    if not named:
        return _sibling(table, path)
    name, line = next(iter(named.items()))
    node = Node(name, table.place(line, column or 0), table.place(line, column or 0))
    file, problems = beside(path, Document(Node({"journey": node}, node.place, node.place), table.file), "journey")
    if file is None:
        raise FileProblems([_told(table, problem) for problem in problems])
    return file


def _sibling(table: Table, path: Path) -> Path:
    stem = path.name.removesuffix(path.suffix).removesuffix(".leads")
    for name in (f"{stem}.yaml", f"{stem}.yml"):
        if (path.parent / name).is_file():
            return Path(os.path.normpath(path.parent / name))
    raise FileProblems([table.problem(table.line, -1, say("sheet.no_journey", file=f"{stem}.yaml"))])


def read_leads_table(
    table: Table, journey: LoadedJourney, named: str, reading: Reading | None = None
) -> tuple[TableOfLeads | None, list[Problem]]:
    """The leads of a table for a journey, `named` in their file, with all that is wrong with them."""
    how = reading or Reading()
    columns, problems = columns_of(table, journey, how.columns, how.usual)
    lexicon = Lexicon(journey, how.values)
    leads, wrong = leads_of(table, columns, lexicon)
    problems += wrong
    if not leads:
        return None, problems
    document = Document(tree(table, named, leads, usual_of(how, lexicon, table.file)), table.file)
    model, mistaken = salvaged(document, TestLeads)
    told = {(problem.line, problem.column) for problem in mistaken}
    problems += [_told(table, problem) for problem in mistaken]
    if model is None:
        return None, problems
    cases, findings = cases_of(model, journey, document)
    unsaid = [finding for finding in findings if not _of_missing(finding, columns, journey)]
    found = [problem for finding in unsaid if (problem := _placed(table, finding, document, columns)) is not None]
    problems += [_told(table, problem) for problem in found if (problem.line, problem.column) not in told]
    return TableOfLeads(journey, leads, document, tuple(cases)), list(dict.fromkeys(problems))


def usual_of(how: Reading, lexicon: Lexicon, file: str) -> dict[str, Node]:
    """What all leads have, as the block `usual` of a file of test leads."""
    top = Place(file, 0, 0)
    found: dict[str, Node] = {}
    attributes: dict[str, Node] = {}
    for key, value in how.usual.items():
        if key in ("source", "registers"):
            found[key] = Node(lexicon.fact(key, value), top, top)
        elif key == "tags":
            found[key] = Node(tuple(Node(tag, top, top) for tag in lexicon.tags(value)), top, top)
        else:
            attributes[key] = Node(lexicon.fact(ATTRIBUTE + key, value), top, top)
    return {**found, **({"attributes": Node(attributes, top, top)} if attributes else {})}


# ---- what is wrong, at its cell ----


def _told(table: Table, problem: Problem) -> Problem:
    """A problem of the file that the table stands for, as one of the table."""
    if problem.line == 0:
        return table.problem(table.line, -1, f"{problem.path}: {problem.text}")
    return table.problem(problem.line, problem.column - 1, problem.text)


def _of_missing(finding: Finding, columns: Columns, journey: LoadedJourney) -> bool:
    """Whether a lead lacks what no lead can have, since the column is missing; that has been told once."""
    texts = [say("testlead.source", known=listed(journey.journey.sources))] if "source" in columns.missing else []
    for name, known in journey.personas.attributes.items():
        if ATTRIBUTE + name in columns.missing:
            texts.append(say("testlead.attribute", name=name, known=listed(known)))
    return finding.text in texts


def _placed(table: Table, finding: Finding, document: Document, columns: Columns) -> Problem | None:
    """A finding at its cell; of a step, at the cell that it is about."""
    problem = placed(finding, document)
    node = document.node(finding.loc)
    is_step = len(finding.loc) == 4 and finding.loc[2] == "story"
    if problem is None or node is None or not is_step or problem.column - 1 != columns.at.get("does"):
        return problem
    key = _of_step(table, finding, problem.line, str(node.value), columns)
    return problem._replace(column=columns.at[key] + 1) if key in columns.at else problem


def _of_step(table: Table, finding: Finding, line: int, words: str, columns: Columns) -> str:
    """Whether a finding about a step is about its moment, its object or its action."""
    at = bisect_left(table.rows, line, key=lambda row: row.line)
    row = table.rows[at]
    filled = [key for key in ("day", "when") if key in columns.at and row.cells[columns.at[key]].strip()]
    if quoted(cut(words)) in finding.text:
        return filled[0] if filled else "does"
    what = words.rpartition(" ")[2]
    return "object" if quoted(cut(what)) in finding.text and row.cells[columns.at.get("object", 0)].strip() else "does"
