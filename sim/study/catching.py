"""Test leads that would notice a mutant: looked for among many, and told only if they really tell the two apart."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sim.files.loaded import LoadedJourney
from sim.files.testleads import Case, cases_of
from sim.model.ledger import What
from sim.model.testlead import TestLeads
from sim.study.castings import DAY_S, Agency, Extra
from sim.study.growing import Growth, lives
from sim.study.leadtests import Played, State, first_failing, is_known, play, state_of
from sim.study.mutants import Mutant
from sim.study.trace import Row
from sim.words.messages import say
from sim.yamlfile import compose_text

_ROUNDS = 3  # in which leads are continued
_MOST_TRIED = 25  # leads that are looked at closely for one mutant
_MOST_MOMENTS = 12
_PLAIN = re.compile(r"\w+")
# What can be expected, the most telling first.
_TOLD = (
    *("rule", "handed_off", "returned", "opportunity", "stage", "status", "mails", "score", "counts", "points"),
    *("exit", "subscribed", "hand_offs"),
)


class Catcher(NamedTuple):
    """A lead and what to expect of it at a moment, in the words of a file."""

    extra: Extra
    moment: str
    expected: Mapping[str, Any]


class Casting:
    """Many leads played by a journey, ready to be compared with the same leads played by its mutants."""

    def __init__(self, loaded: LoadedJourney) -> None:
        self._loaded = loaded
        self._agency = Agency(loaded)
        self._extras = self._grown()
        self._cases = self._cast(self._extras)
        self._before = play(self._cases, loaded)

    def _grown(self) -> dict[str, Extra]:
        growth, all_of_them = Growth(self._agency), dict[str, Extra]()
        new = _numbered(self._agency.first(), 0)
        for _ in range(_ROUNDS):
            all_of_them |= new
            played = play(self._cast(new), self._loaded)
            new = _numbered(growth.onwards(lives(new, played), played), len(all_of_them))
        return all_of_them | new

    def _cast(self, extras: Mapping[str, Extra]) -> list[Case]:
        return cast({name: self._plain(extra) for name, extra in extras.items()}, self._loaded)

    def _plain(self, extra: Extra, expect: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The lead as in a file."""
        return {
            "registers": f"{self._agency.calendar.date_of(self._agency.first_day).isoformat()} 10:00",
            "source": extra.source,
            "attributes": dict(extra.attributes),
            **({"story": [step.line() for step in extra.story]} if extra.story else {}),
            "expect": dict(expect or {"end": {}}),
        }

    def catcher(self, mutant: Mutant, changed: LoadedJourney) -> str:
        """A lead that is as expected by the journey and not by the mutant, as YAML; empty if none was found."""
        known = [case for case in self._cases if is_known(case, changed.journey)]
        after = play(known, changed)
        absent = {case.name for case in self._cases} - {case.name for case in known}
        found = [(name, extra) for name, extra in self._extras.items() if self._differs(name, absent, after)]
        found.sort(key=lambda pair: len(pair[1].story))
        for name, extra in found[:_MOST_TRIED]:
            for moment, expected in self._telling(name, absent, after):
                plain = self._plain(extra, {moment: expected})
                called = f"catches_{re.sub('[^a-zA-Z0-9]+', '_', mutant.setting).strip('_')}"[:60]
                cases = cast({called: plain}, self._loaded)
                if cases and first_failing(cases, self._loaded) is None and first_failing(cases, changed):
                    return _written(called, plain)
        return ""

    def _differs(self, name: str, absent: set[str], after: Played) -> bool:
        return name in absent or _rows(self._before, name) != _rows(after, name)

    def _telling(self, name: str, absent: set[str], after: Played) -> Iterator[tuple[str, dict[str, Any]]]:
        """Moments, with what is so by the journey and not by the mutant."""
        mine = _rows(self._before, name)
        if name in absent:
            yield say("mutate.end"), _expected(state_of(mine, self._before), None)
            return
        theirs = _rows(after, name)
        apart = next((n for n, pair in enumerate(zip(mine, theirs, strict=False)) if pair[0] != pair[1]), -1)
        apart = min(len(mine), len(theirs)) if apart < 0 else apart
        for t in sorted({row.time for row in (*mine[apart:], *theirs[apart:])})[:_MOST_MOMENTS]:
            for second, words in self._moments(t):
                here, there = (
                    state_of([row for row in rows if row.time <= second], played)
                    for rows, played in ((mine, self._before), (theirs, after))
                )
                if expected := _expected(here, there):
                    yield words, expected

    def _moments(self, second: int) -> Iterator[tuple[int, str]]:
        """The end of a day, and the next full minute, in the words of a file."""
        calendar = self._agency.calendar
        day = calendar.day_of(second)
        if day + 1 < calendar.days:
            yield calendar.second(day, DAY_S - 1), say("mutate.day", day=day - self._agency.first_day)
        minute = -(-second // 60) * 60
        words = say("mutate.moment", day=day - self._agency.first_day, clock=f"{calendar.local(minute):%H:%M}")
        if calendar.day_of(minute) == day:
            yield minute, words


def cast(leads: Mapping[str, Any], loaded: LoadedJourney) -> list[Case]:
    """Leads of a file, in plain values, as cases; those that the journey can't play are left out."""
    document = compose_text(json.dumps({"format": "1", "journey": "-", "leads": leads}), "")
    model = document.build(TestLeads)
    cases, findings = cases_of(model, loaded, document)
    wrong = {finding.loc[1] for finding in findings}
    return [case for case in cases if case.name not in wrong]


def _numbered(extras: Iterator[Extra], first: int) -> dict[str, Extra]:
    """Each lead once, by a name."""
    each = {(extra.source, tuple(extra.attributes.items()), extra.story): extra for extra in extras}
    return {f"lead_{n}": extra for n, extra in enumerate(each.values(), first)}


def _rows(played: Played, name: str) -> list[Row]:
    """What happened to a lead, without what caused it."""
    return [Row(*row)._replace(what=What(row[3]), cause=-1) for row in played.life(name).tolist()]


def _expected(here: State, there: State | None) -> dict[str, Any]:
    """Up to two things that are so here and not there."""
    found: dict[str, Any] = {}
    for key in _TOLD:
        mine = getattr(here, key)
        theirs = None if there is None else getattr(there, key)
        if there is not None and (mine == theirs or (key == "handed_off" and bool(mine) == bool(theirs))):
            continue
        value = _value(key, mine, theirs)
        if value not in (None, {}):
            found[key] = value
        if len(found) == 2:
            break
    return found


def _value(key: str, mine: Any, theirs: Any) -> Any:
    """What stands in a file for what is so."""
    if key == "handed_off" or isinstance(mine, bool):
        return say("test.yes") if mine else say("test.no")
    if key == "returned":
        return mine or say("test.no")
    if isinstance(mine, Mapping):
        other = theirs or {}
        return {name: str(mine.get(name, 0)) for name in {**mine, **other} if mine.get(name, 0) != other.get(name, 0)}
    return None if mine is None else str(mine)


def _written(name: str, plain: Mapping[str, Any]) -> str:
    """A lead as YAML, ready to stand among the leads of a file."""
    lines = [f"  {name}:"]
    for key, value in plain.items():
        if key == "story":
            lines += ["    story:", *(f"      - {line}" for line in value)]
        elif key == "expect":
            lines += ["    expect:", *(f"      {moment}: {_flow(each)}" for moment, each in value.items())]
        else:
            lines.append(f"    {key}: {_flow(value, inside=False)}")
    return "\n".join(lines)


def _flow(value: Any, *, inside: bool = True) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_flow(name)}: {_flow(each)}" for name, each in value.items()) + "}"
    if _PLAIN.fullmatch(value) or not inside:
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def catchers(loaded: LoadedJourney, mutants: Sequence[Mutant]) -> list[str]:
    """For each mutant a lead that would notice it, as YAML; empty where none was found."""
    casting = Casting(loaded)
    found = []
    for mutant in mutants:
        changed = mutant.journey(loaded)
        found.append(casting.catcher(mutant, changed) if changed else "")
    return found
