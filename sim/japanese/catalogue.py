"""All sentences in Japanese by their keys."""

from __future__ import annotations

from typing import Final

from sim.japanese import briefwords, lifechartwords

JAPANESE: Final[dict[str, str]] = {
    **briefwords.JAPANESE,
    **lifechartwords.JAPANESE,
}
