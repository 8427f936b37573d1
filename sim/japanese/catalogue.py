"""All sentences in Japanese by their keys."""

from __future__ import annotations

from typing import Final

from sim.japanese import briefwords, deckwords

JAPANESE: Final[dict[str, str]] = {
    **briefwords.JAPANESE,
    **deckwords.JAPANESE,
}
