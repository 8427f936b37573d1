"""The words of mutation in Japanese."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    # --- the command ---
    "cli.mutate.short": "ジャーニーの設定を1つずつ変え、どのテストリードも気づかない変更を示します。",
    "cli.mutate.help": """ジャーニーの設定を1つずつ変え、どのテストリードも気づかない変更を示します。

配点、ライン、比較、期間、遅延、配信頻度、条件、コンテンツ、差し戻し、ルールの順序を
1つずつ変え、変えたジャーニーごとにすべてのテストリードを動かします。どのテストも
気づかない変更は、その行と、それに気づくテストリード（そのまま貼り付けられる形）を
添えて示します。テストリードのファイルは、--leadsの指定がなければJOURNEYと同じ
フォルダーにあるものです。気づかれない変更があれば終了コードは1です。

\b
例:
  nurture mutate journeys/seed.yaml
  nurture mutate journeys/seed.yaml --leads journeys/seed.leads.yaml --only mql
  nurture mutate journeys/seed.yaml --json --workers 2
""",
    "cli.mutate.leads": "テストリードのファイル、またはそれを探すフォルダー。繰り返し指定できます。",
    "cli.mutate.only": "この文字列で始まる設定だけを変えます（例: `mql`、`touchpoints.newsletter`）。",
    "cli.mutate.quick": "変更に気づくテストリードを探しません。",
    "cli.mutate.workers": "実行するプロセスの数。",
    "cli.mutate.progress": "変更{done}/{total}件を試行済み",
    "cli.mutate.none": (
        "{where}に{journey}のテストリードがありません。テストリードのファイル名は.leads.yamlで終わります"
    ),
    "cli.mutate.other": "{file}:1:1: journey: このテストリードは{journey}ではなく{found}のものです",
    "cli.mutate.failing": (
        "何も変えないうちにテストリード{failed}件が不合格です。先に合格させてください:"
    ),
    "cli.mutate.no_such": "{journey}には、変えられる設定で「{only}」から始まるものがありません",
    "cli.mutate.survived": "{place}: {change}",
    "cli.mutate.would": "  どのテストも気づきません。次のテストリードなら気づきます:",
    "cli.mutate.above": "  どのテストも気づきません。上の{name}なら気づきます",
    "cli.mutate.no_lead": "  どのテストも気づかず、気づくテストリードも見つかりませんでした",
    "cli.mutate.quick_none": "  どのテストも気づきません",
    "cli.mutate.same": "どのリードも気づけない変更:",
    "cli.mutate.same_line": "  {place}: {change}",
    "cli.mutate.because": "    {reason}",
    "cli.mutate.left": (
        "{count}個の設定は変えていません: 名前、期間の日付、費用、および偶然や担当者の作業だけで決まるもの"
    ),
    "cli.mutate.counts": (
        "変更{mutants}件: 気づいた{killed}件、どのリードも気づけない{equivalent}件、気づかない{survived}件"
    ),
    # --- mutants ---
    "mutate.changed": "{setting}: {before} -> {after}",
    "mutate.without": "{setting}: {part}を外す",
    "mutate.out": "{setting}: 外す",
    # --- moments in a file of test leads: as such a file has them in any language ---
    "mutate.end": "end",
    "mutate.day": "day {day}",
    "mutate.moment": "day {day} {clock}",
    # --- why a mutant can't be noticed ---
    "mutate.same_chance": "違いが出るのは偶然だけで、テストリードには偶然がありません",
    "mutate.same_calendar": "営業日を待つメールがなく、担当者の架電は偶然によります",
    "mutate.same_outside": "メールを送れない時間帯も曜日もありません",
    "mutate.same_caps": "通数の上限がありません",
    "mutate.same_sync": "連携はリアルタイムです",
    "mutate.same_need": "架電でニーズがないと分かったリードは、これらの条件を見る前に差し戻されます",
    "mutate.same_step": "配点はすべて{step}の倍数で、2つの値の間にスコアが来るリードはいません",
    "mutate.same_shadow": "これを満たすリードは先の引き渡しルールも満たし、そちらで引き渡されます",
    "mutate.same_rule": "いまの配点では、一方のルールを満たし他方を満たさないリードはいません",
}
