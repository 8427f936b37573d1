"""Where the command `nurture` begins: the language is settled before anything is said, since help is said at import."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from sim.doors.cli_errors import MISTAKE, lines_of, tell
from sim.doors.cli_language import named, refused
from sim.files import nurturefile
from sim.words import language


class WrongWordError(ValueError):
    """The environment names a language that there isn't; the text says it in one line."""


def main() -> None:
    """Run the command in the language that was asked for."""
    try:
        language.use(chosen(sys.argv[1:], os.environ, Path()))
    except Exception as error:
        found = (MISTAKE, [str(error)]) if isinstance(error, WrongWordError) else lines_of(error)
        if found is None:
            raise
        tell(found[1])
        sys.exit(found[0])
    from sim.doors.cli import main as command

    command(prog_name="nurture")


def chosen(words: Sequence[str], environment: Mapping[str, str], folder: Path) -> language.Language:
    """The language of `--lang`, else of the environment, else of `nurture.yaml` here or above, else English.

    A wrong word of `--lang` is left to the command, which refuses it. Raises WrongWordError for one of the environment,
    FileProblems for what is wrong in the file.
    """
    if (word := named(words)) is not None:
        return language.known(word) or "en"
    if word := environment.get(language.VARIABLE):
        if found := language.known(word):
            return found
        raise WrongWordError(refused(language.VARIABLE, word))
    file = nurturefile.find(folder)
    return nurturefile.spoken_in(file) if file else "en"
