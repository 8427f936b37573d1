"""Answers as blocks: the same words as text for a terminal and as Markdown."""

from __future__ import annotations

import pytest

from sim.doors.cli_blocks import Block, Grid, Head, Lines, as_markdown, as_text

BLOCKS: list[Block] = [
    Head("A title"),
    Lines(("score >= 100\x1b[31m", "  deeper | so"), is_list=True),
    Head("Part", 2),
    Lines(("A sentence.",)),
    Grid(("who", "n"), (("a_b", "1"), ("c", "10")), numbers=1, bad=frozenset({1})),
]


def test_text_has_an_empty_line_between_blocks_but_not_below_the_head_of_a_part(
    capsys: pytest.CaptureFixture[str],
) -> None:
    as_text(BLOCKS)
    assert capsys.readouterr().out == """\
A title

  score >= 100\\x1b[31m
    deeper | so

Part
A sentence.

who    n
────────
a_b    1
c     10
"""


def test_markdown_escapes_what_it_would_take_for_more() -> None:
    assert "\n".join(as_markdown(BLOCKS)) == """\
## A title

- score \\>= 100\\\\x1b\\[31m
  - deeper \\| so

### Part

A sentence.

| who | n |
|---|---:|
| a\\_b | 1 |
| c | 10 |
"""
