"""Rows of a table of test leads as the tree that a file of test leads is, each value with the cell it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sim.files import storyline
from sim.files.leadcolumns import COUNTS, EXPECTS, Columns
from sim.files.leadtable import Row, Table
from sim.files.leadwords import Lexicon, Wanted
from sim.files.sheetnames import ATTRIBUTE
from sim.words.messages import say
from sim.words.wording import cut
from sim.yamlfile import Node, Place, Problem


class Cell(NamedTuple):
    """A text and where it stands; column from 0."""

    text: str
    line: int
    column: int


@dataclass
class Lead:
    """What the rows of a lead say of it; wanted: by moment."""

    name: Cell
    facts: dict[str, Cell] = field(default_factory=dict)
    tags: list[Cell] = field(default_factory=list)
    story: list[Cell] = field(default_factory=list)
    wanted: dict[str, list[tuple[Wanted, Cell]]] = field(default_factory=dict)
    moments: dict[str, Cell] = field(default_factory=dict)


def leads_of(table: Table, columns: Columns, lexicon: Lexicon) -> tuple[list[Lead], list[Problem]]:
    """The leads of a table in its order, and what is wrong with its rows."""
    reader = _Reader(table, columns, lexicon)
    for row in table.rows:
        reader.take(row)
    reader.close()
    return list(reader.leads.values()), reader.problems


def tree(table: Table, journey: str, leads: list[Lead], usual: Mapping[str, Node] | None = None) -> Node:
    """The leads as a file of test leads for a journey; what stands in no cell is on line 0."""
    top = Place(table.file, 0, 0)
    first = {"format": _text("1", top), "journey": _text(journey, top)}
    named = {lead.name.text: _lead(table, lead) for lead in leads}
    more = {"usual": Node(dict(usual), top, top)} if usual else {}
    return Node({**first, **more, "leads": Node(named, top, top)}, top, top)


class _Reader:
    def __init__(self, table: Table, columns: Columns, lexicon: Lexicon) -> None:
        self.leads: dict[str, Lead] = {}
        self.problems: list[Problem] = []
        self._table, self._at, self._lexicon = table, columns.at, lexicon
        self._lead: Lead | None = None
        self._broken: set[str] = set()  # leads of which an expectation could not be read
        self._facts = [key for key in columns.at if key in _FACTS or key.startswith((ATTRIBUTE, COUNTS))]
        self._wanted = [key for key in columns.at if key.startswith(EXPECTS)]

    def take(self, row: Row) -> None:
        """One row."""
        lead = self._whose(row)
        if lead is None:
            return
        for key in self._facts:
            self._fact(lead, key, row)
        self._tags(lead, row)
        moment = self._moment(row)
        happens = self._happens(lead, row, moment)
        expected = self._expected(lead, row, moment, happens)
        if moment and not happens and not expected:
            self._find(row, "when", say("sheet.idle"))

    def close(self) -> None:
        """Look at what only all rows can tell."""
        for lead in self.leads.values():
            if not lead.wanted and lead.name.text not in self._broken and self._expects():
                text = say("sheet.nothing_expected")
                self.problems.append(self._table.problem(lead.name.line, lead.name.column, text))

    def _expects(self) -> bool:
        return "expect" in self._at or bool(self._wanted)

    # ---- who ----

    def _whose(self, row: Row) -> Lead | None:
        cell = self._cell(row, "lead")
        if not cell.text:
            if self._lead is None and "lead" in self._at:
                self._find(row, "lead", say("sheet.nameless"))
            return self._lead
        name = cell.text
        if self._lead is not None and self._lead.name.text == name:
            return self._lead
        if name in self.leads:
            first = self.leads[name].name.line
            self._find(row, "lead", say("sheet.apart", name=cut(cell.text), line=first))
            self._lead = self.leads[name]
            return None
        self._lead = self.leads[name] = Lead(cell)
        return self._lead

    def _fact(self, lead: Lead, key: str, row: Row) -> None:
        cell = self._cell(row, key)
        if not cell.text:
            return
        cell = cell._replace(text=self._lexicon.fact(key, cell.text))
        told = lead.facts.get(key)
        if told is not None and told.text != cell.text:
            words = {"found": cut(cell.text), "told": cut(told.text)}
            self._find(row, key, say("sheet.two_values", name=lead.name.text, line=told.line, **words))
        else:
            lead.facts.setdefault(key, cell)

    def _tags(self, lead: Lead, row: Row) -> None:
        cell = self._cell(row, "tags")
        known = {tag.text for tag in lead.tags}
        lead.tags += [cell._replace(text=tag) for tag in self._lexicon.tags(cell.text) if tag not in known]

    # ---- when and what ----

    def _moment(self, row: Row) -> str:
        """The moment of a row in the words of a story; empty if it has none or makes no sense."""
        key = "when" if self._cell(row, "when").text else "day"
        text, clock = self._lexicon.moment(self._cell(row, key).text), self._lexicon.clock(self._cell(row, "time").text)
        if not text:
            if clock:
                self._find(row, "time", say("sheet.no_day"))
            return ""
        if text != storyline.END and not self._understood(row, key, text):
            return ""
        whole = f"{text} {clock}" if clock and text != storyline.END else text
        return whole if whole == text or self._understood(row, "time", whole) else ""

    def _understood(self, row: Row, key: str, moment: str) -> bool:
        try:
            storyline.when(moment)
        except ValueError as error:
            self._find(row, key, str(error))
            return False
        return True

    def _happens(self, lead: Lead, row: Row, moment: str) -> bool:
        does, what, story = (self._cell(row, key) for key in ("does", "object", "story"))
        if story.text:
            lead.story += [story._replace(text=line) for line in self._lexicon.story(story.text)]
        if not does.text:
            if what.text:
                self._find(row, "object", say("sheet.no_action", found=cut(what.text)))
            return bool(story.text)
        if moment == storyline.END:
            self._find(row, "when", say("sheet.end_step"))
        elif moment:
            try:
                lead.story.append(does._replace(text=f"{moment} {self._lexicon.step(does.text, what.text)}"))
            except ValueError as error:
                self._find(row, "object", str(error))
        elif not self._dated(row) and {"day", "when"} & self._at.keys():  # else it has been told
            self._find(row, "does", say("sheet.no_moment", found=cut(does.text)))
        return True

    # ---- what is expected ----

    def _expected(self, lead: Lead, row: Row, moment: str, happens: bool) -> bool:
        """Whether the row says what is expected, at its moment or, without one, in the end."""
        found = [(wanted, cell) for wanted, cell in self._wanted_of(lead, row)]
        whole = any(self._cell(row, key).text for key in ("expect", *self._wanted))
        if not whole:
            return False
        if not moment and self._dated(row):
            self._broken.add(lead.name.text)
            return True
        at = moment or storyline.END
        key = next((key for key in ("when", "day") if self._cell(row, key).text), None)
        first = self._cell(row, key) if key else (found[0][1] if found else self._cell(row, "lead"))
        lead.moments.setdefault(at, first._replace(line=row.line))
        kept = lead.wanted.setdefault(at, [])
        for wanted, cell in found:
            self._want(kept, wanted, cell, at)
        return True

    def _wanted_of(self, lead: Lead, row: Row) -> Iterator[tuple[Wanted, Cell]]:
        for key in ("expect", *self._wanted):
            cell = self._cell(row, key)
            if not cell.text:
                continue
            try:
                one = key != "expect"
                found = [self._lexicon.wanted_of(key, cell.text)] if one else list(self._lexicon.wanted(cell.text))
            except ValueError as error:
                self._find(row, key, str(error))
                self._broken.add(lead.name.text)
                continue
            yield from ((wanted, cell) for wanted in found)

    def _want(self, kept: list[tuple[Wanted, Cell]], wanted: Wanted, cell: Cell, moment: str) -> None:
        """Keep what is expected, if nothing else is already expected of the same thing at that moment."""
        for told, at in kept:
            same_thing = (told.key, told.part) == (wanted.key, wanted.part)
            in_all_and_each = told.key == wanted.key and bool(told.part) != bool(wanted.part)
            if in_all_and_each or (same_thing and told.value != wanted.value):
                name = f"{wanted.key}.{wanted.part}" if wanted.part else wanted.key
                text = say("sheet.expected_twice", name=name, moment=moment, line=at.line)
                self.problems.append(self._table.problem(cell.line, cell.column, text))
                return
            if same_thing:
                return
        kept.append((wanted, cell))

    # ---- cells ----

    def _cell(self, row: Row, key: str) -> Cell:
        at = self._at.get(key)
        return Cell("" if at is None else row.cells[at].strip(), row.line, -1 if at is None else at)

    def _dated(self, row: Row) -> bool:
        return any(self._cell(row, key).text for key in ("when", "day", "time"))

    def _find(self, row: Row, key: str, text: str) -> None:
        self.problems.append(self._table.problem(row.line, self._at.get(key, -1), text))


_FACTS = ("title", "registers", "source", "start.score", "start.stage", "start.opted_out")


# ---- the tree ----


def _lead(table: Table, lead: Lead) -> Node:
    place = table.place(lead.name.line, lead.name.column)
    found: dict[str, Node] = {}
    if "title" in lead.facts:
        found["title"] = _of(table, lead.facts["title"])
    if lead.tags:
        found["tags"] = Node(tuple(_of(table, tag) for tag in lead.tags), place, place)
    found |= {key: _of(table, lead.facts[key]) for key in ("registers", "source") if key in lead.facts}
    of_attributes = {key: cell for key, cell in lead.facts.items() if key.startswith(ATTRIBUTE)}
    attributes = {key.removeprefix(ATTRIBUTE): _of(table, cell) for key, cell in of_attributes.items()}
    found |= {"attributes": Node(attributes, place, place)} if attributes else {}
    found |= {"start": Node(start, place, place)} if (start := _start(table, lead, place)) else {}
    found |= {"story": Node(tuple(_of(table, line) for line in lead.story), place, place)} if lead.story else {}
    expect = {moment: _expectation(table, lead, moment) for moment in lead.wanted}
    # Who expects nothing has been told of it; the story is to be looked at all the same.
    expect = expect or {storyline.END: Node({}, place, place)}
    return Node({**found, "expect": Node(expect, place, place)}, place, place)


def _start(table: Table, lead: Lead, place: Place) -> dict[str, Node]:
    found = {
        key.removeprefix("start."): _of(table, cell)
        for key, cell in lead.facts.items()
        if key.startswith("start.") and not key.startswith(COUNTS)
    }
    counts = {key.removeprefix(COUNTS): _of(table, cell) for key, cell in lead.facts.items() if key.startswith(COUNTS)}
    return {**found, "counts": Node(counts, place, place)} if counts else found


def _expectation(table: Table, lead: Lead, moment: str) -> Node:
    at = table.place(lead.moments[moment].line, lead.moments[moment].column)
    found: dict[str, Node] = {}
    for wanted, cell in lead.wanted[moment]:
        node = _text(wanted.value, table.place(cell.line, cell.column))
        if wanted.part:
            below = found[wanted.key].settings() if wanted.key in found else {}
            first = found[wanted.key].place if wanted.key in found else node.place
            node = Node({**below, wanted.part: node}, first, first)
        found[wanted.key] = node
    return Node(found, at, at)


def _of(table: Table, cell: Cell) -> Node:
    return _text(cell.text, table.place(cell.line, cell.column))


def _text(text: str, place: Place) -> Node:
    return Node(text, place, place)
