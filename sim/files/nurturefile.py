"""The file `nurture.yaml` of a workspace folder: found, read, begun.

Every command asks here before it says its first word, so a file in its plain form is read by a pattern alone.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sim.words.language import Language, known

if TYPE_CHECKING:
    from sim.yamlfile import Problem

NAME: Final = "nurture.yaml"
_PLAIN = re.compile(r"\s*format: *1 *\r?\nlanguage: *([a-z]+) *\s*")


def find(folder: Path) -> Path | None:
    """The workspace file of a folder, else of the nearest folder above it; None if there is none.

    It is named as seen from the current folder if that is where it lies.
    """
    here = Path(os.path.abspath(folder))
    for above in (here, *here.parents):
        if os.path.lexists(above / NAME):
            return folder / NAME if above == here else above / NAME
    return None


def spoken_in(path: Path) -> Language:
    """The language that a workspace file names. Raises FileProblems with all that is wrong with the file."""
    if (plain := _PLAIN.fullmatch(_begun(path))) and (found := known(plain[1])):
        return found
    from sim.model.workspacefile import Workspace
    from sim.yamlfile import compose

    return compose(path, Workspace).build(Workspace).language


def mistakes(path: Path) -> list[Problem]:
    """All that is wrong with a workspace file."""
    from sim.yamlfile import FileProblems

    try:
        spoken_in(path)
    except FileProblems as error:
        return error.problems
    return []


def text_of(which: Language) -> str:
    """A new workspace file in which a language is set."""
    return f"format: 1\nlanguage: {which}\n"


def _begun(path: Path) -> str:
    """The first 1,000 bytes as text; nothing if they can't be read."""
    try:
        with path.open("rb") as file:
            return file.read(1000).decode("utf-8", "replace")
    except OSError:
        return ""
