"""Settings of a journey that can't go together: each mistake once, at its place, with what would be right."""

# ruff: noqa: E501 - a table of mistakes is read by its rows

from __future__ import annotations

from pathlib import Path

import pytest

from sim.files.workspace import check_path
from sim.yamlfile import Problem
from tests.smallworld import PERSONAS

KPIS = ("interest_rate", "acceptance_rate")

RICH = """\
format: 1
name: rich
start: 2026-04-01
days: 60
personas: people.yaml
sources:
  web: {kind: rate, per_day: 4, arrive_with: {download: 1}}
  partner: {kind: cohost, webinar: talk, leads: 10}
gate: industry != other
segments:
  big: employees == "50+"
  keen: download >= 3 or count(price, 7d) >= 1
stages:
  awareness: {}
  interest: {enter: score >= 30, back: {when: score < 10}, goal: {kpi: interest_rate, at_least: 0.2}}
  decision:
    enter: score >= 60 and keen
    back: {when: score < 40 and not big, to: awareness}
    timeout: {after: 60d, to: interest}
  parked: {timeout: {after: 90d, to: awareness}}
exits:
  bought: {when: demo >= 1, re_enter: {when: price >= 9, after: 30d, to: interest}}
dormancy: {after: 60d}
behaviours:
  download: {points: 20, max_times: 3}
  price: {points: 10, every: 2, within: 14d, at_most: {times: 1, within: 1d}}
  demo: {}
  long_read: {points: 5}
scoring: {floor: -20, ceiling: 300, half_life: 30d}
contact_policy: {quiet_hours: 21:00-08:00, suppress: stage == parked}
touchpoints:
  paper: {kind: content, behaviour: download, stages: [awareness, interest], organic: [0.5, 0.5]}
  prices: {kind: content, behaviour: price, stages: decision, organic: [0.1, 0.5], dwell: {median: 1min, at_least: 2min, behaviour: long_read}}
  trial: {kind: content, behaviour: demo, stages: decision, organic: [0, 0.1]}
  news:
    kind: email
    cadence: weekdays 10:00
    window: 09:00-18:00
    content: [{when: big, content: prices}, {when: score >= 0, content: {awareness: paper, interest: prices}}]
    variants: {short: {share: 0.5}, long: {share: 0.4, content: {awareness: paper}}}
  after_price: {kind: email, after: click, of: news, delay: 1d, cooldown: 7d, content: paper, from: 2026-04-10, until: 2026-05-10}
  welcome: {kind: email, entering: interest, content: paper}
  wake: {kind: email, on: dormant, content: paper}
  again: {kind: email, on: reentered, content: paper}
  talk:
    kind: webinar
    dates: weekly Thu 15:00
    invite: [{before: 14d}]
    remind: [{before: 1d, at: 09:00}, {before: 1h}]
    stages: [interest, decision]
    seats: 20
    release: [{before: 1d}]
    replay: {missed: 0.3}
  ring: {kind: call, after: webinar_attended, of: talk, when: big}
mql:
  hot: score >= 60 and price >= 1
  keen_one: keen and not (score < 10)
sync: {fields: {score: スコア, job: 役職, employees: 従業員数, download: 資料DL数, price: 価格ページ, email: メール}}
desk:
  teams:
    large: {shifts: [{reps: 2, hours: 09:00-13:00}, {reps: 1, hours: 13:00-18:00}], takes: big}
    rest: {reps: 2, absences: [{reps: 1, from: 2026-04-10, until: 2026-04-20}]}
  steps: [phone, email, phone]
  filter: score >= 20
  priority: [job == director, keen]
  expires: 14d
sql: need
returns: {rejected: {to: parked, score: -20}}
reviews:
  monthly: {meets: monthly 1 09:00, rule: hot, bounds: [40, 90], target: {acceptance: 0.5}}
"""


def checked(folder: Path, text: str) -> list[Problem]:
    """What is said of a journey."""
    people = PERSONAS.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = (line for line in people if not line.strip().startswith("tastes:"))
    (folder / "people.yaml").write_text("".join(kept), encoding="utf-8")
    (folder / "journey.yaml").write_text(text, encoding="utf-8")
    return check_path(folder / "journey.yaml", KPIS)


def edited(old: str, new: str) -> str:
    assert RICH.count(old) == 1, (RICH.count(old), old)
    return RICH.replace(old, new)


def test_a_rich_journey_without_mistakes_is_left_alone(tmp_path: Path) -> None:
    assert checked(tmp_path, RICH) == []


MISTAKES = [
    # what stands there, what somebody writes, where the complaint points, setting, what it says
    # segments and the words of rules
    ("segments:\n", "segments:\n  demo: score >= 1\n", "demo", "segments.demo", "a meaning of its own"),
    ("  keen: download >= 3", "  keen: big or download >= 3", "big or", "segments.keen", "can't stand in another"),
    ("gate: industry != other", "gate: big", "big", "gate", "sees attributes and source only"),
    ("sql: need", "sql: need and big", "big", "sql", "see what a call uncovers only"),
    ("score >= 60 and keen", "score >= 60 and ken", "ken", "stages.decision.enter", "did you mean 'keen'?"),
    ("score < 40 and not big", "score < 40 and not bg", "bg", "stages.decision.back.when", "unknown name 'bg'"),
    ("when: demo >= 1", "when: demos >= 1", "demos", "exits.bought.when", "did you mean 'demo'?"),
    ("when: price >= 9", "when: price = 9", "= 9", "exits.bought.re_enter.when", "did you mean '=='?"),
    ("when: price >= 9", "when: prise >= 9", "prise", "exits.bought.re_enter.when", "did you mean 'price'?"),
    ("suppress: stage == parked", "suppress: stage == park", "stage", "contact_policy.suppress", "did you mean parked?"),
    ("when: big, content: prices", "when: bigg, content: prices", "bigg", "touchpoints.news.content.0.when", "did you mean 'big'?"),
    ("of: talk, when: big", "of: talk, when: big > 1", "big > 1", "touchpoints.ring.when", "true or false"),
    ("filter: score >= 20", "filter: scor >= 20", "scor", "desk.filter", "did you mean 'score'?"),
    ("priority: [job == director,", "priority: [job == boss,", "job", "desk.priority.0", "has no value 'boss'"),
    ("takes: big", "takes: bag", "bag", "desk.teams.large.takes", "did you mean 'big'?"),
    # what travels
    ("filter: score >= 20", "filter: score >= 20 and fit >= 10", "fit", "desk.filter", "can't see 'fit'"),
    ("priority: [job == director,", "priority: [industry == target,", "industry", "desk.priority.0", "can't see 'industry'"),
    ("job: 役職, employees: 従業員数,", "job: 役職,", "big}", "desk.teams.large.takes", "can't see 'employees'"),
    ("{score: スコア, job", "{scor: スコア, score: 点, job", "scor", "sync.fields.scor", "did you mean 'score'?"),
    ("job: 役職", 'job: ""', '""', "sync.fields.job", "1 characters or more"),
    ("job: 役職", "job: スコア", "スコア", "sync.fields.job", "already takes 'score'"),
    # stages and exits
    ("exits:\n", "  keep: {enter: score >= 90}\nexits:\n", "keep", "stages.keep", "a meaning of its own"),
    ("  awareness: {}", "  awareness: {back: {when: score < 1}}", "back", "stages.awareness.back", "no stage before the first"),
    ("not big, to: awareness", "not big, to: parked", "parked", "stages.decision.back.to", "before 'decision': awareness, interest"),
    ("not big, to: awareness", "not big, to: awarenes", "awarenes", "stages.decision.back.to", "did you mean 'awareness'?"),
    ("after: 60d, to: interest", "after: 60d, to: interst", "interst", "stages.decision.timeout.to", "did you mean 'interest'?"),
    ("after: 60d, to: interest", "after: 60d, to: decision", "decision", "stages.decision.timeout.to", "to another stage"),
    ("{to: parked, score: -20}", "{to: keep, score: -20}", "parked", "stages.parked", "nothing else leads here"),
    ("kpi: interest_rate", "kpi: intrest_rate", "intrest_rate", "stages.interest.goal.kpi", "did you mean 'interest_rate'?"),
    (", at_least: 0.2}", "}", "goal", "stages.interest.goal", "needs 'at_least' or 'at_most'"),
    ("at_least: 0.2}", "at_least: 0.2, at_most: 0.1}", "0.1", "stages.interest.goal.at_most", "below 'at_least', which is 0.2"),
    ("after: 30d, to: interest", "after: 30d, to: intrest", "intrest", "exits.bought.re_enter.to", "did you mean 'interest'?"),
    # points
    ("every: 2, within: 14d", "within: 14d", "14d", "behaviours.price.within", "set every: 2 or more"),
    ("floor: -20", "floor: 301", "301", "scoring.floor", "above the ceiling, which is 300"),
    ("half_life: 30d}", "half_life: 30d, inactivity: {after: 30d, subtract: 5}}", "inactivity", "scoring.inactivity", "either 'half_life' or 'inactivity'"),
    # sources
    ("sources:\n", "sources:\n  fair: {kind: burst, events: {May: {on: 2026-05-01, leads: 5}, may: {on: 2026-05-02, leads: 5}}}\n", "may", "sources.fair.events.may", "'May' and 'may' differ in capitals"),
    ("webinar: talk, leads", "webinar: news, leads", "news", "sources.partner.webinar", "no webinar series is called 'news'"),
    # mails and calls
    ("    cadence: weekdays 10:00\n", "", "news", "touchpoints.news", "'entering' (a stage)"),
    ("cadence: weekdays 10:00\n", "cadence: weekdays 10:00\n    delay: 1h\n", "1h", "touchpoints.news.delay", "'delay' belongs to what sets a mail off"),
    ("cadence: weekdays 10:00\n", "cadence: weekdays 10:00\n    cooldown: 1h\n", "1h", "touchpoints.news.cooldown", "'cooldown' belongs"),
    ("entering: interest,", "entering: interest, on: returned,", "returned", "touchpoints.welcome.on", "either 'entering' or 'on'"),
    ("entering: interest,", "entering: intrest,", "intrest", "touchpoints.welcome.entering", "did you mean 'interest'?"),
    ("entering: interest,", "entering: interest, of: paper,", "paper", "touchpoints.welcome.of", "there is no 'after' here"),
    ("after: click, of: news", "after: click, of: newz", "newz", "touchpoints.after_price.of", "no touchpoint is called 'newz'"),
    ("after: click, of: news", "after: click, of: talk", "talk", "touchpoints.after_price.of", "'click' is never tracked at 'talk'; known there: open, unsubscribed"),
    ("after: click, of: news", "after: click, of: prices", "prices", "touchpoints.after_price.of", "known there: price, long_read"),
    ("after: click, of: news", "after: click, of: ring", "ring", "touchpoints.after_price.of", "known there: nothing"),
    ("until: 2026-05-10}", "until: 2026-04-10}", "2026-04-10", "touchpoints.after_price.until", "later than 'from'"),
    ("dormancy: {after: 60d}\n", "", "dormant", "touchpoints.wake.on", "set 'dormancy'"),
    ("  bought: {when: demo >= 1, re_enter: {when: price >= 9, after: 30d, to: interest}}", "  bought: {when: demo >= 1}", "reentered", "touchpoints.again.on", "none of its 'exits'"),
    ("exits:\n  bought: {when: demo >= 1, re_enter: {when: price >= 9, after: 30d, to: interest}}\n", "", "reentered", "touchpoints.again.on", "it has no 'exits'"),
    ("content: {awareness: paper, interest: prices}}]", "content: {}}]", "content", "touchpoints.news.content.1.content", "says nothing"),
    ("content: {awareness: paper, interest: prices}}]", "content: {awarenes: paper}}]", "awarenes", "touchpoints.news.content.1.content.awarenes", "did you mean"),
    ("content: {awareness: paper, interest: prices}}]", "content: ring}]", "ring", "touchpoints.news.content.1.content", "or a call"),
    ("content: {awareness: paper}}}", "content: {awareness: papr}}}", "papr", "touchpoints.news.variants.long.content.awareness", "did you mean 'paper'?"),
    ("short: {share: 0.5}", "short: {share: 0.7}", "variants", "touchpoints.news.variants", "at most 1, found 1.1"),
    ("after: webinar_attended, of: talk, when: big", "when: big", "ring", "touchpoints.ring", "a call needs 'after'"),
    ("after: webinar_attended, of: talk, when: big", "on: exited, when: big", "exited", "touchpoints.ring.on", "not handed to sales"),
    ("quiet_hours: 21:00-08:00", "quiet_hours: 08:00-19:00", "09:00-18:00", "touchpoints.news.window", "08:00-19:00 cover all of it"),
    ("quiet_hours: 21:00-08:00", "quiet_hours: 00:00-24:00", "00:00-24:00", "contact_policy.quiet_hours", "cover the whole day"),
    # content and webinars
    ("behaviour: long_read", "behaviour: long_red", "long_red", "touchpoints.prices.dwell.behaviour", "did you mean 'long_read'?"),
    ("stages: [interest, decision]", "stages: [interest, decisive]", "decisive", "touchpoints.talk.stages.1", "did you mean 'decision'?"),
    ("invite: [{before: 14d}]", "invite: [{before: 14h}]", "14h", "touchpoints.talk.invite.0.before", "whole days ahead"),
    ("remind: [{before: 1d, at", "remind: [{before: 36h, at", "36h", "touchpoints.talk.remind.0.before", "whole days ahead"),
    ("release: [{before: 1d}]", "release: [{before: 90min}]", "90min", "touchpoints.talk.release.0.before", "whole days ahead"),
    ("    seats: 20\n", "", "release", "touchpoints.talk.release", "'seats' is missing"),
    # the desk
    ("desk:\n  teams:", "desk:\n  reps: 2\n  teams:", "reps", "desk.reps", "belongs to each of the 'teams'"),
    ("rest: {reps: 2, ", "rest: {", "rest", "desk.teams.rest", "nobody works in this team"),
    ("large: {shifts", "large: {hours: 09:00-18:00, shifts", "hours", "desk.teams.large.hours", "belongs to each of the 'shifts'"),
    ("large: {shifts", "large: {reps: 3, shifts", "reps", "desk.teams.large.reps", "belongs to each of the 'shifts'"),
    ("until: 2026-04-20", "until: 2026-04-09", "2026-04-09", "desk.teams.rest.absences.0.until", "later than 'from'"),
    ("absences: [{reps: 1,", "absences: [{reps: 3,", "3", "desk.teams.rest.absences.0.reps", "number of reps, which is 2"),
    ("steps: [phone, email, phone]", "steps: [phone, email, phone]\n  attempts: 6", "6", "desk.attempts", "lists 3 attempts"),
    ("expires: 14d", "expires: 14d\n  patience: 7d", "7d", "desk.patience", "either 'expires' or 'patience'"),
    ("  teams:\n    large: {shifts: [{reps: 2, hours: 09:00-13:00}, {reps: 1, hours: 13:00-18:00}], takes: big}\n    rest: {reps: 2, absences: [{reps: 1, from: 2026-04-10, until: 2026-04-20}]}\n", "", "desk", "desk", "set 'reps', 'shifts' or 'teams'"),
    # reviews
    ("rule: hot", "rule: hott", "hott", "reviews.monthly.rule", "did you mean 'hot'?"),
    ("rule: hot", "rule: keen_one", "keen_one", "reviews.monthly.rule", "no comparison such as score >= 100"),
    ("rule: hot", "rule: hot, compares: fit", "fit", "reviews.monthly.compares", "no comparison such as fit >= 100"),
    ("bounds: [40, 90]", "bounds: [90, 90]", "bounds", "reviews.monthly.bounds", "must be larger"),
    ("bounds: [40, 90]", "bounds: [70, 90]", "bounds", "reviews.monthly.bounds", "starts at 60 in 'hot'"),
    ("target: {acceptance: 0.5}", "target: {tolerance: 0.5}", "target", "reviews.monthly.target", "needs 'acceptance'"),
    ("acceptance: 0.5", "acceptance: 0.5, opportunity_rate: 0.5", "0.5", "reviews.monthly.target.opportunity_rate", "either 'acceptance' or"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "at", "setting", "says"), MISTAKES, ids=[f"{row[3]}={row[1][:20]}" for row in MISTAKES]
)
def test_a_mistake_is_one_line_at_its_place(
    tmp_path: Path, old: str, new: str, at: str, setting: str, says: str
) -> None:
    problems = checked(tmp_path, edited(old, new))
    assert [problem.path for problem in problems] == [setting], "\n".join(map(str, problems))
    (problem,) = problems
    assert says in problem.text
    line = Path(problem.file).read_text(encoding="utf-8").splitlines()[problem.line - 1]
    assert line[problem.column - 1 :].startswith(at)


def test_who_is_called_first_by_score_needs_the_score_over_there(tmp_path: Path) -> None:
    text = edited("filter: score >= 20\n  priority: [job == director, keen]", "priority: score")
    assert checked(tmp_path, text) == []
    (problem,) = checked(tmp_path, text.replace("score: スコア, ", ""))
    assert (problem.path, "can't see 'score'" in problem.text) == ("desk.priority", True)


def test_without_a_list_of_fields_the_desk_sees_everything(tmp_path: Path) -> None:
    text = edited("filter: score >= 20", "filter: fit >= 10 and count(demo, 7d) < 3 and source == web")
    fields = next(line for line in RICH.splitlines(keepends=True) if line.startswith("sync:"))
    assert {problem.path for problem in checked(tmp_path, text)} == {"desk.filter"}
    assert checked(tmp_path, text.replace(fields, "")) == []


def test_what_a_segment_reads_must_travel_too(tmp_path: Path) -> None:
    (problem,) = checked(tmp_path, edited(", price: 価格ページ", ""))
    assert problem.path == "desk.priority.1"
    assert "can't see 'price'" in problem.text


def test_quiet_hours_may_pass_midnight_and_leave_a_second(tmp_path: Path) -> None:
    assert checked(tmp_path, edited("quiet_hours: 21:00-08:00", "quiet_hours: 17:59-09:00")) == []
    assert checked(tmp_path, edited("quiet_hours: 21:00-08:00", "quiet_hours: 09:00-17:59")) == []


def test_only_one_leads_file_may_name_the_source_of_its_leads(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("date,from\n", encoding="utf-8")
    one = "  a: {kind: csv, file: a.csv, columns: {registered: date, source: from}}\n"
    two = one + "  b: {kind: csv, file: a.csv, columns: {registered: date}}\n"
    assert checked(tmp_path, edited("sources:\n", f"sources:\n{one}")) == []
    (problem,) = checked(tmp_path, edited("sources:\n", f"sources:\n{two}"))
    assert (problem.path, "two CSV files" in problem.text) == ("sources.a.columns.source", True)


def test_a_stage_without_condition_is_fine_if_leads_come_there_otherwise(tmp_path: Path) -> None:
    kept = edited("{to: parked, score: -20}", "{to: keep, score: -20}")
    assert [problem.path for problem in checked(tmp_path, kept)] == ["stages.parked"]
    assert checked(tmp_path, kept.replace("after: 60d, to: interest}", "after: 60d, to: parked}")) == []
    assert checked(tmp_path, kept.replace("after: 30d, to: interest}", "after: 30d, to: parked}")) == []


def test_mails_that_bring_one_another_back_only_at_another_place_are_fine(tmp_path: Path) -> None:
    echo = "  echo: {kind: email, after: open, of: %s, content: paper}\n  talk:\n"
    assert checked(tmp_path, edited("  talk:\n", echo % "news")) == []
    (problem,) = checked(tmp_path, edited("  talk:\n", echo % "echo"))
    assert (problem.path, "echo -> echo" in problem.text) == ("touchpoints.echo.after", True)


@pytest.mark.parametrize("ends", ["cooldown: 1d", "max_sends: 3", "delay: 1s"])
def test_what_ends_or_slows_a_circle_of_mails_lets_it_pass(tmp_path: Path, ends: str) -> None:
    circle = f"  echo: {{kind: email, after: open, content: paper, {ends}}}\n  talk:\n"
    assert checked(tmp_path, edited("  talk:\n", circle)) == []


def test_a_circle_by_way_of_a_choice_or_a_long_stay_is_found(tmp_path: Path) -> None:
    stay = "  echo: {kind: email, after: long_read, content: [{when: big, content: prices}]}\n  talk:\n"
    (problem,) = checked(tmp_path, edited("  talk:\n", stay))
    assert "echo -> echo" in problem.text


def test_a_mail_for_the_dormant_needs_somebody_dormant(tmp_path: Path) -> None:
    text = edited("on: dormant, content", "on: returned, audience: dormant, content")
    assert checked(tmp_path, text) == []
    (problem,) = checked(tmp_path, text.replace("dormancy: {after: 60d}\n", ""))
    assert (problem.path, "set 'dormancy'" in problem.text) == ("touchpoints.wake.audience", True)


def test_more_reps_than_the_event_log_can_number_are_refused(tmp_path: Path) -> None:
    shifts = ", ".join(["{reps: 10000, hours: always}"] * 4)
    (problem,) = checked(tmp_path, edited("rest: {reps: 2,", f"rest: {{shifts: [{shifts}],"))
    assert (problem.path, "at most 32768 reps" in problem.text) == ("desk", True)


def test_what_is_broken_in_a_part_is_not_held_against_the_whole(tmp_path: Path) -> None:
    (problem,) = checked(tmp_path, edited("hours: 09:00-13:00}", "hours: 9-13}"))
    assert problem.path == "desk.teams.large.shifts.0.hours"
    (problem,) = checked(tmp_path, edited("when: demo >= 1, re_enter", "when: demo >=, re_enter"))
    assert problem.path == "exits.bought.when"


def test_goals_are_only_held_against_names_of_kpis_where_these_are_known(tmp_path: Path) -> None:
    checked(tmp_path, edited("kpi: interest_rate", "kpi: anything"))
    assert [problem.path for problem in check_path(tmp_path / "journey.yaml", KPIS)] == ["stages.interest.goal.kpi"]
    assert check_path(tmp_path / "journey.yaml") == []
