"""Every sentence that a user can see, by language and key.

Keys are dotted: the module that speaks, then the matter. Each module keeps its own block; a Japanese catalogue will stand beside the English one.
"""

from __future__ import annotations

from typing import Final

_ENGLISH: Final[dict[str, str]] = {
    # --- wording: parts of other sentences ---
    "wording.did_you_mean": "; did you mean '{nearest}'?",
    "wording.nothing": "nothing",
    "wording.settings": "settings",
    "wording.list": "a list",
    # --- yaml: reading a file ---
    "yaml.no_file": "no such file{hint}",
    "yaml.not_a_file": "this is not a file",
    "yaml.unreadable": "can't be read: {reason}",
    "yaml.too_big": "larger than {limit_mb} MB, so it was not read",
    "yaml.not_utf8": "the byte {byte} is not UTF-8 text; save the file as UTF-8",
    "yaml.character": "the character {code} is not allowed; delete it",
    "yaml.empty": "the file is empty",
    "yaml.second_document": "a file holds one document only; delete what follows",
    "yaml.too_deep": "nested deeper than {limit} levels",
    "yaml.too_many": "more than {limit} values in one file",
    "yaml.anchor": "anchors ('&{name}') are not allowed; a text that begins with '&' needs quotes",
    "yaml.alias": "aliases ('*{name}') are not allowed; a text that begins with '*' needs quotes",
    "yaml.tag": "tags ('!...') are not allowed; a text that begins with '!' needs quotes",
    "yaml.directive": "lines that begin with '%' are not allowed",
    "yaml.merge": "merge keys ('<<') are not allowed; write the settings out",
    "yaml.null_word": "{found} could mean nothing or a text; leave the value empty, or put it in quotes",
    "yaml.duplicate": "given twice; the first is on line {line}",
    "yaml.unnamed": "a value without a name before its ':'",
    "yaml.name_shape": "the name of a setting must be a text, not a list or settings",
    # --- yaml: syntax ---
    "yaml.quote_open": "this quote is never closed",
    "yaml.bracket_open": "'{bracket}' is opened but not closed",
    "yaml.bracket_comma": "',' or the closing bracket is missing before this; the bracket opens on line {line}",
    "yaml.escape": "a backslash in double quotes begins a code; use single quotes, or write two backslashes",
    "yaml.tab": "a tab can't indent; use spaces",
    "yaml.first_character": "a text can't begin with {character}; put it in quotes",
    "yaml.colon": "': ' can't stand here; put the text in quotes, or check the indentation",
    "yaml.no_colon": "': ' is missing after this name",
    "yaml.after_value": "something follows a complete value; put the whole text in one pair of quotes",
    "yaml.indentation": "the indentation does not fit the lines above",
    "yaml.dash": "a list item ('- ') must begin on a line of its own",
    "yaml.block_text": "the text of '|' or '>' must begin on the next line, indented with spaces",
    "yaml.invalid": "this is not valid YAML",
    # --- yaml: settings ---
    "yaml.found": "{rule}, found {found}{hint}",
    "yaml.or": "{first}, or {second}",
    "yaml.write": "; write {plainly}",
    "yaml.written": " (written {text})",
    "yaml.missing": "this setting is missing",
    "yaml.missing_choice": "this setting is missing; it {rule}",
    "yaml.missing_entry": "this entry of the list is missing",
    "yaml.unknown_setting": "unknown setting{hint}",
    "yaml.known": "; known here: {names}",
    "yaml.whole": "must be a whole number",
    "yaml.whole_digits": "must be a whole number of at most 18 digits",
    "yaml.number": "must be a number",
    "yaml.bool": "must be true or false",
    "yaml.text": "must be a text",
    "yaml.date": "must be a date such as 2026-04-14",
    "yaml.time": "must be a time such as 10:00",
    "yaml.datetime": "must be a date and time such as 2026-04-14 10:00",
    "yaml.settings": "must be settings (name: value)",
    "yaml.list": "must be a list",
    "yaml.nothing": "must be empty",
    "yaml.one": "must be {choice}",
    "yaml.one_of": "must be one of {choices}",
    "yaml.one_of_many": "must be one of {choices}, ... ({count} in all)",
    "yaml.at_least": "must be at least {limit}",
    "yaml.at_most": "must be at most {limit}",
    "yaml.above": "must be above {limit}",
    "yaml.below": "must be below {limit}",
    "yaml.multiple": "must be a multiple of {limit}",
    "yaml.text_short": "must have {limit} characters or more",
    "yaml.text_long": "must have {limit} characters or fewer",
    "yaml.pattern": "must have the form {limit}",
    "yaml.few": "must have {limit} entries or more",
    "yaml.many": "must have {limit} entries or fewer",
    "yaml.not_valid": "is not valid here ({rule})",
    "yaml.name": "must be a name: letters, digits and _, the first a letter, at most 60 in all",
    # --- yaml: changes ---
    "yaml.change_unknown": "nothing is called '{name}' in {parent}{hint}",
    "yaml.change_index": "{parent} has {count} entries, numbered from 0; found {name}",
    "yaml.change_inside": "{parent} is a single value and has no settings",
    "yaml.change_overlap": "overlaps the change of '{other}' on line {line}",
    "yaml.change_empty": "a change must name a setting, with '.' between its parts",
    "yaml.change_root": "the file",
}

TEXTS: Final[dict[str, dict[str, str]]] = {"en": _ENGLISH}


def say(key: str, /, **values: object) -> str:
    """Return the sentence `key` with `values` in its places.

    Raises KeyError for an unknown key or a missing value: a slip of ours, never of the user's.
    """
    return TEXTS["en"][key].format(**values)
