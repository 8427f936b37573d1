"""Common random numbers: whatever a scenario adds, nobody else's luck changes."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.files.leadsfile import GivenLead
from sim.model.journey import BurstSource, Content, CsvSource, Email, Journey, RateSource, Rule
from sim.model.ledger import Run, What
from sim.model.rules import parse
from tests import engines
from tests.scripted import built, journey_file
from tests.strategies import Scene, with_enough_of_all, worlds
from tests.strategies_files import Plain

KINDS = [what.name for what in What]
MAILS = {int(What.SENT), int(What.HELD)}
ABOUT_TOUCHPOINTS = MAILS | {
    int(what)
    for what in (
        What.BOUNCE, What.OPEN, What.MACHINE_OPEN, What.READ, What.CLICK, What.SCANNER_CLICK, What.CONTENT,
        What.SCANNER_CONTENT, What.UNSUBSCRIBE, What.WEBINAR_REGISTERED, What.WEBINAR_ATTENDED, What.WEBINAR_MISSED,
        What.POSTPONED, What.BLOCKED, What.OPT_OUT, What.CALL, What.STAYED, What.WAITLISTED, What.WEBINAR_CANCELLED,
        What.WEBINAR_REPLAYED,
    )
}  # fmt: skip
ABOUT_REPS = {int(What.ATTEMPT), int(What.NO_CONTACT), int(What.CONTACT), int(What.MAILED)}
TRAITS = ["id", "source", "persona", "arrival_s", "project_start_s", "project_end_s"]


def first(journey: Journey, part: str, new: dict[str, Any]) -> Journey:
    """With something new before everything else of its kind, so that all other indices move."""
    return journey.model_copy(update={part: {**new, **getattr(journey, part)}})


def told(rows: NDArray[np.void], touchpoints: list[str], sources: list[str]) -> list[tuple[Any, ...]]:
    """A life as a story by names: without indices of leads, and which rep called."""
    found = []
    for time, _, n, what, node, value, score, stage, cause in rows.tolist():
        name: Any = touchpoints[node] if what in ABOUT_TOUCHPOINTS else node
        if what == What.REGISTERED:
            name = sources[node]
        if what in ABOUT_REPS:
            name = "somebody"
        worth = (touchpoints[value % 1000], value // 1000) if what in MAILS and value >= 0 else value
        found.append((time, n, what, name, worth, score, stage, cause))
    return found


def stories(scene: Scene) -> dict[int, list[tuple[Any, ...]]]:
    """Every lead's story, by the lead's number."""
    touchpoints, sources = list(scene.journey.touchpoints), list(scene.journey.sources)
    return {number: told(rows, touchpoints, sources) for number, rows in engines.lives(engines.run(scene)).items()}


def until(story: list[tuple[Any, ...]], touched: set[str]) -> list[tuple[Any, ...]]:
    """The story up to the first row about one of these."""
    end = next((i for i, row in enumerate(story) if row[3] in touched), len(story))
    return story[:end]


class Unchanged:
    """Compares lives without and with something new."""

    def __init__(self) -> None:
        self.found: Counter[str] = Counter()

    def compare(self, before: Scene, after: Scene, touched: set[str]) -> None:
        """Who was there before lives the same life, up to what is new in it."""
        old, new = stories(before), stories(after)
        assert old.keys() <= new.keys()
        for number, story in old.items():
            kept = until(new[number], touched)
            assert story[: len(kept)] == kept
            if len(kept) == len(new[number]):
                assert story == kept
            self.found.update(met=len(kept) < len(new[number]), same=len(kept) == len(new[number]), rows=len(kept))
        self.found["newcomers"] += len(new.keys() - old.keys())


# ---- in any world


def test_a_new_mail_and_a_new_page_change_nobodys_life_before_they_touch_it() -> None:
    seen = Unchanged()

    def check(scene: Scene) -> None:
        journey = with_enough_of_all(scene.journey)
        behaviour = next(iter(journey.behaviours))
        page = Content(kind="content", behaviour=behaviour, stages=[*journey.stages], organic=(0.02, 0.02))
        journey = first(journey, "touchpoints", {"new_page": page})
        rate = {"kind": "email", "cadence": "weekly Wed 10:00", "content": "new_page"}
        mail = Email.model_validate(rate)
        with_mail = first(journey, "touchpoints", {"new_mail": mail})
        before = scene._replace(journey=with_enough_of_all(scene.journey))
        seen.compare(before, scene._replace(journey=with_mail), {"new_page", "new_mail"})

    engines.each_scene(check, number=30, part=11, of=worlds())
    assert seen.found["met"] > 100
    assert seen.found["same"] > 100
    assert seen.found["rows"] > 5_000


def test_a_new_source_brings_its_own_leads_and_changes_no_other_life() -> None:
    seen = Unchanged()

    def check(scene: Scene) -> None:
        before = scene._replace(journey=with_enough_of_all(scene.journey))
        events = {"fair": {"on": scene.journey.start.isoformat(), "leads": [3, 9], "days": 3}}
        new = {
            "new_web": RateSource(kind="rate", per_day=1.5, overdispersion=2),
            "new_fair": BurstSource.model_validate({"kind": "burst", "events": events}),
        }
        seen.compare(before, scene._replace(journey=first(before.journey, "sources", new)), set())

    engines.each_scene(check, number=30, part=12, of=worlds())
    assert seen.found["met"] == 0
    assert seen.found["same"] > 500
    assert seen.found["newcomers"] > 500


def test_a_new_rule_changes_no_life_before_it_hands_somebody_off() -> None:
    found: Counter[str] = Counter()

    def check(scene: Scene) -> None:
        journey = with_enough_of_all(scene.journey)
        bit = len(journey.mql)
        new = {**journey.mql, "new": Rule("score >= 35", parse("score >= 35"))}
        before = engines.lives(engines.run(scene._replace(journey=journey)))
        ruled = journey.model_copy(update={"mql": new})
        after = engines.lives(engines.run(scene._replace(journey=ruled)))
        assert before.keys() == after.keys()
        for number, rows in after.items():
            handed = (rows["what"] == What.MQL) & (rows["value"] >> bit & 1 == 1)
            end = int(np.argmax(handed)) if handed.any() else len(rows)
            assert anonymous(before[number])[:end] == anonymous(rows)[:end]
            assert handed.any() or len(rows) == len(before[number])
            found.update(handed=bool(handed.any()), free=not handed.any())

    engines.each_scene(check, number=30, part=13, of=worlds())
    assert found["handed"] > 100
    assert found["free"] > 100


def anonymous(rows: NDArray[np.void]) -> list[tuple[int, ...]]:
    """Rows without the lead's index, and which rep called."""
    rows = rows.copy()
    rows["lead"] = 0
    rows["node"][np.isin(rows["what"], list(ABOUT_REPS))] = 0
    return rows.tolist()


def test_one_lead_more_changes_no_other_life_if_nobody_waits_for_a_rep() -> None:
    extra = CsvSource(kind="csv", file="extra.csv", columns={})
    seen = Unchanged()

    def check(scene: Scene) -> None:
        journey = first(with_enough_of_all(scene.journey), "sources", {"extra": extra})
        newcomer = GivenLead(0, 36_000, "extra", {}, score=90)
        without = scene._replace(journey=journey)
        seen.compare(without, without._replace(given=[newcomer, *scene.given]), set())

    engines.each_scene(check, number=30, part=14, of=worlds())
    assert seen.found["newcomers"] >= 30
    assert seen.found["met"] == 0


# ---- in a world where one thing doesn't lead to another, nothing else changes at all

CALM: Plain = {
    "open_rate": 0.4, "click_rate": 0.5, "click_misfit": 0.8, "unsubscribe_rate": 0, "idle_intent": 0.3,
    "visit_rate": 2, "machine_open_share": 0.2, "scanner_share": 0.2, "scanner_click_rate": 0.5,
    "affinity_spread": 0.6, "attend_rate": 0.5,
    "open_delay": {"median": "3h", "sigma": 1.5, "source": "assumption"},
    "project_delay": {"median": "3d", "sigma": 1, "source": "assumption"},
}  # fmt: skip
PAGE = {"kind": "content", "behaviour": "blog", "stages": "awareness", "organic": [1, 1]}
WEBINAR = {"kind": "webinar", "dates": "weekly Thu 15:00", "stages": "awareness", "invite": [{"before": "3d"}]}
LETTER = {"kind": "email", "cadence": "weekly Tue 10:00", "content": "blog"}
SELDOM = LETTER | {"cadence": "2 a month Tue 10:00"}


def calm(new: Plain, **changes: Any) -> Run:
    """Two months of a few hundred leads without fatigue, lift, stages or rules; new touchpoints come first."""
    old = {"blog": PAGE, "paper": PAGE | {"form": 0.4}, "letter": LETTER, "webinar": WEBINAR}
    journey = journey_file(
        days=60,
        sources={"web": {"kind": "rate", "per_day": 5, "overdispersion": 3}},
        touchpoints=new | old | changes,
        behaviours={"blog": {}},
    )
    return engines.run(Scene(*built(journey, {"webinar": 0.2, "project": 0.5}, **CALM), seed=5, replication=6))


def happened(run: Run, names: list[str], leave: set[str]) -> list[tuple[Any, ...]]:
    """What happened to whom and when, but for what is about some touchpoints."""
    found = []
    for time, lead, _, what, node, *_ in run.rows.tolist():
        about = names[node] if what in ABOUT_TOUCHPOINTS else ""
        if about not in leave:
            found.append((time, lead, KINDS[what], about))
    return sorted(found)


OLD = ["blog", "paper", "letter", "webinar"]


@pytest.mark.parametrize(
    "new",
    [
        {"news": LETTER | {"cadence": "daily 10:00"}},
        {"echo": {"kind": "email", "after": "click", "delay": "2h", "content": "blog"}},
        {"talk": WEBINAR},
        {"quiet": PAGE | {"organic": [0, 0]}, "thanks": {"kind": "email", "after": "registered", "content": "quiet"}},
    ],
    ids=lambda new: "+".join(new),
)
def test_a_new_touchpoint_is_added_and_every_other_event_stays_at_its_second(new: Plain) -> None:
    before, after = calm({}), calm(new)
    assert after.leads[TRAITS].tolist() == before.leads[TRAITS].tolist()
    names = [*new, *OLD]
    old, kept, added = (
        set(happened(*what)) for what in ((before, OLD, set()), (after, names, set(new)), (after, names, set(OLD)))
    )
    assert sum(row[3] in new for row in added) > 200
    assert old <= kept
    assert {row[2] for row in kept - old} <= {"CONTENT", "SCANNER_CONTENT"}  # new mails' links lead to old pages


def test_a_page_that_draws_visitors_takes_only_those_whom_it_wins() -> None:
    """The race among content has one uniform for each name: the others' order is as it was."""
    before, after = calm({}), calm({"rival": PAGE})
    old, new = (set(happened(run, names, set())) for run, names in ((before, OLD), (after, ["rival", *OLD])))
    won = {(t, lead) for t, lead, _, about in new - old if about == "rival"}
    assert len(won) > 500
    assert new - old == {(t, lead, "CONTENT", "rival") for t, lead in won}
    assert {(t, lead) for t, lead, _, _ in old - new} <= won
    assert {what for _, _, what, _ in old - new} == {"CONTENT"}


def test_mails_of_the_same_week_are_read_or_not_whatever_the_cadence() -> None:
    """Twice a month instead of weekly: the mails that both send meet the same luck."""
    weekly, seldom = (set(happened(run, OLD, set(OLD) - {"letter"})) for run in (calm({}), calm({}, letter=SELDOM)))
    sent = [{row[:2] for row in rows if row[2] == "SENT"} for rows in (weekly, seldom)]
    assert len(sent[1]) > 300
    assert sent[1] < sent[0]
    assert seldom < weekly
    assert {"OPEN", "READ", "CLICK", "MACHINE_OPEN", "SCANNER_CLICK"} <= {row[2] for row in seldom}
    # Nobody reads less of what both send: each answer that is gone follows a mail that is gone.
    gone = {lead: min(t for t, who in sent[0] - sent[1] if who == lead) for _, lead in sent[0] - sent[1]}
    assert all(row[0] >= gone[row[1]] for row in weekly - seldom)


def test_another_seed_or_replication_is_another_world() -> None:
    journey = journey_file(sources={"web": {"kind": "rate", "per_day": 9}})
    scene = Scene(*built(journey, **CALM), seed=5, replication=6)
    runs = [engines.run(each) for each in (scene, scene._replace(seed=6), scene._replace(replication=7))]
    assert len({run.leads.tobytes() for run in runs}) == 3
