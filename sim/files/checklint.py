"""Checks of an experiment beside its scenarios and KPIs: one condition each, and one that can be judged."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sim.files.findings import Finding, known_name
from sim.files.limitlint import bounds_success, is_share, limit_text, no_share
from sim.model.checks import CONDITIONS, Check
from sim.model.experimentfile import Days, Experiment
from sim.model.guardrails import Measured
from sim.words.messages import say
from sim.words.wording import listed
from sim.yamlfile import Document, Loc

_MARGINS = ("no_worse_by", "equivalent_within")


def lint_checks(
    experiment: Experiment, document: Document, scenarios: Collection[str], kpis: Collection[str] | None
) -> Iterator[Finding]:
    """What is wrong with checks; scenarios: the names of all but the baseline. Amounts need KPIS, not names alone."""
    if experiment.checks and not scenarios:
        yield Finding(("checks",), say("check.no_scenarios"), at_name=True)
    known: Mapping[str, Measured] = kpis if isinstance(kpis, Mapping) else {}
    for name, check in experiment.checks.items():
        loc = ("checks", name)
        yield from _shape(check, loc)
        yield from _scenario(check, loc, experiment.baseline, scenarios)
        if kpi := known.get(check.kpi or ""):
            yield from _amounts(check, kpi, check.per or experiment.decide_on.per, loc, document)


def check_cautions(experiment: Experiment, days: Days, kpis: Collection[str] | None) -> Iterator[Finding]:
    """Checks that may be meant otherwise, and those that nobody can tell, however many runs there are."""
    known: Mapping[str, Measured] = kpis if isinstance(kpis, Mapping) else {}
    for name, check in experiment.checks.items():
        kpi, limit = known.get(check.kpi or ""), check.limit
        if kpi is None:
            continue
        followed = {"no": 0, "hand_off": days.follow_up, "lead": days.cohort}[kpi.followed]
        if days.after + followed > days.run:
            text = say("warn.check_cut_short", kpi=kpi.title, days=followed, left=days.run - days.after)
            yield Finding(("checks", name, "kpi"), text)
        if limit is not None and bounds_success(limit, kpi):
            key = "warn.check_good_side_upper" if limit.is_upper else "warn.check_good_side_lower"
            yield Finding(("checks", name, "limit"), say(key, kpi=kpi.title))


def _shape(check: Check, loc: Loc) -> Iterator[Finding]:
    """Exactly one condition, and a KPI if that is about one."""
    if not check.conditions:
        yield Finding(loc, say("check.no_condition", conditions=listed(CONDITIONS)), at_name=True)
        return
    first, *more = check.conditions
    for other in more:
        yield Finding((*loc, other), say("lint.either", first=first, second=other))
    if check.same_event_log:
        given = [name for name in ("kpi", "per") if getattr(check, name) is not None and not more]
        yield from (Finding((*loc, name), say("check.of_logs", setting=name), at_name=True) for name in given)
    elif check.kpi is None:
        yield Finding(loc, say("check.no_kpi", condition=first), at_name=True)


def _scenario(check: Check, loc: Loc, baseline: str, scenarios: Collection[str]) -> Iterator[Finding]:
    """One that is there, and not the baseline beside itself."""
    yield from known_name((*loc, "scenario"), "check.unknown_scenario", check.scenario, [*scenarios, baseline])
    if check.scenario == baseline and check.conditions and check.is_relative:
        yield Finding((*loc, "scenario"), say("check.baseline_itself", found=baseline))


def _amounts(check: Check, kpi: Measured, per: str, loc: Loc, document: Document) -> Iterator[Finding]:
    """Units and signs of limits and margins, and whether the KPI has what they are about."""
    if check.limit is not None and (text := limit_text(kpi, check.limit, per)):
        yield Finding((*loc, "limit"), text)
    if check.no_worse_by is not None and not kpi.better:
        yield Finding((*loc, "no_worse_by"), say("check.neither", kpi=kpi.title))
    if check.per is not None and kpi.kind != "count":
        yield Finding((*loc, "per"), say("check.no_count", kpi=kpi.title), at_name=True)
    for name in _MARGINS:
        if (margin := getattr(check, name)) is not None:
            node = document.node((*loc, name))
            text = _margin(kpi, margin, str(node.value) if node else "", per)
            yield from [Finding((*loc, name), text)] if text else []


def _margin(kpi: Measured, margin: float, written: str, per: str) -> str:
    """What is wrong with a margin; an empty text if nothing is."""
    if not is_share(kpi):
        return no_share(kpi, per, "points", written.split(" ")[0]) if "point" in written else ""
    return say("check.large_share", example=f"{margin:g} points") if margin >= 1.0 else ""
