"""All sentences in Japanese by their keys, module by module as in `sim/words/messages.py`."""

from __future__ import annotations

from typing import Final

from sim.japanese import (
    briefwords,
    checklistwords,
    checkwords,
    coveragewords,
    diffwords,
    joinwords,
    kindwords,
    labwords,
    lintwords,
    mutatewords,
    pluginwords,
    sheetwords,
    testwords,
)

JAPANESE: Final[dict[str, str]] = {
    **briefwords.JAPANESE,
    **checklistwords.JAPANESE,
    **checkwords.JAPANESE,
    **coveragewords.JAPANESE,
    **diffwords.JAPANESE,
    **joinwords.JAPANESE,
    **kindwords.JAPANESE,
    **labwords.JAPANESE,
    **lintwords.JAPANESE,
    **mutatewords.JAPANESE,
    **pluginwords.JAPANESE,
    **sheetwords.JAPANESE,
    **testwords.JAPANESE,
}
