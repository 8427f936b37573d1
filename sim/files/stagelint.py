"""What is wrong with stages, ways out of the journey, and the points that lead from one to the other."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sim.files.findings import RESERVED, Finding, Names, each_known, hint, known_name, unknown
from sim.model.journey import Back, CsvSource, Goal, Journey
from sim.words.messages import say
from sim.words.wording import cut, did_you_mean, listed, shown
from sim.yamlfile import Loc


def lint_stages(journey: Journey, names: Names, kpis: Collection[str] | None) -> Iterator[Finding]:
    """What is wrong with stages, exits and returns; `kpis`: the names that a goal may use (None: any)."""
    ways = led_to(journey)
    for n, (name, stage) in enumerate(journey.stages.items()):
        loc: Loc = ("stages", name)
        if name in ("keep", "excluded"):
            yield Finding(loc, say("lint.reserved", found=name), at_name=True)
        if n == 0 and stage.enter is not None:
            yield Finding((*loc, "enter"), say("lint.first_stage"))
        if n > 0 and stage.enter is None and name not in ways:
            yield Finding(loc, say("lint.no_enter"))
        if stage.back is not None:
            yield from _back((*loc, "back"), stage.back, name, names)
        if stage.timeout is not None:
            yield from known_name((*loc, "timeout", "to"), "lint.unknown_stage", stage.timeout.to, names.stages)
            if stage.timeout.to == name:
                yield Finding((*loc, "timeout", "to"), say("lint.timeout_itself"))
        if stage.goal is not None:
            yield from _goal((*loc, "goal"), stage.goal, kpis)
    for name, way_out in journey.exits.items():
        to = way_out.re_enter.to if way_out.re_enter else None
        yield from known_name(("exits", name, "re_enter", "to"), "lint.unknown_stage", to, names.stages)
    for reason, back in journey.returns.items():
        if names.stages is not None and back.to not in {*names.stages, "keep", "excluded"}:
            yield unknown(("returns", reason, "to"), "lint.unknown_stage", back.to, [*names.stages, "keep", "excluded"])


def led_to(journey: Journey) -> set[str]:
    """Stages that a lead can come to in other ways than by the condition to enter it."""
    order = list(journey.stages)
    found = {stage.timeout.to for stage in journey.stages.values() if stage.timeout}
    for n, stage in enumerate(journey.stages.values()):
        found |= {stage.back.to or order[max(0, n - 1)]} if stage.back else set()
    found |= {each.re_enter.to for each in journey.exits.values() if each.re_enter and each.re_enter.to}
    found |= {back.to for back in journey.returns.values()}
    sources = [source for source in journey.sources.values() if isinstance(source, CsvSource)]
    return {*order} if any("stage" in source.columns for source in sources) else found


def _back(loc: Loc, back: Back, stage: str, names: Names) -> Iterator[Finding]:
    order = list(names.stages or ())
    if stage not in order:
        return
    before = order[: order.index(stage)]
    if not before:
        yield Finding(loc, say("lint.first_back"))
    elif back.to is not None and back.to not in order:
        yield unknown((*loc, "to"), "lint.unknown_stage", back.to, before)
    elif back.to is not None and back.to not in before:
        yield Finding((*loc, "to"), say("lint.back_order", stage=stage, before=listed(map(cut, before))))


def _goal(loc: Loc, goal: Goal, kpis: Collection[str] | None) -> Iterator[Finding]:
    if kpis is not None and goal.kpi not in kpis:
        text = say("workspace.unknown_kpi", found=cut(goal.kpi), hint=did_you_mean(goal.kpi, kpis))
        yield Finding((*loc, "kpi"), text)
    if goal.at_least is None and goal.at_most is None:
        yield Finding(loc, say("lint.goal_bound"))
    if goal.at_least is not None and goal.at_most is not None and goal.at_least > goal.at_most:
        yield Finding((*loc, "at_most"), say("lint.goal_order", least=shown(goal.at_least)))


def lint_scores(journey: Journey, names: Names) -> Iterator[Finding]:
    """What is wrong with points: names that must exist, windows without a count, bounds and decay at odds."""
    for name, behaviour in journey.behaviours.items():
        if name in RESERVED or name in (names.attributes or {}):
            yield Finding(("behaviours", name), say("lint.reserved", found=name), at_name=True)
        if behaviour.within is not None and behaviour.every == 1:
            yield Finding(("behaviours", name, "within"), say("lint.within_alone"))
    yield from _fit(journey, names)
    scoring = journey.scoring
    if scoring.floor is not None and scoring.ceiling is not None and scoring.floor > scoring.ceiling:
        yield Finding(("scoring", "floor"), say("lint.floor_order", ceiling=scoring.ceiling))
    if scoring.half_life is not None and scoring.inactivity is not None:
        yield Finding(("scoring", "inactivity"), say("lint.either", first="half_life", second="inactivity"))


def _fit(journey: Journey, names: Names) -> Iterator[Finding]:
    known = names.attributes or {}
    yield from each_known(("fit",), "lint.unknown_attribute", journey.fit, names.attributes)
    for attribute, points in journey.fit.items():
        for value in points if attribute in known else ():
            if value not in known[attribute]:
                text = say("lint.unknown_value", found=cut(value), name=attribute, hint=hint(value, known[attribute]))
                yield Finding(("fit", attribute, value), text, at_name=True)
