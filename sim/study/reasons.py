"""Why one lead's two lives part, in one sentence: what both scenarios say of what began it."""

from __future__ import annotations

from collections.abc import Sequence

from sim.model.ledger import What
from sim.study.guide import Guide
from sim.study.origins import Kind, Origin, Scenarios
from sim.study.parting import A, B, Split
from sim.study.twologs import Life
from sim.words.messages import say

_AT = "%Y-%m-%d %H:%M"
_WRITTEN_AT = {
    Kind.RULE: "mql.{}",
    Kind.STAGE: "stages.{}.enter",
    Kind.BACK: "stages.{}.back",
    Kind.TIMEOUT: "stages.{}.timeout",
    Kind.EXIT: "exits.{}.when",
}
_SAID = {
    Kind.VISIT: "explain.why_visit",
    Kind.REVIEW: "explain.why_review",
    Kind.QUEUE: "explain.why_queue",
    Kind.SYNC: "explain.why_sync",
    Kind.OUTCOME: "explain.why_outcome",
}

Named = Sequence[tuple[str, Guide]]  # both scenarios, by the name that users read


def why(began: Origin, known: Scenarios, felt: Split, named: Named) -> str:
    """The sentence; `known` and `felt` are of this lead alone."""
    here = named[B if felt.tells[0] == B else A][0]
    if began.kind in (Kind.MAIL, Kind.WEBINAR):
        return _mail(began, known, named)
    if began.kind in _WRITTEN_AT:
        return _rule(began, known, felt, named)
    if began.kind in (Kind.POINTS, Kind.FIT, Kind.DECAY):
        return _points(began, known, felt, named)
    key = _SAID.get(began.kind, "explain.why_only")
    return say(key, here=here)


def _mail(began: Origin, known: Scenarios, named: Named) -> str:
    """When only one scenario sends it for the first time; or that both do."""
    node = known.both.names.touchpoints.index(began.name)
    a, b = (_sent(life, node) for life in (known.both.a, known.both.b))
    if a == b:
        return say("explain.why_answered")
    time = min(a ^ b)[0]
    only = A if any(sent[0] == time for sent in a - b) else B
    local = named[only][1].calendar.local(time)
    return say("explain.why_delivered", at=format(local, _AT), here=named[only][0])


def _sent(life: Life, node: int) -> set[tuple[int, int]]:
    chosen = (life.what == What.SENT) & (life.node == node)
    return set(zip(life.time[chosen].tolist(), life.value[chosen].tolist(), strict=True))


def _rule(began: Origin, known: Scenarios, felt: Split, named: Named) -> str:
    """How a rule reads in both scenarios at the second at which the lives part."""
    side = B if felt.tells[0] == B else A
    life, at = ((known.both.a, felt.a), (known.both.b, felt.b))[side]
    path = _WRITTEN_AT[began.kind].format(began.name)
    a, b = (guide.text(int(life.time[at[0]]), path) or say("explain.no_rule") for _, guide in named)
    if a == b:
        return say("explain.why_one_rule", text=a, here=named[side][0])
    return say("explain.why_rule", text_a=a, text_b=b, a=named[A][0], b=named[B][0])


def _points(began: Origin, known: Scenarios, felt: Split, named: Named) -> str:
    """What the same event gave in both, or the score that it found."""
    if felt.tells[0] in (A, B):
        return say("explain.why_only", here=named[felt.tells[0]][0])
    faded = began.kind is Kind.DECAY
    a, b = (int((life.score if faded else life.value)[at[0]]) for life, at in _rows(known, felt))
    key = "explain.why_decay" if faded else "explain.why_points"
    return say(key, points_a=a, points_b=b, a=named[A][0], b=named[B][0])


def _rows(known: Scenarios, felt: Split) -> tuple[tuple[Life, Sequence[int]], tuple[Life, Sequence[int]]]:
    return (known.both.a, felt.a.tolist()), (known.both.b, felt.b.tolist())
