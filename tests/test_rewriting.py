"""Expectations as they would have to read: which are rewritten, in which words, and what is left alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from sim.files.testfiles import load_tests
from sim.study import durable
from sim.study.leadtests import outcomes
from sim.study.rewriting import Rewriting, change_lines, rewrite, rewriting
from sim.yamlfile import FileProblems
from tests.leadfiles import BAD, GOOD, firm

# Handed off on day 12 at 09:20; timing is the reason of its return.
HANDED_OFF = """\
format: 1
journey: seed.yaml
usual: {registers: 2026-04-06 10:00, source: web_inquiry}
leads:
  sold:
    attributes: {job: manager, industry: target, employees: "50+"}
    story:
      - day 3 10:00 downloads white_paper
      - day 12 09:14 visits price_page
      - day 12 09:20 visits price_page
      - day 13 14:00 sales returns timing
    expect:
      end: {EXPECTED}
"""


def found(folder: Path, leads: str) -> Rewriting:
    loaded = load_tests(firm(folder, leads))
    return rewriting(loaded, outcomes(loaded))


def expecting(expected: str) -> str:
    return HANDED_OFF.replace("EXPECTED", expected)


@pytest.mark.parametrize(
    ("expected", "rewritten"),
    [
        ("handed_off: no", "handed_off: yes"),
        ("handed_off: false", "handed_off: true"),
        ("handed_off: いいえ", "handed_off: はい"),
        ("handed_off: day 3", "handed_off: day 12"),
        ("handed_off: day 12 09:14", "handed_off: day 12 09:20"),
        ("handed_off: 2026-04-19", "handed_off: 2026-04-18"),
        ("handed_off: 2026-04-18 09:14", "handed_off: 2026-04-18 09:20"),
        ("rule: webinar_rule", "rule: price_page_rule"),
        ("hand_offs: 0", "hand_offs: 1"),
        ("returned: no", "returned: yes"),
        ("returned: budget", "returned: timing"),
        ("score: 5, fit: 1, behaviour: 2", "score: 115, fit: 35, behaviour: 80"),
        ("points: {download: 1, open: 7}", "points: {download: 20, open: 0}"),
        ("counts: {price_page: 0}", "counts: {price_page: 2}"),
        ("status: won", "status: nurturing"),
        ("subscribed: no, opportunity: yes", "subscribed: yes, opportunity: no"),
        ("stage: awareness", "stage: interest"),
    ],
)
def test_what_was_found_is_written_in_the_way_it_was_expected(tmp_path: Path, expected: str, rewritten: str) -> None:
    rewrite(found(tmp_path, expecting(expected)))
    file = tmp_path / "journeys/price.leads.yaml"
    assert file.read_text(encoding="utf-8") == expecting(rewritten)
    loaded = load_tests(file)
    assert [each for outcome in outcomes(loaded) for each in outcome.failures] == []


def test_a_return_and_a_hand_off_that_never_came_are_no(tmp_path: Path) -> None:
    never = GOOD.replace("handed_off: no", "handed_off: day 12, returned: timing")
    rewrite(found(tmp_path, never))
    after = GOOD.replace("handed_off: no", "handed_off: no, returned: no")
    assert (tmp_path / "journeys/price.leads.yaml").read_text(encoding="utf-8") == after


def test_all_mails_or_each(tmp_path: Path) -> None:
    (both,) = found(tmp_path / "a", expecting("mails: 999")).changes
    each = found(tmp_path / "b", expecting("mails: {newsletter: 999, webinar: 999}")).changes
    assert [both.key, *(change.key for change in each)] == ["mails", "mails.newsletter", "mails.webinar"]
    assert int(both.new) >= sum(int(change.new) for change in each) > 0


def test_what_nothing_would_mend_is_left_with_its_reason(tmp_path: Path) -> None:
    impossible = GOOD.replace("handed_off: no", "rule: price_page_rule").replace("day 3 opens", "day 0 10:01 opens")
    plan = found(tmp_path, impossible)
    lines = change_lines(plan)
    left = [line.split(": ", 2)[1:] for line in lines if "stays as it is" in line]
    assert [words[0] for words in left] == ["stays as it is, look at it yourself"] * 2
    assert left[0][1].startswith("佐藤_課長: expected rule=price_page_rule at end; it was not handed off")
    assert left[1][1].startswith("reader: 'day 0 10:01 opens newsletter' could not happen: ")
    assert len(plan.changes) == 2, "the reader's points, which follow from the step; score and points"


def test_other_kinds_of_files_are_never_rewritten(tmp_path: Path) -> None:
    loaded = load_tests(firm(tmp_path, BAD))
    plan = rewriting(loaded._replace(path=Path("x.leads.csv")), outcomes(loaded))
    assert plan.changes == ()
    assert len(plan.left) == 3


def test_comments_order_line_ends_and_the_mark_at_the_beginning_stay(tmp_path: Path) -> None:
    text = "\ufeff" + BAD.replace("\n", "\r\n")
    rewrite(found(tmp_path, text))
    after = text.replace("score: 50", "score: 55").replace('"yes"', '"no"')
    assert (tmp_path / "journeys/price.leads.yaml").read_bytes() == after.encode()


@pytest.mark.skipif(os.name != "posix", reason="links and permissions of POSIX")
def test_a_link_stays_one_and_permissions_stay(tmp_path: Path) -> None:
    file = firm(tmp_path, BAD)
    real = file.rename(tmp_path / "real.leads.yaml")
    real.write_text(BAD.replace("seed.yaml", "journeys/seed.yaml"), encoding="utf-8")
    real.chmod(0o640)
    link = tmp_path / "link.leads.yaml"
    link.symlink_to(real.name)
    loaded = load_tests(link)
    rewrite(rewriting(loaded, outcomes(loaded)))
    assert link.is_symlink()
    assert "score: 55" in real.read_text(encoding="utf-8")
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_comment_added_meanwhile_is_kept_and_another_value_refused(tmp_path: Path) -> None:
    plan = found(tmp_path, BAD)
    plan.path.write_text("# new\n" + BAD, encoding="utf-8")
    rewrite(plan)
    after = plan.path.read_text(encoding="utf-8")
    assert after.startswith("# new\n")
    assert "score: 55" in after
    with pytest.raises(FileProblems, match="has been changed meanwhile; nothing was rewritten"):
        rewrite(plan)


def test_a_disk_that_is_full_leaves_the_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = found(tmp_path, BAD)

    def full(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(durable, "_flush", full)
    with pytest.raises(OSError, match="No space left"):
        rewrite(plan)
    assert plan.path.read_text(encoding="utf-8") == BAD
    assert [each.name for each in plan.path.parent.iterdir() if each.suffix == ".tmp"] == []
