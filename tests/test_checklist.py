"""The 26 points, on a journey that has all of them, one that has none, and one that has them without effect."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.files.checklist import DECLARED, ITEMS, Point, checklist
from sim.files.workspace import load_journey, shipped
from sim.model.journey import DECLARABLE
from sim.study.kpis import KPIS
from sim.words.messages import say
from sim.yamlfile import Node, Place

PEOPLE = (shipped() / "personas" / "b2b_japan.yaml").read_text(encoding="utf-8")

EVERYTHING = """
format: 1
name: whole
start: 2026-04-01
days: 120
personas: people.yaml
sources:
  web: {kind: rate, per_day: 5, arrive_with: {download: 0.3}}
gate: industry != other
segments: {keen: download >= 2}
stages:
  awareness: {goal: {kpi: open_rate, at_least: 0.2}}
  interest: {enter: score >= 30, goal: {kpi: lead_to_mql, at_least: 0.1}}
  consideration: {enter: score >= 60 and price_page >= 1, goal: {kpi: cpa_ad, at_most: 200000}}
fit:
  job: {director: 20}
behaviours:
  download: {points: 20}
  price_page: {points: 30}
  blog: {points: 0}
touchpoints:
  blog: {kind: content, behaviour: blog, stages: awareness, organic: [1, 0.3]}
  paper: {kind: content, behaviour: download, stages: interest, organic: [0.3, 0.3]}
  prices: {kind: content, behaviour: price_page, stages: consideration, organic: [0.1, 0.5]}
  news:
    kind: email
    cadence: weekly Tue 10:00
    content: {awareness: blog, interest: paper, consideration: prices}
  after_download: {kind: email, after: download, delay: 1d, content: paper, when: keen}
  webinar: {kind: webinar, dates: monthly 3rd Thu 15:00, stages: [awareness, interest], invite: [{before: 14d}]}
  thanks: {kind: email, after: webinar_attended, delay: 2h, content: prices}
mql:
  hot: score >= 90
sync: {mode: periodic, every: 1h, fields: {score: Lead_Score}}
desk: {reps: 2, first_contact: 4h, attempts: 4}
sql: need and timing
reviews:
  monthly: {meets: monthly 1 10:00, rule: hot, bounds: [60, 120], target: {acceptance: 0.6}}
declared:
  handoff_agreed: {by: Head of sales, on: 2026-03-20, evidence: minutes of the March meeting}
"""

NOTHING = """
format: 1
name: bare
start: 2026-04-01
days: 30
personas: people.yaml
sources:
  web: {kind: rate, per_day: 1}
stages:
  only: {}
desk: {reps: 1}
sql: need or not need
"""


def points(folder: Path, text: str, **changes: str) -> dict[int, Point]:
    """The points of a journey, settings changed by dotted path."""
    (folder / "people.yaml").write_text(
        "".join(line for line in PEOPLE.splitlines(keepends=True) if not line.strip().startswith("tastes:")),
        encoding="utf-8",
    )
    (folder / "journey.yaml").write_text(text, encoding="utf-8")
    place = Place("change", 1, 1)
    nodes = {path: Node(value, place, place) for path, value in changes.items()}
    return {point.item: point for point in checklist(load_journey(folder / "journey.yaml", nodes, KPIS), KPIS)}


def test_a_journey_that_has_all_meets_all_with_the_lines_where(tmp_path: Path) -> None:
    found = points(tmp_path, EVERYTHING)
    assert list(found) == list(ITEMS)
    assert {item: point.status for item, point in found.items() if point.status != "met"} == {23: "declared"}
    lines = EVERYTHING.splitlines()
    for item, words in ((1, "gate"), (5, "interest:"), (17, "after_download"), (20, "thanks"), (26, "monthly:")):
        file, line = str(found[item].where).rsplit(":", 1)
        assert file == str(tmp_path / "journey.yaml")
        assert words in lines[int(line) - 1], item
    assert all(point.add is None for point in found.values())


def test_what_is_declared_says_by_whom_when_and_on_what_evidence(tmp_path: Path) -> None:
    assert points(tmp_path, EVERYTHING)[23].vouched == "Head of sales, 2026-03-20: minutes of the March meeting"


def test_a_bare_journey_misses_all_that_it_could_have_and_says_what_to_add(tmp_path: Path) -> None:
    found = points(tmp_path, NOTHING)
    apply_not = {item for item, point in found.items() if point.status == "not_applicable"}
    assert apply_not == {5, 6, 7, 8, 9, 10, 16, 17, 20}  # no such stages, no mails, no webinars: other points say so
    assert {point.status for item, point in found.items() if item not in apply_not} == {"missing"}
    assert all(bool(point.add) == (item not in apply_not) and point.where is None for item, point in found.items())
    assert str(found[3].add).startswith("stages.only.goal: ")


@pytest.mark.parametrize("name", DECLARABLE)
def test_what_only_a_person_can_vouch_for_is_declared(name: str, tmp_path: Path) -> None:
    vouched = f"{NOTHING}declared:\n  {name}: {{by: Sato, on: 2026-03-01}}\n"
    found = {item: point for item, point in points(tmp_path, vouched).items() if point.status == "declared"}
    assert list(found) == [item for item, declared in DECLARED.items() if declared == name]
    (point,) = found.values()
    assert (point.vouched, point.where) == ("Sato, 2026-03-01", f"{tmp_path / 'journey.yaml'}:14")


def test_the_names_that_can_be_declared_are_those_of_points() -> None:
    assert tuple(DECLARED.values()) == DECLARABLE


def test_what_is_met_is_not_called_declared(tmp_path: Path) -> None:
    text = EVERYTHING + "  review_planned: {by: Sato, on: 2026-03-01}\n"
    assert points(tmp_path, text)[26].status == "met"


UNREVIEWED = "".join(
    line for line in EVERYTHING.splitlines(keepends=True) if not line.startswith(("reviews", "  month"))
)
UNSCORED = (
    UNREVIEWED.replace("price_page: {points: 30}", "price_page: {points: 0}")
    .replace("score >= 30", "download >= 2 and fit >= 10")
    .replace("score >= 60 and price_page >= 1", "price_page >= 1")
    .replace("score >= 90", "score >= 20 and price_page >= 2")
)


@pytest.mark.parametrize(
    ("item", "path", "value", "text"),
    [
        (1, "gate", 'employees == "50+" or employees != "50+"', EVERYTHING),  # keeps nobody out
        (5, "stages.interest.enter", "score >= 0", EVERYTHING),  # everybody
        (12, "behaviours.download.points", "0", UNSCORED),
        (13, "mql.hot", "download >= 3", UNREVIEWED),  # no line of points
        (14, "sql", "need or not need", EVERYTHING),
        (15, "touchpoints.news.cadence", "2030-01-01 10:00", EVERYTHING),  # after the run
        (17, "touchpoints.after_download.when", "source == web", EVERYTHING),  # not by what a lead has done
        (18, "touchpoints.after_download.after", "registered", EVERYTHING),
        (19, "touchpoints.webinar.dates", "2030-01-17 15:00", EVERYTHING),
        (26, "reviews.monthly.meets", "2030-01-17 15:00", EVERYTHING),
    ],
)
def test_a_setting_without_effect_does_not_count(item: int, path: str, value: str, text: str, tmp_path: Path) -> None:
    assert points(tmp_path, text)[item].status == "met"
    assert points(tmp_path, text, **{path: value})[item].status == "missing"


def test_points_that_no_rule_reads_do_not_count(tmp_path: Path) -> None:
    text = UNSCORED.replace("download >= 2 and fit >= 10", "download >= 2").replace("score >= 20 and ", "")
    assert points(tmp_path, text)[11].status == points(tmp_path, text)[12].status == "missing"


def test_a_stage_that_nobody_comes_to_breaks_the_path_and_holds_no_content(tmp_path: Path) -> None:
    never = {"stages.consideration.enter": "webinar_attended >= 1", "touchpoints.webinar.dates": "2030-01-17 15:00"}
    found = points(tmp_path, EVERYTHING, **never)
    assert found[2].status == found[8].status == found[10].status == "missing"
    assert "consideration" in str(found[2].add)


def test_stages_beside_the_path_are_asked_for_nothing(tmp_path: Path) -> None:
    text = EVERYTHING.replace("fit:\n", "  parked: {timeout: {after: 30d, to: awareness}}\nfit:\n", 1)
    text = text.replace("goal: {kpi: cpa_ad, at_most: 200000}}", "timeout: {after: 90d, to: parked}}")
    found = points(tmp_path, text)
    assert (found[2].status, found[16].status) == ("met", "met")
    assert str(found[9].add).startswith("stages.consideration.goal")


def test_sync_and_desk_must_be_written_not_taken_for_granted(tmp_path: Path) -> None:
    text = EVERYTHING.replace("sync: {mode: periodic, every: 1h, fields: {score: Lead_Score}}\n", "")
    found = points(tmp_path, text.replace("first_contact: 4h, attempts: 4", "first_contact: 4h"))
    assert [found[item].status for item in (21, 22, 24)] == ["missing"] * 3
    assert "desk.attempts" in str(found[24].add)


def test_the_shipped_journey_says_which_points_the_article_itself_leaves_open() -> None:
    loaded = load_journey(shipped() / "journeys" / "seed.yaml", kpis=KPIS)
    found = {point.item: point for point in checklist(loaded, KPIS)}
    assert all(found[item].status in ("met", "declared") for item in (1, 2, 4, 5, 7, 8, 10, *range(11, 17), 18, 19, 20))


def test_every_point_has_a_title() -> None:
    assert all(Point(item, "met").title == say(f"checklist.{item}") for item in ITEMS)
