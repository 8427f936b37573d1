"""The words of explanations in Japanese: where lives part, what began it, what came of it."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    # --- the command ---
    "cli.explain.short": "2つのシナリオがなぜ違うかを示す: リードの歩みの分かれ目と、増減したMQL",
    "cli.explain.help": """\b
実験の2つのシナリオがなぜ違うかを示します。

\b
リード1件ごとに2つの歩みを並べます。SCENARIO_Aに比べてSCENARIO_Bで
増えた・減ったMQLと商談、早まった・遅れたもの、そのきっかけ（片方だけが送る
メール、片方だけで成り立つルール、営業の待ち行列など）を示します。--leadを
付けるとリード1件について、2つの歩みがどこで分かれ、なぜ分かれ、その
後どうなったかを示します。

\b
RUNは `latest`、実験名（`email_cadence`: その最新の結果）、個別の
結果（`email_cadence/0003`）、または結果フォルダーです。両方のシナリオの
イベントログが保存されたシミュレーションを対象にします。

\b
例:
  nurture explain latest weekly twice_a_month
  nurture explain email_cadence/0003 weekly twice_a_month --lead 12
  nurture explain latest weekly twice_a_month --json > why.json
""",
    "cli.explain.lead": "このリードだけを示す（SCENARIO_Aでの番号。両方のログがある最初のシミュレーション）",
    "cli.explain.no_pair": (
        "両方のシナリオのイベントログがあるシミュレーションがありません: 「{a}」は{kept_a}、「{b}」は{kept_b}"
    ),
    "cli.explain.not_whole": (
        "{run}にはシナリオ「{scenario}」のイベントの一部しか保存されていません。再実行してください: {command}"
    ),
    "cli.explain.progress": "イベントログの比較 {done}/{total}組",
    "cli.explain.measured": "{a}と{b}: 全{total}回のうち{runs}、リード計{leads}件、計測期間 {since}～{until}",
    "cli.explain.run": "シミュレーション{numbers}番",
    "cli.explain.runs": "シミュレーション{numbers}番",
    "cli.explain.in_a_row": "{first}～{last}",
    "cli.explain.settings": "ジャーニーの異なる設定:",
    "cli.explain.setting": "  {path}: {a} -> {b}",
    "cli.explain.no_setting": "なし",
    "cli.explain.alike_settings": "ジャーニーは同じで、違いはペルソナファイルにあります。",
    "cli.explain.more_settings": "  ...ほか{count}件",
    "cli.explain.sample": (
        "イベントログは一部のリードだけ保存されています: 両シナリオ合計{all}件のうち{kept}件。以下はその分だけです。"
    ),
    "cli.explain.headline": "{title}: {scenario_a} {a}件、{scenario_b} {b}件: {difference}。",
    "cli.explain.fewer": "{count}件減",
    "cli.explain.more": "{count}件増",
    "cli.explain.equal": "件数の差なし",
    "cli.explain.fate": (
        "減った{lost}件、増えた{gained}件。両方にあるもののうち、遅れた{later}件{later_by}、早まった{earlier}件"
        "{earlier_by}、別のルール{other_rule}件、同じ{same}件。"
    ),
    "cli.explain.median": "（中央値{time}）",
    "cli.explain.past": (
        "減ったうち{lost}件、増えたうち{gained}件は両方のシナリオにあり、計測期間に入るのが一方だけです。"
    ),
    "cli.explain.because": "{difference}の内訳（分かれ目）: {began}。動いたきっかけ: {pushed}。",
    "cli.explain.began_first": "{origin} {count}件",
    "cli.explain.began_further": "{origin} {count}件",
    "cli.explain.pushed_first": "{origin} {count}件",
    "cli.explain.pushed_further": "{origin} {count}件",
    "cli.explain.less": "逆方向に{part}",
    "cli.explain.part_join": "、",
    "cli.explain.visits": "自らの訪問",
    "cli.explain.something_else": "その他",
    "cli.explain.one_run": (
        "これは1回のシミュレーションの結果です。全{count}回では、差は1回あたり平均{mean:+.1f}{interval}です。"
    ),
    "cli.explain.several_runs": "全{count}回のシミュレーションでは、差は1回あたり平均{mean:+.1f}{interval}です。",
    "cli.explain.interval": "（95%区間 {low:+.1f}～{high:+.1f}）",
    "cli.explain.nothing": "1件ずつ見ても両方で同じです。",
    "cli.explain.began": "歩みの分かれ目",
    "cli.explain.pushed": "動いたきっかけ",
    "cli.explain.persona": "ペルソナ",
    "cli.explain.source": "獲得経路",
    "cli.explain.rule": "引き渡し",
    "cli.explain.row": "  {label}",
    "cli.explain.column_gained": "増",
    "cli.explain.column_lost": "減",
    "cli.explain.column_net": "差引",
    "cli.explain.column_earlier": "早まり",
    "cli.explain.column_later": "遅れ",
    "cli.explain.column_other_rule": "別ルール",
    "cli.explain.others": "ほか{count}種",
    "cli.explain.all": "合計",
    "cli.explain.minutes": "{count}分",
    "cli.explain.hours": "{count}時間",
    "cli.explain.days": "{count}日",
    # --- one lead ---
    "cli.explain.side": "{scenario}: {text}",
    "cli.explain.only": "このリードは{here}だけに存在し、{there}には存在しません。",
    "cli.explain.alike": "2つの歩みは最後まで同じです（イベント: {count}件）。",
    "cli.explain.until": "{at}までは2つの歩みは同じです（イベント: {count}件）。その後、分かれます:",
    "cli.explain.at_once": "2つの歩みは最初のイベントから異なります:",
    "cli.explain.event": "{at}  {what}",
    "cli.explain.next_event": "なし。次のイベントは {at}  {what}",
    "cli.explain.no_event": "以後のイベントなし",
    "cli.explain.with_points": "{what} {points:+d}",
    "cli.explain.felt": "リードの行動またはリードへの対応で、最初に異なるもの:",
    "cli.explain.unfelt": "その影響はありません。リードの行動もリードへの対応も両方で同じです。",
    "cli.explain.began_with": "分かれ目: {origin}。{why}",
    "cli.explain.milestones": "その後の経過:",
    "cli.explain.no_milestone": "その後、ステージの変更・引き渡し・架電・終結はありません。",
    "cli.explain.since": "分かれ目から最後まで",
    "cli.explain.since_mails": "受信したメール",
    "cli.explain.since_read": "人が開封または読んだメール",
    "cli.explain.since_content": "閲覧したコンテンツ",
    "cli.explain.since_attempts": "営業の接触の試み",
    "cli.explain.since_points": "最後のイベントでのスコア",
    # --- moments ---
    "moment.weekdays": "月 火 水 木 金 土 日",
    "moment.told": "{date}({weekday}) {time}",
    # --- what began it ---
    "explain.kind_mail": "メール「{name}」",
    "explain.kind_webinar": "ウェビナー「{name}」",
    "explain.same_mail": "メール",
    "explain.same_webinar": "ウェビナー",
    "explain.same_call": "架電",
    "explain.kind_visit": "「{name}」への自らの訪問",
    "explain.kind_call": "架電「{name}」",
    "explain.kind_arrival": "登録（{name}）",
    "explain.kind_lead": "片方のシナリオだけにいる「{name}」のリード",
    "explain.kind_rule": "ルール「{name}」",
    "explain.kind_review": "ルール「{name}」の見直し",
    "explain.kind_stage": "ステージ「{name}」への移行ルール",
    "explain.kind_back": "ステージ「{name}」から戻るルール",
    "explain.kind_timeout": "ステージ「{name}」の期限",
    "explain.kind_exit": "離脱「{name}」",
    "explain.kind_points": "「{name}」のスコア",
    "explain.kind_fit": "登録時の属性スコア",
    "explain.kind_decay": "スコアの減衰",
    "explain.kind_gate": "ターゲット判定",
    "explain.kind_dormancy": "休眠と復帰",
    "explain.kind_sync": "SFAへの連携",
    "explain.kind_queue": "営業の待ち行列",
    "explain.kind_outcome": "営業の架電の結果",
    "explain.kind_deal": "商談の期間",
    "explain.kind_persona": "{name}",
    "explain.kind_source": "{name}",
    # --- why two lives part ---
    "explain.why_delivered": "{at}にこのリードへ送るのは{here}だけです。",
    "explain.why_answered": "送るのは両方ですが、リードの反応が異なります。",
    "explain.why_rule": "{a}では {text_a}、{b}では {text_b} です。",
    "explain.why_one_rule": "両方とも {text} ですが、成り立つのは{here}だけです。",
    "explain.why_visit": "訪問するのは{here}だけです。見えない購買意向が異なるか、訪問先が異なります。",
    "explain.why_review": "見直し会議で決まった値が異なるか、その時点で会議があったのが一方だけです。",
    "explain.why_points": "{a}では{points_a:+d}、{b}では{points_b:+d}です。",
    "explain.why_decay": "同じイベントでのスコアは、{a}では{points_a}、{b}では{points_b}です。",
    "explain.why_queue": "リードの行動は両方で同じですが、営業が対応する時期が異なります。",
    "explain.why_sync": "リードの行動は両方で同じですが、SFAに届く時期が異なります。",
    "explain.why_outcome": "営業が対応した時期は両方で同じです。",
    "explain.why_only": "該当するのは{here}だけです。",
    "explain.no_rule": "なし",
    # --- conservation ---
    "explain.broken": "{kpi}: イベントログでは{whole}、内訳の合計は{parts}。プログラムの不具合です",
    "explain.unexplained": "{count}件が、違いのない歩みの中で異なります。プログラムの不具合です",
}
