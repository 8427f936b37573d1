"""Texts in another language lie beside their file: readers of the language see them, and nothing else changes."""

# ruff: noqa: E501 - lines that users see are read whole

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import openpyxl
import pytest

from sim.files.bookapply import apply
from sim.files.bookkinds import HIDDEN
from sim.files.revisions import revision
from sim.files.translation import (
    Texts,
    in_language,
    is_translation,
    original_of,
    texts_of,
    translation_names,
    translations,
)
from sim.files.workspace import (
    KINDS,
    check_path,
    files_of,
    init,
    judge_path,
    kind_of,
    load_experiment,
    load_journey,
    schema,
    shipped,
)
from sim.japanese import catalogue
from sim.model.experimentfile import Experiment
from sim.model.journey import Journey
from sim.model.persona import Personas
from sim.study.archive import keep_comparison
from sim.study.crew import Crew
from sim.study.experiment import compare, plan, question_of
from sim.study.folder import Folder
from sim.study.kpis import KPIS
from sim.study.lab import Lab
from sim.study.lives import Lives
from sim.study.results import resolve
from sim.study.scenarios import studies
from sim.study.titles import kept_titles
from sim.words.language import speaking
from sim.words.messages import ENGLISH
from sim.yamlfile import FileProblems, compose, compose_text
from tests import smallworld
from tests.commandline import PLAIN_EXPERIMENT, nurture

TITLED = PLAIN_EXPERIMENT + "question: Once a week?\ntitles: {daily: Daily}\n"
JA = {
    "experiment": "titles.weekly: 週1回\n  titles.daily: '=毎日 & <夜>'\n  question: 週1回でよいか",
    "journey": "stages.interest.title: 興味・関心\n  touchpoints.news.title: メルマガ",
    "people": "personas.small_firm_owner.title: 小規模企業の経営者\n  people.read_lift.source: 仮定",
}
SHIPPED = [file for file in files_of(shipped()) if is_translation(file)]


@pytest.fixture(autouse=True)
def _whole_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentences that have no Japanese yet are said in English: these tests are about files."""
    monkeypatch.setattr(catalogue, "JAPANESE", {**ENGLISH, **catalogue.JAPANESE})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small workspace with Japanese texts beside its files."""
    smallworld.load(tmp_path, experiment=TITLED)
    for name, texts in JA.items():
        written(tmp_path, name, texts)
    return tmp_path


@pytest.fixture
def japanese() -> Iterator[None]:
    with speaking("ja"):
        yield


def written(folder: Path, name: str, texts: str) -> Path:
    file = folder / f"{name}.ja.yaml"
    file.write_text(f"format: 1\ntexts:\n  {texts}\n", encoding="utf-8")
    return file


def wrong(file: Path) -> list[str]:
    return [str(problem).removeprefix(f"{file.parent}/") for problem in check_path(file, KPIS)]


# ---- which file is whose


@pytest.mark.parametrize(
    ("name", "original"),
    [("seed.ja.yaml", "seed.yaml"), ("seed.en.yml", "seed.yml"), ("a.b.ja.yaml", "a.b.yaml")],
)
def test_a_translation_is_known_by_its_name(name: str, original: str) -> None:
    assert is_translation(Path(name))
    assert original_of(Path("x") / name) == Path("x") / original
    assert name in translation_names(original)
    assert translation_names(name) == []


@pytest.mark.parametrize("name", ["seed.yaml", "ja.yaml", "seed.fr.yaml", "seed.ja.csv", "seedja.yaml"])
def test_other_files_are_none(name: str) -> None:
    assert not is_translation(Path(name))


def test_all_translations_beside_files_are_found_once_whatever_language_is_in_use(folder: Path) -> None:
    files = [folder / "journey.yaml", folder / "people.yaml", folder / "journey.yaml", folder / "leads.csv"]
    assert translations(files) == [folder / "journey.ja.yaml", folder / "people.ja.yaml"]


# ---- what readers see


def test_texts_are_those_of_the_language_in_use(folder: Path) -> None:
    english = load_experiment(folder / "experiment.yaml", KPIS)
    with speaking("ja"):
        found = load_experiment(folder / "experiment.yaml", KPIS)
    assert (english.experiment.question, english.experiment.titles) == ("Once a week?", {"daily": "Daily"})
    assert found.experiment.question == "週1回でよいか"
    assert found.experiment.titles == {"daily": "=毎日 & <夜>", "weekly": "週1回"}
    assert question_of(found).called("strict") == "strict"
    for scenario in (found.baseline, *found.scenarios.values()):
        assert scenario.journey.stages["interest"].title == "興味・関心"
        assert scenario.journey.touchpoints["news"].title == "メルマガ"
        assert scenario.personas.personas["small_firm_owner"].title == "小規模企業の経営者"
    assert english.baseline.journey.stages["interest"].title == ""


def test_titles_need_no_titles_in_the_file_itself(folder: Path, japanese: None) -> None:
    text = TITLED.replace("titles: {daily: Daily}\n", "")
    (folder / "experiment.yaml").write_text(text, encoding="utf-8")
    assert load_experiment(folder / "experiment.yaml", KPIS).experiment.titles["weekly"] == "週1回"


def test_a_scenario_changes_or_takes_out_what_is_translated(folder: Path, japanese: None) -> None:
    more = "  renamed: {touchpoints.news.title: From the scenario}\n  none: {touchpoints.news: }\ndecide_on:"
    (folder / "experiment.yaml").write_text(TITLED.replace("decide_on:", more), encoding="utf-8")
    found = load_experiment(folder / "experiment.yaml", KPIS).scenarios
    assert found["renamed"].journey.touchpoints["news"].title == "From the scenario"
    assert "news" not in found["none"].journey.touchpoints


def test_settings_may_be_read_as_they_are_written(folder: Path, japanese: None) -> None:
    loaded = load_journey(folder / "journey.yaml", as_written=True)
    assert loaded.journey.touchpoints["news"].title == ""
    assert loaded.personas.personas["small_firm_owner"].title == "Owner of a small firm"


def test_a_workbook_has_the_texts_as_they_are_written_and_can_be_applied(folder: Path, japanese: None) -> None:
    journey = folder / "journey.yaml"
    text = journey.read_text(encoding="utf-8").replace("interest: {enter", "interest: {title: Interest, enter")
    journey.write_text(text, encoding="utf-8")
    assert nurture("workbook", "journey.yaml", at=folder).code == 0
    assert not apply(folder / "journey.xlsx").lines
    book = openpyxl.load_workbook(folder / "journey.xlsx")
    shown = (sheet for sheet in book if sheet.title != HIDDEN)
    (cell,) = (each for sheet in shown for row in sheet.iter_rows() for each in row if each.value == "Interest")
    cell.value = "Looking around"
    book.save(folder / "journey.xlsx")
    (file,) = apply(folder / "journey.xlsx").files
    assert file.after.decode() == text.replace("title: Interest", "title: Looking around")


@pytest.mark.parametrize(("name", "model"), [("journey", Journey), ("people", Personas), ("experiment", Experiment)])
def test_without_a_file_for_the_language_nothing_changes(name: str, model: type[Journey], folder: Path) -> None:
    document = compose(folder / f"{name}.yaml")
    assert in_language(document, model, folder / f"{name}.yaml") == (document, [])


# ---- what a run is, and what is kept of it


def keys(folder: Path) -> dict[str, str]:
    return {name: study.key for name, study in studies(load_experiment(folder / "experiment.yaml", KPIS)).items()}


def test_a_run_is_the_same_in_both_languages(folder: Path) -> None:
    english = keys(folder)
    with speaking("ja"):
        assert keys(folder) == english


def test_texts_are_no_part_of_a_run_and_settings_are(folder: Path) -> None:
    before, people = keys(folder), folder / "people.yaml"
    text = people.read_text(encoding="utf-8").replace("Owner of a small firm", "Owner")
    people.write_text(text.replace("source: assumption", "source: a guess"), encoding="utf-8")
    assert keys(folder) == before
    people.write_text(text.replace("read_lift: {value: 0.04", "read_lift: {value: 0.041"), encoding="utf-8")
    assert not set(keys(folder).values()) & set(before.values())


@pytest.mark.parametrize("language", ["en", "ja"])
def test_results_keep_the_texts_of_all_languages(language: str, folder: Path) -> None:
    with speaking("ja" if language == "ja" else "en"):
        ready, lab = plan(load_experiment(folder / "experiment.yaml", KPIS), replications=2), Lab(Crew())
        with Folder(folder / "results", "small_test") as kept:
            keep_comparison(kept, compare(ready, lab), ready, lab, command=["nurture"], lives=Lives(0))
    found = resolve(folder / "results", "small_test")
    inputs = found.path / "inputs"
    for name in (*JA, *(f"{name}.ja" for name in JA)):
        assert (inputs / f"{name}.yaml").read_bytes() == (folder / f"{name}.yaml").read_bytes()
    names = [Path(each["file"]).name for each in found.json("manifest.json")["inputs"]]
    assert (names[0], sorted(names)) == ("experiment.yaml", sorted(file.name for file in inputs.iterdir()))
    assert found.damaged() == []
    assert kept_titles(found) == {"daily": "Daily"}
    with speaking("ja"):
        assert kept_titles(found)["weekly"] == "週1回"
        again = load_experiment(inputs / "experiment.yaml", KPIS)
        first = load_experiment(folder / "experiment.yaml", KPIS)
    assert (again.experiment, again.baseline.journey) == (first.experiment, first.baseline.journey)


def test_a_revision_is_exported_with_its_texts(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    identity = ["-c", "user.name=n", "-c", "user.email=n@example.com"]
    for words in (["init", "-q"], ["add", "."], [*identity, "commit", "-qm", "first"]):
        subprocess.run(["git", "-C", folder, *words], check=True, capture_output=True)
    out = tmp_path_factory.mktemp("out")
    path = revision("HEAD", folder).export(PurePosixPath("journey.yaml"), out)
    with speaking("ja"):
        loaded = load_journey(path)
    assert loaded.journey.touchpoints["news"].title == "メルマガ"
    assert loaded.personas.personas["small_firm_owner"].title == "小規模企業の経営者"


# ---- what is wrong with texts


@pytest.mark.parametrize(
    ("texts", "line"),
    [
        (
            "touchpoints.newss.title: x",
            "journey.ja.yaml:3:3: texts.touchpoints.newss.title: '{file}' has no such text for readers; "
            "did you mean 'touchpoints.news.title'?",
        ),
        ("mql.hot: score >= 1", "journey.ja.yaml:3:3: texts.mql.hot: this is no text for readers, so that only '{file}' may say it"),
        ("touchpoints.news: x", "journey.ja.yaml:3:3: texts.touchpoints.news: this is no text for readers, so that only '{file}' may say it"),
        ("title:", "journey.ja.yaml:3:3: texts.title: must be a text, found nothing"),
        ("title: ''", "journey.ja.yaml:3:10: texts.title: must have 1 characters or more, found ''"),
        ("title: [a]", "journey.ja.yaml:3:3: texts.title: must be a text, found a list"),
        ("title: a\nmore: 1", "journey.ja.yaml:4:1: more: unknown setting; known here: format, texts"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "ja"])
def test_what_is_no_text_for_readers_is_one_line(texts: str, line: str, language: str, folder: Path) -> None:
    file = written(folder, "journey", texts)
    assert wrong(file) == [line.format(file=folder / "journey.yaml")]
    with speaking("ja" if language == "ja" else "en"):
        found = [each for each in judge_path(folder / "experiment.yaml", KPIS) if each.severity == "mistake"]
    assert [Path(each.file).name for each in found] == (["journey.ja.yaml"] if language == "ja" else [])


def test_titles_in_another_language_are_judged_as_those_of_the_file(folder: Path) -> None:
    unknown = written(folder, "experiment", "titles.weekley: 週1回")
    assert "did you mean 'titles.weekly'?" in wrong(unknown)[0]
    same = written(folder, "experiment", "titles.weekly: 同じ\n  titles.strict: 同じ")
    (line,) = wrong(same)
    assert line.startswith("experiment.ja.yaml:4:18: titles.strict: readers could not tell this scenario from 'weekly'")
    (line,) = wrong(written(folder, "experiment", f"titles.weekly: {'長' * 81}"))
    assert line == "experiment.ja.yaml:3:18: titles.weekly: must have at most 80 characters, found 81"


def test_a_translation_without_its_file_and_a_broken_one_are_one_line(folder: Path) -> None:
    assert wrong(written(folder, "other", "title: x")) == [
        "other.ja.yaml:1:1: the file whose texts these are, other.yaml, is not beside it"
    ]
    file = written(folder, "journey", "title: [")
    (line,) = wrong(file)
    assert line.startswith("journey.ja.yaml:")
    with speaking("ja"), pytest.raises(FileProblems) as raised:
        load_journey(folder / "journey.yaml")
    assert {Path(each.file).name for each in raised.value.problems} == {"journey.ja.yaml"}


def test_a_translation_is_taken_for_no_file_of_another_kind(folder: Path) -> None:
    for load in (load_journey, load_experiment):
        with pytest.raises(FileProblems, match=r"these are the texts of .* in another language"):
            load(folder / "journey.ja.yaml")


def test_mistakes_of_the_file_itself_are_told_there_alone(folder: Path) -> None:
    file = folder / "journey.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("download: {points: 20}", "download: {points: x}"), encoding="utf-8")
    assert wrong(folder / "journey.ja.yaml") == []


def test_a_translation_is_a_kind_of_its_own(folder: Path) -> None:
    assert kind_of(folder / "journey.ja.yaml") == "texts"
    assert "texts" not in KINDS
    assert schema("texts")["properties"]["texts"]["description"].startswith("by dotted path")
    assert set(Texts.model_fields) == {"format", "texts"}


# ---- which texts there are


def test_texts_are_found_wherever_they_stand() -> None:
    document = compose_text(
        """
name: x
title: X
stages: {a: {}, b: {title: B}}
touchpoints:
  mail: {kind: email, cadence: weekly Tue 10:00, content: paper}
  call: {kind: call, after: registered}
  odd: {kind: unknown, title: x}
  plain: text
reviews: {r: {title: R}}
declared: {goal_awareness: {by: me, on: 2026-01-01}}
""",
        "j.yaml",
    )
    assert list(texts_of(document, Journey)) == [
        *("title", "stages.a.title", "stages.b.title", "touchpoints.mail.title", "touchpoints.call.title"),
        *("reviews.r.title", "declared.goal_awareness.by", "declared.goal_awareness.evidence"),
    ]


def test_names_with_dots_and_blanks_are_found_too() -> None:
    document = compose_text(
        "checks: {v1.5 load: {kpi: mqls}}\nassumptions: {people.x: {low: 0, high: 1}, people.y: [0, 1]}\nbaseline: now\n"
        "scenarios: {a: {desk.reps: 3}}\nvary: {desk.reps: [2, 4]}\n",
        "e.yaml",
    )
    found = texts_of(document, Experiment)
    assert found["checks.v1.5 load.title"] == ("checks", "v1.5 load", "title")
    assert found["assumptions.people.x.why"] == ("assumptions", "people.x", "why")
    assert "assumptions.people.y.why" not in found
    assert [name for name in found if name.startswith("titles")] == [f"titles.{n}" for n in ("a", "reps_2", "reps_4", "now")]


# ---- the shipped files


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.name)
def test_every_text_of_a_shipped_file_is_there_in_japanese(file: Path) -> None:
    original = original_of(file)
    document, told = compose(original), compose(file).build(Texts).texts
    known = texts_of(document, KINDS[kind_of(original)])
    wanted = [path for path, loc in known.items() if document.node(loc) is not None or loc[0] == "titles"]
    assert sorted(told) == sorted(wanted)
    for path, text in told.items():
        assert any(ord(character) > 0x3000 for character in text), path


def test_every_shipped_file_has_japanese_texts_and_a_new_workspace_too(tmp_path: Path, japanese: None) -> None:
    originals = [file for file in files_of(shipped()) if not is_translation(file)]
    assert {original_of(file) for file in SHIPPED} == {file for file in originals if ".leads" not in file.name}
    init(tmp_path / "new")
    assert check_path(tmp_path / "new", KPIS) == []
    demo = load_experiment(tmp_path / "new" / "experiments" / "email_cadence.yaml", KPIS)
    assert demo.experiment.titles == {"weekly": "週1回", "twice_a_month": "月2回"}
    assert demo.baseline.journey.touchpoints["newsletter"].title == "週次メルマガ"
