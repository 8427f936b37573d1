"""Effects as tables: in units people plan with, what one costs, month by month, and by registration cohort."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.table import Table

from sim.doors.cli_tables import TITLE, named, plain_table
from sim.model.stats import Difference
from sim.study.comparison import Comparison
from sim.study.effects import UNITS, Effects
from sim.study.kpis import KPIS, Kpi
from sim.study.pairs import known
from sim.study.periods import Period
from sim.study.timeline import STEPS, CohortRow
from sim.words.messages import say


def planned(comparison: Comparison) -> Table:
    """The differences of the deciding KPI and of guardrails that are counts, per month, quarter, 1,000 leads, rep week.

    Without rows if none of them is counted.
    """
    table = plain_table()
    title = say("cli.plans.difference", baseline=comparison.called(comparison.baseline))
    table.add_column(title, min_width=TITLE, overflow="fold")
    several = len(comparison.scenarios) > 2
    if several:
        table.add_column(say("cli.scenario"), no_wrap=True)
    for unit in UNITS:
        table.add_column(say(f"cli.plans.{unit}"), justify="right", no_wrap=True)
    for scenario, found in comparison.effects().items():
        for name, row in _by_kpi(found).items():
            cells = [interval(KPIS[name], row[unit]) if unit in row else "" for unit in UNITS]
            table.add_row(named(KPIS[name]), *([comparison.called(scenario)] if several else []), *cells)
    return table


def _by_kpi(found: Effects) -> dict[str, dict[str, Difference]]:
    rows: dict[str, dict[str, Difference]] = {}
    for each in found.units:
        rows.setdefault(each.kpi, {})[each.unit] = each.difference
    return rows


def prices(comparison: Comparison) -> Iterator[str]:
    """What one of the KPI costs in each scenario, and each further one, or what each one lost saves."""
    for n, (scenario, found) in enumerate(comparison.effects().items()):
        price = found.price
        own = [(comparison.baseline, price.baseline)] if n == 0 else []
        for name, difference in [*own, (scenario, price.own)]:
            cost = _yen(difference)
            yield say("cli.plans.cost_of_one", kpi=KPIS[price.kpi].title, scenario=comparison.called(name), cost=cost)
        each = _yen(price.each) if price.each else ""
        names = {"scenario": comparison.called(scenario), "baseline": comparison.called(comparison.baseline)}
        yield say(f"cli.plans.{price.trade}", each=each, kpi=KPIS[price.kpi].title, **names)


def _yen(difference: Difference) -> str:
    mean, low, high = (KPIS["cost"].show(x) for x in known(difference))
    return say("cli.plans.yen", mean=mean, low=low, high=high)


def by_month(comparison: Comparison) -> Table:
    """The deciding KPI of every month: the mean of each scenario, and the difference with its interval."""
    kpi = KPIS[comparison.question.kpi]
    table = _over_time(comparison, say("cli.plans.by_month", kpi=named(kpi)))
    table.add_column(comparison.called(comparison.baseline), justify="right", no_wrap=True)
    (first, *others) = (name for name in comparison.scenarios if name != comparison.baseline)
    table.add_column("" if others else comparison.called(first), justify="right", no_wrap=True)
    table.add_column(say("cli.difference"), justify="right", no_wrap=True)
    for row in comparison.by_month():
        figures = [kpi.show(row.baseline), kpi.show(row.mean), interval(kpi, row.difference)]
        _add(table, comparison, row.period, row.is_finished, [comparison.called(row.scenario)], figures)
    return table


def by_cohort(comparison: Comparison) -> Table:
    """Of the leads of every month: how many there were, and how the share that got to each step differs, in points."""
    table = _over_time(comparison, say("cli.plans.by_cohort"))
    table.add_column(say("cli.plans.leads"), justify="right", no_wrap=True)
    for step in STEPS:
        table.add_column(say(f"cli.plans.step_{step}"), justify="right", no_wrap=True)
    rows: dict[tuple[Period, str], list[CohortRow]] = {}
    for row in comparison.by_cohort():
        rows.setdefault((row.period, row.scenario), []).append(row)
    for (period, scenario), steps in rows.items():
        shares = [interval(KPIS["lead_to_mql"], each.difference) for each in steps]
        figures = [KPIS["leads"].show(steps[0].leads), *shares]
        _add(table, comparison, period, steps[0].is_finished, [comparison.called(scenario)], figures)
    return table


def _over_time(comparison: Comparison, title: str) -> Table:
    table = plain_table()
    table.add_column(title, min_width=TITLE, overflow="fold")
    if len(comparison.scenarios) > 2:
        table.add_column(say("cli.scenario"), no_wrap=True)
    return table


def _add(
    table: Table, found: Comparison, period: Period, is_finished: bool, scenario: Sequence[str], row: Sequence[str]
) -> None:
    """A row of a period, with a star if it is not finished."""
    name = period.name if period.is_whole else say("cli.plans.part", name=period.name)
    table.add_row(name + ("" if is_finished else "*"), *(scenario if len(found.scenarios) > 2 else ()), *row)


def unfinished(comparison: Comparison, what: str) -> Iterator[str]:
    """What a star means, if the table of `months` or `cohorts` has any."""
    rows = comparison.by_month() if what == "months" else comparison.by_cohort()
    if not all(row.is_finished for row in rows):
        window = comparison.window
        yield say("cli.plans.star", follow_up=window.follow_up_days, cohort=window.cohort_days)


def interval(kpi: Kpi, difference: Difference) -> str:
    """A difference with its interval; shares in points, small numbers with as many digits as they need."""
    figures = known(difference)
    largest = max((abs(x) for x in figures if x is not None), default=0.0)
    digits = "+.2f" if 0.1 <= largest < 1.0 else "+.3f" if largest < 0.1 else ""
    mean, low, high = (_figure(kpi, x, digits) for x in figures)
    return say("cli.plans.interval", mean=mean, low=low, high=high) if figures[1] is not None else mean


def _figure(kpi: Kpi, value: float | None, digits: str) -> str:
    if value is None:
        return say("kpi.none")
    is_small = digits and kpi.unit not in ("share", "yen")
    return format(value, digits) if is_small else kpi.digits(value, signed=True)
