"""What a title adds to two figures: nothing where their difference is sure, else that it may be chance."""

from __future__ import annotations

import numpy as np
import pytest

from sim.model.stats import paired
from sim.present.doubt import doubt, is_sure


@pytest.mark.parametrize(
    ("differences", "sure"),
    [
        ([2.0, 3.0, 2.5], True),
        ([-2.0, -3.0, -2.5], True),
        ([2.0, -3.0, 2.5], False),
        ([0.0, 0.0, 0.0], True),  # the same in every run
        ([2.0], False),  # of one run nothing is known of the spread
    ],
)
def test_a_difference_is_sure_if_its_interval_leaves_out_nothing(differences: list[float], sure: bool) -> None:
    own = np.array(differences)
    found = paired(np.zeros(own.size), own)
    assert is_sure(found) == sure
    assert doubt(found) == ("" if sure else " (may be chance)")
