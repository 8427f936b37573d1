"""What commands make for the pages: every chart in both languages, and the demo's report, deck and agreement."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.gallery_charts import ENTRIES, PAGES, Entry, charts_page, picture
from sim.words.language import Language

ROOT = Path(__file__).parent.parent
DEMO = "email_cadence"
LOOKS: tuple[tuple[Language, bool], ...] = (("en", False), ("en", True), ("ja", False))  # language, whether dark
RUNS = ".runs"  # in a results folder: every simulated run, by what it depends on
HANDED_ON = {"report": "report.html", "deck": "deck.pptx", "agreement": "agreement.html"}  # by the command, in a run


def nurture(*words: str, at: Path = ROOT) -> str:
    """What the command prints in a folder, lines ended by \\n. CalledProcessError if it fails."""
    ours = {"PYTHONPATH": str(ROOT), "NURTURE_LANG": "en", "PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "sim", *words]
    done = subprocess.run(command, cwd=at, stdout=subprocess.PIPE, env={**os.environ, **ours}, check=True)
    return done.stdout.decode("utf-8").replace("\r\n", "\n")


@contextmanager
def workspace(out: Path, *, replications: int | None = None) -> Iterator[Path]:
    """A folder as a reader's after `nurture init`, the charts' questions answered in it, for as long as it is needed.

    Runs that are kept in `out` aren't simulated again; new ones are kept there. Runs of the folder are numbered from
    0001 whatever `out` holds, so that what names them is the same each time.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        nurture("init", ".", at=folder)
        (out / RUNS).mkdir(parents=True, exist_ok=True)
        (folder / "results").mkdir(exist_ok=True)
        (folder / "results" / RUNS).symlink_to((out / RUNS).resolve(), target_is_directory=True)
        _answered(folder, ["--replications", str(replications)] if replications else [])
        yield folder


def _answered(folder: Path, asked: list[str]) -> None:
    nurture("robustness", f"experiments/{DEMO}.yaml", "--no-charts", *asked, at=folder)
    for name in _experiments():
        nurture("compare", f"experiments/{name}.yaml", "--ledger", "first", "--no-charts", *asked, at=folder)


def _experiments() -> list[str]:
    return list(dict.fromkeys(entry.experiment for entry in ENTRIES))


def chart_files(at: Path) -> dict[str, bytes]:
    """Both pages of charts with their pictures, by place in the repository; drawn in a workspace."""
    found: dict[str, bytes] = {}
    for language, is_dark in LOOKS:
        drawn = dict(_drawn(at, language, is_dark=is_dark))
        found |= {f"docs/{picture(name, language, is_dark=is_dark)}": svg for name, svg in drawn.items()}
        if not is_dark:
            found[PAGES[language]] = charts_page(drawn, language).encode("utf-8")
    return found


def _drawn(at: Path, language: Language, *, is_dark: bool) -> Iterator[tuple[str, bytes]]:
    """Every chart as SVG by its name on the page, in the order of the page."""
    theme = "dark" if is_dark else "light"
    with TemporaryDirectory() as folder:
        for experiment in _experiments():
            some = [entry.drawn_as for entry in ENTRIES if entry.experiment == experiment]
            names = [word for name in some for word in ("--chart", name)]
            nurture("charts", experiment, *names, "--out", folder, "--theme", theme, "--lang", language, at=at)
        yield from ((entry.name, _svg(Path(folder), entry, is_dark=is_dark)) for entry in ENTRIES)


def _svg(folder: Path, entry: Entry, *, is_dark: bool) -> bytes:
    return (folder / f"{entry.drawn_as}{'_dark' if is_dark else ''}.svg").read_bytes()


def demo_files(at: Path) -> dict[str, bytes]:
    """The demo's report, deck and agreement in both languages, by place in the repository; written in a workspace."""
    found: dict[str, bytes] = {}
    for language in PAGES:
        for command, file in HANDED_ON.items():
            nurture(command, DEMO, "--lang", language, at=at)
            stem, _, ending = file.partition(".")
            named = f"{stem}.ja.{ending}" if language == "ja" else file
            found[f"docs/demo/{named}"] = (at / "results" / DEMO / "0001" / file).read_bytes()
    return found
