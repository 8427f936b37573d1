"""What joins words to others in Japanese: commas, quotes, the weekday in a date."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    "wording.comma": "、",
    "wording.semicolon": "、",
    "wording.quoted": "「{text}」",
    "wording.weekdays": "月 火 水 木 金 土 日",
    "wording.moment": "{date} ({weekday}) {clock}",
}
