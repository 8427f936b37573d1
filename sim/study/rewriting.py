"""Expectations of test leads as they would have to be for the tests to pass, and files rewritten so."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from sim import yamlfile
from sim.files.testleads import LoadedTestLeads
from sim.study import durable
from sim.study.leadtests import Failure, Outcome
from sim.words.messages import say
from sim.words.wording import cut
from sim.yamlfile import CannotEdit, FileProblems, Loc, Problem, compose, edited

_YAML = (".yaml", ".yml")
_TRUTHS = (("yes", "no"), ("true", "false"), ("はい", "いいえ"))  # the first pair is written where no other was


class Change(NamedTuple):
    """One expectation: where its value stands (`line` counts from 1), what is written there and what would be."""

    loc: Loc
    line: int
    lead: str
    moment: str
    key: str
    old: str
    new: str


class Rewriting(NamedTuple):
    """What would change in a file, and the failures that no other value would mend."""

    loaded: LoadedTestLeads
    changes: tuple[Change, ...]
    left: tuple[Failure, ...]

    @property
    def path(self) -> Path:
        """The file, as the user named it."""
        return self.loaded.path


def rewriting(loaded: LoadedTestLeads, outcomes: Iterable[Outcome]) -> Rewriting:
    """What of a file must read otherwise for the tests to pass. Steps that couldn't happen are never rewritten."""
    changes, left = [], []
    for outcome in outcomes:
        for failure in outcome.failures:
            change = _change(loaded, outcome.name, failure)
            changes.append(change) if change else left.append(failure)
    return Rewriting(loaded, tuple(changes), tuple(left))


def _change(loaded: LoadedTestLeads, lead: str, failure: Failure) -> Change | None:
    """None where nothing that could stand there is true, or where the file isn't one that is rewritten."""
    if not failure.key or failure.found is None or loaded.path.suffix not in _YAML:
        return None
    loc: Loc = ("leads", lead, "expect", failure.moment, *failure.key.split(".", 1))
    node = loaded.document.node(loc)
    if node is None or not isinstance(node.value, str):
        return None
    new = _words(failure.found, node.value)
    return Change(loc, node.place.line, lead, failure.moment, failure.key, node.value, new)


def _words(found: Any, old: str) -> str:
    """What was found as it is written in a file; yes and no in the words that stood there."""
    if not isinstance(found, bool):
        return str(found)
    yes, no = next((pair for pair in _TRUTHS if old.strip().casefold() in pair), _TRUTHS[0])
    return yes if found else no


def change_lines(found: Rewriting) -> list[str]:
    """Each change as a line: where, what, old and new; then what can't be rewritten."""
    lines = [
        say(
            "rewrite.change",
            place=f"{found.path}:{each.line}",
            lead=each.lead,
            key=each.key,
            moment=each.moment,
            old=cut(each.old),
            new=cut(each.new),
        )
        for each in found.changes
    ]
    return lines + [say("rewrite.left", place=f"{found.path}:{each.line}", text=each.text) for each in found.left]


def rewrite(found: Rewriting) -> None:
    """Write the file with the values changed and everything else as it was, whole or not at all.

    Raises FileProblems if it isn't any more as it was when it was played, or can't be read; OSError if it can't be
    written.
    """
    now = compose(found.path)
    if now.plain() != found.loaded.document.plain():
        raise FileProblems([Problem(str(found.path), 1, 1, "", say("rewrite.other_file"))])
    file = found.path.resolve()  # where the name is a link, what it leads to is written
    values = [yamlfile.Change(each.loc, each.new) for each in found.changes]
    try:
        text = edited(file.read_bytes().decode(), values)
    except CannotEdit as error:
        raise FileProblems([now.problem(error.loc, str(error))]) from error
    durable.write_by(file, lambda temporary: _fill(temporary, text, file))


def _fill(temporary: Path, text: str, like: Path) -> None:
    temporary.write_bytes(text.encode())
    shutil.copymode(like, temporary)
