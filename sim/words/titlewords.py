"""The words about titles of scenarios, and texts in another language, part of the catalogue of messages."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    "titles.text": "must be one line of printable characters, not of blanks alone",
    "titles.long": "must have at most {most} characters",
    "titles.unknown": "no scenario of this experiment is called '{found}'{hint}",
    "titles.same": "readers could not tell this scenario from '{other}', which is called '{title}' too",
    # --- texts in another language ---
    "texts.no_original": "the file whose texts these are, {file}, is not beside it",
    "texts.is_texts": "these are the texts of {original} in another language; {wanted} is needed here",
    "texts.unknown": "'{file}' has no such text for readers{hint}",
    "texts.no_text": "this is no text for readers, so that only '{file}' may say it",
}

# See sim/words/settingwords.py.
TEXTS_TABLE: Final = """
[Texts]
format | version of this way of writing files | | 1
texts | by dotted path, what readers of the language see instead of the text there | | {stages.awareness.title: 認知}
"""
