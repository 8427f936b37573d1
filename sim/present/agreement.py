"""The hand-off agreement of marketing and inside sales: what was decided, on one page that both sign."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sim.model.journey import REASONS, Journey, Return
from sim.present.brief import WEEK_DAYS, Brief, brief
from sim.present.deckfacts import spread
from sim.present.graph import spoken
from sim.present.report import environment
from sim.present.rulespeech import duration, rule_words
from sim.study.kpis import KPIS
from sim.study.reopened import Reopened
from sim.words import language
from sim.words.local import date_words
from sim.words.messages import say

MOST_RULES = 8  # on the page; the journey's file has them all
_MOST_LINES, _MOST_LETTERS = 12, 1_000
_IF_SET = {"rejected": "filter", "expired": "expires"}  # reasons that only such settings of the desk bring


class Told(NamedTuple):
    """A name and what is said of it."""

    name: str
    words: str


class Back(NamedTuple):
    """Why sales gives a lead back, where it goes, and when it may be handed off again."""

    reason: str
    where: str
    then: str


class Agreement(NamedTuple):
    """All that the page says.

    scenario: the recommended one, or the baseline. more_rules: how many have no room. load: each rep's hand-offs in a
    usual and in the busiest week. evidence: sentences.
    """

    title: str
    scenario: str
    rules: tuple[Told, ...]
    more_rules: int
    qualified: str
    load: tuple[Told, ...]
    deadline: str
    late: str
    returns: tuple[Back, ...]
    evidence: tuple[str, ...]
    review_on: date | None
    source: str

    @property
    def is_long(self) -> bool:
        """Whether it needs smaller letters to be one page."""
        words = sum(len(each.words) for each in self.rules) + len(self.qualified) + sum(map(len, self.evidence))
        return len(self.rules) + len(self.returns) > _MOST_LINES or words > _MOST_LETTERS


def agreement(opened: Reopened) -> Agreement:
    """The agreement on the scenario that the answer recommends; on the baseline where it stays or nobody can tell."""
    told, loaded = brief(opened), opened.loaded
    scenario = told.keeps or opened.found.baseline
    journey = (loaded.baseline if scenario == opened.found.baseline else loaded.scenarios[scenario]).journey
    called = opened.found.called(scenario)
    rules = [Told(spoken(name), rule_words(rule, journey)) for name, rule in journey.mql.items()]
    return Agreement(
        title=say("agree.title"),
        scenario=say("agree.scenario", journey=spoken(journey.name, journey.title), scenario=called),
        rules=tuple(rules[:MOST_RULES]),
        more_rules=max(0, len(rules) - MOST_RULES),
        qualified=rule_words(journey.sql, journey),
        load=tuple(_load(opened, scenario)),
        deadline=_deadline(journey),
        late=KPIS["breach_share"].show(opened.found.cells[scenario]["breach_share"].mean),
        returns=tuple(_returns(journey)),
        evidence=tuple(_evidence(opened, told)),
        review_on=told.review_on,
        source=say("agree.source", run="/".join(opened.results.path.parts[-2:]), command=told.repeat),
    )


def _load(opened: Reopened, scenario: str) -> Iterator[Told]:
    """Hand-offs per rep with their intervals."""
    weeks = (("usual", "handoffs_per_rep_day", WEEK_DAYS), ("busiest", "busiest_week_per_rep", 1.0))
    for name, kpi, times in weeks:
        mean, (below, above) = spread(opened.found, kpi, scenario, times=times)
        if mean is None:
            words = say("kpi.none")
        elif above == 0.0:
            words = KPIS[kpi].show(mean)
        else:
            ends = {"low": KPIS[kpi].show(mean - below), "high": KPIS[kpi].show(mean + above)}
            words = say("agree.range", mean=KPIS[kpi].show(mean), **ends)
        yield Told(say(f"agree.{name}_week"), words)


def _deadline(journey: Journey) -> str:
    asked = journey.desk.first_contact
    return say("agree.within", time=duration(asked)) if isinstance(asked, int) else say(f"agree.{asked}")


def _returns(journey: Journey) -> Iterator[Back]:
    """Every reason that this desk can give, in the order of the journey file, then the others."""
    possible = [name for name in REASONS if name not in _IF_SET or getattr(journey.desk, _IF_SET[name]) is not None]
    for name in dict.fromkeys((*(each for each in journey.returns if each in possible), *possible)):
        way = journey.returns.get(name, Return())
        yield Back(say(f"reason.{name}"), _where(way, journey), _then(way))


def _where(way: Return, journey: Journey) -> str:
    if way.to in ("keep", "excluded"):
        return say(f"agree.to_{way.to}")
    return say("agree.to_stage", stage=spoken(way.to, journey.stages[way.to].title))


def _then(way: Return) -> str:
    """When it may come again, and with which score."""
    if way.to == "excluded":
        return say("agree.never_again")
    said = [say("agree.rest", time=duration(way.rest)) if way.rest else say("agree.no_rest")]
    if way.score != "keep":
        said.append(say("agree.reset") if way.score == "reset" else say("agree.less", points=f"{-way.score:,}"))
    return say("agree.listed").join(said)


def _evidence(opened: Reopened, told: Brief) -> Iterator[str]:
    """The answer, how sure it is, and what it was simulated from."""
    period = {"first": date_words(told.first_day), "last": date_words(told.last_day)}
    yield told.sentence
    yield from told.because[:1]
    yield say("agree.simulated", runs=f"{told.runs:,}", **period)


def page(told: Agreement) -> bytes:
    """The agreement as one HTML file that needs nothing else, UTF-8; it prints on one sheet of A4."""
    text = environment().get_template("agreement.html.j2").render(lang=language.current(), told=told)
    return text.encode()
