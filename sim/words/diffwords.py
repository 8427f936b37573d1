"""The words of `nurture diff`, part of the catalogue of messages: what changed between two versions, and for whom."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    "diff.nothing": "nothing",
}
