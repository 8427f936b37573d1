"""Experiments with checks as collectors of pytest, each check of each scenario as a test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sim.doors.pytest_items import Finding, YamlFile, YamlItem, part_of_address
from sim.words.messages import say

if TYPE_CHECKING:
    from sim.study.checks import Asked, Checked


class ChecksFile(YamlFile):
    """An experiment. It is simulated once, as soon as one of its checks is run; nothing of it is kept."""

    _checked: dict[tuple[str, str], Checked] | None = None

    def collect(self) -> Iterator[CheckItem]:
        """One item for each check of each scenario. Raises FileProblems with all mistakes of its files."""
        from sim.files.workspace import load_experiment
        from sim.study.checks import asked
        from sim.study.kpis import KPIS

        for each in asked(load_experiment(self.shown, KPIS)):
            yield CheckItem.from_parent(self, name=part_of_address(f"{each.name}[{each.scenario}]"), asked=each)

    def checked(self, asked: Asked) -> Checked:
        """What has become of a check. Raises RunsFailed."""
        if self._checked is None:
            self._checked = {(each.name, each.scenario): each for each in self._simulated()}
        return self._checked[asked.name, asked.scenario]

    def _simulated(self) -> list[Checked]:
        """All checks judged; workers of pytest-xdist have no workers of their own."""
        from joblib import cpu_count

        from sim.study.checks import run_checks
        from sim.study.crew import Crew
        from sim.study.lab import Lab

        with Crew(1 if hasattr(self.config, "workerinput") else cpu_count()) as crew:
            return run_checks(self.path, Lab(crew))


class CheckItem(YamlItem):
    """One check of one scenario."""

    parent: ChecksFile

    def __init__(self, *, asked: Asked, **others: Any) -> None:
        super().__init__(**others)
        self._asked, self._shown = asked, self.parent.shown
        self.place(self._shown, asked.line, "nurture_check", asked.tags)

    def runtest(self) -> None:
        """A check that can't be told yet has not passed."""
        from sim.study.checkfigures import Outcome

        found = self.parent.checked(self._asked)
        if found.outcome is not Outcome.PASS:
            told = say("cli.checks.line", title=found.title, scenario=found.called, sentence=found.sentence)
            sentence = say("pytest.not_passed", outcome=say(f"cli.checks.{found.outcome}"), told=told)
            raise Finding(self._shown, self.line, sentence, [f"{self._shown}:{self.line}: {sentence}"])
