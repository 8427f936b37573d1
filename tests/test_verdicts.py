"""Which leads change verdict: known answers on hand-made event logs, and a plain second opinion on random scenes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sim.model.ledger import REVIEW, What
from sim.study.examples import examples
from sim.study.origins import Kind, Origin
from sim.study.shifts import Counts
from sim.study.twolives import Side
from sim.study.twologs import Log, side_by_side
from sim.study.verdicts import Group, Verdicts, fates, total, verdicts
from tests.handmade import DAY, Story, at
from tests.strategies import Scene, each_scene, scenes
from tests.twoscenarios import HOT, NEWS, PAPER, WARM, log, played, stories


class Handed(NamedTuple):
    """A hand-off of a lead: day and rule, or the call that it was."""

    day: int
    rule: int = HOT
    by_call: bool = False


Side1 = Sequence[Handed]


def two(*leads: tuple[Side1, Side1]) -> tuple[Log, Log]:
    """Two logs of the same leads, each with its hand-offs in either; every other lead comes from the fair."""
    logs = []
    for side in (0, 1):
        story = Story()
        for n, told in enumerate(leads):
            lead = story.lead(at(0, n), source=n % 2)
            for each in told[side]:
                visit = story.row(at(each.day), lead, What.CONTENT, node=PAPER)
                kind = What.CALL if each.by_call else What.MQL
                story.row(at(each.day), lead, kind, node=NEWS if each.by_call else each.rule, value=1, cause=visit)
        logs.append(log(story))
    return logs[0], logs[1]


def judged(a: Log, b: Log) -> Verdicts:
    both = side_by_side(a, b)
    return verdicts(both, fates(both))


def test_each_lead_has_one_verdict_by_its_first_hand_off() -> None:
    found = judged(*two(
        ([], [Handed(3)]),
        ([Handed(3)], []),
        ([Handed(9)], [Handed(5), Handed(8)]),
        ([Handed(4)], [Handed(6)]),
        ([Handed(4)], [Handed(4, WARM)]),
        ([Handed(4), Handed(9)], [Handed(4)]),
        ([], []),
    ))  # fmt: skip
    assert found.counts == Counts(gained=1, lost=1, earlier=1, later=1, other_rule=1, same=1)
    assert (found.leads, found.a, found.b) == (7, 5, 5)
    assert (found.sooner_s, found.later_s) == ((4 * DAY,), (2 * DAY,))
    assert found.switched == {(Origin(Kind.RULE, "hot"), Origin(Kind.RULE, "warm")): 1}


def test_a_call_hands_off_too_and_is_another_way_than_a_rule() -> None:
    found = judged(*two(([Handed(4)], [Handed(4, by_call=True)])))
    assert found.counts == Counts(other_rule=1)
    assert found.rules == {Origin(Kind.CALL, "news"): Group(1, Counts(other_rule=1))}


def test_leads_are_told_apart_by_source_and_rule() -> None:
    found = judged(*two(([], [Handed(3)]), ([Handed(3, WARM)], []), ([], [])))
    assert found.sources == {"web": Group(2, Counts(gained=1)), "fair": Group(1, Counts(lost=1))}
    assert found.personas == {"buyer": Group(3, Counts(gained=1, lost=1))}
    assert found.rules == {
        Origin(Kind.RULE, "hot"): Group(1, Counts(gained=1)),
        Origin(Kind.RULE, "warm"): Group(1, Counts(lost=1)),
    }


def test_a_lead_that_only_one_version_has_is_gained_or_lost() -> None:
    (a, _), (_, b) = two(([Handed(3)], [])), two(([], [Handed(3)]))
    b.leads["id"] += 50
    assert judged(a, b).counts == Counts(gained=1, lost=1)


def test_several_runs_add_up() -> None:
    one, other = judged(*two(([], [Handed(3)]))), judged(*two(([Handed(9)], [Handed(5)]), ([], [])))
    both = total([one, other])
    assert (both.leads, both.a, both.b) == (3, 1, 2)
    assert both.counts == Counts(gained=1, earlier=1)
    assert both.sources["web"] == Group(2, Counts(gained=1, earlier=1))
    assert both.to_json()["median_s"] == {"earlier": 4 * DAY, "later": None}


def test_every_breakdown_adds_up_to_the_whole_and_a_plain_count_agrees() -> None:
    handed = Counter[bool]()

    def check(scene: Scene) -> None:
        a, b = played(scene)
        found = judged(a, b)
        assert _sum(found.personas.values()) == _sum(found.sources.values()) == (found.leads, found.counts)
        assert _sum(found.rules.values())[1] == found.counts
        assert found.counts == _plainly(a, b)
        handed[found.counts.touched > 0] += 1

    each_scene(check, number=60, part=41, of=scenes(True, change=True))
    assert handed[True] > 10


def _sum(groups: object) -> tuple[int, Counts]:
    together = Group(0, Counts())
    for each in groups:  # type: ignore[attr-defined]
        together = together.plus(each)
    return together.leads, together.counts


def _plainly(a: Log, b: Log) -> Counts:
    """The counts, lead by lead."""
    found: Counter[str] = Counter()
    one, other = stories(a), stories(b)
    for who in one | other:
        firsts = [next((r for r in life.get(who, ()) if r[1] in (What.MQL, What.CALL)), None) for life in (one, other)]
        x, y = firsts
        if x is None or y is None:
            found.update([] if x is y else ["gained" if x is None else "lost"])
        elif x[0] != y[0]:
            found["earlier" if y[0] < x[0] else "later"] += 1
        else:
            found["same" if x[1:3] == y[1:3] else "other_rule"] += 1
    return Counts(**found)


# ---- examples


def shown(a: Log, b: Log) -> list[tuple[int | None, str | None, str, str]]:
    both = side_by_side(a, b)
    sides = (Side(name, one, np.zeros(0, REVIEW)) for name, one in (("old", a), ("new", b)))
    return [
        (each.lead, each.how and str(each.how), *(side.what if side else "" for side in (each.old, each.new)))
        for each in examples(both, fates(both), *sides)
    ]


def test_examples_show_each_kind_of_change_the_most_frequent_first() -> None:
    now, never = ([], [Handed(3)]), ([Handed(3)], [])
    hot = "handed to sales by rule hot (MQL)"
    assert shown(*two(never, now, now, ([], []))) == [
        (1, "gained", "", hot), (0, "lost", hot, ""), (2, "gained", "", hot),
    ]  # fmt: skip


def test_without_a_change_of_verdict_examples_are_leads_with_another_life() -> None:
    (a, _), b = two(([Handed(3)], []), ([], [])), two(([], [Handed(3), Handed(5)]), ([], []))[1]
    assert [each[:2] for each in shown(a, b)] == [(0, None)]


def test_an_example_tells_what_the_difference_goes_back_to() -> None:
    a, b = two(([], [Handed(3)]))
    both = side_by_side(a, b)
    sides = (Side(name, one, np.zeros(0, REVIEW)) for name, one in (("the old", a), ("the new", b)))
    (told,) = examples(both, fates(both), *sides)
    assert told.began == "a visit of their own to paper"
    assert told.to_json()["new"] == {
        "local": "2026-04-04T00:00:00+09:00", "what": "handed to sales by rule hot (MQL)", "score": 0,
        "why": ["score >= 40  (score 0)"],
    }  # fmt: skip
