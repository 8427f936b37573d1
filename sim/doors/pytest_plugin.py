"""The pytest plugin: every test lead is a test.

Nothing heavy is imported before a file of test leads is found: where there is none, the plugin costs nothing.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sim.files.testfiles import is_test_file
from sim.words.messages import say
from sim.words.wording import one_line

if TYPE_CHECKING:
    from sim.files.testleads import Case, LoadedTestLeads
    from sim.study.leadtests import Failure, Outcome, Played

LEAD = "nurture_lead"  # the marker that every test lead has
# Markers by which pytest does something; as tags of leads they only name a group, as in `nurture test`.
_OF_PYTEST = ("filterwarnings", "parametrize", "skip", "skipif", "tryfirst", "trylast", "usefixtures", "xfail")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Our options, under a heading of their own."""
    group = parser.getgroup("nurture", say("pytest.group"))
    group.addoption("--nurture-update", action="store_true", help=say("pytest.update"))


def pytest_configure(config: pytest.Config) -> None:
    """Our markers; workers each see a part of a file's leads, so they can't rewrite it."""
    config.addinivalue_line("markers", f"{LEAD}: {say('pytest.lead')}")
    if config.getoption("nurture_update"):
        if config.getoption("dist", "no") != "no":
            raise pytest.UsageError(say("pytest.with_workers"))
        config.stash[_FAILED] = {}


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A file of test leads, by its name alone."""
    return LeadsFile.from_parent(parent, path=file_path) if is_test_file(file_path) else None


class LeadsFile(pytest.File):
    """A file of test leads. All are played together, once, as soon as one of them is run."""

    _played: Played | None = None

    def collect(self) -> Iterator[LeadItem]:
        """One item for each lead. Raises FileProblems with all mistakes of the file and its journey."""
        from sim.files.testfiles import load_tests

        self.loaded: LoadedTestLeads = load_tests(_as_named(self.path))
        known = {str(line).partition(":")[0] for line in self.config.getini("markers")}
        for tag in {tag: None for case in self.loaded.cases for tag in case.tags if tag not in known}:
            self.config.addinivalue_line("markers", f"{tag}: {say('pytest.tag')}")
        for case in self.loaded.cases:
            yield LeadItem.from_parent(self, name=_part_of_address(case.name), case=case)

    def setup(self) -> None:
        """Play all leads, unless that has been done."""
        from sim.study.leadtests import play

        if self._played is None:
            self._played = play(self.loaded.cases, self.loaded.journey)

    def outcome(self, case: Case) -> Outcome:
        """What has become of a lead."""
        from sim.study.leadtests import outcome_of

        assert self._played is not None, "pytest sets a file up before its items"
        return outcome_of(case, self._played)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Mistakes as one line each."""
        from sim.yamlfile import FileProblems

        if not isinstance(excinfo.value, FileProblems):
            return super().repr_failure(excinfo)
        first = excinfo.value.problems[0]
        place = f"{first.file}:{first.line}:{first.column}: "
        return _told(excinfo, first.file, first.line, str(first).removeprefix(place))


class LeadItem(pytest.Item):
    """One test lead."""

    parent: LeadsFile

    def __init__(self, *, case: Case, **others: Any) -> None:
        super().__init__(**others)
        self.case = case
        for tag in (LEAD, *case.tags):
            if tag in _OF_PYTEST:
                self.extra_keyword_matches.add(tag)
            else:
                self.add_marker(tag)
        shown = self.parent.loaded.path.as_posix()
        self.user_properties += [("file", shown), ("line", case.line), *(("tag", tag) for tag in case.tags)]

    def runtest(self) -> None:
        """Hold what has become of the lead against what is expected of it."""
        outcome = self.parent.outcome(self.case)
        if outcome.failures:
            failed = self.config.stash.get(_FAILED, None)
            if failed is not None:
                failed.setdefault(self.parent, {})[outcome.name] = outcome
            raise NotAsExpected(self.parent.loaded.path, outcome.failures)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What was expected and what happened, as `nurture test` tells it."""
        if not isinstance(excinfo.value, NotAsExpected):
            return super().repr_failure(excinfo, style)
        first = excinfo.value.failures[0]
        return _told(excinfo, str(excinfo.value.path), first.line, first.text.removeprefix(f"{self.case.name}: "))

    def reportinfo(self) -> tuple[Path, int, str]:
        """The file, the line of the lead counted from 0, and its name."""
        return self.path, self.case.line - 1, self.name


class NotAsExpected(Exception):  # noqa: N818 - a finding about a lead, not an error
    """What of a lead was not as expected, as the lines that a user reads."""

    def __init__(self, path: Path, failures: tuple[Failure, ...]) -> None:
        super().__init__(path, failures)
        self.path, self.failures = path, failures

    def __str__(self) -> str:
        from sim.doors.cli_test import failure_lines

        return "\n".join(line for failure in self.failures for line in failure_lines(self.path, failure))


_FAILED = pytest.StashKey[dict[LeadsFile, dict[str, "Outcome"]]]()


def _part_of_address(name: str) -> str:
    """A lead's name between the double colons of a test's address: on one line, without any of its own."""
    return re.sub("::+", ":", one_line(name))


def _as_named(path: Path) -> Path:
    """A file as seen from the folder that pytest was started in, as a user would name it."""
    try:
        return Path(os.path.relpath(path))
    except ValueError:  # on another drive
        return path


def _told(excinfo: pytest.ExceptionInfo[BaseException], path: str, line: int, message: str) -> Any:
    """An exception as its own lines, without a traceback, with the place in the user's file as where it happened."""
    told = excinfo.getrepr(style="value", chain=False)
    if told.reprcrash is not None:
        told.reprcrash.path, told.reprcrash.lineno, told.reprcrash.message = path, line, message
    return told


# ---- expectations that are rewritten ---------------------------------------------------------------------------


def pytest_terminal_summary(terminalreporter: Any, exitstatus: int, config: pytest.Config) -> None:
    """The differences, and then the files rewritten."""
    if not config.stash.get(_FAILED, None):
        return
    terminalreporter.section(say("pytest.section"))
    for line in _updated(config, exitstatus):
        terminalreporter.line(line)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Without pytest's own output the files are rewritten all the same."""
    if session.config.stash.get(_FAILED, None) and not session.config.pluginmanager.has_plugin("terminalreporter"):
        list(_updated(session.config, exitstatus))


def _updated(config: pytest.Config, exitstatus: int) -> Iterable[str]:
    """Rewrite expectations; the lines that tell of it, each before it happens."""
    from sim.study.rewriting import change_lines, rewrite, rewriting
    from sim.yamlfile import FileProblems

    if exitstatus not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        yield say("pytest.stopped")
        return
    done = 0
    for file, outcomes in config.stash[_FAILED].items():
        found = rewriting(file.loaded, outcomes.values())
        yield from change_lines(found)
        if not found.changes:
            continue
        try:
            rewrite(found)
        except FileProblems as problems:
            yield str(problems)
        except OSError as error:
            yield say("rewrite.unwritable", file=found.path, reason=error.strerror or str(error))
        else:
            done += len(found.changes)
    yield say("rewrite.done", count=done) if done else say("rewrite.declined")
