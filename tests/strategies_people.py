"""Random personas files as plain settings."""

from __future__ import annotations

import copy
from collections.abc import Collection, Sequence

from hypothesis.strategies import DrawFn

from tests.strategies_words import ATTRIBUTES, Plain, chance, few, one, some

PERSONAS = ("buyer", "student", "rival")


def people(draw: DrawFn, eager: bool, rich: Collection[str] = ()) -> Plain:
    """Parameters of `people`."""
    boosted = {
        "open_rate": 0.4, "click_rate": 0.4, "idle_intent": 0.1, "project_intent_start": 0.4, "project_intent_end": 0.9,
        "project_at_registration": 0.5, "reachable": 0.7, "contact_rate": 0.5, "contact_ratio": 0.8,
        "need_floor": 0.5, "need_gain": 0.8, "timing_hit": 0.8, "budget_hit": 0.7, "win_rate": 0.5,
    }  # fmt: skip
    left = {
        "scanner_click_rate": 0.5, "attend_rate": 0.6, "read_lift": 0.1, "content_lift": 0.2, "webinar_lift": 0.3,
        "click_misfit": 0.5,
        "machine_open_share": 0.5, "scanner_share": 0.3, "misfit": 0.5, "timing_false": 0.2, "budget_false": 0.2,
    }  # fmt: skip
    figures: Plain = {name: chance(draw, usual, eager) for name, usual in boosted.items()}
    figures |= {name: chance(draw, usual, False) for name, usual in left.items()} | _other_figures(draw)
    if rich and one(draw, 1, 1, 0):  # what mails and webinars can say is seen where they are read
        figures |= {"open_rate": one(draw, 0.5, 1), "unsubscribe_rate": one(draw, 0.01, 0.05)}
        figures |= {"open_frequency_exponent": one(draw, -0.275, 0)}
    figures |= few(draw, _new_figures(draw), 3) if "figures" in rich else {}
    if "points" in rich:
        figures["dwell_intent_gain"] = one(draw, 5, 2)
    if "webinars" in rich:  # places are taken early enough for reminders, and reminders can change minds
        figures |= {"reminder_gain": one(draw, 3, 0.5), "attend_rate": one(draw, 0.3, 0.5, figures["attend_rate"])}
        figures |= {"registered_on_the_day": 0.02, "weekday_attend": one(draw, [0] * 5 + [1, 1], [0, 2, 0, 1, 0, 1, 1])}
    figures["project_intent_end"] = max(figures["project_intent_start"], figures["project_intent_end"])
    settings: Plain = {name: {"value": value, "source": "assumption"} for name, value in figures.items()}
    settings["open_delay"] = _spread(draw, "1h", "0s", "3h")
    settings["project_delay"] = _spread(draw, "0s", "1d", "20d")
    settings["project_length"] = _spread(draw, "90d", "20d", "90d", "0s", "2d")
    settings["sales_cycle"] = _spread(draw, "0s", "1h", "3d", "0s", "12d")
    return settings | {"rhythm": _rhythm(draw)}


def _other_figures(draw: DrawFn) -> Plain:
    delays = {
        name: one(draw, "0s", "0s", "60s", "1h") for name in ("click_delay", "machine_open_delay", "scanner_delay")
    }
    return delays | {
        "unsubscribe_rate": one(draw, 0.01, 0.05, 0.2, 0, 1),
        "address_decay_per_month": one(draw, 0.02, 0.5, 0, 1, 1),
        "open_frequency_exponent": one(draw, -0.275, 0, -3),
        "unsubscribe_fatigue_exponent": one(draw, 0.5, 0, 3),
        "open_intent_gain": one(draw, 1, 0, 2.5, 1000),
        "click_intent_gain": one(draw, 2, 0, 10),
        "register_intent_gain": one(draw, 2, 0, 10),
        "affinity_spread": one(draw, 0.6, 0, 2),
        "speed_exponent": one(draw, 0.22, 0, 3),
        "visit_rate": one(draw, 1, 2, 0.3, 0, 5),
        "registered_on_the_day": one(draw, 0.25, 0.5, 0.02),
        "registered_in_last_week": one(draw, 0.58, 0.99, 0.51),
        "lift_half_life": one(draw, "14d", "1h", "6h", "90min"),
        "fatigue_half_life": one(draw, "14d", "1h", "6h", "90min"),
    }


def _new_figures(draw: DrawFn) -> Plain:
    """What a personas file may leave out."""
    weeks = ([1] * 7, [1.5, 0.5, 1, 1, 2, 0, 0.25], [0] * 5 + [1, 1], [1000, 0, 1, 1, 0.9, 1, 1])
    return {
        "weekday_open": list(one(draw, *weeks)),
        "weekday_attend": list(one(draw, *weeks)),
        "reminder_gain": one(draw, 0.1, 0, 0.5, 3),
        "dwell_intent_gain": one(draw, 5, 0, 2),
        "reply_rate": one(draw, 0.5, 1, 1, 0),
        "reply_delay": one(draw, "4h", "0s", "1h", "2d"),
    }


def _spread(draw: DrawFn, *medians: str) -> Plain:
    return {"median": one(draw, *medians), "sigma": one(draw, 0, 0, 0.5, 1.45, 3), "source": "assumption"}


def _rhythm(draw: DrawFn) -> Plain:
    office = [0] * 7 + [50, 90, 100, 95, 120, 100, 90, 90, 90, 80, 50, 30] + [0] * 5
    kinds = ([1] * 24, office, [3] * 12 + [0] * 12, [0] * 23 + [1], [1, 0] * 12)
    return {"open_day": list(one(draw, *kinds)), "off_day": list(one(draw, *kinds)), "source": "assumption"}


def _persona(draw: DrawFn, tracked: Sequence[str], eager: bool) -> Plain:
    who: Plain = {name: one(draw, *values) for name, values in ATTRIBUTES.items()}
    for name in some(draw, list(ATTRIBUTES)):
        who[name] = {value: one(draw, 0.2, 0.5, 1) for value in some(draw, ATTRIBUTES[name], 1)}
    optional: Plain = {
        "open": one(draw, 1, 0.5, 3, 0),
        "time": one(draw, 1, 0.5, 2),
        "tastes": {name: one(draw, 0, 0.5, 2) for name in some(draw, tracked, 0, 2)},
        "authority": chance(draw, 0.5, eager),
        "competitor": one(draw, 0, 0.2, 1),
        "scanner_share": one(draw, 0, 0.5, 1),
    }
    persona: Plain = {"share": one(draw, 0.5, 1, 0.1), "attributes": who, "project": chance(draw, 0.3, eager)}
    persona["webinar"] = one(draw, 0.3, 1, 1, 0)
    return persona | few(draw, optional, 0, 4)


def personas_file(draw: DrawFn, tracked: Sequence[str], eager: bool, rich: Collection[str] = ()) -> Plain:
    """A personas file; `tracked` are the behaviours its people can have a taste for."""
    personas = {name: _persona(draw, tracked, eager) for name in some(draw, PERSONAS, 1)}
    for persona in personas.values() if "webinars" in rich else ():
        persona["webinar"] = 1
    return {
        "format": 1,
        "people": people(draw, eager, rich),
        "attributes": copy.deepcopy(ATTRIBUTES),
        "personas": personas,
    }
