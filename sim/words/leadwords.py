"""The words of a CSV file of real leads; no sentence repeats a cell, part of the catalogue of messages."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    "leads.cell": "column '{column}': {text}",
    "leads.unreadable": "the leads file can't be read: {reason}",
    "leads.empty": "the leads file has no header",
    "leads.encoding": "this line is neither UTF-8 nor CP932 (Shift_JIS) text; save the file as UTF-8",
    "leads.quotes": "a quote is opened or closed at the wrong place from here on",
    "leads.unknown_column": "'{found}' is nothing that a leads file can tell{hint}",
    "leads.no_registered": "the column 'registered' is missing: it names the header of the registration time",
    "leads.taken_twice": "the header '{header}' is taken twice",
    "leads.header_twice": "the header '{header}' stands there twice; rename one",
    "leads.no_header": "there is no header '{header}'{hint}",
    "leads.known": "; known here: {known}",
    "leads.width": "{found} cells, the header has {width}",
    "leads.not_a_date": "not a date such as 2026-04-01, 2026/4/1 10:30 or 2026年4月1日",
    "leads.not_whole": "not a whole number of at most {most}",
    "leads.below_zero": "below zero",
    "leads.not_yes_no": "neither yes nor no (1 or 0, true or false, はい or いいえ)",
    "leads.not_a_word": "not one of {known}; `values` can translate the file's words",
}
