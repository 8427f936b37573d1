"""The ready questions: each file is sound and asks what it says, and the pages show what the program answers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.gallery import PICTURES, QUESTIONS, ask, background, pages
from benchmarks.gallery_pages import Answered, Row, page, short, with_list
from sim.files.translation import is_translation
from sim.files.workspace import judge_path, load_experiment
from sim.model.experimentfile import Experiment
from sim.study.kpis import KPIS
from sim.words.messages import say

ROOT = Path(__file__).parent.parent
FILES = [file for file in sorted((ROOT / "experiments").glob("*.yaml")) if not is_translation(file)]
GALLERY = (ROOT / "docs" / "gallery.md").read_text(encoding="utf-8")
READMES = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.ja.md")}
LARGEST_PICTURE = 150_000  # bytes
PLANS = {  # the baseline, and what is held against it
    "email_cadence": ("weekly", ["twice_a_month"]),
    "webinar_timing": (
        "Thursday_invited_early",
        [
            *("Thursday_invited_late", "Thursday_invited_once"),
            *("Tuesday_invited_early", "Tuesday_invited_late", "Tuesday_invited_once"),
        ],
    ),
    "hand_off_line_and_reps": (
        "two_reps_at_100",
        [f"{reps}_at_{points}" for reps in ("one_rep", "two_reps", "three_reps") for points in (80, 100, 120)],
    ),
    "first_contact": ("same_day", ["next_business_day"]),
    "sync_interval": ("real_time", ["every_15_minutes", "every_night"]),
    "exhibition_follow_up": ("mails", ["calls_alone", "no_follow_up"]),
    "machine_opens": ("filter_off", ["filter_on"]),
    "threshold_review": ("no_review", ["monthly", "quarterly"]),
}


def asked(name: str) -> Experiment:
    return load_experiment(ROOT / "experiments" / f"{name}.yaml", KPIS).experiment


# ---- the files


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_experiment_is_without_mistakes_and_warnings(file: Path) -> None:
    found = judge_path(file, KPIS)
    assert {problem.severity for problem in found} <= {"warning"}
    # The journey keeps the article's own weak places on purpose: docs/journeys.md says which and why.
    assert {Path(problem.file).name for problem in found} <= {"seed.yaml"}
    assert load_experiment(file, KPIS).experiment.name == file.stem


def test_every_file_stands_in_the_list_and_eight_are_ready_questions() -> None:
    listed = re.findall(r"^- `(\w+)\.yaml`", (ROOT / "experiments" / "README.md").read_text(encoding="utf-8"), re.M)
    assert sorted(listed) == [file.stem for file in FILES]
    assert list(QUESTIONS) == list(PLANS)
    assert set(QUESTIONS) <= set(listed)


@pytest.mark.parametrize("name", PLANS)
def test_a_question_compares_what_it_asks_about(name: str) -> None:
    loaded = load_experiment(ROOT / "experiments" / f"{name}.yaml", KPIS)
    baseline, rivals = PLANS[name]
    assert loaded.experiment.baseline == baseline
    assert list(loaded.scenarios) == [rival for rival in rivals if rival != baseline]


@pytest.mark.parametrize("name", sorted(set(PLANS) - {"email_cadence"}))
def test_a_question_says_why_what_it_rests_on_and_how_far_its_guesses_may_be_off(name: str) -> None:
    text = (ROOT / "experiments" / f"{name}.yaml").read_text(encoding="utf-8")
    found = asked(name)
    assert 20 <= len(text.splitlines()) <= 45
    assert "The article" in background(text)
    assert found.question.endswith("?")
    assert found.guardrails
    assert found.decide_on.margin > 0
    assert 1 <= len(found.rests_on) <= 3
    assert len(found.assumptions) >= 3
    assert all(assumption.why for assumption in found.assumptions.values())


# ---- the pages


def test_the_gallery_has_every_question_in_the_words_of_its_file() -> None:
    sections = re.split(r'^<a id="(\w+)"></a>$', GALLERY, flags=re.M)
    assert sections[1::2] == list(QUESTIONS)
    for name, section in zip(sections[1::2], sections[2::2], strict=True):
        text = (ROOT / "experiments" / f"{name}.yaml").read_text(encoding="utf-8")
        assert f"\n## {asked(name).question}\n\n{background(text)}\n\n**Answer: " in section
        assert f"`nurture compare experiments/{name}.yaml`: " in section
        assert f"seed {asked(name).seed}" in section
        assert f"](pictures/{PICTURES.get(name, name)}.svg)" in section


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_picture_is_of_the_answer_that_the_page_gives(name: str) -> None:
    picture = ROOT / "docs" / "pictures" / f"{PICTURES.get(name, name)}.svg"
    title = re.search("<title>(.*?)</title>", picture.read_text(encoding="utf-8"), re.DOTALL)
    assert title is not None
    section = GALLERY.partition(f'<a id="{name}"></a>')[2]
    answer = re.search(r"\*\*(Answer: .*)\*\*", section)
    assert answer is not None
    assert answer[1].startswith(title[1])
    assert picture.stat().st_size < LARGEST_PICTURE


@pytest.mark.parametrize("front", READMES)
def test_a_front_page_lists_every_question_with_its_answer(front: str) -> None:
    rows = re.findall(r"^\| \[(.*?)\]\(docs/gallery\.md#(\w+)\) \| (.*) \| \[<img .*>\]", READMES[front], re.M)
    pictures = re.findall(r'<img src="(docs/pictures/\w+\.svg)" alt="Answer: [^"]+" width', READMES[front])
    assert pictures == [f"docs/pictures/{PICTURES.get(name, name)}.svg" for name in QUESTIONS]
    answers = dict(re.findall(r'^<a id="(\w+)"></a>.*?\*\*Answer: (.*?)\*\*$', GALLERY, re.M | re.DOTALL))
    questions = QUESTIONS if front == "README.ja.md" else {name: asked(name).question for name in QUESTIONS}
    assert re.search(r"<!-- gallery -->\n\|[^|]+\|[^|]+\|[^|]+\|\n\|---\|---\|---\|\n", READMES[front]), "three columns"
    assert rows == [(question, name, short(answers[name])) for name, question in questions.items()]


@pytest.mark.slow
def test_the_pages_are_what_the_questions_are_answered_now(tmp_path: Path) -> None:
    now = pages([ask(name, tmp_path) for name in QUESTIONS])
    told = {name: content.decode("utf-8") for name, content in now.items()}
    for name in ("docs/gallery.md", *READMES):
        assert (ROOT / name).read_text(encoding="utf-8") == told[name], "write it by python -m benchmarks.gallery"
    for name in told:
        if name.endswith(".svg"):
            assert described((ROOT / name).read_text(encoding="utf-8")) == described(told[name]), name


def described(svg: str) -> list[str]:
    """Title and description of a picture: what it shows, in words and figures."""
    return re.findall("<title>.*?</title>|<desc.*?</desc>", svg, re.DOTALL)


# ---- how they are made


def test_a_question_is_asked_by_the_command_and_told_in_its_words(tmp_path: Path) -> None:
    found = ask("first_contact", tmp_path, replications=2)
    assert (tmp_path / "first_contact" / "0001" / "answer.json").is_file()
    assert found.question == asked("first_contact").question
    assert found.reason.startswith(("Stay with", "Don't leave", "Change to"))
    assert len(found.rests_on) == len(asked("first_contact").rests_on)
    assert found.rests_on[0].startswith(say("assumption.people.speed_exponent"))
    assert found.found_from.startswith(say("cli.runs_of_each", count=2, seed=1))
    assert [(row.kpi, row.scenario) for row in found.rows[:2]] == [
        *((KPIS["opportunities"].title, None), (KPIS["opportunities"].title, "next_business_day")),
    ]
    assert len(found.rows) == 2 * len(asked("first_contact").kpis())
    (share,) = [row for row in found.rows if row.kpi == KPIS["breach_share"].title and row.scenario]
    assert share.difference.endswith(" points")
    assert share.verdict.endswith("at most 5 %")
    assert found.sentence.startswith(re.findall("Answer: (.*)</title>", found.drawn.decode("utf-8"))[0])
    assert page([found]) == page([ask("first_contact", tmp_path, replications=2)])


MADE = Answered(
    name="tea", question="Tea or coffee?", japanese="お茶かコーヒーか", background="People drink.",
    sentence="tea; in cups it loses no more than 3 a day. Better: sleep. This depends on your assumption: thirst.",
    reason="Change to tea: it has 0.5 fewer cups.", rests_on=("thirst 2 (assumption). At zero: same answer.",),
    found_from="4 simulated runs", per="per day", baseline="coffee_black",
    rows=(Row("cups", None, "10", "", "", ""), Row("cups", "green_tea", "9.5", "-0.5", "-1.0 to +0.0", "worse")),
    picture="tea", drawn=b"<svg><title>Answer:\n tea</title></svg>",
)  # fmt: skip


def test_a_section_has_answer_reason_figures_picture_and_command() -> None:
    told = page([MADE])
    assert "- [Tea or coffee?](#tea)\n" in told
    assert told.endswith("""\
<a id="tea"></a>

## Tea or coffee?

People drink.

**Answer: tea; in cups it loses no more than 3 a day. Better: sleep. This depends on your assumption: thirst.**

Change to tea: it has 0.5 fewer cups.

![Answer: tea](pictures/tea.svg)

| per day | scenario | mean | difference | 95 % | |
|---|---|--:|--:|--:|---|
| cups | *coffee black* | 10 | | | |
| | green tea | 9.5 | -0.5 | -1.0 to +0.0 | worse |

Rests on:
- thirst 2 (assumption). At zero: same answer.

`nurture compare experiments/tea.yaml`: 4 simulated runs.
""")


def test_a_list_is_written_between_its_marks_and_again_the_same() -> None:
    text = "before\n<!-- gallery -->\nold\n<!-- /gallery -->\nafter\n"
    english, japanese = (with_list(text, [MADE], is_japanese=flag) for flag in (False, True))
    answer = "Tea; in cups it loses no more than 3 a day. This depends on your assumption: thirst."
    picture = '[<img src="docs/pictures/tea.svg" alt="Answer: tea" width="280">](docs/gallery.md#tea)'
    assert f"\n| [Tea or coffee?](docs/gallery.md#tea) | {answer} | {picture} |\n<!-- /gallery -->\nafter\n" in english
    assert f"| [お茶かコーヒーか](docs/gallery.md#tea) | {answer} | {picture} |\n" in japanese
    assert with_list(english, [MADE], is_japanese=False) == english
    with pytest.raises(ValueError, match="one pair of marks"):
        with_list("no marks", [MADE], is_japanese=False)


def test_the_first_comment_of_a_file_is_one_paragraph() -> None:
    assert background("# Tea\n# or coffee?\n\nformat: 1\n# no\n") == "Tea or coffee?"
    assert background("format: 1\n") == ""
