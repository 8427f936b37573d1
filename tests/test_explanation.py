"""What was kept of two scenarios, side by side: runs, settings, all runs, samples, and logs that lack rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sim.doors.cli_screen import Progress
from sim.model.ledger import Run
from sim.study.blueprint import Blueprint
from sim.study.explanation import Explanation, explain
from sim.study.folder import Folder
from sim.study.results import Results, ResultsError
from tests.handmade import Story
from tests.scripted import journey_file
from tests.strategies import words
from tests.test_shifts import EARLY, LATE, NEVER, Told
from tests.test_shifts import two as two_logs
from tests.twoscenarios import GUIDE

Pair = Sequence[tuple[Told, Told]]
KPIS = {"weekly": (3.0, 5.0), "monthly": (1.0, 2.0)}


def quiet(done: int, total: int) -> None:
    """A bar that nobody sees."""


def keep(
    folder: Path,
    *runs: Pair,
    window: dict[str, int] | None = None,
    kpis: dict[str, tuple[float, ...]] | None = None,
    settings: tuple[dict[str, Any], dict[str, Any]] | None = None,
) -> Results:
    """A results folder with two scenarios and one or more runs of each."""
    with Folder(folder / "results", "small") as made:
        about: dict[str, Any] = {"kind": "compare", "baseline": "weekly", "scenarios": ["weekly", "monthly"]}
        about |= {"replications": 2, "repeat": ["nurture", "demo"]}
        made.add_json("manifest.json", about | ({"window": window} if window else {}))
        made.add_kpis((name, n, "mqls", value) for name, some in (kpis or {}).items() for n, value in enumerate(some))
        for number, leads in enumerate(runs):
            for side, (name, kept) in enumerate(zip(("weekly", "monthly"), two_logs(*leads), strict=True)):
                made.add_run(name, number, Run(kept.leads, kept.rows, Story().run().tally), GUIDE)
                if settings:
                    made.add_journeys(name, number, [Blueprint(settings[side], {})])
    return Results(made.path)


def explained(results: Results, *runs: int, bar: Progress = quiet) -> Explanation:
    return explain(results, "weekly", "monthly", runs or (0,), bar)


def test_the_runs_asked_for_are_added_up(tmp_path: Path) -> None:
    results, steps = keep(tmp_path, [(EARLY, NEVER)], [(EARLY, LATE), (NEVER, LATE)]), []
    found = explained(results, 0, 1, bar=lambda done, total: steps.append((done, total)))
    assert found.shifts["mqls"].counts._asdict() == {
        "gained": 1, "lost": 1, "earlier": 0, "later": 1, "other_rule": 0, "same": 0,
    }  # fmt: skip
    assert (found.runs, found.of_runs, found.leads) == ((0, 1), 2, 3)
    assert steps == [(0, 2), (1, 2), (2, 2)]


def test_the_measured_time_is_the_experiments(tmp_path: Path) -> None:
    found = explained(keep(tmp_path, [(EARLY, LATE), (LATE, NEVER)], window={"first_day": 2, "last_day": 7}))
    assert (found.shifts["mqls"].a, found.shifts["mqls"].b) == (1, 0)
    assert (found.since, found.until) == (date(2026, 4, 3), date(2026, 4, 7))


def test_without_a_window_all_days_are_measured(tmp_path: Path) -> None:
    found = explained(keep(tmp_path, [(EARLY, LATE)]))
    assert (found.since, found.until) == (date(2026, 4, 1), date(2026, 4, 30))
    assert found.shifts["mqls"].counts.later == 1


def test_the_difference_over_all_runs_stands_beside(tmp_path: Path) -> None:
    found = explained(keep(tmp_path, [(EARLY, NEVER)], kpis=KPIS))
    overall = found.all_runs["mqls"]
    assert overall is not None
    assert (overall.mean, overall.n) == (-2.5, 2)
    assert found.all_runs["opportunities"] is None


def test_leads_that_were_not_kept_are_noticed(tmp_path: Path) -> None:
    assert explained(keep(tmp_path / "a", [(EARLY, NEVER)], kpis=KPIS)).is_sample("mqls"), "one of 3 and 1"
    whole = {"weekly": (1.0, 9.0), "monthly": (0.0, 9.0)}
    assert not explained(keep(tmp_path / "b", [(EARLY, NEVER)], kpis=whole)).is_sample("mqls")
    assert not explained(keep(tmp_path / "c", [(EARLY, NEVER)])).is_sample("mqls"), "nobody knows"


def test_settings_that_differ_are_named_by_their_path(tmp_path: Path) -> None:
    hours = {"hours": "09:00-18:00"}
    desks = {"reps": 1, **hours}, {"reps": 2, **hours, "steps": ["phone", "email"]}
    plain = [{**words(journey_file(desk=desk)), "format": "1"} for desk in desks]
    found = explained(keep(tmp_path, [(EARLY, NEVER)], settings=(plain[0], plain[1])))
    assert found.settings == {"desk.reps": ("1", "2"), "desk.steps": (None, "phone, email")}
    assert explained(keep(tmp_path / "none", [(EARLY, NEVER)])).settings is None


def test_logs_that_lack_events_are_refused_with_the_command_that_repeats_the_run(tmp_path: Path) -> None:
    results = keep(tmp_path, [(EARLY, NEVER)])
    a, b = two_logs((EARLY, NEVER))
    with Folder(tmp_path / "results", "small") as made:
        made.add_json("manifest.json", {"repeat": ["nurture", "demo"]})
        made.add_run("weekly", 0, Run(a.leads, a.rows[1:], Story().run().tally), GUIDE)
        made.add_run("monthly", 0, Run(b.leads, b.rows, Story().run().tally), GUIDE)
    with pytest.raises(ResultsError, match=r"only a part of the events of scenario 'weekly'; repeat it: nurture demo"):
        explained(Results(made.path))
    with pytest.raises(ResultsError, match="has no scenario=weekly/replication=5"):
        explained(results, 5)
