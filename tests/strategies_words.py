"""Small draws that all random files are made of: names, numbers, clock times, cadences and rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from sim.model.journey import BUILT_IN

Plain = dict[str, Any]

STARTS = ("2026-04-01", "2026-03-20", "2026-10-16", "2026-12-21", "2026-03-30", "2028-02-20")
ZONES = ("Asia/Tokyo", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC")  # Lord Howe: half an hour
CLOCKS = ("10:00", "10:00", "10:00", "00:00", "02:30", "09:00", "13:00", "23:30")
ATTRIBUTES = {"job": ["director", "manager", "staff"], "size": ["50+", "<50"]}
TRACKED = ("download", "blog", "price_page", "デモ")  # behaviours of content
STAGES = ("awareness", "interest", "consideration", "decision")
SOURCES = ("web", "fair", "list")
PARTNER = "partner"  # a source that is there only with co-hosts
SEGMENTS = ("warm", "大企業")
# Groups of settings, each in use or not at all, so that plain worlds and rich ones both occur.
GROUPS = (
    *("segments", "scoring", "limits", "falling", "exits", "dormancy", "policy", "hours", "dates", "audience"),
    *("turns", "variants", "choices", "resend", "habit", "calls", "seats", "cohost", "dwell", "link", "teams", "steps"),
    *("ranks", "patience", "rescore", "reviews", "figures"),
)
# Groups that are about one thing, so that each thing also comes by itself, and often.
THEMES = {
    "webinars": ("seats", "figures", "cohost"),
    "lives": ("turns", "dormancy", "exits", "calls", "audience", "falling"),
    "points": ("scoring", "limits", "segments", "dwell", "figures"),
    "mails": ("policy", "hours", "dates", "habit", "resend", "variants", "choices", "turns"),
    "sales": ("link", "teams", "steps", "ranks", "patience", "rescore", "reviews", "figures"),
}


class Names(NamedTuple):
    """What the rules of a journey may name, beside attributes; and the groups of settings that it uses."""

    tracked: Sequence[str]
    sources: Sequence[str]
    stages: Sequence[str]
    segments: Sequence[str] = ()
    rich: frozenset[str] = frozenset()
    reentry: bool = False  # whether leads that have left can come back

    @property
    def behaviours(self) -> tuple[str, ...]:
        """Everything counted."""
        return (*self.tracked, *BUILT_IN)


_up_to = lru_cache(maxsize=None)(lambda most: st.integers(0, most))


# ---- small words


def one(draw: DrawFn, *values: Any) -> Any:
    """One of the values; the first is the simplest."""
    return values[draw(_up_to(len(values) - 1))]


def some(draw: DrawFn, names: Sequence[Any], least: int = 0, most: int | None = None) -> list[Any]:
    """Some of the names, in any order, none twice."""
    left = list(names)
    many = number(draw, least, len(left) if most is None else min(most, len(left)))
    return [left.pop(draw(_up_to(len(left) - 1))) for _ in range(many)]


def few(draw: DrawFn, settings: Plain, least: int = 0, most: int | None = None) -> Plain:
    """Some of the settings."""
    return {name: settings[name] for name in some(draw, list(settings), least, most)}


def number(draw: DrawFn, least: int, most: int) -> int:
    """A whole number."""
    return least + int(draw(_up_to(most - least)))


def chance(draw: DrawFn, usual: float, eager: bool) -> float:
    """A probability: usual, or at an end; high if eager."""
    return float(one(draw, *((usual, 1, 0.9, 1, 1, 1, 0) if eager else (usual, usual, 0.5, 0, 1))))


def clock(draw: DrawFn) -> str:
    """A clock time, one of few."""
    return str(one(draw, *CLOCKS))


def day(draw: DrawFn, start: date, least: int, most: int) -> str:
    """A date so many days after the start."""
    return (start + timedelta(days=number(draw, least, most))).isoformat()


def often(draw: DrawFn) -> str:
    """A cadence of several times a week."""
    days = one(draw, "daily", "weekdays", "weekly Mon,Wed,Fri", "every 2d", "daily", "weekly Tue,Thu")
    return f"{days} {clock(draw)}"


def cadence(draw: DrawFn, start: date) -> str:
    """When a programme sends; often enough for a short run."""
    dates = sorted({day(draw, start, -2, 12) for _ in range(3)})
    days = one(
        draw, "daily", "weekdays", "weekly Mon,Wed,Fri", "every 3d", "weekly Tue", "daily", "weekly Tue,Thu",
        "every 2w Wed", "2 a month Tue", "monthly 3rd Thu", "monthly 31", "monthly last Fri", ",".join(dates), "never",
    )  # fmt: skip
    return "never" if days == "never" else f"{days} {clock(draw)}"


def groups(draw: DrawFn, theme: str | None = None) -> frozenset[str]:
    """The groups of settings that a journey uses: those of a theme (None: of any or none) with few that disturb it.

    Without a theme ("") none, a few or most of them.
    """
    theme = one(draw, "", *THEMES) if theme is None else theme
    if theme:
        return frozenset((theme, *THEMES[theme], *some(draw, GROUPS, 0, 3)))
    least, most = one(draw, (0, 0), (0, 0), (2, 8), (8, 16), (16, len(GROUPS)))
    return frozenset(some(draw, GROUPS, least, most))


# ---- rules


def condition(draw: DrawFn, names: Names, line: int = 100, depth: int = 2) -> str:
    """A rule over everything a rule can see; `line` is where scores are compared."""
    if depth and one(draw, 0, 0, 0, 1):
        left, right = (condition(draw, names, line, depth - 1) for _ in range(2))
        return str(
            one(draw, f"({left}) or ({right})", f"({left}) and ({right})", f"not ({left})", f"{left} or {right}")
        )
    than = one(draw, ">=", ">=", ">=", ">", "<", "<=", "==", "!=")
    points = one(draw, line, line, line - 5, line // 2, 0)
    score = f"{one(draw, 'score', 'score', 'score', 'fit', 'behaviour')} {than} {points}"
    count = f"{one(draw, *names.behaviours)} {one(draw, '>=', '>=', '>', '<', '==')} {number(draw, 1, 3)}"
    recent = f"count({one(draw, *names.behaviours)}, {one(draw, '1h', '1d', '7d', '14d')})"
    window = f"{recent} {one(draw, '>=', '<')} {number(draw, 1, 3)}"
    stage = f"stage {one(draw, '==', '!=')} {one(draw, *names.stages)}"
    segments = [one(draw, name, name, f"not {name}") for name in names.segments]
    return str(one(draw, score, count, window, score, attribute_test(draw, names.sources), stage, *segments))


def rare(draw: DrawFn, names: Names, line: int = 60) -> str:
    """A rule that is seldom true at first: points or behaviours that come by and by, or some people only."""
    count = f"{one(draw, *names.behaviours)} >= {number(draw, 1, 3)}"
    recent = f"count({one(draw, *names.behaviours)}, {one(draw, '1d', '7d')}) >= {number(draw, 1, 2)}"
    people = f"{attribute_test(draw, names.sources).replace('!=', '==')} and {count}"
    return str(one(draw, f"score >= {line}", count, recent, people, condition(draw, names, line, 0)))


def attribute_test(draw: DrawFn, sources: Sequence[str]) -> str:
    """What a gate can ask."""
    name = one(draw, "job", "size", "source")
    value = one(draw, *(sources if name == "source" else ATTRIBUTES[name]))
    return f'{name} {one(draw, "==", "!=")} "{value}"'


def gate(draw: DrawFn, sources: Sequence[str]) -> str:
    """A rule over attributes and source that lets most leads in."""
    first, second = attribute_test(draw, sources).replace("==", "!="), attribute_test(draw, sources)
    return str(one(draw, first, first, f"{first} or {second}", f"not ({second})"))


def segments(draw: DrawFn, names: Names) -> Plain:
    """What each segment of the journey stands for; no segment is made of others."""
    return {name: condition(draw, names._replace(segments=()), 20) for name in names.segments}


def seldom(draw: DrawFn, names: Names, line: int = 30) -> Plain:
    """A condition of a mail or call; few have one."""
    return {"when": condition(draw, names, line)} if one(draw, 0, 0, 0, 0, 1) else {}
