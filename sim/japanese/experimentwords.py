"""The words of experiment files in Japanese: what is wrong in one."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    # --- what is wrong in an experiment file ---
    "experiment.none": "比較する対象がありません。`scenarios` を書くか、`vary` で設定に複数の値を与えてください",
    "experiment.range_of_values": (
        "範囲は {{from: 2, to: 5}} のように、小さい順の数値で書いてください（stepを付けるなら0より大きく）。"
        "値は最大{most}個です"
    ),
    "experiment.many_values": "値は最大{most}個にしてください（指定: {found}個）",
    "experiment.within": "「{other}」はこの設定を含み、同じく変化します。どちらか一方だけを変化させてください",
    "experiment.value_twice": "この値は「{first}」としてすでにあります。一方を削除してください",
    "experiment.in_scenario": "この変更をすると、{path}: {text}",
    "experiment.many": "`scenarios` と `vary` の組み合わせは最大{most}シナリオにしてください（指定: {found}シナリオ）",
    "experiment.no_name": (
        "「{found}」からはシナリオ名を作れません。名前を付けてください（{path}: {{name: {value}}}）"
    ),
    "experiment.long_name": (
        "組み合わせ「{found}」の名前が60文字を超えます。値に短い名前を付けてください（{path}: {{name: {value}}}）"
    ),
    "experiment.same_name": "2つのシナリオの名前が「{found}」になります。値にそれぞれ名前を付けてください",
    "experiment.nothing_varies": "どの組み合わせもジャーニーファイルのとおりで、比較するものがありません",
    "experiment.no_window": (
        "この設定がありません。`from` を書くか、ジャーニー開始からの期間を `warm_up` で書いてください"
    ),
    "experiment.window_order": "計測の初日（{first}）より後の日にしてください",
    "experiment.precision_most": (
        "`first` と `look_ahead` に必要なので、{least}以上にしてください（指定値: {found}）"
    ),
    "experiment.range": "2つの値 [low, high]、または設定（low: ..., high: ..., why: ...）にしてください",
    "experiment.range_order": "下限（{low}）より大きくしてください",
    "experiment.figure_twice": "この数値は「{first}」としてすでに指定されています。一方を削除してください",
    "experiment.range_end": "{path}: {text}",
    # --- margins and limits of guardrails ---
    "guardrail.rule": (
        "許容差（例: 5、0.5 points）または限度（例: at most +5、at most 12、at least 30 %）にしてください"
    ),
    "guardrail.limit_rule": "限度にしてください（例: at most 12、at least 30 %、符号付きなら at most +5）",
    "guardrail.signed": "。限度には言葉を付けて at least {number} と書いてください",
    "guardrail.amount": "KPIの単位の数値にしてください",
    "guardrail.percent": "。割合なら {number} points と書いてください",
    "guardrail.large_margin": "割合の差は最大1（100ポイント）です。{example} と書いてください",
    "guardrail.beyond_share": "割合は最大100%、割合の差は最大100ポイントです",
    "guardrail.no_share": "「{unit}」は割合に使います。{counted}の数値を書いてください（例: {example}）",
    "guardrail.relative_percent": (
        "{number}%の差は、基準の値に対する比率とも読めます。{word} {number} points と書いてください"
    ),
    "guardrail.absolute_points": (
        "pointsは差（符号付き）に使います。{word} {number} %、または {word} {sign}{number} points と書いてください"
    ),
    "guardrail.large_share": "割合は最大1です。{example} と書いてください",
    "guardrail.asks_fall": (
        "{kpi}が{amount}以上減ることを求めています。これ以上減らさないなら {example} と書いてください"
    ),
    "guardrail.asks_rise": (
        "{kpi}が{amount}以上増えることを求めています。これ以上増やさないなら {example} と書いてください"
    ),
    "guardrail.most": "{amount}以下",
    "guardrail.least": "{amount}以上",
    "guardrail.most_off": "{amount}以内",
    "guardrail.least_off": "{amount}以内",
    "guardrail.unit_share": "%",
    "guardrail.unit_days": "日",
    "guardrail.unit_hours": "時間",
    "guardrail.unit_handoffs": "引き渡し",
    "guardrail.unit_yen": "円",
    # --- warnings ---
    "warn.start_up": (
        "空のジャーニーを初日から計測するため、立ち上がり期どうしの比較になります。しばらく動かしてから計測するか"
        "（measure: {{warm_up: 90d, ...}}、または遅い `change_on`）、自社のリードから始めてください"
    ),
    "warn.same_as_baseline": "基準と違いがありません",
    "warn.same_as_scenario": "シナリオ「{other}」と違いがありません",
    "warn.margin_twice": (
        "判断に使うKPIの許容差は `decide_on` のものが使われ、ここの値は使われません。削除してください"
    ),
    "warn.outside_range": "ファイルの値は{value}で、この範囲の外です",
    "warn.good_side_upper": (
        "{kpi}は高いほど良い指標ですが、この限度は高いシナリオを除外します。高すぎて困る場合はこのまま、"
        "そうでなければ at least と書いてください"
    ),
    "warn.good_side_lower": (
        "{kpi}は低いほど良い指標ですが、この限度は低いシナリオを除外します。低すぎて困る場合はこのまま、"
        "そうでなければ at most と書いてください"
    ),
    # --- the page of all settings ---
    "reference.experiment_head": (
        "## 実験: 実験ファイル\n\n"
        "[experiments.md](experiments.md) に、ファイル全体の例と結論の読み方があります。"
    ),
    "reference.experiment_block": "## 実験ファイルの `{path}`",
    "reference.guardrail": "許容差（数値、またはpoints）か限度",
    "reference.limit": "限度",
    "reference.end": "その設定の値",
    "reference.any": "任意の値",
}
