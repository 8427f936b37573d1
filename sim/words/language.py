"""The language that users are spoken to in: one at a time, for the whole process and those that it starts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Literal, get_args

Language = Literal["en", "ja"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
VARIABLE: Final = "NURTURE_LANG"  # of the environment; workers read it when they begin


def known(word: str | None) -> Language | None:
    """The language of this name; None for any other word."""
    return next((each for each in LANGUAGES if each == word), None)


_current: Language = known(os.environ.get(VARIABLE)) or "en"


def current() -> Language:
    """The language in use; English unless somebody has said otherwise."""
    return _current


def use(which: Language) -> None:
    """Speak this language from now on, in processes started from now on as well."""
    global _current
    _current = os.environ[VARIABLE] = which


@contextmanager
def speaking(which: Language) -> Iterator[None]:
    """Inside, speak this language."""
    before, variable = _current, os.environ.get(VARIABLE)
    use(which)
    try:
        yield
    finally:
        use(before)
        if variable is None:
            del os.environ[VARIABLE]
        else:
            os.environ[VARIABLE] = variable  # also where it named no language of ours
