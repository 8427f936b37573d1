"""What a run looks like beyond its KPIs: numbers that charts are drawn from, small enough to be kept of every run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.calendar import DAY_S, NEVER_S
from sim.model.journey import REASONS
from sim.model.ledger import What
from sim.study.measures import HOUR_S, Facts, first_times

Ints = NDArray[np.int64]

_TALLIED: Final = {
    "mqls": What.MQL,
    "call_handoffs": What.CALL,
    "attempts": What.ATTEMPT,
    "sqls": What.SQL,
    "opportunities": What.OPPORTUNITY,
    "wins": What.WON,
    "sends": What.SENT,
    "unsubscribes": What.UNSUBSCRIBE,
}
DAILY: Final = (*_TALLIED, "listed")
WAITS_H: Final = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 24.0, 48.0, 72.0, 120.0, 168.0)  # upper ends; then an open bin
SPANS: Final = {"mql": What.MQL, "contact": What.CONTACT, "opportunity": What.OPPORTUNITY}
OUTCOMES: Final = ("accepted", *REASONS, "open")
POINTS, SCORE_BINS = 10, 41  # a bin is ten points; the first also has all below 0, the last all from 400 on
HOURLY: Final = ("handoffs", "attempts")


class Profile(NamedTuple):
    """Counts of one run in the measured window of D days, all int64.

    daily: [DAILY, D], `listed` being the leads that mail can reach at the end of the day: registered by then, and
    neither excluded, unsubscribed nor bounced. waits: [2, len(WAITS_H) + 1], first attempts of the window by their
    hours since the hand-off was synced, in time and late. spans: [SPANS, 2, S], of the leads that registered in the
    window (those excluded left out) how many came there, and how many were still on the way when the run ended, by
    whole days since registration. scores: [OUTCOMES, SCORE_BINS], hand-offs by a rule in the window by what became of
    them, by their score then. hours: [HOURLY, 7, 24], by weekday (Monday first) and hour, local time.
    """

    daily: Ints
    waits: Ints
    spans: Ints
    scores: Ints
    hours: Ints

    def to_json(self) -> dict[str, Any]:
        """Plain lists."""
        return {name: counts.tolist() for name, counts in self._asdict().items()}

    @classmethod
    def from_json(cls, plain: dict[str, Any]) -> Profile:
        """What `to_json` wrote; ValueError, TypeError or KeyError if it is anything else."""
        fixed = {"waits": (2, len(WAITS_H) + 1), "scores": (len(OUTCOMES), SCORE_BINS), "hours": (len(HOURLY), 7, 24)}
        open_ended = {"daily": (len(DAILY), -1), "spans": (len(SPANS), 2, -1)}
        shapes = fixed | open_ended
        return cls(*(np.array(plain[name], np.int64).reshape(shapes[name]) for name in cls._fields))


def profile(facts: Facts) -> Profile:
    """The profile of a run in the facts' window."""
    return Profile(_daily(facts), _waits(facts), _spans(facts), _scores(facts), _hours(facts))


def stacked(profiles: Sequence[Profile]) -> Profile:
    """The profiles of a scenario's runs, with the runs as the first dimension of each table."""
    return Profile(*(np.stack(tables) for tables in zip(*profiles, strict=True)))


def _daily(facts: Facts) -> Ints:
    tally = facts.run.tally.astype(np.int64)
    gone = tally[[What.EXCLUDED, What.UNSUBSCRIBE, What.BOUNCE]].sum(axis=0)
    listed = np.cumsum(tally[What.REGISTERED] - gone)
    return np.vstack([tally[list(_TALLIED.values())], listed])[:, facts.days]


def _waits(facts: Facts) -> Ints:
    """As `breach_share` counts them: late is after the deadline of the team whose rep made the attempt."""
    h, yardstick = facts.hand_offs, facts.yardstick
    made = np.flatnonzero(facts.inside(h.attempt_s) & (h.synced_s < NEVER_S))
    synced, attempt = h.synced_s[made], h.attempt_s[made]
    late = attempt > yardstick.deadline_s(synced, yardstick.team_of(h.rep[made], attempt))
    bins = np.searchsorted(np.array(WAITS_H) * HOUR_S, attempt - synced)
    found = np.zeros((2, len(WAITS_H) + 1), np.int64)
    np.add.at(found, (late.astype(np.int64), bins), 1)
    return found


def _spans(facts: Facts) -> Ints:
    arrival = facts.run.leads["arrival_s"].astype(np.int64)
    cohort = facts.inside(arrival) & facts.targets
    longest = max(0, facts.end_s - facts.first_s) // DAY_S + 1
    found = np.zeros((len(SPANS), 2, longest), np.int64)
    for n, what in enumerate(SPANS.values()):
        lead, time = first_times(facts.rows, what)
        came = np.zeros(arrival.size, np.bool_)
        came[lead] = True
        took = (time - arrival[lead])[cohort[lead]] // DAY_S
        left = (facts.end_s - arrival[cohort & ~came]) // DAY_S
        found[n] = [np.bincount(days, minlength=longest)[:longest] for days in (took, left)]
    return found


def _scores(facts: Facts) -> Ints:
    h = facts.hand_offs
    ours = facts.inside(h.handed_s) & h.by_rule
    outcome = np.where(h.reason >= 0, h.reason + 1, len(OUTCOMES) - 1)
    outcome = np.where(h.accepted_s < NEVER_S, 0, outcome)
    bins = np.clip(h.score // POINTS, 0, SCORE_BINS - 1)
    found = np.zeros((len(OUTCOMES), SCORE_BINS), np.int64)
    np.add.at(found, (outcome[ours], bins[ours]), 1)
    return found


def _hours(facts: Facts) -> Ints:
    synced, attempts = (facts.rows.of(what).time for what in (What.SYNCED, What.ATTEMPT))
    found = np.zeros((len(HOURLY), 7, 24), np.int64)
    for n, times in enumerate((synced, attempts)):
        times = times[facts.inside(times)]
        day = facts.yardstick.day_of(times)
        hour = np.minimum((times - facts.yardstick.day_start_s[day]) // int(HOUR_S), 23)
        np.add.at(found[n], ((day + facts.yardstick.calendar.weekday(0)) % 7, hour), 1)
    return found
