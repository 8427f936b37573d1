"""`--chart FILE`: explain and trace draw what they tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commandline import nurture
from tests.test_cli_explain import kept

PAIR = ("cadence", "weekly", "twice_a_month")


def test_explain_draws_and_tells_all_the_same(tmp_path: Path) -> None:
    folder = kept(tmp_path)
    done = nurture("explain", *PAIR, "--chart", "shifts.svg", at=folder)
    assert (done.code, done.err) == (0, "shifts.svg\n")
    assert done.out == nurture("explain", *PAIR, at=folder).out
    text = (folder / "shifts.svg").read_text(encoding="utf-8")
    assert "<title>MQLs -1 (1 gained, 2 lost), opportunities 0 (0 gained, 0 lost)" in text


def test_trace_draws_and_json_stays_json(tmp_path: Path) -> None:
    folder = kept(tmp_path)
    done = nurture("trace", "cadence", "--lead", "1", "--chart", "life.PNG", "--json", at=folder)
    assert done.json["lead"] == 1
    assert (folder / "life.PNG").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("words", [("explain", *PAIR), ("trace", "cadence", "--lead", "1")])
def test_another_ending_is_a_mistake_before_anything_is_done(words: tuple[str, ...], tmp_path: Path) -> None:
    done = nurture(*words, "--chart", "chart.pdf", at=kept(tmp_path))
    assert (done.code, done.out) == (2, "")
    assert "a chart's file ends in one of .svg, .png, not in '.pdf'" in done.err


def test_explain_draws_no_single_lead(tmp_path: Path) -> None:
    done = nurture("explain", *PAIR, "--lead", "1", "--chart", "x.svg", at=kept(tmp_path))
    assert done.code == 2
    assert "nurture trace" in done.err
    assert not (tmp_path / "x.svg").exists()
