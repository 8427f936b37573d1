"""The words of answers, part of the catalogue of messages: effects in units people plan with, and the reason."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {}
