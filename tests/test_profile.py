"""Profiles: every count of a story told by hand, and the same totals as the KPIs of a simulated run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.model.journey import REASONS
from sim.model.ledger import Status, What
from sim.study.kpis import KPIS
from sim.study.measures import Facts, Window
from sim.study.profile import DAILY, HOURLY, OUTCOMES, SPANS, WAITS_H, Profile, profile, stacked
from sim.study.yardstick import Yardstick
from tests import smallworld
from tests.handmade import Story, at, journey

WINDOW = Window(0, 10)


def told(story: Story, window: Window = WINDOW) -> Profile:
    return profile(Facts(story.run(), Yardstick(journey()), window))


@pytest.fixture(scope="module")
def story() -> Profile:
    """Lead 0 is handed off on Thursday the 2nd at 10, called at 11 and accepted; lead 1 comes back; lead 2 stays."""
    found = Story()
    first, second, third = found.lead(at(0)), found.lead(at(0)), found.lead(at(5))
    found.row(at(1, 10), first, What.MQL, score=100)
    found.row(at(1, 10), first, What.SYNCED)
    found.row(at(1, 11), first, What.ATTEMPT, node=0)
    found.row(at(1, 11), first, What.CONTACT, node=0)
    found.row(at(1, 12), first, What.ACCEPTED)
    found.row(at(3, 9), first, What.OPPORTUNITY)
    found.row(at(2, 10), second, What.MQL, score=45)
    found.row(at(2, 10), second, What.SYNCED)
    found.row(at(7, 9), second, What.ATTEMPT, node=1)
    found.row(at(7, 10), second, What.RETURNED, node=REASONS.index("timing"))
    found.row(at(6, 9), third, What.UNSUBSCRIBE)
    return told(found)


def test_days_have_their_counts(story: Profile) -> None:
    daily = dict(zip(DAILY, story.daily.tolist(), strict=True))
    assert daily["mqls"] == [0, 1, 1, 0, 0, 0, 0, 0, 0, 0]
    assert daily["opportunities"] == [0, 0, 0, 1, 0, 0, 0, 0, 0, 0]
    assert daily["listed"] == [2, 2, 2, 2, 2, 3, 2, 2, 2, 2]


def test_a_first_call_is_in_time_or_late_and_in_the_bin_of_its_hours(story: Profile) -> None:
    within_an_hour, within_five_days = WAITS_H.index(1.0), WAITS_H.index(120.0)
    assert story.waits.sum() == 2
    assert story.waits[0, within_an_hour] == 1
    assert story.waits[1, within_five_days] == 1


def test_leads_came_somewhere_after_so_many_days_or_were_on_the_way_when_the_run_ended(story: Profile) -> None:
    mql, contact, opportunity = story.spans
    assert np.flatnonzero(mql[0]).tolist() == [1, 2]
    assert np.flatnonzero(mql[1]).tolist() == [25]
    assert contact[0].sum() == 1
    assert np.flatnonzero(opportunity[0]).tolist() == [3]
    assert opportunity.sum() == 3
    assert list(SPANS) == ["mql", "contact", "opportunity"]


def test_scores_at_hand_off_go_by_what_became_of_it(story: Profile) -> None:
    found = {OUTCOMES[i]: int(story.scores[i].argmax()) for i in np.flatnonzero(story.scores.sum(axis=1))}
    assert found == {"accepted": 10, "timing": 4}


def test_hours_are_local_with_monday_first(story: Profile) -> None:
    synced, attempts = (story.hours[HOURLY.index(name)] for name in ("handoffs", "attempts"))
    assert np.argwhere(synced).tolist() == [[3, 10], [4, 10]]
    assert np.argwhere(attempts).tolist() == [[2, 9], [3, 11]]


def test_scores_beyond_the_ends_lie_in_the_last_bins() -> None:
    found = Story()
    for score in (-30, 5, 399, 400, 90_000):
        found.row(at(1), found.lead(at(0)), What.MQL, score=score)
    assert told(found).scores[OUTCOMES.index("open")][[0, 39, 40]].tolist() == [2, 1, 2]


def test_whoever_is_excluded_is_on_no_list_and_on_no_way() -> None:
    found = Story()
    gone = found.lead(at(0))
    found.leads[gone]["status"] = Status.EXCLUDED
    found.row(at(0), gone, What.EXCLUDED)
    assert told(found).spans.sum() == 0
    assert told(found).daily[DAILY.index("listed")].sum() == 0


def test_the_profile_of_a_run_adds_up_to_its_kpis(tmp_path: Path) -> None:
    found = smallworld.compared(smallworld.load(tmp_path))
    order = list(KPIS)
    for scenario in found.scenarios:
        figures, kept = found.figures[scenario], found.profiles[scenario]
        for name in ("mqls", "attempts", "opportunities", "sends", "unsubscribes"):
            assert kept.daily[:, DAILY.index(name)].sum(axis=1).tolist() == figures[:, order.index(name), 0].tolist()
        assert kept.scores.sum(axis=(1, 2)).tolist() == figures[:, order.index("mqls"), 0].tolist()
        assert kept.hours[:, 1].sum(axis=(1, 2)).tolist() == figures[:, order.index("attempts"), 0].tolist()


def test_profiles_of_runs_are_stacked_and_come_back_from_json(story: Profile) -> None:
    both = stacked([story, story])
    assert [table.shape[0] for table in both] == [2] * 5
    assert all((a == b).all() for a, b in zip(Profile.from_json(story.to_json()), story, strict=True))
    with pytest.raises(ValueError, match="reshape"):
        Profile.from_json(story.to_json() | {"waits": [[1, 2]]})
