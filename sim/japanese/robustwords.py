"""The words of studies about assumptions and searches, in Japanese: ranges, turns, trials, finalists."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    "cli.robustness.short": "仮定が取りうる最小・最大の値でも、結論が変わらないかを調べる",
    "cli.robustness.help": """\b
EXPERIMENTの仮定を1つずつ、範囲の両端で試します。

\b
`assumptions:` のそれぞれを全シナリオで下限と上限に設定し、同じリード・同じ
偶然で再びシミュレーションします。結論が変わる場合は、変わり目の値を探します。
範囲のない実験では、`rests_on` の値を0と2倍にして試します。

\b
例:
  nurture robustness experiments/email_cadence.yaml
  nurture robustness experiments/email_cadence.yaml --replications 50 --json
""",
    "robustness.nothing": (
        "試す対象がありません。範囲を追加してください（例: assumptions: {{people.read_lift: [0, 0.08]}}）"
    ),
    "robustness.holds": "すべての範囲の両端で結論は変わらない（{count}個を1つずつ試した）。",
    "robustness.but": "シミュレーションできないため一方の端を試していないもの: {titles}。",
    "robustness.none_possible": "どの範囲の端もシミュレーションできないため、何も試していない。",
    "robustness.open": "結論がまだ出ていないため、頑健性は判断できない。シミュレーションの回数を増やす。",
    "robustness.flips": "「{title}」が{side}と、結論は{scenario}に変わる（ファイルの値は{value}）。",
    "robustness.unsettled": "「{title}」が{side}と、判断できなくなる（ファイルの値は{value}）。",
    "robustness.at_end": "{end}では{scenario}になる。",
    "robustness.below": "約{value}を下回る",
    "robustness.above": "約{value}を上回る",
    "robustness.at": "{value}: {difference}",
    "robustness.at_other": "{value}: {difference} -> {answer}",
    "robustness.impossible": "{value}: {answer}",
    "cli.robustness.assumption": "仮定",
    "cli.robustness.value": "値",
    "cli.robustness.low": "下限",
    "cli.robustness.high": "上限",
    "cli.robustness.about": "表示: {unit}{kpi}、{scenario} − {baseline}。ファイルの値での差: {difference}。",
    "cli.robustness.answer": "結論: {sentence}",
    "cli.robustness.stands": "頑健性: {sentence}",
    "cli.search.short": "設定の最良の組み合わせを探し、上位を別のリードで確かめる",
    "cli.search.help": """\b
すべてのガードレールを守りながら、最良の結果になる設定の組み合わせを探します。

\b
値は EXPERIMENT の `search:` のものです。各組み合わせを少ない回数の
シミュレーションで試します。多くの中で最良に見えるものは偶然に
恵まれているため、上位を別のリードと偶然で再びシミュレーションし、基準と
比較したものが結果です。中断しても同じコマンドで続きから再開します。すべての
組み合わせを試せない場合は pip install 'nurture-sim[search]' が必要です。

\b
例:
  nurture search experiments/best_hand_off.yaml
  nurture search experiments/best_hand_off.yaml --json > best.json
""",
    "search.nothing": (
        "探す対象がありません。search: {{over: {{desk.reps: {{from: 2, to: 5}}}}}} のように書いてください"
    ),
    "search.impossible": "試した{trials}個の組み合わせは、どれもシミュレーションできません",
    "search.absent": (
        "試行数より多い組み合わせの探索にはOptunaが必要です: pip install 'nurture-sim[search]'"
    ),
    "cli.search.tried": "{trials}個の組み合わせを試行、うち{feasible}個がすべてのガードレール内。上位{finalists}個:",
    "cli.search.name": "組み合わせ",
    "cli.search.searched": "探索時",
    "cli.search.fresh": "別のリード",
    "cli.search.settings": "設定",
}
