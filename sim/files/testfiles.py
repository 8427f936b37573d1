"""Files of test leads, of whatever kind, and where they are found.

Nothing is imported before a file is read: the pytest plugin asks here about every file that pytest comes across.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.files.testleads import LoadedTestLeads
    from sim.yamlfile import Problem

SHEETS = (".leads.csv", ".leads.tsv")
ENDINGS = (".leads.yaml", ".leads.yml", *SHEETS)
_CHECKED = re.compile(rb"(?:\xef\xbb\xbf)?[\"']?(checks|journey)[\"']?[ \t]*:")


def is_test_file(path: Path) -> bool:
    """Whether a file is one of test leads, by its name."""
    return path.name.endswith(ENDINGS)


def has_checks(path: Path) -> bool:
    """Whether a file seems to be an experiment with checks: by its folder, its ending, and how its lines begin."""
    if path.parent.name != "experiments" or path.suffix not in (".yaml", ".yml"):
        return False
    try:
        with path.open("rb") as file:
            begun = {found[1] for line in file if (found := _CHECKED.match(line))}
    except OSError:
        return False
    return begun == {b"checks", b"journey"}


def find_tests(path: Path) -> Iterator[Path]:
    """The file itself, or all files of test leads in a folder and below it, by name; hidden folders are left out.

    Any file that is named is one of test leads, unless it is an experiment with checks.
    """
    if os.path.isdir(path):
        yield from (file for file in _below(path) if is_test_file(file))
    elif not has_checks(path):
        yield path


def find_checks(path: Path) -> Iterator[Path]:
    """Likewise experiments with checks."""
    yield from (file for file in (_below(path) if os.path.isdir(path) else [path]) if has_checks(file))


def _below(folder: Path) -> Iterator[Path]:
    for place, below, names in os.walk(folder):
        below[:] = sorted(name for name in below if not name.startswith("."))
        yield from (Path(place) / name for name in sorted(names))


def read_tests(path: Path) -> tuple[LoadedTestLeads | None, list[Problem]]:
    """Read a file of test leads with all that is wrong with it; None if too little makes sense."""
    if path.name.endswith(SHEETS):
        from sim.files.sheettests import read_sheet_tests

        return read_sheet_tests(path)
    from sim.files.testleads import read_test_leads

    return read_test_leads(path)


def load_tests(path: Path) -> LoadedTestLeads:
    """Read a file of test leads. Raises FileProblems with all that is wrong with it and its journey."""
    from sim.yamlfile import FileProblems

    loaded, problems = read_tests(path)
    if loaded is None or problems:
        raise FileProblems(problems)
    return loaded
