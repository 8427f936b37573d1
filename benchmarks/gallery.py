"""Every ready question asked, and answered in the pages: `python -m benchmarks.gallery [--out DIR] [--charts-only]`.

Each file of QUESTIONS is asked by `nurture compare`, as anybody would; results are kept under DIR, and runs that are
there already are not simulated again. Then docs/gallery.md, its pictures and the lists in both READMEs are written anew
from what the command printed and drew; and docs/charts.md, docs/charts.ja.md and docs/demo from what `nurture charts`,
`report`, `deck` and `agreement` make of them (`--charts-only`: these alone). The same program and files give the same
bytes.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.gallery_made import ROOT, chart_files, demo_files, nurture, workspace
from benchmarks.gallery_pages import Answered, Row, page, with_list
from sim.files.workspace import load_experiment
from sim.model.stats import Verdict
from sim.study.answer import verdict_words
from sim.study.kpis import KPIS
from sim.words.messages import say

# Files of experiments/ with their question in Japanese, in the order of the pages.
QUESTIONS = {
    "email_cadence": "メルマガを週1回から月2回に減らすと、商談は減るか",
    "webinar_timing": "ウェビナーは火曜がよいか。案内は遅め、または1回だけでよいか",
    "hand_off_line_and_reps": "何点で営業に引き渡し、担当者は何人必要か",
    "first_contact": "初回コンタクトを即日から翌営業日にすると、何を失うか",
    "sync_interval": "MA から SFA への同期はリアルタイムが必要か。15分ごとや夜間1回で足りるか",
    "exhibition_follow_up": "展示会のあとは、メールか、名刺全件への電話か、何もしないか",
    "machine_opens": "機械による開封とクリックを、スコアから除くべきか",
    "threshold_review": "引き渡しの点数を毎月または四半期ごとに見直すか、そのままにするか",
}
PICTURES = {"email_cadence": "demo"}  # in docs/pictures, where the name is another one: that of the front page


def ask(name: str, out: Path, *, replications: int | None = None) -> Answered:
    """What `nurture compare` answers to a ready question, `out` its results folder. CalledProcessError if it fails."""
    file = f"experiments/{name}.yaml"
    words = ["compare", file, "--ledger", "first", "--out", str(out.resolve())]
    printed = nurture(*words, *(["--replications", str(replications)] if replications else [])).splitlines()
    charts = Path(_after("cli.results", printed)) / "charts"
    experiment = load_experiment(ROOT / file, KPIS).experiment
    return Answered(
        name=name,
        question=experiment.question,
        japanese=QUESTIONS[name],
        background=background((ROOT / file).read_text(encoding="utf-8")),
        sentence=_after("cli.answer", printed),
        reason=_block(say("cli.why"), printed)[0],
        rests_on=tuple(_block(say("cli.rests_on"), printed, is_list=True)),
        found_from=_found_from(printed),
        per=say(f"cli.per_{experiment.decide_on.per}"),
        baseline=experiment.baseline,
        rows=tuple(rows(charts / "differences.csv")),
        picture=PICTURES.get(name, name),
        drawn=(charts / "differences.svg").read_bytes(),
    )


def background(text: str) -> str:
    """The comment that an experiment file begins with, as one paragraph."""
    lines = text.splitlines()
    end = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return " ".join(line.removeprefix("#").strip() for line in lines[:end])


def _after(key: str, printed: Sequence[str]) -> str:
    """What follows the words of a message with one place, at its end, on the line that begins with them."""
    start = say(key, sentence="", path="")
    return next(line for line in printed if line.startswith(start)).removeprefix(start)


def _block(label: str, printed: Sequence[str], *, is_list: bool = False) -> list[str]:
    """What stands beside and below a label: a wrapped text as one line, or a list of lines."""
    first = next(n for n, line in enumerate(printed) if line.startswith(label))
    found = [printed[first].removeprefix(label)]
    for line in printed[first + 1 :]:
        if not line.startswith(" " * len(label)):
            break
        found.append(line.strip())
    return found if is_list else [" ".join(found)]


def _found_from(printed: Sequence[str]) -> str:
    """How many runs it took, with which seed, and how alike they were: the line after those on what it rests on."""
    first = next(n for n, line in enumerate(printed) if line.startswith(say("cli.rests_on")))
    return next(line for n, line in enumerate(printed) if n > first and not printed[n - 1])


def rows(differences: Path) -> list[Row]:
    """The figures of the picture in words: of each KPI those of the baseline, then of each other scenario."""
    found: list[Row] = []
    with differences.open(encoding="utf-8-sig", newline="") as file:
        for each in csv.DictReader(file):
            if not found or found[-1].kpi != KPIS[each["kpi"]].title:
                found.append(Row(KPIS[each["kpi"]].title, None, _figure(each, "baseline_mean"), "", "", ""))
            found.append(_row(each))
    return found


def _row(each: Mapping[str, str]) -> Row:
    kpi, margin = KPIS[each["kpi"]], float(each["margin"]) if each["margin"] else None
    difference, low, high = (_figure(each, name, signed=True) for name in ("difference", "low", "high"))
    if kpi.unit == "share" and difference != say("kpi.none"):
        difference = say("answer.points", points=difference)
    said = each["verdict"]
    words = verdict_words(kpi.name, Verdict(said), margin) if said in set(Verdict) else said
    return Row(kpi.title, each["scenario"], _figure(each, "mean"), difference, f"{low} to {high}", words)


def _figure(each: Mapping[str, str], column: str, *, signed: bool = False) -> str:
    """A number of the row as people read it; a difference of shares without its unit."""
    shown = KPIS[each["kpi"]].show(float(each[column]) if each[column] else None, signed=signed)
    return shown.removesuffix(" %") if signed else shown


def pages(answers: Sequence[Answered], root: Path = ROOT) -> dict[str, bytes]:
    """What is to be written, by its place in the repository; the READMEs as they are in `root`, with new lists."""
    found = {"docs/gallery.md": page(answers).encode("utf-8")}
    for name in ("README.md", "README.ja.md"):
        old = (root / name).read_text(encoding="utf-8")
        found[name] = with_list(old, answers, is_japanese=name == "README.ja.md").encode("utf-8")
    return found | {f"docs/pictures/{each.picture}.svg": each.drawn for each in answers}


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gallery", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--out", type=Path, default=ROOT / "results", metavar="DIR", help="where results are kept")
    parser.add_argument("--charts-only", action="store_true", help="write the pages of charts and docs/demo alone")
    asked = parser.parse_args(arguments)
    for written in (charts,) if asked.charts_only else (questions, charts):
        for name, content in written(asked.out).items():
            (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / name).write_bytes(content)
            print(name)


def questions(out: Path) -> dict[str, bytes]:
    """All that the ready questions write."""
    answers = []
    for name in QUESTIONS:
        print(name, file=sys.stderr, flush=True)
        answers.append(ask(name, out))
    return pages(answers)


def charts(out: Path) -> dict[str, bytes]:
    """All that shows charts."""
    with workspace(out) as folder:
        return chart_files(folder) | demo_files(folder)


if __name__ == "__main__":
    main()
