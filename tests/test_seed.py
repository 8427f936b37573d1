"""The shipped files say what the source article says, rule by rule, and every number about people has a source."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sim.files.workspace import load_experiment, load_journey
from sim.model.journey import BurstSource, Content, Email, RateSource, Webinar
from sim.model.persona import Figure, Rhythm, Spread, Weekdays
from sim.model.rules import evaluate

ROOT = Path(__file__).parent.parent
SEED = load_journey(ROOT / "journeys" / "seed.yaml")
JOURNEY, PERSONAS = SEED.journey, SEED.personas
PERFECT = {"job": "director", "industry": "target", "employees": "50+"}


def fit(attributes: dict[str, str]) -> int:
    """Attribute points by the journey's table."""
    return sum(JOURNEY.fit[name][value] for name, value in attributes.items())


def points(**counts: int) -> int:
    """Behaviour points for so many behaviours, each third product page counting."""
    given = {name: JOURNEY.behaviours[name] for name in counts}
    return sum(given[name].points * (count // given[name].every) for name, count in counts.items())


def holds(rule: str, score: int, **counts: int) -> bool:
    """Whether a rule of the journey is true at a score and with these counts."""
    rules = {"interest": JOURNEY.stages["interest"].enter, "consideration": JOURNEY.stages["consideration"].enter}
    asked = rules.get(rule) or JOURNEY.mql[rule]
    return evaluate(asked.expr, lambda name: score if name == "score" else counts.get(name, 0), no, no, no)


def no(*_: object) -> Any:
    """Rules of the seed's stages and hand-offs need no windows, attributes or flags."""
    raise AssertionError


def sqls(**found: bool) -> bool:
    """What sales decides on what a call uncovered."""
    return evaluate(JOURNEY.sql.expr, no, no, no, lambda name: found.get(name, False))


def test_attribute_points_are_those_of_the_article() -> None:
    assert JOURNEY.fit == {
        "job": {"director": 20, "manager": 10, "staff": 5},
        "industry": {"target": 15, "near_target": 5, "other": 0},
        "employees": {"50+": 10, "<50": 0},
    }


def test_behaviour_points_are_those_of_the_article() -> None:
    given = {name: behaviour.points for name, behaviour in JOURNEY.behaviours.items() if behaviour.points}
    assert given == {
        "download": 20, "price_page": 30, "open": 5, "click": 10, "webinar_attended": 40, "product_page": 15
    }  # fmt: skip
    assert JOURNEY.behaviours["product_page"].every == 3  # "several times"
    assert all(behaviour.max_times is None for behaviour in JOURNEY.behaviours.values())
    assert all(value % 5 == 0 for value in given.values())


def test_worked_example_adds_up_to_115_and_not_to_the_printed_105() -> None:
    assert fit(PERFECT) == 45
    assert points(download=2, price_page=1) == 70  # printed: 60
    assert fit(PERFECT) + points(download=2, price_page=1) == 115  # printed: 105


@pytest.mark.parametrize(
    ("stage", "score", "counts", "enters"),
    [
        ("interest", 50, {}, True),
        ("interest", 49, {}, False),
        ("interest", 0, {"blog": 3, "download": 1}, True),
        ("interest", 0, {"blog": 2, "download": 1}, False),
        ("interest", 0, {"blog": 3}, False),
        ("consideration", 80, {}, True),
        ("consideration", 79, {"price_page": 2}, False),
        ("consideration", 0, {"price_page": 3}, True),
    ],
)
def test_stages_begin_at_50_and_80_points_or_after_several_visits(
    stage: str, score: int, counts: dict[str, int], enters: bool
) -> None:
    assert holds(stage, score, **counts) is enters


@pytest.mark.parametrize(
    ("rule", "score", "counts", "fires"),
    [
        ("price_page_rule", 100, {"price_page": 1}, True),
        ("price_page_rule", 99, {"price_page": 9}, False),
        ("price_page_rule", 500, {}, False),
        ("webinar_rule", 80, {"webinar_attended": 1}, True),
        ("webinar_rule", 79, {"webinar_attended": 1}, False),
        ("webinar_rule", 500, {"webinar_registered": 1}, False),
    ],
)
def test_hand_off_rules_fire_from_exactly_100_and_80_points_on(
    rule: str, score: int, counts: dict[str, int], fires: bool
) -> None:
    assert list(JOURNEY.mql) == ["price_page_rule", "webinar_rule"]
    assert holds(rule, score, **counts) is fires


def test_a_perfect_fit_climbs_by_opens_alone() -> None:
    assert not holds("interest", fit(PERFECT))
    assert holds("interest", fit(PERFECT) + points(open=1))
    assert not holds("consideration", fit(PERFECT) + points(open=6))
    assert holds("consideration", fit(PERFECT) + points(open=7))
    assert fit(PERFECT) + points(open=11) == 100


def test_attendance_alone_hands_off_from_40_fit_points_on_and_with_an_open_from_35() -> None:
    assert holds("webinar_rule", 40 + points(webinar_attended=1), webinar_attended=1)
    assert not holds("webinar_rule", 35 + points(webinar_attended=1), webinar_attended=1)
    assert holds("webinar_rule", 35 + points(webinar_attended=1, open=1), webinar_attended=1, open=1)


def test_sales_judges_by_what_a_call_uncovers_and_not_by_the_score() -> None:
    assert sqls(need=True, timing=True, budget=True)
    assert sqls(need=True, timing=True, authority=True)
    assert not sqls(need=True, timing=True)
    assert not sqls(need=True, budget=True, authority=True)
    assert not sqls(timing=True, budget=True, authority=True)


def test_target_filter_keeps_other_industries_out() -> None:
    assert JOURNEY.gate is not None
    for industry in PERSONAS.attributes["industry"]:
        passes = evaluate(JOURNEY.gate.expr, no, no, lambda _, value=industry: value, no)
        assert passes is (industry != "other")


def mails() -> dict[str, Email]:
    """The mail programmes by name."""
    return {name: mail for name, mail in JOURNEY.touchpoints.items() if isinstance(mail, Email)}


def test_a_weekly_mail_has_content_of_the_stage_for_each_stage() -> None:
    newsletter = mails()["newsletter"]
    assert str(newsletter.cadence) == "weekly Tue 10:00"
    assert isinstance(newsletter.content, dict)
    assert list(newsletter.content) == list(JOURNEY.stages)
    for stage, name in newsletter.content.items():
        content = JOURNEY.touchpoints[name]
        assert isinstance(content, Content)
        assert stage in content.stages


def test_mails_follow_downloads_price_pages_webinars_and_exhibitions() -> None:
    after = {mail.after: name for name, mail in mails().items() if mail.after}
    assert set(after) == {"download", "price_page", "webinar_attended", "webinar_missed", "registered"}
    greeting = mails()[after["registered"]]
    assert greeting.when is not None
    assert greeting.when.text == "source == exhibition"


def test_a_monthly_webinar_invites_three_weeks_and_one_week_ahead() -> None:
    (webinar,) = [each for each in JOURNEY.touchpoints.values() if isinstance(each, Webinar)]
    assert str(webinar.dates) == "monthly 3rd Thu 15:00"
    assert [wave.before // 86_400 for wave in webinar.invite] == [21, 7]
    assert "interest" in webinar.stages
    dates = {event.on for event in burst("own_webinar").events.values()}
    calendar = JOURNEY.built_calendar()
    held = {
        calendar.date_of(calendar.day_of(moment.t_s)) for moment in webinar.dates.moments(calendar, 0, calendar.end_s)
    }
    assert dates == {day for day in held if day <= max(dates)}


def burst(name: str) -> BurstSource:
    """A source with dated events."""
    source = JOURNEY.sources[name]
    assert isinstance(source, BurstSource)
    return source


def test_co_hosted_webinars_bring_100_to_150_leads_each() -> None:
    assert [event.leads for event in burst("cohosted_webinar").events.values()] == [(100, 150), (100, 150)]


def test_contact_sync_returns_and_calendar_are_those_of_the_article() -> None:
    assert JOURNEY.sync.mode == "real_time"
    assert JOURNEY.desk.first_contact == "same_day"
    assert JOURNEY.desk.attempts == 6
    assert set(JOURNEY.returns) == {"unreachable", "competitor", "not_target", "timing", "budget", "authority"}
    assert JOURNEY.calendar.holidays == "JP"
    assert [str(closure) for closure in JOURNEY.calendar.closures] == ["08-13..08-16", "12-29..01-03"]
    assert JOURNEY.calendar.fiscal_year_start == 4


def test_every_node_of_the_flow_chart_has_its_line_in_the_file() -> None:
    text = (ROOT / "journeys" / "seed.yaml").read_text(encoding="utf-8")
    for node in "ABCDEFGHIJKLMNO":
        assert re.search(rf"^#(?:.*\W)?{node} [a-z\w].*\.\.\. \w+", text, re.MULTILINE), node
    for slip in range(1, 7):
        assert re.search(rf"[Ss]lip {slip}\b", text), slip


def yearly() -> dict[str, float]:
    """Expected leads of each source in the journey's year."""
    calendar = JOURNEY.built_calendar()
    open_days = sum(calendar.is_business_day(day) for day in range(JOURNEY.days))
    expected = {}
    for name, source in JOURNEY.sources.items():
        if isinstance(source, RateSource):
            expected[name] = source.per_day * (open_days + source.off_day_factor * (JOURNEY.days - open_days))
        elif isinstance(source, BurstSource):
            expected[name] = sum(sum(event.leads) / 2 for event in source.events.values())
    return expected


def test_about_ten_leads_an_open_day_come_in_the_shares_of_a_small_firm() -> None:
    expected, calendar = yearly(), JOURNEY.built_calendar()
    total = sum(expected.values())
    assert total / sum(calendar.is_business_day(day) for day in range(365)) == pytest.approx(10, abs=0.3)
    shares = {name: round(leads / total, 2) for name, leads in expected.items()}
    assert shares == pytest.approx(
        {
            "web_inquiry": 0.10, "white_paper": 0.25, "paid_search": 0.10, "referral": 0.03, "bought_list": 0.07,
            "own_webinar": 0.15, "cohosted_webinar": 0.10, "exhibition": 0.20,
        },
        abs=0.015,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("source", "rate"),
    [
        ("web_inquiry", 0.313), ("white_paper", 0.153), ("own_webinar", 0.178), ("cohosted_webinar", 0.178),
        ("paid_search", 0.143), ("referral", 0.25),
    ],
)  # fmt: skip
def test_project_odds_are_those_of_the_published_rates_over_13_percent(source: str, rate: float) -> None:
    assert JOURNEY.sources[source].project_odds == pytest.approx(rate / (1 - rate) / (0.13 / 0.87), abs=0.01)


def test_eight_personas_have_the_attribute_scores_of_the_article() -> None:
    assert math.isclose(sum(persona.share for persona in PERSONAS.personas.values()), 1.0)
    fixed: Callable[[str | dict[str, float]], str] = lambda v: v if isinstance(v, str) else max(v, key=v.__getitem__)  # noqa: E731
    scores = {
        name: fit({attribute: fixed(value) for attribute, value in persona.attributes.items()})
        for name, persona in PERSONAS.personas.items()
    }
    assert scores == {
        "hrtech_marketing_head": 45, "software_section_manager": 35, "practitioner_researcher": 30,
        "small_firm_owner": 35, "manufacturing_section_manager": 25, "enterprise_director": 35,
        "engaged_non_buyer": 5, "dormant_business_card": 25,
    }  # fmt: skip


def test_every_number_about_people_names_a_published_figure_a_measurement_or_says_assumption() -> None:
    for name in type(PERSONAS.people).model_fields:
        figure = getattr(PERSONAS.people, name)
        assert isinstance(figure, Figure | Spread | Rhythm | Weekdays)
        assert re.match(r"(B[0-9]+( x A)?: \w|A: \w|assumption\b)", figure.source), (name, figure.source)


def test_every_number_of_a_persona_says_that_it_is_an_assumption() -> None:
    text = (ROOT / "personas" / "b2b_japan.yaml").read_text(encoding="utf-8")
    numbers = [line for line in text.partition("\npersonas:")[2].splitlines() if re.match(r"    \w+: .*[0-9]", line)]
    numbers = [line for line in numbers if not line.startswith("    attributes: {job: ") or "{other:" in line]
    assert len(numbers) > 60
    assert [line for line in numbers if "# assumption" not in line] == []


def test_derived_numbers_follow_from_their_sources() -> None:
    people = PERSONAS.people
    lognormal_mean: Callable[[Spread], float] = lambda s: s.median / 86_400 * math.exp(s.sigma**2 / 2)  # noqa: E731
    assert lognormal_mean(people.project_delay) == pytest.approx(84, abs=1.5)  # B13
    assert lognormal_mean(people.sales_cycle) == pytest.approx(18, abs=0.1)  # B13
    calls = [people.contact_rate.value * people.contact_ratio.value**k for k in range(6)]
    assert calls[0] == 0.36
    assert 1 - math.prod(1 - p for p in calls) == pytest.approx(0.80, abs=0.01)
    scanners = people.scanner_share.value * people.scanner_click_rate.value
    clicked = people.open_rate.value * people.click_rate.value
    assert scanners / (scanners + clicked) == pytest.approx(0.2, abs=0.05)  # B6
    after_a_day = 25**-people.speed_exponent.value
    assert 1 / after_a_day == pytest.approx(math.sqrt(4.91 / 1.17), abs=0.05)  # B12, half of the log effect


def test_the_cadence_experiment_changes_the_cadence_and_nothing_else() -> None:
    loaded = load_experiment(ROOT / "experiments" / "email_cadence.yaml")
    (scenario,) = loaded.scenarios.values()
    before, after = loaded.baseline.journey.touchpoints["newsletter"], scenario.journey.touchpoints["newsletter"]
    assert isinstance(before, Email)
    assert isinstance(after, Email)
    assert (str(before.cadence), str(after.cadence)) == ("weekly Tue 10:00", "2 a month Tue 10:00")
    touchpoints = {**scenario.journey.touchpoints, "newsletter": before}
    assert scenario.journey.model_copy(update={"touchpoints": touchpoints}) == loaded.baseline.journey
    assert scenario.personas == loaded.baseline.personas


def test_the_fields_of_the_article_travel_to_the_sales_tool() -> None:
    person = ["name", "company", "job", "email"]
    tracked = ["download", "product_page", "price_page", "blog", "open"]  # downloads, site visits, opens
    assert list(JOURNEY.sync.fields) == [*person, *tracked, "fit", "behaviour", "score", "stage"]
    assert all(JOURNEY.sync.fields.values())
