"""The front door: what is offered, what it gives, and that it shows itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sim
from sim.doors.notebook import Answer, Loaded, Table
from sim.study.results import Results
from tests import smallworld

TEXT = smallworld.EXPERIMENT.replace("replications: 4", "replications: 2").replace("rests_on", "# rests_on")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("notebook")
    smallworld.load(made, experiment=TEXT)
    return made


@pytest.fixture(scope="module")
def answer(folder: Path) -> Answer:
    return sim.compare(folder / "experiment.yaml", root=folder / "results")


def test_what_is_offered_is_sorted_and_there() -> None:
    assert sim.__all__ == sorted(sim.__all__)
    assert 8 <= len(sim.__all__) <= 14
    assert all(callable(getattr(sim, name)) for name in sim.__all__)
    assert set(sim.__all__) <= set(dir(sim))
    with pytest.raises(AttributeError, match="nothing_of_this_name"):
        _ = sim.nothing_of_this_name


def test_a_journey_shows_its_map_and_an_experiment_its_question(folder: Path) -> None:
    journey, experiment = (sim.load(folder / name) for name in ("journey.yaml", "experiment.yaml"))
    assert "<svg " in journey._repr_html_()
    assert "<li>daily</li><li>weekly</li><li>strict</li>" in experiment._repr_html_()


def test_a_run_has_kpis_leads_and_events_and_is_the_same_each_time(folder: Path) -> None:
    first, second = (sim.run(folder / "journey.yaml", seed=3) for _ in range(2))
    assert first.figures == second.figures
    assert first.figures["leads"] == len(first.leads) > 0
    assert len(first.events) > 100
    assert "<th>kpi</th>" in first._repr_html_()


def test_an_answer_shows_itself_with_its_chart(answer: Answer) -> None:
    shown = answer._repr_html_()
    assert answer.brief.headline in shown
    assert shown.count("<svg ") == 1
    found = answer.table().dicts()
    assert [row["scenario"] for row in found][::4] == ["daily", "weekly", "strict"]
    cell = answer.found.cells["weekly"]["mqls"]
    told = next(row for row in found if (row["scenario"], row["kpi"]) == ("weekly", "mqls"))
    assert (told["mean"], told["difference"], told["verdict"]) == (cell.mean, cell.difference.mean, str(cell.verdict))


def test_it_is_kept_as_by_the_command_and_can_be_opened_again(answer: Answer, folder: Path) -> None:
    assert Results(answer.folder).damaged() == []
    again = sim.reopen("small_test", root=folder / "results")
    assert again.sentence == answer.sentence
    assert [row["name"] for row in sim.results(folder / "results").dicts()] == ["small_test/0001"]


def test_what_is_kept_can_be_asked_in_sql(answer: Answer, folder: Path) -> None:
    found = sim.sql("SELECT count(*) AS n FROM kpis", root=folder / "results")
    assert found.header == ("n",)
    assert found.dicts()[0]["n"] == len(list(answer.found.values()))


def test_charts_show_and_save_themselves(answer: Answer, tmp_path: Path) -> None:
    found = sim.chart(answer, "funnel")
    assert "<svg " in found._repr_html_()
    assert sorted(file.name for file in found.save(tmp_path)) == ["funnel.csv", "funnel.png", "funnel.svg"]
    assert found.table().header[0] == "scenario"
    assert len(sim.charts(answer)) >= 3
    with pytest.raises(KeyError, match=r"no chart is called 'funel' here; there are .*, funnel, differences"):
        sim.chart(answer, "funel")


def test_a_report_is_written_into_the_folder_or_wherever_one_likes(answer: Answer, tmp_path: Path) -> None:
    assert sim.report(answer) == answer.folder / "report.html"
    other = sim.report(answer, tmp_path / "mine.html")
    assert other.read_bytes() == (answer.folder / "report.html").read_bytes()


def test_a_deck_and_an_agreement_are_written_into_the_folder_too(answer: Answer) -> None:
    deck, page = sim.deck(answer), sim.agreement(answer)
    assert (deck.name, page.name) == ("deck.pptx", "agreement.html")
    assert deck.read_bytes()[:2] == b"PK"
    assert b"<html" in page.read_bytes()


def test_the_wrong_kind_of_file_is_said_to_be_one(folder: Path) -> None:
    with pytest.raises(TypeError, match="is not the kind of file that is needed here: experiment"):
        sim.compare(folder / "journey.yaml")


def test_texts_in_tables_are_text() -> None:
    shown = Table(("<b>",), (("=1+1 <script>",), (None,), (1234.5,)))._repr_html_()
    assert re.findall("<(?!/?t[rhd]|/?thead|/?tbody|/?table)", shown) == []
    assert "<td></td>" in shown


def test_something_loaded_can_be_given_in_place_of_a_file(folder: Path) -> None:
    loaded = sim.load(folder / "journey.yaml")
    assert isinstance(loaded, Loaded)
    assert sim.run(loaded).journey == "small"


def test_kpis_are_told_with_what_they_count() -> None:
    assert {"kpi", "title", "numerator"} < set(sim.kpis().dicts()[0])
