"""Files of a git revision: journeys and what they name, written into a folder of their own; nothing is checked out.

Only `git rev-parse`, `git ls-tree` and `git cat-file` are used, so that the repository stays as it is.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from sim.files.translation import translation_names
from sim.words.messages import say
from sim.words.wording import cut, one_line
from sim.yamlfile import FileProblems, compose

_QUIET = {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}
# What git sets for its hooks; here the folder tells which repository is meant.
_OF_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
_SHORT = 10  # digits of a commit that people read


class RevisionError(Exception):
    """What was asked of git can't be had. is_wish: the user asked for what isn't there; else git itself is missing."""

    def __init__(self, text: str, *, is_wish: bool = True) -> None:
        super().__init__(text)
        self.is_wish = is_wish


class Revision(NamedTuple):
    """A commit of a repository: how the user called it, its number, and the repository's own folder."""

    name: str
    commit: str
    root: Path

    @property
    def words(self) -> str:
        """`main (1a2b3c4d5e)`."""
        return self.name if self.commit.startswith(self.name) else f"{self.name} ({self.commit[:_SHORT]})"

    def export(self, place: PurePosixPath, folder: Path) -> Path:
        """Write the journeys at a place of the repository, and what they name, into a folder; returns the place there.

        RevisionError if the revision has no such file or folder.
        """
        wanted = self._files(place)
        if not wanted:
            raise RevisionError(say("diff.not_in_revision", path=one_line(str(place)), revision=self.words))
        for path in wanted:
            self._write(path, folder)
        for path in wanted:
            for named in _named(folder / path):
                beside = PurePosixPath(os.path.normpath(PurePosixPath(path).parent / named))
                for each in (beside, *map(beside.with_name, translation_names(beside.name))):
                    self._write_if_there(each, folder)
            for name in translation_names(PurePosixPath(path).name):
                self._write_if_there(PurePosixPath(path).with_name(name), folder)
        return folder / place

    def _files(self, place: PurePosixPath) -> list[str]:
        """The file itself; or the YAML files of a folder and of its `journeys`."""
        if self._kind(place) == "blob":
            return [str(place)]
        folders = [place, place / "journeys"]
        found = [name for folder in folders if self._kind(folder) == "tree" for name in self._listed(folder)]
        return [name for name in found if name.endswith((".yaml", ".yml"))]

    def _kind(self, place: PurePosixPath) -> str:
        name = "" if str(place) == "." else str(place)
        return _git(self.root, "cat-file", "-t", f"{self.commit}:{name}", missing="").strip()

    def _listed(self, folder: PurePosixPath) -> Iterator[str]:
        name = "" if str(folder) == "." else str(folder)
        for line in _git(self.root, "ls-tree", "-z", f"{self.commit}:{name}").split("\0"):
            about, _, file = line.partition("\t")
            if about.split(" ")[1:2] == ["blob"]:
                yield str(folder / file)

    def _write(self, path: str, folder: Path) -> None:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_bytes(self.root, "cat-file", "blob", f"{self.commit}:{path}"))

    def _write_if_there(self, path: PurePosixPath, folder: Path) -> None:
        if ".." not in path.parts and not path.is_absolute() and self._kind(path) == "blob":
            self._write(str(path), folder)


def revision(name: str, folder: Path) -> Revision:
    """The revision that is called so in the repository around a folder. RevisionError if there is none."""
    root = Path(_git(folder, "rev-parse", "--show-toplevel").rstrip("\n"))
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    commit = _git(folder, *asked, missing="").strip()
    if not commit:
        raise RevisionError(say("diff.no_revision", revision=cut(name), folder=root))
    return Revision(name, commit, root)


def _named(journey: Path) -> Iterator[str]:
    """The files that a journey file names: of its people, and of real leads; what can't be read names none."""
    try:
        root = compose(journey).root
    except FileProblems:
        return
    sources = root.child("sources")
    nodes = [root.child("personas"), *(each.child("file") for each in (sources.settings() if sources else {}).values())]
    yield from (node.value for node in nodes if node is not None and isinstance(node.value, str))


def _git(folder: Path, *arguments: str, missing: str | None = None) -> str:
    """What git answers; `missing` if it refuses, else RevisionError with the first line of its reason."""
    try:
        return _bytes(folder, *arguments).decode("utf-8", "replace")
    except RevisionError as error:
        if missing is None or not error.is_wish:
            raise
        return missing


def _bytes(folder: Path, *arguments: str) -> bytes:
    own = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, env={**own, **_QUIET})
    except FileNotFoundError:
        raise RevisionError(say("diff.no_git"), is_wish=False) from None
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines() or [say("diff.git_silent")]
        raise RevisionError(say("diff.git_refused", reason=one_line(reason[0])))
    return done.stdout
