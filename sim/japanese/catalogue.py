"""All sentences in Japanese by their keys, module by module as in `sim/words/messages.py`."""

from __future__ import annotations

from typing import Final

from sim.japanese import (
    briefwords,
    chartwords,
    cliwords,
    experimentwords,
    explainwords,
    kpiwords,
    peoplewords,
    resultwords,
    robustwords,
    verdictwords,
)

JAPANESE: Final[dict[str, str]] = {
    **briefwords.JAPANESE,
    **chartwords.JAPANESE,
    **cliwords.JAPANESE,
    **experimentwords.JAPANESE,
    **explainwords.JAPANESE,
    **kpiwords.JAPANESE,
    **peoplewords.JAPANESE,
    **resultwords.JAPANESE,
    **robustwords.JAPANESE,
    **verdictwords.JAPANESE,
}
