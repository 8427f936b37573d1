"""Real leads from a CSV file: encodings, headers, dates and digits as people have them; no name or address is kept."""

from __future__ import annotations

import codecs
import csv
import io
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sim.files import leadcells
from sim.files.leadcells import plain
from sim.model.calendar import Calendar
from sim.model.journey import CsvSource, Journey
from sim.model.persona import Personas
from sim.words.messages import say
from sim.words.wording import cut, did_you_mean, listed, refused
from sim.yamlfile import FileProblems, Problem

OWN = ("registered", "source", "stage", "score", "opted_out")  # what any journey lets a file tell
COUNT = "count."  # prefix of columns that hold how often a behaviour was tracked
DELIMITERS = ",\t;"
# Headers that need no `columns` when a file is given at the command line, beside our own words for columns.
HEADERS = {
    "registered": ("登録日", "登録日時", "作成日", "作成日時"),
    "source": ("流入元", "リードソース"),
    "stage": ("ステージ",),
    "score": ("スコア",),
    "opted_out": ("配信停止", "オプトアウト"),
}


class GivenLead(NamedTuple):
    """One data row, in the journey's own words. `registered_s` may be negative (registered before the start)."""

    ordinal: int  # 0-based number of the data row
    registered_s: int
    source: str
    attributes: dict[str, str]
    stage: str | None = None
    score: int | None = None
    counts: dict[str, int] = {}
    opted_out: bool = False


class RowProblem(Problem):
    """What is wrong with one cell: `column` is the number of its column, `path` the header; the value is never told."""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}: "
        return where + (say("leads.cell", column=self.path, text=self.text) if self.path else self.text)


class _Column(NamedTuple):
    at: int  # from 0
    header: str
    key: str
    read: Callable[[str], object]


def read_leads(
    source: CsvSource, folder: Path, journey: Journey, personas: Personas, calendar: Calendar, *, name: str
) -> tuple[list[GivenLead], list[RowProblem]]:
    """Leads of a CSV source called `name`, whose file lies at or under `folder`, and its bad rows, cell by cell.

    A row with a bad cell gives no lead but keeps its ordinal. Raises FileProblems if the file can't be read, a header
    is missing or doubled, a column is none of ours, or (`bad_rows: refuse`) any row is bad.
    """
    return read_csv(
        folder / source.file,
        source.columns,
        journey,
        personas,
        calendar,
        name=name,
        values=source.values,
        skip=source.bad_rows == "skip",
    )


def read_csv(
    path: Path,
    columns: Mapping[str, str] | None,
    journey: Journey,
    personas: Personas,
    calendar: Calendar,
    *,
    name: str,
    values: Mapping[str, Mapping[str, str]] | None = None,
    skip: bool = False,
) -> tuple[list[GivenLead], list[RowProblem]]:
    """As `read_leads`, from any file; without `columns` the headers must be our words or those of HEADERS."""
    file = os.path.normpath(path)
    line, headers, records = opened(path, file)
    chosen = known_headers(headers, journey, personas) if columns is None else columns
    placed = _placed(headers, chosen, journey, personas, file, line)
    reader = _Reader(journey, personas, calendar, values or {}, name)
    read = [reader.column(key, at, headers[at]) for key, at in placed.items()]
    leads, problems = _read_rows(records, read, name, len(headers), file)
    if problems and not skip:
        raise FileProblems(list(problems))
    return leads, problems


def headers_of(path: Path) -> list[str]:
    """The headers of a leads file. Raises FileProblems if it can't be read."""
    return opened(path)[1]


def opened(path: Path, file: str | None = None) -> tuple[int, list[str], Iterator[tuple[int, list[str]]]]:
    """The line of the header of any CSV file, its cells, and (line, cells) of the records after it.

    `file`: how it is called in what is told. Raises FileProblems if it can't be read, at a record with open quotes too.
    """
    file = os.path.normpath(path) if file is None else file
    records = _records(_decoded(path), file)
    line, headers = next(records, (1, []))
    if not headers:
        raise FileProblems([Problem(file, 1, 1, "", say("leads.empty"))])
    return line, headers, records


def known_headers(headers: Sequence[str], journey: Journey, personas: Personas) -> dict[str, str]:
    """Columns whose headers are our own words or those of HEADERS; the first such header of each."""
    found = {plain(header): header for header in reversed(headers)}
    names = {key: (key, *HEADERS.get(key, ())) for key in column_keys(journey, personas)}
    hits = {key: next((found[word] for word in words if word in found), None) for key, words in names.items()}
    return {key: header for key, header in hits.items() if header is not None}


def column_keys(journey: Journey, personas: Personas) -> list[str]:
    """What a file may tell about a lead: our words for columns."""
    counts = [COUNT + behaviour for behaviour in journey.behaviour_names()]
    return [*OWN, *personas.attributes, *counts]


def column_problems(columns: Mapping[str, str], journey: Journey, personas: Personas) -> list[tuple[str, str]]:
    """(our word, what is wrong) for columns that are none of ours, or taken twice, or missing though needed."""
    known = column_keys(journey, personas)
    problems = [
        (key, say("leads.unknown_column", found=cut(key), hint=_hint(key, known)))
        for key in columns
        if key not in known
    ]
    if "registered" not in columns:
        problems.append(("", say("leads.no_registered")))
    headers: set[str] = set()
    for key, header in columns.items():
        if plain(header) in headers:
            problems.append((key, say("leads.taken_twice", header=cut(header))))
        headers.add(plain(header))
    return problems


def _hint(word: str, known: Sequence[str]) -> str:
    """What was probably meant, or all that is known."""
    return did_you_mean(word, known) or say("leads.known", known=listed(cut(name) for name in known if name))


def _decoded(path: Path) -> str:
    """The file's text: UTF-8 with or without mark, UTF-16 with its mark, else CP932."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise FileProblems(
            [Problem(str(path), 1, 1, "", say("leads.unreadable", reason=refused(error)))]
        ) from None
    marked = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ["utf-16"] if marked else ["utf-8-sig", "cp932"]:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError as error:
            line = 1 + raw[: error.start].count(b"\n")
    raise FileProblems([Problem(str(path), line, 1, "", say("leads.encoding"))])


def _records(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """(line on which it begins, cells) of every record that isn't blank."""
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)  # the first of them on a tie: the comma
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in rows:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = rows.line_num + 1
    except csv.Error:
        raise FileProblems([Problem(file, line, 1, "", say("leads.quotes"))]) from None


def _placed(
    headers: Sequence[str], columns: Mapping[str, str], journey: Journey, personas: Personas, file: str, line: int
) -> dict[str, int]:
    """Index of the column of each of our words."""
    names = [plain(header) for header in headers]
    texts = [text for _, text in column_problems(columns, journey, personas)]
    texts += [
        say("leads.header_twice", header=cut(name))
        for name in sorted({name for name in names if name and names.count(name) > 1})
    ]
    missing = [header for header in columns.values() if plain(header) not in names]
    texts += [say("leads.no_header", header=cut(header), hint=_hint(plain(header), names)) for header in missing]
    if texts:
        raise FileProblems([Problem(file, line, 1, "", text) for text in texts])
    return {key: names.index(plain(header)) for key, header in columns.items()}


class _Reader:
    """How the cells of each of our columns become values."""

    def __init__(
        self,
        journey: Journey,
        personas: Personas,
        calendar: Calendar,
        values: Mapping[str, Mapping[str, str]],
        name: str,
    ) -> None:
        self._calendar = calendar
        self._values = values
        self._words: dict[str, Sequence[str]] = {
            **personas.attributes,
            "stage": list(journey.stages),
            "source": list(dict.fromkeys([name, *journey.sources])),
        }

    def column(self, key: str, at: int, header: str) -> _Column:
        """The column of one of our words."""
        return _Column(at, plain(header), key, self._read(key))

    def _read(self, key: str) -> Callable[[str], object]:
        if key in self._words:
            return self._word(self._words[key], self._values.get(key, {}))
        if key == "registered":
            return lambda cell: leadcells.moment_s(cell, self._calendar)
        if key == "opted_out":
            return leadcells.yes
        number = leadcells.whole if key == "score" else leadcells.count
        return lambda cell: number(cell) if cell else None

    @staticmethod
    def _word(words: Sequence[str], values: Mapping[str, str]) -> Callable[[str], object]:
        known = {plain(word): word for word in words} | {plain(theirs): ours for theirs, ours in values.items()}

        def read(cell: str) -> str | None:
            if cell and cell not in known:
                raise ValueError(say("leads.not_a_word", known=listed(words)))
            return known[cell] if cell else None

        return read


def _read_rows(
    records: Iterator[tuple[int, list[str]]], columns: Sequence[_Column], name: str, width: int, file: str
) -> tuple[list[GivenLead], list[RowProblem]]:
    leads: list[GivenLead] = []
    problems: list[RowProblem] = []
    for ordinal, (line, cells) in enumerate(records):
        found, bad = _read_row(cells, columns, width, file, line)
        problems += bad
        if not bad:
            leads.append(_given(ordinal, found, name))
    return leads, problems


def _read_row(
    cells: Sequence[str], columns: Sequence[_Column], width: int, file: str, line: int
) -> tuple[dict[str, Any], list[RowProblem]]:
    if len(cells) < width or any(cell.strip() for cell in cells[width:]):
        return {}, [RowProblem(file, line, 1, "", say("leads.width", found=len(cells), width=width))]
    found: dict[str, Any] = {}
    problems: list[RowProblem] = []
    for column in columns:
        try:
            found[column.key] = column.read(plain(cells[column.at]))
        except ValueError as error:
            problems.append(RowProblem(file, line, column.at + 1, column.header, str(error)))
    return found, problems


def _given(ordinal: int, found: Mapping[str, Any], name: str) -> GivenLead:
    """The lead that a row's values tell of; a value that is None was not given."""
    given = {key: value for key, value in found.items() if value is not None}
    own = {key: given.pop(key) for key in OWN if key in given}
    return GivenLead(
        ordinal=ordinal,
        registered_s=own["registered"],
        source=own.get("source", name),
        attributes={key: value for key, value in given.items() if not key.startswith(COUNT)},
        stage=own.get("stage"),
        score=own.get("score"),
        counts={key.removeprefix(COUNT): value for key, value in given.items() if key.startswith(COUNT) and value},
        opted_out=own.get("opted_out", False),
    )
