"""Nurture journeys, simulated lead by lead.

In Python and notebooks: `import sim`, then `sim.compare("experiments/email_cadence.yaml")`. What is offered stands in
`__all__`; it is loaded when it is first asked for, so that commands that need none of it begin at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

__all__ = [
    "agreement",
    "chart",
    "charts",
    "compare",
    "deck",
    "kpis",
    "load",
    "reopen",
    "report",
    "results",
    "run",
    "sql",
]

if TYPE_CHECKING:
    from sim.doors.notebook import (
        agreement,
        chart,
        charts,
        compare,
        deck,
        kpis,
        load,
        reopen,
        report,
        results,
        run,
        sql,
    )


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module("sim.doors.notebook"), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
