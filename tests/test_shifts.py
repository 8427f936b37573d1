"""What one scenario gained and lost against another: known answers, and parts that add up in any scene."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pytest

from sim.model.ledger import REVIEW, What
from sim.study.beginnings import beginnings
from sim.study.origins import NOTHING, Kind, Origin, origin, scenarios
from sim.study.shifts import COUNTED, Counts, Shift, check, shifts, total
from sim.study.twolives import Side, two_lives
from sim.study.twologs import Log, side_by_side
from tests.handmade import DAY, Story, at
from tests.strategies import Scene, each_scene, scenes
from tests.twoscenarios import HOT, NEWS, PAPER, WARM, log, played

EVER = (0, 10**9)


class Told(NamedTuple):
    """Hand-offs of one lead in one scenario: day, and rule."""

    handed: tuple[tuple[int, int], ...] = ()
    opened: tuple[int, ...] = ()


def two(*leads: tuple[Told, Told], source: int = 0) -> tuple[Log, Log]:
    """Two logs of the same leads; each lead with what is told of it in either."""
    logs = []
    for side in (0, 1):
        story = Story()
        for n, told in enumerate(leads):
            lead = story.lead(at(0, n), source=source)
            for day, rule in told[side].handed:
                visit = story.row(at(day), lead, What.CONTENT, node=PAPER)
                story.row(at(day), lead, What.MQL, node=rule, value=1 << rule, cause=visit)
            for day in told[side].opened:
                story.row(at(day), lead, What.OPPORTUNITY, cause=story.told[lead] - 1)
        logs.append(log(story))
    return logs[0], logs[1]


def mqls(*leads: tuple[Told, Told], span: tuple[int, int] = EVER) -> Shift:
    return shifts(*two(*leads), *span)["mqls"]


NEVER, EARLY, LATE = Told(), Told(((5, HOT),)), Told(((8, HOT),))


def test_each_case_is_gained_lost_earlier_later_by_another_rule_or_the_same() -> None:
    by_warm = Told(((5, WARM),))
    found = mqls(
        (NEVER, EARLY), (NEVER, LATE), (EARLY, NEVER), (LATE, EARLY), (EARLY, LATE), (EARLY, by_warm), (EARLY, EARLY)
    )  # fmt: skip
    assert found.counts == Counts(gained=2, lost=1, earlier=1, later=1, other_rule=1, same=1)
    assert (found.a, found.b, found.counts.net) == (5, 6, 1)
    assert found.past == Counts(), "everything is measured"
    assert (found.sooner_s, found.later_s) == ((3 * DAY,), (3 * DAY,))
    assert found.switched == {(Origin(Kind.RULE, "hot"), Origin(Kind.RULE, "warm")): 1}


def test_a_leads_cases_are_matched_in_their_order() -> None:
    twice, once = Told(((5, HOT), (9, HOT))), Told(((7, HOT),))
    assert mqls((twice, once)).counts == Counts(lost=1, later=1)
    assert mqls((once, twice)).counts == Counts(gained=1, earlier=1)


def test_only_the_measured_time_counts_and_what_crosses_its_ends_is_told_apart() -> None:
    found = mqls((EARLY, LATE), (EARLY, NEVER), (LATE, NEVER), (NEVER, LATE), span=(at(0), at(6)))
    assert found.counts == Counts(lost=2)
    assert found.past == Counts(lost=1), "of the first lead: it comes, but later"
    assert (found.a, found.b) == (2, 0)
    assert mqls((LATE, EARLY), span=(at(0), at(6))).past == Counts(gained=1)


def test_the_end_of_the_measured_time_is_not_measured() -> None:
    assert mqls((EARLY, NEVER), span=(at(5), at(6))).a == 1
    assert mqls((EARLY, NEVER), span=(at(4), at(5))).a == 0


def test_parts_are_those_of_the_life_that_has_it_or_has_it_first() -> None:
    found = mqls((EARLY, Told(((8, WARM),))), (NEVER, EARLY))
    assert found.by["rule"] == {Origin(Kind.RULE, "hot"): Counts(gained=1, later=1)}
    assert found.by["source"] == {Origin(Kind.SOURCE, "web"): Counts(gained=1, later=1)}
    assert found.by["persona"] == {Origin(Kind.PERSONA, "buyer"): Counts(gained=1, later=1)}
    assert found.by["began"] == {Origin(Kind.VISIT, "paper"): Counts(gained=1, later=1)}
    assert found.by["pushed"] == {Origin(Kind.VISIT, "paper"): Counts(gained=1, later=1)}
    assert found.switched == {(Origin(Kind.RULE, "hot"), Origin(Kind.RULE, "warm")): 1}


def test_opportunities_are_told_by_the_hand_off_they_came_from() -> None:
    one = Told(((5, HOT), (8, WARM)), (9,))
    found = shifts(*two((one, one._replace(opened=()))), *EVER)["opportunities"]
    assert found.counts == Counts(lost=1)
    assert found.by["rule"] == {Origin(Kind.RULE, "warm"): Counts(lost=1)}
    assert found.by["pushed"] == {Origin(Kind.VISIT, "paper"): Counts(lost=1)}
    assert found.by["began"] == {Origin(Kind.OUTCOME): Counts(lost=1)}


def test_who_was_called_later_though_nothing_else_differed_is_put_down_to_the_queue() -> None:
    logs = []
    for hour, result in ((10, What.OPPORTUNITY), (17, What.RETURNED)):
        story = Story()
        lead = story.lead(at(0))
        for what, when in ((What.MQL, at(5)), (What.ATTEMPT, at(5, hour)), (result, at(5, 18))):
            story.row(when, lead, what, cause=story.told[lead] - 1)
        logs.append(log(story))
    found = shifts(logs[0], logs[1], *EVER)
    assert found["mqls"].counts == Counts(same=1)
    assert found["opportunities"].by["began"] == {Origin(Kind.QUEUE): Counts(lost=1)}


def test_calls_that_hand_over_are_counted_by_themselves() -> None:
    one, other = Story(), Story()
    for story in (one, other):
        lead = story.lead(at(0))
    one.row(at(3), lead, What.CALL, node=NEWS, cause=0)
    found = shifts(log(one), log(other), *EVER)
    assert (found["mqls"].a, found["call_handoffs"].counts) == (0, Counts(lost=1))
    assert found["call_handoffs"].by["rule"] == {Origin(Kind.CALL, "news"): Counts(lost=1)}


def test_several_runs_are_added_up() -> None:
    one, other = (shifts(*two(*leads), *EVER) for leads in ([(EARLY, NEVER)], [(NEVER, LATE), (EARLY, LATE)]))
    found = total([one, other])["mqls"]
    assert found.counts == Counts(gained=1, lost=1, later=1)
    assert (found.a, found.b, found.later_s) == (2, 2, (3 * DAY,))
    check("mqls", found, 2, 2)


def test_parts_that_do_not_add_up_are_a_fault() -> None:
    found = mqls((EARLY, NEVER), (NEVER, LATE))
    broken = [
        found._replace(counts=found.counts._replace(gained=2)),
        found._replace(b=5),
        found._replace(later_s=(1,)),
        found._replace(by={**found.by, "rule": {}}),
        found._replace(by={**found.by, "began": {}}),
    ]
    for each in broken:
        with pytest.raises(RuntimeError, match=r"mqls: .* in the event logs, .* in the parts"):
            check("mqls", each, 1, 1)
    with pytest.raises(RuntimeError, match=r"mqls: 2 in the event logs, 0 in the parts"):
        check("mqls", found, 1, 3)


# ---- any scene


def test_in_any_scene_the_parts_are_the_whole_and_the_mirror_image_is_the_other_way_round() -> None:
    seen: Counter[str] = Counter()

    def look(scene: Scene) -> None:
        a, b = played(scene)
        span = (2 * DAY, (2 + scene.journey.days // 2) * DAY)
        there, back = shifts(a, b, *span), shifts(b, a, *span)
        for kpi, kind in COUNTED.items():
            counted = [_inside(each, kind, span) for each in (a, b)]
            assert [there[kpi].a, there[kpi].b] == counted
            assert there[kpi].counts.net == counted[1] - counted[0]
            assert _mirrored(there[kpi].counts) == back[kpi].counts
            assert sorted(there[kpi].later_s) == sorted(back[kpi].sooner_s)
            for name, parts in there[kpi].by.items():
                assert _told(parts, mirrored=True) == _told(back[kpi].by[name], mirrored=False)
            seen.update(there[kpi].counts._asdict())

    each_scene(look, number=60, part=41, of=scenes(change=True))
    assert min(seen[how] for how in Counts._fields) >= 3


def test_a_scenario_beside_itself_shows_nothing() -> None:
    def look(scene: Scene) -> None:
        _, b = played(scene)
        for shift in shifts(b, b, *EVER).values():
            assert shift.counts.touched == shift.counts.net == 0
            assert shift.by["began"] == shift.by["pushed"] == {}

    each_scene(look, number=10, part=42, of=scenes(eager=True))


def test_in_any_scene_matching_agrees_with_a_plain_loop() -> None:
    def look(scene: Scene) -> None:
        a, b = played(scene)
        for kpi, kind in COUNTED.items():
            one, other = _cases(a, kind), _cases(b, kind)
            expected = Counter(_fate(one.get(key), other.get(key)) for key in one.keys() | other.keys())
            found = shifts(a, b, *EVER)[kpi].counts._asdict()
            assert {name: n for name, n in found.items() if n} == dict(expected)

    each_scene(look, number=15, part=43, of=scenes(change=True, eager=True))


def test_in_any_scene_one_leads_story_agrees_with_the_crowds() -> None:
    def look(scene: Scene) -> None:
        logs = played(scene)
        both, sides = side_by_side(*logs), [Side("", each, np.zeros(0, REVIEW)) for each in logs]
        began = beginnings(scenarios(both, *(each.guide for each in logs)))
        codes = dict(zip(both.who.tolist(), began.tolist(), strict=True))
        for lead, number in enumerate(logs[0].leads["id"][:20].tolist()):
            story = two_lives(*sides, lead)
            if story.lead[1] is not None:
                assert story.began == (None if codes[number] == NOTHING else origin(codes[number], both.names))

    each_scene(look, number=8, part=44, of=scenes(change=True, eager=True))


def _inside(one: Log, kind: What, span: tuple[int, int]) -> int:
    return sum(span[0] <= int(row["time"]) < span[1] for row in one.rows if row["what"] == kind)


def _mirrored(counts: Counts) -> Counts:
    return Counts(counts.lost, counts.gained, counts.later, counts.earlier, counts.other_rule, counts.same)


def _told(parts: Mapping[Origin, Counts], *, mirrored: bool) -> dict[Origin, Counts]:
    """Parts without what is told of the first scenario, whichever that is."""
    apart = {each: counts._replace(other_rule=0, same=0) for each, counts in parts.items()}
    return {each: _mirrored(counts) if mirrored else counts for each, counts in apart.items() if any(counts)}


def _cases(one: Log, kind: What) -> dict[tuple[int, int], tuple[int, str]]:
    """Time and rule of each case, by lead and its place among the lead's."""
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rule: dict[int, str] = {}
    for row in one.rows.tolist():
        time, lead, _, what, node, *_ = row
        if what == What.MQL:
            rule[lead] = one.guide.rules[node]
        if what == What.CALL:
            rule[lead] = f"call {one.guide.touchpoints[node]}"
        if what == kind:
            found[int(one.leads["id"][lead])].append((time, rule[lead]))
    return {(lead, n): case for lead, cases in found.items() for n, case in enumerate(cases)}


def _fate(one: tuple[int, str] | None, other: tuple[int, str] | None) -> str:
    if one is None or other is None:
        return "gained" if one is None else "lost"
    if one[0] != other[0]:
        return "earlier" if other[0] < one[0] else "later"
    return "same" if one[1] == other[1] else "other_rule"
