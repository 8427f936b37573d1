"""What is wrong with the desk of inside sales, its teams, and the reviews that move a rule."""

from __future__ import annotations

from collections.abc import Iterator

from sim.files.findings import Finding, Names, in_order, known_name
from sim.model.journey import Desk, Journey, Review
from sim.model.rules import Compare, Expr, leaves
from sim.model.salesdesk import Staff
from sim.words.messages import say
from sim.words.wording import cut
from sim.yamlfile import Loc

MOST_REPS = 32_768  # a row of the event log keeps a rep's number in 16 bits


def lint_desk(journey: Journey) -> Iterator[Finding]:
    """What is wrong with who works at the desk, and with how long it tries."""
    desk = journey.desk
    loc: Loc = ("desk",)
    if desk.teams:
        for setting in Staff.model_fields:
            if setting in desk.model_fields_set:
                yield Finding((*loc, setting), say("lint.of_each_team"), at_name=True)
        for name, team in desk.teams.items():
            yield from _staff((*loc, "teams", name), team, say("lint.no_reps"))
    else:
        yield from _staff(loc, desk, say("lint.no_team"))
    if desk.head_count() > MOST_REPS:
        yield Finding(loc, say("lint.many_reps", most=MOST_REPS, found=desk.head_count()))
    yield from _tries(loc, desk)


def _staff(loc: Loc, staff: Staff, nobody: str) -> Iterator[Finding]:
    if staff.reps is None and not staff.shifts:
        yield Finding(loc, nobody)
    for setting in ("reps", "hours") if staff.shifts else ():
        if setting in staff.model_fields_set:
            yield Finding((*loc, setting), say("lint.of_each_shift"), at_name=True)
    for n, absence in enumerate(staff.absences):
        yield from in_order((*loc, "absences", n), absence.since, absence.until)
        if 0 < staff.head_count() < absence.reps:
            yield Finding((*loc, "absences", n, "reps"), say("lint.many_absent", most=staff.head_count()))


def _tries(loc: Loc, desk: Desk) -> Iterator[Finding]:
    if desk.steps and "attempts" in desk.model_fields_set and desk.attempts != len(desk.steps):
        yield Finding((*loc, "attempts"), say("lint.attempts", found=len(desk.steps)))
    if desk.expires is not None and desk.patience is not None:
        yield Finding((*loc, "patience"), say("lint.either", first="expires", second="patience"))


# ---- reviews


def lint_reviews(journey: Journey, names: Names) -> Iterator[Finding]:
    """What is wrong with reviews: the number each moves, its bounds and its target."""
    for name, review in journey.reviews.items():
        loc: Loc = ("reviews", name)
        yield from known_name((*loc, "rule"), "lint.unknown_rule", review.rule, names.rules)
        yield from _targets(loc, review)
        low, high = review.bounds
        if low >= high:
            yield Finding((*loc, "bounds"), say("lint.bounds_order"))
        rule = journey.mql.get(review.rule)
        if rule is None:
            continue
        moved = moved_by(review, rule.expr)
        if moved is None:
            said_at = "compares" if "compares" in review.model_fields_set else "rule"
            text = say("lint.nothing_moves", rule=cut(review.rule), compares=cut(review.compares))
            yield Finding((*loc, said_at), text)
        elif low < high and not low <= moved <= high:
            yield Finding((*loc, "bounds"), say("lint.bounds_start", start=moved, rule=cut(review.rule)))


def moved_by(review: Review, rule: Expr) -> int | None:
    """The number that a review moves, as the rule has it in its own text; None if there is none."""
    for leaf in leaves(rule):
        if not isinstance(leaf, Compare) or leaf.window_s is not None or leaf.name != review.compares:
            continue
        if leaf.op in (">=", ">") and isinstance(leaf.value, int):
            return leaf.value
    return None


def _targets(loc: Loc, review: Review) -> Iterator[Finding]:
    names = type(review.target).model_fields
    given = [name for name in names if name != "tolerance" and getattr(review.target, name) is not None]
    if not given:
        yield Finding((*loc, "target"), say("lint.no_target"))
    for second in given[1:]:
        yield Finding((*loc, "target", second), say("lint.either", first=given[0], second=second))
