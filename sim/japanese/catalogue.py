"""All sentences in Japanese by their keys."""

from __future__ import annotations

from typing import Final

from sim.japanese import lifechartwords

JAPANESE: Final[dict[str, str]] = {**lifechartwords.JAPANESE}
