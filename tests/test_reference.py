"""The page of all settings: nothing is missing, everything is as the models say, and every example can be written."""

# ruff: noqa: E501 - a small journey is read by its lines

from __future__ import annotations

import copy
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from pydantic.fields import FieldInfo

from sim.files.findings import names_of
from sim.files.journeylint import lint_journey
from sim.files.personalint import lint_personas
from sim.files.reference import page
from sim.files.settingkinds import default_of, kind_of
from sim.files.settingtree import Block, blocks_of, example_of, words_of
from sim.files.translation import Texts
from sim.files.workspace import check_path, init, schema
from sim.model.experimentfile import Experiment, Measure
from sim.model.journey import Desk, Email, Exit, Journey, Return
from sim.model.persona import People, Persona, Personas
from sim.model.touchpoints import Reminder, Wave
from sim.study.kpis import KPIS
from sim.words.settingwords import SETTINGS
from sim.yamlfile import Model, compose, compose_text
from tests.smallworld import PERSONAS

Plain = dict[str, Any]

PAGE = Path(__file__).parent.parent / "docs" / "journey-reference.md"

SMALL = """
format: 1
name: small
start: 2026-04-01
days: 60
personas: people.yaml
calendar: {}
sources:
  web: {kind: rate, per_day: 4}
  fair: {kind: burst, events: {spring: {on: 2026-04-16, leads: 10}}}
  crm: {kind: csv, file: crm.csv, columns: {registered: 登録日, job: 役職}}
  partner: {kind: cohost, webinar: talk, leads: 10}
segments: {}
stages:
  awareness: {}
  interest: {enter: score >= 30, back: {when: score < 10}, timeout: {after: 30d, to: decision}, goal: {kpi: mqls, at_least: 1}}
  decision: {enter: score >= 60}
exits: {bought: {when: demo >= 1, re_enter: {when: price >= 1}}}
dormancy: {after: 60d}
behaviours:
  download: {points: 20, at_most: {times: 2, within: 7d}}
  price: {points: 10, every: 2}
  demo: {}
  stay: {points: -5}
scoring: {}
contact_policy: {caps: [{mails: 3, within: 7d}]}
touchpoints:
  page: {kind: content, behaviour: download, stages: awareness, organic: [1, 1]}
  prices: {kind: content, behaviour: price, stages: decision, organic: [1, 1], dwell: {median: 1min, at_least: 2min, behaviour: stay}}
  trial: {kind: content, behaviour: demo, stages: decision, organic: [1, 1]}
  mail: {kind: email, after: download, delay: 1d, content: page, variants: {a: {share: 0.5}}, resend: {after: 1d}}
  choosy: {kind: email, cadence: never, content: [{when: score >= 1, content: page}]}
  talk: {kind: webinar, dates: monthly 3rd Thu 15:00, stages: interest, invite: [{before: 7d}], remind: [{before: 1d}], seats: 9, release: [{before: 1d}], replay: {}}
  ring: {kind: call, after: demo}
mql:
  hot: score >= 60 and price >= 60
sync: {}
desk: {shifts: [{reps: 2, hours: always}], absences: [{reps: 1, from: 2026-04-02, until: 2026-05-01}]}
sql: need
returns: {timing: {}}
reviews: {monthly: {meets: monthly 1 09:00, rule: hot, bounds: [40, 90], target: {acceptance: 0.5}}}
declared: {handoff_agreed: {by: us, on: 2026-04-01}}
costs: {}
"""
SPOTS = {  # where the small journey has such settings
    "": "", "calendar": "calendar", "sources.NAME (kind: rate)": "sources.web", "sources.NAME (kind: burst)": "sources.fair",
    "sources.NAME (kind: burst).events.NAME": "sources.fair.events.spring", "sources.NAME (kind: csv)": "sources.crm",
    "sources.NAME (kind: cohost)": "sources.partner", "stages.NAME": "stages.decision",
    "stages.NAME.back": "stages.interest.back", "stages.NAME.timeout": "stages.interest.timeout",
    "stages.NAME.goal": "stages.interest.goal", "exits.NAME": "exits.bought", "exits.NAME.re_enter": "exits.bought.re_enter",
    "dormancy": "dormancy", "behaviours.NAME": "behaviours.price", "behaviours.NAME.at_most": "behaviours.download.at_most",
    "scoring": "scoring", "scoring.inactivity": "scoring.inactivity", "contact_policy": "contact_policy",
    "contact_policy.caps[]": "contact_policy.caps.0", "touchpoints.NAME (kind: content)": "touchpoints.prices",
    "touchpoints.NAME (kind: content).dwell": "touchpoints.prices.dwell", "touchpoints.NAME (kind: email)": "touchpoints.mail",
    "touchpoints.NAME (kind: email).content[]": "touchpoints.choosy.content.0",
    "touchpoints.NAME (kind: email).variants.NAME": "touchpoints.mail.variants.a",
    "touchpoints.NAME (kind: email).resend": "touchpoints.mail.resend", "touchpoints.NAME (kind: webinar)": "touchpoints.talk",
    "touchpoints.NAME (kind: webinar).invite[]": "touchpoints.talk.invite.0",
    "touchpoints.NAME (kind: webinar).remind[]": "touchpoints.talk.remind.0",
    "touchpoints.NAME (kind: webinar).release[]": "touchpoints.talk.release.0",
    "touchpoints.NAME (kind: webinar).replay": "touchpoints.talk.replay", "touchpoints.NAME (kind: call)": "touchpoints.ring",
    "sync": "sync", "desk": "desk", "desk.shifts[]": "desk.shifts.0", "desk.absences[]": "desk.absences.0",
    "desk.teams.NAME": "desk.teams.own", "desk.teams.NAME.shifts[]": "desk.teams.own.shifts.0",
    "desk.teams.NAME.absences[]": "desk.teams.own.absences.0", "returns.NAME": "returns.timing",
    "reviews.NAME": "reviews.monthly", "reviews.NAME.target": "reviews.monthly.target", "declared.NAME": "declared.handoff_agreed",
    "costs": "costs",
}  # fmt: skip
STAFF = {
    "shifts": [{"reps": "2", "hours": "always"}],
    "absences": [{"reps": "1", "from": "2026-04-02", "until": "2026-05-01"}],
}
ALONE: Plain = {f"desk.{name}": None for name in STAFF}
WITH: dict[str, Plain] = {  # what else must be so for an example; None: left out
    "scoring.inactivity": {"scoring.inactivity": {"after": "1d", "subtract": "1"}},
    ".desk": ALONE, "desk.teams": ALONE, "desk.reps": ALONE, "desk.hours": ALONE | {"desk.reps": "2"},
    "desk.teams.NAME": ALONE | {"desk.teams": {"own": STAFF}},
    "desk.teams.NAME.shifts[]": ALONE | {"desk.teams": {"own": STAFF}},
    "desk.teams.NAME.absences[]": ALONE | {"desk.teams": {"own": STAFF}},
    "desk.teams.NAME.reps": ALONE | {"desk.teams": {"own": {}}},
    "desk.teams.NAME.hours": ALONE | {"desk.teams": {"own": {"reps": "2"}}},
    "touchpoints.NAME (kind: email).cadence": {"touchpoints.mail.after": None, "touchpoints.mail.delay": None},
    "touchpoints.NAME (kind: email).entering": {"touchpoints.mail.after": None},
    "touchpoints.NAME (kind: email).on": {"touchpoints.mail.after": None},
    "touchpoints.NAME (kind: call).entering": {"touchpoints.ring.after": None},
    "touchpoints.NAME (kind: call).of": {"touchpoints.ring.after": "download"},
    "touchpoints.NAME (kind: call).on": {"touchpoints.ring.after": None},
    "reviews.NAME.target.opportunity_rate": {"reviews.monthly.target.acceptance": None},
    "reviews.NAME.target.handoffs_per_week": {"reviews.monthly.target.acceptance": None},
}  # fmt: skip
BLOCKS = list(blocks_of(Journey))
CASES = [(block, field.alias or name, field) for block in BLOCKS for name, field in block.model.model_fields.items()]


def put(plain: Any, path: str, value: Any) -> None:
    """Set what a dotted path names, add to settings that are there, or take it out."""
    *above, name = path.split(".")
    for part in above:
        plain = plain[int(part)] if isinstance(plain, list) else plain.setdefault(part, {})
    if value is None:
        plain.pop(name, None)
    elif isinstance(value, dict) and isinstance(plain.get(name), dict):
        plain[name] |= value
    else:
        plain[name] = value


def journey_with(path: str, name: str, example: str) -> Plain:
    """The small journey with an example of a setting, and with what that needs."""
    plain: Plain = compose_text(SMALL, "small").plain()
    for setting, value in copy.deepcopy(WITH.get(f"{path}.{name}", WITH.get(path, {}))).items():
        put(plain, setting, value)
    put(plain, f"{SPOTS[path]}.{name}".lstrip("."), compose_text(f"x: {example}", "example").plain()["x"])
    return plain


@pytest.fixture(scope="module")
def people() -> Plain:
    """The shipped people, who have no tastes for what the small journey lacks."""
    lines = PERSONAS.read_text(encoding="utf-8").splitlines(keepends=True)
    text = "".join(line for line in lines if not line.strip().startswith("tastes:"))
    plain: Plain = compose_text(text, "people").plain()
    return plain


@lru_cache(maxsize=1)
def personas() -> Personas:
    """The shipped people as a model."""
    return compose(PERSONAS).build(Personas)


def mistakes(plain: Plain, people: Plain) -> list[str]:
    """All that is wrong with a journey, tastes of its people aside."""
    found = lint_journey(Journey.model_validate(plain), personas(), names_of(plain, people), KPIS)
    return [f"{finding.loc}: {finding.text}" for finding in found if not finding.in_personas]


def test_the_page_is_what_is_generated_now() -> None:
    told = "python -m sim.files.reference > docs/journey-reference.md"
    assert PAGE.read_text(encoding="utf-8") == page(), told


def test_the_small_journey_has_a_spot_for_every_kind_of_settings(people: Plain) -> None:
    assert mistakes(compose_text(SMALL, "small").plain(), people) == []
    assert [block.path for block in BLOCKS if block.path not in SPOTS] == []
    assert set(WITH) <= {block.path for block in BLOCKS} | {f"{b.path}.{n}" for b, n, _ in CASES}


@pytest.mark.parametrize(("block", "name", "field"), CASES, ids=[f"{block.path}.{name}" for block, name, _ in CASES])
def test_every_example_can_be_written(block: Block, name: str, field: FieldInfo, people: Plain) -> None:
    example = example_of(field, words_of(block.model, name))
    assert mistakes(journey_with(block.path, name, example), people) == []


@pytest.mark.parametrize("name", [name for name, field in Persona.model_fields.items()])
def test_every_example_of_a_persona_can_be_written(name: str, people: Plain) -> None:
    plain = copy.deepcopy(people)
    example = compose_text(f"x: {words_of(Persona, name).example}", "example").plain()["x"]
    plain["personas"]["small_firm_owner"][name] = example
    found = [finding.text for finding in lint_personas(Personas.model_validate(plain))]
    assert found == []


ASKED = """
format: 1
name: small
journey: ../journeys/seed.yaml
measure: {from: 2026-10-02, until: 2027-03-01}
scenarios: {twice_a_month: {desk.reps: 1}}
decide_on: {kpi: mqls}
precision: {half_width: 1}
checks: {enough: {kpi: mqls, limit: at most 9}}
assumptions: {people.open_rate: {low: 0.1, high: 0.29}}
search: {over: {desk.reps: [3]}}
"""
ASIDE = {
    "replications": ["precision"], "measure.warm_up": ["measure.from"],
    "checks.enough.no_worse_by": ["checks.enough.limit"], "checks.enough.equivalent_within": ["checks.enough.limit"],
    "checks.enough.same_event_log": ["checks.enough.limit", "checks.enough.kpi"],
}  # what an example stands instead of
OF_EXPERIMENTS = [
    (block.path.replace("checks.NAME", "checks.enough").replace("NAME", "people#open_rate"), field.alias or name, field, block.model)
    for block in blocks_of(Experiment)
    for name, field in block.model.model_fields.items()
]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the shipped files."""
    folder = tmp_path_factory.mktemp("examples")
    init(folder)
    return folder / "experiments" / "small.yaml"


@pytest.mark.parametrize(("path", "name", "field", "model"), OF_EXPERIMENTS, ids=[f"{c[0]}.{c[1]}" for c in OF_EXPERIMENTS])
def test_every_example_of_an_experiment_can_be_written(
    path: str, name: str, field: FieldInfo, model: type[Model], place: Path
) -> None:
    plain = compose_text(ASKED, "small").plain()
    example, setting = example_of(field, words_of(model, name)), f"{path}.{name}".lstrip(".")
    assert field.is_required() or default_of(field).strip("`") != example
    for aside in ASIDE.get(setting, []):
        put(plain, aside, None)
    block = plain
    for part in path.split(".") if path else ():
        block = block[part.replace("#", ".")]
    block[name] = compose_text(f"x: {example}", "example").plain()["x"]
    place.write_text(json.dumps(plain), encoding="utf-8")
    assert check_path(place, KPIS) == []


def test_examples_say_something_else_than_the_default() -> None:
    """Else nobody would see that a setting is not read at all."""
    same = [
        f"{block.path}.{name}"
        for block, name, field in CASES
        if not field.is_required() and default_of(field).strip("`") == example_of(field, words_of(block.model, name))
    ]
    assert same == []


def test_no_words_are_left_over() -> None:
    models = [block.model for block in (*BLOCKS, *blocks_of(Personas), *blocks_of(Experiment), *blocks_of(Texts))]
    used = {
        f"{kind.__name__.partition('[')[0]}.{field.alias or name}"
        for model in models
        for kind in model.__mro__
        for name, field in getattr(kind, "model_fields", {}).items()
    }
    assert sorted(key for key in SETTINGS if key not in used and not key.startswith("any.")) == []


@pytest.mark.parametrize(
    ("model", "name", "kind", "default"),
    [
        (Email, "delay", "duration", "`0s`"),
        (Email, "cadence", "cadence", "–"),
        (Exit, "when", "rule", "–"),
        (Wave, "at", "clock time", "`10:00`"),
        (Reminder, "at", "clock time", "–"),
        (Desk, "reps", "whole number, 1 to 10000", "–"),
        (Desk, "spacing", "duration", "`1d`"),
        (Desk, "steps", "list of: `phone`, `email`, at most 60 of them", "–"),
        (Desk, "first_contact", "`same_day`, `next_business_day` or duration", "`same_day`"),
        (Return, "score", "`keep`, `reset` or whole number, -10000 to -1", "`keep`"),
        (People, "reply_delay", "duration", "4h"),
        (People, "open_rate", "number, 0 to 1", "–"),
        (Experiment, "guardrails", "by name: margin (number, or points) or limit", "–"),
        (Experiment, "vary", "by name: list of: any value, or by name: any value", "–"),
        (Measure, "warm_up", "duration", "–"),
    ],
)
def test_kinds_and_defaults_are_told_as_a_file_writes_them(
    model: type[Model], name: str, kind: str, default: str
) -> None:
    field = model.model_fields[name]
    assert (kind_of(field), default_of(field)) == (kind, default)


@pytest.mark.parametrize(("kind", "root"), [("journey", Journey), ("personas", Personas), ("experiment", Experiment)])
def test_editors_are_told_what_each_setting_means(kind: str, root: type[Model]) -> None:
    described = schema(kind)
    assert described["properties"]["format"]["description"] == words_of(root, "format").meaning
    untold = [
        f"{name}.{setting}"
        for name, part in described["$defs"].items()
        if not name.startswith("Figure")
        for setting, says in part.get("properties", {}).items()
        if "description" not in says
    ]
    assert untold == []
