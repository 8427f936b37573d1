"""What a ledger shows of each published figure: pure functions of a run, each a numerator and a denominator."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.calendar import DAY_S
from sim.model.ledger import Run, What
from sim.study.measures import Figure

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

HOUR_S = 3600.0
SHIFT_S = 8 * 3600


class Rows(NamedTuple):
    """Ledger rows of some kinds, in time; int64[rows] each. `key` orders rows by lead, then by number."""

    time: Ints
    lead: Ints
    key: Ints
    cause: Ints  # the key of the row that caused each
    what: Ints
    node: Ints
    value: Ints


def rows_of(run: Run, *kinds: What) -> Rows:
    """The rows of these kinds."""
    rows = run.rows[np.isin(run.rows["what"], kinds)]
    names = ("time", "lead", "n", "what", "node", "value", "cause")
    time, lead, n, what, node, value, cause = (rows[name].astype(np.int64) for name in names)
    return Rows(time, lead, lead << 32 | n, lead << 32 | np.maximum(cause, 0), what, node, value)


def where(rows: Rows, chosen: Flags) -> Rows:
    """Only the rows chosen."""
    return Rows(*(column[chosen] for column in rows))


def between(rows: Rows, first_s: int, last_s: int) -> Rows:
    """The rows with first_s <= time < last_s."""
    return where(rows, (rows.time >= first_s) & (rows.time < last_s))


def effects(causes: Rows, others: Rows) -> tuple[Rows, Ints]:
    """Those of the others that one of the causes brought about, and for each the position of its cause."""
    order = np.argsort(causes.key)
    at = np.searchsorted(causes.key[order], others.cause)
    found = at < causes.key.size
    found[found] = causes.key[order][at[found]] == others.cause[found]
    return where(others, found), order[at[found]]


def share(part: Flags) -> Figure:
    """How many of all."""
    return Figure(float(part.sum()), float(part.size))


def mean(values: Floats | Ints) -> Figure:
    """The mean, as a total over a number."""
    return Figure(float(values.sum()), float(values.size))


def statistic(value: float) -> Figure:
    """A number that is no ratio of totals; nan if there is none."""
    return Figure(value)


# ---- mails ----


def per_send(run: Run, kinds: tuple[What, ...], first_day: int, last_day: int) -> Figure:
    """Events of these kinds in these days for each mail sent in them."""
    tally = run.tally[:, first_day:last_day]
    return Figure(float(tally[list(kinds)].sum()), float(tally[What.SENT].sum()))


def read_delays_h(run: Run, first_s: int, last_s: int) -> Floats:
    """float64[mails read by people]: hours from sending to reading, of mails sent between the two seconds."""
    sent = between(rows_of(run, What.SENT), first_s, last_s)
    read, cause = effects(sent, rows_of(run, What.OPEN, What.READ))
    return (read.time - sent.time[cause]) / HOUR_S


def followed_by(run: Run, nodes: list[int], kinds: tuple[What, ...], *, known_s: int) -> Figure:
    """Mails of these programmes followed by rows of these kinds, of leads known for a while when each was sent.

    Only then does a lead's fatigue stand where the cadence keeps it.
    """
    sent = rows_of(run, What.SENT)
    old = sent.time - run.leads["arrival_s"][sent.lead] >= known_s
    sent = where(sent, np.isin(sent.node, nodes) & old)
    found, _ = effects(sent, rows_of(run, *kinds))
    return Figure(float(found.key.size), float(sent.key.size))


# ---- webinars ----


def registered_ahead_h(run: Run) -> Floats:
    """float64[registrations]: hours from registering to the webinar, of those whose webinar the run reaches."""
    registered, held = rows_of(run, What.WEBINAR_REGISTERED), rows_of(run, What.WEBINAR_ATTENDED, What.WEBINAR_MISSED)
    order = np.argsort(held.key)
    at = np.minimum(np.searchsorted(held.key[order], registered.key), max(0, held.key.size - 1))
    if not held.key.size:
        return np.zeros(0)
    following = order[at]
    ahead_s = held.time[following] - registered.time
    return (ahead_s / HOUR_S)[(held.lead[following] == registered.lead) & (ahead_s >= 0)]


def attended(run: Run) -> Figure:
    """Registrants who attended, of those whose webinar was held."""
    return share(rows_of(run, What.WEBINAR_ATTENDED, What.WEBINAR_MISSED).what == What.WEBINAR_ATTENDED)


# ---- leads to opportunities and deals ----


def targets(run: Run) -> Flags:
    """bool[leads]: who passed the target filter."""
    passed = np.ones(run.leads.size, np.bool_)
    passed[rows_of(run, What.EXCLUDED).lead] = False
    return passed


def first_after(run: Run, what: What, since_s: Ints) -> Floats:
    """float64[leads]: days from each lead's own second to its first row of the kind since then; inf without one."""
    rows = rows_of(run, what)
    rows = where(rows, rows.time >= since_s[rows.lead])
    days = np.full(run.leads.size, math.inf)
    lead, at = np.unique(rows.lead, return_index=True)
    days[lead] = (rows.time[at] - since_s[lead]) / DAY_S
    return days


def first_seconds(run: Run, rows: Rows) -> tuple[Ints, Flags]:
    """int64[leads] second of each lead's first of the rows (0 without), and bool[leads]: who has one."""
    seconds, has = np.zeros(run.leads.size, np.int64), np.zeros(run.leads.size, np.bool_)
    lead, at = np.unique(rows.lead, return_index=True)
    seconds[lead], has[lead] = rows.time[at], True
    return seconds, has


def won_of_opportunities(run: Run, first_s: int, last_s: int) -> tuple[Figure, Figure]:
    """Opportunities opened between the seconds that were won, of those closed; and days until the won ones closed."""
    opened = between(rows_of(run, What.OPPORTUNITY), first_s, last_s)
    closed, cause = effects(opened, rows_of(run, What.WON, What.LOST))
    won = closed.what == What.WON
    return share(won), mean((closed.time - opened.time[cause])[won] / DAY_S)


def score_parts(run: Run, at_s: Ints) -> tuple[Ints, Ints]:
    """int64[leads] each: attribute points, and behaviour points at each lead's own second.

    Attribute points are the score on registration, as long as registering itself brings no points.
    """
    fit, score = np.zeros(run.leads.size, np.int64), np.zeros(run.leads.size, np.int64)
    registered = run.rows[run.rows["what"] == What.REGISTERED]
    fit[registered["lead"]] = registered["score"]
    known = run.rows[run.rows["time"] <= at_s[run.rows["lead"]]]
    score[known["lead"]] = known["score"]
    return fit, score - fit


def auc(scores: Ints, truth: Flags) -> Figure:
    """Pairs of a true and a false one in which the true one scores higher, ties counting half; over all pairs."""
    false = np.sort(scores[~truth])
    below = sum(np.searchsorted(false, scores[truth], side).sum() for side in ("left", "right")) / 2
    return Figure(float(below), float(truth.sum() * false.size))


# ---- the desk ----


def dials_per_shift(run: Run) -> Figure:
    """Calls in eight hours of nothing but calling: eight hours over the mean call."""
    dialled = rows_of(run, What.ATTEMPT)
    over, cause = effects(dialled, rows_of(run, What.CONTACT, What.NO_CONTACT))
    return Figure(float(SHIFT_S * over.key.size), float((over.time - dialled.time[cause]).sum()))


def success_ratio(run: Run, success: What, attempts: int) -> float:
    """By what success falls from one attempt to the next: r of a * r ** k, by maximum likelihood for rare successes.

    `success` rows belong to the call that reached somebody just before. nan without successes on different attempts.
    """
    made = np.bincount(rows_of(run, What.ATTEMPT).value, minlength=attempts)[:attempts].astype(float)
    reached, successes = rows_of(run, What.CONTACT), rows_of(run, success)
    order = np.argsort(reached.key)
    call = np.searchsorted(reached.key[order], successes.key, side="right") - 1
    won = np.bincount(reached.value[order][call], minlength=attempts)[:attempts].astype(float)
    return geometric_ratio(made, won)


def geometric_ratio(made: Floats, won: Floats) -> float:
    """r such that successes a * r ** k per trial fall on the same mean k as those seen; nan if all are on one k."""
    k = np.arange(made.size)
    if np.count_nonzero(won) < 2:
        return math.nan
    seen = float((won * k).sum() / won.sum())
    low, high = 0.0, 2.0
    for _ in range(60):
        r = (low + high) / 2
        expected = float((made * k * r**k).sum() / (made * r**k).sum())
        low, high = (r, high) if expected < seen else (low, r)
    return (low + high) / 2


# ---- arrivals ----


def arrivals_by_day(run: Run, sources: list[int], day_start_s: Ints) -> Ints:
    """int64[days]: registrations from these sources."""
    arrival = run.leads["arrival_s"][np.isin(run.leads["source"], sources)]
    return np.bincount(np.searchsorted(day_start_s, arrival, side="right") - 1, minlength=day_start_s.size - 1)


def variance_over_mean(counts: Ints) -> Figure:
    """1 for Poisson counts."""
    return Figure(float(counts.var(ddof=1)), float(counts.mean()))


def negative_binomial_size(counts: Ints) -> Figure:
    """Size k by moments: mean ** 2 over what the variance is above the mean."""
    return Figure(float(counts.mean() ** 2), float(counts.var(ddof=1) - counts.mean()))
