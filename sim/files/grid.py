"""Scenarios as an experiment file asks for them: one by one in `scenarios`, and every combination of `vary`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from sim.files.findings import Finding
from sim.model.experimentfile import MOST_SCENARIOS
from sim.words.messages import say
from sim.words.wording import cut
from sim.yamlfile import Document, Loc, Name, Node
from sim.yamlfile.yamlwords import number

_SAYS_NOTHING = ("value", "median")  # last parts of paths: the figure is called by the part before
_LONGEST = 60  # characters of a name
_RANGE = {"from", "to", "step"}
MOST_VALUES = 100  # of a setting
_NAME: TypeAdapter[str] = TypeAdapter(Name)


class Draft(NamedTuple):
    """A scenario as it is written: its changes by dotted path, where in the file each stands, and where all of it."""

    changes: dict[str, Node]
    places: dict[str, Loc]
    loc: Loc

    @property
    def is_combination(self) -> bool:
        """Whether `vary` makes it."""
        return self.loc == ("vary",)

    def place(self, changes: Iterable[str]) -> Loc:
        """Where the first of some changes stands; without any, the scenario."""
        return next((self.places[change] for change in changes), self.loc)


class Choice(NamedTuple):
    """One value of a varied setting, the part of a scenario's name that it makes, and where it stands."""

    name: str
    path: str
    node: Node
    loc: Loc


def drafts(document: Document) -> tuple[dict[str, Draft], list[Finding]]:
    """All scenarios of an experiment file by name, as far as it can be understood; and what is wrong with them.

    Too many are not made at all.
    """
    single = dict(_single(document))
    axes, findings = axes_at(document, ("vary",))
    found = len(single) + (math.prod(map(len, axes)) if axes else 0)
    if len(single) > MOST_SCENARIOS:
        return {}, [*findings, too_many(found, "scenarios")]
    if found > MOST_SCENARIOS + 1:  # one of them may be the baseline
        return single, [*findings, too_many(found, "vary")]
    combinations = [_combined(choices) for choices in product(*axes)] if axes else []
    findings += _misnamed(single, [name for name, _ in combinations], axes)
    if not single and not axes and not findings and document.node(("search",)) is None:
        findings.append(Finding(("scenarios",), say("experiment.none")))
    return single | {name: draft for name, draft in combinations if name not in single}, findings


def too_many(found: int, section: str) -> Finding:
    """The finding that there are more scenarios than possible."""
    return Finding((section,), say("experiment.many", found=found, most=MOST_SCENARIOS))


def _single(document: Document) -> Iterator[tuple[str, Draft]]:
    for name, node in _settings(document, ("scenarios",)).items():
        changes = dict(node.settings())
        yield name, Draft(changes, {path: ("scenarios", name, path) for path in changes}, ("scenarios", name))


def axes_at(document: Document, where: Loc) -> tuple[list[list[Choice]], list[Finding]]:
    """The values of each varied setting of a section; and what is wrong with a setting, its values or their names.

    A setting that can't be varied, or has more than MOST_VALUES values, has none.
    """
    axes, findings = [], []
    settings = _settings(document, where)
    for path, node in settings.items():
        choices, wrong = _axis(path, node, (*where, path), settings)
        axes += [choices] if choices else []
        findings += wrong
    return axes, findings


def _axis(path: str, node: Node, loc: Loc, beside: Iterable[str]) -> tuple[list[Choice], list[Finding]]:
    if other := next((each for each in beside if path.startswith(f"{each}.")), None):
        return [], [Finding(loc, say("experiment.within", other=cut(other)), at_name=True)]
    if node.settings() and node.settings().keys() <= _RANGE:
        return _range(path, node, loc)
    choices = list(_choices(path, node, loc))
    if len(choices) > MOST_VALUES:
        return [], [Finding(loc, say("experiment.many_values", found=len(choices), most=MOST_VALUES))]
    once: dict[str, Choice] = {}
    for each in choices:
        once.setdefault(str(each.node.plain()), each)
    return list(once.values()), [*_twice(choices, once), *_nameless(once.values())]


def _twice(choices: Iterable[Choice], once: Mapping[str, Choice]) -> Iterator[Finding]:
    """Values that have been there before."""
    for each in choices:
        first = once[str(each.node.plain())]
        if first is not each:
            yield Finding(each.loc, say("experiment.value_twice", first=cut(first.name)))


def _nameless(choices: Iterable[Choice]) -> Iterator[Finding]:
    """Values of a list that need a name."""
    for each in choices:
        if isinstance(each.loc[-1], int) and not _is_named(each):
            told = {"found": cut(each.name), "path": cut(each.path), "value": _shown(each.node)}
            yield Finding(each.loc, say("experiment.no_name", **told))


def _choices(path: str, node: Node, loc: Loc) -> Iterator[Choice]:
    for name, value in node.settings().items():
        yield Choice(name, path, value, (*loc, name))
    for n, value in enumerate(node.value if isinstance(node.value, tuple) else ()):
        yield Choice(f"{_last(path)}_{_shown(value)}", path, value, (*loc, n))


def _range(path: str, node: Node, loc: Loc) -> tuple[list[Choice], list[Finding]]:
    """Numbers one step apart, both ends included, as if they had been listed."""
    texts = {"step": "1", **{name: child.value for name, child in node.settings().items()}}
    try:
        first, last, step = (_decimal(texts.get(name)) for name in ("from", "to", "step"))
        if not (first < last and step > 0 and (last - first) / step < MOST_VALUES):
            raise ValueError(step)
    except (ArithmeticError, ValueError):
        return [], [Finding(loc, say("experiment.range_of_values", most=MOST_VALUES))]
    values = [str(first + n * step) for n in range(int((last - first) / step) + 1)]
    return [Choice(f"{_last(path)}_{_spelled(v)}", path, replace(node, value=v), loc) for v in values], []


def _decimal(text: object) -> Decimal:
    """A number as files write it, exactly; ValueError if it is none."""
    number(text)
    return Decimal(str(text))


def _spelled(figure: str) -> str:
    """A number in letters that a name may have."""
    return figure.replace(".", "_").replace("-", "minus_")


def _is_named(choice: Choice) -> bool:
    return _is_name(choice.name[:_LONGEST])


def _last(path: str) -> str:
    *above, last = path.split(".")
    return above[-1] if above and last in _SAYS_NOTHING else last


def _shown(node: Node) -> str:
    return cut(node.value) if isinstance(node.value, str) else "..."


def _combined(choices: Sequence[Choice]) -> tuple[str, Draft]:
    return name_of(choices), draft_of(choices)


def name_of(choices: Sequence[Choice]) -> str:
    """The name of a combination."""
    return "_".join(each.name for each in choices)


def draft_of(choices: Sequence[Choice]) -> Draft:
    """A combination as if it had been written as a scenario."""
    places = {each.path: each.loc for each in choices}
    return Draft({each.path: each.node for each in choices}, places, ("vary",))


def _misnamed(single: Iterable[str], names: Sequence[str], axes: Sequence[Sequence[Choice]]) -> Iterator[Finding]:
    """The longest name if it is too long, and the first that two scenarios would have."""
    longest = max(names, key=len, default="")
    if len(longest) > _LONGEST:
        wordy = max((each for choices in axes for each in choices), key=lambda each: len(each.name))
        words = {"found": cut(longest), "path": cut(wordy.path), "value": _shown(wordy.node)}
        yield Finding(("vary",), say("experiment.long_name", **words))
    seen = set(single)
    for name in names:
        if name in seen:
            yield Finding(("vary",), say("experiment.same_name", found=cut(name)))
            return
        seen.add(name)


def _is_name(text: str) -> bool:
    try:
        _NAME.validate_python(text)
    except ValidationError:
        return False
    return True


def _settings(document: Document, loc: Loc) -> Mapping[str, Node]:
    node = document.node(loc)
    return node.settings() if node else {}
