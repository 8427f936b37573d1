"""Real leads and their log: columns and words mapped, bad rows told without a value, rows as steps of each version."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sim.files.loaded import LoadedJourney
from sim.files.realcrowd import UNKNOWN, RealCrowd, real_crowd
from sim.files.script import LOOSE, Step
from sim.files.workspace import load_journey
from sim.model.activitymap import ActivityMap
from sim.model.ledger import What
from sim.yamlfile import FileProblems
from tests import smallworld

LEADS = "id,registered,job\nA,2025-03-01 10:00,director\nB,2025-03-02,manager\nC,2025-03-05 09:00,\n"
ACTS = "lead,time,behaviour,object\n"
NINE = 9 * 3_600
DAY = 86_400

JOURNEY = smallworld.JOURNEY.replace(
    "touchpoints:\n",
    "touchpoints:\n  talk: {kind: webinar, dates: weekly Thu 15:00, stages: [interest]}\n"
    "  tour: {kind: content, behaviour: tour, stages: [interest], dwell: {median: 1min, at_least: 30s, "
    "behaviour: long_tour}}\n",
).replace("behaviours:\n", "behaviours:\n  tour: {points: 1}\n  long_tour: {points: 2}\n  call_me: {points: 3}\n")


def read(
    folder: Path,
    *rows: str,
    table: str = LEADS,
    head: str = ACTS,
    encoding: str = "utf-8",
    new: str = "",
    **mapped: object,
) -> RealCrowd:
    """Both files written and read; `new`: the text of the new version, if it is another."""
    smallworld.load(folder, journey=JOURNEY)
    (folder / "new.yaml").write_text(new or JOURNEY, encoding="utf-8")
    (folder / "leads.csv").write_text(table, encoding=encoding)
    (folder / "acts.csv").write_text(head + "\n".join(rows), encoding=encoding)
    versions: list[LoadedJourney] = [load_journey(folder / name) for name in ("journey.yaml", "new.yaml")]
    return real_crowd(*versions, folder / "leads.csv", folder / "acts.csv", ActivityMap.model_validate(mapped))


def steps(found: RealCrowd, *, old: bool = False) -> list[tuple[Step, ...]]:
    return [each.steps for each in (found.old if old else found.new).cast]


@pytest.mark.parametrize(
    ("row", "step"),
    [
        ("open,news", (What.OPEN, "news", LOOSE)),
        ("click,news", (What.CLICK, "news", LOOSE)),
        ("open,", (What.BROUGHT, "open", 0)),
        ("download,paper", (What.CONTENT, "paper", 0)),
        ("download,", (What.CONTENT, "paper", 0)),  # the one content that is tracked so
        (",paper", (What.CONTENT, "paper", 0)),
        ("tour,tour", (What.CONTENT, "tour", 0)),
        ("long_tour,tour", (What.STAYED, "tour", 0)),
        ("call_me,", (What.BROUGHT, "call_me", 0)),
        ("call_me,something", (What.BROUGHT, "call_me", 0)),
        ("webinar_registered,talk", (What.WEBINAR_REGISTERED, "talk", LOOSE)),
        ("webinar_attended,talk", (What.WEBINAR_ATTENDED, "talk", LOOSE)),
        ("webinar_attended,", (What.BROUGHT, "webinar_attended", 0)),
        ("unsubscribed,", (What.UNSUBSCRIBE, "", 0)),
        ("unsubscribed,news", (What.UNSUBSCRIBE, "", 0)),
    ],
)
def test_a_row_is_a_step(row: str, step: tuple[What, str, int], tmp_path: Path) -> None:
    (first, *_) = steps(read(tmp_path, f"A,2025-03-03 09:00,{row}"))
    assert first == (Step(2 * DAY + NINE, *step),)


def test_the_registration_itself_is_no_step(tmp_path: Path) -> None:
    assert steps(read(tmp_path, "A,2025-03-03 09:00,registered,")) == [(), (), ()]


def test_a_mail_left_in_itself_alone_is_left_alone(tmp_path: Path) -> None:
    alone = JOURNEY.replace("content: paper}", "content: paper, opt_out: programme}")
    found = read(tmp_path, "A,2025-03-03 09:00,unsubscribed,news", new=alone)
    assert [each[0].what for each in (steps(found, old=True)[0], steps(found)[0])] == [What.UNSUBSCRIBE, What.OPT_OUT]


def test_what_only_one_version_tracks_is_nothing_to_the_other(tmp_path: Path) -> None:
    fewer = JOURNEY.replace("  call_me: {points: 3}\n", "")
    found = read(tmp_path, "A,2025-03-03 09:00,call_me,", new=fewer)
    assert found.problems == ()
    assert [len(each[0]) for each in (steps(found, old=True), steps(found))] == [1, 0]


def test_the_run_is_as_long_as_the_data(tmp_path: Path) -> None:
    found = read(tmp_path, "A,2025-04-10 23:00,download,")
    assert (found.start, found.days) == (date(2025, 3, 1), 42)
    assert (found.new.journey.start, found.new.journey.days) == (date(2025, 3, 1), 42)
    assert [each.lead.registered_s for each in found.new.cast] == [36_000, DAY + 43_200, 4 * DAY + NINE]
    with pytest.raises(FileProblems, match="more than 3660 days"):
        read(tmp_path, "A,2045-04-10 23:00,download,")


def test_rows_stand_in_order_of_time_and_none_before_the_registration(tmp_path: Path) -> None:
    found = read(tmp_path, "A,2025-03-04,call_me,", "A,2025-03-01 08:00,download,", "A,2025-02-28 23:59,download,")
    assert [(step.second, step.what) for step in steps(found)[0]] == [
        (36_000, What.CONTENT),  # the log's clock was ahead of the form's
        (3 * DAY + 43_200, What.BROUGHT),
    ]
    assert [str(each).rpartition("/")[2] for each in found.problems] == [
        "acts.csv:4: before the day on which the lead registered"
    ]


def test_an_attribute_without_a_value_is_unknown(tmp_path: Path) -> None:
    found = read(tmp_path)
    assert [each.lead.attributes["job"] for each in found.new.cast] == ["director", "manager", UNKNOWN]
    assert found.unknown["job"] == 1
    assert found.unknown["industry"] == 3
    assert found.new.personas.attributes["job"][-1] == UNKNOWN


def test_scores_and_stages_of_the_file_are_not_used_and_sources_bring_nothing_along(tmp_path: Path) -> None:
    leads = "id,registered,score,stage,opted_out,count.download\nA,2025-03-01,90,interest,1,4\n"
    (only,) = read(tmp_path, table=leads).new.cast
    assert (only.lead.score, only.lead.stage, only.lead.counts, only.lead.opted_out) == (None, None, {}, False)
    assert read(tmp_path).new.journey.sources["web"].arrive_with == {}


def test_columns_and_words_in_japanese_and_cp932(tmp_path: Path) -> None:
    found = read(
        tmp_path, "A1,2025年3月3日 9時00分,資料DL,製品資料", "A1,2025/3/4,はてな,",
        table="会員番号,登録日,肩書\nA1,2025/3/1 10:00,部長\n", head="会員番号,いつ,何を,どれ\n", encoding="cp932",
        **{
            "leads": {"job": "肩書"}, "lead_values": {"job": {"部長": "director"}},
            "columns": {"lead": "会員番号", "time": "いつ", "behaviour": "何を", "object": "どれ"},
            "values": {"資料DL": "download"}, "objects": {"製品資料": "paper"},
        },
    )  # fmt: skip
    assert steps(found) == [(Step(2 * DAY + NINE, What.CONTENT, "paper"),)]
    assert found.new.cast[0].lead.attributes["job"] == "director"
    assert [str(each).rpartition("/")[2].partition(" not one of")[0] for each in found.problems] == [
        "acts.csv:3: column '何を':"
    ]


def test_leads_are_found_by_the_number_of_their_row_where_the_file_has_no_ids(tmp_path: Path) -> None:
    found = read(tmp_path, "2,2025-03-03 09:00,download,", table=LEADS.replace("id,", "number,"))
    assert [len(each) for each in steps(found)] == [0, 1, 0]
    assert found.ids[1] == "2"


def test_bad_rows_are_left_out_and_told_without_their_values(tmp_path: Path) -> None:
    found = read(
        tmp_path, "Taro Yamada,2025-03-03,download,", "A,soon,download,", "A,2025-03-03,secret,", "A,2025-03-03",
        "A,2025-03-03,call_me,elsewhere", table=LEADS + "D,never,staff\n",
    )  # fmt: skip
    told = [str(each) for each in found.problems]
    assert [each.removeprefix(f"{tmp_path}/")[:28] for each in told] == [
        "acts.csv:2: there is no such", "acts.csv:3: column 'time': n", "acts.csv:4: column 'behaviou",
        "acts.csv:5: 2 cells, the hea", "leads.csv:5: column 'registe",
    ]  # fmt: skip
    assert not any(word in each for each in told for word in ("Taro", "soon", "secret", "never"))
    assert (found.activities, found.strange) == (1, 1)


@pytest.mark.parametrize(
    ("head", "leads", "mapped", "told"),
    [
        ("who,when,what\n", LEADS, {}, "there is no column for 'lead'; name it with --columns lead=HEADER"),
        ("lead,time\n", LEADS, {}, "there is no column for 'behaviour'"),
        (ACTS, LEADS, {"columns": {"time": "日時"}}, "there is no header '日時'; known here: lead, time"),
        (ACTS, LEADS, {"lead_id": "key"}, "there is no header 'key'; known here: id, registered, job"),
        ("lead,time,behaviour,time\n", LEADS, {}, "the header 'time' stands there twice"),
        ("ID,time,behaviour\n", LEADS.replace("id,", "ID,") + "A,2025-03-09,staff\n", {}, "this id stands there twice"),
        ("", LEADS, {}, "has no header"),
        (ACTS, LEADS, {"values": {"DL": "downlod"}}, "'DL' is to stand for 'downlod', which .*; did you mean 'downl"),
        (ACTS, LEADS, {"objects": {"紙": "papr"}}, "'紙' is to stand for 'papr', which .*; did you mean 'paper'"),
    ],
)
def test_files_that_can_not_be_used_say_why(
    head: str, leads: str, mapped: dict[str, object], told: str, tmp_path: Path
) -> None:
    with pytest.raises(FileProblems, match=told):
        read(tmp_path, table=leads, head=head, **mapped)
