"""Test leads that would notice a mutant: looked for among many, and told only if they really tell the two apart."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sim.files.loaded import LoadedJourney
from sim.files.testleads import Case, cases_of
from sim.model.testlead import TestLeads
from sim.study.castings import DAY_S, Agency, Extra
from sim.study.growing import Growth, lives
from sim.study.leadstates import Played, State, play, state_of
from sim.study.mutants import Mutant
from sim.study.noticing import first_failing, is_known
from sim.study.seeing import Labels
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


class Casting:
    """Many leads played by a journey, ready to be compared with the same leads played by its mutants."""

    def __init__(self, loaded: LoadedJourney) -> None:
        self._loaded = loaded
        self._agency = Agency(loaded)
        self._extras = self._grown()
        self._cases = self._cast(self._extras)
        self._before = play(self._cases, loaded)
        self._labels = Labels()

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

    def catcher(self, changed: LoadedJourney, called: str) -> str:
        """A lead of that name, as YAML, as expected by the journey and not by a changed one; empty if none is found."""
        known = [case for case in self._cases if is_known(case, changed.journey)]
        after = play(known, changed)
        absent = {case.name for case in self._cases} - {case.name for case in known}
        mine, theirs = self._labels.seen(self._before), self._labels.seen(after)
        found = [name for name in self._extras if name in absent or mine.of(name) != theirs.of(name)]
        found.sort(key=lambda name: len(self._extras[name].story))
        for name in found[:_MOST_TRIED]:
            extra = self._extras[name]
            for moment, expected in self._telling(name, absent, after):
                plain = self._plain(extra, {moment: expected})
                cases = cast({called: plain}, self._loaded)
                if cases and first_failing(cases, self._loaded) is None and first_failing(cases, changed):
                    return _written(called, plain)
        return ""

    def _telling(self, name: str, absent: set[str], after: Played) -> Iterator[tuple[str, dict[str, Any]]]:
        """Moments, with what is so by the journey and not by the mutant."""
        mine = self._before.rows_of(name)
        if name in absent:
            yield say("mutate.end"), _expected(state_of(mine, self._before), None)
            return
        theirs = after.rows_of(name)
        for t in self._labels.apart(name, self._before, after)[:_MOST_MOMENTS]:
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


def catchers(loaded: LoadedJourney, mutants: Sequence[tuple[Mutant, str]]) -> list[str]:
    """For each mutant a lead of the name given that would notice it, as YAML; empty where none was found."""
    casting = Casting(loaded)
    journeys = [(mutant.journey(loaded), name) for mutant, name in mutants]
    return [casting.catcher(changed, name) if changed else "" for changed, name in journeys]


def fewest(loaded: LoadedJourney, mutants: Sequence[Mutant], leads: Sequence[str]) -> list[str]:
    """The leads that were found, and in place of each an earlier one that notices its mutant, too."""
    kept: list[Case] = []
    texts: dict[str, str] = {}
    found = []
    for mutant, lead in zip(mutants, leads, strict=True):
        changed = mutant.journey(loaded)
        name = first_failing(kept, changed) if kept and changed else None
        if name is None and lead:
            (case,) = cast(compose_text(lead, "").plain(), loaded)
            kept.append(case._replace(lead=case.lead._replace(ordinal=len(kept))))
            texts[case.name] = lead
        found.append(texts[name] if name else lead)
    return found


def names_of(mutants: Sequence[Mutant]) -> list[str]:
    """A name for the lead that would notice each, by its setting; none twice."""
    found: list[str] = []
    for mutant in mutants:
        plain = re.sub("[^a-zA-Z0-9]+", "_", mutant.setting).strip("_")
        name, n = f"catches_{plain}"[:50], 1
        while name in found:
            n += 1
            name = f"catches_{plain}"[:50] + f"_{n}"
        found.append(name)
    return found
