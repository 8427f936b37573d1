"""The KPIs: what each one counts, over what, in which unit, and for how long hand-offs and leads are followed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sim.model.journey import REASONS
from sim.model.ledger import Run
from sim.study.measures import (
    Facts,
    Figure,
    Figures,
    Window,
    desk,
    funnel,
    hidden,
    load,
    mails,
    money,
    speed,
    webinars,
)  # fmt: skip
from sim.study.yardstick import Yardstick
from sim.words.messages import say

PERIOD_DAYS = {"month": 30.4375, "quarter": 91.3125, "year": 365.25}

Kind = Literal["count", "ratio", "statistic"]
Unit = Literal["leads", "mails", "events", "share", "days", "hours", "calls", "handoffs", "yen"]
Followed = Literal["no", "hand_off", "lead"]


@dataclass(frozen=True)
class Kpi:
    """One KPI. Its words stand in the catalogue of messages.

    kind: a count adds up over time, a ratio is a total over a total, a statistic (a quantile, a maximum) is neither.
    better: +1 higher, -1 lower, 0 neither, by itself. followed: whether, and from when on, cases are followed.
    """

    name: str
    kind: Kind
    unit: Unit
    better: Literal[-1, 0, 1] = 0
    followed: Followed = "no"
    simulator_only: bool = False

    @property
    def title(self) -> str:
        """What it is called in tables."""
        return say(f"kpi.{self.name}")

    @property
    def numerator(self) -> str:
        """What is counted; for a statistic, what is taken of what."""
        return say(f"kpi.{self.name}.top")

    @property
    def denominator(self) -> str:
        """What it is divided by; empty for counts and statistics."""
        return say(f"kpi.{self.name}.bottom") if self.kind == "ratio" else ""

    @property
    def higher_is_better(self) -> bool:
        """Which way is up when two scenarios are compared; a KPI that is neither counts as better when higher."""
        return self.better >= 0

    @property
    def is_additive(self) -> bool:
        """Whether twice the time means twice the number, so that "per quarter" has a meaning."""
        return self.kind == "count"

    def follow_up_days(self, window: Window) -> int:
        """For how many days a case is followed; 0 when what happened in the window is all that counts."""
        return {"no": 0, "hand_off": window.follow_up_days, "lead": window.cohort_days}[self.followed]

    def is_cut_short(self, window: Window, days: int) -> bool:
        """Whether a run of so many days ends before the last cases of the window are followed up; they are left out."""
        return window.last_day + self.follow_up_days(window) > days

    def per(self, value: float, window: Window, period: str) -> float:
        """A value of the window as so much a `month`, `quarter` or `year`; a rate, or `window`, changes nothing."""
        if not self.is_additive or period == "window":
            return value
        return value * PERIOD_DAYS[period] / (window.last_day - window.first_day)

    def show(self, value: float | None, *, signed: bool = False) -> str:
        """A value as people read it: shares in percent, yen in whole thousands apart, the rest with few digits."""
        if value is None:
            return say("kpi.none")
        number = self.digits(value, signed=signed)
        return say("kpi.percent", number=number) if self.unit == "share" else number

    def digits(self, value: float, *, signed: bool = False) -> str:
        """The same without a sign of percent, as differences of shares are told: they are points."""
        sign = "+" if signed else ""
        if self.unit == "share":
            return _unsigned_zero(format(value * 100.0, f"{sign}.{2 if abs(value) < 0.01 else 1}f"))
        if self.unit == "yen":
            return _unsigned_zero(format(value, f"{sign},.0f"))
        return _unsigned_zero(format(value, f"{sign},.{0 if abs(value) >= 100 else 1}f"))


def _unsigned_zero(text: str) -> str:
    """`0.0` for `-0.0` and `+0.0`: what is rounded to nothing has no sign."""
    return text if text.strip("+-0.") else text.lstrip("+-")


def _kpis(*kpis: Kpi) -> dict[str, Kpi]:
    return {kpi.name: kpi for kpi in kpis}


KPIS = _kpis(
    Kpi("leads", "count", "leads", 1),
    Kpi("excluded", "count", "leads"),
    Kpi("sends", "count", "mails"),
    Kpi("open_rate", "ratio", "share", 1),
    Kpi("machine_open_share", "ratio", "share", -1),
    Kpi("read_rate", "ratio", "share", 1, simulator_only=True),
    Kpi("click_rate", "ratio", "share", 1),
    Kpi("scanner_click_share", "ratio", "share", -1),
    Kpi("bounces", "count", "mails", -1),
    Kpi("unsubscribes", "count", "leads", -1),
    Kpi("unsubscribe_rate", "ratio", "share", -1),
    Kpi("opt_outs", "count", "leads", -1),
    Kpi("opt_out_rate", "ratio", "share", -1),
    Kpi("postponed_rate", "ratio", "share"),
    Kpi("blocked_rate", "ratio", "share"),
    Kpi("webinar_registrations", "count", "leads", 1),
    Kpi("waitlisted", "count", "leads", -1),
    Kpi("webinar_cancellations", "count", "leads", -1),
    Kpi("attendance_rate", "ratio", "share", 1),
    Kpi("replay_views", "count", "events", 1),
    Kpi("exits", "count", "leads"),
    Kpi("reentries", "count", "leads"),
    Kpi("fallen_asleep", "count", "leads", -1),
    Kpi("reactivated", "count", "leads", 1),
    Kpi("handoffs", "count", "handoffs", 1),
    Kpi("mqls", "count", "leads", 1),
    Kpi("machine_made_mqls", "count", "leads", -1),
    Kpi("machine_made_share", "ratio", "share", -1),
    Kpi("call_handoffs", "count", "leads"),
    Kpi("sals", "count", "leads", 1),
    Kpi("appointments", "count", "leads", 1),
    Kpi("sqls", "count", "leads", 1),
    Kpi("opportunities", "count", "leads", 1),
    Kpi("wins", "count", "leads", 1),
    Kpi("losses", "count", "leads", -1),
    Kpi("acceptance_rate", "ratio", "share", 1, "hand_off"),
    Kpi("appointment_rate", "ratio", "share", 1, "hand_off"),
    Kpi("precision", "ratio", "share", 1, "hand_off"),
    Kpi("opportunity_rate", "ratio", "share", 1, "hand_off"),
    Kpi("expired_share", "ratio", "share", -1, "hand_off"),
    Kpi("win_rate", "ratio", "share", 1),
    Kpi("lead_to_mql", "ratio", "share", 1, "lead"),
    Kpi("lead_to_opportunity", "ratio", "share", 1, "lead"),
    Kpi("recall", "ratio", "share", 1, simulator_only=True),
    Kpi("days_to_mql_median", "statistic", "days", -1),
    Kpi("days_to_mql_mean", "ratio", "days", -1),
    Kpi("days_to_contact_median", "statistic", "days", -1),
    Kpi("days_to_contact_mean", "ratio", "days", -1),
    Kpi("days_to_opportunity_median", "statistic", "days", -1),
    Kpi("days_to_opportunity_mean", "ratio", "days", -1),
    Kpi("handoffs_per_rep_day", "ratio", "handoffs", -1),
    Kpi("handoffs_per_rep_day_p90", "statistic", "handoffs", -1),
    Kpi("busiest_week_per_rep", "statistic", "handoffs", -1),
    Kpi("sync_failures", "count", "events", -1),
    Kpi("duplicates", "count", "handoffs", -1),
    Kpi("hours_to_first_contact_median", "statistic", "hours", -1),
    Kpi("hours_to_first_contact_p90", "statistic", "hours", -1),
    Kpi("hours_from_handoff_median", "statistic", "hours", -1),
    Kpi("hours_from_handoff_p90", "statistic", "hours", -1),
    Kpi("breaches", "count", "handoffs", -1),
    Kpi("breach_share", "ratio", "share", -1),
    Kpi("queue_mean", "ratio", "handoffs", -1),
    Kpi("queue_max", "statistic", "handoffs", -1),
    Kpi("attempts", "count", "calls", -1),
    Kpi("connect_rate", "ratio", "share", 1),
    Kpi("returns", "count", "handoffs", -1),
    *(Kpi(f"returned_{reason}", "count", "handoffs", -1) for reason in REASONS),
    Kpi("advertising_cost", "count", "yen", -1),
    Kpi("mail_cost", "count", "yen", -1),
    Kpi("webinar_cost", "count", "yen", -1),
    Kpi("people_cost", "count", "yen", -1),
    Kpi("cost", "count", "yen", -1),
    Kpi("cpa_ad", "ratio", "yen", -1),
    Kpi("cost_per_win", "ratio", "yen", -1),
    Kpi("cost_per_opportunity", "ratio", "yen", -1),
    Kpi("value", "count", "yen", 1),
)

_GROUPS: tuple[Callable[[Facts], Figures], ...] = (mails, webinars, funnel, speed, load, desk, money, hidden)


def measure(run: Run, yardstick: Yardstick, window: Window) -> dict[str, Figure]:
    """Every KPI of a run in a window of days, in the order of KPIS.

    Rows of frequent kinds are not looked at: runs recorded with all rows or with milestones give the same figures.
    ValueError for a window that is empty or not within the run.
    """
    if not 0 <= window.first_day < window.last_day <= yardstick.days:
        raise ValueError(say("kpi.window", first=window.first_day, last=window.last_day, days=yardstick.days))
    return figures_of(Facts(run, yardstick, window))


def figures_of(facts: Facts) -> dict[str, Figure]:
    """Every KPI of some facts, in the order of KPIS."""
    figures = {name: figure for group in _GROUPS for name, figure in group(facts).items()}
    return {name: figures[name] for name in KPIS}


def whole_run(yardstick: Yardstick) -> Window:
    """The window of all days of a run."""
    return Window(0, yardstick.days)
