"""Pydantic's errors as our own sentences, each at the setting that is to blame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from sim.words.messages import say
from sim.words.wording import cut, did_you_mean, listed, shown
from sim.yamlfile.yamlmodel import TAG_MARK, UNION_MARK, Notes
from sim.yamlfile.yamltree import Loc
from sim.yamlfile.yamlwords import REFUSED

_MOST_HINTS = 200  # a file of another kind has thousands of unknown settings, and each search costs time
_MOST_KNOWN = 12  # names listed when none is near

_SHAPES: Final = {
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float", "int_parsing_size"), "yaml.whole"),
    **dict.fromkeys(("float_type", "float_parsing", "finite_number"), "yaml.number"),
    **dict.fromkeys(("bool_type", "bool_parsing"), "yaml.bool"),
    **dict.fromkeys(("string_type", "string_unicode", "string_sub_type"), "yaml.text"),
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing"), "yaml.date"),
    **dict.fromkeys(("time_type", "time_parsing"), "yaml.time"),
    **dict.fromkeys(("datetime_type", "datetime_parsing", "datetime_from_date_parsing"), "yaml.datetime"),
    **dict.fromkeys(("dict_type", "mapping_type", "model_type", "model_attributes_type"), "yaml.settings"),
    **dict.fromkeys(("list_type", "tuple_type", "set_type", "frozen_set_type", "iterable_type"), "yaml.list"),
    "none_required": "yaml.nothing",
}
_LIMITS: Final = {  # type: (sentence, the limit's name in pydantic's context)
    "greater_than": ("yaml.above", "gt"),
    "greater_than_equal": ("yaml.at_least", "ge"),
    "less_than": ("yaml.below", "lt"),
    "less_than_equal": ("yaml.at_most", "le"),
    "multiple_of": ("yaml.multiple", "multiple_of"),
    "string_too_short": ("yaml.text_short", "min_length"),
    "string_too_long": ("yaml.text_long", "max_length"),
    "string_pattern_mismatch": ("yaml.pattern", "pattern"),
    "too_short": ("yaml.few", "min_length"),
    "too_long": ("yaml.many", "max_length"),
}


class Mistake(NamedTuple):
    """What is wrong at `loc`; `at_name` if the name of the setting is to blame, not its value."""

    loc: Loc
    rule: str  # a whole sentence if `found` is empty
    found: str = ""
    hint: str = ""
    at_name: bool = False
    shape: bool = False  # the value is of another kind altogether

    @property
    def text(self) -> str:
        """The sentence that the user reads."""
        return say("yaml.found", rule=self.rule, found=self.found, hint=self.hint) if self.found else self.rule


def mistakes(error: ValidationError | None, data: object, notes: Notes) -> list[Mistake]:
    """Return what `error`, and the `notes` taken with it, say about `data` (nested dict, list, str), in any order."""
    errors = [] if error is None else [(details["loc"], details) for details in error.errors(include_url=False)]
    found = _Reader(data, notes).settled(errors)
    kinds = [(loc, notes.kinds[id(block)]) for loc, block in _blocks(data) if id(block) in notes.kinds]
    return found + [_refused(loc, complaint.context or {}) for loc, complaint in kinds]


class _Reader:
    def __init__(self, data: object, notes: Notes) -> None:
        self.data, self.notes = data, notes
        self.hints_left = _MOST_HINTS

    def settled(self, errors: Iterable[tuple[Loc, ErrorDetails]]) -> list[Mistake]:
        """One mistake for each error outside unions; of each union only what its most fitting choice says."""
        found: list[Mistake] = []
        unions: dict[Loc, dict[str | int, list[tuple[Loc, ErrorDetails]]]] = {}
        for loc, details in errors:
            at = next((i for i, part in enumerate(loc) if str(part).startswith(UNION_MARK)), None)
            if at is None:
                found.append(self._mistake(_unmarked(loc), details))
            else:
                rest = (loc[:at] + loc[at + 1 :], details)
                unions.setdefault(loc[:at], {}).setdefault(loc[at], []).append(rest)
        for loc, choices in unions.items():
            found += _of_union(_unmarked(loc), [self.settled(choice) for choice in choices.values()])
        return found

    def _mistake(self, loc: Loc, details: ErrorDetails) -> Mistake:
        kind, context = details["type"], details.get("ctx", {})
        if loc and loc[-1] == "[key]":
            return self._value_mistake(loc[:-1], details)._replace(at_name=True)
        if kind == "extra_forbidden":
            return Mistake(loc, say("yaml.unknown_setting", hint=self._known(loc)), at_name=True)
        if kind == "missing":
            return Mistake(loc, say("yaml.missing_entry" if loc and isinstance(loc[-1], int) else "yaml.missing"))
        if kind == REFUSED:
            return _refused(loc, context)
        return self._value_mistake(loc, details)

    def _value_mistake(self, loc: Loc, details: ErrorDetails) -> Mistake:
        kind, context = details["type"], details.get("ctx", {})
        if kind == REFUSED:
            return _refused(loc, context)
        if kind in ("value_error", "assertion_error"):  # our own validators: their text is the sentence
            return Mistake(loc, str(context["error"]))
        if kind in _SHAPES:
            return Mistake(loc, say(_SHAPES[kind]), shown(details["input"]), shape=True)
        if kind in _LIMITS:
            sentence, name = _LIMITS[kind]
            return Mistake(loc, say(sentence, limit=shown(context[name])), self._found(loc, details["input"]))
        return Mistake(loc, say("yaml.not_valid", rule=cut(kind)), shown(details["input"]))

    def _found(self, loc: Loc, value: Any) -> str:
        """The value, and how it is written if that differs: a limit of 60 seconds was broken by `30s`."""
        if isinstance(value, list | tuple | set | frozenset | Mapping):
            return str(len(value))
        written = _at(self.data, loc)
        same = not isinstance(written, str) or isinstance(value, str) or _is_number(written)
        return shown(value) + ("" if same else say("yaml.written", text=shown(written)))

    def _known(self, loc: Loc) -> str:
        """What to append to the complaint about an unknown setting: the name most likely meant, or all there are."""
        self.hints_left -= 1
        if self.hints_left < 0:
            return ""
        block = _at(self.data, loc[:-1])
        names = dict.fromkeys(self.notes.names.get(id(block), ()))
        unused = [name for name in names if not (isinstance(block, Mapping) and name in block)]
        if hint := did_you_mean(str(loc[-1]), unused) or did_you_mean(str(loc[-1]), names):
            return hint
        return say("yaml.known", names=listed(names)) if 0 < len(names) <= _MOST_KNOWN else ""


def _refused(loc: Loc, context: Mapping[str, Any]) -> Mistake:
    below = (*loc, context["at"]) if context.get("at") else loc
    if not context.get("rule"):
        return Mistake(below, context["text"])
    return Mistake(below, context["rule"], context["found"], context["hint"], shape=context["shape"])


def _unmarked(loc: Loc) -> Loc:
    return tuple(part for part in loc if not str(part).startswith(TAG_MARK))


def _of_union(loc: Loc, choices: list[list[Mistake]]) -> list[Mistake]:
    """The mistakes of the choice that fits best: one that got inside, else of the right kind; else all rules in one."""
    inside = [choice for choice in choices if any(mistake.loc != loc for mistake in choice)]
    right_kind = [choice for choice in choices if not all(mistake.shape for mistake in choice)]
    if fitting := inside or right_kind:
        return min(fitting, key=len)
    flat = [mistake for choice in choices for mistake in choice]
    rule = flat[0].rule
    for other in dict.fromkeys(mistake.rule for mistake in flat[1:] if mistake.rule != rule):
        rule = say("yaml.or", first=rule, second=other)
    return [flat[0]._replace(rule=rule, hint=next((mistake.hint for mistake in flat if mistake.hint), ""))]


def _at(data: object, loc: Loc) -> object:
    """What stands at `loc` in `data`; None where nothing does."""
    for part in loc:
        if isinstance(data, Mapping):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data


def _blocks(data: object, loc: Loc = ()) -> Iterator[tuple[Loc, object]]:
    """Every block of settings in `data`, with where it stands."""
    if isinstance(data, Mapping):
        yield loc, data
        for name, value in data.items():
            yield from _blocks(value, (*loc, name))
    elif isinstance(data, list):
        for n, value in enumerate(data):
            yield from _blocks(value, (*loc, n))


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
