"""The words of test leads in Japanese."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    "cli.test.short": "テストリードをルールどおりに動かし、期待と違うものを示します。",
    "cli.test.help": """テストリードをジャーニーのルールどおりに動かし、期待と違うものを示します。

PATHSは、テストリードのファイル（*.leads.yaml、*.leads.csv）、検査を含む実験、
またはその両方を探すフォルダーです。指定がなければ現在のフォルダーです。
テストリードに偶然はありません: 書かれたことだけを行い、あとはルールで決まります。
実験はシミュレーションします。不合格か、まだ判断できないテストがあれば
終了コードは1です。

\b
例:
  nurture test
  nurture test journeys/seed.leads.yaml -k 佐藤
  nurture test journeys --tag price --json
""",
    "cli.test.only": "名前にこの文字列を含むリードだけ。",
    "cli.test.tag": "このタグが付いたリードだけ。",
    "cli.test.none": (
        "{where}にテストがありません。テストリードのファイル名は.leads.yamlか.leads.csvで終わり、検査を含む実験は"
        "`experiments`フォルダーに置きます"
    ),
    "cli.test.failed": "不合格{failed}件、合格{passed}件",
    "cli.test.passed": "合格{passed}件",
    "story.when": (
        "「{found}」は日時で始まっていません。`day 12`、`day 12 09:14`、`2026-04-18 09:14`のように書いてください"
    ),
    "story.clock": "「{found}」は時刻ではありません。10:30のように00:00から23:59までの時と分を書いてください",
    "story.action": "「{found}」はリードや営業の行動ではありません。次のいずれかを書いてください: {known}",
    "story.object": "対象がありません。`{action} NAME`のように書いてください",
    "story.content": "「{found}」というコンテンツも行動もありません{hint}",
    "story.mail": "「{found}」というメールはありません{hint}",
    "story.webinar": "「{found}」というウェビナーはありません{hint}",
    "story.stay": "「{found}」は`dwell`を持つコンテンツではありません。あるもの: {known}",
    "story.none": "なし",
    "story.reason": "「{found}」は差し戻しの理由ではありません。次のいずれかを書いてください: {known}",
    "story.finding": "「{found}」は架電で分かることではありません。`nothing`か、次のいくつかを書いてください: {known}",
    "story.no_webinar": "{name}はそれ以降もう開催されません",
    "story.not_held": "{name}の開催はその日時ではありません。開催: {known}",
    "testlead.yes_no": "yesかnoを書いてください",
    "testlead.registers_and_start": "`start`のあるリードは開始前に登録済みです。`registers`を外してください",
    "testlead.source": "獲得経路がありません。次のいずれかを書いてください: {known}",
    "testlead.attribute": "{name}がありません。次のいずれかを書いてください: {known}",
    "testlead.before_registration": "「{found}」は登録より前です",
    "testlead.order": "「{found}」はファイルでは「{before}」の後にありますが、それより前に起こります",
    "testlead.outside": "「{found}」はジャーニーの期間（{first}～{last}）の外です",
    "testlead.unknown": "「{found}」という{kind}はありません{hint}",
    "testlead.kind_stage": "ステージ",
    "testlead.kind_rule": "引き渡しルール",
    "testlead.kind_exit": "離脱",
    "testlead.kind_behaviour": "行動",
    "testlead.kind_mail": "メール",
    "testlead.kind_source": "獲得経路",
    "testlead.kind_attribute": "属性",
    "testlead.kind_value": "値",
    "test.impossible": "{name}: 「{step}」は起こりえません: {why}",
    "test.why_gone": "その時点でリードは{status}でした",
    "test.why_not_sent": "その時点で{mail}はこのリードに配信されていません",
    "test.why_unsubscribed": "リードはすでに配信停止しています",
    "test.why_not_with_sales": "リードは営業対応中ではなく、{status}でした",
    "test.why_no_opportunity": "リードは商談中ではなく、{status}でした",
    "test.why_registered": "リードはすでに{webinar}に申し込んでいます",
    "test.why_not_registered": "リードは{webinar}に申し込んでいません",
    "test.status_nurturing": "ナーチャリング中",
    "test.status_with_sales": "営業対応中",
    "test.status_opportunity": "商談中",
    "test.status_won": "受注済み",
    "test.status_lost": "失注",
    "test.status_excluded": "除外",
    "test.status_exited": "離脱済み",
    "test.missed": "{name}: {moment}の期待は{key}={wanted}、実際は{found}",
    "test.was_handed_off": "引き渡しあり（{rule}、{times}）",
    "test.by_call": "架電",
    "test.not_handed_off": "引き渡しなし",
    "test.nothing": "なし",
    # --- as a file of test leads has them in any language ---
    "test.yes": "yes",
    "test.no": "no",
    "test.moment": "day {day} {clock}",
    "test.fit": "属性",
    "test.rest": "{points} 登録前・調整分",
    "test.parts": "スコア{score} = {parts}",
}
