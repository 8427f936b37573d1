"""kpis.csv read back, and differences over all runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.study.folder import Folder
from sim.study.kpifile import difference, values
from sim.study.results import Results, ResultsError


def results(folder: Path) -> Results:
    rows = [("weekly", n, kpi, value) for kpi in ("mqls", "wins") for n, value in enumerate((10.0, 14.0, None))]
    rows += [("monthly", n, "mqls", value) for n, value in enumerate((8.0, 10.0, 3.0))]
    with Folder(folder, "small") as made:
        made.add_json("manifest.json", {})
        made.add_kpis(rows)
    return Results(made.path)


def test_values_are_read_by_scenario_and_run(tmp_path: Path) -> None:
    found = values(results(tmp_path), "mqls")
    assert found["monthly"] == {0: 8.0, 1: 10.0, 2: 3.0}
    assert list(found["weekly"]) == [0, 1, 2]
    assert values(results(tmp_path), "sals") == {}


def test_the_difference_is_that_of_runs_in_which_both_have_a_value(tmp_path: Path) -> None:
    found = difference(values(results(tmp_path), "mqls"), "weekly", "monthly")
    assert found is not None
    assert (found.mean, found.n) == (-3.0, 2)
    assert found.low < -3.0 < found.high


def test_of_scenarios_without_a_run_in_common_nothing_is_known(tmp_path: Path) -> None:
    assert difference(values(results(tmp_path), "wins"), "weekly", "monthly") is None


def test_a_folder_without_the_file_has_no_values(tmp_path: Path) -> None:
    assert values(Results(tmp_path), "mqls") == {}


@pytest.mark.parametrize("text", ["scenario,kpi\nweekly,mqls\n", "scenario,replication,kpi,value\nw,one,mqls,1\n"])
def test_a_damaged_file_is_one_line(text: str, tmp_path: Path) -> None:
    (tmp_path / "kpis.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ResultsError, match=r"kpis\.csv"):
        values(Results(tmp_path), "mqls")
