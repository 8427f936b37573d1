"""The words about titles of scenarios, part of the catalogue of messages."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    "titles.text": "must be one line of printable characters, not of blanks alone",
    "titles.long": "must have at most {most} characters",
    "titles.unknown": "no scenario of this experiment is called '{found}'{hint}",
    "titles.same": "readers could not tell this scenario from '{other}', which is called '{title}' too",
}
