"""`nurture run` and `nurture trace`: one simulated run, and one lead's life in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.engine import world
from sim.files.workspace import load_journey
from sim.model.ledger import digest
from sim.study.kpis import KPIS
from sim.study.results import resolve
from tests.commandline import Done, nurture, workspace

LEADS = "登録日時,メール,役職,点\n2026/4/1 9:00,taro@example.com,director,10\n昨日,hanako@example.com,manager,5\n"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small workspace with a run in its results, `small/0001`."""
    folder = workspace(tmp_path_factory.mktemp("run"))
    (folder / "leads.csv").write_bytes(LEADS.encode("cp932"))
    (folder / "good.csv").write_bytes("".join(LEADS.splitlines(keepends=True)[:2]).encode("cp932"))
    return folder


@pytest.fixture(scope="module")
def done(place: Path) -> Done:
    return nurture("run", "journey.yaml", "--seed", "7", at=place)


def test_a_run_shows_every_kpi_and_where_its_results_are(done: Done) -> None:
    assert done.code == 0
    assert done.out.splitlines()[0].endswith(" leads in 60 days from 2026-04-01, seed 7")
    for kpi in KPIS.values():
        assert any(line.startswith(kpi.title) for line in done.out.splitlines()), kpi.title
    assert "Results: results/small/0001\n" in done.out


def test_counts_of_one_run_are_whole_and_unfinished_rates_are_marked(done: Done) -> None:
    cells = [line.split("  ", 1) for line in done.out.splitlines() if "  " in line]
    values = {title: rest.split("  ")[0].strip() or rest.split()[0] for title, rest in cells}
    assert values["unsubscribes"].isdigit()
    assert values[KPIS["lead_to_mql"].title].endswith("*")
    assert not values["open rate"].endswith("*")
    assert "\n* Hand-offs of the last 30 days" in done.out


def test_the_results_hold_the_run_and_how_to_repeat_it(place: Path, done: Done) -> None:
    results = resolve(place / "results", "small/0001")
    assert results.damaged() == []
    assert results.json("manifest.json")["repeat"] == ["nurture", "run", "journey.yaml", "--seed", "7"]
    assert results.recorded() == [("small", 0)]
    assert results.json("answer.json")["leads"] == len(results.leads("small", 0))
    assert set(results.json("run.log.json")) == {"started", "finished", "seconds", "workers", "machine"}


def test_showing_progress_changes_no_event(place: Path, done: Done) -> None:
    loaded = load_journey(place / "journey.yaml")
    alone = world.run(world.prepare(loaded.journey, loaded.personas), seed=7, replication=0)
    kept = resolve(place / "results", "small/0001")
    assert digest(kept.ledger("small", 0)) == digest(alone.rows)
    assert digest(kept.leads("small", 0)) == digest(alone.leads)


def test_json_is_one_object_with_every_kpi(place: Path) -> None:
    done = nurture("run", "journey.yaml", "--days", "30", "--out", "elsewhere", "--json", at=place)
    found = done.json
    assert list(found) == ["journey", "days", "seed", "leads", "skipped_rows", "kpis", "run"]
    assert (found["journey"], found["days"], found["seed"]) == ("small", 30, 1)
    assert list(found["kpis"]) == list(KPIS)
    assert found["kpis"]["leads"] == found["leads"]
    assert found["kpis"]["wins"] == 0
    assert (place / found["run"] / "manifest.json").is_file()


def test_goals_of_stages_are_checked_and_reviews_told(place: Path) -> None:
    text = (place / "journey.yaml").read_text(encoding="utf-8")
    text = text.replace("awareness: {}", "awareness: {goal: {kpi: sends, at_least: 1, at_most: 2}}")
    text += "reviews:\n  r: {meets: weekly Mon 10:00, rule: hot, bounds: [5, 90], target: {handoffs_per_week: 1}}\n"
    (place / "goals.yaml").write_text(text, encoding="utf-8")
    found = nurture("run", "goals.yaml", "--days", "30", "--out", "goals", "--json", at=place).json
    (goal,) = found["goals"]
    assert (goal["stage"], goal["kpi"], goal["outcome"]) == ("awareness", "sends", "missed")
    assert goal["value"] == found["kpis"]["sends"] > 2
    assert [review["review"] for review in found["reviews"]] == ["r"] * 4
    assert found["reviews"][-1]["after"] > 30  # many hand-offs a week: the number rises
    told = nurture("run", "goals.yaml", "--days", "30", "--out", "goals", at=place).out
    assert "\nGoals of stages:\n  awareness: mails sent " in told
    assert "\nReviews:\n  2026-04-06 r: score 30 " in told
    kept = resolve(place / "goals", "small")
    assert (kept.path / "reviews.csv").is_file()
    assert kept.reviews("small", 0)["after"].tolist() == [review["after"] for review in found["reviews"]]
    assert resolve(place / "results", "small/0001").reviews("small", 0).size == 0


def test_leads_scales_what_comes(place: Path) -> None:
    found = nurture("run", "journey.yaml", "--leads", "2000", "--days", "20", "--json", at=place).json
    assert found["leads"] == pytest.approx(2000, abs=4 * 2000**0.5)


def test_real_leads_come_from_a_file_by_the_users_columns(place: Path) -> None:
    words = ["--column", "registered=登録日時", "--column", "job=役職", "--column", "score=点"]
    without = nurture("run", "journey.yaml", "--days", "5", "--json", at=place).json
    found = nurture("run", "journey.yaml", "--days", "5", "--leads-csv", "good.csv", *words, "--json", at=place)
    assert (found.code, found.err) == (0, "")
    assert found.json["leads"] == without["leads"] + 1
    repeat = resolve(place / "results", "small").json("manifest.json")["repeat"]
    assert repeat[-6:] == words


def test_bad_rows_are_refused_by_line_and_column_without_their_values(place: Path) -> None:
    words = ["--leads-csv", "leads.csv", "--column", "registered=登録日時", "--column", "job=役職"]
    done = nurture("run", "journey.yaml", *words, at=place)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("leads.csv:3: column '登録日時': not a date")
    assert "昨日" not in done.err
    assert "hanako" not in done.err


def test_bad_rows_can_be_skipped_and_are_listed_and_counted(place: Path) -> None:
    words = ["--leads-csv", "leads.csv", "--column", "registered=登録日時", "--skip-bad-rows"]
    done = nurture("run", "journey.yaml", "--days", "5", *words, at=place)
    assert done.code == 0
    assert done.err.startswith("leads.csv:3: column '登録日時': not a date")
    assert "Bad rows of leads files that were skipped: 1.\n" in done.out
    everything = b"".join(path.read_bytes() for path in (place / "results").rglob("*") if path.is_file())
    assert b"example.com" not in everything


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--column", "job=役職"], "--leads-csv, which is missing"),
        (["--leads-csv", "good.csv", "--column", "job"], "'job' is not a pair such as registered=登録日"),
        (["--leads-csv", "good.csv", "--column", "jb=役職"], "did you mean 'job'?"),
        (["--leads-csv", "none.csv"], "none.csv"),
        (["--leads", "0"], "0 is not in the range"),
        (["--leads", "9000000"], "too widely spread"),
        (["--days", "0"], "0 is not in the range"),
    ],
)
def test_wrong_wishes_are_exit_code_2_and_leave_nothing(
    words: list[str], said: str, place: Path, tmp_path: Path
) -> None:
    source = "per_day: 4, overdispersion: 0.01"
    journey = (place / "journey.yaml").read_text(encoding="utf-8").replace("per_day: 4", source)
    (place / "spread.yaml").write_text(journey, encoding="utf-8")
    done = nurture("run", "spread.yaml", "--out", tmp_path / "results", *words, at=place)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert list(tmp_path.glob("results/[!.]*/*")) == []


def test_without_rates_leads_can_not_be_scaled(place: Path) -> None:
    source = "web: {kind: csv, file: good.csv, columns: {registered: 登録日時}}"
    text = (place / "journey.yaml").read_text(encoding="utf-8")
    text = "\n".join(f"  {source}" if line.startswith("  web:") else line for line in text.splitlines())
    (place / "real.yaml").write_text(text.replace("download: 1", ""), encoding="utf-8")
    done = nurture("run", "real.yaml", "--leads", "100", at=place)
    assert done.code == 2
    assert "neither rates nor bursts" in done.err


def test_an_unwritable_folder_is_found_out_before_anything_is_simulated(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(world, "run", lambda *_, **__: pytest.fail("simulated in vain"))
    done = nurture("run", "journey.yaml", "--out", "journey.yaml/results", at=place)
    assert (done.code, done.out) == (3, "")
    assert done.err == "the results can't be written: journey.yaml/results/small: Not a directory\n"


# --- trace ---


def test_the_latest_run_is_traced_by_default(place: Path, done: Done, tmp_path: Path) -> None:
    told = nurture("trace", "small/0001", "--lead", "3", at=place)
    assert told.code == 0
    assert told.out.startswith("Lead 3 from web, registered 2026-04-0")
    assert "  registered (web)" in told.out
    nurture("run", place / "journey.yaml", "--days", "5", at=tmp_path)
    assert nurture("trace", "--lead", "0", at=tmp_path) == nurture("trace", "latest", "--lead", "0", at=tmp_path)


def test_a_traced_hand_off_says_why(place: Path, done: Done) -> None:
    texts = [nurture("trace", "small/0001", "--lead", lead, at=place).out for lead in map(str, range(6))]
    reasons = [line.strip() for text in texts for line in text.splitlines() if "because score >= 30" in line]
    assert reasons
    assert all("(score " in reason for reason in reasons)


def test_a_life_in_json_is_that_of_the_text(place: Path, done: Done) -> None:
    told = nurture("trace", "small/0001", "--lead", "3", "--json", at=place).json
    assert (told["scenario"], told["replication"], told["lead"]) == ("small", 0, 3)
    assert told["events"][0]["what"] == "registered (web)"
    text = nurture("trace", "small/0001", "--lead", "3", at=place).out
    assert all(event["what"] in text for event in told["events"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nobody", "--lead", "0"], "no finished run is called 'nobody' in results"),
        (["small/0001", "--lead", "100000"], "leads are numbered from 0 to "),
        (["small/0001", "--lead", "-1"], "-1 is not in the range"),
        (["small/0001", "--lead", "0", "--scenario", "daily"], "there is small"),
        (["latest", "--lead", "0", "--results", "nowhere"], "no finished run is called 'latest' in nowhere"),
    ],
)
def test_what_can_not_be_traced_is_a_clear_line(words: list[str], said: str, place: Path, done: Done) -> None:
    found = nurture("trace", *words, at=place)
    assert (found.code, found.out) == (2, "")
    assert said in found.err
