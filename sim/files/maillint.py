"""What is wrong with mails and calls: what sets them off, what they link to, their splits and hours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.files.findings import Finding, Names, each_known, in_order, known_name, unknown
from sim.model.calendar import DAY_S, clock_words, working_spans
from sim.model.journey import Call, Contacting, Content, Email, Journey, Triggered, Webinar
from sim.words.messages import say
from sim.words.wording import cut, listed, shown
from sim.yamlfile import Loc

_MOMENTS = ("cadence", "after", "entering", "on")
_OF_INVITATIONS = ("open", "unsubscribed", "webinar_registered", "webinar_attended", "webinar_missed")


def lint_triggered(loc: Loc, each: Email | Call, journey: Journey, names: Names) -> Iterator[Finding]:
    """What is wrong with the moment of a mail or call."""
    given = [moment for moment in _MOMENTS if getattr(each, moment, None) is not None]
    if not given:
        yield Finding(loc, say("lint.no_moment") if isinstance(each, Email) else say("lint.no_trigger"))
    for second in given[1:]:
        yield Finding((*loc, second), say("lint.either", first=given[0], second=second))
    for setting in ("delay", "cooldown") if given == ["cadence"] else ():
        if getattr(each, setting):
            yield Finding((*loc, setting), say("lint.delay_alone", setting=setting))
    yield from known_name((*loc, "after"), "lint.unknown_behaviour", each.after, names.behaviours)
    yield from known_name((*loc, "entering"), "lint.unknown_stage", each.entering, names.stages)
    yield from _of(loc, each, journey, names)
    yield from _turn(loc, each, names)
    yield from in_order(loc, each.since, each.until)


def _of(loc: Loc, each: Triggered, journey: Journey, names: Names) -> Iterator[Finding]:
    if each.of is None:
        return
    if each.after is None:
        yield Finding((*loc, "of"), say("lint.of_alone"))
    yield from known_name((*loc, "of"), "lint.unknown_touchpoint", each.of, names.touchpoints)
    touchpoint = journey.touchpoints.get(each.of)
    if touchpoint is None or each.after not in (names.behaviours or ()):
        return
    tracked = tracked_at(touchpoint)
    if each.after not in tracked:
        known = listed(tracked) or say("wording.nothing")
        yield Finding((*loc, "of"), say("lint.of_behaviour", found=each.of, after=each.after, known=known))


def tracked_at(touchpoint: Content | Email | Webinar | Call) -> list[str]:
    """The behaviours that can be tracked at a touchpoint itself."""
    match touchpoint:
        case Content():
            return [touchpoint.behaviour, *([touchpoint.dwell.behaviour] if touchpoint.dwell else [])]
        case Email():
            return ["open", "click", "unsubscribed"]
        case Webinar():
            return [*_OF_INVITATIONS, *(["webinar_replayed"] if touchpoint.replay else [])]
        case Call():
            return []


def _turn(loc: Loc, each: Triggered, names: Names) -> Iterator[Finding]:
    """Turns of life that this journey doesn't have."""
    if each.on in ("dormant", "reactivated") and "dormancy" not in names.written:
        yield Finding((*loc, "on"), say("lint.no_dormancy", found=each.on))
    if each.on in ("exited", "reentered") and names.exits is not None and not names.exits:
        yield Finding((*loc, "on"), say("lint.no_exits", found=each.on))
    if each.on == "exited" and isinstance(each, Call):
        yield Finding((*loc, "on"), say("lint.call_exited"))
    if each.on == "reentered" and names.exits and not any("re_enter" in (way or ()) for way in names.exits.values()):
        yield Finding((*loc, "on"), say("lint.no_re_enter"))


def lint_mail(loc: Loc, mail: Email, names: Names) -> Iterator[Finding]:
    """What is wrong with what a mail says, and to whom."""
    for at, part in _parts(loc, mail):
        if not part:
            yield Finding(at, say("lint.no_content"))
        by_stage = part if isinstance(part, dict) else {}
        yield from each_known(at, "lint.unknown_stage", by_stage, names.stages)
        links = {(*at, stage): content for stage, content in by_stage.items()} if by_stage else {at: part}
        for link, content in links.items():
            if content and names.content is not None and content not in names.content:
                key = "lint.not_content" if content in (names.touchpoints or ()) else "lint.unknown_content"
                yield unknown(link, key, content, names.content)
    shares = sum(variant.share for variant in mail.variants.values())
    if round(shares * 10_000) > 10_000:
        yield Finding((*loc, "variants"), say("lint.variant_shares", found=shown(round(shares, 4))))
    if mail.audience == "dormant" and "dormancy" not in names.written:
        yield Finding((*loc, "audience"), say("lint.no_dormancy", found="dormant"))


def _parts(loc: Loc, mail: Email) -> Iterator[tuple[Loc, Any]]:
    """What a mail links to, for all stages or each: its own content, or one for each choice; that of its variants."""
    if isinstance(mail.content, list):
        yield from (((*loc, "content", n, "content"), choice.content) for n, choice in enumerate(mail.content))
    else:
        yield (*loc, "content"), mail.content
    for name, variant in mail.variants.items():
        if variant.content is not None:
            yield (*loc, "variants", name, "content"), variant.content


# ---- hours


def lint_hours(journey: Journey) -> Iterator[Finding]:
    """Quiet hours that leave no second in which a mail could go out."""
    quiet = journey.contact_policy.quiet_hours
    if quiet is None:
        return
    words = "-".join(map(clock_words, quiet))
    if not _left(None, quiet):
        yield Finding(("contact_policy", "quiet_hours"), say("lint.quiet_always"))
        return
    for name, each in journey.touchpoints.items():
        if isinstance(each, Contacting) and each.window is not None and not _left(each.window, quiet):
            yield Finding(("touchpoints", name, "window"), say("lint.quiet_window", quiet=cut(words)))


def _left(window: str | None, quiet: tuple[int, int]) -> bool:
    """Whether some clock second of the window lies outside the quiet hours."""
    spans = (working_spans(window) if window else None) or ((0, DAY_S),)
    first, last = quiet
    loud = ((last, first),) if last < first else ((0, first), (last, DAY_S))
    return any(max(a, c) < min(b, d) for a, b in spans for c, d in loud)
