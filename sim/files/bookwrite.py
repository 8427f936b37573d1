"""A journey as a workbook: sheets to look at and to change, and a hidden one that remembers what stood in them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from sim.files import bookleads, xlsx
from sim.files.bookkinds import HIDDEN, KIND, LEADS, ROW, SHEETS, BookSheet, Column
from sim.files.bookrows import BookRow, all_rows
from sim.files.loaded import LoadedJourney
from sim.files.settingtree import words_of
from sim.files.sheetnames import ATTRIBUTES, COLUMNS
from sim.model.journey import Journey
from sim.words.messages import say
from sim.words.wording import listed
from sim.yamlfile import Document

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Language = Literal["en", "ja"]
MEMORY = ("what", "sheet", "kind", "name", "column", "text")  # headers of the hidden sheet
_WIDEST, _NARROWEST = 60, 10  # of a column, in characters
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,8})\.[0-9]{0,5}[1-9]")
_GREY = "FFEEEEEE"


class Shown(NamedTuple):
    """A sheet as it is written: headers with their legends, and rows of texts, None where nothing can stand."""

    title: str
    headers: Sequence[tuple[str, str]]
    rows: Sequence[Sequence[str | None]]


def saver(
    loaded: LoadedJourney, leads: Document | None, language: Language, names: dict[str, str]
) -> Callable[[Path], Any]:
    """What writes the workbook of a journey to a path. leads: its file of test leads; names: of the files, for later.

    Raises FileProblems if openpyxl is missing.
    """
    openpyxl = xlsx.package(loaded.path)
    book = openpyxl.Workbook()
    book.remove(book.active)
    rows = all_rows(loaded.document)
    for sheet in SHEETS:
        _write(book, shown(sheet, rows[sheet.key], language))
    lead_rows = bookleads.lead_rows(leads, loaded) if leads else {}
    if leads:
        _write(book, _shown_leads(lead_rows, loaded, language))
    memory = book.create_sheet(HIDDEN)
    memory.sheet_state = "veryHidden"
    for line, row in enumerate([MEMORY, *_remembered(rows, lead_rows, names)], start=1):
        for n, text in enumerate(row, start=1):
            _put(memory, line, n, text, as_text=True)
    return lambda path: book.save(path)


def _remembered(
    rows: dict[str, list[BookRow]], leads: dict[str, bookleads.LeadRows], names: dict[str, str]
) -> list[tuple[str, ...]]:
    """Rows of the hidden sheet: the files, then every cell that holds something, then every lead."""
    files = [("file", key, "", "", "", name) for key, name in names.items()]
    cells = [
        ("cell", sheet, *row.key, column, text)
        for sheet, each in rows.items()
        for row in each
        for column, text in [("name", row.name), *row.texts.items()]
    ]
    texts = [("lead", "", "", name, "", json.dumps(each, ensure_ascii=False)) for name, each in leads.items()]
    return [*files, *cells, *texts]


# ---- what is shown ----


def _header(key: str, japanese: str, language: Language) -> str:
    return japanese if language == "ja" else f"{key} {japanese}"


def shown(sheet: BookSheet, rows: Sequence[BookRow], language: Language) -> Shown:
    """A sheet with its rows, as it is written in a language."""
    several = len(sheet.kinds) > 1
    kinds = listed(f"{kind.key} {kind.japanese}" for kind in sheet.kinds)
    first = [(_header(*KIND, language), say("sheet.legend_kind", known=kinds))] if several else []
    first.append((_header(*ROW, language), say("sheet.legend_name")))
    columns = sheet.columns()
    headers = [*first, *((_header(c.key, c.japanese, language), _legend(c)) for c in columns)]
    lines = []
    for row in rows:
        kind = [row.kind.japanese if language == "ja" else row.kind.key] if several else []
        lines.append([*kind, row.name, *(row.texts.get(column.key) for column in columns)])
    return Shown(sheet.japanese if language == "ja" else sheet.key, headers, lines)


def _legend(column: Column) -> str:
    """What a column may be: the words of its setting, and an example."""
    if not column.path or column.model is Journey:
        return say(f"sheet.legend_{column.key}")
    words = words_of(column.model, str(column.path[-1]))
    if words.example in ("", "="):
        return words.meaning
    return say("sheet.legend", text=words.meaning, example=words.example)


def _shown_leads(rows: dict[str, bookleads.LeadRows], loaded: LoadedJourney, language: Language) -> Shown:
    columns = bookleads.lead_columns(rows, loaded)
    headers = []
    for key in columns:
        words = COLUMNS.get(key, ATTRIBUTES.get(key, ()))
        japanese = next((word for word in words if not word.isascii()), "")
        known = loaded.personas.attributes.get(key)
        legend = say("sheet.legend_values", known=listed(known)) if known else _lead_legend(key)
        headers.append((japanese if language == "ja" and japanese else key, legend))
    lines = [[row.get(key, "") for key in columns] for each in rows.values() for row in each]
    return Shown(LEADS[language == "ja"], headers, lines)


def _lead_legend(key: str) -> str:
    return say(f"sheet.legend_{key}") if key in ("lead", "when", "does", "object", "expect", "registers") else ""


# ---- cells ----


def _write(book: Any, what: Shown) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill

    sheet = book.create_sheet(what.title)
    for n, (header, legend) in enumerate(what.headers, start=1):
        cell = _put(sheet, 1, n, header, as_text=True)
        cell.font = Font(bold=True)
        if legend:
            cell.comment = Comment(legend, "nurture", height=120, width=320)
        texts = [header, *(row[n - 1] or "" for row in what.rows)]
        width = max(sum(1 if sign.isascii() else 2 for sign in text) for text in texts) + 2
        sheet.column_dimensions[cell.column_letter].width = min(_WIDEST, max(_NARROWEST, width))
    grey = PatternFill("solid", fgColor=_GREY)
    for line, row in enumerate(what.rows, start=2):
        for n, text in enumerate(row, start=1):
            cell = _put(sheet, line, n, text or "")
            if text is None:
                cell.fill = grey
    sheet.freeze_panes = "A2"


def _put(sheet: Worksheet, line: int, column: int, text: str, *, as_text: bool = False) -> Any:
    """Write a cell: plain numbers as numbers, all else as a text that no program takes for a formula or a date."""
    cell: Any = sheet.cell(line, column)
    if not as_text and _WHOLE.fullmatch(text):
        cell.value = int(text)
    elif not as_text and _DECIMAL.fullmatch(text) and xlsx.text_of(float(text)) == text:
        cell.value = float(text)
    else:
        cell.number_format = "@"
        if text:
            cell.value = text
            cell.data_type = "s"
            cell.quotePrefix = text.startswith(("=", "+", "-", "@", "'"))
    return cell


__all__ = ["MEMORY", "Language", "Shown", "saver", "shown"]
