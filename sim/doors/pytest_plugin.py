"""The pytest plugin: every test lead is a test, and so is every check of an experiment.

Nothing heavy is imported before such a file is found: where there is none, the plugin costs nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.files.testfiles import has_checks, is_test_file
from sim.words.messages import say


def pytest_addoption(parser: pytest.Parser) -> None:
    """Our option, under a heading of its own."""
    group = parser.getgroup("nurture", say("pytest.group"))
    group.addoption("--nurture-update", action="store_true", help=say("pytest.update"))


def pytest_configure(config: pytest.Config) -> None:
    """Our markers. UsageError for an update by workers, each of which sees a part of a file's leads."""
    config.addinivalue_line("markers", f"nurture_lead: {say('pytest.lead')}")
    config.addinivalue_line("markers", f"nurture_check: {say('pytest.check')}")
    if config.getoption("nurture_update") and config.getoption("dist", "no") != "no":
        raise pytest.UsageError(say("pytest.with_workers"))


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A file of test leads, by its name alone; an experiment in which checks are written."""
    if is_test_file(file_path):
        from sim.doors.pytest_leads import LeadsFile

        return LeadsFile.from_parent(parent, path=file_path)
    if has_checks(file_path):
        from sim.doors.pytest_checks import ChecksFile

        return ChecksFile.from_parent(parent, path=file_path)
    return None


def pytest_terminal_summary(terminalreporter: Any, exitstatus: int, config: pytest.Config) -> None:
    """How failed expectations would have to read, and then the files rewritten, if asked for."""
    if config.getoption("nurture_update"):
        from sim.doors.pytest_leads import failed, updated

        if failed(config):
            terminalreporter.section(say("pytest.section"))
            for line in updated(config, exitstatus):
                terminalreporter.line(line)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Without pytest's own output the files are rewritten all the same."""
    config = session.config
    if config.getoption("nurture_update") and not config.pluginmanager.has_plugin("terminalreporter"):
        from sim.doors.pytest_leads import updated

        list(updated(config, exitstatus))
