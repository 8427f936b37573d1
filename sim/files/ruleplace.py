"""Where in a file a rule goes wrong: the place of a character inside a value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sim.model.rules import parse
from sim.model.ruletokens import RuleError
from sim.yamlfile import Document, Loc, Problem

# Where rules stand in a journey file; `*` is any name, `#` any entry of a list.
_RULES = (
    *("gate", "sql", "mql.*", "segments.*", "stages.*.enter", "stages.*.back.when", "exits.*.when"),
    *("exits.*.re_enter.when", "contact_policy.suppress", "touchpoints.*.when", "touchpoints.*.content.#.when"),
    *("desk.filter", "desk.priority.#", "desk.teams.*.takes"),
)


def at_character(problem: Problem, document: Document, loc: Loc, offset: int) -> Problem:
    """The problem moved to character `offset` (from 0) of the text at `loc`, if the file has that text on one line."""
    node = document.node(loc)
    if not offset or node is None or not isinstance(node.value, str):
        return problem
    line = _line(node.place.file, node.place.line)[node.place.column - 1 :]
    quote = line[:1] in ("'", '"')
    if not line[quote:].startswith(node.value):
        return problem
    return problem._replace(column=node.place.column + quote + offset)


def _line(file: str, number: int) -> str:
    try:
        lines = re.split("\r\n|\r|\n", Path(file).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return ""
    return lines[number - 1] if number <= len(lines) else ""


def with_places(problems: list[Problem], document: Document) -> list[Problem]:
    """The problems of a journey file, those of its rules at the character where each begins."""
    faults = {loc: error for loc, text in _rule_texts(document.plain()) if (error := _fault(text))}
    placed = [
        at_character(document.problem(loc, text), document, loc, column)
        for loc, error in faults.items()
        for column, text in error.problems
    ]
    settings = {(problem.file, problem.path) for problem in placed}
    return [problem for problem in problems if (problem.file, problem.path) not in settings] + placed


def _fault(text: str) -> RuleError | None:
    try:
        parse(text)
    except RuleError as error:
        return error
    return None


def _rule_texts(plain: Any) -> list[tuple[Loc, str]]:
    """Every text of a journey file that stands where a rule belongs."""
    found = [each for pattern in _RULES for each in _matching(plain, tuple(pattern.split(".")))]
    return [(loc, text) for loc, text in found if isinstance(text, str)]


def _matching(plain: Any, pattern: tuple[str, ...], above: Loc = ()) -> Iterator[tuple[Loc, Any]]:
    """All that stands at a pattern of names, with where it stands."""
    if not pattern:
        yield above, plain
        return
    part, rest = pattern[0], pattern[1:]
    if part == "#":
        below: Iterable[tuple[str | int, Any]] = enumerate(plain) if isinstance(plain, list) else ()
    else:
        named = plain.items() if isinstance(plain, dict) else ()
        below = [(name, value) for name, value in named if part in ("*", name)]
    for name, value in below:
        yield from _matching(value, rest, (*above, name))
