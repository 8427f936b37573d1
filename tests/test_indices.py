"""Names become indices: their order, what may not change with the journey, and names that would share their luck."""

from __future__ import annotations

import pytest

from sim.engine.indices import names_of, rings_of
from tests import engines
from tests.scripted import built, journey_file, lead, mail, page
from tests.strategies import Scene

VISITED = {"blog": {"points": 5}, "download": {"points": 20}}


def test_names_keep_the_order_of_the_files_and_a_second_journeys_follow() -> None:
    pages = {name: page("blog") for name in ("zebra", "apple")}
    first, people = built(journey_file(touchpoints=pages, behaviours=VISITED, mql={"b": "score > 1"}))
    more = {"new": page("view"), "apple": page("blog")}
    second, _ = built(journey_file(touchpoints=more, behaviours={"view": {}, "blog": {}}, mql={"a": "score > 1"}))
    names = names_of(first, people, second)
    assert names.touchpoints == ("zebra", "apple", "new")
    assert names.behaviours[:2] == ("blog", "download")
    assert names.behaviours[2] == "registered"
    assert names.behaviours[-1] == "view"
    assert names.rules == ("b", "a")
    assert names.sources == ("list",)


def test_a_touchpoint_may_not_become_another_kind_when_the_journey_changes() -> None:
    series = {"kind": "webinar", "dates": "daily 15:00", "stages": "awareness"}
    before = built(journey_file(touchpoints={"paper": page("blog"), "x": series}, behaviours=VISITED))
    after = built(journey_file(touchpoints={"paper": page("blog"), "x": mail("paper", "daily 10:00")}))
    with pytest.raises(ValueError, match="'x' can't change its kind, from webinar to email"):
        engines.prepared(Scene(*before, 1, 0, given=[lead(0)], after=after, change_day=3))


def test_as_many_seconds_are_kept_as_the_longest_windowed_count_of_either_journey_needs() -> None:
    first, people = built(journey_file(mql={"a": "count(open, 7d) >= 3", "b": "count(click, 1d) < 2"}))
    stages = {"awareness": {}, "interest": {"enter": "count(open, 1h) >= 5 or open >= 9"}}
    second, _ = built(journey_file(stages=stages, gate="source == list"))
    assert rings_of(names_of(first, people, second), [first, second]) == {"open": 5, "click": 2}
    assert rings_of(names_of(first, people), [first]) == {"open": 3, "click": 2}


def test_two_names_that_would_share_their_luck_are_refused() -> None:
    pages = {"paper": page("blog"), "Paper": page("blog")}
    files = built(journey_file(touchpoints=pages, behaviours=VISITED))
    with pytest.raises(ValueError, match="would share their luck"):
        engines.prepared(Scene(*files, 1, 0))
