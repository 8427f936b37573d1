"""Values changed in the text of a file, with everything else as it was."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.yamlfile import CannotEdit, Change, compose_text, edited, flow

FILE = """\
# a journey
fit:  # points
  employees: {"50+": 10, "<50": 0}   # by size
behaviours:
  download: {points: 20, title: 'It''s one'}  # documents

  open: {points: 5}  # machines too
stages:
  awareness: {}
  interest:
    enter: score >= 50  # a line
    back:
      when: score < 20
      to: awareness
  # the last one
  empty:
invite:
  - {before: 21d, at: 10:00}  # first
  - {before: 7d, at: 10:00}  # second
words: [a, b, c]
long: |
  two
  lines
several: {a: 1,  # one
  b: 2}
"""


def lines(before: str, after: str) -> list[str]:
    """The lines that differ, with - and +."""
    old, new = before.splitlines(), after.splitlines()
    return [f"-{line}" for line in old if line not in new] + [f"+{line}" for line in new if line not in old]


def made(*changes: Change) -> list[str]:
    return lines(FILE, edited(FILE, list(changes)))


def test_a_value_changes_in_its_place_and_its_comment_stays() -> None:
    assert made(Change(("behaviours", "open", "points"), "7")) == [
        "-  open: {points: 5}  # machines too",
        "+  open: {points: 7}  # machines too",
    ]


def test_quotes_stay() -> None:
    assert made(Change(("behaviours", "download", "title"), "That's two"))[1] == (
        "+  download: {points: 20, title: 'That''s two'}  # documents"
    )
    assert made(Change(("fit", "employees", "50+"), "15"))[1] == '+  employees: {"50+": 15, "<50": 0}   # by size'


def test_a_new_setting_stands_behind_the_last_of_its_block() -> None:
    assert made(Change(("behaviours", "click"), {"points": "10"})) == ["+  click: {points: 10}"]
    assert made(Change(("behaviours", "open", "every"), "2"))[1] == "+  open: {points: 5, every: 2}  # machines too"
    assert made(Change(("stages", "interest", "title"), "Interest")) == ["+    title: Interest"]


def test_blocks_that_are_missing_are_made() -> None:
    assert (
        made(Change(("stages", "awareness", "timeout", "after"), "30d"))[1] == "+  awareness: {timeout: {after: 30d}}"
    )
    assert made(Change(("stages", "empty", "enter"), "score >= 90"))[1] == "+  empty: {enter: score >= 90}"
    assert made(Change(("costs",), {"mail": "1"})) == ["+costs: {mail: 1}"]


def test_new_settings_of_blocks_that_end_together_each_find_their_own() -> None:
    text = "b:\n  a: 1\n"
    changes = [Change(("b", "b"), "2"), Change(("b", "c"), "3"), Change(("a",), {"b": "4"}), Change(("c",), "5")]
    assert edited(text, changes) == "b:\n  a: 1\n  b: 2\n  c: 3\na: {b: 4}\nc: 5\n"


def test_what_is_taken_out_leaves_its_comment() -> None:
    assert made(Change(("stages", "interest", "enter"), None)) == [
        "-    enter: score >= 50  # a line",
        "+    # a line",
    ]
    assert made(Change(("behaviours", "download", "title"), None))[1] == "+  download: {points: 20}  # documents"
    assert (
        made(Change(("behaviours", "download", "points"), None))[1] == "+  download: {title: 'It''s one'}  # documents"
    )
    assert made(Change(("behaviours", "open", "points"), None))[1] == "+  open: {}  # machines too"


def test_entries_of_lists_change_come_and_go_one_by_one() -> None:
    first, second = {"before": "21d", "at": "10:00"}, {"before": "7d", "at": "10:00"}
    new = {"before": "1d", "at": "10:00"}
    assert made(Change(("invite",), [first, new])) == [
        "-  - {before: 7d, at: 10:00}  # second",
        "+  - {before: 1d, at: 10:00}  # second",
    ]
    assert made(Change(("invite",), [first, second, new])) == ["+  - {before: 1d, at: 10:00}"]
    assert made(Change(("invite",), [first, new, second])) == ["+  - {before: 1d, at: 10:00}"]
    assert made(Change(("words",), ["a", "x", "c", "d"]))[1] == "+words: [a, x, c, d]"
    assert made(Change(("words",), ["c"]))[1] == "+words: [c]"


def test_nothing_changes_where_the_value_is_the_same() -> None:
    assert edited(FILE, [Change(("behaviours", "open", "points"), "5")]) == FILE


def test_line_ends_and_the_mark_at_the_start_stay() -> None:
    before = "\ufeff" + FILE.replace("\n", "\r\n")
    after = edited(before, [Change(("behaviours", "click"), {"points": "10"})])
    assert after == before.replace("# machines too\r\n", "# machines too\r\n  click: {points: 10}\r\n")


@pytest.mark.parametrize(
    "change", [Change(("long",), "one line"), Change(("several", "b"), None), Change(("fit",), "x")]
)
def test_what_would_need_more_than_its_place_is_refused(change: Change) -> None:
    with pytest.raises(CannotEdit, match="change it in the file itself"):
        edited(FILE, [change])


NAMES = st.sampled_from(["a", "b", "c", "名", "50+"])
WORDS = st.sampled_from(["1", "x y", "score >= 5", "a: b", "it's", "# no", "価格"])
PLAIN = st.recursive(
    WORDS,
    lambda below: st.lists(below, min_size=1, max_size=3) | st.dictionaries(NAMES, below, max_size=3),
    max_leaves=10,
)
FILES = st.dictionaries(NAMES, PLAIN, min_size=1, max_size=4)


def written(value: dict[str, Any], draw: Any, indent: str = "") -> list[str]:
    """Lines with a comment each, blocks and brackets mixed."""
    found = []
    for name, part in value.items():
        if isinstance(part, dict) and part and draw(st.booleans()):
            found += [f"{indent}'{name}':", *written(part, draw, indent + "  ")]
        elif isinstance(part, list) and draw(st.booleans()):
            found += [f"{indent}'{name}':", *(f"{indent}  - {flow(entry)}  # c" for entry in part)]
        else:
            found.append(f"{indent}'{name}': {flow(part)}  # c")
    return found


def changed(value: Any, draw: Any) -> Any:
    """A value with some of it different."""
    if isinstance(value, dict):
        kept = {name: changed(part, draw) for name, part in value.items() if draw(st.integers(0, 5))}
        return kept | (draw(st.dictionaries(NAMES, PLAIN, max_size=1)))
    if isinstance(value, list) and value:
        return [*(changed(part, draw) for part in value if draw(st.integers(0, 4))), *draw(st.lists(WORDS, max_size=1))]
    return draw(WORDS) if draw(st.integers(0, 3)) == 0 else value


@given(FILES, st.data())
def test_any_change_is_made_exactly_and_keeps_the_comments_or_is_refused(plain: dict[str, Any], data: Any) -> None:
    text = "\n".join(written(plain, data.draw)) + "\n"
    assert compose_text(text, "").plain() == plain
    wanted = changed(copy.deepcopy(plain), data.draw)
    changes = [Change((name,), wanted.get(name)) for name in {**plain, **wanted} if plain.get(name) != wanted.get(name)]
    try:
        after = edited(text, changes)
    except CannotEdit:
        return
    assert compose_text(after, "").plain() == wanted
    assert after.count("# c") == text.count("# c")
