"""Conservation: an account that doesn't balance stops the run and is named."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engine.balance import check
from sim.model.ledger import Status, What


def tally(**rows: int) -> np.ndarray:
    """A tally of one day."""
    counts = np.zeros((len(What), 1), np.int64)
    for name, n in rows.items():
        counts[What[name]] = n
    return counts


def a_run(**changed: object) -> dict[str, object]:
    """Four leads that balance: one nurtured, one at the desk, one open deal, one lost."""
    status = np.array([Status.NURTURING, Status.DESK, Status.OPPORTUNITY, Status.LOST], np.int8)
    rows = tally(REGISTERED=4, MQL=4, SYNCED=4, RETURNED=1, OPPORTUNITY=2, LOST=1)
    whole = {"status": status, "scores": np.array([10, 80, 100, 90]), "handoffs": np.array([1, 1, 1, 1]), "tally": rows}
    return {**whole, "points": 280, **changed}


def test_a_run_that_balances_passes() -> None:
    assert check(**a_run()) is None  # type: ignore[arg-type, func-returns-value]


@pytest.mark.parametrize(
    ("account", "changed"),
    [
        ("points", {"points": 275}),
        ("hand-offs", {"handoffs": np.array([1, 1, 1, 2])}),
        ("leads registered", {"tally": tally(REGISTERED=5, MQL=4, SYNCED=4, RETURNED=1, OPPORTUNITY=2, LOST=1)}),
        ("at the desk", {"tally": tally(REGISTERED=4, MQL=4, SYNCED=4, RETURNED=2, OPPORTUNITY=2, LOST=1)}),
        ("in transit", {"tally": tally(REGISTERED=4, MQL=4, SYNCED=3, RETURNED=0, OPPORTUNITY=2, LOST=1)}),
        ("open deals", {"tally": tally(REGISTERED=4, MQL=4, SYNCED=4, RETURNED=1, OPPORTUNITY=2, LOST=0)}),
    ],
)
def test_an_account_that_does_not_balance_is_named(account: str, changed: dict[str, object]) -> None:
    with pytest.raises(RuntimeError, match=account):
        check(**a_run(**changed))  # type: ignore[arg-type]
