"""An activity log as CSV: who did what, when and with what; columns and words mapped, and no value ever repeated."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from sim.files.leadcells import moment_s, plain
from sim.files.leadsfile import RowProblem, opened
from sim.model.activitymap import COLUMNS
from sim.model.calendar import Calendar
from sim.words.messages import say
from sim.words.wording import cut, listed
from sim.yamlfile import FileProblems, Problem

HEADERS = {  # that need no mapping, beside our own words
    "lead": ("lead_id", "リードID", "会員ID", "顧客ID", "ID", "id"),
    "time": ("date", "datetime", "日時", "行動日時", "日付"),
    "behaviour": ("behavior", "activity", "行動", "行動種別"),
    "object": ("対象", "コンテンツ"),
}
_NEEDED = ("lead", "time")


class Activity(NamedTuple):
    """A row: what the log calls the lead, the elapsed second, our words for behaviour and object (empty: none)."""

    line: int
    lead: str
    second: int
    behaviour: str
    object: str


class Log(NamedTuple):
    """What an activity log holds: its good rows in file order, its bad ones, the header of its leads.

    strange: how many rows name an object that nobody knows, and are taken as if they named none.
    """

    activities: tuple[Activity, ...]
    problems: tuple[RowProblem, ...]
    lead_header: str
    strange: int


class Vocabulary(NamedTuple):
    """Our words that a log may use, and what its own words are in them."""

    behaviours: Collection[str]
    objects: Collection[str]
    values: Mapping[str, str] = {}
    places: Mapping[str, str] = {}


def read_activity(path: Path, columns: Mapping[str, str], words: Vocabulary, calendar: Calendar) -> Log:
    """Read a log. Raises FileProblems if it can't be read, or if a column is missing or named twice."""
    line, headers, records = opened(path)
    placed = _placed(path, line, [plain(header) for header in headers], columns)
    reader = _Reader(os.path.normpath(path), headers, placed, words, calendar)
    found = tuple(reader.rows(records))
    return Log(found, tuple(reader.problems), plain(headers[placed["lead"]]), reader.strange)


def _placed(path: Path, line: int, headers: Sequence[str], columns: Mapping[str, str]) -> dict[str, int]:
    """The place of each column that is there."""
    file, texts, found = os.path.normpath(path), [], dict[str, int]()
    for key in COLUMNS:
        own = columns.get(key)
        names = [plain(own)] if own is not None else [key, *HEADERS[key]]
        hits = [headers.index(name) for name in names if name in headers]
        if hits:
            found[key] = hits[0]
        elif own is not None:
            known = say("leads.known", known=listed(cut(header) for header in headers if header))
            texts.append(say("leads.no_header", header=cut(own), hint=known))
    texts += [say("diff.no_column", name=key) for key in _NEEDED if key not in found and key not in columns]
    if not {"behaviour", "object"} & {*found, *columns}:
        texts.append(say("diff.no_column", name="behaviour"))
    doubled = sorted({headers[at] for at in found.values() if headers.count(headers[at]) > 1})
    texts += [say("leads.header_twice", header=cut(name)) for name in doubled]
    if texts:
        raise FileProblems([Problem(file, line, 1, "", text) for text in texts])
    return found


class _Reader:
    """Reads row after row and collects what is wrong."""

    def __init__(
        self, file: str, headers: Sequence[str], placed: Mapping[str, int], words: Vocabulary, calendar: Calendar
    ) -> None:
        self.problems: list[RowProblem] = []
        self.strange = 0
        self._file, self._headers, self._placed, self._calendar = file, headers, placed, calendar
        self._behaviours = _words(words.behaviours, words.values)
        self._objects = _words(words.objects, words.places)
        self._known = say("diff.not_a_behaviour", known=cut(listed(words.behaviours)))

    def rows(self, records: Iterator[tuple[int, list[str]]]) -> Iterator[Activity]:
        """The good rows."""
        for line, cells in records:
            if len(cells) < len(self._headers):
                text = say("leads.width", found=len(cells), width=len(self._headers))
                self.problems.append(RowProblem(self._file, line, 1, "", text))
                continue
            found = {key: plain(cells[at]) for key, at in self._placed.items()}
            try:
                second = moment_s(found["time"], self._calendar)
            except ValueError as error:
                self._refuse(line, "time", str(error))
                continue
            row = self._row(line, second, found)
            if row is not None:
                yield row

    def _row(self, line: int, second: int, found: Mapping[str, str]) -> Activity | None:
        behaviour, object_ = found.get("behaviour", ""), found.get("object", "")
        ours, place = self._behaviours.get(behaviour, ""), self._objects.get(object_, "")
        if not ours and not place:
            self._refuse(line, "behaviour" if "behaviour" in self._placed else "object", self._known)
            return None
        self.strange += bool(object_ and not place)
        return Activity(line, found["lead"], second, ours, place)

    def _refuse(self, line: int, key: str, text: str) -> None:
        at = self._placed[key]
        self.problems.append(RowProblem(self._file, line, at + 1, plain(self._headers[at]), text))


def _words(ours: Collection[str], theirs: Mapping[str, str]) -> dict[str, str]:
    """Our word for each word that a file may use."""
    return {plain(word): word for word in ours} | {plain(word): mine for word, mine in theirs.items() if mine in ours}
