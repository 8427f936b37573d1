"""What joins words to others in Japanese: commas and quotes."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    "wording.comma": "、",
    "wording.semicolon": "、",
    "wording.quoted": "「{text}」",
}
