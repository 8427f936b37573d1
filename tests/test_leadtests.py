"""What has become of test leads: what is looked at, how a failure is told, and what can't have happened."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.files.testfiles import load_tests
from sim.files.workspace import init
from sim.study.leadstates import play, state_of
from sim.study.leadtests import Outcome, outcomes

HEAD = """\
format: 1
journey: journeys/seed.yaml
usual:
  registers: 2026-04-06 10:00
  source: web_inquiry
  attributes: {job: manager, industry: target, employees: "50+"}
leads:
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("firm") / "firm"
    init(path)
    return path


def tried(folder: Path, lead: str, head: str = HEAD) -> Outcome:
    path = folder / "a.leads.yaml"
    path.write_text(head + "  it:\n" + lead, encoding="utf-8")
    (found,) = outcomes(load_tests(path))
    return found


BUYER = """\
    story:
      - day 3 10:00 downloads white_paper
      - day 12 09:14 visits price_page
      - day 12 09:20 visits price_page
"""


@pytest.mark.parametrize(
    "expected",
    [
        "{score: 35, fit: 35, behaviour: 0, stage: awareness, status: nurturing, mails: 0}|day 0",
        "{score: 55, points: {download: 20, price_page: 0}, counts: {download: 1}, stage: interest}|day 3",
        "{score: 55}|day 12 09:13",
        "{score: 85, handed_off: no}|day 12 09:14",
        "{score: 115, handed_off: yes, rule: price_page_rule, hand_offs: 1, status: with_sales}|day 12 09:20",
        "{handed_off: day 12 09:20, returned: no, excluded: no, opportunity: no, subscribed: yes}|end",
        "{handed_off: day 12}|end",
        "{mails: {newsletter: 2}}|end",
    ],
)
def test_what_is_so_passes(folder: Path, expected: str) -> None:
    wanted, moment = expected.split("|")
    assert tried(folder, f"{BUYER}    expect: {{{moment}: {wanted}}}\n").failures == ()


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("score: 114", "it: expected score=114 at end; 115"),
        ("stage: interest", "it: expected stage=interest at end; consideration"),
        ("handed_off: no", "it: expected handed_off=no at end; price_page_rule, day 12 09:20"),
        ("handed_off: day 12 09:14", "it: expected handed_off=day 12 09:14 at end; price_page_rule, day 12 09:20"),
        ("handed_off: day 13", "it: expected handed_off=day 13 at end; price_page_rule, day 12 09:20"),
        ("rule: webinar_rule", "it: expected rule=webinar_rule at end; price_page_rule, day 12 09:20"),
        ("mails: {newsletter: 3}", "it: expected mails.newsletter=3 at end; 2"),
        ("returned: yes", "it: expected returned=yes at end; nothing"),
        ("status: nurturing", "it: expected status=nurturing at end; with_sales"),
        ("subscribed: no", "it: expected subscribed=no at end; yes"),
    ],
)
def test_what_is_not_so_is_told_with_what_happened(folder: Path, wanted: str, text: str) -> None:
    (failure,) = tried(folder, f"{BUYER}    expect:\n      end: {{{wanted}}}\n").failures
    assert failure.text == text
    assert failure.parts == "score 115 = 35 fit + 20 download + 60 price_page"
    assert failure.line == 14


def test_a_hand_off_is_explained_by_its_rule_and_the_values_it_saw(folder: Path) -> None:
    (failure,) = tried(folder, f"{BUYER}    expect: {{end: {{handed_off: no}}}}\n").failures
    log = "\n".join(failure.log)
    assert "handed to sales by rule price_page_rule" in log
    assert "because score >= 100 and price_page >= 1  (price_page 2, score 115)" in log


def test_a_score_is_explained_by_the_rows_that_gave_points(folder: Path) -> None:
    (failure,) = tried(folder, f"{BUYER}    expect: {{day 5: {{score: 1}}}}\n").failures
    assert [line.split("  ")[1] for line in failure.log] == [
        "registered (web_inquiry)", "brought along: product_page", "looked at white_paper (download)",
    ]  # fmt: skip
    assert failure.moment == "day 5"
    assert (failure.key, failure.found) == ("score", 55)


@pytest.mark.parametrize(
    ("step", "why"),
    [
        ("day 0 10:30 opens newsletter", "newsletter had not been sent to the lead by then"),
        ("day 0 10:30 clicks webinar", "webinar had not been sent to the lead by then"),
        ("day 10 attends webinar", "the lead had no place in webinar"),
        ("day 3 cancels webinar", "the lead had no place in webinar"),
        ("day 3 sales returns timing", "the lead was not with sales but in nurturing"),
        ("day 3 sales finds need", "the lead was not with sales but in nurturing"),
        ("day 3 sales wins", "the lead was no opportunity but in nurturing"),
    ],
)
def test_a_step_that_could_not_happen_is_told_with_the_reason(folder: Path, step: str, why: str) -> None:
    (failure,) = tried(folder, f"    story: [{step}]\n    expect: {{end: {{score: 35}}}}\n").failures
    assert failure.text == f"it: '{step}' could not happen: {why}"
    assert failure.line == 9


def test_who_has_unsubscribed_can_not_do_so_again(folder: Path) -> None:
    story = "    story: [day 3 unsubscribes, day 4 unsubscribes]\n"
    (failure,) = tried(folder, f"{story}    expect: {{end: {{subscribed: no, mails: 1}}}}\n").failures
    assert failure.text == "it: 'day 4 unsubscribes' could not happen: the lead had unsubscribed already"


def test_sales_is_part_of_the_story(folder: Path) -> None:
    returned = "      - day 13 sales returns timing\n"
    expect = "    expect: {day 13: {returned: timing, status: nurturing, stage: interest}, end: {handed_off: yes}}\n"
    assert tried(folder, BUYER + returned + expect).passed
    won = "      - day 13 sales finds need, timing, budget\n      - day 40 sales wins\n"
    assert tried(folder, f"{BUYER}{won}    expect: {{day 20: {{opportunity: yes}}, end: {{status: won}}}}\n").passed
    gone = "      - day 13 sales returns competitor\n      - day 14 visits price_page\n"
    (failure,) = tried(folder, f"{BUYER}{gone}    expect: {{end: {{excluded: yes}}}}\n").failures
    assert failure.text.endswith("could not happen: the lead was excluded by then")


def test_the_gate_excludes(folder: Path) -> None:
    journey = folder / "journeys" / "gated.yaml"
    seed = (folder / "journeys" / "seed.yaml").read_text(encoding="utf-8")
    lines = [line for line in seed.splitlines() if not line.startswith("gate:")]
    journey.write_text("\n".join([*lines, "gate: job == director", ""]), encoding="utf-8")
    head = HEAD.replace("seed.yaml", "gated.yaml")
    assert tried(folder, "    expect: {day 0: {excluded: yes, mails: 0}, end: {status: excluded}}\n", head).passed


def test_a_past_counts(folder: Path) -> None:
    head = HEAD.replace("  registers: 2026-04-06 10:00\n", "")
    start = "    start: {score: 90, stage: consideration, counts: {price_page: 1}, opted_out: yes}\n"
    story = "    story: [day 3 visits price_page]\n"
    before = "day 2: {score: 90, handed_off: no, subscribed: no}"
    after = "end: {counts: {price_page: 2}, rule: price_page_rule}"
    assert tried(folder, f"{start}{story}    expect: {{{before}, {after}}}\n", head).passed


def test_a_score_that_decays_is_read_at_the_moment_asked_for(folder: Path) -> None:
    journey = folder / "journeys" / "fading.yaml"
    seed = (folder / "journeys" / "seed.yaml").read_text(encoding="utf-8")
    fading = seed.replace("\nsql:", "\nscoring: {half_life: 10d}\nsql:")
    journey.write_text(fading, encoding="utf-8")
    story = "    story: [day 3 10:00 visits price_page]\n"
    expect = "    expect: {day 3 10:00: {behaviour: 30}, day 13 10:00: {behaviour: 15}, day 23 10:00: {behaviour: 8}}\n"
    assert tried(folder, story + expect, HEAD.replace("seed.yaml", "fading.yaml")).failures == ()


def test_leads_of_one_file_know_nothing_of_each_other(folder: Path) -> None:
    path = folder / "many.leads.yaml"
    lead = f"{BUYER}    expect: {{end: {{handed_off: day 12 09:20}}}}\n"
    path.write_text(HEAD + "".join(f"  lead{n}:\n{lead}" for n in range(30)), encoding="utf-8")
    assert all(found.passed for found in outcomes(load_tests(path)))


def test_another_journey_can_be_tried_with_the_same_leads(folder: Path) -> None:
    path = folder / "a.leads.yaml"
    path.write_text(f"{HEAD}  it:\n{BUYER}    expect: {{end: {{handed_off: day 12 09:20}}}}\n", encoding="utf-8")
    loaded = load_tests(path)
    changed = loaded.journey.journey.model_copy(update={"mql": {}})
    (found,) = outcomes(loaded, journey=loaded.journey._replace(journey=changed))
    assert [failure.text for failure in found.failures] == [
        "it: expected handed_off=day 12 09:20 at end; it was not handed off"
    ]


def test_a_state_without_any_rows_is_that_of_nobody(folder: Path) -> None:
    path = folder / "a.leads.yaml"
    path.write_text(f"{HEAD}  it:\n    expect: {{end: {{score: 35}}}}\n", encoding="utf-8")
    loaded = load_tests(path)
    played = play(loaded.cases, loaded.journey)
    assert state_of([], played).score == 0
    assert state_of(played.rows_of("it"), played).score == 35
    assert played.rows_of("nobody") == []
