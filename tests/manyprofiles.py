"""Made-up profiles for made-up comparisons: who sends how often, and what becomes of hand-offs at which scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from sim.model.journey import REASONS
from sim.study.comparison import Comparison
from sim.study.profile import DAILY, HOURLY, OUTCOMES, SCORE_BINS, SPANS, WAITS_H, Profile

LISTED = 400  # leads that mail can reach, on every day


def profiled(found: Comparison, *, mails: Mapping[str, int] | None = None, handoffs: bool = True) -> Comparison:
    """The comparison with profiles; mails: sent by a scenario on each day (else ten more in each next one)."""
    sends = mails or {name: 10 * (n + 1) for n, name in enumerate(found.scenarios)}
    made = {name: _profile(found, n, sends[name], handoffs) for n, name in enumerate(found.scenarios)}
    return replace(found, profiles=made)


def _profile(found: Comparison, n: int, sends: int, handoffs: bool) -> Profile:
    runs, days = found.replications, found.window.last_day - found.window.first_day
    daily = np.zeros((runs, len(DAILY), days), np.int64)
    daily[:, DAILY.index("listed")] = LISTED
    daily[:, DAILY.index("sends")] = sends
    daily[:, DAILY.index("unsubscribes"), ::10] = 1 + np.arange(runs)[:, None] % 3
    scores = np.zeros((runs, len(OUTCOMES), SCORE_BINS), np.int64)
    if handoffs:
        scores[:, 0, 5:20] = np.arange(15)  # nobody at 50 to 59, then always one more
        scores[:, 1 : 1 + len(REASONS), 5:20] = 1
        scores[:, -1, 7] = 4
        scores[:, 0, 8] += np.arange(runs) % 2 + n
    empty = np.zeros((runs, 2, len(WAITS_H) + 1), np.int64)
    spans = np.zeros((runs, len(SPANS), 2, 10), np.int64)
    return Profile(daily, empty, spans, scores, np.zeros((runs, len(HOURLY), 7, 24), np.int64))
