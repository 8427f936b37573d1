"""What click says by itself (Usage, Error, a missing argument), in the language in use.

Click asks gettext, which looks for translations in compiled files of the machine. Its modules hold that as `_` and
`ngettext`; both are replaced by a look into our catalogue. Words that it doesn't have stay as click says them.
"""

from __future__ import annotations

from typing import Final

from click import core, decorators, exceptions, formatting, parser, types

from sim.words.languagewords import ENGLISH
from sim.words.messages import said

_KEYS: Final = {text: key for key, text in ENGLISH.items() if key.startswith("click.")}


def spoken(text: str) -> str:
    """Words of click in the language in use."""
    return said(_KEYS.get(text, ""), text)


def spoken_of(one: str, many: str, count: int) -> str:
    """Likewise for a number of things."""
    return spoken(one if count == 1 else many)


def translate() -> None:
    """From now on click speaks the language in use."""
    for module in (core, decorators, exceptions, formatting, parser, types):
        vars(module).update(_=spoken, ngettext=spoken_of)
