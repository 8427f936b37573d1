"""What is seen of leads is told by names: runs of two journeys can be compared whatever the order of their files."""

from __future__ import annotations

from pathlib import Path

from sim.files.testfiles import load_tests
from sim.files.workspace import load_journey
from sim.study.leadtests import Played, play
from sim.study.seeing import Labels
from tests import smallworld

LEADS = """
format: 1
journey: journey.yaml
usual: {source: web, attributes: {job: director, industry: target, employees: "50+"}}
leads:
  quiet: {expect: {end: {score: 40}}}
  busy: {story: day 3 downloads paper, expect: {end: {score: 60}}}
"""


def played(folder: Path, journey: str) -> Played:
    smallworld.load(folder)
    (folder / "journey.yaml").write_text(journey, encoding="utf-8")
    (folder / "a.leads.yaml").write_text(LEADS, encoding="utf-8")
    return play(load_tests(folder / "a.leads.yaml").cases, load_journey(folder / "journey.yaml"))


def test_what_nobody_sees_makes_no_difference(tmp_path: Path) -> None:
    more = "  unused: {kind: content, behaviour: open2, stages: interest}\n  paper:"
    one = played(tmp_path, smallworld.JOURNEY)
    other = played(tmp_path, smallworld.JOURNEY.replace("  paper:", more, 1).replace("  open:", "  open2: {}\n  open:"))
    labels = Labels()
    assert other.guide.touchpoints != one.guide.touchpoints
    for name in ("quiet", "busy"):
        assert labels.seen(one).of(name) == labels.seen(other).of(name)
        assert labels.apart(name, one, other) == []


def test_leads_differ_from_the_first_row_on_that_differs(tmp_path: Path) -> None:
    one = played(tmp_path, smallworld.JOURNEY.replace("hot: score >= 30", "hot: score >= 99"))
    other = played(tmp_path, smallworld.JOURNEY.replace("hot: score >= 30", "hot: score >= 60"))
    labels = Labels()
    assert labels.seen(one).of("quiet") == labels.seen(other).of("quiet")
    assert labels.seen(one).of("busy") != labels.seen(other).of("busy")
    (first, *_) = labels.apart("busy", one, other)
    assert first == next(row.time for row in other.rows_of("busy") if row.what.name == "MQL")


def test_a_lead_that_was_not_there_is_seen_as_nothing(tmp_path: Path) -> None:
    assert Labels().seen(played(tmp_path, smallworld.JOURNEY)).of("nobody") == b""


def test_mails_of_another_name_are_others(tmp_path: Path) -> None:
    journey = smallworld.JOURNEY.replace("hot: score >= 30", "hot: score >= 99")
    one, other = played(tmp_path, journey), played(tmp_path, journey.replace("  news:", "  letter:"))
    labels = Labels()
    assert labels.seen(one).of("quiet") != labels.seen(other).of("quiet")
