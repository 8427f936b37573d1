"""The log of a results folder: what differs from one day to the next, apart from all that must not."""

from __future__ import annotations

import platform
import time
from datetime import UTC, datetime
from typing import Any


class RunLog:
    """Begun with the work; `to_json` is what run.log.json holds at its end. No name of a machine or user."""

    def __init__(self, *, workers: int) -> None:
        self._workers = workers
        self._started, self._clock_s = datetime.now(UTC), time.monotonic()

    def to_json(self) -> dict[str, Any]:
        """Times are UTC; `seconds` is by a clock that nobody sets."""
        return {
            "started": self._started.isoformat(),
            "finished": datetime.now(UTC).isoformat(),
            "seconds": round(time.monotonic() - self._clock_s, 3),
            "workers": self._workers,
            "machine": f"{platform.system()} {platform.machine()}",
        }
