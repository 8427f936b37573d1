"""What differs between two models, in words: nothing for equal ones, exactly one change for each changed setting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sim.files.loaded import LoadedJourney
from sim.files.workspace import load_journey
from sim.model.journey import Journey
from sim.model.persona import Personas
from sim.study.modeldiff import Change, How, changes
from sim.yamlfile import FileProblems, Node, compose_text
from tests import strategies

SEED = load_journey(Path(__file__).parent.parent / "journeys" / "seed.yaml")
Pair = tuple[Journey, Personas]


def changed(path: str, value: str) -> LoadedJourney:
    """The seed journey with one setting written otherwise."""
    node = compose_text(f"a: {value}", "change").node(("a",))
    assert node is not None
    return load_journey(SEED.path, {path: node})


def told(loaded: LoadedJourney, before: LoadedJourney = SEED) -> list[str]:
    """Each change as a line."""
    found = changes(before[:2], loaded[:2])
    return [f"{each.path} {each.how}: {each.old} -> {each.new}" for each in found]


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        ("mql.price_page_rule", "score>=80  and (price_page >= 1)",
         "mql.price_page_rule changed: score >= 100 and price_page >= 1 -> score>=80 and (price_page >= 1)"),
        ("fit.job.director", "25", "fit.job.director changed: 20 -> 25"),
        ("behaviours.open.points", "0", "behaviours.open.points changed: 5 -> 0"),
        ("touchpoints.newsletter.cadence", "weekly Thu 10:00",
         "touchpoints.newsletter.cadence changed: weekly Tue 10:00 -> weekly Thu 10:00"),
        ("touchpoints.after_download.delay", "36h", "touchpoints.after_download.delay changed: 1d -> 1d 12h"),
        ("touchpoints.newsletter.content", "blog",
         "touchpoints.newsletter.content changed: awareness: blog, interest: case_study, consideration: "
         "comparison_sheet -> blog"),
        ("touchpoints.webinar.invite", "[{before: 7d, at: 10:00}]",
         "touchpoints.webinar.invite.0 removed: before: 21d -> nothing"),
        ("touchpoints.webinar.invite", "[{before: 21d, at: 10:00}, {before: 7d, at: 11:00}]",
         "touchpoints.webinar.invite.1.at changed: 10:00 -> 11:00"),
        ("sources.web_inquiry.hours", "09:00-18:00", "sources.web_inquiry.hours changed: 00:00-24:00 -> 09:00-18:00"),
        ("sources.exhibition.events.spring.leads", "30",
         "sources.exhibition.events.spring.leads changed: [200, 280] -> [30, 30]"),
        ("sources.referral.from", "2026-05-01", "sources.referral.from added: nothing -> 2026-05-01"),
        ("gate", "", "gate removed: industry != other -> nothing"),
        ("desk.first_contact", "4h", "desk.first_contact changed: same_day -> 4h"),
        ("desk.priority", "[score >= 120, score >= 90]",
         "desk.priority changed: score -> score >= 120, score >= 90"),
        ("returns.timing.rest", "10d", "returns.timing.rest changed: 60d -> 10d"),
        ("calendar.closures", "[08-13..08-16]",
         "calendar.closures changed: 08-13..08-16, 12-29..01-03 -> 08-13..08-16"),
        ("exits", "{done: {when: score >= 200}}", "exits.done added: nothing -> when: score >= 200"),
        ("contact_policy", "{quiet_hours: 21:00-08:00}",
         "contact_policy.quiet_hours added: nothing -> 21:00-08:00"),
        ("people.open_rate.value", "0.3", "people.open_rate.value changed: 0.22 -> 0.3"),
        ("sources.referral", "{kind: burst, events: {may: {on: 2026-05-02, leads: 4}}}",
         "sources.referral changed: title: Referral, project_odds: 2.23, persona_odds: {hrtech_marketing_head: 2, "
         "engaged_non_buyer: 0.1}, kind: rate, per_day: 0.25, off_day_factor: 0.4, overdispersion: 17.6 -> "
         "kind: burst, events: {may: {on: 2026-05-02, leads: [4, 4]}}"),
    ],
)  # fmt: skip
def test_a_change_is_told_in_the_words_of_the_file(path: str, value: str, line: str) -> None:
    assert told(changed(path, value)) == [line]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("stages.interest.enter", "score>=50 or blog>=3 and (download >= 1)"),
        ("desk.hours", "09:00 - 12:00  13:00-18:00"),
        ("touchpoints.after_download.delay", "24h"),
    ],
)
def test_another_way_of_writing_the_same_is_no_change(path: str, value: str) -> None:
    assert told(changed(path, value)) == []


def versions(tmp_path: Path, *edits: tuple[str, str]) -> list[str]:
    """The seed's text edited, and what is told of it."""
    text = SEED.path.read_text(encoding="utf-8").replace("../personas/b2b_japan.yaml", "people.yaml")
    people = SEED.path.parent.parent / "personas" / "b2b_japan.yaml"
    for before, after in edits:
        assert before in text
        text = text.replace(before, after)
    (tmp_path / "people.yaml").write_bytes(people.read_bytes())
    (tmp_path / "journey.yaml").write_text(text, encoding="utf-8")
    return told(load_journey(tmp_path / "journey.yaml"))


def test_comments_order_of_keys_and_form_are_no_change(tmp_path: Path) -> None:
    edits = [
        ("fit:\n", "# a comment\nfit:\n"),
        ("job: {director: 20, manager: 10, staff: 5}", "job:\n    staff: 5  # last\n    manager: 10\n    director: 20"),
        ("  download: {points: 20, title: Document download}\n", ""),
        ("behaviours:\n", "behaviours:\n  download: {title: Document download, points: 20}\n"),
    ]
    assert versions(tmp_path, *edits) == []


def test_a_rule_that_goes_by_another_name_is_renamed(tmp_path: Path) -> None:
    assert versions(tmp_path, ("  webinar_rule:", "  seminar_rule:")) == [
        "mql.webinar_rule renamed: webinar_rule -> seminar_rule"
    ]


def test_rules_in_another_order_are_moved(tmp_path: Path) -> None:
    first, second = "  price_page_rule: score >= 100 and price_page >= 1\n", "  webinar_rule: score >= 80"
    third = f"  third: score >= 300\n{first}{second}"
    assert versions(tmp_path, (first, ""), (second, third)) == [
        "mql.third added: nothing -> score >= 300",
    ]
    swapped = f"{second} and webinar_attended >= 1\n{first}  third: score >= 300"
    assert versions(tmp_path, (first, ""), (second, swapped)) == [
        "mql.third added: nothing -> score >= 300 and webinar_attended >= 1",
        "mql moved: price_page_rule, webinar_rule -> webinar_rule, price_page_rule",
    ]


def test_of_several_that_are_alike_none_is_taken_for_renamed() -> None:
    one = SEED.journey.model_copy(update={"stages": {"a": SEED.journey.stages["awareness"]}})
    many = SEED.journey.model_copy(update={"stages": dict.fromkeys("bc", SEED.journey.stages["awareness"])})
    found, back = (changes((old, SEED.personas), (new, SEED.personas)) for old, new in ((one, many), (many, one)))
    told, told_back = ([(each.path, each.how) for each in some] for some in (found, back))
    assert told == [("stages.a", How.REMOVED), ("stages.b", How.ADDED), ("stages.c", How.ADDED)]
    assert told_back == [("stages.b", How.REMOVED), ("stages.c", How.REMOVED), ("stages.a", How.ADDED)]


# ---- every leaf of the files that come with the program


def leaves(node: Node, loc: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text in a document."""
    if isinstance(node.value, str):
        yield loc, node.value
    parts = node.value.items() if isinstance(node.value, Mapping) else enumerate(node.value or ())
    for part, child in () if isinstance(node.value, str) else parts:
        yield from leaves(child, (*loc, part))


def other(text: str) -> Iterator[str]:
    """Values near a value: one of them may stand in its place."""
    try:
        yield from (f"{float(text) + step:g}" for step in (1, -0.5, 0.125, -0.125))
    except ValueError:
        known = {"true": ["false"], "false": ["true"], "phone": ["email"], "consideration": ["interest", "keep"]}
        tries = [f"{text} too", "9d", "every 3d 11:00", "2026-04-20", "score >= 12345", "08:00-09:00", "other", "any"]
        yield from known.get(text, tries)


def replaced(document: Any, loc: tuple[str | int, ...], value: str) -> Any:
    """Plain data with one leaf replaced."""
    if not loc:
        return value
    copy = dict(document) if isinstance(document, dict) else list(document)
    copy[loc[0]] = replaced(document[loc[0]], loc[1:], value)
    return copy


LEAVES = [
    (document, kind, loc, text)
    for document, kind in ((SEED.document.plain(), Journey), (SEED.personas_document.plain(), Personas))
    for loc, text in leaves(SEED.document.root if kind is Journey else SEED.personas_document.root)
    if loc not in (("personas",), ("format",))
]


def variant(document: Any, kind: type[Journey | Personas], loc: tuple[str | int, ...], text: str) -> Pair | None:
    """The seed with one leaf changed; None if no other value that is tried makes sense to the models."""
    for value in other(text):
        try:
            built = kind.model_validate(replaced(document, loc, value))
        except ValueError:
            continue
        pair = (built, SEED.personas) if isinstance(built, Journey) else (SEED.journey, built)
        if pair != SEED[:2]:
            return pair
    return None


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(LEAVES))
def test_each_single_changed_leaf_gives_exactly_one_change_whose_path_names_it(leaf: Any) -> None:
    pair = variant(*leaf)
    assume(pair is not None)
    assert pair is not None
    (change,) = changes(SEED[:2], pair)
    assert change.loc == leaf[2][: len(change.loc)], change  # a list of plain values is one setting
    assert change.old != change.new


# ---- random journeys


def ordered(pair: Pair) -> list[list[str]]:
    """The names whose order means something."""
    journey = pair[0]
    tables = (journey.stages, journey.exits, journey.touchpoints, journey.mql, journey.reviews, journey.desk.teams)
    splits = [list(getattr(each, "variants", ())) for each in journey.touchpoints.values()]
    return [*map(list, tables), *splits]


@settings(max_examples=30, deadline=None)
@given(strategies.scenes(change=True), strategies.scenes(change=False), st.booleans())
def test_there_are_no_changes_exactly_when_the_models_are_equal(
    scene: strategies.Scene, stranger: strategies.Scene, far: bool
) -> None:
    one: Pair = (scene.journey, scene.personas)
    assert scene.after is not None
    two = (stranger.journey, stranger.personas) if far else scene.after
    assert changes(one, (one[0].model_copy(deep=True), one[1].model_copy(deep=True))) == []
    for old, new in ((one, two), (two, one)):
        assert bool(changes(old, new)) == ((old, ordered(old)) != (new, ordered(new)))


def test_a_change_tells_machines_its_path_and_both_values() -> None:
    (change,) = changes(SEED[:2], changed("desk.reps", "3")[:2])
    assert change == Change(("desk", "reps"), How.CHANGED, "2", "3")
    assert change.to_json() == {"path": "desk.reps", "how": "changed", "old": "2", "new": "3"}


def test_a_journey_that_does_not_load_is_not_compared() -> None:
    with pytest.raises(FileProblems):
        changed("desk.reps", "none")
