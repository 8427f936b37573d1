"""Every sentence that a user can see, by language and key.

Keys are dotted: the module that speaks, then the matter. Each module of this folder keeps its own block in English; the
module of the same name in `sim/japanese` has it in Japanese.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from sim.words import (
    agreementwords,
    briefwords,
    calendarwords,
    chartwords,
    checklistwords,
    checkwords,
    cliwords,
    coveragewords,
    deckwords,
    deskchartwords,
    diffwords,
    experimentwords,
    explainwords,
    filewords,
    joinwords,
    journeywords,
    kindwords,
    kpiwords,
    labwords,
    language,
    languagewords,
    leadwords,
    lifechartwords,
    lifewords,
    lintwords,
    mutatewords,
    notebookwords,
    peoplewords,
    pluginwords,
    referencewords,
    reportwords,
    resultwords,
    robustwords,
    rulechartwords,
    rulewords,
    runwords,
    sheetwords,
    systemwords,
    testwords,
    titlewords,
    verdictwords,
    workspacewords,
)

ENGLISH: Final[dict[str, str]] = {
    **agreementwords.ENGLISH,
    **briefwords.ENGLISH,
    **filewords.ENGLISH,
    **calendarwords.ENGLISH,
    **rulewords.ENGLISH,
    **journeywords.ENGLISH,
    **leadwords.ENGLISH,
    **runwords.ENGLISH,
    **lifewords.ENGLISH,
    **resultwords.ENGLISH,
    **referencewords.ENGLISH,
    **reportwords.ENGLISH,
    **workspacewords.ENGLISH,
    **kpiwords.ENGLISH,
    **peoplewords.ENGLISH,
    **pluginwords.ENGLISH,
    **cliwords.ENGLISH,
    **chartwords.ENGLISH,
    **lifechartwords.ENGLISH,
    **coveragewords.ENGLISH,
    **deskchartwords.ENGLISH,
    **deckwords.ENGLISH,
    **diffwords.ENGLISH,
    **explainwords.ENGLISH,
    **sheetwords.ENGLISH,
    **systemwords.ENGLISH,
    **testwords.ENGLISH,
    **joinwords.ENGLISH,
    **titlewords.ENGLISH,
    **kindwords.ENGLISH,
    **languagewords.ENGLISH,
    **lintwords.ENGLISH,
    **mutatewords.ENGLISH,
    **notebookwords.ENGLISH,
    **checklistwords.ENGLISH,
    **checkwords.ENGLISH,
    **labwords.ENGLISH,
    **robustwords.ENGLISH,
    **rulechartwords.ENGLISH,
    **experimentwords.ENGLISH,
    **verdictwords.ENGLISH,
}


def say(key: str, /, **values: object) -> str:
    """Return the sentence `key` in the language in use, with `values` in its places.

    Raises KeyError for an unknown key or a missing value: a slip of ours, never of the user's.
    """
    return texts(language.current())[key].format(**values)


def said(key: str, otherwise: str = "") -> str:
    """Return the sentence `key` as it stands in the catalogue, or `otherwise` if there is none."""
    return texts(language.current()).get(key, otherwise)


def texts(which: language.Language) -> dict[str, str]:
    """Every sentence of a language by its key; one without a translation is English."""
    return ENGLISH if which == "en" else _japanese()


@cache
def _japanese() -> dict[str, str]:
    """Read when they are first asked for."""
    from sim.japanese.catalogue import JAPANESE

    return {**ENGLISH, **JAPANESE}
