"""Why two scenarios differ, as people read it: the difference in sentences, and a table of its parts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Any

import click
from rich.style import Style
from rich.table import Table
from rich.text import Text

from sim.doors.cli_screen import print_table
from sim.doors.cli_tables import plain_table
from sim.model.stats import Difference
from sim.study.explanation import Explanation
from sim.study.kpis import KPIS
from sim.study.origins import Kind, Origin
from sim.study.shifts import COUNTED, Counts, Parts, Shift
from sim.words.messages import say
from sim.words.wording import cut, one_line

BREAKDOWNS = ("began", "pushed", "rule", "persona", "source")
_ASIDE = "call_handoffs"  # told only where a journey has calls
_MOST_PARTS = 8  # rows of a breakdown; the others are told together
_MOST_CAUSES = 4  # of a sentence
_MOST_SETTINGS = 12
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


def print_explanation(found: Explanation) -> None:
    """All of it as text."""
    click.echo("\n".join(heading(found)))
    for kpi in _told(found):
        click.echo("\n" + "\n".join(sentences(found, kpi)))
        if found.shifts[kpi].counts.touched:
            click.echo()
            print_table(_table(found.shifts[kpi]))


def _told(found: Explanation) -> list[str]:
    return [kpi for kpi in COUNTED if kpi != _ASIDE or found.shifts[kpi].a or found.shifts[kpi].b]


def heading(found: Explanation) -> Iterator[str]:
    """What is compared: scenarios, simulated runs, leads, days, and the settings that differ."""
    settings = found.settings or {}
    yield say(
        "cli.explain.measured",
        a=found.called(found.a),
        b=found.called(found.b),
        runs=_numbers(found.runs),
        total=found.of_runs,
        leads=f"{found.leads:,}",
        since=found.since,
        until=found.until,
    )
    if settings:
        yield say("cli.explain.settings")
    elif found.settings is not None and found.a != found.b:
        yield say("cli.explain.alike_settings")
    for path, values in list(settings.items())[:_MOST_SETTINGS]:
        a, b = (say("cli.explain.no_setting") if value is None else cut(one_line(value)) for value in values)
        yield say("cli.explain.setting", path=path, a=a, b=b)
    if len(settings) > _MOST_SETTINGS:
        yield say("cli.explain.more_settings", count=len(settings) - _MOST_SETTINGS)


def _numbers(runs: Sequence[int]) -> str:
    """Which simulated runs: `simulated runs 0 to 13 together`."""
    if len(runs) == 1:
        return say("cli.explain.run", numbers=runs[0])
    is_row = len(runs) > 2 and runs[-1] - runs[0] == len(runs) - 1
    row = say("cli.explain.in_a_row", first=runs[0], last=runs[-1])
    return say("cli.explain.runs", numbers=row if is_row else say("cli.explain.part_join").join(map(str, runs)))


def sentences(found: Explanation, kpi: str) -> Iterator[str]:
    """How much one KPI differs, what became of each case, where it began, and what all runs say."""
    shift, title = found.shifts[kpi], KPIS[kpi].title
    yield say(
        "cli.explain.headline",
        title=title[:1].upper() + title[1:],
        a=f"{shift.a:,}",
        scenario_a=found.called(found.a),
        b=f"{shift.b:,}",
        scenario_b=found.called(found.b),
        difference=_difference(shift.counts.net),
    )
    if found.is_sample(kpi):
        yield say("cli.explain.sample", kept=f"{shift.a + shift.b:,}", all=f"{found.whole[kpi]:,}")
    if not shift.counts.touched:
        yield say("cli.explain.nothing")
    else:
        yield from _fate(shift)
    overall = found.all_runs[kpi]
    if overall is not None and overall.n > 1 and found.a != found.b:
        yield _overall(overall, len(found.runs))


def _difference(net: int) -> str:
    if net == 0:
        return say("cli.explain.equal")
    return say("cli.explain.fewer" if net < 0 else "cli.explain.more", count=f"{abs(net):,}")


def _fate(shift: Shift) -> Iterator[str]:
    counts, past = shift.counts, shift.past
    yield say(
        "cli.explain.fate",
        lost=f"{counts.lost:,}",
        gained=f"{counts.gained:,}",
        later=f"{counts.later:,}",
        later_by=_typical(shift.later_s),
        earlier=f"{counts.earlier:,}",
        earlier_by=_typical(shift.sooner_s),
        other_rule=f"{counts.other_rule:,}",
        same=f"{counts.same:,}",
    )
    if past.touched:
        yield say("cli.explain.past", lost=past.lost, gained=past.gained)
    if counts.net:
        began, pushed = (_causes(shift, name) for name in ("began", "pushed"))
        yield say("cli.explain.because", difference=_difference(counts.net), began=began, pushed=pushed)


def _typical(times_s: tuple[int, ...]) -> str:
    return say("cli.explain.median", time=_duration(median(times_s))) if times_s else ""


def _duration(seconds: float) -> str:
    """A time in the unit in which it is neither long nor nothing."""
    if seconds < 2 * _HOUR:
        return say("cli.explain.minutes", count=math.ceil(seconds / _MINUTE))
    if seconds < 2 * _DAY:
        return say("cli.explain.hours", count=round(seconds / _HOUR))
    return say("cli.explain.days", count=round(seconds / _DAY))


def _causes(shift: Shift, breakdown: str) -> str:
    """How much of the difference is whose: `58 began with the mail newsletter, less 10 with the rule hot`."""
    sign = 1 if shift.counts.net > 0 else -1
    nets: Counter[str] = Counter()
    for origin, counts in _ordered(shift.by[breakdown]):
        is_visit = breakdown == "began" and origin.kind is Kind.VISIT  # to what matters less than that they came
        nets[say("cli.explain.visits") if is_visit else origin.words] += sign * counts.net
    largest = sorted((each for each in nets.items() if each[1]), key=lambda each: (each[1] < 0, -abs(each[1])))
    told = largest[:_MOST_CAUSES] if len(largest) > _MOST_CAUSES + 1 else largest
    if rest := sum(net for _, net in largest[len(told) :]):
        told.append((say("cli.explain.something_else"), rest))
    return say("cli.explain.part_join").join(_part(breakdown, n, *each) for n, each in enumerate(told))


def _part(breakdown: str, n: int, origin: str, net: int) -> str:
    text = say(f"cli.explain.{breakdown}_{'further' if n else 'first'}", count=f"{abs(net):,}", origin=origin)
    return say("cli.explain.less", part=text) if net < 0 else text


def _overall(overall: Difference, runs: int) -> str:
    """What all simulated runs say, beside the few that are explained."""
    known = math.isfinite(overall.half_width)
    interval = say("cli.explain.interval", low=overall.low, high=overall.high) if known else ""
    key = "cli.explain.one_run" if runs == 1 else "cli.explain.several_runs"
    return say(key, count=overall.n, mean=overall.mean, interval=interval)


def _ordered(parts: Parts) -> list[tuple[Origin, Counts]]:
    """The parts that matter most first."""
    return sorted(parts.items(), key=lambda each: (-each[1].touched, -sum(each[1]), each[0]))


def _columns(shift: Shift) -> list[str]:
    return [*("gained", "lost", "net", "earlier", "later"), *(["other_rule"] if shift.counts.other_rule else [])]


def _table(shift: Shift) -> Table:
    table, columns = plain_table(), _columns(shift)
    table.add_column("")
    for column in columns:
        table.add_column(say(f"cli.explain.column_{column}"), justify="right", no_wrap=True)
    for name in BREAKDOWNS:
        table.add_row(Text(say(f"cli.explain.{name}"), Style(bold=True)))
        for label, counts in _rows(shift.by[name]):
            table.add_row(say("cli.explain.row", label=label), *_cells(counts, columns))
    table.add_row(Text(say("cli.explain.all"), Style(bold=True)), *_cells(shift.counts, columns))
    return table


def _rows(parts: Parts) -> Iterator[tuple[str, Counts]]:
    """The largest parts, and the others together."""
    ordered = [(origin.words, counts) for origin, counts in _ordered(parts) if counts.touched]
    most = _MOST_PARTS if len(ordered) > _MOST_PARTS + 1 else len(ordered)  # nothing is gained by hiding one
    yield from ordered[:most]
    if rest := ordered[most:]:
        together = Counts(*map(sum, zip(*(counts for _, counts in rest), strict=True)))
        yield say("cli.explain.others", count=len(rest)), together


def _cells(counts: Counts, columns: list[str]) -> list[str]:
    return [_signed(counts.net) if name == "net" else f"{getattr(counts, name):,}" for name in columns]


def _signed(net: int) -> str:
    return f"{net:+,}" if net else "0"


def plain(found: Explanation) -> dict[str, Any]:
    """All of it for machines."""
    return {
        "a": found.a,
        "b": found.b,
        "replications": list(found.runs),
        "of_replications": found.of_runs,
        "leads": found.leads,
        "measured": {"since": found.since.isoformat(), "until": found.until.isoformat()},
        "settings": {path: {"a": a, "b": b} for path, (a, b) in (found.settings or {}).items()},
        "kpis": {kpi: _plain_shift(found, kpi) for kpi in _told(found)},
    }


def _plain_shift(found: Explanation, kpi: str) -> dict[str, Any]:
    shift = found.shifts[kpi]
    return {
        "a": shift.a,
        "b": shift.b,
        "difference": shift.counts.net,
        "sample": found.is_sample(kpi),
        **shift.counts._asdict(),
        "only_past_the_measured_time": {"gained": shift.past.gained, "lost": shift.past.lost},
        "median_s": {"earlier": _median(shift.sooner_s), "later": _median(shift.later_s)},
        "by": {name: [_plain_part(*part) for part in _ordered(shift.by[name])] for name in BREAKDOWNS},
        "other_rules": [
            {"a": a.name, "b": b.name, "count": count} for (a, b), count in sorted(shift.switched.items())
        ],
        "all_replications": _plain_overall(found.all_runs[kpi]),
    }


def _median(times_s: tuple[int, ...]) -> float | None:
    return float(median(times_s)) if times_s else None


def _plain_part(origin: Origin, counts: Counts) -> dict[str, Any]:
    return {**plain_origin(origin), "net": counts.net, **counts._asdict()}


def plain_origin(origin: Origin) -> dict[str, str]:
    """What began something, for machines and in words."""
    return {"kind": str(origin.kind), "name": origin.name, "text": origin.words}


def _plain_overall(overall: Difference | None) -> Mapping[str, float | int | None] | None:
    if overall is None:
        return None
    known = {"mean": overall.mean, "low": overall.low, "high": overall.high}
    return {"count": overall.n, **{name: x if math.isfinite(x) else None for name, x in known.items()}}
