"""Files of test leads as collectors of pytest, each lead as a test; expectations that are rewritten."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sim.doors.pytest_items import Finding, YamlFile, YamlItem, part_of_address
from sim.words.messages import say
from sim.words.wording import refused
from sim.yamlfile import FileProblems

if TYPE_CHECKING:
    from sim.files.testleads import Case, LoadedTestLeads
    from sim.study.leadstates import Played
    from sim.study.leadtests import Outcome


class LeadsFile(YamlFile):
    """A file of test leads. All are played together, once, as soon as one of them is run."""

    _played: Played | None = None

    def collect(self) -> Iterator[LeadItem]:
        """One item for each lead. Raises FileProblems with all mistakes of the file and its journey."""
        from sim.files.testfiles import load_tests

        self.loaded: LoadedTestLeads = load_tests(self.shown)
        for case in self.loaded.cases:
            yield LeadItem.from_parent(self, name=part_of_address(case.name), case=case)

    def setup(self) -> None:
        """Play all leads, unless that has been done."""
        from sim.study.leadstates import play

        if self._played is None:
            self._played = play(self.loaded.cases, self.loaded.journey)

    def outcome(self, case: Case) -> Outcome:
        """What has become of a lead."""
        from sim.study.leadtests import outcome_of

        assert self._played is not None, "pytest sets a file up before its items"
        return outcome_of(case, self._played)


class LeadItem(YamlItem):
    """One test lead."""

    parent: LeadsFile

    def __init__(self, *, case: Case, **others: Any) -> None:
        super().__init__(**others)
        self._case = case
        self.place(self.parent.loaded.path, case.line, "nurture_lead", case.tags)

    def runtest(self) -> None:
        """Hold what has become of the lead against what is expected of it."""
        outcome = self.parent.outcome(self._case)
        if outcome.failures:
            _remembered(self.config).setdefault(self.parent, {})[outcome.name] = outcome
            raise _finding(self.parent.loaded.path, outcome)


def _finding(path: Path, outcome: Outcome) -> Finding:
    """The failures of a lead, as `nurture test` tells them."""
    from sim.doors.cli_test import failure_lines

    first = outcome.failures[0]
    lines = [line for failure in outcome.failures for line in failure_lines(path, failure)]
    return Finding(path, first.line, first.text.removeprefix(f"{outcome.name}: "), lines)


# ---- expectations that are rewritten ---------------------------------------------------------------------------


_FAILED = pytest.StashKey[dict[LeadsFile, dict[str, "Outcome"]]]()


def _remembered(config: pytest.Config) -> dict[LeadsFile, dict[str, Outcome]]:
    return config.stash.setdefault(_FAILED, {})


def failed(config: pytest.Config) -> bool:
    """Whether any lead has failed."""
    return bool(_remembered(config))


def updated(config: pytest.Config, exitstatus: int) -> Iterator[str]:
    """Rewrite the expectations that failed; the lines that tell of it, each before it happens.

    A run that was stopped rewrites nothing.
    """
    if exitstatus not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        yield say("pytest.stopped")
        return
    done = 0
    for file, outcomes in _remembered(config).items():
        done += yield from _rewritten(file.loaded, list(outcomes.values()))
    yield say("rewrite.done", count=done) if done else say("rewrite.declined")


def _rewritten(loaded: LoadedTestLeads, outcomes: list[Outcome]) -> Generator[str, None, int]:
    """The differences of one file, which then is written; returns how many."""
    from sim.study.rewriting import change_lines, rewrite, rewriting

    found = rewriting(loaded, outcomes)
    yield from change_lines(found)
    try:
        if found.changes:
            rewrite(found)
        return len(found.changes)
    except FileProblems as problems:
        yield str(problems)
    except OSError as error:
        yield say("rewrite.unwritable", file=found.path, reason=refused(error))
    return 0
