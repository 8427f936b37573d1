"""Margins and limits of an experiment beside the KPIs they are about: units, signs, and what can hardly be meant."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sim.files.findings import Finding
from sim.model.experimentfile import Experiment
from sim.model.guardrails import Limit, Measured
from sim.words.messages import say
from sim.yamlfile import Document, Loc


def lint_amounts(experiment: Experiment, document: Document, kpis: Collection[str] | None) -> Iterator[Finding]:
    """What is wrong with margins, limits and the precision asked for; nothing where `kpis` are names alone."""
    known: Mapping[str, Measured] = kpis if isinstance(kpis, Mapping) else {}
    per = experiment.decide_on.per
    limits = experiment.limits()
    places: dict[Loc, str] = {("guardrails", name): name for name in experiment.guardrails if name not in limits}
    places |= dict.fromkeys([("decide_on", "margin"), ("precision", "half_width")], experiment.decide_on.kpi)
    for loc, name in places.items():
        node = document.node(loc)
        if node is not None and name in known and (text := margin_text(known[name], str(node.value), per)):
            yield Finding(loc, text)
    for name, limit in limits.items():
        if name in known and (text := limit_text(known[name], limit, per)):
            yield Finding(("guardrails", name), text)


def margin_text(kpi: Measured, written: str, per: str) -> str:
    """What is wrong with a margin or a half width; an empty text if nothing is."""
    if "point" in written:
        amount = written.split("point")[0].strip()
        return _beyond(float(amount)) if is_share(kpi) else no_share(kpi, per, "points", amount)
    try:
        size = float(written)
    except ValueError:
        return ""  # the model has said so
    if not is_share(kpi) or size <= 1.0:
        return ""
    return say("guardrail.large_margin", example=f"{written} points" if size <= 100.0 else "0.5 points")


def _beyond(points: float) -> str:
    return say("guardrail.beyond_share") if points > 100.0 else ""


def bounds_success(limit: Limit, kpi: Measured) -> bool:
    """Whether a limit stops a KPI only from being good."""
    return kpi.better > 0 if limit.is_upper else kpi.better < 0


def limit_text(kpi: Measured, limit: Limit, per: str) -> str:
    """What is wrong with a limit; an empty text if nothing is."""
    if not is_share(kpi):
        example = f"{limit.word} {limit.number[:1] if limit.is_relative else ''}5"
        return no_share(kpi, per, limit.unit, example) if limit.unit else _demand(kpi, limit)
    words = {"word": limit.word, "number": limit.number}
    if limit.unit == "%" and limit.is_relative:
        return say("guardrail.relative_percent", **words)
    if limit.unit == "points" and not limit.is_relative:
        return say("guardrail.absolute_points", sign="+" if limit.is_upper else "-", **words)
    if limit.unit and abs(limit.value) > 1.0:
        return say("guardrail.beyond_share")
    if not limit.unit and abs(limit.value) > 1.0:
        unit = "points" if limit.is_relative else "%"
        return say("guardrail.large_share", example=f"{limit.word} {limit.number} {unit}")
    return _demand(kpi, limit)


def _demand(kpi: Measured, limit: Limit) -> str:
    """A difference that only a change for the worse could have is the other word's."""
    if not limit.is_relative or not limit.value or not bounds_success(limit, kpi):
        return ""
    asks_worse = (limit.value < 0.0) == (kpi.better > 0)
    if not asks_worse:
        return ""
    other = "at least" if limit.is_upper else "at most"
    unit = f" {limit.unit}" if limit.unit else ""
    key = "guardrail.asks_fall" if limit.value < 0.0 else "guardrail.asks_rise"
    example = f"{other} {limit.number}{unit}"
    return say(key, kpi=kpi.title, amount=f"{limit.number[1:]}{unit}", example=example)


def no_share(kpi: Measured, per: str, unit: str, example: str) -> str:
    """What is wrong with percent or points of a KPI that is no share."""
    return say("guardrail.no_share", unit=unit, counted=_counted(kpi, per), example=example)


def _counted(kpi: Measured, per: str) -> str:
    """What a number about a KPI is a number of: `opportunities a quarter`, `hours`."""
    if kpi.kind != "count":
        return say(f"guardrail.unit_{kpi.unit}")
    return (say("guardrail.unit_yen") if kpi.unit == "yen" else kpi.title) + say(f"answer.per_{per}")


def is_share(kpi: Measured) -> bool:
    """Whether a KPI is a part of a whole, which differs by points."""
    return kpi.unit == "share"
