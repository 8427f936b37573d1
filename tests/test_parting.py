"""Where lives part: the first rows that are not alike, and which of the two tells why."""

from __future__ import annotations

from itertools import takewhile

from sim.model.ledger import What
from sim.study.parting import ALIKE, DELIVERED, FELT, NOBODY, A, B, Split, split
from sim.study.twologs import side_by_side
from tests.handmade import Story, at
from tests.strategies import Scene, each_scene, scenes
from tests.twoscenarios import NEWS, PAPER, TALK, life, log, played, row, stories


def parted(one: Story, other: Story, **how: object) -> tuple[int, int, int, int]:
    """How many rows are the same, the rows that differ, and who tells, of the only lead."""
    found: Split = split(side_by_side(log(one), log(other)), **how)  # type: ignore[arg-type]
    return int(found.same[0]), int(found.a[0]), int(found.b[0]), int(found.tells[0])


SENT = row(What.SENT, 6, node=NEWS, value=PAPER)
READ = row(What.OPEN, 7, node=NEWS, value=5, score=5)
VISIT = row(What.CONTENT, 9, node=PAPER, value=20, score=20)


def test_lives_that_are_the_same_do_not_part() -> None:
    assert parted(life(SENT, READ), life(SENT, READ)) == (3, -1, -1, NOBODY)


def test_the_earlier_of_two_rows_tells_as_the_other_life_lacks_it() -> None:
    assert parted(life(SENT, READ, VISIT), life(SENT, VISIT)) == (2, 2, 2, A)
    assert parted(life(SENT, VISIT), life(SENT, READ, VISIT)) == (2, 2, 2, B)


def test_a_life_that_ends_before_the_other_has_no_row_there() -> None:
    assert parted(life(SENT, READ), life(SENT)) == (2, 2, -1, A)
    assert parted(life(SENT), life(SENT, READ)) == (2, -1, 2, B)


def test_the_same_event_with_other_figures_is_told_by_both() -> None:
    cheap = row(What.CONTENT, 9, node=PAPER, value=10, score=10)
    assert parted(life(VISIT), life(cheap)) == (1, 1, 1, ALIKE)


def test_a_mail_with_other_content_is_another_mail() -> None:
    assert parted(life(SENT), life(row(What.SENT, 6, node=NEWS, value=TALK))) == (1, 1, 1, ALIKE)


def test_a_mail_that_goes_out_is_no_difference_until_something_comes_of_it() -> None:
    one, other = life(SENT, VISIT), life(VISIT)
    assert parted(one, other) == (1, 1, 1, A)
    assert parted(one, other, kinds=DELIVERED) == (1, 1, 1, A)
    assert parted(one, other, kinds=FELT) == (2, -1, -1, NOBODY)
    assert parted(life(SENT, READ, VISIT), life(VISIT), kinds=FELT) == (1, 2, 1, A)


def test_mails_held_back_and_notes_on_a_hand_off_are_no_difference_at_all() -> None:
    notes = [
        row(What.HELD, 6, node=NEWS, value=PAPER), row(What.BLOCKED, 7, node=NEWS, value=2),
        row(What.POSTPONED, 8, node=NEWS, value=2), row(What.MACHINE_MADE, 8),
    ]  # fmt: skip
    for note in notes:
        assert parted(life(note, VISIT), life(VISIT), kinds=DELIVERED) == (2, -1, -1, NOBODY)
    assert parted(life(notes[0], VISIT), life(VISIT)) == (1, 1, 1, A)


def test_at_one_second_what_follows_from_the_event_before_tells_before_the_next_event() -> None:
    stage, mql = row(What.STAGE, 9, node=1), row(What.MQL, 9)
    leave, invite = row(What.EXITED, 9), row(What.OPEN, 9, node=TALK)
    order = [leave, stage, mql, invite, row(What.SENT, 9), row(What.WEBINAR_MISSED, 9, node=TALK), row(What.SYNCED, 9)]
    order.append(row(What.ATTEMPT, 9))
    for n, one in enumerate(order):
        for other in order[n + 1 :]:
            assert parted(life(one), life(other))[3] == A
            assert parted(life(other), life(one))[3] == B


def test_a_lead_that_one_scenario_lacks_parts_at_its_registration() -> None:
    two, one = Story(), Story()
    for told in (two, one):
        told.lead(at(1))
    two.lead(at(2))
    found = split(side_by_side(log(two), log(one)))
    assert (found.same.tolist(), found.tells.tolist()) == ([1, 0], [NOBODY, A])


def test_every_lead_is_looked_at_by_itself() -> None:
    one, other = Story(), Story()
    for told in (one, other):
        for day in (1, 2, 3):
            told.lead(at(day))
    one.row(at(5), 1, What.CONTENT, node=PAPER)
    other.row(at(4), 2, What.CONTENT, node=PAPER)
    found = split(side_by_side(log(one), log(other)))
    assert found.tells.tolist() == [NOBODY, A, B]
    assert found.same.tolist() == [1, 1, 1]


def alike(one: list[object], other: list[object]) -> int:
    """How many of the first entries are the same."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))


def test_in_any_scene_lives_are_the_same_for_as_long_as_their_stories_by_name_are() -> None:
    def look(scene: Scene) -> None:
        a, b = played(scene)
        both, told = side_by_side(a, b), (stories(a), stories(b))
        found = split(both)
        expected = [alike(*(each.get(number, []) for each in told)) for number in both.who.tolist()]
        assert found.same.tolist() == expected
        assert ((found.a < 0) & (found.b < 0) == (found.tells == NOBODY)).all()

    each_scene(look, number=30, part=40, of=scenes(change=True))
