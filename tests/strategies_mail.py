"""Random touchpoints and contact policies as plain settings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from hypothesis.strategies import DrawFn

from tests.strategies_words import (
    PARTNER,
    TRACKED,
    Names,
    Plain,
    cadence,
    chance,
    clock,
    condition,
    day,
    few,
    number,
    one,
    rare,
    seldom,
    some,
)

SERIES = "ウェビナー0"  # the series that partners help with
# Behaviours that touchpoints of a kind can lead to; those of content are its own.
LEADS_TO = {
    "email": ("open", "click", "unsubscribed"),
    "webinar": ("open", "unsubscribed", "webinar_registered", "webinar_attended", "webinar_missed", "webinar_replayed"),
}
WINDOWS = ("09:00-12:00", "10:00-10:02", "08:00-10:00 10:30-20:00", "13:00-24:00", "always")


# ---- what mails and invitations share


def _for_stages(draw: DrawFn, stages: Sequence[str]) -> list[str]:
    return one(draw, list(stages), [stages[0]], some(draw, stages, 1))


def _contacting(draw: DrawFn, names: Names) -> Plain:
    """Window, days, what happens outside, priority, whether capped and whether one can opt out of it alone."""
    if "hours" not in names.rich:
        return {}
    settings: Plain = {
        "window": one(draw, *WINDOWS),
        "days": one(draw, "open", "any"),
        "outside": one(draw, "drop", "next"),
        "priority": one(draw, 5, -5, 100, -100),
        "capped": False,
        "opt_out": one(draw, "programme", "programme", "all"),
    }
    return few(draw, settings, 2 if "mails" in names.rich else 0, 5)


def _dates(draw: DrawFn, start: date, names: Names) -> Plain:
    if "dates" not in names.rich:
        return {}
    settings = {"from": day(draw, start, -3, 5), "until": day(draw, start, 6, 30)}
    return few(draw, settings) if one(draw, 0, 1) else {}


# ---- content


def _content(draw: DrawFn, names: Names) -> Plain:
    organic = one(draw, {"organic": [1, 0.2]}, {"organic": [0, 0.5]}, {"organic": [0.3, 0.3]}, {})
    form = one(draw, {}, {}, {"form": 0.5}, {"form": 1}, {"form": 0})
    fits = _for_stages(draw, names.stages)
    page = {"kind": "content", "behaviour": one(draw, *names.tracked), "stages": one(draw, fits, fits[0])}
    return page | organic | form | (_dwell(draw, names) if "dwell" in names.rich else {})


def _dwell(draw: DrawFn, names: Names) -> Plain:
    pairs = (("10min", "10min"), ("10min", "15min"), ("2min", "10min"), ("10min", "1s"), ("1h", "1h"), ("0s", "1min"))
    median, at_least = one(draw, *pairs)
    stay: Plain = {"median": median, "at_least": at_least, "behaviour": one(draw, *names.tracked)}
    return {"dwell": stay | one(draw, {}, {}, {"sigma": 0}, {"sigma": 3})}


def _choice(draw: DrawFn, content: Sequence[str], names: Names) -> Any:
    """A page for all stages, or one for each of some."""
    by_stage = {stage: one(draw, *content) for stage in _for_stages(draw, names.stages)}
    return one(draw, one(draw, *content), by_stage)


def _content_of_mail(draw: DrawFn, content: Sequence[str], names: Names) -> Any:
    if "choices" not in names.rich or one(draw, 0, 0, 1):
        return _choice(draw, content, names)
    return [
        {"when": condition(draw, names, 20), "content": _choice(draw, content, names)}
        for _ in range(number(draw, 1, 3))
    ]


# ---- mails


def _mail(draw: DrawFn, start: date, content: Sequence[str], names: Names) -> Plain:
    mail: Plain = {"kind": "email", "content": _content_of_mail(draw, content, names)} | seldom(draw, names)
    mail |= one(draw, {}, *({"while_with_sales": way} for way in ("continue", "hold", "continue")))
    mail |= _contacting(draw, names) | _dates(draw, start, names)
    if "variants" in names.rich and one(draw, 1, 0):
        mail["variants"] = _variants(draw, content, names)
    if "resend" in names.rich and one(draw, 1, 1, 0):
        mail["resend"] = {"after": one(draw, "1d", "1min", "1h", "1h", "3d")}
    if "habit" in names.rich and one(draw, 0, 0, 1):
        mail["send_time"] = one(draw, "usual_hour", "usual_hour", "as_scheduled")
    if "audience" in names.rich:
        mail |= few(draw, {"max_sends": one(draw, 1, 2, 5)})
        if "dormancy" in names.rich:
            mail |= few(draw, {"audience": one(draw, "all", "dormant", "active")})
    return mail


def _letters(draw: DrawFn, start: date, names: Names) -> str:
    """When a programme sends; programmes about mails often meet."""
    found = cadence(draw, start)
    return str(one(draw, "daily 10:00", "weekdays 10:00", found)) if "mails" in names.rich else found


def _variants(draw: DrawFn, content: Sequence[str], names: Names) -> Plain:
    shares = one(draw, [0.5, 0.5], [0.3, 0.3], [1], [0, 0.7], [0.25, 0.25, 0.3333], [0.00005, 0.5])

    def variant(share: float) -> Plain:
        own = {"content": _choice(draw, content, names)}
        factors = {"open": one(draw, 0.5, 0, 2), "click": one(draw, 0.5, 0, 2)}
        return {"share": share} | one(draw, {}, own) | few(draw, factors)

    return {f"版{i}": variant(share) for i, share in enumerate(shares)}


def _triggered(draw: DrawFn, start: date, content: Sequence[str], names: Names) -> Plain:
    """A mail after a behaviour; one that can lead to that behaviour has a delay, and a count that ends the chain."""
    after = one(draw, "registered", *names.behaviours, "webinar_attended", "webinar_missed")
    mail = _mail(draw, start, content, names) | {"after": after} | _cooldown(draw, names)
    if after in ("open", "click") or after in TRACKED:
        end = f"{after} < {number(draw, 2, 5)}"
        when = f"({mail['when']}) and {end}" if "when" in mail else end
        return mail | {"delay": one(draw, "1h", "1d", "2h", "1s"), "when": when}
    return mail | one(draw, {"delay": "0s"}, {}, {"delay": "0s"}, {"delay": "1h"}, {"delay": "1d"}, {"delay": "3d"})


def _cooldown(draw: DrawFn, names: Names) -> Plain:
    return {"cooldown": one(draw, "1h", "1d", "2d", "7d")} if "turns" in names.rich and one(draw, 0, 1) else {}


def _turns(names: Names) -> list[str]:
    """The turns in a lead's life that the journey knows."""
    turns = ["returned"]
    turns += ["dormant", "reactivated"] if "dormancy" in names.rich else []
    turns += ["exited"] if "exits" in names.rich else []
    return turns + (["reentered"] if names.reentry else [])


def _turn(draw: DrawFn, names: Names, on: str | None) -> Plain:
    """A stage that is entered, or that turn, and some time after it."""
    trigger = {"entering": one(draw, *names.stages)} if on is None else {"on": on}
    return trigger | one(draw, {}, {"delay": "0s"}, {"delay": "1h"}, {"delay": "1d"}, {"delay": "2d"})


def _turned(draw: DrawFn, start: date, content: Sequence[str], names: Names, on: str | None) -> Plain:
    """A mail that a stage or a turn sets off; bounded, for it may lead to its own cause."""
    bound = one(draw, {"max_sends": 2}, {"max_sends": 3}, {"cooldown": "1d"}, {"cooldown": "7d", "max_sends": 2})
    return _mail(draw, start, content, names) | _turn(draw, names, on) | bound


def _call(draw: DrawFn, start: date, names: Names) -> Plain:
    """A call; one set off by a turn has a cooldown, for what it leads to may be that turn."""
    behaviours = ("open", "click", *names.tracked, *names.tracked, *names.behaviours)
    after: Plain = {"after": one(draw, *behaviours)} | one(draw, {}, {"delay": "0s"}, {"delay": "1h"}, {"delay": "1d"})
    on = one(draw, None, *(turn for turn in _turns(names) if turn != "exited"))  # who has left can't be called
    turned = _turn(draw, names, on) | {"cooldown": one(draw, "1d", "7d")}
    trigger = one(draw, after | _cooldown(draw, names), turned)
    return {"kind": "call"} | trigger | seldom(draw, names) | _dates(draw, start, names)


# ---- webinars


def _wave(draw: DrawFn, *days: str) -> Plain:
    return {"before": one(draw, *days)} | one(draw, {}, {"at": "10:00"}, {"at": clock(draw)})


def _webinar(draw: DrawFn, start: date, names: Names) -> Plain:
    waves = [_wave(draw, "1d", "0d", "2d", "7d", "14d") for _ in range(number(draw, 1, 3))]
    series: Plain = {"kind": "webinar", "dates": cadence(draw, start), "stages": _for_stages(draw, names.stages)}
    series |= one(draw, {"invite": waves}, {"invite": waves}, {"invite": waves}, {})
    if "seats" in names.rich:
        series |= {
            "dates": one(draw, "daily", "weekdays", "every 2d", "weekly Tue,Thu") + one(draw, " 15:00", " 10:00")
        }
        early = [_wave(draw, "2d", "7d", "1d", "3d") for _ in range(number(draw, 1, 3))]
        series |= {"invite": early, "stages": one(draw, list(names.stages), series["stages"])}
    else:
        series |= seldom(draw, names)
    series |= one(draw, {}, {"attend": 0.5}, {"attend": 3})
    series |= one(draw, {}, {"while_with_sales": "continue"}) | _contacting(draw, names)
    return series | (_seated(draw, names) if "seats" in names.rich else {})


def _seated(draw: DrawFn, names: Names) -> Plain:
    """Few seats, released by and by; reminders, cancellations and the recording."""
    early = {"before": one(draw, "26h", "30h", "90min")}
    seats = {"seats": one(draw, *((2, 6, 12) if "webinars" in names.rich else (1, 2, 3)))}
    released = {"release": [_wave(draw, "0d", "0d", "1d", "2d") for _ in range(number(draw, 1, 2))]}
    more: Plain = {
        "remind": [one(draw, _wave(draw, "1d", "1d", "0d"), early) for _ in range(number(draw, 1, 2))],
        "cancel": one(draw, 0.3, 0.5, 0.2, 1),
        "replay": {
            "missed": chance(draw, 0.5, False),
            "attended": chance(draw, 0.2, False),
            "delay": one(draw, "2d", "0s", "1h"),
        },
    }
    told = more if "webinars" in names.rich else few(draw, more, 2)
    return told | one(draw, seats | released, seats | released, seats, {})


# ---- all together


def touchpoints(draw: DrawFn, start: date, names: Names) -> Plain:
    """Content, mail programmes, webinars and calls in any order."""
    content = [f"page{i}" for i in range(number(draw, 1, 3))]
    found: Plain = {name: _content(draw, names) for name in content}
    for i in range(one(draw, 2, 3) if "mails" in names.rich else one(draw, 1, 2, 3, 2, 0)):
        found[f"letter{i}"] = _mail(draw, start, content, names) | {"cadence": _letters(draw, start, names)}
    for i in range(one(draw, 1, 2, 3, 0)):
        found[f"echo{i}"] = _triggered(draw, start, content, names)
    for on in _some_turns(draw, names) if "turns" in names.rich else []:
        found[f"{on or 'entry'}0"] = _turned(draw, start, content, names, on)
    for i in range(one(draw, 1, 2, 1, 0 if PARTNER not in names.sources else 1)):
        found[f"ウェビナー{i}"] = _webinar(draw, start, names)
    for i in range(one(draw, 1, 2) if "calls" in names.rich else 0):
        found[f"ring{i}"] = _call(draw, start, names)
    if "turns" in names.rich:
        _aim(draw, found)
    return {name: found[name] for name in some(draw, list(found), len(found))}


def _some_turns(draw: DrawFn, names: Names) -> list[str | None]:
    """What else mails are set off by; None: by entering a stage."""
    turns = [None, *_turns(names)]
    return turns if "lives" in names.rich else some(draw, turns, 1, 3)


def _aim(draw: DrawFn, found: Plain) -> None:
    """Some mails and calls follow a behaviour at one touchpoint only."""
    for each in found.values():
        if "after" in each and (aims := [name for name in found if _leads_to(found[name], each["after"])]):
            each |= one(draw, {}, {"of": one(draw, *aims)})


def _leads_to(touchpoint: Plain, behaviour: str) -> bool:
    match touchpoint["kind"]:
        case "content":
            return behaviour in (touchpoint["behaviour"], touchpoint.get("dwell", {}).get("behaviour"))
        case "webinar" if "invite" not in touchpoint or (
            behaviour == "webinar_replayed" and "replay" not in touchpoint
        ):
            return False
    return behaviour in LEADS_TO.get(touchpoint["kind"], ())


def contact_policy(draw: DrawFn, names: Names) -> Plain:
    """Quiet hours, caps and suppression over all programmes."""
    caps = [
        {"mails": one(draw, 1, 1, 2, 3), "within": one(draw, "1d", "1h", "7d", "86401s")}
        for _ in range(one(draw, 1, 1, 2))
    ]
    settings: Plain = {
        "quiet_hours": one(draw, "22:00-08:00", "12:00-13:00", "09:30-10:00", "10:00-10:01", "18:00-09:00"),
        "days": one(draw, "open", "open", "any"),
        "suppress": rare(draw, names, 40),
    }
    ways = {"outside": one(draw, "drop", "next"), "over_cap": one(draw, "next", "next", "drop")}
    return one(draw, {"caps": caps}, {"caps": caps}, {}) | few(draw, settings, 2) | few(draw, ways, 1)
