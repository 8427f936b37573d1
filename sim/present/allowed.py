"""What a change did, held against the limits of an allowance."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from sim.model.allowance import Allowance, Amount
from sim.model.guardrails import Limit
from sim.model.stats import Verdict, verdict
from sim.present.crowddiff import LEVEL, CrowdDiff
from sim.study.kpis import KPIS
from sim.study.shifts import Counts
from sim.study.standing import Standing, State, own_standings, relative_standing
from sim.words.messages import say
from sim.words.wording import did_you_mean
from sim.yamlfile import FileProblems, compose

VERDICTS = {
    "newly_handed_off": "gained",
    "no_longer_handed_off": "lost",
    "earlier": "earlier",
    "later": "later",
    "other_rule": "other_rule",
}  # settings of an allowance, and the counts that they limit
BUSIEST = "busiest_week_per_rep"
_GOOD = (Verdict.BETTER, Verdict.NO_WORSE, Verdict.EQUIVALENT)


class Judged(NamedTuple):
    """One limit: of what (a setting of the allowance, or `kpis.NAME`), what was found, what may be, how it stands."""

    name: str
    found: str
    limit: str
    state: State

    def to_json(self) -> dict[str, Any]:
        """Plain texts."""
        return {**self._asdict(), "state": str(self.state)}


def read_allowance(path: Path) -> Allowance:
    """The limits in a file. Raises FileProblems with every mistake."""
    document = compose(path, Allowance)
    found = document.build(Allowance)
    unknown = [name for name in found.kpis if name not in KPIS]
    texts = {name: say("workspace.unknown_kpi", found=name, hint=did_you_mean(name, KPIS)) for name in unknown}
    if texts:
        problems = [document.problem(("kpis", name), text, at_name=True) for name, text in texts.items()]
        raise FileProblems(problems)
    return found


def verdict_limits(allowed: Allowance, counts: Counts, *, leads: int, runs: int) -> list[Judged]:
    """The limits of leads that change verdict, of so many leads in so many runs."""
    judged = []
    for name, count in VERDICTS.items():
        bound = getattr(allowed, name)
        if bound is not None:
            judged.append(_amount(name, getattr(counts, count), bound.at_most, leads, runs))
    return judged


def _amount(name: str, count: int, most: Amount, leads: int, runs: int) -> Judged:
    value = (count / leads if leads else 0.0) if most.is_share else count / runs
    words = f"{100 * value:.2g}%" if most.is_share else f"{value:.4g}"
    return Judged(name, words, say("diff.at_most", limit=most), State.BROKEN if value > most.value else State.KEPT)


def busiest_limit(allowed: Allowance, busiest: float | None) -> list[Judged]:
    """The limit of hand-offs to a rep in the busiest week; None: there is no such week."""
    limit = allowed.busiest_week_per_rep
    if limit is None:
        return []
    broken = busiest is not None and busiest > limit.at_most
    words = KPIS[BUSIEST].show(busiest)
    state = State.BROKEN if broken else State.KEPT
    return [Judged(BUSIEST, words, say("diff.at_most", limit=f"{limit.at_most:g}"), state)]


def kpi_limits(allowed: Allowance, found: CrowdDiff) -> list[Judged]:
    """The limits of KPIs, in the words of guardrails."""
    return [_kpi(name, rule, found) for name, rule in allowed.kpis.items()]


def _kpi(name: str, rule: float | Limit, found: CrowdDiff) -> Judged:
    kpi, difference = KPIS[name], found.kpi(name).difference
    if not isinstance(rule, Limit):
        reached = verdict(difference, higher_is_better=kpi.higher_is_better, margin=rule)
        state = State.KEPT if reached in _GOOD else State.BROKEN if reached is Verdict.WORSE else State.OPEN
        words = say("diff.margin", margin=_points(name, rule))
        return Judged(f"kpis.{name}", _difference(name, difference.mean), words, state)
    stands = relative_standing(rule, difference) if rule.is_relative else _own(name, rule, found)
    shown = _difference(name, stands.value) if rule.is_relative else kpi.show(stands.value)
    return Judged(f"kpis.{name}", shown, rule.words, stands.state)


def _own(name: str, rule: Limit, found: CrowdDiff) -> Standing:
    return own_standings(rule, KPIS[name], {"new": found.parts[name][1]}, LEVEL)["new"]


def _difference(name: str, mean: float) -> str:
    return KPIS[name].show(mean if mean == mean else None, signed=True)


def _points(name: str, margin: float) -> str:
    return say("answer.points", points=f"{100 * margin:g}") if KPIS[name].unit == "share" else f"{margin:g}"
