"""Conditions and branches after a run: worked out by hand on small worlds, and against the lives of random ones."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from sim.model.journey import REASONS
from sim.model.ledger import FREQUENT, Run, What
from sim.model.persona import Personas
from sim.present.conditions import Condition, conditions, written
from sim.present.coverage import Coverage, coverage
from sim.present.shares import shares
from sim.present.untaken import untaken
from sim.study.blueprint import Blueprint
from sim.study.guide import Guide
from tests import strategies, textbook
from tests.handmade import Story, at, journey
from tests.scripted import CERTAIN_READERS, DAILY, built, journey_file, lead, play
from tests.strategies import Scene, scenes
from tests.strategies_files import Plain

NOBODY = Personas.model_construct(personas={})
INTEREST = {"awareness": {}, "interest": {"enter": "download >= 2"}}


def covered(files: Plain, *leads: Any, places: dict[str, str] | None = None, **people: Any) -> Coverage:
    """The coverage by one run of a scripted world."""
    journey_, personas = built(files, **CERTAIN_READERS | people)
    result = play((journey_, personas), *leads)
    blueprint = Blueprint(strategies.words(files), places or {})
    return coverage(result.leads, result.rows, Guide.of(journey_, personas), [blueprint])


def told(run: Run, **changes: Any) -> Coverage:
    """The coverage by a run told by hand, of the handmade journey with some changes."""
    journey_ = journey(**changes)
    leads = run.leads.copy()
    leads["rows"] = np.bincount(run.rows["lead"], minlength=len(leads))
    blueprint = Blueprint(strategies.words(strategies.plain(journey_)), {})
    return coverage(leads, run.rows, Guide.of(journey_, NOBODY), [blueprint])


def of(found: Coverage, setting: str) -> Condition:
    """A condition by its setting."""
    return next(each for each in found.conditions if each.setting == setting)


def texts(found: Coverage, *whats: str) -> list[str]:
    """Sentences about some kinds of branches."""
    return [branch.text for branch in found.untaken if branch.what in whats]


def readers(**more: Any) -> Plain:
    """A journey of daily letters whose readers become interested with the second one."""
    return journey_file(
        **{"stages": INTEREST, "touchpoints": DAILY, "behaviours": {"download": {"points": 10}}, **more}
    )


def test_a_condition_knows_of_how_many_it_was_true_and_of_whom_it_never_was() -> None:
    late = 13 * 86_400  # of 14 days: one letter only
    found = covered(readers(mql={"keen": "download >= 3"}), lead(0), lead(0, ordinal=1), lead(late, ordinal=2))
    assert of(found, "stages.interest.enter")[3:] == (3, 2, 1, (2,))
    assert of(found, "mql.keen")[3:] == (3, 2, 1, (2,))


def test_a_rule_that_was_true_only_beside_an_earlier_one_says_so() -> None:
    rules = {"keen": "download >= 3", "keener": "score >= 30", "never": "score >= 999"}
    found = covered(readers(mql=rules), lead(0))
    assert of(found, "mql.keener").true == 1
    assert texts(found, "rule") == [
        "Nobody was handed off by the rule keener. score >= 30 was true of 1, each time together with an earlier rule.",
        "Nobody was handed off by the rule never. score >= 999 was never true.",
    ]


def test_decisions_that_always_went_one_way_are_told_with_their_rule() -> None:
    everybody = covered(readers(gate="job == director"), lead(0))
    assert texts(everybody, "condition") == ["The target filter kept nobody out: job == director was always true."]
    nobody = covered(readers(gate="job == staff"), lead(0))
    assert texts(nobody, "condition") == ["The target filter kept everybody out: job == staff was never true."]
    assert of(nobody, "gate")[3:] == (1, 0, 1, (0,))
    assert "Nobody came to the stage awareness." in texts(nobody, "stage")


def test_every_part_that_nobody_came_to_is_told_with_its_place() -> None:
    files = readers(mql={"keen": "score >= 999"}, returns={"budget": {"rest": "1d"}})
    files["sources"]["other"] = {"kind": "rate", "per_day": 0}
    files["touchpoints"] = files["touchpoints"] | {
        "unread": {"kind": "content", "behaviour": "download", "stages": "awareness"},
        "unsent": {"kind": "email", "cadence": "never", "content": "paper"},
        "talk": {"kind": "webinar", "dates": "2026-04-16 15:00", "stages": "awareness"},
    }
    places = {"touchpoints.unsent": "journey.yaml:7", "returns.budget": "journey.yaml:9"}
    found = covered(files, lead(0), places=places)
    assert [(branch.what, branch.where) for branch in found.untaken][:6] == [
        ("source", None),
        ("touchpoint", None),
        ("touchpoint", "journey.yaml:7"),
        ("touchpoint", None),
        ("rule", None),
        ("return", "journey.yaml:9"),
    ]
    assert texts(found, "source", "touchpoint", "return") == [
        "No lead came from the source other.",
        "Nobody read unread.",
        "Nobody got the mail unsent.",
        "Nobody was invited to talk.",
        "Nobody came back for this reason: no budget.",
    ]
    assert texts(found, "step") == ["Nobody came to the step 'Judged MQL'."], "what comes after it follows"


def test_an_edge_is_told_if_people_were_at_both_its_ends() -> None:
    files = readers(stages=INTEREST | {"ready": {"enter": "download >= 2"}})
    both_at_once = texts(covered(files, lead(0)), "edge")
    assert both_at_once == ["Nobody went from interest to Content for the lead's stage (content of this stage)."]
    skipped = Story()
    who = skipped.lead(at(0))
    skipped.row(at(1), who, What.STAGE, node=2, value=0, stage=2, cause=0)
    skipped.row(at(2), who, What.RETURNED, node=REASONS.index("timing"), value=1, stage=1)
    three = {"awareness": {}, "interest": {"enter": "score >= 9"}, "ready": {"enter": "score >= 1"}}
    found = told(skipped.run(), stages=three, returns={"timing": {"to": "interest"}})
    assert "Nobody went from awareness to interest (score >= 9)." in texts(found, "edge")
    assert "stages.interest.enter was never true: score >= 9." in texts(found, "condition")


def test_nobody_came_to_a_webinar_to_which_people_were_invited() -> None:
    invited = Story()
    who = invited.lead(at(0))
    invited.row(at(1), who, What.SENT, node=2, value=-1)
    assert "Nobody attended talk." in texts(told(invited.run()), "touchpoint")
    invited.row(at(2), who, What.WEBINAR_ATTENDED, node=2)
    assert "Nobody attended talk." not in texts(told(invited.run()), "touchpoint")


def test_a_stage_that_time_alone_led_to_never_met_its_condition() -> None:
    timed = Story()
    who = timed.lead(at(0))
    timed.row(at(9), who, What.STAGE, node=1, value=0, stage=1, cause=-1)
    assert of(told(timed.run()), "stages.interest.enter")[3:6] == (1, 0, 1)


def test_the_sql_condition_is_put_to_whom_sales_accepted() -> None:
    sold = Story()
    for lead_ in (sold.lead(at(0)), sold.lead(at(0)), sold.lead(at(0))):
        sold.row(at(1), lead_, What.ACCEPTED)
        sold.row(at(1), lead_, What.SQL if lead_ == 1 else What.RETURNED, node=0 if lead_ == 1 else 3)
    assert of(told(sold.run()), "sql")[3:] == (3, 1, 2, (0, 2))


def test_what_milestones_do_not_tell_is_unknown_and_nobody_is_said_to_be_missing() -> None:
    journey_, personas = built(readers(mql={"keen": "download >= 3"}), **CERTAIN_READERS)
    result = play((journey_, personas), lead(0))
    blueprint = Blueprint(strategies.words(readers(mql={"keen": "download >= 3"})), {})
    rows = result.rows[~np.isin(result.rows["what"], FREQUENT)]
    found = coverage(result.leads, rows, Guide.of(journey_, personas), [blueprint])
    assert not found.recorded
    assert ("F", "touchpoint.letter") in {(edge.start, edge.end) for edge in found.unknown}
    assert ("I", "J") not in {(edge.start, edge.end) for edge in found.unknown}
    assert texts(found, "touchpoint", "edge") == []
    assert of(found, "mql.keen")[3:] == (None, 1, None, ())


def test_a_rule_that_changed_with_the_journey_is_there_twice() -> None:
    story = Story()
    early, late = story.lead(at(0)), story.lead(at(0))
    story.row(at(1), early, What.MQL, node=0, value=1)
    story.row(at(20), late, What.MQL, node=0, value=1)
    run, rules = story.run(), ({"hot": "score >= 40"}, {"hot": "score >= 60"})
    versions = [journey(mql=rule) for rule in rules]
    guide = Guide.of(versions[0], NOBODY, after=versions[1], change_day=10)
    found = conditions(run.leads, run.rows, guide, versions, [Blueprint({}, {"mql.hot": f"f:{n}"}) for n in (1, 2)])
    hot = [each for each in found if each.setting == "mql.hot"]
    assert [(each.rule, each.where, each.true) for each in hot] == [
        ("score >= 40", "f:1", 1),
        ("score >= 60", "f:2", 1),
    ]


@settings(max_examples=15)
@given(scenes())
def test_every_condition_of_a_journey_is_told_of_and_adds_up(scene: Scene) -> None:
    result = textbook.simulate(scene.journey, scene.personas, **scene.settings())
    after = [] if scene.after is None else [scene.after[0]]
    guide = Guide.of(scene.journey, scene.personas, after=after[0] if after else None, change_day=scene.change_day)
    versions = [scene.journey, *after]
    found = conditions(result.leads, result.rows, guide, versions, [Blueprint({}, {})] * len(versions))
    assert {(each.setting, each.rule) for each in found} == {pair for version in versions for pair in written(version)}
    for each in found:
        assert each.asked is None or (each.true is not None and each.asked == each.true + (each.never or 0))
        assert len(each.examples) == min(3, each.never or 0)


@settings(max_examples=10)
@given(scenes(change=False))
def test_every_part_that_the_ledger_never_names_is_an_untaken_branch(scene: Scene) -> None:
    result = textbook.simulate(scene.journey, scene.personas, **scene.settings())
    guide, blueprint = Guide.of(scene.journey, scene.personas), Blueprint({}, {})
    ways = shares(result.leads, result.rows, guide, [scene.journey])
    rules = conditions(result.leads, result.rows, guide, [scene.journey], [blueprint])
    found = untaken(ways, rules, result.rows, guide, blueprint)
    handed = set(result.rows["node"][result.rows["what"] == What.MQL].tolist())
    assert [branch.what for branch in found].count("rule") == len(scene.journey.mql) - len(handed)
    reasons = set(result.rows["node"][result.rows["what"] == What.RETURNED].tolist())
    configured = {REASONS.index(reason) for reason in scene.journey.returns}
    if any(node.id == "O" for node in ways.nodes):
        assert [branch.what for branch in found].count("return") == len(configured - reasons)
    assert len({branch.text for branch in found}) == len(found), "each is told once"


@pytest.mark.parametrize("key", ["leads", "nodes", "edges", "conditions", "untaken"])
def test_json_has_the_same_shape_for_any_run(key: str) -> None:
    found = covered(readers(mql={"never": "score >= 999"}), lead(0)).to_json()
    assert key in found
    assert set(found["edges"][0]) == {"from", "to", "label", "leads", "share", "passages"}
    assert {"id", "label", "leads", "share", "passages"} <= set(found["nodes"][0])
    assert set(found["untaken"][0]) == {"what", "where", "text"}
