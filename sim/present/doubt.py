"""What a title adds to two figures where chance alone may have set them apart."""

from __future__ import annotations

import math

from sim.model.stats import Difference
from sim.words.messages import say


def is_sure(difference: Difference) -> bool:
    """Whether the interval of a difference is known and leaves out 0; so too where all runs are the same."""
    if difference.mean == 0.0 and difference.half_width == 0.0:
        return True
    return math.isfinite(difference.half_width) and (difference.low > 0.0 or difference.high < 0.0)


def doubt(difference: Difference) -> str:
    """What stands behind two figures with this difference: nothing, or that it isn't sure."""
    return "" if is_sure(difference) else say("charts.doubt")
