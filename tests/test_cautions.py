"""Warnings of whole files: what the article's journey earns, what scenarios add, and that no run contradicts any."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.files.causes import Facts, facts_of
from sim.files.cautions import experiment_warnings, journey_warnings
from sim.files.graphlint import lint_graph
from sim.files.rulelint import entries_of, lint_rules, rules_of
from sim.files.workspace import load_experiment, load_journey
from sim.model.journey import CsvSource, Journey
from sim.model.ledger import What
from sim.study.kpis import KPIS
from tests import smallworld, textbook
from tests.commandline import ONE_RIVAL, nurture, workspace
from tests.engines import each_scene
from tests.strategies import Scene, worlds

ROOT = Path(__file__).parent.parent
SEED = load_journey(ROOT / "journeys" / "seed.yaml")


def seed_warnings() -> list[tuple[str, str]]:
    """(setting, text) of each warning of the shipped journey."""
    return [(problem.path, problem.text) for problem in journey_warnings(SEED)]


# ---- the article's own slips


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("stages.interest.enter", "opens alone can fulfil this: 1 of them for the best-fitting lead, with fit 45"),
        ("stages.consideration.enter", "machine opens alone can fulfil this: 7 of them"),
        ("mql.price_page_rule", "machine opens alone can fulfil 'score >= 100': 11 of them"),
        ("mql.webinar_rule", "machine opens alone can fulfil 'score >= 80': 7 of them"),
    ],
)  # fmt: skip
def test_slip_4_a_perfect_fit_climbs_by_machine_opens_alone(setting: str, says: str) -> None:
    assert any(path == setting and says in text for path, text in seed_warnings())


def test_slip_5_attending_fulfils_both_parts_of_the_webinar_rule_for_a_good_fit() -> None:
    (text,) = [text for path, text in seed_warnings() if path == "mql.webinar_rule" and "both parts" in text]
    assert text.startswith("one 'webinar_attended' fulfils both parts of this for leads with fit >= 40")
    assert "with one 'open' more it does from fit 35 on" in text
    assert not any(path == "mql.price_page_rule" and "both parts" in text for path, text in seed_warnings())


def test_the_seed_journey_earns_nothing_else_but_what_leads_bring_along() -> None:
    others = [
        (path, text) for path, text in seed_warnings() if "machine opens" not in text and "both parts" not in text
    ]
    assert sorted(path for path, _ in others) == [
        "mql.webinar_rule",
        "stages.consideration.enter",
        "stages.interest.enter",
    ]
    assert all(text.startswith("a lead can fulfil this as it registers") for _, text in others)
    (rule,) = [text for path, text in others if path == "mql.webinar_rule"]
    assert "'own_webinar', 'cohosted_webinar'" in rule
    assert "with webinar_attended: 85 points" in rule


# ---- files


def test_a_warning_stands_where_the_setting_does_and_says_so() -> None:
    for problem in journey_warnings(SEED):
        assert str(problem).startswith(f"{problem.file}:{problem.line}:{problem.column}: warning: {problem.path}: ")
        name = problem.path.rpartition(".")[2]
        line = Path(problem.file).read_text(encoding="utf-8").splitlines()[problem.line - 1]
        assert line[: problem.column - 1].strip() == f"{name}:"


EXPERIMENT = smallworld.EXPERIMENT.replace("mql.hot: score >= 60", "mql: {hot: score >= 60, hotter: score >= 80}")


def test_a_scenario_is_warned_of_what_its_own_changes_make(tmp_path: Path) -> None:
    loaded = smallworld.load(tmp_path, experiment=EXPERIMENT)
    found = experiment_warnings(loaded)
    (own,) = [problem for problem in found if problem.file.endswith("experiment.yaml")]
    assert own.path.endswith("mql.hotter")
    assert "whoever fulfils it fulfils 'hot'" in own.text
    inherited = [problem for problem in found if problem is not own]
    assert inherited == journey_warnings(loaded.baseline)


def test_what_a_scenario_does_to_settings_of_the_journey_is_told_at_the_scenario(tmp_path: Path) -> None:
    experiment = EXPERIMENT.replace("mql: {hot: score >= 60, hotter: score >= 80}", "mql.hot: download >= 1")
    journey = smallworld.JOURNEY.replace("  hot: score >= 30\n", "  hot: open >= 9\n  other: download >= 2\n")
    loaded = smallworld.load(tmp_path, experiment=experiment, journey=journey)
    (own,) = [problem for problem in experiment_warnings(loaded) if problem.file.endswith("experiment.yaml")]
    assert (own.path, own.line, own.severity) == ("scenarios.strict", 11, "warning")
    assert own.text.startswith("mql.other: never gets a hand-off: whoever fulfils it fulfils 'hot' before it")


def told_at(experiment: str, folder: Path, journey: str = smallworld.JOURNEY) -> list[tuple[str, str]]:
    """(setting, text) of the warnings that stand in the experiment file."""
    loaded = smallworld.load(folder, experiment=experiment, journey=journey)
    found = experiment_warnings(loaded, KPIS)
    return [(problem.path, problem.text) for problem in found if problem.file.endswith("experiment.yaml")]


ONE = smallworld.EXPERIMENT.replace("  strict:\n    mql.hot: score >= 60\n", "")
PLAIN = ONE.replace("change_on: 2026-04-15\n", "")
WINDOW = "measure: {from: 2026-04-15,"


@pytest.mark.parametrize(
    ("experiment", "setting"),
    [
        (PLAIN.replace(WINDOW, "measure: {from: 2026-04-01,"), "measure.from"),
        (PLAIN.replace(WINDOW, "measure: {warm_up: 0d,"), "measure.warm_up"),
        (re.sub("measure: .*\n", "", PLAIN), "measure"),
    ],
)
def test_measuring_an_empty_journey_from_its_first_day_is_warned_of(
    experiment: str, setting: str, tmp_path: Path
) -> None:
    ((path, text),) = told_at(experiment, tmp_path)
    assert path == setting
    assert text.startswith("an empty journey is measured from its first day, so that two start-ups are compared")


def test_a_warm_up_a_later_change_or_given_leads_are_no_start_up(tmp_path: Path) -> None:
    assert told_at(PLAIN.replace(WINDOW, "measure: {warm_up: 10d,"), tmp_path) == []
    assert told_at(re.sub("measure: .*\n", "", ONE), tmp_path) == []
    (tmp_path / "leads.csv").write_text("date\n2026-03-01\n", encoding="utf-8")
    source = "  old: {kind: csv, file: leads.csv, columns: {registered: date}}\nfit:"
    given = smallworld.JOURNEY.replace("fit:", source)
    assert told_at(PLAIN.replace(WINDOW, "measure: {from: 2026-04-01,"), tmp_path, given) == []


def test_a_limit_that_only_rules_out_success_is_warned_of(tmp_path: Path) -> None:
    limits = "guardrails: {sals: at most 300, queue_max: at least 2, unsubscribes: at most +5}"
    found = told_at(ONE.replace("guardrails: [unsubscribes]", limits), tmp_path)
    assert [path for path, _ in found] == ["guardrails.sals", "guardrails.queue_max"]
    assert found[0][1].startswith("in SALs higher is better, and this limit rules a scenario out for being higher")


def test_a_doubtful_value_of_a_grid_is_told_where_it_stands(tmp_path: Path) -> None:
    grid = "vary: {mql: {both: {hot: score >= 30, hotter: score >= 80}}, desk.reps: [2, 3]}\n"
    experiment = re.sub("scenarios:\n(  .*\n)+", grid, smallworld.EXPERIMENT)
    (warning,) = told_at(experiment, tmp_path)
    assert warning[0] == "mql.hotter"
    assert "whoever fulfils it fulfils 'hot'" in warning[1]


# ---- runs


def test_no_run_contradicts_what_is_said_of_its_journey() -> None:
    said: Counter[str] = Counter()

    def check(scene: Scene) -> None:
        journey = all_columns(scene)
        facts = facts_of(journey, scene.personas)
        result = textbook.simulate(scene.journey, scene.personas, **scene.settings())
        assert list(contradictions(facts, result.rows)) == []
        findings = [*lint_graph(facts), *lint_rules(facts)]
        said.update(re.sub("'.*", "", finding.text)[:30] for finding in findings)

    each_scene(check, number=30, part=31, of=worlds())
    assert len(said) >= 12, said


def all_columns(scene: Scene) -> Journey:
    """The journey, its lists of leads telling all that a random list does."""
    columns = ["registered", "stage", "score", "job", "size", *(f"count.{name}" for name in scene.journey.behaviours)]
    settings = {"columns": {column: column for column in columns}}
    sources = {
        name: source.model_copy(update=settings) if isinstance(source, CsvSource) else source
        for name, source in scene.journey.sources.items()
    }
    return scene.journey.model_copy(update={"sources": sources})


OF_TOUCHPOINTS = (
    What.SENT, What.HELD, What.OPEN, What.MACHINE_OPEN, What.READ, What.CLICK, What.SCANNER_CLICK, What.CONTENT,
    What.SCANNER_CONTENT, What.STAYED, What.CALL, What.WEBINAR_REGISTERED, What.WEBINAR_ATTENDED, What.POSTPONED,
    What.BLOCKED, What.WEBINAR_MISSED, What.WEBINAR_REPLAYED, What.OPT_OUT, What.UNSUBSCRIBE,
)  # fmt: skip


def contradictions(facts: Facts, rows: np.ndarray) -> Iterator[str]:
    """What happened although it was said that it can't."""
    journey, living = facts.journey, facts.living
    stages, touchpoints, rules = (list(section) for section in (journey.stages, journey.touchpoints, journey.mql))
    lead = rows[rows["what"] != What.EXCLUDED]
    excluded = set(rows["lead"][rows["what"] == What.EXCLUDED])
    lead = lead[~np.isin(lead["lead"], list(excluded))]
    yield from (f"stage {n}" for n in set(lead["stage"]) if stages[n] not in living.stages)
    happened = lead[np.isin(lead["what"], OF_TOUCHPOINTS)]
    yield from (f"touchpoint {n}" for n in set(happened["node"]) if touchpoints[n] not in living.touchpoints)
    yield from (f"behaviour {name}" for name in behaviours_in(lead, facts) if name not in living.behaviours)
    yield from _handed_over(facts, lead, rules)
    yield from _told(facts, lead, stages, touchpoints)


def behaviours_in(rows: np.ndarray, facts: Facts) -> set[str]:
    """Behaviours that were tracked."""
    journey, names = facts.journey, facts.journey.behaviour_names()
    pages: list[Any] = list(journey.touchpoints.values())
    plain = {
        What.OPEN: "open", What.MACHINE_OPEN: "open", What.CLICK: "click", What.SCANNER_CLICK: "click",
        What.UNSUBSCRIBE: "unsubscribed", What.OPT_OUT: "unsubscribed", What.WEBINAR_REGISTERED: "webinar_registered",
        What.WEBINAR_ATTENDED: "webinar_attended", What.WEBINAR_MISSED: "webinar_missed",
        What.WEBINAR_REPLAYED: "webinar_replayed",
    }  # fmt: skip
    found = {plain[kind] for kind in plain if (rows["what"] == kind).any()}
    found |= {names[n] for n in rows["node"][rows["what"] == What.BROUGHT]}
    seen = np.isin(rows["what"], (What.CONTENT, What.SCANNER_CONTENT))
    found |= {pages[n].behaviour for n in rows["node"][seen]}
    return found | {pages[n].dwell.behaviour for n in rows["node"][rows["what"] == What.STAYED]}


def _handed_over(facts: Facts, rows: np.ndarray, rules: list[str]) -> Iterator[str]:
    """Hand-offs by rules said to be never true, or not those of rules said to be always true, or in others' shadow."""
    handed = rows[rows["what"] == What.MQL]
    asked = rules_of(facts)
    bits = [handed["value"] >> n & 1 == 1 for n in range(len(rules))]
    if len(handed) and not facts.living.handed:
        yield "handed over"
    for one, true in zip(asked, bits, strict=True):
        if not facts.logic.possible(one.expr, stages=one.stages) and true.any():
            yield f"{one.loc}: true"
        if facts.logic.always(one.expr, one.stages) and not true.all():
            yield f"{one.loc}: not true"
        for other, then in zip(asked, bits, strict=True):
            if facts.logic.brings(one.expr, other.expr, stages=one.stages) and (true & ~then).any():
                yield f"{one.loc} without {other.loc}"


def _told(facts: Facts, rows: np.ndarray, stages: list[str], touchpoints: list[str]) -> Iterator[str]:
    """What the sentences say, whatever they rest on."""
    climbed, node = rows[rows["what"] == What.STAGE], rows["node"]
    handed = rows[rows["what"] == What.MQL]
    sent = np.isin(rows["what"], (What.SENT, What.CALL))
    for finding in [*lint_graph(facts), *lint_rules(facts)]:
        section, *name = map(str, finding.loc)
        told = ".".join([section, *name]) + ": " + finding.text
        if "nobody gets this" in finding.text and (sent & (node == touchpoints.index(name[0]))).any():
            yield told
        if "never gets a hand-off" in finding.text and (handed["node"] == rules_at(facts, name[0])).any():
            yield told
        if "nothing reaches a lead in this stage" in finding.text:
            yield from (told for _ in rows[sent & (rows["stage"] == stages.index(name[0]))])
        if "no hand-off rule and no later stage" in finding.text:
            here = stages.index(name[0])
            if (handed["stage"] == here).any() or ((climbed["value"] == here) & (climbed["node"] > here)).any():
                yield told
        if section == "exits" and "no lead can ever" in finding.text and name[1] == "when":
            taken = rows[(rows["what"] == What.EXITED) & (node == list(facts.journey.exits).index(name[0]))]
            yield from (told for _ in taken)
        if section == "gate" and "every lead passes" in finding.text and (rows["what"] == What.EXCLUDED).any():
            yield told
        if "at once" in finding.text and section == "stages":
            yield from (told for _ in _stayed(facts, climbed, rows, finding.text, stages.index(name[0])))


def _stayed(facts: Facts, climbed: np.ndarray, rows: np.ndarray, text: str, after: int) -> Iterator[int]:
    """Leads that came into a stage by its condition and did not go on at once."""
    stages = list(facts.journey.stages)
    before = stages.index(re.findall("'(.*?)'", text)[0])
    by_condition = climbed[(climbed["node"] == before) & (climbed["value"] < before) & (climbed["cause"] >= 0)]
    for row in by_condition:
        same = climbed[(climbed["lead"] == row["lead"]) & (climbed["time"] == row["time"])]
        if not (same["node"] >= after).any():
            yield int(row["lead"])


def rules_at(facts: Facts, name: str) -> int:
    """Number of a hand-off rule."""
    return list(facts.journey.mql).index(name)


def test_conditions_that_are_asked_are_those_of_stages_and_rules() -> None:
    facts = facts_of(SEED.journey, SEED.personas)
    assert [asked.loc[1] for asked in entries_of(facts)] == ["interest", "consideration"]
    assert [list(asked.stages) for asked in entries_of(facts)] == [["awareness"], ["awareness", "interest"]]


# ---- experiments that compare nothing, or say something twice


def of_experiment(tmp_path: Path, more: str) -> list[tuple[str, str]]:
    """(setting, text) of each warning that stands in an experiment on the shipped journey."""
    file = tmp_path / "e.yaml"
    text = f"format: 1\nname: t\njourney: {ROOT / 'journeys/seed.yaml'}\nmeasure: {{warm_up: 90d, until: 2026-10-01}}\n"
    file.write_text(text + more, encoding="utf-8")
    found = experiment_warnings(load_experiment(file, KPIS), KPIS)
    return [(problem.path, problem.text) for problem in found if problem.file == str(file)]


def test_a_scenario_that_changes_nothing_is_warned_of_and_one_that_is_there_twice(tmp_path: Path) -> None:
    scenarios = "scenarios: {same: {desk.reps: 2}, more: {desk.reps: 3}, again: {desk.reps: 3}, days: {days: 400}}\n"
    assert of_experiment(tmp_path, scenarios + "decide_on: {kpi: wins}\n") == [
        ("scenarios.same", "nothing differs from the baseline"),
        ("scenarios.again", "nothing differs from the scenario 'more'"),
        ("scenarios.days", "nothing differs from the baseline"),
    ]


def test_a_margin_that_counts_for_nothing_is_warned_of(tmp_path: Path) -> None:
    more = "scenarios: {more: {desk.reps: 3}}\ndecide_on: {kpi: wins, margin: 1}\n"
    ((path, text),) = of_experiment(tmp_path, more + "guardrails: {wins: 2}\n")
    assert (path, "counts for nothing" in text) == ("guardrails.wins", True)
    assert of_experiment(tmp_path, more + "guardrails: {wins: 1}\n") == []
    assert of_experiment(tmp_path, more + "guardrails: [wins]\n") == []


def test_a_change_that_adds_what_is_nearly_called_like_something_else_is_warned_of(tmp_path: Path) -> None:
    scenarios = "scenarios: {lower: {mql.webinr_rule: score >= 70}, new: {mql.by_call: score >= 70}}\n"
    more = scenarios + "decide_on: {kpi: wins}\n"
    found = [each for each in of_experiment(tmp_path, more) if "adds" in each[1]]
    text = "this adds 'webinr_rule', which the journey doesn't have yet; did you mean 'webinar_rule'?"
    assert found == [("scenarios.lower.mql.webinr_rule", text)]


def test_comparing_tells_the_warnings_of_the_experiment_s_own_file(tmp_path: Path) -> None:
    folder = workspace(tmp_path, experiment=ONE_RIVAL.replace("[unsubscribes]", "{mqls: 7}"))
    done = nurture("compare", "experiment.yaml", "--no-charts", "--replications", 2, at=folder)
    assert "guardrails.mqls" in done.err
    assert "warning" in done.err
    assert done.code == 0
