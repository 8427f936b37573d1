"""Margins and limits as they are written: read exactly, or refused with what to write instead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.experimentfile import Experiment
from sim.model.guardrails import Limit, read_limit
from sim.yamlfile import FileProblems, compose_text

TEXT = """\
format: 1
name: t
journey: j.yaml
scenarios: {o: {desk.reps: 3}}
decide_on: {kpi: wins}
guardrails:
  wins: %s
"""


def guardrail(written: str) -> float | Limit:
    """What a guardrail written so means."""
    return compose_text(TEXT % written, "e.yaml").build(Experiment).guardrails["wins"]


@pytest.mark.parametrize(
    ("written", "word", "value", "is_relative"),
    [
        ("at most +5", "at most", 5.0, True),
        ("at most 12", "at most", 12.0, False),
        ("at most +0.5 points", "at most", 0.005, True),
        ("at least 30 %", "at least", 0.3, False),
        ("at least 30%", "at least", 0.3, False),
        ("at least -2 points", "at least", -0.02, True),
        ("at most +1 point", "at most", 0.01, True),
        ("at most +0", "at most", 0.0, True),
    ],
)
def test_a_sign_makes_a_limit_relative(written: str, word: str, value: float, is_relative: bool) -> None:
    found = guardrail(written)
    assert isinstance(found, Limit)
    assert (found.word, found.value, found.is_relative) == (word, pytest.approx(value), is_relative)


@pytest.mark.parametrize(("written", "margin"), [("5", 5.0), ("0", 0.0), ("0.5 points", 0.005), ("2points", 0.02)])
def test_a_number_is_a_margin_and_points_are_hundredths(written: str, margin: float) -> None:
    assert guardrail(written) == pytest.approx(margin)
    text = TEXT.replace("kpi: wins}", f"kpi: wins, margin: {written}}}") % "1"
    assert compose_text(text, "e.yaml").build(Experiment).decide_on.margin == pytest.approx(margin)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("<= 5", "write at most 5"),
        ("≤5", "write at most 5"),
        ("max +5", "write at most +5"),
        ("At most 5", "write at most 5"),
        ("no more than 1,000", "write at most 1000"),
        ("not less than 30 percent", "write at least 30 %"),
        ("at most 2 pp", "write at most 2 points"),
        ("at least −2 points", "write at least -2 points"),
        ("at  most   5", "write at most 5"),
        ("at least ３０％", "write at least 30 %"),
        ("1,000", "write 1000"),
        ("at most 5 000", "write at most 5000"),
        ("at most 1\u00a0000", "write at most 1000"),
        ("at least ¥1,000,000", "write at least 1000000"),
        ("atmost 5", "write at most 5"),
        ("5以下", "write at most 5"),
        ("１０％以上", "write at least 10 %"),
        ("at most ＋５", "write at most +5"),
        ("0,5 points", "write 0.5 points"),
        ("0.5pp", "write 0.5 points"),
        ("5 %", "found '5 %'; of a share write 5 points"),
        ("５％", "of a share write 5 points"),
        (f"at most {'9' * 400}", "must be a margin"),
        (f"{'9' * 400} points", "must be a margin"),
        ("a little", "found 'a little'"),
        ("at most", "found 'at most'"),
        ("at most +5 leads", "found 'at most +5 leads'"),
        ("-3", "must be at least 0, found -3; a limit has words: at least -3"),
        ("[1]", "found a list"),
        ("", "found nothing"),
    ],
)
def test_what_is_nearly_a_limit_is_refused_with_what_to_write(written: str, says: str) -> None:
    with pytest.raises(FileProblems) as caught:
        guardrail(written)
    (problem,) = caught.value.problems
    assert problem.path == "guardrails.wins"
    assert says in problem.text


@pytest.mark.parametrize("written", ["5%", "５ ％", "0.5%"])
def test_a_percentage_is_no_margin_and_no_half_width_of_a_count(written: str) -> None:
    wrong = f"kpi: wins, margin: {written}}}\nprecision: {{half_width: {written}}}"
    with pytest.raises(FileProblems) as caught:
        compose_text((TEXT % "1").replace("kpi: wins}", wrong), "e.yaml").build(Experiment)
    assert [problem.path for problem in caught.value.problems] == ["decide_on.margin", "precision.half_width"]
    assert all("must be a number in the KPI's own unit" in problem.text for problem in caught.value.problems)


@given(
    st.sampled_from(["at most", "at least"]),
    st.sampled_from(["", "+", "-"]),
    st.integers(0, 10**6).map(str) | st.decimals(0, 1000, places=2).map(str),
    st.sampled_from(["", "%", "points"]),
)
def test_a_limit_reads_back_as_it_is_told(word: str, sign: str, number: str, unit: str) -> None:
    limit = read_limit(f"{word} {sign}{number} {unit}")
    assert limit is not None
    assert read_limit(str(limit)) == limit
    assert limit.value * (100 if unit else 1) == pytest.approx(float(sign + number))


@given(st.text(max_size=30))
def test_any_other_text_is_refused_and_never_breaks(written: str) -> None:
    try:
        found = Experiment.model_validate(
            {"format": 1, "name": "t", "journey": "j", "decide_on": {"kpi": "wins"}, "guardrails": {"wins": written}}
        ).guardrails["wins"]
    except ValueError:
        return
    assert isinstance(found, Limit) or found >= 0.0
