"""All sentences in Japanese by their keys, module by module as in `sim/words/messages.py`."""

from __future__ import annotations

from typing import Final

from sim.japanese import (
    calendarwords,
    filewords,
    journeywords,
    languagewords,
    leadwords,
    lifewords,
    referencewords,
    resultwords,
    rulewords,
    runwords,
    workspacewords,
)

JAPANESE: Final[dict[str, str]] = {
    **calendarwords.JAPANESE,
    **filewords.JAPANESE,
    **journeywords.JAPANESE,
    **languagewords.JAPANESE,
    **leadwords.JAPANESE,
    **lifewords.JAPANESE,
    **referencewords.JAPANESE,
    **resultwords.JAPANESE,
    **rulewords.JAPANESE,
    **runwords.JAPANESE,
    **workspacewords.JAPANESE,
}
