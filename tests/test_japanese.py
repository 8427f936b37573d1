"""What managers read in Japanese, as it is read: answers, reasons, verdicts, tables, charts, explanations."""

# ruff: noqa: E501 - sentences are read as they are printed

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from rich.console import Console

from sim.doors.cli_plans import planned, prices
from sim.doors.cli_tables import beneath, defined
from sim.doors.cli_tables import compared as table
from sim.model.guardrails import read_limit
from sim.model.stats import Verdict
from sim.present.chart_differences import differences, differences_chart
from sim.present.chart_funnel import funnel, funnel_chart
from sim.present.charts import map_chart
from sim.present.picture import figure
from sim.study.answer import amount, verdict_words
from sim.study.assumption import IMPOSSIBLE, Assumption, Outcome
from sim.study.comparison import Comparison
from sim.study.kpis import KPIS
from sim.study.reason import reasoned
from sim.study.robustness import Bar, Point, Robustness
from sim.words import language
from sim.words.columns import columns_of
from sim.words.messages import say
from tests.handmade import journey
from tests.made import compared
from tests.pictures import collisions, comparison, flowing
from tests.test_cli_explain import explained, kept

YEN = {"cost": 9_000_000.0}
# Latin words that Japanese readers of such output know, or that are typed as they are.
KNOWN = {
    *("MQL", "MQLs", "SQL", "SAL", "CPA", "IS", "KPI", "MA", "SFA", "A", "O", "Holm", "CSV", "JSON", "PNG", "SVG"),
    *("Markdown", "Wiki", "Schema", "Mermaid", "GraphML", "Ctrl-C"),
}
MODULES = ("chartwords", "kpiwords", "verdictwords", "peoplewords", "robustwords", "explainwords", "resultwords")


@pytest.fixture(autouse=True)
def in_japanese() -> Iterator[None]:
    with language.speaking("ja"):
        yield


def tried(**outcomes: Outcome) -> Assumption:
    """The assumption of the article, with what became of the answer."""
    return Assumption("people.read_lift", say("assumption.people.read_lift"), "0.04", "仮定", outcomes)


def gain() -> Comparison:
    return compared(
        more={"opportunities": (5, 1), "unsubscribes": (2.1, 1), "cost": (60_000.0, 12_000.0)},
        guardrails={"unsubscribes": "at most +5", "busiest_week_per_rep": "at most 120"},
        best={"weekly": 0.004, "more": 0.996},
        rests_on=[tried(at_zero=Outcome(False, "weekly"), doubled=Outcome(True, "more"))],
        base=YEN,
    )


def no_worse() -> Comparison:
    return compared(
        less={"opportunities": (-0.4, 1.2), "unsubscribes": (-41.6, 2.0), "busiest_week_per_rep": (-0.6, 0.2)},
        guardrails={"unsubscribes": 0, "busiest_week_per_rep": 0},
        best={"weekly": 0.75, "less": 0.25},
        rests_on=[tried(at_zero=Outcome(True, "less"), doubled=IMPOSSIBLE)],
    )


def several() -> Comparison:
    return compared(
        less={"opportunities": (-2.7, 0.9), "unsubscribes": (-41.6, 2.1)},
        more={"opportunities": (2.7, 0.9), "unsubscribes": (41.6, 2.1), "opportunity_rate": (-0.03, 0.01)},
        best={"weekly": 0.3, "less": 0.1, "more": 0.6},
        margin=1.5,
        guardrails={"unsubscribes": "at most +5", "opportunity_rate": "at least -2 points"},
        base=YEN,
    )


def unsettled() -> Comparison:
    return compared(less={"opportunities": (-1, 3.9), "cost": (-9_000, 900)}, margin=1.5, base=YEN)


COMPARISONS = {"gain": gain, "no worse": no_worse, "several": several, "unsettled": unsettled}


def latin(text: str) -> list[str]:
    """The Latin words of a text, but those that are known, and the names of made-up scenarios."""
    words = re.findall(r"[A-Za-z][A-Za-z0-9-]*", text)
    return [word for word in words if word not in KNOWN | {"weekly", "less", "more"}]


# ---- answer and reason


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        ("gain", "moreへ変更。四半期あたりの商談数 +5.0 [+4.0, +6.0]。"),
        ("no worse", "lessへ変更。四半期あたりの商談数の減少は2件以内。改善: 配信停止数、最繁忙週の1人あたり引き渡し数。"),
        ("several", "weeklyを継続。ほかのどのシナリオも、商談数が悪化するか、守る条件（配信停止数 +5以内）に反する。"),
        ("unsettled", "まだ判断できない。あと約136回のシミュレーションで四半期あたりの商談数を判断できる見込み。"),
    ],
)
def test_the_answer(case: str, sentence: str) -> None:
    assert COMPARISONS[case]().answer.sentence == sentence


@pytest.mark.parametrize(
    ("case", "paragraph"),
    [
        (
            "gain",
            "moreへ変更する。四半期あたりの商談数が5.0件増（4.0～6.0）、リード1,000件あたり8.3件増。"
            "四半期あたりの費用は60,000円増（増える商談数1件あたり12,000円、8,838～16,293円）。"
            "守られた条件: 配信停止数 +2.1（+5以内）、最繁忙週の1人あたり引き渡し数 100（120以下）。"
            "商談数でmoreが最良である確率は99%超。「閲読が購買意向に与える効果」が0なら、結論はweeklyに変わる。",
        ),
        (
            "no worse",
            "lessへ変更する。四半期あたりの商談数が0.4件減（1.6減～0.8増、許容差2件）、リード1,000件あたり0.7件減。"
            "さらに配信停止数が41.6件減、最繁忙週の1人あたり引き渡し数が0.6件減。費用はほぼ同じ。"
            "守られた条件: 配信停止数 -41.6（許容差0件）、最繁忙週の1人あたり引き渡し数 -0.6（許容差0件）。"
            "商談数でlessが最良である確率は25%、weeklyは75%。試した範囲では結論は変わらない。",
        ),
        (
            "several",
            "weeklyを継続する。more（ほかの2シナリオのうち商談数は最良だが、守る条件に反する）では、四半期あたりの商談数が"
            "2.7件増（1.6～3.8）、リード1,000件あたり4.5件増。費用はほぼ同じ。違反した条件: 配信停止数 +41.6（+5以内）。"
            "未確定の条件: 商談化率 -3.0ポイント（-2ポイント以内）。"
            "3シナリオ中、商談数でweeklyが最良である確率は30%、more（守る条件に反する）は60%。",
        ),
        (
            "unsettled",
            "まだweeklyから変更しない。lessでは、四半期あたりの商談数が1.0件減（4.9減～2.9増、許容差1.5件）、"
            "リード1,000件あたり1.7件減。四半期あたりの費用は9,000円減。"
            "各シナリオあと約136回のシミュレーションで判断できる見込み。",
        ),
    ],
)
def test_the_reason(case: str, paragraph: str) -> None:
    assert reasoned(COMPARISONS[case]()).answer.reason == paragraph


@pytest.mark.parametrize("case", COMPARISONS)
def test_no_latin_word_is_left_but_names(case: str) -> None:
    found = reasoned(COMPARISONS[case]())
    assert latin("\n".join(beneath(found))) == []
    assert latin("\n".join(prices(found))) == []


def test_sentences_follow_one_another_without_blanks() -> None:
    for make in COMPARISONS.values():
        found = reasoned(make())
        for text in (found.answer.sentence, found.answer.reason, *(each.sentence for each in found.rests_on)):
            assert "。 " not in text
            assert text.endswith("。")


# ---- verdicts, limits, margins


def test_verdicts_are_short_and_tell_their_margin() -> None:
    told = {each: verdict_words("opportunities", each, 2.0) for each in Verdict}
    assert told == {
        Verdict.BETTER: "改善",
        Verdict.WORSE: "悪化",
        Verdict.NO_WORSE: "許容差内（許容差2件）",
        Verdict.EQUIVALENT: "同等（許容差2件）",
        Verdict.CANNOT_TELL: "まだ判断できない",
    }


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("at most 45", "45以下"),
        ("at least 30 %", "30%以上"),
        ("at most +5", "+5以内"),  # so much more is allowed
        ("at least -2 points", "-2ポイント以内"),  # so much less is allowed
        ("at most -5", "-5以下"),  # so much less is asked for
        ("at least +0.5 points", "+0.5ポイント以上"),
    ],
)
def test_a_limit_is_told_by_what_it_allows(written: str, told: str) -> None:
    limit = read_limit(written)
    assert limit is not None
    assert limit.words == told
    with language.speaking("en"):
        assert limit.words == str(limit) == written


def test_margins_have_the_unit_of_the_kpi() -> None:
    told = [amount(KPIS[name], 0.5) for name in ("opportunities", "open_rate", "cost", "hours_to_first_contact_median")]
    assert told == ["0.5件", "50ポイント", "0.5円", "0.5時間"]


# ---- on the screen


def printed(*tables: object, width: int = 200) -> list[str]:
    console = Console(width=width, no_color=True)
    with console.capture() as caught:
        for each in tables:
            console.print(each)
    return [line.rstrip() for line in caught.get().splitlines()]


def test_the_table_to_the_letter_and_in_columns() -> None:
    assert printed(table(gain())) == [
        "四半期あたり                    weekly   more     差   [95%区間]",
        "─" * 83,
        "商談数                             100    105   +5.0   [+4.0, +6.0]   改善",
        "配信停止数                         100    102   +2.1   [+1.1, +3.1]   +5以内を維持",
        "最繁忙週の1人あたり引き渡し数      100    100    0.0   [0.0, 0.0]     120以下を維持",
    ]


def test_intervals_begin_in_the_same_column_of_the_screen() -> None:
    for make in COMPARISONS.values():
        lines = [line for line in printed(table(make())) if "[" in line]
        assert len({columns_of(line[: line.index("[")]) for line in lines}) == 1


@pytest.mark.parametrize("columns", [40, 57, 80, 118])
@pytest.mark.parametrize("case", COMPARISONS)
def test_the_lines_beneath_fit_the_terminal_and_hang_below_their_labels(case: str, columns: int) -> None:
    lines = list(beneath(reasoned(COMPARISONS[case]()), columns=columns))
    assert max(map(columns_of, lines)) <= columns
    assert not any(line.lstrip()[:1] in tuple("、。）」") for line in lines if line)
    labelled = lines[: lines.index("")]
    assert {line[:4] for line in labelled} <= {"結論: ", "理由: ", "前提: ", " " * 4}
    assert all(line.startswith(("結論: ", "理由: ", "前提: ", " " * 6)) for line in labelled)


def test_the_lines_beneath_to_the_letter() -> None:
    assert list(beneath(reasoned(gain()), columns=80)) == [
        "結論: moreへ変更。四半期あたりの商談数 +5.0 [+4.0, +6.0]。",
        "理由: moreへ変更する。四半期あたりの商談数が5.0件増（4.0～6.0）、リード1,000件あ",
        "      たり8.3件増。四半期あたりの費用は60,000円増（増える商談数1件あたり12,000",
        "      円、8,838～16,293円）。守られた条件: 配信停止数 +2.1（+5以内）、最繁忙週の",
        "      1人あたり引き渡し数 100（120以下）。商談数でmoreが最良である確率は99%超。",
        "      「閲読が購買意向に与える効果」が0なら、結論はweeklyに変わる。",
        "前提: 閲読が購買意向に与える効果 0.04（仮定）。0の場合: 【逆転】weeklyへ。2倍の",
        "      場合: 同じ結論。",
        "",
        "各シナリオ12回のシミュレーション（同じリード・同じ偶然、シード1）、商談数の相関",
        "0.44",
    ]


def test_plans_and_prices() -> None:
    assert printed(planned(gain()))[0].split() == [
        "weeklyとの差", "1か月あたり", "四半期あたり", "リード1,000件あたり", "担当者1人1週あたり",
    ]  # fmt: skip
    assert list(prices(gain()))[-1] == "moreで増える商談数1件あたりの費用: 12,000円 [8,838, 16,293]。"


def test_kpis_are_defined_without_latin_words() -> None:
    rows = [line.split("  ", 1)[-1] for line in printed(defined(), width=400)[2:]]
    assert [word for row in rows for word in latin(row)] == []


def test_robustness_in_one_sentence() -> None:
    found = Robustness(gain(), "more", ())
    assert found.sentence == "どの範囲の端もシミュレーションできないため、何も試していない。"
    told = Robustness(gain(), "more", (_bar(),)).sentence
    assert told == "すべての範囲の両端で結論は変わらない（1個を1つずつ試した）。"


def _bar() -> Bar:
    differences_ = {"more": gain().cells["more"]["opportunities"].difference}
    return Bar(tried(), *(Point(value, "more", differences_) for value in ("0", "0.08")), ())


# ---- charts


def test_titles_and_axes_of_charts() -> None:
    assert differences(gain()).title == "結論: moreへ変更。四半期あたりの商談数 +5.0 [+4.0, +6.0]"
    assert funnel(gain()).title == "四半期あたりの商談数: weekly 100、more 105"
    drawn = figure(differences_chart(gain()))
    labels = [child.get_xlabel() for child in drawn.axes[0].child_axes]
    assert [label.replace("\n", "") for label in labels] == [
        "差: 四半期あたりの商談数（右が改善）",
        "差: 四半期あたりの配信停止数（左が改善）",
        "差: 引き渡し件数（左が改善）",
    ]


@pytest.mark.parametrize("case", COMPARISONS)
def test_alternative_texts_have_no_latin_words(case: str) -> None:
    for chart in (differences_chart(COMPARISONS[case]()), funnel_chart(COMPARISONS[case]())):
        assert [word for word in latin(chart.alt) if word != "made"] == []


def test_no_text_of_a_chart_overlaps_or_leaves_the_page() -> None:
    limits = {"unsubscribes": "at most +5", "busiest_week_per_rep": "at most 45"}
    made = comparison(("weekly", "twice_a_month", "monthly"), limits=limits)
    for chart in (funnel_chart(made), differences_chart(made), map_chart(journey(), flowing(journey()))):
        assert collisions(figure(chart)) == []


# ---- explanations


def test_an_explanation_to_the_letter(tmp_path: Path) -> None:
    done = explained(kept(tmp_path), "--lang", "ja")
    assert (done.code, done.err) == (0, "")
    assert done.out.split("\n\n")[:2] == [
        "weeklyとtwice a month: 全14回のうちシミュレーション0番、リード計6件、計測期間 2026-04-03～2026-04-20",
        "MQL数: weekly 4件、twice a month 3件: 1件減。\n"
        "減った2件、増えた1件。両方にあるもののうち、遅れた1件（中央値7日）、早まった0件、別のルール1件、同じ0件。\n"
        "減ったうち1件、増えたうち0件は両方のシナリオにあり、計測期間に入るのが一方だけです。\n"
        "1件減の内訳（分かれ目）: メール「news」 2件、逆方向に自らの訪問 1件。動いたきっかけ: メール「news」 2件、逆方向に「paper」への自らの訪問 1件。\n"
        "これは1回のシミュレーションの結果です。全3回では、差は1回あたり平均-2.0（95%区間 -4.5～+0.5）です。",
    ]


def test_two_lives_stand_side_by_side_in_columns(tmp_path: Path) -> None:
    lines = explained(kept(tmp_path), "--lead", "1", "--lang", "ja").out.splitlines()
    parting = [line for line in lines if "メールnews" in line]
    assert parting[0] == "  weekly         2026-04-07(火) 10:00  メールnewsを配信（paper）"
    assert parting[1] == "  twice a month  なし。次のイベントは 2026-04-14(火) 10:00  メールnewsを配信（paper）"
    since = lines[lines.index(next(line for line in lines if line.startswith("分かれ目から最後まで"))) :]
    assert len({columns_of(line) for line in since}) == 1


# ---- the catalogue of these topics


@pytest.mark.parametrize("module", MODULES)
def test_sentences_have_no_latin_words_but_known_ones(module: str) -> None:
    said: dict[str, str] = import_module(f"sim.japanese.{module}").JAPANESE
    typed = re.compile(r"\{[^{}]*\}|`[^`]*`|\{\{.*\}\}|pip install \S+|nurture-sim|cli\.\w+")
    for key, text in said.items():
        if not key.endswith(".help") and key not in ("robustness.nothing", "search.nothing", "charts.month"):
            assert [w for w in latin(typed.sub("", text)) if w not in ("SCENARIO", "A", "Optuna")] == [], key


@pytest.mark.parametrize("module", [*MODULES, "cliwords", "experimentwords"])
def test_numbers_and_signs_are_written_as_agreed(module: str) -> None:
    said: dict[str, str] = import_module(f"sim.japanese.{module}").JAPANESE
    for key, text in said.items():
        assert not re.search("[０-９Ａ-Ｚａ-ｚ，．]", text), key
        assert key in ("cli.version",) or module == "experimentwords" or " %" not in text, key
