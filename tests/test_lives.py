"""Which event logs are kept: of some runs, or whole lives of a share of the leads, the same in all scenarios."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sim.study.lives import ALL, Lives, lived
from sim.study.results import Results, resolve
from sim.study.scenarios import Study, rerun, studies
from tests import smallworld
from tests.commandline import ONE_RIVAL, nurture, workspace


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Study]:
    return studies(smallworld.load(tmp_path_factory.mktemp("lives")))


@pytest.mark.parametrize(
    ("text", "lives", "numbers"),
    [
        ("none", Lives(0), []),
        ("first", Lives(1), [0]),
        ("all", Lives(ALL), [0, 1, 2]),
        ("2", Lives(2), [0, 1]),
        ("9", Lives(9), [0, 1, 2]),
        ("5%", Lives(ALL, 0.05), [0, 1, 2]),
        ("0.5 %", Lives(ALL, 0.005), [0, 1, 2]),
        ("100%", Lives(ALL, 1.0), [0, 1, 2]),
    ],
)
def test_what_can_be_asked_for(text: str, lives: Lives, numbers: list[int]) -> None:
    assert Lives.read(text) == pytest.approx(lives)
    assert list(Lives.read(text).of(3)) == numbers
    words = Lives.read(text).words()
    assert words == [] if text == "first" else Lives.read(words[1]) == Lives.read(text)


@pytest.mark.parametrize("text", ["", "0", "-1", "1.5", "0%", "101%", "5 percent", "%", "every", "1e2%", "0.00001%"])
def test_anything_else_is_refused_with_what_was_found(text: str) -> None:
    with pytest.raises(ValueError, match="is not none, first, all, a number of runs") as error:
        Lives.read(text)
    assert f"'{text}'" in str(error.value)


def test_all_lives_are_the_run_itself(ready: dict[str, Study]) -> None:
    whole, found = rerun(ready["weekly"], seed=7, replication=1), lived(ready["weekly"], 7, 1, 1.0)
    assert found.rows.tobytes() == whole.rows.tobytes()
    assert found.leads.tobytes() == whole.leads.tobytes()


@pytest.mark.parametrize("share", [0.05, 0.3, 0.9])
def test_about_such_a_share_of_the_leads_is_kept_each_with_its_whole_life(
    share: float, ready: dict[str, Study]
) -> None:
    for replication in range(2):
        whole, found = (lived(ready["daily"], 7, replication, part) for part in (1.0, share))
        assert len(found.leads) == pytest.approx(share * len(whole.leads), abs=4 * np.sqrt(share * len(whole.leads)))
        for lead, row in enumerate(found.leads):
            (was,) = np.flatnonzero(whole.leads["id"] == row["id"])
            assert whole.leads[was].tobytes() == row.tobytes()
            before, after = whole.rows[whole.rows["lead"] == was], found.rows[found.rows["lead"] == lead]
            names = [name for name in before.dtype.names if name != "lead"]
            assert before[names].tolist() == after[names].tolist()
        assert found.rows.size == found.leads["rows"].sum()


def test_causes_stay_within_the_lead(ready: dict[str, Study]) -> None:
    rows = lived(ready["daily"], 7, 0, 0.3).rows
    known = set(zip(rows["lead"].tolist(), rows["n"].tolist(), strict=True))
    caused = rows[rows["cause"] >= 0]
    assert caused.size
    assert set(zip(caused["lead"].tolist(), caused["cause"].tolist(), strict=True)) <= known


def test_the_same_leads_are_kept_in_every_scenario_and_others_in_another_run(ready: dict[str, Study]) -> None:
    ids = {
        (name, n): lived(ready[name], 7, n, 0.3).leads["id"].tolist() for name in ("daily", "strict") for n in (0, 1)
    }
    assert ids["daily", 0] == ids["strict", 0]
    assert ids["daily", 1] == ids["strict", 1]
    assert len(set(ids["daily", 0]) & set(ids["daily", 1])) < 0.6 * len(ids["daily", 0])


def test_a_lead_that_is_kept_of_a_small_share_is_kept_of_a_larger_one(ready: dict[str, Study]) -> None:
    some, more = (set(lived(ready["daily"], 7, 0, share).leads["id"].tolist()) for share in (0.1, 0.4))
    assert some < more


def test_a_share_of_nobody_is_an_empty_run(ready: dict[str, Study]) -> None:
    found = lived(ready["daily"], 7, 0, 1e-9)
    assert (found.leads.size, found.rows.size) == (0, 0)


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A comparison that kept the lives of a tenth of the leads of all runs."""
    folder = workspace(tmp_path_factory.mktemp("sampled"), experiment=ONE_RIVAL)
    words = ["--workers", "1", "--replications", "2", "--no-charts", "--ledger", "10%"]
    assert nurture("compare", "experiment.yaml", *words, at=folder).code == 0
    return folder


def test_the_lives_of_a_share_can_be_traced(sampled: Path) -> None:
    found: Results = resolve(sampled / "results")
    assert found.recorded() == [(name, n) for name in ("daily", "weekly") for n in (0, 1)]
    last = len(found.leads("weekly", 0)) - 1
    words = ["--scenario", "weekly", "--lead", str(last), "--json"]
    told = nurture("trace", "latest", *words, at=sampled).json
    assert len(told["events"]) >= found.leads("weekly", 0)["rows"][last]
    assert nurture("trace", "latest", "--lead", str(last + 1), at=sampled).code == 2


def test_the_same_leads_of_two_scenarios_can_be_joined_in_sql(sampled: Path) -> None:
    sql = """
        SELECT count(*), count(a.id), count(b.id) FROM (FROM leads WHERE scenario = 'daily') a
        FULL JOIN (FROM leads WHERE scenario = 'weekly') b USING (id, replication)
    """
    (row,) = nurture("sql", sql, "--json", at=sampled).json["rows"]
    assert row[0] == row[1] == row[2] > 0


def test_rows_in_sql_belong_to_leads_that_are_kept(sampled: Path) -> None:
    sql = """
        SELECT count(*) FROM ledger ANTI JOIN leads USING (experiment, run, scenario, replication, lead)
        UNION ALL
        SELECT count(*) FROM leads JOIN (SELECT scenario, replication, lead, count(*) AS found FROM ledger GROUP BY ALL)
        USING (scenario, replication, lead) WHERE found <> rows
    """
    assert nurture("sql", sql, "--json", at=sampled).json["rows"] == [[0], [0]]
