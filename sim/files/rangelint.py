"""The ranges of assumptions: what each is about, that its ends are in order, and that the journey can be so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sim.files.experimentlint import figure_loc, no_figure, size_of
from sim.words.messages import say
from sim.yamlfile import Document, Loc, Node, Problem

Documents = tuple[Document, Document]  # of the journey and of its personas
Trial = Callable[[Mapping[str, Node]], list[Problem]]  # what is wrong when settings are so
_ENDS = ("low", "high")


def lint_ranges(document: Document, documents: Documents, trial: Trial) -> list[Problem]:
    """What is wrong with the assumptions of an experiment; what is wrong without them is not their fault."""
    ranges = _ranges(document)
    known = set(trial({})) if ranges else set()
    return [
        *_twice(document, documents, ranges),
        *(problem for path in ranges for problem in _range(document, path, documents, trial, known)),
    ]


def _twice(document: Document, documents: Documents, ranges: list[str]) -> Iterator[Problem]:
    """Two names of one number: which range was meant would depend on their order."""
    seen: dict[Loc, str] = {}
    for path in ranges:
        figure = figure_loc(documents, path)
        if figure is not None and (first := seen.setdefault(figure[1], path)) != path:
            yield document.problem(("assumptions", path), say("experiment.figure_twice", first=first), at_name=True)


def outside(document: Document, documents: Documents) -> Iterator[tuple[Loc, str]]:
    """The place of each range that the file's own value lies outside of, and that value."""
    for path in _ranges(document):
        figure = figure_loc(documents, path)
        own = figure[0].node(figure[1]) if figure else None
        low, high = (_size(_end(document, path, n)) for n in (0, 1))
        size = _size(own)
        if own and low and high and size and low[0] == size[0] == high[0] and not low <= size <= high:
            yield ("assumptions", path), str(own.value)


def _ranges(document: Document) -> list[str]:
    node = document.node(("assumptions",))
    return list(node.settings()) if node else []


def _range(
    document: Document, path: str, documents: Documents, trial: Trial, known: set[Problem]
) -> Iterator[Problem]:
    figure = figure_loc(documents, path)
    if figure is None:
        yield document.problem(("assumptions", path), no_figure(path, documents), at_name=True)
        return
    setting = ".".join(map(str, figure[1]))
    ends = [_end(document, path, n) for n in (0, 1)]
    for n, end in enumerate(ends):
        if end is not None and isinstance(end.value, str):
            for problem in trial({setting: end}):
                if problem not in known:
                    yield _at_end(document, _loc(document, path, n), problem, setting)
    low, high = map(_size, ends)
    if low is not None and high is not None and ends[0] is not None and low[0] == high[0] and not low < high:
        text = say("experiment.range_order", low=ends[0].value)
        yield document.problem(_loc(document, path, 1), text)


def _at_end(document: Document, loc: Loc, problem: Problem, setting: str) -> Problem:
    """A mistake that an end makes, told at the end, whatever setting it is about."""
    is_own = problem.path == setting
    text = problem.text if is_own else say("experiment.range_end", path=problem.path, text=problem.text)
    return document.problem(loc, text)


def _loc(document: Document, path: str, n: int) -> Loc:
    """Where the low (0) or the high (1) end stands."""
    node = document.node(("assumptions", path))
    return ("assumptions", path, n if node and isinstance(node.value, tuple) else _ENDS[n])


def _end(document: Document, path: str, n: int) -> Node | None:
    return document.node(_loc(document, path, n))


def _size(node: Node | None) -> tuple[str, float] | None:
    return size_of(node.value) if node is not None and isinstance(node.value, str) else None
