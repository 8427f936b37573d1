"""The pages that show ready questions with their answers: docs/gallery.md, and a list of them in each README."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from sim.study.answer import spoken

_LIST = re.compile(r"(?<=<!-- gallery -->\n).*?(?=<!-- /gallery -->)", re.DOTALL)
_LEFT_OUT = ("Better: ", "Not settled: ")  # sentences of an answer that a line in a list has no room for
_HEAD = """# Ready questions, answered

<!-- python -m benchmarks.gallery writes this page -->
Eight questions that a team asks before it changes its nurturing. Each is a file in
[experiments/](../experiments/README.md), asked of the journey that comes with the program: some 2,400 leads a year,
two reps, and the rules of [journeys/seed.yaml](../journeys/seed.yaml). The answers are about that journey, and about
people who behave [as is known or assumed](evidence.md). Change the files to what you know, and ask again:
`nurture compare` answers, `nurture robustness` tries every assumption of a file over its range, `nurture explain`
shows where the lives of two scenarios' leads part.

[experiments.md](experiments.md) says how figures, margins and verdicts are meant. `python -m benchmarks.gallery` asks
all of them, and writes this page from the answers.
"""
_WIDTH = 280  # of a picture in a list, in a browser's pixels
_LIST_HEADS = {False: ("question", "answer", "picture"), True: ("問い", "答え(画面の表示のまま)", "図")}


class Row(NamedTuple):
    """A line of a table in words: a KPI of a scenario (None: the baseline) and how it differs from the baseline's."""

    kpi: str
    scenario: str | None
    mean: str
    difference: str
    interval: str
    verdict: str


class Answered(NamedTuple):
    """A question as it is asked, and what was answered: in the words that the command prints, and its picture.

    background: what the file says first. found_from: how many simulated runs, which seed. per: the time of counts.
    drawn: the picture of the differences as SVG.
    """

    name: str
    question: str
    japanese: str
    background: str
    sentence: str
    reason: str
    rests_on: tuple[str, ...]
    found_from: str
    per: str
    baseline: str
    rows: tuple[Row, ...]
    picture: str
    drawn: bytes


def page(answers: Sequence[Answered]) -> str:
    """docs/gallery.md."""
    parts = [_HEAD, "\n".join(f"- [{each.question}](#{each.name})" for each in answers) + "\n"]
    return "\n".join([*parts, *("\n".join(_section(each)) for each in answers)])


def _section(each: Answered) -> Iterator[str]:
    """One question: why it is asked, the answer, its reason, figures and picture, and what it rests on."""
    yield f'<a id="{each.name}"></a>\n\n## {each.question}\n'
    yield f"{each.background}\n"
    yield f"**Answer: {each.sentence}**\n"
    yield f"{each.reason}\n"
    yield f"![{title(each.drawn)}](pictures/{each.picture}.svg)\n"
    yield from _table(each)
    yield "\nRests on:"
    yield from (f"- {line}" for line in each.rests_on)
    yield f"\n`nurture compare experiments/{each.name}.yaml`: {each.found_from}.\n"


def _table(each: Answered) -> Iterator[str]:
    """The figures; each KPI begins with its mean in the baseline."""
    yield f"| {each.per} | scenario | mean | difference | 95 % | |"
    yield "|---|---|--:|--:|--:|---|"
    for row in each.rows:
        kpi, scenario = ("", spoken(row.scenario)) if row.scenario else (row.kpi, f"*{spoken(each.baseline)}*")
        cells = (kpi, scenario, row.mean, row.difference, row.interval, row.verdict)
        yield f"| {' | '.join(cells)} |".replace("|  ", "| ")


def title(svg: bytes) -> str:
    """What a picture shows, in words."""
    found = re.search("<title>(.*?)</title>", svg.decode("utf-8"), re.DOTALL)
    return " ".join(found[1].split()) if found else ""


def with_list(text: str, answers: Sequence[Answered], *, is_japanese: bool) -> str:
    """A README with a line for each question between the marks. ValueError if it has no marks."""
    lines = ["| " + " | ".join(_LIST_HEADS[is_japanese]) + " |", "|---|---|---|"]
    for each in answers:
        asked = each.japanese if is_japanese else each.question
        place = f"docs/gallery.md#{each.name}"
        picture = f'<img src="docs/pictures/{each.picture}.svg" alt="{escape(title(each.drawn))}" width="{_WIDTH}">'
        lines.append(f"| [{asked}]({place}) | {short(each.sentence)} | [{picture}]({place}) |")
    found, count = _LIST.subn(lambda _: "\n".join(lines) + "\n", text)
    if count != 1:
        raise ValueError(f"one pair of marks <!-- gallery --> and <!-- /gallery --> is needed, found {count}")
    return found


def short(sentence: str) -> str:
    """An answer with all that it hangs on, but without what else is better."""
    parts = [part for part in sentence.split(". ") if not part.startswith(_LEFT_OUT)]
    told = ". ".join(parts).rstrip(".") + "."
    return told[:1].upper() + told[1:]
