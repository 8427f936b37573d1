"""What a kept run depends on: whatever makes another figure makes another key, and nothing else does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sim.files.workspace import load_experiment, load_journey
from sim.study import identity as module
from sim.study.identity import program
from sim.study.kpis import KPIS
from sim.study.measures import Window
from sim.study.scenarios import studies
from sim.yamlfile import Node, Place
from tests import smallworld

ROOT = Path(__file__).parent.parent
WINDOW = Window(0, 60)
LEADS = "date,points\n2026-03-01,40\n2026-04-20,10\n"
DESK = "desk: {reps: 2, hours: 09:00-18:00}"
SOURCE = "  old: {kind: csv, file: leads.csv, columns: {registered: date, score: points}}\nfit:"
JOURNEY = smallworld.JOURNEY.replace("fit:", SOURCE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "leads.csv").write_text(LEADS, encoding="utf-8")
    smallworld.load(tmp_path, journey=JOURNEY)
    return tmp_path


def keys(folder: Path) -> dict[str, str]:
    """The key of each scenario."""
    loaded = load_experiment(folder / "experiment.yaml", KPIS)
    return {name: study.key for name, study in studies(loaded).items()}


def rewritten(folder: Path, name: str, before: str, after: str) -> dict[str, str]:
    text = (folder / name).read_text(encoding="utf-8")
    assert text.count(before) == 1, (name, before)
    (folder / name).write_text(text.replace(before, after), encoding="utf-8")
    return keys(folder)


def test_scenarios_have_keys_of_their_own(folder: Path) -> None:
    assert len(set(keys(folder).values())) == 3


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("people.yaml", "  open_rate: {value: 0.22,", "  open_rate: {value: 0.2200000001,"),
        ("journey.yaml", "download: {points: 20}", "download: {points: 21}"),
        ("journey.yaml", "per_day: 4", "per_day: 4.0001"),
        ("journey.yaml", "start: 2026-04-01", "start: 2026-04-02"),
        ("leads.csv", "2026-03-01,40", "2026-03-01,41"),
        ("leads.csv", "2026-04-20,10\n", "2026-04-20,10\n2026-04-21,10\n"),
        ("leads.csv", "2026-04-20,10\n", ""),
        ("experiment.yaml", "until: 2026-05-20", "until: 2026-05-21"),
        ("experiment.yaml", "from: 2026-04-15", "from: 2026-04-16"),
        ("experiment.yaml", "follow_up: 10d", "follow_up: 11d"),
        ("experiment.yaml", "cohort: 7d", "cohort: 8d"),
    ],
)
def test_whatever_changes_what_is_simulated_or_measured_changes_every_key(
    name: str, before: str, after: str, folder: Path
) -> None:
    earlier = keys(folder)
    later = rewritten(folder, name, before, after)
    assert all(later[scenario] != earlier[scenario] for scenario in earlier)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("experiment.yaml", "name: small_test", "name: another_name\nquestion: Why?"),
        ("experiment.yaml", "seed: 7", "seed: 8"),
        ("experiment.yaml", "replications: 4", "replications: 5"),
        ("experiment.yaml", "show: [sends, open_rate]", "show: [mqls]"),
        ("experiment.yaml", "margin: 5, per: month", "margin: 6, per: quarter"),
        ("experiment.yaml", "rests_on: [people.read_lift, people.lift_half_life]\n", ""),
        ("journey.yaml", DESK, "desk: {hours: '09:00-18:00', reps: 2}  # two people"),
        ("journey.yaml", "format: 1\nname: small\n", "# a comment\nname: small\nformat: 1\n\n"),
        ("journey.yaml", f"{DESK}\nsql: need\n", f"sql: need\n{DESK}\n"),
        ("journey.yaml", "days: 60", "days: 61"),  # an experiment says itself how long it runs
        ("leads.csv", "2026-04-20,10\n", '"2026/4/20","１０"\r\n'),
    ],
)  # fmt: skip
def test_what_changes_no_figure_changes_no_key(name: str, before: str, after: str, folder: Path) -> None:
    earlier = keys(folder)
    assert rewritten(folder, name, before, after) == earlier


def test_one_changed_scenario_changes_no_other_key(folder: Path) -> None:
    earlier = keys(folder)
    later = rewritten(folder, "experiment.yaml", "mql.hot: score >= 60", "mql.hot: score >= 61")
    assert {name for name in earlier if later[name] != earlier[name]} == {"strict"}


def test_files_may_be_called_otherwise_and_lie_elsewhere(folder: Path) -> None:
    earlier = keys(folder)
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    for name in ("journey.yaml", "people.yaml", "leads.csv"):
        shutil.move(folder / name, elsewhere / name)
    assert rewritten(folder, "experiment.yaml", "journey: journey.yaml", "journey: elsewhere/journey.yaml") == earlier


def figures(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Every number of a file by its dotted path, and one that is a little larger."""
    if isinstance(value, dict):
        for name, part in value.items():
            yield from figures(part, f"{path}.{name}" if path else name)
    elif isinstance(value, str) and path.endswith(("value", "median", "sigma", "share")):
        try:
            number = float(value)
        except ValueError:
            return
        yield path, repr(number * 0.999)


def test_every_figure_about_people_is_part_of_the_key(folder: Path) -> None:
    whole = load_journey(folder / "journey.yaml", {}, KPIS)
    place = Place("here", 1, 1)
    found = dict(figures(whole.personas_document.plain()["people"], "people"))
    assert len(found) > 25
    seen = {module.identity([(whole.journey, whole.personas)], None, WINDOW, 1.0, [])}
    for path, other in found.items():
        if float(other) == 0.0:
            continue
        loaded = load_journey(folder / "journey.yaml", {path: Node(other, place, place)}, KPIS)
        key = module.identity([(loaded.journey, loaded.personas)], None, WINDOW, 1.0, [])
        assert key not in seen, path
        seen.add(key)


def code(folder: Path) -> Path:
    """A copy of the modules that figures depend on."""
    for layer in ("model", "files", "engine", "study", "words", "doors"):
        shutil.copytree(ROOT / "sim" / layer, folder / "sim" / layer, ignore=shutil.ignore_patterns("__pycache__"))
    return folder / "sim"


@pytest.mark.parametrize(
    ("file", "matters"),
    [
        ("engine/kernel.py", True),
        ("model/draws.py", True),
        ("study/measures.py", True),
        ("files/leadsfile.py", True),
        ("words/messages.py", False),
        ("doors/cli.py", False),
    ],
)
def test_another_program_has_other_keys_but_not_for_other_words(
    file: str, matters: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = code(tmp_path)
    monkeypatch.setattr(module, "__file__", str(house / "study" / "identity.py"))
    before = program.__wrapped__()
    with (house / file).open("a", encoding="utf-8") as changed:
        changed.write("\n")
    assert (program.__wrapped__() != before) == matters


def test_other_versions_of_libraries_have_other_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    before = program.__wrapped__()
    versions: Callable[[], dict[str, str]] = module.versions
    monkeypatch.setattr(module, "versions", lambda: {**versions(), "numpy": "99.0"})
    assert program.__wrapped__() != before


def test_another_process_with_another_hash_seed_finds_the_same_keys(folder: Path) -> None:
    script = "import pathlib, tests.test_identity as t; print(sorted(t.keys(pathlib.Path('.')).items()))"
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "12345"},
    )  # fmt: skip
    assert told.stdout.strip() == str(sorted(keys(folder).items()))
