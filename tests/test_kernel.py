"""Private lives: the article's points, chances, time; and the textbook model's hand-worked lives, by the engine."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom, chisquare

from sim.engine import memory
from sim.engine.program import Life, probability
from sim.files.workspace import load_journey
from sim.model.journey import Journey
from sim.model.ledger import Run, What
from sim.model.persona import Personas
from tests import (
    engines,
    strategies,
    strategies_files,
    test_textbook,
    test_textbook_score,
    test_textbook_stages,
    test_textbook_webinar,
)
from tests.scripted import CERTAIN_READERS, HOUR, built, journey_file, lead, mail, page, personas_file, play, rows_of
from tests.strategies import Scene, plain
from tests.strategies_files import Plain

for module in (test_textbook, test_textbook_score, test_textbook_stages, test_textbook_webinar):
    globals().update(engines.tests_of(module))
engine = pytest.fixture(scope="module", autouse=True)(engines.instead_of_the_textbook)

ARTICLE = plain(load_journey(Path(__file__).parent.parent / "journeys" / "seed.yaml").journey)
NOBODY = {"job": "staff", "industry": "other", "employees": "<50"}
PERFECT = {"job": "director", "industry": "target", "employees": "50+"}


# ---- the article's table, by the shipped journey's own points, stages and rules


def article(**changes: object) -> tuple[Journey, Personas]:
    """The shipped journey's points, stages and rules, with hand-made people and touchpoints."""
    own = {part: ARTICLE[part] for part in ("fit", "behaviours", "stages", "mql", "sql")}
    personas = personas_file({"attributes": NOBODY, "webinar": 1}, **changes.pop("people", {}))  # type: ignore[call-overload]
    values = {name: list(values) for name, values in ARTICLE["fit"].items()}
    return strategies.built(journey_file(**own | changes), personas | {"attributes": values})


@pytest.mark.parametrize(
    ("attribute", "value", "points"),
    [
        ("job", "director", 20), ("job", "manager", 10), ("job", "staff", 5),
        ("industry", "target", 15), ("industry", "near_target", 5), ("industry", "other", 0),
        ("employees", "50+", 10), ("employees", "<50", 0),
    ],
)  # fmt: skip
def test_attribute_points_are_the_articles(attribute: str, value: str, points: int) -> None:
    result = play(article(), lead(attributes=NOBODY | {attribute: value}))
    assert result.leads["score"][0] - (5 if attribute != "job" else 0) == points


def test_behaviour_points_are_the_articles() -> None:
    series = {"kind": "webinar", "dates": "2026-04-16 15:00", "stages": ["awareness", "interest", "consideration"]}
    pages = {name: page(name) for name in ("download", "price_page", "product_page", "blog")}
    mails = {f"{name}_letter": mail(name, "2026-04-07,2026-04-08,2026-04-09 10:00") for name in pages}
    webinar = {"webinar": series | {"invite": [{"before": "7d"}]}}
    files = article(
        people=CERTAIN_READERS | {"attend_rate": 1}, touchpoints=pages | mails | webinar, mql={"never": "score > 9999"}
    )
    result = play(files, lead(attributes=NOBODY))
    assert set(rows_of(result, What.OPEN)["value"].tolist()) == {5}
    assert set(rows_of(result, What.CLICK)["value"].tolist()) == {10}
    content = rows_of(result, What.CONTENT)
    by_page = {name: content["value"][content["node"] == node].tolist() for node, name in enumerate(pages)}
    assert by_page == {"download": [20] * 3, "price_page": [30] * 3, "product_page": [0, 0, 15], "blog": [0] * 3}
    assert rows_of(result, What.WEBINAR_ATTENDED)["value"].tolist() == [40]
    assert rows_of(result, What.WEBINAR_REGISTERED)["value"].tolist() == [0]


def test_the_worked_example_has_115_points_and_the_price_page_rule_fires_there() -> None:
    """45 by attributes; a price page and a download at first, a second download later: 45 + 30 + 2 x 20, not 105."""
    source = {"list": {"kind": "csv", "file": "", "columns": {}, "arrive_with": {"price_page": 1, "download": 1}}}
    visits = {"idle_intent": 1, "visit_rate": 1}
    paper = page("download", organic=[1, 1])
    result = play(article(sources=source, people=visits, touchpoints={"paper": paper}), lead(attributes=PERFECT))
    downloads = rows_of(result, What.REGISTERED, What.BROUGHT, What.CONTENT)["score"].tolist()
    assert downloads[:4] == [45, 75, 95, 115]
    handed_off = rows_of(result, What.MQL)[0]
    assert (handed_off["score"], handed_off["node"], handed_off["cause"]) == (115, 0, handed_off["n"] - 1)


@pytest.mark.parametrize(
    ("rule", "score", "fires"), [(">=", 100, True), (">", 100, False), (">", 105, True), (">=", 95, False)]
)
def test_exactly_100_points_are_enough_for_at_least_and_not_for_above(rule: str, score: int, fires: bool) -> None:
    """Given points, then an open (5), a click (10) and the price page (30)."""
    prices = {"price": page("price_page"), "letter": mail("price", "2026-04-07 10:00")}
    line = {"line": f"score {rule} 100 and price_page >= 1"}
    files = article(people=CERTAIN_READERS, touchpoints=prices, mql=line)
    result = play(files, lead(registered_s=-1, score=score - 45, attributes=NOBODY))
    assert result.rows["score"].max() == score
    assert (len(rows_of(result, What.MQL)) == 1) is fires


@pytest.mark.parametrize(
    ("before", "stage"), [(44, 0), (45, 1), (46, 1), (74, 1), (75, 2)]
)  # fmt: skip
def test_stages_begin_at_exactly_50_and_80_points(before: int, stage: int) -> None:
    letter = {"page": page("blog"), "letter": mail("page", "2026-04-07 10:00")}
    files = article(people={"open_rate": 1}, touchpoints=letter)
    result = play(files, lead(registered_s=-1, score=before, attributes=NOBODY))
    assert result.leads[["score", "stage"]].tolist() == [(before + 5, stage)]


# ---- chances: counts of what many people do are binomial

MANY, MAILS, RARE = 20_000, 5, 1e-5
ALIKE: Plain = {"open_rate": 0.3, "click_rate": 0.25, "click_misfit": 1, "attend_rate": 0.4}


@pytest.fixture(scope="module")
def crowd() -> Run:
    """Many people alike, five mails and a webinar that everybody who opens the invitation registers for."""
    fair = {"fair": {"kind": "burst", "events": {"fair": {"on": "2026-04-06", "leads": MANY}}, "hours": "00:00-00:01"}}
    letters = mail("paper", "2026-04-07,2026-04-08,2026-04-09,2026-04-10,2026-04-13 10:00")
    series = {"kind": "webinar", "dates": "2026-04-16 15:00", "stages": "awareness", "invite": [{"before": "1d"}]}
    touchpoints = {"paper": page("download"), "letter": letters, "webinar": series}
    behaviours = {"download": {"points": 1}}
    journey = journey_file(sources=fair, touchpoints=touchpoints, behaviours=behaviours)
    files = built(journey, {"webinar": 0.3}, **ALIKE, unsubscribe_rate=0.01, machine_open_share=0.2)
    return engines.run(Scene(*files, seed=11, replication=3))


def likely(successes: int, tries: int, chance: float) -> bool:
    """Whether a count lies between the 0.001 % and 99.999 % points of its binomial distribution."""
    return bool(binom.ppf(RARE, tries, chance) <= successes <= binom.ppf(1 - RARE, tries, chance))


def of_kind(run: Run, what: What, node: int) -> np.ndarray:
    """Rows of a kind about a touchpoint."""
    return run.rows[(run.rows["what"] == what) & (run.rows["node"] == node)]


def test_opens_clicks_and_unsubscriptions_are_binomial(crowd: Run) -> None:
    sent, clicks, gone = (len(of_kind(crowd, what, 1)) for what in (What.SENT, What.CLICK, What.UNSUBSCRIBE))
    read = len(of_kind(crowd, What.OPEN, 1)) + len(of_kind(crowd, What.READ, 1))
    assert sent > 4.5 * MANY
    assert likely(read, sent, 0.3)
    assert likely(clicks, read, 0.25)
    assert likely(gone, sent, 0.01)


def test_a_fifth_of_mailboxes_open_every_mail_and_the_others_none(crowd: Run) -> None:
    machine, sent = (
        np.bincount(of_kind(crowd, what, 1)["lead"], minlength=MANY) for what in (What.MACHINE_OPEN, What.SENT)
    )
    assert set((machine / sent).tolist()) == {0.0, 1.0}
    assert likely(int((machine > 0).sum()), MANY, 0.2)


def test_one_mail_tells_nothing_of_the_next(crowd: Run) -> None:
    """How many of five mails somebody reads is binomial as well: the luck of no two mails is tied."""
    stayed = np.bincount(of_kind(crowd, What.SENT, 1)["lead"], minlength=MANY) == MAILS
    read = sum(np.bincount(of_kind(crowd, what, 1)["lead"], minlength=MANY) for what in (What.OPEN, What.READ))[stayed]
    expected = binom.pmf(range(MAILS + 1), MAILS, 0.3) * stayed.sum()
    assert chisquare(np.bincount(read, minlength=MAILS + 1), expected).pvalue > 1e-4


def test_registrations_follow_their_rate_and_attendance_is_binomial(crowd: Run) -> None:
    invited, registered, came, missed = (
        len(of_kind(crowd, what, 2))
        for what in (What.SENT, What.WEBINAR_REGISTERED, What.WEBINAR_ATTENDED, What.WEBINAR_MISSED)
    )
    assert registered == came + missed
    assert likely(registered, invited, 0.3)
    assert likely(came, registered, 0.4)


# ---- time


CHANCES = st.one_of(st.floats(0, 1), st.sampled_from([0.0, 1.0, 0.5, 2**-33, 1 - 2**-40, 3.0, -1.0]))


@given(CHANCES)
def test_a_chance_is_as_likely_in_the_kernel_as_in_the_program(p: float) -> None:
    assert memory.threshold(p) == probability(p) == min(2**32, max(0, int(p * 4294967296.0 + 0.5)))


RHYTHMS = st.lists(st.sampled_from([0, 0, 1, 3, 120]), min_size=24, max_size=24).filter(any)


def life_with(rhythm: tuple[list[int], list[int]], zone: str, start: str) -> tuple[Journey, Life]:
    """A journey of nine days whose people live by a rhythm."""
    hours = {"open_day": rhythm[0], "off_day": rhythm[1], "source": "assumption"}
    journey, personas = built(journey_file(days=9, time_zone=zone, start=start), rhythm=hours)
    return journey, engines.prepared(Scene(journey, personas, 0, 0)).phases[0].life


def weight_of_each_hour(journey: Journey, rhythm: tuple[list[int], list[int]], hours: int) -> np.ndarray:
    """docs/world.md, section 5, word by word."""
    calendar = journey.built_calendar()
    found = []
    for h in range(hours):
        day = calendar.day_of(3600 * h)
        hour = min(23, (3600 * h - int(calendar.day_start_s[day])) // 3600)
        found.append(rhythm[0 if calendar.is_business_day(day) else 1][hour])
    return np.array(found)


@settings(max_examples=40)
@given(
    st.tuples(RHYTHMS, RHYTHMS),
    st.sampled_from(strategies_files.ZONES),
    st.sampled_from(("2026-03-27", "2026-10-20", "2026-04-01")),
    st.data(),
)
def test_people_wake_and_act_by_their_rhythm(
    rhythm: tuple[list[int], list[int]], zone: str, start: str, data: st.DataObject
) -> None:
    journey, life = life_with(rhythm, zone, start)
    end = journey.built_calendar().horizon_s
    hours = end // HOUR
    weights = weight_of_each_hour(journey, rhythm, hours)
    clock = np.concatenate([[0], np.cumsum(np.repeat(weights, HOUR))])  # what it shows at each second
    t = data.draw(st.integers(0, end - 1))
    assert memory.activity(life, t) == clock[t]
    later = [h for h in range(t // HOUR, hours) if weights[h] > 0]
    woken = memory.awake(life, t)
    assert woken == t if weights[t // HOUR] else (woken == HOUR * later[0] + t % HOUR if later else woken >= end)
    x = data.draw(st.integers(1, int(clock[-1])))
    assert memory.second_of_activity(life, x) == np.searchsorted(clock, x)


def test_the_second_beyond_the_last_activity_never_comes() -> None:
    _, life = life_with(([1] * 24, [1] * 24), "UTC", "2026-04-01")
    assert memory.second_of_activity(life, 10**9) >= 10**12


# ---- what must not happen


def chain(opens: int, more: int) -> Scene:
    """A lead with 2 x opens + 1 + more private events at its second of arrival: hello, then opens that bring mails."""
    hello = {"kind": "email", "content": "paper", "after": "registered"}
    echo = hello | {"after": "open", "when": f"open < {opens}"}
    idle = {f"idle{i}": hello | {"when": "open > 99999"} for i in range(more)}
    touchpoints = {"paper": page("blog"), "echo": echo, "hello": hello} | idle
    files = built(journey_file(touchpoints=touchpoints, behaviours={"blog": {}}), open_rate=1)
    return Scene(*files, 1, 0, given=[lead(77, i) for i in range(6)])


WAYS: tuple[Plain, ...] = ({}, {"lookahead": False}, {"chunk": 1})


@pytest.mark.parametrize("how", WAYS, ids=str)
def test_more_than_a_thousand_events_of_one_lead_at_one_second_are_an_error_that_names_both(how: Plain) -> None:
    with pytest.raises(RuntimeError, match=r"lead [0-9a-f]{16} had more than 1,000 events at second 77: mails"):
        engines.run(chain(499, 2), **how)
    with pytest.raises(RuntimeError, match="had more than 1,000 events"):
        engines.run(chain(10_000_000, 0), **how)


@pytest.mark.parametrize("how", WAYS, ids=str)
def test_a_thousand_events_of_one_lead_at_one_second_are_not(how: Plain) -> None:
    """Six leads of whom each fills the room for rows: making room doesn't begin the count anew, nor cut it short."""
    run = engines.run(chain(499, 1), **how)
    assert (run.rows["what"] == What.OPEN).sum() == 6 * 499


def test_as_many_touchpoints_stages_and_rules_as_a_file_may_have_are_told_apart() -> None:
    """Stages, places and true rules are bits of one number."""
    series = {"kind": "webinar", "dates": "2026-04-16 15:00", "stages": "s61", "invite": [{"before": "7d"}]}
    touchpoints = {f"unsent{i}": mail("paper", "never") for i in range(59)}
    touchpoints = {"paper": page("blog", stages="s61")} | touchpoints | {"one": series, "other": series}
    stages = {"s0": {}} | {f"s{i}": {"enter": f"registered >= 1 and stage == s{i - 1}"} for i in range(1, 62)}
    rules = {f"rule{i}": f"webinar_attended >= {1 + i % 2}" for i in range(31)}
    journey = journey_file(touchpoints=touchpoints, stages=stages, mql=rules, behaviours={"blog": {}})
    files = built(journey, {"webinar": 1}, open_rate=1, attend_rate=1)
    scene = Scene(*files, 1, 0, given=[lead(0, i) for i in range(3)])
    run = engines.run(scene)
    assert set(run.leads["stage"].tolist()) == {61}
    attended = run.rows[run.rows["what"] == What.WEBINAR_ATTENDED]
    assert sorted(attended["node"].tolist()) == [60, 60, 60, 61, 61, 61]
    assert set(run.rows["value"][run.rows["what"] == What.MQL].tolist()) == {sum(1 << i for i in range(0, 31, 2))}
