"""Whatever an experiment file says: all that is wrong comes as lines at their places, or it can be simulated."""

# ruff: noqa: E501 - values are read by their rows

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.files.experimentread import read_experiment
from sim.files.workspace import judge_path
from sim.study.experiment import plan
from sim.study.kpis import KPIS
from sim.words.wording import one_line

ROOT = Path(__file__).parent.parent
SOUND: dict[str, Any] = {
    "format": 1,
    "name": "all",
    "journey": str(ROOT / "journeys/seed.yaml"),
    "change_on": "2026-10-01",
    "measure": {"from": "2026-10-01", "until": "2027-04-01", "follow_up": "30d", "cohort": "60d"},
    "baseline": "weekly",
    "scenarios": {"rare": {"touchpoints.newsletter.cadence": "2 a month Tue 10:00"}},
    "vary": {"desk.reps": {"from": 2, "to": 3}},
    "titles": {"rare": "Twice a month", "weekly": "週1回"},
    "decide_on": {"kpi": "opportunities", "margin": 1, "per": "quarter"},
    "guardrails": {"unsubscribes": 0, "mqls": "at least 5", "unsubscribe_rate": "0.5 points"},
    "show": ["precision"],
    "precision": {"half_width": 1.5, "most": 100},
    "rests_on": ["people.read_lift"],
    "assumptions": {"people.read_lift": [0, 0.08]},
    "search": {"over": {"desk.reps": [2, 3]}, "trials": 10},
}
ODD: tuple[Any, ...] = (
    *("", "~", ".nan", "1e400", "-1", "0", "9" * 400, "１０", "５％", "5 %", "1,000", "1\u00a0000", "true", "010"),
    *("2026-02-30", "9999-12-31", "0001-01-01", "2026-10-01", "36500d", "-3d", "0d", "a" * 61, "a/b", "..", "1a", "CON"),
    *("日本", "\u200b", "a\nb", "at most", "at least -5 %", "<=5", "at most +1e400", "9" * 400 + " points", "[", "*a"),
    *([], {}, [[]], [{}], [None], {"a": None}, {"": "x"}, {"a": {"b": {"c": 1}}}, ["x"] * 3, [1, 2], [2, 1], ["a", "a"]),
    *({"from": 1, "to": 2, "step": "1e-300"}, {"from": "-.inf", "to": ".inf"}, {"from": [], "to": {}}, {"from": 1}),
    *({"low": 1}, {"low": "1d", "high": 3}, list(range(200)), {f"k{n}": {"desk.reps": n} for n in range(70)}),
    *("people", "people.read_lift", "touchpoints", "stages", "sources", "desk", "desk..reps", "..a", "stages.0", "format"),
    *("name", "start", "days", "time_zone", "personas", "journey", "/dev/null", ".", "e.yaml", "opportunities", None),
)


def paths(part: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where everything stands that can be replaced."""
    inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for name, child in inner:
        yield (*above, name)
        yield from paths(child, (*above, name))


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """A sound experiment file in which a few things are replaced, renamed, added or left out."""
    text = copy.deepcopy(SOUND)
    for _ in range(draw(st.integers(1, 3))):
        places = list(paths(text))
        *above, name = places[draw(st.integers(0, len(places) - 1))]
        block: Any = text
        for part in above:
            block = block[part]
        odd = copy.deepcopy(draw(st.sampled_from(ODD)))
        match draw(st.sampled_from(["replace", "replace", "rename", "add", "leave out"])):
            case "rename" if isinstance(block, dict):
                block[odd if isinstance(odd, str) else "x"] = block.pop(name)
            case "add" if isinstance(block, dict):
                block[draw(st.sampled_from([each for each in ODD if isinstance(each, str)]))] = odd
            case "leave out" if len(text) > 1:
                del block[name]
            case _:
                block[name] = odd
    return str(yaml.safe_dump(text, allow_unicode=True, sort_keys=False)).replace(": null\n", ":\n")


def test_the_file_that_is_spoilt_here_is_sound_without_its_second_number_of_runs(tmp_path: Path) -> None:
    (tmp_path / "e.yaml").write_text(yaml.safe_dump(SOUND), encoding="utf-8")
    loaded, problems = read_experiment(tmp_path / "e.yaml", KPIS)
    assert (loaded is not None, problems) == (True, [])


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where spoilt files are written."""
    return tmp_path_factory.mktemp("spoilt") / "e.yaml"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(text=spoilt())
def test_a_spoilt_experiment_is_told_line_by_line_or_can_be_planned(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    problems = judge_path(file, KPIS)
    for problem in problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.text
        assert one_line(str(problem)) == str(problem)
        assert len(str(problem).removeprefix(problem.file)) < 600
    mistakes = [problem for problem in problems if problem.severity == "mistake"]
    loaded, found = read_experiment(file, KPIS) if not mistakes else (None, mistakes)
    assert (loaded is None) == bool(found)
    if loaded is not None and loaded.scenarios:
        plan(loaded)
