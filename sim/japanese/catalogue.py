"""All sentences in Japanese by their keys, module by module as in `sim/words/messages.py`."""

from __future__ import annotations

from typing import Final

from sim.japanese import (
    agreementwords,
    briefwords,
    calendarwords,
    chartwords,
    cliwords,
    deckwords,
    experimentwords,
    explainwords,
    filewords,
    journeywords,
    kpiwords,
    languagewords,
    leadwords,
    lifewords,
    peoplewords,
    referencewords,
    reportwords,
    resultwords,
    robustwords,
    rulewords,
    runwords,
    verdictwords,
    workspacewords,
)

JAPANESE: Final[dict[str, str]] = {
    **agreementwords.JAPANESE,
    **briefwords.JAPANESE,
    **calendarwords.JAPANESE,
    **chartwords.JAPANESE,
    **cliwords.JAPANESE,
    **deckwords.JAPANESE,
    **experimentwords.JAPANESE,
    **explainwords.JAPANESE,
    **filewords.JAPANESE,
    **journeywords.JAPANESE,
    **kpiwords.JAPANESE,
    **languagewords.JAPANESE,
    **leadwords.JAPANESE,
    **lifewords.JAPANESE,
    **peoplewords.JAPANESE,
    **referencewords.JAPANESE,
    **reportwords.JAPANESE,
    **resultwords.JAPANESE,
    **robustwords.JAPANESE,
    **rulewords.JAPANESE,
    **runwords.JAPANESE,
    **verdictwords.JAPANESE,
    **workspacewords.JAPANESE,
}
