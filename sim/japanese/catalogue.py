"""All sentences in Japanese by their keys, module by module as in `sim/words/messages.py`."""

from __future__ import annotations

from typing import Final

from sim.japanese import (
    briefwords,
    calendarwords,
    filewords,
    journeywords,
    languagewords,
    leadwords,
    lifewords,
    referencewords,
    reportwords,
    resultwords,
    rulewords,
    runwords,
    workspacewords,
)

JAPANESE: Final[dict[str, str]] = {
    **briefwords.JAPANESE,
    **calendarwords.JAPANESE,
    **filewords.JAPANESE,
    **journeywords.JAPANESE,
    **languagewords.JAPANESE,
    **leadwords.JAPANESE,
    **lifewords.JAPANESE,
    **referencewords.JAPANESE,
    **reportwords.JAPANESE,
    **resultwords.JAPANESE,
    **rulewords.JAPANESE,
    **runwords.JAPANESE,
    **workspacewords.JAPANESE,
}
