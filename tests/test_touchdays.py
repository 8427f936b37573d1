"""What touches leads on the days of a quarter: the calendar's dates, and what an event log counted of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.model.ledger import What
from sim.study.experiment import plan
from sim.study.measures import Facts
from sim.study.profile import DAILY, profile
from sim.study.scenarios import rerun
from sim.study.touchdays import MONTH_DAYS, Quarter, Touch, Touched, mails_per_lead, quarter_of, touched
from sim.study.twologs import Log
from sim.study.yardstick import Yardstick
from tests import smallworld
from tests.handmade import Story, at, journey
from tests.twoscenarios import GUIDE, NEWS, TALK, log

REVIEW = {"meets": "monthly 15 10:00", "rule": "hot", "bounds": [20, 60], "target": {"acceptance": 0.5}}
SERIES = {
    "kind": "webinar",
    "dates": "2026-04-16 15:00",
    "stages": ["interest"],
    "invite": [{"before": "7d"}],
    "remind": [{"before": "1d"}],
}
MADE = journey(
    reviews={"monthly": REVIEW},
    touchpoints={
        "paper": {"kind": "content", "behaviour": "download", "stages": ["awareness"]},
        "news": {"kind": "email", "title": "News", "cadence": "weekly Tue 10:00", "content": "paper"},
        "talk": SERIES,
        "thanks": {"kind": "email", "after": "download", "content": "paper"},
    },
)
APRIL = Quarter("FY2026 Q1", 0, 30)


def by_name(found: list[Touched]) -> dict[str, list[tuple[int, str]]]:
    return {each.name: [(touch.day, touch.what) for touch in each.touches] for each in found}


def test_the_calendar_gives_each_row_its_days() -> None:
    found = touched(Yardstick(MADE), APRIL)
    assert by_name(found) == {
        "news": [(6, "sent"), (13, "sent"), (20, "sent"), (27, "sent")],
        "talk": [(8, "invited"), (14, "reminded"), (15, "held")],
        "fair": [(1, "came")],
        "monthly": [(14, "met")],
        "thanks": [],
    }
    assert [each.kind for each in found] == ["mail", "webinar", "exhibition", "review", "set_off"]
    assert all(each.total is None for each in found)


def test_after_a_change_the_days_are_those_of_the_second_journey() -> None:
    page = {"kind": "content", "behaviour": "download", "stages": ["awareness"]}
    news = {"kind": "email", "cadence": "weekly Thu 10:00", "content": "paper"}
    after = journey(touchpoints={"paper": page, "news": news})
    found = by_name(touched(Yardstick(MADE, after, 14), APRIL))
    assert found["news"] == [(6, "sent"), (13, "sent"), (15, "sent"), (22, "sent"), (29, "sent")]
    assert found["talk"] == [(8, "invited")]


def test_an_event_log_counts_who_got_it() -> None:
    told = Story()
    for _ in range(3):
        lead = told.lead(at(1, 9), source=1)
        told.row(at(6, 10), lead, What.SENT, node=NEWS)
        told.row(at(8, 10), lead, What.SENT, node=TALK, value=-1)
    told.row(at(15, 15), 0, What.WEBINAR_ATTENDED, node=TALK)
    told.row(at(5, 15), 0, What.SENT, node=3)  # the mail that leads set off
    key = GUIDE.__class__.from_json({**GUIDE.to_json(), "touchpoints": ("paper", "news", "talk", "thanks")})
    one, none = log(told, key), log(Story(), key)
    found = {each.name: each for each in touched(Yardstick(MADE), APRIL, [one, none])}
    assert found["news"].touches[:2] == (Touch(6, "sent", 1.5), Touch(13, "sent", 0.0))
    assert found["talk"].touches == (Touch(8, "invited", 1.5), Touch(14, "reminded", 0.0), Touch(15, "held", 0.5))
    assert found["talk"].total == 1.5  # who attends gets no mail
    assert found["fair"].touches == (Touch(1, "came", 1.5),)
    assert found["thanks"].touches == (Touch(5, "sent", 0.5),)
    assert found["monthly"].total is None


def test_the_quarter_is_the_one_with_most_measured_days_or_the_one_named() -> None:
    calendar = journey(days=200).built_calendar()
    assert quarter_of(calendar, 80, 140) == Quarter("FY2026 Q2", 91, 183)
    assert quarter_of(calendar, 80, 140, name="FY2026 Q3") == Quarter("FY2026 Q3", 183, 200)
    with pytest.raises(ValueError, match="FY2031 Q1"):
        quarter_of(calendar, 80, 140, name="FY2031 Q1")


def test_mails_per_lead_and_month_are_sends_by_leads_that_mail_can_reach() -> None:
    told = Story()
    for n in range(2):
        lead = told.lead(at(0))
        told.row(at(10, 10), lead, What.SENT, node=NEWS)
        if n:
            told.row(at(15), lead, What.UNSUBSCRIBE, node=NEWS)
    found = mails_per_lead(Yardstick(MADE), (range(30), range(20, 30)), [log(told)])
    assert found.tolist() == [[pytest.approx(2 * MONTH_DAYS / 45), 0.0]]
    assert np.isnan(mails_per_lead(Yardstick(MADE), (range(30),), [log(Story())])).all()


def test_in_a_simulated_run_all_mails_are_there_and_the_mean_is_the_profiles(tmp_path: Path) -> None:
    made = plan(smallworld.load(tmp_path), replications=1)
    study = made.ready["weekly"]
    run = rerun(study, seed=made.seed, replication=0)
    logs = [Log(run.leads, run.rows, study.guide)]
    quarter = quarter_of(study.yardstick.calendar, 0, 60)
    total = sum(each.total or 0.0 for each in touched(study.yardstick, quarter, logs) if each.kind == "mail")
    assert total == run.tally[What.SENT, quarter.first_day : quarter.last_day].sum() > 0
    window = made.window
    kept = profile(Facts(run, study.yardstick, window)).daily
    sends, listed = (kept[DAILY.index(name)].sum() for name in ("sends", "listed"))
    span = range(window.first_day, window.last_day)
    assert mails_per_lead(study.yardstick, [span], logs)[0, 0] == pytest.approx(sends / (listed / MONTH_DAYS))
