"""The checks of experiments as tests of `nurture test`: simulated once for a file, and what did not pass."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.doors.cli_screen import progress
from sim.words.messages import say

if TYPE_CHECKING:
    from sim.study.checks import Checked

KEPT = Path("results")  # simulated runs are kept where comparisons keep theirs


def mistakes(files: Sequence[Path]) -> list[str]:
    """All that is wrong with experiments, a line each."""
    from sim.files.workspace import load_experiment
    from sim.study.kpis import KPIS
    from sim.yamlfile import FileProblems

    found = []
    for file in files:
        try:
            load_experiment(file, KPIS)
        except FileProblems as error:
            found += [str(problem) for problem in error.problems]
    return found


def judged(file: Path, only: str | None, tag: str | None) -> list[Checked]:
    """The checks of an experiment whose name holds a text and that have a tag; simulated only if there are any."""
    from joblib import cpu_count

    from sim.files.workspace import load_experiment
    from sim.study.checks import asked, run_checks
    from sim.study.crew import Crew
    from sim.study.kpis import KPIS
    from sim.study.lab import Lab
    from sim.study.store import Store

    wanted = {
        (each.name, each.scenario)
        for each in asked(load_experiment(file, KPIS))
        if (only is None or only in each.name) and (tag is None or tag in each.tags)
    }
    if not wanted:
        return []
    with progress("cli.progress") as bar, Crew(cpu_count()) as crew:
        found = run_checks(file, Lab(crew, store=Store(KEPT), progress=bar))
    return [each for each in found if (each.name, each.scenario) in wanted]


def is_passed(checked: Checked) -> bool:
    """A check that can't be told yet has not passed."""
    from sim.study.checkfigures import Outcome

    return checked.outcome is Outcome.PASS


def check_line(file: Path, checked: Checked) -> str:
    """A check that did not pass: where it stands, what became of it, and why."""
    told = say("cli.checks.line", title=checked.title, scenario=checked.called, sentence=checked.sentence)
    outcome = say(f"cli.checks.{checked.outcome}")
    return f"{file}:{checked.line}: " + say("pytest.not_passed", outcome=outcome, told=told)
