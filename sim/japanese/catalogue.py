"""All sentences in Japanese by their keys."""

from __future__ import annotations

from typing import Final

from sim.japanese import (
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
