"""What the words of a file mean as numbers, truth values, dates and choices: one thing, or they are refused.

YAML itself reads `010` as 8, `1_000` as a number, `10:30` as 630 and `NO` as false, and pydantic reads `1` as true.
Nothing here does, and each refusal says what would be right. A reader takes a text as written; what is no text any more
(a value set in Python) passes through to pydantic.
"""

from __future__ import annotations

import enum
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from pydantic_core import PydanticCustomError

from sim.words.messages import say
from sim.words.wording import did_you_mean, listed, shown

REFUSED: Final = "refused"  # the type of our own pydantic errors; `refusal` fills their context
Reader = Callable[[object], object]

_WHOLE = re.compile(r"[+-]?(0|[1-9][0-9]{0,17})")
_NUMBER = re.compile(r"[+-]?((0|[1-9][0-9]*)(\.[0-9]+)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}([,_ ][0-9]{3})+(\.[0-9]+)?")
_LIKE_BOOLS = {
    **dict.fromkeys(("true", "yes", "on", "y", "t", "1"), "true"),
    **dict.fromkeys(("false", "no", "off", "n", "f", "0"), "false"),
}
_MOST_CHOICES = 12  # named in one sentence
_LONGEST_HINT = 20  # characters


def refusal(rule: str, value: object, *, hint: str = "", at: str = "", shape: bool = False) -> PydanticCustomError:
    """Return the error that `value` breaks `rule`, to be raised by a validator.

    `hint` follows the sentence, `at` names the setting below the validated one that is to blame, and `shape` says that
    the value is of another kind altogether (which lets another choice of a union speak instead).
    """
    found = shown(value)
    text = say("yaml.found", rule=rule, found=found, hint=hint)
    context = {"text": text, "rule": rule, "found": found, "hint": hint, "at": at, "shape": shape}
    return PydanticCustomError(REFUSED, "{text}", context)


def whole(value: object) -> object:
    """Read a whole number: `0`, `12`, `-3`; at most 18 digits, no leading zero, no separators."""
    if not isinstance(value, str):
        return _no_text(value, say("yaml.whole"))
    if _WHOLE.fullmatch(value):
        return int(value)
    if re.fullmatch(r"[+-]?[1-9][0-9]{18,}", value):
        raise refusal(say("yaml.whole_digits"), value, shape=True)
    raise refusal(say("yaml.whole"), value, hint=_write(_as_whole(_plainly(value)), _WHOLE), shape=True)


def number(value: object) -> object:
    """Read a finite decimal number: `0.5`, `.5`, `-3`, `1e-3`."""
    if not isinstance(value, str):
        return _no_text(value, say("yaml.number"))
    if _NUMBER.fullmatch(value) and math.isfinite(float(value)):
        return float(value)
    plainly = _plainly(value)
    hint = _write(plainly, _NUMBER) if plainly != value else ""  # 1e999 has the form, and is no number all the same
    raise refusal(say("yaml.number"), value, hint=hint, shape=True)


def truth(value: object) -> object:
    """Read `true` or `false`, and nothing that only resembles them."""
    if not isinstance(value, str):
        return _no_text(value, say("yaml.bool"))
    if value in ("true", "false"):
        return value == "true"
    plainly = _LIKE_BOOLS.get(unicodedata.normalize("NFKC", value).strip().casefold())
    raise refusal(say("yaml.bool"), value, hint=say("yaml.write", plainly=plainly) if plainly else "", shape=True)


def moment(key: str, form: re.Pattern[str], read: Callable[[str], object]) -> Reader:
    """Return a reader of dates or times that have `form`, made by `read`; the sentence `key` says so of all others.

    It is looked up when it is said: the language may be another by then.
    """

    def reader(value: object) -> object:
        if not isinstance(value, str):
            return _no_text(value, say(key))
        try:
            if form.fullmatch(value):
                return read(value)
        except ValueError:  # 30 February
            pass
        raise refusal(say(key), value, shape=True)

    return reader


def choice(choices: Iterable[object]) -> Reader:
    """Return a reader of one of `choices` (texts, numbers, truth values, members of an enum) by its text in a file."""
    by_text = {text_of(value): value for value in choices}

    def reader(value: object) -> object:
        if isinstance(value, str) and value in by_text:
            return by_text[value]
        if any(type(value) is type(known) and value == known for known in by_text.values()):
            return value
        raise refusal(choice_rule(by_text), value, hint=meant(value, by_text), shape=True)

    return reader


def choice_rule(names: Iterable[str]) -> str:
    """Return the rule that a value must be one of `names`, the first twelve of them named."""
    quoted = [shown(name) for name in names]
    if len(quoted) == 1:
        return say("yaml.one", choice=quoted[0])
    if len(quoted) <= _MOST_CHOICES:
        return say("yaml.one_of", choices=listed(quoted))
    return say("yaml.one_of_many", choices=listed(quoted[:_MOST_CHOICES]), count=len(quoted))


def meant(value: object, names: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` if `value` is a text near one of `names`, else an empty text."""
    return did_you_mean(value, names) if isinstance(value, str) else ""


def text_of(value: object) -> str:
    """Return how a choice is written in a file."""
    value = value.value if isinstance(value, enum.Enum) else value
    return str(value).lower() if isinstance(value, bool) else str(value)


def _no_text(value: object, rule: str) -> object:
    if value is None or isinstance(value, Mapping | list | tuple):
        raise refusal(rule, value, shape=True)
    return value


def _write(plainly: str, form: re.Pattern[str]) -> str:
    return say("yaml.write", plainly=plainly) if len(plainly) <= _LONGEST_HINT and form.fullmatch(plainly) else ""


def _plainly(text: str) -> str:
    """The plain way to write the number that `text` most likely means; nothing like a number stays what it is."""
    word = unicodedata.normalize("NFKC", text[:60]).strip().replace("\N{MINUS SIGN}", "-")
    if re.fullmatch(r"0[xX][0-9a-fA-F]{1,12}", word):
        return str(int(word, 16))
    if _GROUPED.fullmatch(word):
        word = re.sub("[,_ ]", "", word)
    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]+)?\s*%", word):
        return f"{float(word.rstrip('% ')) / 100:.12g}"
    return re.sub(r"^([+-]?)0+(?=[0-9])", r"\1", word.replace("_", "").removesuffix("."))


def _as_whole(word: str) -> str:
    """`word` without fraction or exponent, if it is a whole number in disguise."""
    if _NUMBER.fullmatch(word) and abs(float(word)) < 1e15 and float(word).is_integer():
        return str(int(float(word)))
    return word
