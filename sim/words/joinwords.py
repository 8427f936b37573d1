"""What joins words to others, part of the catalogue of messages: commas, quotes, the weekday in a date."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    "wording.comma": ", ",
    "wording.semicolon": "; ",
    "wording.quoted": "'{text}'",
    "wording.weekdays": "Mon Tue Wed Thu Fri Sat Sun",
    "wording.moment": "{date} {weekday} {clock}",
}
