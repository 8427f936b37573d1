"""The words of the page of all settings, in Japanese."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    "reference.head": (
        "# ジャーニー、ペルソナ、実験の各ファイルの全設定\n\n"
        "ファイルを読み込むモデルから`python -m sim.files.reference > docs/journey-reference.md`で作成しています。テストが両者の一致を\n"
        "確かめ、すべての例を読み込みます。ファイル全体の例は[journeys.md](journeys.md)、各数値の式の中での役割は[world.md](world.md)に\n"
        "あります。\n\n"
        "「出典」は既定値の根拠です。記事、公表された数値（B1～B23、[evidence.md](evidence.md)を参照）、または仮定のいずれかで、既定値が何も\n"
        "変えない場合は空欄です。`NAME`は自分で付ける名前、`[]`はリストの項目です。ルール、期間、日付、配信の時期の書き方は\n"
        "[journeys.md](journeys.md)にあります。金額の単位は円です。"
    ),
    "reference.top": "ファイル",
    "reference.columns": "設定 | 種類と範囲 | 既定値 | 出典 | 説明 | 例",
    "reference.needed": "必須",
    "reference.nothing": "–",
    "reference.personas_head": (
        "## ペルソナ: ペルソナファイルの`personas.NAME`\n\n`{file}`の8種類のリードの数値は仮定です。"
    ),
    "reference.people_head": (
        "## 人の行動: ペルソナファイルの`people.NAME`\n\n"
        "数値は{{value: 0.22, source: 根拠}}、ばらつく時間は{{median: 12d, sigma: 0.9, source: ...}}、生活リズムは\n"
        "{{open_day: [24個の重み], off_day: [24個の重み], source: ...}}と書きます。以下の値と出典は`{file}`のものです。"
    ),
    "reference.people_columns": "設定 | 種類と範囲 | 値 | 出典 | 説明",
    "reference.if_left_out": "省略時の仮定",
    "reference.hours": "各24個の重み",
    "reference.rule": "ルール",
    "reference.duration": "期間",
    "reference.clock": "時刻",
    "reference.date": "日付",
    "reference.cadence": "配信の時期",
    "reference.closure": "日または期間",
    "reference.span": "2つの時刻",
    "reference.quiet": "2つの時刻（0時をまたいでもよい）",
    "reference.working_hours": "営業時間または`always`",
    "reference.first_contact": "`same_day`、`next_business_day`または期間",
    "reference.rescore": "`keep`、`reset`または-10000以上-1以下の整数",
    "reference.one_or_range": "整数または[下限, 上限]",
    "reference.name_or_names": "名前または名前のリスト",
    "reference.name": "名前",
    "reference.hour_weights": "0以上1000以下の整数24個",
    "reference.or": "、または",
    "reference.by_name": "名前ごと: {kind}",
    "reference.list_of": "リスト: {kind}",
    "reference.settings": "設定のまとまり",
    "reference.whole": "整数",
    "reference.number": "数値",
    "reference.bool": "`true`、`false`",
    "reference.text": "文字列",
    "reference.between": "{low}以上{high}以下",
    "reference.entries": "{count}個",
    "reference.ge": "{limit}以上",
    "reference.gt": "{limit}より大きい",
    "reference.le": "{limit}以下",
    "reference.lt": "{limit}より小さい",
    "reference.max_length": "{limit}個以内",
}
