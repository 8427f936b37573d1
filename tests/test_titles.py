"""Scenarios are shown to readers by their titles, in every place; numbers and JSON keep their names."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.files.workspace import check_path
from sim.present.chart_differences import differences_chart
from sim.present.chart_funnel import funnel_chart
from sim.present.picture import Chart, figure
from sim.study.kpis import KPIS
from sim.study.results import Results, resolve
from sim.study.titles import called, kept_experiment, kept_titles, part_called, part_titles
from tests import smallworld
from tests.commandline import PLAIN_EXPERIMENT, Done, nurture, workspace
from tests.pictures import collisions, comparison, texts

DAILY, WEEKLY, STRICT = "毎日 <A&B>", '=週1回 "火曜"', "[bold]60点[/bold] _x_ $a$ {0} %s"
TITLES = f"titles:\n  daily: {DAILY}\n  weekly: '{WEEKLY}'\n  strict: '{STRICT}'\n"
CHECKS = (
    "checks:\n  as many: {kpi: mqls, no_worse_by: 20}\n  the same: {same_event_log: true, scenario: weekly}\n"
    "assumptions: {people.read_lift: [0, 0.08]}\n"
)
TITLED = PLAIN_EXPERIMENT + TITLES
LONG = {"weekly": "週1回の全員向けメルマガ" * 7 + "abc", "twice_a_month": "Twice a month & <b>bold</b> = " + "x" * 50}


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Done]:
    """A workspace whose experiment was compared, and what that printed."""
    folder = workspace(tmp_path_factory.mktemp("titled"), experiment=TITLED + CHECKS)
    arguments = "compare", "experiment.yaml", "--also", "plan", "--also", "months", "--also", "cohorts"
    return folder, nurture(*arguments, at=folder)


def results(folder: Path) -> Results:
    return resolve(folder / "results", "small_test")


def names_in(text: str) -> list[str]:
    """The lines in which a scenario is called by its name; names of files may hold it."""
    lines = [line for line in text.splitlines() if "results/" not in line]
    return [line for line in lines if any(name in line.split() for name in ("daily", "weekly", "strict"))]


def test_the_answer_the_tables_and_the_checks_speak_in_titles(compared: tuple[Path, Done]) -> None:
    _, done = compared
    assert (done.code, names_in(done.out)) == (0, [])
    for title in (DAILY, WEEKLY, STRICT):
        assert done.out.count(title) > 3, title


def test_json_and_csv_keep_the_names(compared: tuple[Path, Done]) -> None:
    found = results(compared[0])
    assert list(found.json("answer.json")["scenarios"]) == ["daily", "strict", "weekly"]
    for table in ("kpis.csv", "months.csv", "charts/funnel.csv"):
        text = (found.path / table).read_text(encoding="utf-8")
        assert ("weekly" in text, WEEKLY in text) == (True, False), table
    told = nurture("compare", "experiment.yaml", "--json", "--no-charts", at=compared[0]).json
    assert {each["scenario"] for each in told["checks"]} == {"weekly", "strict"}
    assert all("called" not in each for each in told["checks"])


def test_what_reads_results_takes_the_titles_of_the_file_that_was_kept(compared: tuple[Path, Done]) -> None:
    folder, _ = compared
    explained = nurture("explain", "small_test", "daily", "weekly", at=folder)
    one = nurture("explain", "small_test", "daily", "weekly", "--lead", "0", at=folder)
    coverage = nurture("coverage", "small_test", at=folder)
    for done, titles in ((explained, (DAILY, WEEKLY)), (one, (DAILY, WEEKLY)), (coverage, (DAILY, WEEKLY, STRICT))):
        assert (done.code, done.err) == (0, "")
        assert all(title in done.out for title in titles)
    plain = nurture("explain", "small_test", "daily", "weekly", "--json", at=folder).json
    assert (plain["a"], plain["b"]) == ("daily", "weekly")


def test_robustness_speaks_in_titles(compared: tuple[Path, Done]) -> None:
    done = nurture("robustness", "experiment.yaml", at=compared[0])
    assert (done.code, names_in(done.out)) == (0, [])
    assert DAILY in done.out


def test_a_folder_without_its_experiment_falls_back_to_names(compared: tuple[Path, Done], tmp_path: Path) -> None:
    found = results(compared[0])
    assert kept_titles(found) == {"daily": DAILY, "weekly": WEEKLY, "strict": STRICT}
    file = kept_experiment(found)
    assert file is not None
    assert file.name == "experiment.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(WEEKLY, "something else"), encoding="utf-8")
    try:
        assert (kept_titles(results(compared[0])), called(found, "by_name")) == ({}, "by name")
    finally:
        file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("chart", [differences_chart, funnel_chart], ids=["differences", "funnel"])
def test_titles_of_80_characters_stay_on_their_charts(chart: object) -> None:
    found = comparison()
    plain = found.question._replace(titles=LONG)
    drawn: Chart = chart(found.__class__(**{**vars(found), "question": plain}))  # type: ignore[operator]
    assert collisions(figure(drawn)) == []
    assert LONG["twice_a_month"] in drawn.alt
    assert any(text.startswith("Twice a month & <b>bold</b> =") for text in texts(figure(drawn)))
    assert not any("twice a month" in text for text in texts(figure(drawn)))


# ---- what is wrong with titles


def told(titles: str, folder: Path, *, more: str = "") -> list[str]:
    """`line:column: setting: text` of what is wrong; line 1 is that of the first title."""
    smallworld.load(folder)
    (folder / "experiment.yaml").write_text(PLAIN_EXPERIMENT + more + "titles:\n" + titles, encoding="utf-8")
    first = (PLAIN_EXPERIMENT + more).count("\n") + 2
    found = check_path(folder / "experiment.yaml", KPIS)
    return [f"{each.line - first + 1}:{each.column}: {each.path}: {each.text}" for each in found]


def test_an_unknown_scenario_is_one_line_with_the_one_meant(tmp_path: Path) -> None:
    (line,) = told("  weekley: 週1回\n", tmp_path)
    assert line == "1:3: titles.weekley: no scenario of this experiment is called 'weekley'; did you mean 'weekly'?"


@pytest.mark.parametrize(
    ("titles", "where", "other"),
    [
        ("  weekly: Same\n  strict: Same\n", "2:11: titles.strict", "'weekly', which is called 'Same' too"),
        ("  daily: weekly\n", "1:10: titles.daily", "'weekly', which is called 'weekly' too"),
        ("  weekly: ＡＢ  c\n  strict: AB c\n", "2:11: titles.strict", "'weekly', which is called 'AB c' too"),
    ],
)
def test_two_scenarios_are_not_called_the_same(titles: str, where: str, other: str, tmp_path: Path) -> None:
    assert told(titles, tmp_path) == [f"{where}: readers could not tell this scenario from {other}"]


def test_titles_may_be_swapped_and_combinations_may_have_one(tmp_path: Path) -> None:
    assert told("  daily: weekly\n  weekly: daily\n", tmp_path) == []
    assert told("  reps_3: 3 reps\n", tmp_path, more="vary: {desk.reps: [2, 3]}\n") == []


@pytest.mark.parametrize("title", ["''", "' '", '"a\\nb"', '"a\\u200bb"', '"a\\u202eb"', "x" * 81])
def test_a_title_is_one_line_that_can_be_read(title: str, tmp_path: Path) -> None:
    (line,) = told(f"  weekly: {title}\n", tmp_path)
    assert line.startswith("1:11: titles.weekly: ")


def test_any_printable_title_is_taken(tmp_path: Path) -> None:
    for title in ("&<>\\\"=+-@", "日本語　全角の空白", "x" * 80, "émile, ☕"):
        assert told(f'  weekly: "{title}"\n', tmp_path) == [], title


def test_parts_of_a_journey_have_titles_of_their_own(tmp_path: Path) -> None:
    loaded = smallworld.load(tmp_path, journey=smallworld.JOURNEY.replace("interest: {", "interest: {title: 興味, "))
    found = part_titles(loaded.baseline)
    assert found["stage.interest"] == part_called(found, "stage", "interest") == "興味"
    assert part_called(found, "source", "web") == "web"
    assert "stage.awareness" not in found
