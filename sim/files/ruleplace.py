"""Where in a file a rule goes wrong: the place of a character inside a value."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sim.model.rules import parse
from sim.model.ruletokens import RuleError
from sim.yamlfile import Document, Loc, Problem


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
    locs: list[Loc] = [("gate",), ("sql",)]
    locs += [("mql", name) for name in _names(plain, "mql")]
    locs += [("stages", name, "enter") for name in _names(plain, "stages")]
    locs += [("touchpoints", name, "when") for name in _names(plain, "touchpoints")]
    texts = [(loc, _at(plain, loc)) for loc in locs]
    return [(loc, text) for loc, text in texts if isinstance(text, str)]


def _names(plain: Any, section: str) -> list[str]:
    found = _at(plain, (section,))
    return list(found) if isinstance(found, dict) else []


def _at(plain: Any, loc: Loc) -> Any:
    for part in loc:
        plain = plain.get(part) if isinstance(plain, dict) else None
    return plain
