"""What commands make for the pages: every chart in both languages, and the demo's report, deck and agreement."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.gallery_charts import ENTRIES, PAGES, Entry, charts_page, picture
from sim.words.language import Language

ROOT = Path(__file__).parent.parent
DEMO = "email_cadence"
LOOKS: tuple[tuple[Language, bool], ...] = (("en", False), ("en", True), ("ja", False))  # language, whether dark
HANDED_ON = {"report": "report.html", "deck": "deck.pptx", "agreement": "agreement.html"}  # by the command, in a run


def nurture(*words: str) -> str:
    """What the command prints, lines ended by \\n. CalledProcessError if it fails."""
    plain = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1", "NURTURE_LANG": "en"}
    command = [sys.executable, "-m", "sim", *words]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, env=plain, check=True)
    return done.stdout.decode("utf-8").replace("\r\n", "\n")


def answered(out: Path, *, replications: int | None = None) -> None:
    """The questions that the charts are of, answered in `out`; runs that are there aren't simulated again."""
    asked = ["--out", str(out.resolve()), *(["--replications", str(replications)] if replications else [])]
    nurture("robustness", f"experiments/{DEMO}.yaml", "--no-charts", *asked)
    for name in dict.fromkeys(entry.experiment for entry in ENTRIES):
        nurture("compare", f"experiments/{name}.yaml", "--ledger", "first", "--no-charts", *asked)


def chart_files(out: Path) -> dict[str, bytes]:
    """Both pages of charts with their pictures, by place in the repository; `out` has the questions answered."""
    found: dict[str, bytes] = {}
    for language, is_dark in LOOKS:
        drawn = dict(_drawn(out, language, is_dark=is_dark))
        found |= {f"docs/{picture(name, language, is_dark=is_dark)}": svg for name, svg in drawn.items()}
        if not is_dark:
            found[PAGES[language]] = charts_page(drawn, language).encode("utf-8")
    return found


def _drawn(out: Path, language: Language, *, is_dark: bool) -> Iterator[tuple[str, bytes]]:
    """Every chart as SVG by its name on the page, in the order of the page."""
    theme = "dark" if is_dark else "light"
    with TemporaryDirectory() as folder:
        for experiment in dict.fromkeys(entry.experiment for entry in ENTRIES):
            some = [entry.drawn_as for entry in ENTRIES if entry.experiment == experiment]
            names = [word for name in some for word in ("--chart", name)]
            asked = ["--results", str(out.resolve()), "--out", folder, "--theme", theme, "--lang", language]
            nurture("charts", experiment, *names, *asked)
        yield from ((entry.name, _svg(Path(folder), entry, is_dark=is_dark)) for entry in ENTRIES)


def _svg(folder: Path, entry: Entry, *, is_dark: bool) -> bytes:
    return (folder / f"{entry.drawn_as}{'_dark' if is_dark else ''}.svg").read_bytes()


def demo_files(out: Path) -> dict[str, bytes]:
    """The demo's report, deck and agreement in both languages, by place in the repository."""
    found: dict[str, bytes] = {}
    for language in PAGES:
        with TemporaryDirectory() as folder:
            for command, file in HANDED_ON.items():
                target = folder if command == "agreement" else f"{folder}/{file}"
                nurture(command, DEMO, "--results", str(out.resolve()), "--out", target, "--lang", language)
                stem, _, ending = file.partition(".")
                named = f"{stem}.ja.{ending}" if language == "ja" else file
                found[f"docs/demo/{named}"] = (Path(folder) / file).read_bytes()
    return found
