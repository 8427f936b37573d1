"""Mails without delay that cause themselves, and would go out for ever."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sim.files.findings import Finding
from sim.model.journey import Content, Email, Journey
from sim.words.messages import say


def lint_endless(journey: Journey) -> Iterator[Finding]:
    """Each mail that waits for what it causes itself, or by way of others, if nothing on the way takes time or ends it.

    A stage or a turn of life that sets off a mail comes by conditions of its own, and a call ends with a hand-off:
    only behaviours close such a circle.
    """
    mails = {name: each for name, each in journey.touchpoints.items() if isinstance(each, Email) and _goes_on(each)}
    after = {
        name: [other for other, mail in mails.items() if _sets_off(brought_by(name, journey), mail)] for name in mails
    }
    for name in mails:
        if path := _way(name, name, after):
            yield Finding(("touchpoints", name, "after"), say("lint.endless", path=" -> ".join([name, *path])))


def _goes_on(mail: Email) -> bool:
    return mail.after is not None and not mail.delay and not mail.cooldown and mail.max_sends is None


def _sets_off(brought: set[tuple[str, str]], mail: Email) -> bool:
    return any(behaviour == mail.after and mail.of in (None, place) for behaviour, place in brought)


def brought_by(name: str, journey: Journey) -> set[tuple[str, str]]:
    """The behaviours that a mail itself can bring about, each with the touchpoint at which it is tracked."""
    mail = journey.touchpoints[name]
    assert isinstance(mail, Email)
    pages = {linked: journey.touchpoints.get(linked) for linked in linked_by(mail)}
    seen = {(page.behaviour, linked) for linked, page in pages.items() if isinstance(page, Content)}
    stays = {(page.dwell.behaviour, to) for to, page in pages.items() if isinstance(page, Content) and page.dwell}
    return {("open", name), ("click", name), *seen, *stays}


def linked_by(mail: Email) -> set[str]:
    """All content that a mail can link to, for whomever."""
    parts: list[Any] = [choice.content for choice in mail.content] if isinstance(mail.content, list) else [mail.content]
    parts += [variant.content for variant in mail.variants.values() if variant.content is not None]
    return {name for part in parts for name in ([part] if isinstance(part, str) else part.values())}


def _way(start: str, goal: str, after: Mapping[str, Sequence[str]]) -> list[str] | None:
    """The shortest way of one step or more."""
    ways = [[step] for step in after[start]]
    seen: set[str] = set()
    for way in ways:  # grows while it is read: breadth first
        if way[-1] == goal:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            ways += [[*way, step] for step in after[way[-1]]]
    return None
