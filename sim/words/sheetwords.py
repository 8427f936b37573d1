"""The words of test leads and journeys in spreadsheets, part of the catalogue of messages."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    # --- tables of test leads ---
    "sheet.no_rows": "there are headers and no rows",
    "sheet.no_column": "there is no column '{names}'",
    "sheet.unknown_column": "unknown column '{found}'{hint}",
    "sheet.unknown_key": "there is no column of ours '{found}'{hint}",
    "sheet.known_columns": "; known here: {known}; a remark for people is called note or 備考, or begins with #",
    "sheet.column_twice": "'{found}' and '{first}' are both the column {key}",
    "sheet.two_journeys": "one file is for one journey; '{found}' stands here, '{first}' on line {line}",
    "sheet.no_journey": "for which journey is not said; name it in a column 'journey', or put {file} beside this file",
    "sheet.nameless": "the first row has no lead; write its name, and leave the cell empty in further rows of it",
    "sheet.apart": "the rows of a lead stand together; {name} is there already, from line {line}",
    "sheet.two_values": "{name} has two values: '{found}' here, '{told}' on line {line}",
    "sheet.no_day": "there is a time and no day",
    "sheet.no_moment": "it is not said when; '{found}' needs a day",
    "sheet.no_action": "it is not said what happens with '{found}'",
    "sheet.end_step": "nothing can be done at the end; write a day",
    "sheet.idle": "nothing happens and nothing is expected then",
    "sheet.nothing_expected": "nothing is expected of this lead",
    "sheet.expect_form": "'{found}' is no expectation; write `score=85`, and `;` between several",
    "sheet.unknown_expected": "nothing called '{found}' can be expected{hint}",
    "sheet.known_expected": "; known here: {known}",
    "sheet.expected_twice": "{name} at {moment}: line {line} expects something else",
    "sheet.other_behaviour": "{name} is tracked as {tracked}, not as {found}",
}
