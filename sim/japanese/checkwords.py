"""The words of checks in Japanese: what is wrong with one, and what became of it."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    # --- what is wrong in a file ---
    "check.name": "検査の名前は、すべて目に見える文字で1～{most}文字にしてください",
    "check.no_condition": "検査には条件が1つ必要です: {conditions}",
    "check.no_kpi": "「{condition}」はKPIについての条件です。kpi: NAMEを加えてください（`nurture kpis`を参照）",
    "check.of_logs": "イベントログは1件ずつ比べるため「{setting}」は使えません。外してください",
    "check.no_scenarios": (
        "検査するシナリオがありません。「scenarios」を書くか、「vary」で設定に複数の値を与えてください"
    ),
    "check.unknown_scenario": "「{found}」というシナリオはありません{hint}",
    "check.baseline_itself": "「{found}」は基準そのものなので差がありません。別のシナリオを指定してください",
    "check.neither": (
        "{kpi}は高いほうが良いとも低いほうが良いとも言えません。limit: at most +5、limit: at least -5、または"
        "equivalent_withinと書いてください"
    ),
    "check.no_count": "「per」は件数のための設定で、{kpi}は期間の長さによりません。外してください",
    "check.large_share": "割合は1以下です。{example}と書いてください",
    "check.none": "このファイルには検査がありません。「checks」を書いてください",
    # --- warnings ---
    "warn.check_cut_short": (
        "この検査は決して判断できません: {kpi}は1件ごとに{days}日追跡しますが、シミュレーションは測定期間の{left}日後に"
        "終わります。measure: {{follow_up: {days}d, ...}}と書いてください"
    ),
    "warn.check_good_side_upper": (
        "{kpi}は高いほうが良い指標ですが、この検査は高いと不合格になります。高すぎを避けたいのならこのままで、"
        "そうでなければat leastと書いてください"
    ),
    "warn.check_good_side_lower": (
        "{kpi}は低いほうが良い指標ですが、この検査は低いと不合格になります。低すぎを避けたいのならこのままで、"
        "そうでなければat mostと書いてください"
    ),
    # --- what was found ---
    "check.figure": "{unit}{kpi} {value} [{low}, {high}]{beside}。条件: {condition}",
    "check.figure_only": "{unit}{kpi} {value}{beside}。条件: {condition}",
    "check.beside": "（対{baseline}）",
    "check.no_worse": "悪化が{margin}以内",
    "check.equivalent": "差が±{margin}以内",
    "check.more_runs": "。各シナリオのシミュレーションをあと約{more}回増やせば判断できます",
    "check.many_runs": "。各シナリオのシミュレーションをあと{more}回増やしても、まず判断できません",
    "check.few_runs": "。シミュレーションが{fewest}回未満では判断しません。あと{more}回必要です",
    "check.never_varied": (
        "。値が一度も変動していません。これを確かとみなすのは{fewest}回のシミュレーションからです。あと{more}回必要です"
    ),
    "check.no_value": (
        "。{count}回のシミュレーションのうち{missing}回では測れる対象がなく、残りだけでは全体を公平に表しません"
    ),
    "check.unknown_spread": "。どれだけずれうるかは不明です: 割る数がないか、1回のシミュレーションにしかありません",
    "check.cut_short": (
        "。最後の対象を{days}日追跡する前にシミュレーションが終わります。measure.follow_upを長くすれば判断できます"
    ),
    # --- event logs ---
    "check.same_log": (
        "{count}回のシミュレーションすべてで、{baseline}と同じイベントログ（リード{leads}件、イベント{events}件）"
    ),
    "check.renamed": "、名前の違い: {names}",
    "check.new_name": "{old} -> {new}",
    "check.other_log": "{count}回のシミュレーションのうち{apart}回で、{baseline}と異なるイベントログ。{first}",
    "check.no_events": "{count}回のシミュレーションにリードが1件もないため、イベントログを比べられません",
    "check.not_compared": "イベントログは比べていません",
    "check.first": "最初に異なるイベント（シミュレーション{run}、{baseline}のリード{lead}）: {events}",
    "check.first_added": (
        "最初に異なるイベント（シミュレーション{run}、{baseline}にはいない{scenario}のリード{lead}）: {events}"
    ),
    "check.both": "{at} 基準では{a}、{scenario}では{b}",
    "check.event": "{what}{points}（スコア{score}、ステージ{stage}）",
    "check.nothing": "なし",
    "check.later": "まだなし",
    "check.hidden": "{at} どちらも{a}。ただし原因、ルールまたは値が異なる",
    "check.other_lead": (
        "シミュレーション{run}、{baseline}のリード{lead}はイベントが同じでも、{column}が異なる別のリード"
    ),
    # --- on the screen ---
    "cli.checks.head": "検査: {counts}（1件ごとに95%の確かさ。区間は90%）",
    "cli.checks.count_pass": "合格{count}件",
    "cli.checks.count_fail": "不合格{count}件",
    "cli.checks.count_cannot_tell": "まだ判断できない{count}件",
    "cli.checks.pass": "合格",
    "cli.checks.fail": "不合格",
    "cli.checks.cannot_tell": "判断できない",
    "cli.checks.line": "{title}（{scenario}）: {sentence}。",
}
