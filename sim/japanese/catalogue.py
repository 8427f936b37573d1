"""All sentences in Japanese by their keys."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {}
