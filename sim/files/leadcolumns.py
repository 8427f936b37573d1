"""Which column of a table of test leads holds what: our words, those of people, those of the journey's own files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sim.files.leadtable import Table
from sim.files.loaded import LoadedJourney
from sim.files.sheetnames import (
    ATTRIBUTE,
    ATTRIBUTES,
    COLUMNS,
    EXPECT,
    EXPECTED,
    REMARKS,
    START_COUNT,
    by_word,
    folded,
)  # fmt: skip
from sim.model.journey import CsvSource
from sim.words.messages import say
from sim.words.wording import cut, did_you_mean, listed
from sim.yamlfile import Problem

EXPECTS = "expect."  # before what is expected, in the key of such a column
COUNTS = "start.counts."


class Columns(NamedTuple):
    """The place of each of our columns, from 0; missing: those that must be there and are not, which has been told."""

    at: Mapping[str, int]
    missing: frozenset[str]


def journey_column(table: Table, mapping: Mapping[str, str] | None = None) -> int | None:
    """The column that names the journey, which must be read before the others can be known."""
    words = {folded(word) for word in ("journey", *COLUMNS["journey"], (mapping or {}).get("journey", "journey"))}
    return next((at for at, header in enumerate(table.headers) if folded(header) in words), None)


def columns_of(
    table: Table, journey: LoadedJourney, mapping: Mapping[str, str] | None = None, usual: Collection[str] = ()
) -> tuple[Columns, list[Problem]]:
    """The columns of a table, and what is wrong with its headers.

    mapping: our word to the header it has there; with one, headers that nobody knows are left out. usual: our words of
    columns that need not be there, since all leads have the same.
    """
    reader = _Reader(table, journey, mapping or {}, usual)
    for at, header in enumerate(table.headers):
        reader.take(at, header)
    missing = reader.missing()
    return Columns(reader.at, missing), reader.problems


def known_columns(journey: LoadedJourney) -> list[str]:
    """Our words for the columns that a table may have."""
    return [*COLUMNS, *journey.personas.attributes, *(f"{EXPECTS}{key}" for key in EXPECTED)]


class _Reader:
    def __init__(
        self, table: Table, journey: LoadedJourney, mapping: Mapping[str, str], usual: Collection[str]
    ) -> None:
        self.at: dict[str, int] = {}
        self.problems: list[Problem] = []
        self._table, self._journey, self._usual = table, journey, usual
        self._words = by_word({**_attributes(journey), **COLUMNS})
        self._known = known_columns(journey)
        self._mapped: dict[str, str] = {}
        for ours, theirs in mapping.items():
            self._map(ours, theirs)

    def take(self, at: int, header: str) -> None:
        """One header."""
        word = folded(header)
        key = self._mapped.get(word) or self._words.get(word) or self._prefixed(word)
        if key is None:
            if word and word not in REMARKS and not word.startswith("#") and not self._mapped:
                hint = did_you_mean(word, self._known) or say("sheet.known_columns", known=listed(self._known))
                self._find(at, say("sheet.unknown_column", found=cut(header), hint=hint))
        elif key in self.at:
            first = cut(self._table.headers[self.at[key]])
            self._find(at, say("sheet.column_twice", found=cut(header), first=first, key=key))
        else:
            self.at[key] = at

    def missing(self) -> frozenset[str]:
        """Columns that must be there and are not, each told once."""
        found = [key for key in self._absent() if key.removeprefix(ATTRIBUTE) not in self._usual]
        for key in found:
            headers = [*COLUMNS.get(key, ()), *_attributes(self._journey).get(key, ())]
            names = " / ".join(dict.fromkeys([key.removeprefix(ATTRIBUTE), *headers[:2]]))
            self._find(-1, say("sheet.no_column", names=names))
        return frozenset(found)

    def _absent(self) -> Iterable[str]:
        yield from (key for key in ("lead", "source") if key not in self.at)
        yield from (f"{ATTRIBUTE}{name}" for name in self._journey.personas.attributes if self._lacks(name))
        if not {"day", "when"} & self.at.keys() and "does" in self.at:
            yield "day"
        if not any(key.startswith("expect") for key in self.at):
            yield "expect"

    def _lacks(self, attribute: str) -> bool:
        return f"{ATTRIBUTE}{attribute}" not in self.at

    def _map(self, ours: str, theirs: str) -> None:
        key = self._words.get(folded(ours)) or self._prefixed(folded(ours))
        if key is None:
            hint = did_you_mean(ours, self._known) or say("sheet.known_columns", known=listed(self._known))
            self._find(-1, say("sheet.unknown_key", found=cut(ours), hint=hint))
        elif folded(theirs) not in map(folded, self._table.headers):
            self._find(-1, say("leads.no_header", header=cut(theirs), hint=did_you_mean(theirs, self._table.headers)))
        else:
            self._mapped[folded(theirs)] = key

    def _prefixed(self, word: str) -> str | None:
        for prefix in EXPECT:
            if word.startswith(prefix) and len(word) > len(prefix):
                return EXPECTS + word.removeprefix(prefix)
        if word.startswith("期待") and word.removeprefix("期待") in by_word(EXPECTED):
            return EXPECTS + word.removeprefix("期待")
        count = next((prefix for prefix in START_COUNT if word.startswith(prefix)), None)
        return COUNTS + word.removeprefix(count) if count else None

    def _find(self, column: int, text: str) -> None:
        self.problems.append(self._table.problem(self._table.line, column, text))


def _attributes(journey: LoadedJourney) -> dict[str, tuple[str, ...]]:
    """Headers for attributes: their names, those of the sales tool, of files of real leads, and those of the seed."""
    sources = [source for source in journey.journey.sources.values() if isinstance(source, CsvSource)]
    told = [journey.journey.sync.fields, *(source.columns for source in sources)]
    found: dict[str, tuple[str, ...]] = {}
    for name in journey.personas.attributes:
        named = [columns[name] for columns in told if name in columns]
        found[ATTRIBUTE + name] = (name, *named, *ATTRIBUTES.get(name, ()))
    return found


__all__ = ["COUNTS", "EXPECTS", "Columns", "columns_of", "journey_column", "known_columns"]
