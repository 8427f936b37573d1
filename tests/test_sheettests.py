"""Test leads in CSV files: read as the YAML form is, every mistake at its row and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.files.testfiles import find_tests, is_test_file, load_tests, read_tests
from sim.files.testleads import LoadedTestLeads
from sim.study.leadtests import outcomes
from sim.yamlfile import FileProblems
from tests import smallworld

JOURNEY = (
    smallworld.JOURNEY.replace("paper: {kind: content,", "paper: {kind: content, title: 資料,")
    .replace("news: {kind: email,", "news: {kind: email, title: ニュース,")
    .replace("hot: score >= 30", "hot: score >= 60")
)
ENGLISH = """\
lead,tags,registers,source,job,industry,employees,day,time,does,object,expect
ann,price,2026-04-06 10:00,web,director,target,50+,,,,,
,,,,,,,3,09:14,opens,news,score=45
,,,,,,,5,,downloads,paper,
,,,,,,,5,,,,score=65; handed_off=yes; counts.download=2
,,,,,,,end,,,,rule=hot; stage=interest
bob,,2026-04-06,web,staff,other,<50,2,,visits,paper,
,,,,,,,,,,,score=40; handed_off=no
"""
JAPANESE = """\
リード,タグ,登録日,流入元,役職,業種,従業員数,経過日数,時刻,行動,対象,期待,備考
ann,価格,2026/4/6 10:00,web,部長,ターゲット業種,50名以上,,,,,,
,,,,,,,３日目,9時14分,開封,ニュース,スコア＝４５点,
,,,,,,,5日,,ダウンロード,資料,,
,,,,,,,5,,,,スコア=65；引き渡し=はい；回数.download=2,人への備考
,,,,,,,終了,,,,ルール=hot; ステージ=interest,
bob,,2026年4月6日,web,担当者,その他,50名未満,2,,閲覧,資料,,
,,,,,,,,,,,スコア=40; 引き渡し=×,
"""


def written(folder: Path, text: str, *, name: str = "journey.leads.csv", encoding: str = "utf-8") -> Path:
    """A CSV file beside its journey."""
    smallworld.load(folder, journey=JOURNEY)
    (folder / name).write_bytes(text.encode(encoding))
    return folder / name


def problems(folder: Path, text: str) -> list[str]:
    """What is wrong, without the file's name."""
    return [str(each).partition("journey.leads.csv:")[2] for each in read_tests(written(folder, text))[1]]


def told(loaded: LoadedTestLeads) -> list[object]:
    """All that a file of test leads says, but for the lines it says it on."""
    return [
        (
            case.name,
            case.lead.attributes,
            case.lead.registered_s,
            [(told.words, told.step) for told in case.told],
            [(each.second, each.moment, each.expected) for each in case.expectations],
        )
        for case in loaded.cases
    ]


def test_steps_and_expectations_are_those_of_the_yaml_form(tmp_path: Path) -> None:
    yaml = """
format: 1
journey: journey.yaml
leads:
  ann:
    tags: [price]
    registers: 2026-04-06 10:00
    source: web
    attributes: {job: director, industry: target, employees: "50+"}
    story: [day 3 09:14 opens news, day 5 downloads paper]
    expect:
      day 3 09:14: {score: 45}
      day 5: {score: 65, handed_off: yes, counts: {download: 2}}
      end: {rule: hot, stage: interest}
  bob:
    registers: 2026-04-06
    source: web
    attributes: {job: staff, industry: other, employees: "<50"}
    story: [day 2 visits paper]
    expect:
      end: {score: 40, handed_off: no}
"""
    csv = load_tests(written(tmp_path, ENGLISH))
    (tmp_path / "same.leads.yaml").write_text(yaml, encoding="utf-8")
    assert told(csv) == told(load_tests(tmp_path / "same.leads.yaml"))
    assert csv.cases[0].tags == ("price",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_japanese_headers_words_and_digits_mean_the_same_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    japanese = load_tests(written(tmp_path, JAPANESE, encoding=encoding))
    english = load_tests(written(tmp_path, ENGLISH, name="other.leads.csv".replace("other", "journey")))
    assert told(japanese) == told(english)
    assert japanese.cases[0].tags == ("価格",)


@pytest.mark.parametrize(("ending", "sign"), [(".leads.tsv", "\t"), (".leads.csv", ";")])
def test_columns_may_be_separated_by_tabs_or_semicolons(tmp_path: Path, ending: str, sign: str) -> None:
    text = ENGLISH.replace(";", "、").replace(",", sign)
    other = load_tests(written(tmp_path, text, name=f"journey{ending}"))
    assert [case.name for case in other.cases] == ["ann", "bob"]
    assert told(other) == told(load_tests(written(tmp_path, ENGLISH)))


def test_a_failure_names_the_row(tmp_path: Path) -> None:
    loaded = load_tests(written(tmp_path, ENGLISH.replace("score=65;", "score=66;")))
    failed = [failure for outcome in outcomes(loaded) for failure in outcome.failures]
    assert [(failure.line, failure.key) for failure in failed] == [(5, "score")]
    assert "expected score=66 at day 5; 65" in failed[0].text


def test_such_files_are_found_beside_the_others(tmp_path: Path) -> None:
    file = written(tmp_path, ENGLISH)
    assert is_test_file(file)
    assert list(find_tests(tmp_path)) == [file]


def test_the_journey_is_named_in_a_column_or_lies_beside(tmp_path: Path) -> None:
    text = ENGLISH.replace("lead,", "lead,ジャーニー,").replace("ann,", "ann,journey.yaml,").replace("\n,", "\n,,")
    text = text.replace("bob,", "bob,,")
    assert told(load_tests(written(tmp_path, text, name="other.leads.csv"))) == told(
        load_tests(written(tmp_path, ENGLISH))
    )
    with pytest.raises(
        FileProblems, match=r"other\.leads\.csv:1: for which journey is not said.*put other\.yaml beside"
    ):
        load_tests(written(tmp_path, ENGLISH, name="other.leads.csv"))
    with pytest.raises(FileProblems, match=r"other\.leads\.csv:2: column 'ジャーニー': .*no such file"):
        load_tests(written(tmp_path, text.replace("journey.yaml", "gone.yaml"), name="other.leads.csv"))
    two = text.replace("bob,", "bob,b.yaml")
    with pytest.raises(
        FileProblems, match=r":7: column 'ジャーニー': .*'b\.yaml' stands here, 'journey\.yaml' on line 2"
    ):
        load_tests(written(tmp_path, two, name="other.leads.csv"))


def test_a_column_for_each_thing_that_is_expected_says_the_same(tmp_path: Path) -> None:
    text = """\
lead,registers,source,job,industry,employees,day,does,object,expect.score,期待.引き渡し,期待スコア合計
ann,2026-04-06,web,director,target,50+,5,downloads,paper,60,はい,
"""
    found = load_tests(written(tmp_path, text.replace(",期待スコア合計", "").replace("はい,", "はい"))).cases[0]
    assert found.expectations[0].moment == "day 5"
    assert (found.expectations[0].expected.score, found.expectations[0].expected.handed_off) == (60, True)
    assert "unknown column '期待スコア合計'" in problems(tmp_path, text)[0]


def test_a_starting_state_and_a_whole_story_fit_on_one_row(tmp_path: Path) -> None:
    text = """\
lead,source,job,industry,employees,start_score,start_stage,start.counts.download,story,期待
old 1,web,director,target,50+,20,awareness,2,day 3 09:00 opens news; 5日目 ダウンロード 資料,score=45
"""
    case = load_tests(written(tmp_path, text)).cases[0]
    assert (case.name, case.lead.score, case.lead.stage, case.lead.counts) == (
        "old 1",
        20,
        "awareness",
        {"download": 2},
    )
    assert [each.words for each in case.told] == ["day 3 09:00 opens news", "day 5 downloads paper"]
    assert case.expectations[0].moment == "end"


def test_every_mistake_is_told_at_once_with_its_row_and_column(tmp_path: Path) -> None:
    text = """\
lead,registers,source,job,industry,employees,day,time,does,object,expect,expct.score
a,2026-04-06,web,director,target,50+,5,10:00,visits,paper,,
,,,staff,,,3,10:00,visits,paper,,
,,,,,,x,10:00,visits,paper,score=5; handedoff=no,
,,,,,,6,25:00,visits,paper,,
,,,,,,7,,eats,paper,,
,,,,,,8,,visits,papr,score=abc,
b,2026-04-06,wbe,director,target,50+,5,,open,news,score,
a,,,,,,9,,visits,paper,,
c,2026-04-06,web,boss,target,50+,5,,opens,news,,
d,2020-04-06,web,director,target,50+,,10:00,opens,news,mails=1; mails.news=1,
"""
    found = problems(tmp_path, text)
    wanted = [
        "1: column 'expct.score': unknown column 'expct.score'; did you mean 'expect.score'?",
        "3: column 'job': a has two values: 'staff' here, 'director' on line 2",
        "3: column 'day': 'day 3 10:00 visits paper' comes after 'day 5 10:00 visits paper'",
        "4: column 'day': 'x' doesn't begin with a moment",
        "4: column 'expect': nothing called 'handedoff' can be expected; did you mean 'handed_off'?",
        "5: column 'time': '25:00' is not a time of day",
        "6: column 'does': 'eats paper' is nothing that a lead or sales can do",
        "7: column 'object': there is no content and no behaviour 'papr'; did you mean 'paper'?",
        "7: column 'expect': must be a whole number, found 'abc'",
        "8: column 'source': there is no source 'wbe'",
        "8: column 'expect': 'score' is no expectation",
        "9: column 'lead': the rows of a lead stand together; a was there already, on line 2",
        "10: column 'lead': nothing is expected of this lead",
        "10: column 'job': there is no value 'boss'",
        "11: column 'registers': '2020-04-06' lies outside of the journey",
        "11: column 'time': there is a time and no day",
    ]
    assert [mistake for mistake in wanted if not any(line.startswith(mistake) for line in found)] == []
    assert len(found) == len(wanted)


def test_missing_columns_are_told_once_each_and_nothing_follows_from_them(tmp_path: Path) -> None:
    assert problems(tmp_path, "lead,does,object\na,visits,paper\nb,visits,paper\n") == [
        "1: there is no column 'day / 日 / 日数'",
        "1: there is no column 'employees / 従業員数'",
        "1: there is no column 'expect / 期待 / 期待結果'",
        "1: there is no column 'industry / 業種'",
        "1: there is no column 'job / 役職'",
        "1: there is no column 'source / 流入元 / リードソース'",
    ]


def test_two_values_for_one_expectation_at_one_moment_are_a_mistake(tmp_path: Path) -> None:
    text = ENGLISH + ",,,,,,,,,,,score=41\n"
    assert problems(tmp_path, text) == ["9: column 'expect': score at end: line 8 expects something else"]
    assert problems(tmp_path, ENGLISH + ",,,,,,,,,,,score=40\n") == []


def test_rows_of_the_wrong_width_and_files_without_rows_are_mistakes(tmp_path: Path) -> None:
    assert problems(tmp_path, ENGLISH + "x,y\n") == ["9: 2 cells, the header has 12"]
    assert problems(tmp_path, ENGLISH.splitlines()[0] + "\n") == ["1:1: there are headers and no rows"]


def test_mistakes_of_the_journey_come_as_they_are(tmp_path: Path) -> None:
    file = written(tmp_path, ENGLISH)
    (tmp_path / "journey.yaml").write_text(JOURNEY.replace("per_day: 4", "per_day: -4"), encoding="utf-8")
    loaded, found = read_tests(file)
    assert loaded is None
    assert [Path(each.file).name for each in found] == ["journey.yaml"]
