"""Files of test leads: what they say of a journey's leads, and one line for each of their mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.files.testfiles import find_tests, load_tests, read_tests
from sim.files.testleads import LoadedTestLeads
from sim.files.workspace import init
from sim.model.ledger import What

HEAD = """\
format: 1
journey: journeys/seed.yaml
usual:
  registers: 2026-04-06 10:00
  source: web_inquiry
  attributes: {job: manager, industry: target, employees: "50+"}
leads:
"""
DAY = 86_400


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    init(tmp_path / "firm")
    return tmp_path / "firm"


def written(folder: Path, leads: str, head: str = HEAD) -> Path:
    path = folder / "a.leads.yaml"
    path.write_text(head + leads, encoding="utf-8")
    return path


def loaded(folder: Path, leads: str, head: str = HEAD) -> LoadedTestLeads:
    return load_tests(written(folder, leads, head))


def mistakes(folder: Path, leads: str, head: str = HEAD) -> list[str]:
    return [f"{p.line}: {p.path}: {p.text}" for p in read_tests(written(folder, leads, head))[1]]


def test_a_lead_is_read_with_its_story_and_its_expectations(folder: Path) -> None:
    (case,) = loaded(
        folder,
        """\
  佐藤_課長:
    tags: [price]
    attributes: {job: director}
    story:
      - day 3 downloads white_paper
      - 2026-04-18 09:14 visits price_page
    expect:
      day 5: {score: 55}
      end: {handed_off: no}
""",
    ).cases
    start = 5 * DAY + 36_000
    assert (case.name, case.tags, case.line) == ("佐藤_課長", ("price",), 8)
    assert (case.lead.registered_s, case.lead.source) == (start, "web_inquiry")
    assert case.lead.attributes == {"job": "director", "industry": "target", "employees": "50+"}
    assert [told.step[:3] for told in case.told] == [
        (start + 3 * DAY, What.CONTENT, "white_paper"),
        (17 * DAY + 9 * 3600 + 14 * 60, What.CONTENT, "price_page"),
    ]
    assert [each.moment for each in case.expectations] == ["day 5", "end"]
    assert case.expectations[0].second == 11 * DAY - 1
    assert case.expectations[1].by_key["handed_off"] == 16


def test_a_lead_that_was_there_before_brings_its_past(folder: Path) -> None:
    start = "start: {score: 60, stage: interest, counts: {download: 2}, opted_out: yes}"
    (case,) = loaded(folder, f"  old:\n    {start}\n    expect: {{end: {{score: 60}}}}\n", _without_date()).cases
    assert (case.lead.registered_s, case.lead.score, case.lead.stage) == (-1, 60, "interest")
    assert (case.lead.counts, case.lead.opted_out) == ({"download": 2}, True)


def _without_date() -> str:
    return HEAD.replace("  registers: 2026-04-06 10:00\n", "")


def test_a_behaviour_stands_for_the_only_content_that_has_it(folder: Path) -> None:
    story = "    story: [day 1 does price_page, day 2 does download, day 3 does replay]\n"
    (case,) = loaded(folder, f"  a:\n{story}    expect: {{end: {{score: 1}}}}\n").cases
    assert [told.step[1:3] for told in case.told] == [
        (What.CONTENT, "price_page"),
        (What.BROUGHT, "download"),  # several documents are downloads
        (What.CONTENT, "webinar_replay"),
    ]


def test_every_mistake_is_a_line_of_its_own_all_at_once(folder: Path) -> None:
    found = mistakes(
        folder,
        """\
  a:
    source: webinquiry
    attributes: {job: boss, size: big}
    story:
      - day 3 10:00 visits pricepage
      - day 2 10:00 visits price_page
      - day 4 dances
      - day 5 opens price_page
      - day 6 attends webinar
      - day 7 sales returns bored
      - day 8 sales finds gold
      - day 900 visits blog
    expect:
      day 5: {stage: interst, rule: rule_a, mails: {news: 1}, points: {downloads: 3}}
      dy 5: {score: 3}
      end: {handed_off: perhaps, returned: bored, score: many}
""",
    )
    assert [line.split(": ", 2)[:2] for line in found] == sorted(
        ([line.split(": ", 2)[0], line.split(": ", 2)[1]] for line in found), key=lambda pair: int(pair[0])
    )
    for words in (
        "leads.a.source: there is no source 'webinquiry'; did you mean 'web_inquiry'?",
        "leads.a.attributes.job: there is no value 'boss'; known here: director, manager, staff",
        "leads.a.attributes.size: there is no attribute 'size'",
        "leads.a.story.0: there is no content and no behaviour 'pricepage'; did you mean 'price_page'?",
        "leads.a.story.2: 'dances' is nothing that a lead or sales can do",
        "leads.a.story.3: there is no mail 'price_page'",
        "leads.a.story.4: webinar is not held then, but: day 10 15:00",
        "leads.a.story.5: 'bored' is no reason of return",
        "leads.a.story.6: 'gold' is nothing that a call finds",
        "leads.a.story.7: 'day 900 visits blog' lies outside of the journey, 2026-04-01 to 2027-03-31",
        "leads.a.expect.day 5.stage: there is no stage 'interst'; did you mean 'interest'?",
        "leads.a.expect.day 5.rule: there is no hand-off rule 'rule_a'",
        "leads.a.expect.day 5.mails.news: there is no mail 'news'",
        "leads.a.expect.day 5.points.downloads: there is no behaviour 'downloads'; did you mean 'download'?",
        "leads.a.expect.dy 5: 'dy 5' doesn't begin with a moment",
        "leads.a.expect.end.score",
    ):
        assert any(words in line for line in found), (words, found)


def test_a_story_runs_forward(folder: Path) -> None:
    story = "    story: [day 3 10:00 visits blog, day 2 10:00 visits blog]\n"
    (found,) = mistakes(folder, f"  a:\n{story}    expect: {{end: {{score: 1}}}}\n")
    assert found == (
        "9: leads.a.story.1: 'day 2 10:00 visits blog' comes after 'day 3 10:00 visits blog' in the file, but happens "
        "before it"
    )


def test_nothing_happens_before_the_registration(folder: Path) -> None:
    story = "    story: [2026-04-05 visits blog]\n"
    found = mistakes(folder, f"  a:\n{story}    expect: {{2026-04-05: {{score: 1}}}}\n")
    assert len(found) == 2
    assert all("lies before the registration" in line for line in found)


def test_a_missing_attribute_or_source_is_told_with_what_there_is(folder: Path) -> None:
    head = HEAD.replace("  source: web_inquiry\n", "").replace("job: manager, ", "")
    first, second = mistakes(folder, "  a:\n    expect: {end: {score: 1}}\n", head)
    assert "it has no source; write one of: web_inquiry, white_paper" in first + second
    assert "it has no job; write one of: director, manager, staff" in first + second


def test_names_are_of_one_lead_each(folder: Path) -> None:
    lead = "  a:\n    expect: {end: {score: 1}}\n"
    assert any("twice" in line or "already" in line for line in mistakes(folder, lead + lead))


def test_the_journey_s_own_mistakes_are_told(folder: Path) -> None:
    journey = folder / "journeys" / "seed.yaml"
    journey.write_text(journey.read_text(encoding="utf-8").replace("reps: 2", "reps: two"), encoding="utf-8")
    (found,) = mistakes(folder, "  a:\n    expect: {end: {score: 1}}\n")
    assert "desk.reps" in found


def test_a_journey_that_is_not_there_is_told_at_its_setting(folder: Path) -> None:
    (found,) = mistakes(folder, "  a:\n    expect: {end: {score: 1}}\n", HEAD.replace("seed.yaml", "sed.yaml"))
    assert found.startswith("2: journey: ")


def test_files_are_found_in_folders_but_not_in_hidden_ones(folder: Path) -> None:
    for place in ("journeys/b.leads.yaml", "journeys/.old/c.leads.yaml", "d.yaml"):
        (folder / place).parent.mkdir(exist_ok=True)
        (folder / place).write_text("", encoding="utf-8")
    written(folder, "")
    assert [file.name for file in find_tests(folder)] == ["a.leads.yaml", "b.leads.yaml", "seed.leads.yaml"]
    assert list(find_tests(folder / "d.yaml")) == [folder / "d.yaml"]
