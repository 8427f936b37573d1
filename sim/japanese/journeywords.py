"""The words of what is wrong in a journey or its personas, in Japanese."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    # --- journey and personas files: the words of a value ---
    "journey.rule_text": "ルールは'score >= 100'のような文字列にしてください（指定値: {found}）",
    "journey.quiet_hours": "配信停止時間帯は21:00-08:00のように2つの時刻で書いてください（指定値: {found}）",
    "journey.first_contact": "same_day、next_business_day、または4hのような時間にしてください（指定値: {found}）",
    "journey.rescore": "keep、reset、または減らす点数を-30のような負の数で書いてください（指定値: {found}）",
    "journey.hours": "時間帯は09:00-18:00のように書いてください（指定値: '{found}'）",
    "journey.range": "最初の数は2つ目の数以下にしてください（指定値: {low}と{high}）",
    "persona.rhythm_hours": "1日の各時間に1つずつ、24個の数を書いてください（指定値: {found}）",
    "persona.rhythm_asleep": "少なくとも1つの時間の重みを0より大きくしてください",
    # --- lint: what a journey and its personas say that no model can judge alone ---
    "lint.known": "。ここで使えるもの: {known}",
    "lint.unknown_stage": "ステージ「{found}」はありません{hint}",
    "lint.unknown_behaviour": "行動「{found}」はありません{hint}",
    "lint.unknown_webinar": "ウェビナー「{found}」はありません{hint}",
    "lint.unknown_rule": "引き渡しルール「{found}」はありません{hint}",
    "lint.unknown_field": "「{found}」はリードの記録からわかる項目ではありません{hint}",
    "lint.unknown_content": "コンテンツ「{found}」はありません{hint}",
    "lint.not_content": (
        "「{found}」はメール、ウェビナー、架電のいずれかです。メールのリンク先にはコンテンツが必要です{hint}"
    ),
    "lint.unknown_persona": "ペルソナ「{found}」はありません{hint}",
    "lint.unknown_attribute": "ペルソナのファイルに属性「{found}」はありません{hint}",
    "lint.unknown_value": "「{name}」に値「{found}」はありません{hint}",
    "lint.unknown_values": "「{found}」は語の入る列ではありません{hint}",
    "lint.attribute_missing": "属性「{found}」がありません",
    "lint.no_values": "属性には値が1つ以上必要です",
    "lint.no_value_mix": "すべての値の割合が0で、誰にも値が付きません",
    "lint.no_mix": "すべてのペルソナの割合が0で、シミュレーションする相手がいません",
    "lint.intent_order": "project_intent_start（{start}）以上にしてください",
    "lint.week_in_day": "registered_on_the_day（{day}）より大きくしてください。当日は最後の週に含まれます",
    "lint.reserved": "「{found}」には決まった意味があります。別の名前にしてください",
    "lint.alike": "「{first}」と「{second}」は大文字小文字か全角半角しか違いません。一方の名前を変えてください",
    "lint.many": "{most}個以内にしてください（現在: {found}個）",
    "lint.many_behaviours": "組み込みの{built_in}個を含めて{most}個以内にしてください（現在: {found}個）",
    "lint.first_stage": "最初のステージに条件は付けられません。全員がここから始まります",
    "lint.first_back": "最初のステージより前に戻るステージはありません",
    "lint.no_enter": (
        "2つ目以降のステージにはenter: score >= 50のような条件が必要です。ほかにここへ進む道がありません"
    ),
    "lint.back_order": "戻り先は「{stage}」より前のステージにしてください: {before}",
    "lint.timeout_itself": "滞在期限が過ぎたリードの行き先は別のステージにしてください",
    "lint.goal_bound": "目標には'at_least'か'at_most'が必要です",
    "lint.goal_order": "'at_least'（{least}）以上にしてください",
    "lint.segment_in_gate": "「{found}」はセグメントです。ターゲット判定で使えるのは属性と獲得経路だけです",
    "lint.segment_in_sql": "「{found}」はセグメントです。営業の条件で使えるのは架電で確認できる事項だけです",
    "lint.segment_in_segments": "「{found}」はセグメントで、別のセグメントの中では使えません。そのルールをここに書いてください",
    "lint.same_column": "列「{found}」はすでに「{first}」に使われています",
    "lint.not_synced": "「{found}」はsync.fieldsにないため、インサイドセールスからは見えません",
    "lint.within_alone": (
        "'within'は行動が'every'の回数に達するまでの期間です。everyを2以上に設定してください"
    ),
    "lint.floor_order": "上限（{ceiling}）以下にしてください",
    "lint.no_team": "担当者がいません。'reps'、'shifts'、'teams'のいずれかを設定してください",
    "lint.no_reps": "このチームに担当者がいません。'reps'か'shifts'を設定してください",
    "lint.of_each_team": "これは'teams'のそれぞれに書いてください",
    "lint.of_each_shift": "これは'shifts'のそれぞれに書いてください",
    "lint.many_reps": "担当者は{most}人以内にしてください（現在: {found}人）",
    "lint.many_absent": "担当者数（{most}）以下にしてください",
    "lint.attempts": "'steps'には{found}回分あります。これを省くか、両方を合わせてください",
    "lint.bounds_order": "2つ目の限界は1つ目より大きくしてください",
    "lint.bounds_start": "動かす数は'{rule}'の{start}から始まりますが、この範囲の外です",
    "lint.nothing_moves": "'{rule}'には、動かせる比較（{compares} >= 100など）がありません",
    "lint.no_target": "目標には'acceptance'、'opportunity_rate'、'handoffs_per_week'のいずれかが必要です",
    "lint.never": "これは決して成り立ちません: {reason}",
    "lint.never_behaviour": "このジャーニーに行動「{name}」につながるものがありません",
    "lint.never_above": "{name}はここでは{limit}より大きくなりません",
    "lint.never_below": "{name}はここでは{limit}より小さくなりません",
    "lint.never_other": "除いている状態が常に成り立っています",
    "lint.until_order": "'from'（{since}）より後にしてください",
    "lint.two_source_columns": (
        "CSVファイルが2つある場合、どちらにも列'source'は使えません。同じリードが両方から来る可能性があります"
    ),
    "lint.whole_days": "何日前かで指定します。7dのように日数を書いてください",
    "lint.no_moment": (
        "メールには'cadence'（例: weekly Tue 10:00）、'after'（行動）、'entering'（ステージ）、'on'（転機）のいずれかが必要です"
    ),
    "lint.no_trigger": (
        "架電には'after'（行動）、'entering'（ステージ）、'on'（dormantなどの転機）のいずれかが必要です"
    ),
    "lint.either": "'{first}'か'{second}'のどちらか一方にしてください",
    "lint.delay_alone": "'{setting}'はきっかけで送るメールの設定です。このメールは予定日に送られます",
    "lint.of_alone": "'of'は'after'を1つのタッチポイントに絞るものです。ここに'after'がありません",
    "lint.unknown_touchpoint": "タッチポイント「{found}」はありません{hint}",
    "lint.of_behaviour": "「{found}」で「{after}」が計測されることはありません。そこで使えるもの: {known}",
    "lint.no_dormancy": "このジャーニーでは誰も{found}になりません。dormancy: {{after: 90d}}のように'dormancy'を設定してください",
    "lint.no_exits": "このジャーニーでは誰も{found}になりません。'exits'がありません",
    "lint.no_re_enter": "このジャーニーには誰も戻りません。'exits'のどれにも're_enter'がありません",
    "lint.call_exited": (
        "ジャーニーから離脱したリードは営業に引き渡されません。架電ならreenteredを待つか、メールにしてください"
    ),
    "lint.variant_shares": (
        "全パターンの割合の合計は1以下にしてください（現在: {found}）。残りのリードには何も送られません"
    ),
    "lint.quiet_always": "1日全体に及ぶため、メールを送れる時間がありません",
    "lint.quiet_window": "配信停止時間帯{quiet}がこの全体に及ぶため、送れる時間がありません",
    "lint.no_seats": "席の解放は定員がある場合の設定です。'seats'がありません",
    "lint.no_content": "コンテンツのないメールでは何も伝わりません。全ステージ共通か、ステージごとにcontentを指定してください",
    "lint.endless": "このメールは、自分が引き起こす行動を待ち時間なしで待つため、際限なく送られます: {path}",
}
