"""What differs between two versions of a journey, as people read it: words first, then leads, ways and KPIs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from sim.doors.cli_blocks import Block, Grid, Head, Lines
from sim.doors.cli_coveragetable import share_words
from sim.doors.cli_plans import interval
from sim.doors.cli_tables import named
from sim.present.allowed import BUSIEST, VERDICTS, Judged
from sim.present.crowddiff import CrowdDiff, KpiDifference
from sim.present.journeydiff import JourneyDiff
from sim.study.answer import spoken
from sim.study.examples import Example, HandOff
from sim.study.kpis import KPIS
from sim.study.modeldiff import Change, How
from sim.study.standing import State
from sim.study.verdicts import Group, Verdicts
from sim.words.messages import say
from sim.words.wording import listed, one_line

MOST_CHANGES = 200
MOST_WAYS = 12
_LONGEST = 140  # characters of a value
_DAY, _HOUR = 86_400, 3_600
_SECTIONS = ("sources", "segments", "stages", "exits", "fit", "behaviours", "touchpoints", "mql", "returns", "reviews")
_OF_PEOPLE = ("people", "personas", "attributes")


def blocks(found: JourneyDiff, old: str, new: str) -> Iterator[Block]:
    """All of it, block by block; `old` and `new` say which versions are compared."""
    yield Head(say("cli.diff.title", journey=spoken(found.name), old=old, new=new))
    if not found.changes and not found.why_not:
        yield Lines((say("cli.diff.equal"),))
        return
    yield from changed(found.changes)
    if found.why_not:
        yield Lines((found.why_not,))
    if found.crowd is not None:
        yield from _crowd(found, found.crowd)
    if found.limits:
        yield Head(say("cli.diff.limits"), 2)
        yield limits(found.limits)


# ---- words


def changed(changes: Sequence[Change]) -> Iterator[Block]:
    """All changes, a line each; of very many the first."""
    if changes:
        yield Lines(tuple(change_words(change) for change in changes[:MOST_CHANGES]), is_list=True)
    if len(changes) > MOST_CHANGES:
        yield Lines((say("cli.diff.more_changes", count=len(changes) - MOST_CHANGES),))


def change_words(change: Change) -> str:
    """One change in a sentence: `hand-off rule hot: score >= 100 -> score >= 80`."""
    old, new = (_cut(text) for text in (change.old, change.new))
    key = "changed_words" if change.how is How.CHANGED else str(change.how)
    return say(f"cli.diff.{key}", label=label(change), old=old, new=new)


def label(change: Change) -> str:
    """What the setting is called: that of a named thing by its name."""
    first, *rest = (str(part) for part in change.loc)
    if first in _SECTIONS and rest:
        name, *inside = rest
        return listed([say(f"diff.in_{first}", name=one_line(name)), *([".".join(inside)] if inside else [])])
    if change.how is How.MOVED:
        return say("cli.diff.order", table=change.path)
    return say("diff.of_people", path=change.path) if first in _OF_PEOPLE else change.path


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


# ---- the crowd


def _crowd(found: JourneyDiff, crowd: CrowdDiff) -> Iterator[Block]:
    yield Head(say("cli.diff.crowd"), 2)
    yield Lines(tuple(_measured(found, crowd)))
    if crowd.changed:
        yield from verdict_blocks(crowd.verdicts, runs=crowd.runs)
        yield Lines((busiest(crowd.kpi(BUSIEST).old, crowd.kpi(BUSIEST).new),))
        yield from example_blocks(crowd.examples)
    if crowd.ways:
        yield Head(say("cli.diff.ways"), 2)
        yield _ways(crowd, found.titles)
        if len(crowd.ways) > MOST_WAYS:
            yield Lines((say("cli.diff.more_ways", count=len(crowd.ways) - MOST_WAYS),))
    yield from _kpis(crowd)


def _measured(found: JourneyDiff, crowd: CrowdDiff) -> Iterator[str]:
    yield say(
        "cli.diff.measured", leads=f"{crowd.leads:,}", runs=crowd.runs, days=crowd.days, seed=crowd.seed
    )
    if found.skipped_rows:
        yield say("cli.skipped", count=found.skipped_rows)
    if crowd.changed:
        share = share_words(crowd.changed / crowd.leads)
        yield say("cli.diff.changed", count=f"{crowd.changed:,}", share=share)
    else:
        yield say("cli.diff.nobody", leads=f"{crowd.leads:,}")


def verdict_blocks(found: Verdicts, *, runs: int, is_known: bool = True) -> Iterator[Block]:
    """Who changes verdict: in one sentence, then by persona (if that is known), source and rule."""
    yield Lines((say("cli.diff.handed_off", old=_per(found.a, runs), new=_per(found.b, runs), per=_unit(runs)),))
    yield Grid(
        ("", say("cli.diff.leads_head", per=_unit(runs)), say("cli.diff.share"), say("cli.diff.typical")),
        tuple(_verdict(found, name, field, runs) for name, field in VERDICTS.items()),
        numbers=3,
    )
    groups = {**({"persona": found.personas} if is_known else {}), "source": found.sources}
    for kind, some in groups.items():
        yield Grid(_heads(kind), tuple(_group(spoken(name), one) for name, one in _ordered(some)), numbers=6)
    rules = {rule.words: one for rule, one in found.rules.items()}
    yield Grid(_heads("rule"), tuple(_group(name, one) for name, one in _ordered(rules)), numbers=6)
    if found.switched:
        told = sorted(found.switched.items(), key=lambda each: -each[1])
        yield Lines(
            tuple(say("cli.diff.switched", old=a.words, new=b.words, count=_per(n, runs)) for (a, b), n in told)
        )


def _per(count: int, runs: int) -> str:
    return f"{count / runs:,.1f}" if runs > 1 else f"{count:,}"


def _unit(runs: int) -> str:
    return say("cli.diff.a_run") if runs > 1 else ""


def _verdict(found: Verdicts, name: str, field: str, runs: int) -> tuple[str, ...]:
    count = int(getattr(found.counts, field))
    times = {"earlier": found.sooner_s, "later": found.later_s}.get(field, ())
    share = share_words(count / found.leads) if found.leads else say("kpi.none")
    return say(f"diff.{name}"), _per(count, runs), share, _span(median(times)) if times else ""


def _span(seconds: float) -> str:
    """A time in the unit in which it is neither long nor nothing."""
    if seconds >= 2 * _DAY:
        return say("cli.explain.days", count=round(seconds / _DAY))
    if seconds >= 2 * _HOUR:
        return say("cli.explain.hours", count=round(seconds / _HOUR))
    return say("cli.explain.minutes", count=math.ceil(seconds / 60))


def _heads(kind: str) -> tuple[str, ...]:
    heads = (say(f"diff.{name}") for name in VERDICTS)
    return (say(f"cli.explain.{kind}"), say(f"cli.diff.of_{'handed_off' if kind == 'rule' else 'leads'}"), *heads)


def _ordered(groups: Mapping[str, Group]) -> list[tuple[str, Group]]:
    """Those of whom most change first; those of whom nobody does are left out."""
    some = [(name, one) for name, one in groups.items() if one.counts.touched]
    return sorted(some, key=lambda each: (-each[1].counts.touched, each[0]))


def _group(name: str, one: Group) -> tuple[str, ...]:
    shares = (share_words(getattr(one.counts, field) / one.leads) for field in VERDICTS.values())
    return (name, f"{one.leads:,}", *shares)


def busiest(old: float | None, new: float | None) -> str:
    """Hand-offs to a rep in the busiest week, in a sentence."""
    return say("cli.diff.busiest", old=KPIS[BUSIEST].show(old), new=KPIS[BUSIEST].show(new))


# ---- examples


def example_blocks(examples: Sequence[tuple[int, Example]]) -> Iterator[Block]:
    """A few leads, with the reason on each side."""
    if not examples:
        return
    yield Head(say("cli.diff.examples"), 2)
    yield Lines(tuple(line for n, each in examples for line in _example(n, each)), is_list=True)


def _example(n: int, each: Example) -> Iterator[str]:
    number = each.lead_new if each.lead is None else each.lead
    verdict = say(f"cli.diff.is_{each.how}") if each.how else say("cli.diff.is_same")
    yield say("cli.diff.lead", lead=number, run=n, verdict=verdict)
    yield from sides_of(each)


def sides_of(each: Example) -> Iterator[str]:
    """What becomes of a lead on each side, and what the difference goes back to."""
    for side, lead, told in (("old", each.lead, each.old), ("new", each.lead_new, each.new)):
        yield "  " + say("cli.diff.side", side=say(f"cli.diff.{side}"), text=_side(lead, told))
    if each.began:
        yield "  " + say("cli.explain.began_with", origin=each.began, why=each.why)


def _side(lead: int | None, told: HandOff | None) -> str:
    if lead is None:
        return say("cli.diff.no_such_lead")
    if told is None:
        return say("cli.diff.not_handed_off")
    why = say("wording.semicolon").join(told.why)
    event = say("cli.diff.event", at=f"{told.local:%Y-%m-%d %H:%M}", what=told.what)
    return say("cli.diff.event_because", event=event, why=why) if why else event


# ---- ways and KPIs


def _ways(crowd: CrowdDiff, titles: Mapping[str, str]) -> Grid:
    heads = (say("cli.diff.way_head"), say("cli.diff.old"), say("cli.diff.new"), say("cli.difference"))
    rows = []
    for each in crowd.ways[:MOST_WAYS]:
        start, end = (one_line(titles.get(node, node)) for node in each.way)
        way = say("cli.diff.way", start=start, end=end)
        rows.append((way, f"{each.old:,.1f}", f"{each.new:,.1f}", f"{each.new - each.old:+,.1f}"))
    return Grid(heads, tuple(rows), numbers=3)


def _kpis(crowd: CrowdDiff) -> Iterator[Block]:
    """Those whose interval leaves out 0; how many others aren't the same in every run."""
    differing = crowd.differing
    sure = [each for each in differing if _is_sure(each)] if crowd.runs > 1 else list(differing)
    if sure:
        yield Head(say("cli.diff.kpis"), 2)
        heads = ("", say("cli.diff.old"), say("cli.diff.new"), say("cli.diff.gap"))
        yield Grid(heads, tuple(_kpi(each) for each in sure), numbers=3)
    if len(differing) > len(sure):
        yield Lines((say("cli.diff.other_kpis", count=len(differing) - len(sure)),))
    elif not differing:
        yield Lines((say("cli.diff.no_kpi"),))


def _is_sure(each: KpiDifference) -> bool:
    return each.difference.low > 0.0 or each.difference.high < 0.0


def _kpi(each: KpiDifference) -> tuple[str, ...]:
    kpi = KPIS[each.kpi]
    return named(kpi), kpi.show(each.old), kpi.show(each.new), interval(kpi, each.difference)


def limits(judged: Sequence[Judged]) -> Grid:
    """The limits of an allowance, and how each stands."""
    heads = (say("cli.diff.limit_of"), say("cli.diff.found"), say("cli.diff.limit"), "")
    rows = tuple((_limited(each.name), each.found, each.limit, say(f"cli.diff.{each.state}")) for each in judged)
    return Grid(heads, rows, bad=frozenset(n for n, each in enumerate(judged) if each.state is not State.KEPT))


def _limited(name: str) -> str:
    return say(f"diff.{name}") if name in VERDICTS else named(KPIS[name.removeprefix("kpis.")])

