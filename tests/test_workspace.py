"""Files that belong together: each mistake is told once, at its line and column, with the others beside it."""

# ruff: noqa: E501 - a table of mistakes is read by its rows

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.files import workspace
from sim.files.workspace import check_path, find_default, init, kind_of, load_experiment, load_journey, schema
from sim.model.journey import Email
from sim.study import kpis as measured
from sim.yamlfile import FileProblems, Node, Place, Problem

ROOT = Path(__file__).parent.parent
JOURNEY, PERSONAS, EXPERIMENT = "journeys/seed.yaml", "personas/b2b_japan.yaml", "experiments/email_cadence.yaml"
KPIS = ("opportunities", "unsubscribes", "busiest_week_per_rep")

Edit = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the shipped workspace, which is the current folder."""
    for name in (JOURNEY, PERSONAS, EXPERIMENT):
        (tmp_path / name).parent.mkdir()
        shutil.copy(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Replace a text that stands once in a file."""

    def replace(file: str, old: str, new: str) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, (file, old)
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")

    return replace


def pointed_at(problem: Problem) -> str:
    """What stands in the file from the place of a problem on."""
    line = Path(problem.file).read_text(encoding="utf-8").splitlines()[problem.line - 1]
    return line[problem.column - 1 :]


def only(problems: list[Problem]) -> Problem:
    """The one problem there is."""
    assert len(problems) == 1, "\n".join(map(str, problems))
    return problems[0]


def test_the_shipped_workspace_has_no_mistakes() -> None:
    assert check_path(ROOT, measured.KPIS) == []


MISTAKES = [
    # file, what stands there, what somebody writes, where the complaint points, setting, what it says
    (JOURNEY, "price_page >= 3", "price_pag >= 3", "price_pag >= 3", "stages.consideration.enter", "did you mean 'price_page'?"),
    (JOURNEY, "gate: industry != other", "gate: industry != othr", "industry", "gate", "has no value 'othr'"),
    (JOURNEY, "gate: industry != other", "gate: score >= 10", "score", "gate", "unknown name 'score'"),
    (JOURNEY, "when: source == exhibition", "when: source == fair", "source", "touchpoints.exhibition_follow_up.when", "'fair'"),
    (JOURNEY, "score >= 100 and price_page", "score >= 1,000 and price_page", "1,000", "mql.price_page_rule", "such as 1000"),
    (JOURNEY, "sql: need and timing and (budget", "sql: score >= 100 and (budget", "score", "sql", "unknown name 'score'"),
    (JOURNEY, "sql: need and timing", "sql: needs and timing", "needs", "sql", "did you mean 'need'?"),
    (JOURNEY, "    enter: score >= 80 or price_page >= 3\n", "", "consideration", "stages.consideration", "needs a condition"),
    (JOURNEY, "    title: Awareness\n", "    enter: score >= 1\n", "score", "stages.awareness.enter", "everybody begins"),
    (JOURNEY, "score >= 50 or (blog >= 3 and download >= 1)", "open >= 1 and fit >= 46", "open >=", "stages.interest.enter", "fit never goes above 45"),
    (JOURNEY, "cadence: weekly Tue 10:00", "cadnce: weekly Tue 10:00", "cadnce", "touchpoints.newsletter.cadnce", "did you mean 'cadence'?"),
    (JOURNEY, "    after: download\n", "", "after_download", "touchpoints.after_download", "a mail needs 'cadence'"),
    (JOURNEY, "    after: download\n", "    after: download\n    cadence: daily 10:00\n", "download", "touchpoints.after_download.after", "either"),
    (JOURNEY, "    after: download\n", "    after: downlaod\n", "downlaod", "touchpoints.after_download.after", "did you mean 'download'?"),
    (JOURNEY, "    content: webinar_replay", "    content: {}", "content", "touchpoints.webinar_sorry.content", "says nothing"),
    (JOURNEY, "    content: webinar_replay", "    content: webinar", "webinar", "touchpoints.webinar_sorry.content", "is a mail, a webinar or a call"),
    (JOURNEY, "    content: webinar_replay", "    content: replay", "replay", "touchpoints.webinar_sorry.content", "no content is called 'replay'"),
    (JOURNEY, "interest: case_study, consideration: plan_details", "intrest: case_study", "intrest", "touchpoints.after_price_page.content.intrest", "did you mean 'interest'?"),
    (JOURNEY, "behaviour: demo_request", "behaviour: demo", "demo", "touchpoints.demo.behaviour", "no behaviour is called 'demo'"),
    (JOURNEY, "stages: awareness, organic: [0.5", "stages: awarenes, organic: [0.5", "awarenes", "touchpoints.basics.stages.0", "did you mean 'awareness'?"),
    (JOURNEY, "before: 21d", "before: 36h", "36h", "touchpoints.webinar.invite.0.before", "whole days"),
    (JOURNEY, "job: {director: 20", "jobs: {director: 20", "jobs", "fit.jobs", "did you mean 'job'?"),
    (JOURNEY, "job: {director: 20", "job: {directr: 20", "directr", "fit.job.directr", "did you mean 'director'?"),
    (JOURNEY, "persona_odds: {small_firm_owner: 1.5", "persona_odds: {small_firm: 1.5", "small_firm", "sources.paid_search.persona_odds.small_firm", "did you mean"),
    (JOURNEY, "arrive_with: {product_page", "arrive_with: {product", "product", "sources.web_inquiry.arrive_with.product", "did you mean 'product_page'?"),
    (JOURNEY, "competitor: {to: excluded}", "competitor: {to: out}", "out", "returns.competitor.to", "no stage is called 'out'"),
    (JOURNEY, "time_zone: Asia/Tokyo", "time_zone: Asia/Tokio", "Asia/Tokio", "time_zone", "did you mean 'Asia/Tokyo'?"),
    (JOURNEY, "holidays: JP", "holidays: XX", "XX", "calendar.holidays", "XX"),
    (JOURNEY, "  replay: {points: 0,", "  score: {points: 1}\n  replay: {points: 0,", "score", "behaviours.score", "a meaning of its own"),
    (JOURNEY, "per_day: 2.1", "per_day: -2.1", "-2.1", "sources.white_paper.per_day", "at least 0, found -2.1"),
    (JOURNEY, "form: 0.35", "form: 1.2", "1.2", "touchpoints.industry_report.form", "at most 1, found 1.2"),
    (JOURNEY, "personas: ../personas/b2b_japan.yaml", "personas: ../personas/b2b_japn.yaml", "../personas", "personas", "did you mean 'b2b_japan.yaml'?"),
    (PERSONAS, "download: 3.5", "downlod: 3.5", "downlod", "personas.engaged_non_buyer.tastes.downlod", "did you mean 'download'?"),
    (PERSONAS, "registered_in_last_week: {value: 0.58", "registered_in_last_week: {value: 0.2", "0.2", "people.registered_in_last_week.value", "above"),
    (PERSONAS, "project_intent_end: {value: 0.85", "project_intent_end: {value: 0.1", "0.1", "people.project_intent_end.value", "not be below"),
    (PERSONAS, "open_rate: {value: 0.22", "open_rate: {value: 1.2", "1.2", "people.open_rate.value", "at most 1, found 1.2"),
    (PERSONAS, "{other: 0.7, near_target: 0.2, target: 0.1}", "{others: 1}", "others", "personas.engaged_non_buyer.attributes.industry.others", "'other'"),
    (PERSONAS, "{other: 0.7, near_target: 0.2, target: 0.1}", "{other: 0}", "industry", "personas.engaged_non_buyer.attributes.industry", "nobody can"),
    (PERSONAS, "industry: {other: 0.7, near_target: 0.2, target: 0.1}, ", "", "attributes", "personas.engaged_non_buyer.attributes", "'industry' is missing"),
    (EXPERIMENT, "kpi: opportunities", "kpi: oportunities", "oportunities", "decide_on.kpi", "did you mean 'opportunities'?"),
    (EXPERIMENT, "newsletter.cadence:", "newsleter.cadence:", "touchpoints.newsleter", "touchpoints.newsleter.cadence", "did you mean 'newsletter'?"),
    (EXPERIMENT, "cadence: 2 a month Tue 10:00", "cadence: 5 a month Tue 10:00", "5 a month", "touchpoints.newsletter.cadence", "5 a month"),
    (EXPERIMENT, "touchpoints.newsletter.cadence: 2 a month Tue 10:00", "people.open_rate.value: 2", "2", "people.open_rate.value", "at most 1, found 2"),
    (EXPERIMENT, "touchpoints.newsletter.cadence: 2 a month Tue 10:00", "start: 2026-05-01", "2026-05-01", "scenarios.twice_a_month.start", "begin on the same day"),
    (EXPERIMENT, "  twice_a_month:", "  weekly:", "weekly", "scenarios.weekly", "the baseline is called 'weekly' too"),
    (EXPERIMENT, "from: 2026-10-01", "from: 2026-09-30", "2026-09-30", "measure.from", "on or after the change"),
    (EXPERIMENT, "until: 2027-04-01", "until: 2026-10-01", "2026-10-01", "measure.until", "later than 'from'"),
    (EXPERIMENT, "change_on: 2026-10-01", "change_on: 2025-10-01", "2025-10-01", "change_on", "begins on 2026-04-01"),
    (EXPERIMENT, "[people.read_lift,", "[people.read_lif,", "people.read_lif", "rests_on.0", "did you mean 'people.read_lift'?"),
    (EXPERIMENT, "  from: 2026-10-01\n", "", "measure", "measure.from", "write 'from', or 'warm_up'"),
    (EXPERIMENT, "  from: 2026-10-01\n", "  from: 2026-10-01\n  warm_up: 183d\n", "183d", "measure.warm_up", "either 'from' or 'warm_up', not both"),
    (EXPERIMENT, "  from: 2026-10-01\n", "  warm_up: 182d\n", "182d", "measure.warm_up", "on or after the change"),
    (EXPERIMENT, "  from: 2026-10-01\n", "  warm_up: 365d\n", "2027-04-01", "measure.until", "first measured day, which is 2027-04-01"),
    (EXPERIMENT, "replications: 14", "replications: 14\nprecision: {half_width: 1}", "precision", "precision", "either 'replications' or 'precision'"),
    (EXPERIMENT, "replications: 14", "precision: {half_width: 1, most: 9}", "9}", "precision.most", "at least 10, which"),
    (EXPERIMENT, "  twice_a_month:\n    touchpoints.newsletter.cadence: 2 a month Tue 10:00\n", "", "scenarios", "scenarios", "found nothing"),
    (EXPERIMENT, "scenarios:  # each is the journey with some settings changed\n  twice_a_month:\n    touchpoints.newsletter.cadence: 2 a month Tue 10:00\n", "", "format: 1", "scenarios", "nothing to compare"),
    (EXPERIMENT, "../journeys/seed.yaml", "../journeys/sed.yaml", "../journeys", "journey", "did you mean 'seed.yaml'?"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "at", "setting", "says"), MISTAKES, ids=[row[4] + "=" + row[2][:20] for row in MISTAKES]
)
def test_a_mistake_is_one_line_at_its_place(
    edit: Edit, file: str, old: str, new: str, at: str, setting: str, says: str
) -> None:
    edit(file, old, new)
    problem = only(check_path(Path(JOURNEY if file == PERSONAS else file), KPIS))
    assert problem.path == setting
    assert problem.file == file
    assert pointed_at(problem).startswith(at)
    assert says in problem.text


def test_all_mistakes_of_all_files_come_at_once_and_each_once(edit: Edit) -> None:
    edit(JOURNEY, "per_day: 2.1", "per_day: -2.1")
    edit(JOURNEY, "job: {director: 20", "job: {directr: 20")
    edit(JOURNEY, "enter: score >= 80 or price_page >= 3", "enter: score >= 80 or price_pag >= 3 or blg >= 1")
    edit(JOURNEY, "attempts: 6", "atempts: 6")
    edit(PERSONAS, "open_rate: {value: 0.22", "open_rate: {value: high")
    edit(PERSONAS, "download: 3.5", "downlod: 3.5")
    edit(EXPERIMENT, "kpi: opportunities", "kpi: oportunities")
    found = [(problem.file, problem.path) for problem in check_path(Path(), KPIS)]
    assert found == [
        (EXPERIMENT, "decide_on.kpi"),
        (JOURNEY, "sources.white_paper.per_day"),
        (JOURNEY, "fit.job.directr"),
        (JOURNEY, "stages.consideration.enter"),
        (JOURNEY, "stages.consideration.enter"),
        (JOURNEY, "desk.atempts"),
        (PERSONAS, "people.open_rate.value"),
        (PERSONAS, "personas.engaged_non_buyer.tastes.downlod"),
    ]


def test_a_broken_entry_still_counts_as_a_name_for_the_rest(edit: Edit) -> None:
    edit(JOURNEY, "  price_page: {points: 30,", "  price_page: {points: thirty,")
    edit(JOURNEY, "webinar_attended: 0.4}  # B9: 35-40 % of registrants attend", "webinar_attended: 4}")
    assert [problem.path for problem in check_path(Path(JOURNEY))] == [
        "sources.own_webinar.arrive_with.webinar_attended",
        "behaviours.price_page.points",
    ]


@pytest.mark.parametrize("section", ["stages", "behaviours", "sources", "touchpoints", "desk", "sql"])
def test_an_unreadable_section_is_one_complaint_and_no_flood(folder: Path, section: str) -> None:
    lines = (folder / JOURNEY).read_text(encoding="utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith(f"{section}:"))
    end = next(n for n in range(start + 1, len(lines)) if lines[n] and not lines[n].startswith((" ", "#")))
    (folder / JOURNEY).write_text("\n".join([*lines[:start], f"{section}: [broken]", *lines[end:]]), encoding="utf-8")
    assert only(check_path(Path(JOURNEY))).path == section


def test_broken_personas_do_not_hide_mistakes_of_the_journey(edit: Edit) -> None:
    edit(PERSONAS, "\npeople:", "\npeople: &all")
    edit(JOURNEY, "competitor: {to: excluded}", "competitor: {to: out}")
    found = [problem.path for problem in check_path(Path(JOURNEY))]
    assert "returns.competitor.to" in found
    assert any(path.startswith("people") for path in found)


def test_a_rule_in_quotes_is_pointed_into_behind_the_quote(edit: Edit) -> None:
    edit(
        JOURNEY,
        "price_page_rule: score >= 100 and price_page >= 1",
        'price_page_rule: "score >= 100 and price_pag >= 1"',
    )
    assert pointed_at(only(check_path(Path(JOURNEY)))).startswith("price_pag >= 1")


def test_mails_that_wait_for_themselves_without_delay_are_refused_by_their_circle(edit: Edit) -> None:
    edit(
        JOURNEY,
        "  after_download:  #",
        "  ping: {kind: email, after: case_study, content: white_paper}\n"
        "  pong: {kind: email, after: download, content: case_study}\n"
        "  after_download:  #",
    )
    problems = check_path(Path(JOURNEY))
    assert [problem.path for problem in problems] == ["touchpoints.ping.after", "touchpoints.pong.after"]
    assert "ping -> pong -> ping" in problems[0].text
    edit(JOURNEY, "{kind: email, after: case_study, ", "{kind: email, after: case_study, delay: 1h, ")
    assert check_path(Path(JOURNEY)) == []


def test_a_mail_that_follows_every_open_at_once_is_refused(edit: Edit) -> None:
    edit(JOURNEY, "  after_download:  #", "  echo: {kind: email, after: open, content: blog}\n  after_download:  #")
    assert "echo -> echo" in only(check_path(Path(JOURNEY))).text


def test_an_empty_persona_mix_is_refused(folder: Path) -> None:
    text = (folder / PERSONAS).read_text(encoding="utf-8")
    (folder / PERSONAS).write_text(text.replace("    share: 0.", "    share: 0.0 # 0."), encoding="utf-8")
    problem = only(check_path(Path(PERSONAS)))
    assert (problem.path, "nobody to simulate" in problem.text) == ("personas", True)


def test_an_empty_persona_mix_of_one_source_is_refused_there(edit: Edit) -> None:
    names = load_journey(Path(JOURNEY)).personas.personas
    edit(
        JOURNEY,
        "    project_odds: 1.12  # B14: 14.3 %\n",
        f"    project_odds: 1.12\n    title: {{{', '.join(f'{name}: 0' for name in names)}}}\n".replace(
            "title", "odds"
        ),
    )
    edit(JOURNEY, "    persona_odds: {small_firm_owner: 1.5, dormant_business_card: 0.2}\n", "")
    edit(JOURNEY, "    odds: {", "    persona_odds: {")
    problem = only(check_path(Path(JOURNEY)))
    assert (problem.path, "nobody to simulate" in problem.text) == ("sources.paid_search.persona_odds", True)


@pytest.mark.parametrize(
    ("section", "entry", "many"),
    [("mql", "  r{}: score >= 1\n", 30), ("behaviours", "  b{}: {{points: 1}}\n", 20), ("touchpoints", "  t{}: {{kind: content, behaviour: blog, stages: interest}}\n", 60)],
)  # fmt: skip
def test_more_names_than_the_engine_can_hold_are_refused(edit: Edit, section: str, entry: str, many: int) -> None:
    edit(JOURNEY, f"\n{section}:\n", f"\n{section}:\n" + "".join(entry.format(n) for n in range(many)))
    problem = only(check_path(Path(JOURNEY)))
    assert problem.path == section
    assert "at most" in problem.text


def test_names_that_the_luck_of_a_run_cannot_tell_apart_are_refused(edit: Edit) -> None:
    edit(
        JOURNEY,
        "  demo: {kind: content",
        "  Blog: {kind: content, behaviour: blog, stages: interest}\n  demo: {kind: content",
    )
    problem = only(check_path(Path(JOURNEY)))
    assert (problem.path, "'blog' and 'Blog'" in problem.text) == ("touchpoints.Blog", True)


def test_events_outside_the_run_are_no_mistake(edit: Edit) -> None:
    edit(JOURNEY, "on: 2026-04-16", "on: 2020-04-16")
    assert check_path(Path(JOURNEY)) == []


def test_a_source_that_ends_before_it_begins_is_refused(edit: Edit) -> None:
    edit(JOURNEY, "    per_day: 0.25\n", "    per_day: 0.25\n    from: 2026-06-01\n    until: 2026-06-01\n")
    problem = only(check_path(Path(JOURNEY)))
    assert (problem.path, pointed_at(problem)) == ("sources.referral.until", "2026-06-01")


CSV = "sources:\n  crm: {{kind: csv, file: {file}, columns: {{{columns}}}{more}}}\n"


@pytest.mark.parametrize(
    ("columns", "more", "setting", "says"),
    [
        ("registered: date", "", "sources.crm.file", "there is no file"),
        ("job: role", "", "sources.crm.columns", "'registered' is missing"),
        ("registered: date, jobb: role", "", "sources.crm.columns.jobb", "did you mean 'job'?"),
        (
            "registered: date, count.downlod: n",
            "",
            "sources.crm.columns.count.downlod",
            "did you mean 'count.download'?",
        ),
        ("registered: date, job: date", "", "sources.crm.columns.job", "taken twice"),
        (
            "registered: date, job: role",
            ", values: {job: {boss: directr}}",
            "sources.crm.values.job.boss",
            "'director'",
        ),
        ("registered: date", ", values: {job: {boss: director}}", "sources.crm.values.job", "no column"),
    ],
)
def test_a_csv_source_is_checked_before_its_rows_are_read(
    folder: Path, edit: Edit, columns: str, more: str, setting: str, says: str
) -> None:
    if setting != "sources.crm.file":
        (folder / "journeys" / "crm.csv").write_text("date,role\n", encoding="utf-8")
    edit(JOURNEY, "\nsources:\n", "\n" + CSV.format(file="crm.csv", columns=columns, more=more))
    problem = only(check_path(Path(JOURNEY)))
    assert problem.path == setting
    assert says in problem.text


def test_scenarios_may_not_change_stages_personas_or_attributes_by_name(edit: Edit) -> None:
    edit(
        EXPERIMENT, "    touchpoints.newsletter.cadence: 2 a month Tue 10:00", "    stages.late: {enter: score >= 200}"
    )
    problem = only(check_path(Path(EXPERIMENT)))
    assert problem.path == "scenarios.twice_a_month.stages.late"
    assert "awareness, interest, consideration, late" in problem.text


DAYS = [
    ("calendar.closures: [2026-11-02]", "calendar.closures"),
    ("people.rhythm.off_day: [" + ", ".join(["1"] * 24) + "]", "people.rhythm.off_day"),
    ("sources.own_webinar.events.oct.on: 2026-10-16", "sources.own_webinar.events.oct.on"),
]


@pytest.mark.parametrize(("change", "path"), DAYS, ids=[path for _, path in DAYS])
def test_scenarios_that_share_a_history_share_its_days(edit: Edit, change: str, path: str) -> None:
    edit(EXPERIMENT, "touchpoints.newsletter.cadence: 2 a month Tue 10:00", change)
    problem = only(check_path(Path(EXPERIMENT)))
    assert problem.path == f"scenarios.twice_a_month.{path}"
    assert "as in the baseline" in problem.text
    edit(EXPERIMENT, "\nchange_on: 2026-10-01", "\n# change_on: 2026-10-01")
    assert check_path(Path(EXPERIMENT)) == []


def test_scenarios_may_change_conditions_people_and_personas_in_their_numbers(edit: Edit) -> None:
    edit(
        EXPERIMENT,
        "    touchpoints.newsletter.cadence: 2 a month Tue 10:00",
        "    stages.interest.enter: score >= 60\n    people.read_lift.value: 0\n    personas.small_firm_owner.open: 2\n"
        "    personas: ../personas/b2b_japan.yaml",
    )
    loaded = load_experiment(Path(EXPERIMENT), KPIS)
    scenario = loaded.scenarios["twice_a_month"]
    assert scenario.personas.people.read_lift.value == 0.0
    assert scenario.personas.personas["small_firm_owner"].open == 2.0
    assert str(scenario.journey.stages["interest"].enter) == "Rule('score >= 60')"
    assert loaded.baseline.personas.people.read_lift.value == 0.04


VARIED = "touchpoints.newsletter.cadence: {weekly: weekly Tue 10:00, daily: daily 10:00}"


def vary(edit: Edit, *axes: str) -> None:
    """Let the experiment's settings vary instead of its one scenario."""
    written = "scenarios:  # each is the journey with some settings changed\n  twice_a_month:\n"
    written += "    touchpoints.newsletter.cadence: 2 a month Tue 10:00\n"
    edit(EXPERIMENT, written, "vary:\n" + "".join(f"  {axis}\n" for axis in axes))


def test_a_grid_leaves_out_the_combination_that_is_the_baseline(edit: Edit) -> None:
    vary(edit, "desk.reps: [2, 3]", VARIED, "people.read_lift.value: {as_is: 0.040, none: 0}")
    loaded = load_experiment(Path(EXPERIMENT), KPIS)
    names = [f"reps_{reps}_{news}_{lift}" for reps in (2, 3) for news in ("weekly", "daily") for lift in ("as_is", "none")]
    assert list(loaded.scenarios) == [name for name in names if name != "reps_2_weekly_as_is"]
    chosen = loaded.scenarios["reps_3_daily_none"]
    assert (chosen.journey.desk.reps, chosen.personas.people.read_lift.value) == (3, 0.0)


def test_the_baseline_may_be_called_as_its_own_combination(edit: Edit) -> None:
    vary(edit, VARIED)
    assert list(load_experiment(Path(EXPERIMENT), KPIS).scenarios) == ["daily"]
    edit(EXPERIMENT, "baseline: weekly", "baseline: daily")
    problem = only(check_path(Path(EXPERIMENT), KPIS))
    assert (problem.path, problem.text) == ("vary", "the baseline is called 'daily' too; rename one")


def test_a_grid_of_nothing_new_is_refused(edit: Edit) -> None:
    vary(edit, "desk.reps: [2]")
    assert only(check_path(Path(EXPERIMENT), KPIS)).text.startswith("every combination is what the journey file says")


def test_mistakes_in_varied_values_stand_at_the_values_and_come_once(edit: Edit) -> None:
    vary(edit, "desk.reps: [2, three, 0]", "mql.webinar_rule: {a: scor >= 1, b: score >= 9}", "desk.rep: [1]", "start: {a: 2026-05-01}")
    found = check_path(Path(EXPERIMENT), KPIS)
    assert [(problem.path, pointed_at(problem).split(",")[0]) for problem in found] == [
        ("desk.reps", "three"),
        ("desk.reps", "0]"),
        ("mql.webinar_rule", "scor >= 1"),
        ("desk.rep", "1]"),
        ("vary.start.a", "2026-05-01}"),
    ]
    edit(EXPERIMENT, "  desk.rep: [1]\n", "")
    edit(EXPERIMENT, "three, 0]", "3]")
    edit(EXPERIMENT, "scor >= 1", "score >= 1")
    problem = only(check_path(Path(EXPERIMENT), KPIS))
    assert (problem.path, pointed_at(problem)) == ("vary.start.a", "2026-05-01}")


@pytest.mark.parametrize(
    ("taken_out", "says"),
    [
        ("desk", "with this change, desk: this setting is missing"),
        ("stages", "with this change, stages: this setting is missing"),
        ("people.read_lift", "with this change, people.read_lift: this setting is missing"),
        ("touchpoints", "with this change, mql.price_page_rule: this can never be true"),
    ],
)
def test_what_a_scenario_takes_out_and_others_need_is_told_at_the_scenario(edit: Edit, taken_out: str, says: str) -> None:
    edit(EXPERIMENT, "touchpoints.newsletter.cadence: 2 a month Tue 10:00", f"{taken_out}:")
    problem = only(check_path(Path(EXPERIMENT), KPIS))
    assert (problem.file, problem.path) == (EXPERIMENT, "scenarios.twice_a_month")
    assert problem.text.startswith(says)
    assert pointed_at(problem).startswith("twice_a_month:")


def test_mistakes_of_the_journey_are_told_once_and_not_of_its_scenarios(edit: Edit) -> None:
    edit(JOURNEY, "\nstages:", "\nstagez:")
    assert not any("with this change" in problem.text for problem in check_path(Path(EXPERIMENT), KPIS))


def test_what_a_searched_value_takes_out_is_told_at_the_value(edit: Edit) -> None:
    edit(EXPERIMENT, "replications: 14", "search:\n  over: {touchpoints: {all: {}, none: }}")
    told = [problem for problem in check_path(Path(EXPERIMENT), KPIS) if problem.path == "search.over.touchpoints.none"]
    assert "mql.price_page_rule: this can never be true" in only(told).text


def test_a_grid_of_61_has_room_for_the_baseline_and_not_for_more(edit: Edit) -> None:
    vary(edit, f"desk.reps: {list(range(2, 63))}")
    assert len(load_experiment(Path(EXPERIMENT), KPIS).scenarios) == 60
    edit(EXPERIMENT, "[2, 3,", "[102, 3,")
    problem = only(check_path(Path(EXPERIMENT), KPIS))
    assert (problem.path, "would be 61 scenarios" in problem.text) == ("vary", True)


def test_an_experiment_decides_how_long_its_journeys_run() -> None:
    loaded = load_experiment(ROOT / EXPERIMENT)
    days = loaded.experiment.days(loaded.baseline.journey)
    assert (days.change, days.first, days.after, days.run) == (183, 183, 365, 395)
    assert {each.journey.days for each in (loaded.baseline, *loaded.scenarios.values())} == {395}
    assert load_journey(ROOT / JOURNEY).journey.days == 365


def test_a_journey_is_loaded_with_changes_of_both_files() -> None:
    place = Place("<option>", 1, 1)
    changes = {"desk.reps": Node("7", place, place), "people.read_lift.value": Node("0", place, place)}
    loaded = load_journey(ROOT / JOURNEY, changes)
    assert (loaded.journey.desk.reps, loaded.personas.people.read_lift.value) == (7, 0.0)
    with pytest.raises(FileProblems, match=r"<option>:1:1: desk.rep: unknown setting; did you mean 'reps'\?"):
        load_journey(ROOT / JOURNEY, {"desk.rep": Node("7", place, place)})


def test_kind_is_told_by_the_folder_and_outside_by_what_is_in_the_file(folder: Path) -> None:
    assert kind_of(Path(JOURNEY)) == "journey"
    for file, kind in ((JOURNEY, "journey"), (PERSONAS, "personas"), (EXPERIMENT, "experiment")):
        shutil.copy(file, "copy.yaml")
        assert kind_of(Path("copy.yaml")) == kind
    Path("copy.yaml").write_text("a: 1", encoding="utf-8")
    assert "neither a journey" in only(check_path(Path("copy.yaml"))).text


def test_a_folder_without_files_and_a_missing_file_are_told(tmp_path: Path) -> None:
    assert "no journeys/*.yaml" in only(check_path(tmp_path)).text
    assert "no such file" in only(check_path(tmp_path / "journey.yaml")).text


def test_init_writes_a_workspace_that_checks_and_never_overwrites(tmp_path: Path) -> None:
    target = tmp_path / "new" / "place"
    written = init(target)
    assert {str(file.relative_to(target)) for file in written} >= {
        str(Path(name)) for name in (EXPERIMENT, JOURNEY, PERSONAS)
    }
    assert check_path(target) == []
    (target / JOURNEY).write_text("mine", encoding="utf-8")
    os.remove(target / PERSONAS)
    with pytest.raises(FileProblems, match="is there already"):
        init(target)
    assert (target / JOURNEY).read_text(encoding="utf-8") == "mine"
    assert not (target / PERSONAS).exists()


def test_init_leaves_nothing_behind_where_it_cannot_write(tmp_path: Path) -> None:
    (tmp_path / "personas").write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(FileProblems, match="can't be written"):
        init(tmp_path)
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [tmp_path / "personas"]


def test_the_default_is_found_here_first_and_else_among_the_shipped_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_default() == ROOT / EXPERIMENT
    init(tmp_path)
    assert find_default() == Path(EXPERIMENT)


def test_shipped_files_lie_in_the_package_once_it_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workspace, "__file__", str(tmp_path / "sim" / "files" / "workspace.py"))
    assert workspace.shipped() == tmp_path
    (tmp_path / "sim" / "shipped").mkdir(parents=True)
    assert workspace.shipped() == tmp_path / "sim" / "shipped"


@pytest.mark.parametrize("kind", ["journey", "personas", "experiment"])
def test_schemas_are_json_and_describe_every_setting_by_its_name_in_files(kind: str) -> None:
    described = json.loads(json.dumps(schema(kind)))
    assert described["$schema"].endswith("2020-12/schema")
    assert described["additionalProperties"] is False
    model = workspace.KINDS[kind]
    assert set(described["properties"]) == {field.alias or name for name, field in model.model_fields.items()}


def test_schemas_have_no_default_that_a_file_could_not_say() -> None:
    def walk(part: object) -> None:
        if isinstance(part, dict):
            assert not (part.get("type") == "string" and not isinstance(part.get("default", ""), str)), part
            for value in part.values():
                walk(value)
        for value in part if isinstance(part, list) else ():
            walk(value)

    walk(schema("journey"))
    assert schema("journey")["$defs"]["Shift"]["properties"]["reps"]["minimum"] == 1


def test_scenarios_can_switch_a_mail_off_by_its_cadence(edit: Edit) -> None:
    edit(EXPERIMENT, "cadence: 2 a month Tue 10:00", "cadence: never")
    mail = load_experiment(Path(EXPERIMENT)).scenarios["twice_a_month"].journey.touchpoints["newsletter"]
    assert isinstance(mail, Email)
    assert str(mail.cadence) == "never"


def test_scenarios_can_take_a_mail_out_by_leaving_it_empty(edit: Edit) -> None:
    edit(EXPERIMENT, "touchpoints.newsletter.cadence: 2 a month Tue 10:00", "touchpoints.after_download:")
    loaded = load_experiment(Path(EXPERIMENT), KPIS)
    names = list(loaded.baseline.journey.touchpoints)
    assert [name for name in names if name not in loaded.scenarios["twice_a_month"].journey.touchpoints] == [
        "after_download"
    ]
