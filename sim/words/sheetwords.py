"""The words of test leads and journeys in spreadsheets, part of the catalogue of messages."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    # --- nurture leads ---
    "cli.leads.short": "Take test leads over from a spreadsheet.",
    "cli.leads.help": """Test leads from spreadsheets.

\b
Example:
  nurture leads import tests.xlsx --journey journeys/seed.yaml
""",
    "cli.leads.import.short": "Turn a CSV file or a workbook into a file of test leads.",
    "cli.leads.import.help": """Turn a CSV file or a workbook (.xlsx) into a file of test leads (*.leads.yaml).

FILE has a row for each lead, or a row for each step of a lead. Headers are our
words or Japanese ones (docs/spreadsheets.md); others are told by --column, or
by the setting `columns` of a --map file. Wrong cells are named, and nothing is
written then.

\b
Examples:
  nurture leads import seed.leads.csv
  nurture leads import tests.xlsx --journey journeys/seed.yaml --map map.yaml
  nurture leads import tests.csv --column lead=会社名 --usual source=web_inquiry
""",
    "cli.leads.journey": "The journey; else the one named in a column `journey`, or X.yaml beside X.csv.",
    "cli.leads.sheet": "Sheet of a workbook; else the first.",
    "cli.leads.map": "YAML with `columns`, `values` and `usual`.",
    "cli.leads.column": "A column of ours and its header in the file; may be repeated.",
    "cli.leads.usual": "What all leads have that the file doesn't say; may be repeated.",
    "cli.leads.out": "The file to write; else FILE with the ending .leads.yaml.",
    "cli.leads.force": "Write over a file that is there.",
    "cli.leads.pair": "write OUR=THEIRS, found '{found}'",
    "cli.leads.done": "{file}: {count} test leads",
    "sheet.exists": "it is there already; --force writes over it",
    # --- nurture workbook ---
    "cli.workbook.short": "Show a journey as a workbook, and bring changed cells back.",
    "cli.workbook.help": """Show a journey as a workbook (.xlsx), and bring changed cells back into it.

\b
  nurture workbook JOURNEY      writes the workbook
  nurture workbook apply FILE   brings it back

\b
Examples:
  nurture workbook journeys/seed.yaml --lang ja
  nurture workbook apply journeys/seed.xlsx --dry-run
""",
    "cli.workbook.write.short": "Write the workbook of a journey.",
    "cli.workbook.write.help": """Write a journey as a workbook (.xlsx).

It has sheets for points, stages, rules, mails, webinars and costs, and for the
test leads of X.leads.yaml beside X.yaml. The word `write` may be left out.

Needs openpyxl: pip install 'nurture-sim[sheet]'.
""",
    "cli.workbook.out": "The file to write; else JOURNEY with the ending .xlsx.",
    "cli.workbook.lang": "Language of sheets and headers: en (with the Japanese beside) or ja.",
    "cli.workbook.written": "{file}",
    "cli.workbook.apply.short": "Bring changed cells of a workbook back into its journey.",
    "cli.workbook.apply.help": """Bring changed cells of a workbook back into its journey and test leads.

Only these values change: comments, order and spacing of the files stay. The
journey that comes out is checked first; files that change are kept as FILE.bak.
A value that was changed both here and in the file since is a mistake.
""",
    "cli.workbook.journey": "The journey to change; else the one it was written from.",
    "cli.workbook.dry_run": "Show what would change, and write nothing.",
    "cli.workbook.would": "{file} would change",
    "cli.workbook.applied": "{file} changed; as it was: {backup}",
    "cli.workbook.same": "nothing has changed",
    "sheet.foreign": "this workbook was not written by `nurture workbook`, or its hidden sheet is gone",
    "sheet.change": "{cell}: {path}: {old} -> {new}",
    "sheet.lead_change": "{cell}: {name}: {keys}",
    "sheet.value": "can't be read: {reason}",
    "sheet.unknown_sheet": "this sheet is none of ours, and of ours are missing: {known}",
    "sheet.row_gone": "the row of {name} is missing; entries are taken out in the file itself",
    "sheet.row_twice": "{name} has two rows; the first is on line {line}",
    "sheet.row_name": "the row has no name",
    "sheet.row_empty": "a new row with nothing in it",
    "sheet.two_names": "'{found}' must be an attribute and its value, such as `job: director`",
    "sheet.kind": "there is no kind '{found}'; known here: {known}",
    "sheet.no_such": "a row of the kind {kind} has no such value",
    "sheet.both": "changed here ('{was}' to '{found}') and in the file (to '{now}')",
    "sheet.lead_both": "{name} was changed here and in the file",
    "sheet.legend": "{text}; for example {example}",
    "sheet.legend_kind": "one of: {known}",
    "sheet.legend_name": "the name in the file; a new row is a new entry",
    "sheet.legend_rule": "a condition such as score >= 100 and price_page >= 1",
    "sheet.legend_yen": "yen",
    "sheet.legend_values": "one of: {known}",
    "sheet.legend_lead": "the name of the lead; further rows of it may leave the cell empty",
    "sheet.legend_when": "day 12, day 12 09:14, 2026-04-18 09:14, or end; day 0 is the day of registration",
    "sheet.legend_does": "visits, downloads, opens, clicks, registers for, attends, unsubscribes, sales finds, ...",
    "sheet.legend_object": "the name of a content, mail or webinar",
    "sheet.legend_expect": "such as score=85; stage=interest; handed_off=no; mails.newsletter=3",
    "sheet.legend_registers": "when the lead registers: 2026-04-06, 2026-04-06 10:00 or day 0",
    # --- workbooks ---
    "sheet.absent": "workbooks need openpyxl: pip install 'nurture-sim[sheet]'",
    "sheet.no_workbook": "this is no workbook; save it as .xlsx",
    "sheet.too_big": "it unpacks to more than {limit_mb} MB, so it was not read",
    "sheet.formula": "a formula that has not been calculated; open the workbook in a spreadsheet program and save it",
    "sheet.error": "an error instead of a value: {found}",
    "sheet.beyond": "a value in a column without a header",
    "sheet.no_sheet": "there is no sheet '{found}'{hint}",
    "sheet.known_sheets": "; there are: {known}",
    # --- tables of test leads ---
    "sheet.no_rows": "there are headers and no rows",
    "sheet.no_column": "there is no column '{names}'",
    "sheet.unknown_column": "unknown column '{found}'{hint}",
    "sheet.unknown_key": "there is no column of ours '{found}'{hint}",
    "sheet.known_columns": "; known here: {known}; remarks for people are called note or 備考",
    "sheet.column_twice": "'{found}' and '{first}' are both the column {key}",
    "sheet.two_journeys": "one file is for one journey; '{found}' stands here, '{first}' on line {line}",
    "sheet.no_journey": "for which journey is not said; name it in a column 'journey', or put {file} beside this file",
    "sheet.nameless": "the first row has no lead; write its name, and leave the cell empty in further rows of it",
    "sheet.apart": "the rows of a lead stand together; {name} was there already, on line {line}",
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
