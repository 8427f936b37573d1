"""All sentences in Japanese by their keys."""

from __future__ import annotations

from typing import Final

from sim.japanese import briefwords, reportwords, rulechartwords

JAPANESE: Final[dict[str, str]] = {
    **briefwords.JAPANESE,
    **reportwords.JAPANESE,
    **rulechartwords.JAPANESE,
}
