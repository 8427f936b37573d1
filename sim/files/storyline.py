"""A line of a test lead's story in words: when, what, and which touchpoint."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import NamedTuple

from sim.model.timewords import clock_s, iso_date
from sim.words.messages import say
from sim.words.wording import cut, listed

END = "end"
# Actions, each with the words for it; the first are the ones that are shown. Longer words are tried first.
ACTIONS: dict[str, tuple[str, ...]] = {
    "content": ("visits", "downloads", "views", "reads", "sees", "uses", "does"),
    "stay": ("stays on",),
    "open": ("opens",),
    "click": ("clicks",),
    "machine_open": ("machine opens",),
    "scanner_click": ("scanner clicks",),
    "unsubscribe": ("unsubscribes from", "unsubscribes"),
    "register": ("registers for",),
    "attend": ("attends",),
    "cancel": ("cancels",),
    "replay": ("watches",),
    "find": ("sales finds",),
    "return": ("sales returns",),
    "win": ("sales wins",),
    "lose": ("sales loses",),
}
ALONE = ("unsubscribe", "win", "lose")  # actions that need no object
_PHRASES = sorted(
    ((words, action) for action, each in ACTIONS.items() for words in each), key=lambda pair: -len(pair[0])
)
_WHEN = re.compile(r"(?:day ([0-9]{1,5})|([0-9]{4}-[0-9]{2}-[0-9]{2}))(?:[ T]([0-9]{1,2}:[0-9]{2})(?::([0-9]{2}))?)?")


class When(NamedTuple):
    """A moment in words: a day counted from the registration (0), or a date; clock: seconds of local time, if said."""

    day: int | None
    date: date | None
    clock: int | None


class Line(NamedTuple):
    """A line of a story as far as it can be understood without the journey."""

    when: When
    action: str
    object: str


def when(text: str) -> When:
    """`day 12`, `day 12 09:14`, `2026-04-18`, `2026-04-18 09:14:30`; ValueError for anything else."""
    match = _WHEN.fullmatch(_plain(text))
    if match is None:
        raise ValueError(say("story.when", found=cut(text)))
    return _moment(match)


def line(text: str) -> Line:
    """`day 12 09:14 visits price_page`; ValueError for what can't be understood."""
    words = _plain(text)
    match = _WHEN.match(words)
    if match is None:
        raise ValueError(say("story.when", found=cut(text)))
    rest = words[match.end() :]
    said = rest.strip()
    for phrase, action in _PHRASES:
        if re.match(rf"{phrase[:-1] if phrase.endswith('s') else phrase}s?( |$)", said) and rest.startswith(" "):
            return Line(_moment(match), action, _object(said, phrase))
    known = listed(each[0] for each in ACTIONS.values())
    raise ValueError(say("story.action", found=cut(said or text), known=known))


def parted(text: str) -> tuple[str, str]:
    """The moment that a line begins with, as written, and the rest; an empty moment if it begins with none."""
    words = _plain(text)
    match = _WHEN.match(words)
    return (match[0], words[match.end() :].strip()) if match else ("", words)


def _object(said: str, phrase: str) -> str:
    """What stands behind the action."""
    return " ".join(said.split(" ")[len(phrase.split(" ")) :])


def _moment(match: re.Match[str]) -> When:
    day, written, clock, second = match.groups()
    seconds = None if clock is None else clock_s(clock) + int(second or 0)
    if seconds is not None and (seconds >= 86_400 or int(second or 0) > 59):
        raise ValueError(say("story.clock", found=cut(match[0])))
    return When(None if day is None else int(day), None if written is None else iso_date(written), seconds)


def _plain(text: str) -> str:
    """Full-width digits and signs as plain ones, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).split())
