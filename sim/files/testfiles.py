"""Files of test leads, of whatever kind, and where they are found."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from sim.files.testleads import LoadedTestLeads, read_test_leads
from sim.yamlfile import FileProblems, Problem

ENDINGS = (".leads.yaml", ".leads.yml")


def is_test_file(path: Path) -> bool:
    """Whether a file is one of test leads, by its name."""
    return path.name.endswith(ENDINGS)


def find_tests(path: Path) -> Iterator[Path]:
    """The file itself, or all files of test leads in a folder and below it, by name; hidden folders are left out."""
    if not os.path.isdir(path):
        yield path
        return
    for folder, below, names in os.walk(path):
        below[:] = sorted(name for name in below if not name.startswith("."))
        yield from (Path(folder) / name for name in sorted(names) if is_test_file(Path(name)))


def read_tests(path: Path) -> tuple[LoadedTestLeads | None, list[Problem]]:
    """Read a file of test leads with all that is wrong with it; None if too little makes sense."""
    return read_test_leads(path)


def load_tests(path: Path) -> LoadedTestLeads:
    """Read a file of test leads. Raises FileProblems with all that is wrong with it and its journey."""
    loaded, problems = read_tests(path)
    if loaded is None or problems:
        raise FileProblems(problems)
    return loaded
