"""Cells of a table of test leads in the words of a file of test leads."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.files.leadwords import Lexicon, Wanted
from sim.files.workspace import load_journey
from tests import smallworld
from tests.test_sheettests import JOURNEY


@pytest.fixture
def lexicon(tmp_path: Path) -> Lexicon:
    text = JOURNEY.replace("mql:\n", "  talk: {kind: webinar, dates: weekly Thu 15:00, stages: [interest]}\nmql:\n")
    smallworld.load(tmp_path, journey=text)
    return Lexicon(load_journey(tmp_path / "journey.yaml"))


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("12", "day 12"),
        ("１２日目", "day 12"),
        ("day 12 9:05", "day 12 09:05"),
        ("第3日 9時", "day 3 09:00"),
        ("12.0", "day 12"),
        ("2026/4/18 9:14", "2026-04-18 09:14"),
        ("2026年4月18日", "2026-04-18"),
        ("12日目9時14分", "day 12 09:14"),
        ("終了", "end"),
        ("soon", "soon"),
        ("12 Uhr", "day 12 Uhr"),
    ],
)
def test_moments(cell: str, words: str) -> None:
    assert Lexicon.moment(cell) == words


@pytest.mark.parametrize(
    ("does", "what", "step"),
    [
        ("開封", "ニュース", "opens news"),
        ("Opens", "news", "opens news"),
        ("open", "news", "opens news"),
        ("DL", "資料", "downloads paper"),
        ("download", "", "does download"),
        ("download", "paper", "does paper"),
        ("downloads paper", "", "downloads paper"),
        ("webinar_attended", "talk", "attends talk"),
        ("配信停止", "", "unsubscribes"),
        ("ヒアリング", "ニーズ、時期", "sales finds need, timing"),
        ("差し戻し", "時期", "sales returns timing"),
        ("eats", "fish", "eats fish"),
    ],
)
def test_steps(lexicon: Lexicon, does: str, what: str, step: str) -> None:
    assert lexicon.step(does, what) == step


def test_an_object_that_is_tracked_as_something_else_is_refused(lexicon: Lexicon) -> None:
    with pytest.raises(ValueError, match="paper is tracked as download, not as webinar_missed"):
        lexicon.step("webinar_missed", "paper")


def test_a_story_in_one_cell(lexicon: Lexicon) -> None:
    cell = "3日目 9:14 開封 ニュース\nday 5 machine opens news; 2026/4/20 15:00 参加 talk"
    assert list(lexicon.story(cell)) == [
        "day 3 09:14 opens news",
        "day 5 machine opens news",
        "2026-04-20 15:00 attends talk",
    ]


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("スコア=８５点；引き渡し=はい", [Wanted("score", "", "85"), Wanted("handed_off", "", "yes")]),
        ("mails.ニュース=3通, 受信メール=3", [Wanted("mails", "news", "3"), Wanted("mails", "", "3")]),
        ("handed_off=12日目 9時14分", [Wanted("handed_off", "", "day 12 09:14")]),
        ("状態=営業対応中\n差し戻し=時期", [Wanted("status", "", "with_sales"), Wanted("returned", "", "timing")]),
        ("points.download=20; 除外=なし", [Wanted("points", "download", "20"), Wanted("excluded", "", "no")]),
    ],
)
def test_expectations(lexicon: Lexicon, cell: str, wanted: list[Wanted]) -> None:
    assert list(lexicon.wanted(cell)) == wanted


@pytest.mark.parametrize("cell", ["score", "=5", "score=", "scores.x=5", "points=5", "score.download=5"])
def test_what_is_no_expectation_is_refused(lexicon: Lexicon, cell: str) -> None:
    with pytest.raises(ValueError, match=r"is no expectation|nothing called"):
        list(lexicon.wanted(cell))


def test_words_of_the_journeys_own_lists_of_leads_are_known(tmp_path: Path) -> None:
    text = smallworld.JOURNEY.replace(
        "fit:\n",
        "  crm:\n    kind: csv\n    file: crm.csv\n    columns: {registered: at, job: rank}\n"
        "    values: {job: {Chief: director}}\nfit:\n",
    )
    (tmp_path / "crm.csv").write_text("at,rank\n")
    smallworld.load(tmp_path, journey=text)
    lexicon = Lexicon(load_journey(tmp_path / "journey.yaml"), {"source": {"Netz": "web"}})
    assert lexicon.fact("attributes.job", "chief") == "director"
    assert lexicon.fact("source", "Netz") == "web"
