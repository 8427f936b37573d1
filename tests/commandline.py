"""The command as tests use it: in this process, in a folder of its own, with what it printed kept apart by stream."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, NamedTuple

from click.testing import CliRunner

from sim.doors.cli import main
from tests import smallworld

PLAIN_EXPERIMENT = smallworld.EXPERIMENT.replace("rests_on", "# rests_on")
ONE_RIVAL = PLAIN_EXPERIMENT.replace("  strict:\n    mql.hot: score >= 60\n", "")


class Done(NamedTuple):
    """What a command left: exit code, answer, and what it said beside it."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one object on stdout."""
        return json.loads(self.out)


def nurture(*arguments: str | Path, at: Path) -> Done:
    """Run the command in a folder. Errors that would be tracebacks are raised."""
    before = Path.cwd()
    os.chdir(at)
    try:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)
    finally:
        os.chdir(before)
    return Done(result.exit_code, result.stdout, result.stderr)


def workspace(folder: Path, *, experiment: str = PLAIN_EXPERIMENT) -> Path:
    """A small workspace in a folder; returns the folder."""
    smallworld.load(folder, experiment=experiment)
    return folder
