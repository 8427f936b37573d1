"""The words of coverage in Japanese: who came by where, and which branches nobody took."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    # --- the command ---
    "cli.coverage.short": "ジャーニーのどこをどのリードが通ったか、誰も通らなかった分岐はどこかを表示します。",
    "cli.coverage.help": """ジャーニーのどこを誰が通ったかを、リード数、全体に占める割合、通過回数で表示します。

グラフのすべての段階と経路のあとに、各条件が成り立ったリードと一度も成り立たなかったリードの数、
誰も通らなかった分岐を示します。実験ではすべてのシナリオを、変更前の日も含めた全期間について示します。

RUNは`latest`（既定）、実験またはジャーニー（`email_cadence`: その最新の実行）、その実行の1つ
（`email_cadence/0003`）、または結果フォルダーです。

\b
例:
  nurture coverage
  nurture coverage email_cadence/0003 --scenario twice_a_month
  nurture coverage latest --json > coverage.json
  nurture coverage latest --markdown > coverage.md
""",
    "cli.coverage.scenario": "どのシナリオか。  [既定: すべて]",
    "cli.coverage.markdown": "プレーンテキストの代わりにMarkdownを出力します。",
    "cli.coverage.one_form": "--jsonと--markdownは同時に指定できません",
    "cli.coverage.progress": "イベントログ{done}/{total}件を読み込み済み",
    "cli.coverage.nothing": "{run}にはシナリオ「{scenario}」のイベントが残っていません",
    "cli.coverage.no_journey": "{run}にはジャーニーが残っていません。もう一度実行してください: {command}",
    "cli.coverage.title": "{scenario}: リード{leads}件",
    "cli.coverage.step": "段階とその先の経路",
    "cli.coverage.leads": "リード",
    "cli.coverage.share": "割合",
    "cli.coverage.passages": "通過回数",
    "cli.coverage.way": "  → {end}",
    "cli.coverage.unknown": "?",
    "cli.coverage.below": "<0.1%",
    "cli.coverage.nearly": ">99.9%",
    "cli.coverage.percent": "{share:.1f}%",
    "cli.coverage.condition": "条件",
    "cli.coverage.rule": "ルール",
    "cli.coverage.true": "成立",
    "cli.coverage.never": "一度も不成立",
    "cli.coverage.of_leads": "{count}: {leads}",
    "cli.coverage.examples": "リード{leads}",
    "cli.coverage.and_more": "{leads}、…",
    "cli.coverage.untaken": "誰も通らなかった分岐: {count}件",
    "cli.coverage.all_taken": "誰も通らなかった分岐はありません。",
    "cli.coverage.milestones": (
        "? このイベントログには主な節目だけがあり、メール、開封、クリック、コンテンツはありません: "
        "経路{total}本のうち{unknown}本は、誰かが通ったかどうか分かりません。"
    ),
    "cli.coverage.kind": "{kind} {title}",
    "cli.coverage.flow": "{letter}  {title}",
    # --- kinds of nodes ---
    "coverage.kind_source": "獲得経路",
    "coverage.kind_stage": "ステージ",
    "coverage.kind_content": "コンテンツ",
    "coverage.kind_email": "メール",
    "coverage.kind_webinar": "ウェビナー",
    "coverage.kind_call": "架電",
    "coverage.kind_rule": "ルール",
    "coverage.kind_return": "差し戻し:",
    "coverage.kind_exit": "離脱",
    "coverage.kind_team": "チーム",
    # --- branches that nobody took ---
    "coverage.nobody_source": "獲得経路「{title}」から来たリードはいません。",
    "coverage.nobody_stage": "ステージ「{title}」に来たリードはいません。",
    "coverage.nobody_exit": "離脱「{title}」で抜けたリードはいません。",
    "coverage.nobody_content": "「{title}」を見たリードはいません。",
    "coverage.nobody_email": "メール「{title}」を受け取ったリードはいません。",
    "coverage.nobody_webinar": "「{title}」に招待されたリードはいません。",
    "coverage.nobody_call": "「{title}」で架電されたリードはいません。",
    "coverage.nobody_waitlist": "「{title}」に載ったリードはいません。",
    "coverage.nobody_rule": "ルール「{title}」で引き渡されたリードはいません。",
    "coverage.nobody_return": "理由「{title}」で差し戻されたリードはいません。",
    "coverage.nobody_team": "チーム「{title}」に来たリードはいません。",
    "coverage.nobody_dormant": "休眠したリードはいません。",
    "coverage.nobody_attended": "「{title}」に参加したリードはいません。",
    "coverage.nobody_step": "段階「{title}」に来たリードはいません。",
    "coverage.never_true": "条件「{rule}」は一度も成り立ちませんでした。",
    "coverage.never_seen_true": "条件「{rule}」が成り立ったのを確認できませんでした。",
    "coverage.true_for": "条件「{rule}」は{leads}件で成り立ちました。",
    "coverage.after_another": "条件「{rule}」は{leads}件で成り立ちましたが、いつも先にあるルールと同時でした。",
    "coverage.gate_never": "ターゲット判定は全員を除外しました: 「{rule}」は一度も成り立ちませんでした。",
    "coverage.gate_always": "ターゲット判定は誰も除外しませんでした: 「{rule}」は常に成り立ちました。",
    "coverage.sql_never": "SQLの条件を満たしたリードはいません: 「{rule}」は一度も成り立ちませんでした。",
    "coverage.sql_always": "営業が受け入れたリードは全員SQLの条件を満たしました: 「{rule}」は常に成り立ちました。",
    "coverage.condition": "{setting}は一度も成り立ちませんでした: {rule}。",
    "coverage.edge": "「{start}」から「{end}」へ進んだリードはいません。",
    "coverage.edge_if": "「{start}」から「{end}」へ進んだリードはいません（{case}）。",
}
