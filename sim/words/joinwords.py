"""What joins words to others, part of the catalogue of messages: commas and quotes."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    "wording.comma": ", ",
    "wording.semicolon": "; ",
    "wording.quoted": "'{text}'",
}
