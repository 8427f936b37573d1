"""How each KPI is counted: from the daily tally where counting suffices, else from the rows of hand-offs and sales."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.calendar import DAY_S, NEVER_S
from sim.model.journey import REASONS
from sim.model.ledger import Run, What
from sim.study.handoffs import HandOffs, Rows, columns, hand_offs
from sim.study.yardstick import Yardstick

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

HOUR_S = 3600.0


class Window(NamedTuple):
    """Days measured, the last one excluded, and for how long hand-offs and new leads are followed.

    A hand-off (a lead) counts in a rate of the same hand-offs (leads) if its follow-up ends within the run; what came
    of it is looked for within its follow-up only, so that early and late ones are alike.
    """

    first_day: int
    last_day: int
    follow_up_days: int = 30
    cohort_days: int = 90


class Figure(NamedTuple):
    """A measured number as top / bottom; nothing divided by nothing is none. A count has the bottom 1."""

    top: float
    bottom: float = 1.0

    @property
    def value(self) -> float | None:
        """The number, or None where there is nothing to divide by, or nothing to take a median of."""
        return None if self.bottom == 0.0 or math.isnan(self.top) else self.top / self.bottom


Figures = dict[str, Figure]
NONE = Figure(math.nan)


@dataclass(frozen=True)
class Facts:
    """A run and what it is measured against."""

    run: Run
    yardstick: Yardstick
    window: Window

    @cached_property
    def first_s(self) -> int:
        """First second of the window."""
        return int(self.yardstick.day_start_s[self.window.first_day])

    @cached_property
    def last_s(self) -> int:
        """First second after the window."""
        return int(self.yardstick.day_start_s[self.window.last_day])

    @cached_property
    def end_s(self) -> int:
        """End of the run."""
        return int(self.yardstick.day_start_s[-1])

    @cached_property
    def rows(self) -> Rows:
        return columns(self.run.rows)

    @cached_property
    def hand_offs(self) -> HandOffs:
        return hand_offs(self.rows)

    @cached_property
    def targets(self) -> NDArray[np.bool_]:
        """bool[leads]: who passed the target filter."""
        passed = np.ones(self.run.leads.size, np.bool_)
        passed[self.rows.of(What.EXCLUDED).lead] = False
        return passed

    @cached_property
    def days(self) -> slice:
        """The window's days in daily arrays."""
        return slice(self.window.first_day, self.window.last_day)

    def within(self, window: Window) -> Facts:
        """The same run in other days; what doesn't depend on the days isn't worked out again."""
        other = replace(self, window=window)
        vars(other).update(rows=self.rows, hand_offs=self.hand_offs, targets=self.targets)
        return other

    def count(self, *kinds: What) -> float:
        """Rows of these kinds in the window."""
        return float(self.run.tally[list(kinds), self.days].sum())

    def inside(self, times: Ints) -> NDArray[np.bool_]:
        """Which of these seconds lie in the window."""
        return (times >= self.first_s) & (times < self.last_s)


def mails(facts: Facts) -> Figures:
    """Mails sent and what the marketing tool sees of them."""
    n, sent = facts.count, facts.count(What.SENT)
    clicks = n(What.CLICK, What.SCANNER_CLICK)
    due = n(What.SENT, What.BOUNCE, What.BLOCKED)  # a mail put off is due once: when it goes out, or is kept back
    return {
        "sends": Figure(sent),
        "open_rate": Figure(n(What.OPEN, What.MACHINE_OPEN), sent),
        "machine_open_share": Figure(n(What.MACHINE_OPEN), n(What.OPEN, What.MACHINE_OPEN)),
        "read_rate": Figure(n(What.OPEN, What.READ), sent),
        "click_rate": Figure(clicks, sent),
        "scanner_click_share": Figure(n(What.SCANNER_CLICK), clicks),
        "bounces": Figure(n(What.BOUNCE)),
        "unsubscribes": Figure(n(What.UNSUBSCRIBE)),
        "unsubscribe_rate": Figure(n(What.UNSUBSCRIBE), sent),
        "opt_outs": Figure(n(What.OPT_OUT)),
        "opt_out_rate": Figure(n(What.OPT_OUT), sent),
        "postponed_rate": Figure(n(What.POSTPONED), due),
        "blocked_rate": Figure(n(What.BLOCKED), due),
    }


def webinars(facts: Facts) -> Figures:
    """Places taken, given back and used."""
    n = facts.count
    return {
        "webinar_registrations": Figure(n(What.WEBINAR_REGISTERED)),
        "waitlisted": Figure(n(What.WAITLISTED)),
        "webinar_cancellations": Figure(n(What.WEBINAR_CANCELLED)),
        "attendance_rate": Figure(n(What.WEBINAR_ATTENDED), n(What.WEBINAR_ATTENDED, What.WEBINAR_MISSED)),
        "replay_views": Figure(n(What.WEBINAR_REPLAYED)),
    }


def funnel(facts: Facts) -> Figures:
    """How many leads come to each point of the way, and the rates of the same hand-offs and the same leads."""
    n, h = facts.count, facts.hand_offs
    followed_s = facts.window.follow_up_days * DAY_S
    complete = facts.inside(h.handed_s) & (h.handed_s + followed_s <= facts.end_s)

    def rate(times: Ints, among: Flags = complete) -> Figure:
        return Figure(float((among & (times < h.handed_s + followed_s)).sum()), float(among.sum()))

    return {
        "leads": Figure(n(What.REGISTERED)),
        "excluded": Figure(n(What.EXCLUDED)),
        "handoffs": Figure(n(What.MQL, What.CALL)),
        "mqls": Figure(n(What.MQL)),
        "machine_made_mqls": Figure(n(What.MACHINE_MADE)),
        "machine_made_share": Figure(n(What.MACHINE_MADE), n(What.MQL)),
        "call_handoffs": Figure(n(What.CALL)),
        "sals": Figure(n(What.ACCEPTED)),
        "appointments": Figure(n(What.APPOINTMENT)),
        "sqls": Figure(n(What.SQL)),
        "opportunities": Figure(n(What.OPPORTUNITY)),
        "wins": Figure(n(What.WON)),
        "losses": Figure(n(What.LOST)),
        "acceptance_rate": rate(h.accepted_s),
        "appointment_rate": rate(h.appointment_s),
        "precision": rate(h.sql_s, complete & h.by_rule),
        "opportunity_rate": rate(h.opportunity_s),
        "expired_share": rate(np.where(h.reason == REASONS.index("expired"), h.returned_s, NEVER_S)),
        "win_rate": Figure(n(What.WON), n(What.WON, What.LOST)),
        "lead_to_mql": cohort_share(facts, What.MQL, facts.window.cohort_days),
        "lead_to_opportunity": cohort_share(facts, What.OPPORTUNITY, facts.window.cohort_days),
        "exits": Figure(n(What.EXITED)),
        "reentries": Figure(n(What.REENTERED)),
        "fallen_asleep": Figure(n(What.DORMANT)),
        "reactivated": Figure(n(What.REACTIVATED)),
    }


def cohort_share(facts: Facts, what: What, follow_up_days: int) -> Figure:
    """Leads registered in the window that came to a kind of row within the follow-up; those excluded are left out."""
    leads, followed_s = facts.run.leads, follow_up_days * DAY_S
    arrival = leads["arrival_s"]
    cohort = facts.inside(arrival) & facts.targets & (arrival + followed_s <= facts.end_s)
    lead, time = first_times(facts.rows, what)
    return Figure(float((cohort[lead] & (time < arrival[lead] + followed_s)).sum()), float(cohort.sum()))


def first_times(rows: Rows, what: What) -> tuple[Ints, Ints]:
    """The leads that have rows of a kind, and the second of each one's first."""
    events = rows.of(what)
    lead, at = np.unique(events.lead, return_index=True)
    return lead, events.time[at]


def speed(facts: Facts) -> Figures:
    """Days from registration to the first hand-off, contact and opportunity, of leads that came there in the window."""
    figures: Figures = {}
    for name, what in (("mql", What.MQL), ("contact", What.CONTACT), ("opportunity", What.OPPORTUNITY)):
        lead, time = first_times(facts.rows, what)
        took = ((time - facts.run.leads["arrival_s"][lead]) / DAY_S)[facts.inside(time)]
        figures[f"days_to_{name}_median"] = quantile(took, 0.5)
        figures[f"days_to_{name}_mean"] = Figure(float(took.sum()), float(took.size))
    return figures


def quantile(values: Floats, q: float) -> Figure:
    """A quantile, linear between order statistics; none of nothing."""
    return Figure(float(np.quantile(values, q))) if values.size else NONE


def load(facts: Facts) -> Figures:
    """Hand-offs, by rules and by calls, for each rep on working days, and in the busiest week."""
    y, days = facts.yardstick, facts.days
    working = np.flatnonzero(y.at_work[days] > 0) + facts.window.first_day
    daily = facts.run.tally[[What.MQL, What.CALL], days].sum(axis=0)
    # What comes on a day off is work of the next working day; after the window's last one it is nobody's yet.
    lands_on = np.searchsorted(working, np.arange(facts.window.first_day, facts.window.last_day))
    landed = np.bincount(lands_on, weights=daily, minlength=working.size + 1)[: working.size]
    return {
        "handoffs_per_rep_day": Figure(float(daily.sum()), float(y.at_work[working].sum())),
        "handoffs_per_rep_day_p90": quantile(landed / y.at_work[working], 0.9),
        "busiest_week_per_rep": _busiest_week(facts, daily),
    }


def _busiest_week(facts: Facts, daily: Ints) -> Figure:
    """Weeks begin on Monday; the window's first and last may be short."""
    if not daily.size:
        return NONE
    days = np.arange(facts.window.first_day, facts.window.last_day)
    week = (days + facts.yardstick.calendar.weekday(0)) // 7
    per_rep = daily / facts.yardstick.reps[days]
    return Figure(float(np.bincount(week - week[0], weights=per_rep).max()))


def desk(facts: Facts) -> Figures:
    """The way to the sales tool, first contacts, calls and mails of sales, returns."""
    n, h = facts.count, facts.hand_offs
    contacted = facts.inside(h.attempt_s)
    waited, took = (((h.attempt_s - since) / HOUR_S)[contacted] for since in (h.synced_s, h.handed_s))
    due, late = _first_contacts(facts)
    returned = np.bincount(h.reason[facts.inside(h.returned_s)], minlength=len(REASONS))
    return {
        "sync_failures": Figure(n(What.SYNC_FAILED)),
        "duplicates": Figure(n(What.DUPLICATE)),
        "hours_to_first_contact_median": quantile(waited, 0.5),
        "hours_to_first_contact_p90": quantile(waited, 0.9),
        "hours_from_handoff_median": quantile(took, 0.5),
        "hours_from_handoff_p90": quantile(took, 0.9),
        "breaches": Figure(late),
        "breach_share": Figure(late, due),
        **_queue(facts),
        "attempts": Figure(n(What.ATTEMPT)),
        "connect_rate": Figure(n(What.CONTACT), n(What.CONTACT, What.NO_CONTACT)),
        "returns": Figure(n(What.RETURNED)),
        **{f"returned_{reason}": Figure(float(returned[i])) for i, reason in enumerate(REASONS)},
    }


def _first_contacts(facts: Facts) -> tuple[float, float]:
    """Hand-offs due for first contact in the window, and those of them not attempted in time.

    The deadline is that of the team whose rep made the first attempt. Whom sales gave back before it without an attempt
    is due no more.
    """
    h, y = facts.hand_offs, facts.yardstick
    synced = np.flatnonzero(h.synced_s < NEVER_S)
    attempt = h.attempt_s[synced]
    deadline = y.deadline_s(h.synced_s[synced], y.team_of(h.rep[synced], np.minimum(attempt, facts.end_s - 1)))
    due = facts.inside(deadline) & ((attempt < NEVER_S) | (h.returned_s[synced] > deadline))
    return float(due.sum()), float((due & (attempt > deadline)).sum())


def _queue(facts: Facts) -> Figures:
    """Hand-offs that wait at the desk for their first contact: mean over working time, and the most at any second."""
    h, worked = facts.hand_offs, facts.yardstick.worked_until
    over = np.minimum(h.attempt_s, h.returned_s)
    begin, end = (np.clip(times, facts.first_s, facts.last_s) for times in (h.synced_s, over))
    edges = np.array([facts.first_s, facts.last_s])
    return {
        "queue_mean": Figure(float((worked(end) - worked(begin)).sum()), float(np.diff(worked(edges))[0])),
        "queue_max": Figure(_most_at_once(begin[begin < end], end[begin < end])),
    }


def _most_at_once(begin: Ints, end: Ints) -> float:
    """The most intervals [begin, end) that any second lies in."""
    times = np.concatenate([end, begin])  # at one second those that end go first
    steps = np.repeat([-1, 1], [end.size, begin.size])
    level = np.cumsum(steps[np.argsort(times, kind="stable")])
    return float(level.max(initial=0))


def money(facts: Facts) -> Figures:
    """Costs of the window beside what came of it in the window; deals pay later than they cost: no short windows."""
    y, days, n = facts.yardstick, facts.days, facts.count
    leads = facts.run.leads[facts.inside(facts.run.leads["arrival_s"])]
    advertising = float(y.lead_yen[y.day_of(leads["arrival_s"]), leads["source"]].sum())
    mail = float((facts.run.tally[What.SENT, days] * y.mail_yen[days]).sum())
    webinars, people = float(y.webinar_yen[days].sum()), float(y.team_yen[days].sum())
    total = advertising + mail + webinars + people
    return {
        "advertising_cost": Figure(advertising),
        "mail_cost": Figure(mail),
        "webinar_cost": Figure(webinars),
        "people_cost": Figure(people),
        "cost": Figure(total),
        "cpa_ad": Figure(advertising, n(What.WON)),
        "cost_per_win": Figure(total, n(What.WON)),
        "cost_per_opportunity": Figure(total, n(What.OPPORTUNITY)),
        "value": Figure(float((facts.run.tally[What.WON, days] * y.deal_yen[days]).sum())),
    }


def hidden(facts: Facts) -> Figures:
    """What only a simulator can know: which of the leads with something to buy were handed off in time."""
    leads, h = facts.run.leads, facts.hand_offs
    start, end = leads["project_start_s"], leads["project_end_s"]
    in_market = (start >= 0) & (start < facts.last_s) & (end > facts.first_s) & facts.targets
    in_time = (h.handed_s >= start[h.lead]) & (h.handed_s < np.minimum(end[h.lead], facts.last_s))
    caught = np.zeros(leads.size, np.bool_)
    caught[h.lead[in_time]] = True
    return {"recall": Figure(float((in_market & caught).sum()), float(in_market.sum()))}


def score_auc(run: Run, yardstick: Yardstick, window: Window, *, after_days: int = 30) -> float | None:
    """How well the score some days after registration tells open projects from none then: 0.5 guesses, 1.0 knows.

    The chance that a lead with a project open at that second outscores one without, ties counting half; over leads
    registered in the window, nobody excluded, whose second lies within the run. Needs every row (`record="all"`). None
    unless there are leads of both kinds.
    """
    leads, after_s = run.leads, after_days * DAY_S
    facts = Facts(run, yardstick, window)
    at = leads["arrival_s"] + after_s
    judged = facts.inside(leads["arrival_s"]) & (at < facts.end_s) & facts.targets
    open_then = (leads["project_start_s"] >= 0) & (leads["project_start_s"] <= at) & (at < leads["project_end_s"])
    return _auc(scores_at(run, at)[judged], open_then[judged])


def scores_at(run: Run, times: Ints) -> Ints:
    """int64[leads]: the score of each lead at its own second, from all rows; 0 before its first."""
    known = run.rows["time"] <= times[run.rows["lead"]]
    scores = np.zeros(run.leads.size, np.int64)
    scores[run.rows["lead"][known]] = run.rows["score"][known]  # rows go by time, so the last one written stays
    return scores


def _auc(scores: Ints, truth: NDArray[np.bool_]) -> float | None:
    positive, negative = int(truth.sum()), int((~truth).sum())
    if not positive or not negative:
        return None
    _, level, ties = np.unique(scores, return_inverse=True, return_counts=True)
    middle_rank = np.cumsum(ties) - (ties - 1) / 2.0
    return float((middle_rank[level][truth].sum() - positive * (positive + 1) / 2.0) / (positive * negative))
