"""インサイドセールスの負荷・時間帯・累計・登録からの日数を示すグラフの言葉。"""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    # --- charts.desk ---
    "charts.desk.baseline": "現行（ベースライン）",
    "charts.desk.baseline_chosen": "現行（ベースライン）、推奨",
    "charts.desk.chosen": "推奨",
    "charts.desk.one_run": "シミュレーション1回",
    "charts.desk.runs": "シミュレーション{runs}回",
    "charts.desk.no_band": "シミュレーションは1回だけなので、回ごとのばらつきはわかりません。",
    "charts.desk.left_out": "ほか{count}シナリオは省略（CSVに記載）。",
    "charts.desk.ends": "{words}（{low}～{high}）",
    "charts.desk.none": "なし",
    "charts.desk.comma": "、",
    # --- charts.workload ---
    "charts.workload.nothing": "どのシナリオでも営業への引き渡しがありません",
    "charts.workload.one": "最も忙しい週の引き渡しは1人あたり{base}件",
    "charts.workload.two": "最も忙しい週の引き渡しは1人あたり、「{baseline}」で{base}件、「{rival}」で{other}件{doubt}",
    "charts.workload.many": (
        "最も忙しい週の引き渡しは1人あたり、「{baseline}」で{base}件、ほかのシナリオで{least}～{most}件"
    ),
    "charts.workload.subtitle": "1人あたりの引き渡し件数（週別）と、初回の架電までの時間 · {runs}",
    "charts.workload.note": (
        "棒は月曜始まりの週ごとの平均で、測定期間の端で7日に満たない週は淡い色。線はベースライン。"
        "最も忙しい週は回によって違うため、その平均は最も高い棒を上回ります。遅れとは期限を過ぎた初回の架電で、架電されなかった引き渡しは含みません。"
    ),
    "charts.workload.whiskers": "細い線と括弧は、シミュレーション{runs}回の中央90 %の範囲。",
    "charts.workload.unit": "1人・1週あたりの引き渡し件数",
    "charts.workload.week_axis": "週",
    "charts.workload.busiest": "各回の最も忙しい週：{number}",
    "charts.workload.calls_unit": "この時間内に行われた初回の架電の割合",
    "charts.workload.calls_axis": "引き渡しの到着から初回の架電までの時間",
    "charts.workload.no_calls": "初回の架電なし",
    "charts.workload.minutes": "{count}分",
    "charts.workload.hours": "{count}時間",
    "charts.workload.days": "{count}日",
    "charts.workload.longer": "全体",
    "charts.workload.late": "遅れ {share} %",
    "charts.workload.in_time": "期限内 {share} %",
    "charts.workload.alt": "週別と待ち時間別の棒グラフ。{title}。{subtitle}。{scenarios}",
    "charts.workload.alt_scenario": "{scenario}：最も忙しい週は1人あたり{busiest}件、遅れた初回の架電（%）：{late}。",
    # --- charts.hours ---
    "charts.hours.nothing": "測定期間に引き渡しがありません",
    "charts.hours.title": (
        "「{baseline}」では引き渡しの{share} %が通常の稼働時間外に届き、最も多いのは{hour}の週{most}件"
    ),
    "charts.hours.hour": "{weekday}曜{first}～{last}時",
    "charts.hours.subtitle": "曜日・時間帯別の引き渡しと架電、1週あたりの平均 · {runs}",
    "charts.hours.note": (
        "色は1週あたりの平均件数で、すべての図で同じ目盛り。特に多い時間帯には数を記載。枠線はいずれかのチームが稼働する"
        "通常の時間帯で、休業日も曜日どおりに数えます。引き渡しはデスクに届いた現地時刻で、架電はすべての発信で数えます。"
    ),
    "charts.hours.ends": "括弧はシミュレーション{runs}回の中央90 %の範囲。",
    "charts.hours.handoffs": "引き渡しの到着",
    "charts.hours.attempts": "架電",
    "charts.hours.total": "週{count}件、うち通常の稼働時間外 {outside}",
    "charts.hours.total_none": "なし",
    "charts.hours.share": "{share} %",
    "charts.hours.axis": "時刻（時）",
    "charts.hours.scale": "件／週",
    "charts.hours.alt": "曜日と時間帯のヒートマップ。{title}。{subtitle}。{scenarios}",
    "charts.hours.alt_scenario": "{scenario}：1週あたり引き渡し{handoffs}件、架電{attempts}件。",
    # --- charts.cumulative ---
    "charts.cumulative.nothing": "どのシナリオでもMQLも商談も生まれません",
    "charts.cumulative.only": "「{scenario}」の測定期間末の{unit}は{count}件",
    "charts.cumulative.more": "{days}日間の{unit}は{difference}件多い{interval}：「{baseline}」に対する「{rival}」",
    "charts.cumulative.fewer": "{days}日間の{unit}は{difference}件少ない{interval}：「{baseline}」に対する「{rival}」",
    "charts.cumulative.unsure": "最終的な{unit}の差は{difference}件{interval}で偶然の範囲：「{baseline}」に対する「{rival}」",
    "charts.cumulative.baseline": "ベースライン",
    "charts.cumulative.same": "{days}日間の{unit}は同数：「{baseline}」に対する「{rival}」",
    "charts.cumulative.interval": "（{level} %区間 {low}～{high}）",
    "charts.cumulative.unit_mqls": "MQL",
    "charts.cumulative.unit_opportunities": "商談",
    "charts.cumulative.subtitle": "{first}から{last}までのMQLと商談の日別累計 · {runs}",
    "charts.cumulative.note": (
        "線はシミュレーション{runs}回の平均、帯は回の中央90 %の範囲。各回は同じリード・同じ偶然の出来事で対にして比べるため、"
        "帯が重なっていても差が確かなことがあります。差と区間は比較の結果と同じものです{adjusted}。"
    ),
    "charts.cumulative.adjusted": "（{count}シナリオ分の調整済み）",
    "charts.cumulative.note_one": "線はシミュレーション1回の結果で、回ごとのばらつきはわかりません。",
    "charts.cumulative.mqls": "MQL",
    "charts.cumulative.opportunities": "商談",
    "charts.cumulative.axis_mqls": "MQLの累計（件）",
    "charts.cumulative.axis_opportunities": "商談の累計（件）",
    "charts.cumulative.difference": "、期間末の差 {difference}",
    "charts.cumulative.of": "、「{rival}」",
    "charts.cumulative.end": "{count} {scenario}",
    "charts.cumulative.alt": "時間に沿った折れ線グラフ。{title}。{subtitle}。{scenarios}",
    "charts.cumulative.alt_scenario": "{scenario}：期間末にMQL {mqls}件、商談 {opportunities}件。",
    # --- charts.spans ---
    "charts.spans.nothing": "MQL・初回接触・商談に至るリードがいません",
    "charts.spans.title_opportunity": "登録から{days}日以内に商談に至るリード：{shares}",
    "charts.spans.title_contact": "登録から{days}日以内に接触できるリード：{shares}",
    "charts.spans.title_mql": "登録から{days}日以内にMQLになるリード：{shares}",
    "charts.spans.first": "「{scenario}」{share} %",
    "charts.spans.next": "、「{scenario}」{share} %{doubt}",
    "charts.spans.others": "、ほかのシナリオ{least}～{most} %",
    "charts.spans.difference": " · {days}日後の差 {difference}ポイント（95 %区間 {low}～{high}）",
    "charts.spans.subtitle": "測定期間に登録した全リードのうち、それまでに到達した割合 · {runs}",
    "charts.spans.note": (
        "全回のリードによるカプラン・マイヤー推定（1から引いたもの）。シミュレーション終了時にまだ途中のリードは打ち切りとして"
        "扱い（短い縦線、週に1本まで）、離脱したリードは到達しないものとします。丸は全体の半数が到達した日。全体の{watched} %が"
        "観察されている間を描いています。"
    ),
    "charts.spans.bands": "帯はシミュレーション{runs}回の中央90 %の範囲。",
    "charts.spans.mql": "MQLまで",
    "charts.spans.contact": "初回接触まで",
    "charts.spans.opportunity": "商談まで",
    "charts.spans.unit": "到達したリードの割合",
    "charts.spans.axis": "登録からの日数",
    "charts.spans.at_risk": "観察中で未到達のリード数（全回の合計）",
    "charts.spans.half": "半数",
    "charts.spans.median": "{days}日",
    "charts.spans.never": "–",
    "charts.spans.alt": "登録からの日数に沿った曲線。{title}。{subtitle}。{scenarios}",
    "charts.spans.alt_scenario": "{scenario}：{parts}。",
    "charts.spans.alt_part": "{span}最終的に{share} %",
}
