"""The words of the charts of leads' lives in Japanese."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    "charts.shifts.finding": "{moved}：{a}に対する{b}の増減",
    "charts.shifts.moved": "{title} {net}（増加{gained}、減少{lost}）",
    "charts.shifts.join": "、",
    "charts.shifts.nothing": "{b}と{a}では、MQLも商談もすべて同じ",
    "charts.shifts.nobody": "測定期間中、{b}にも{a}にもMQLと商談はない",
    "charts.shifts.subtitle": (
        "シミュレーション{of_runs}回のうちイベントログのある{runs}回の合計、リード{leads}件、測定期間 {since}〜{until}。"
        "両シナリオともリードと偶然の出来事は同じ。"
    ),
    "charts.shifts.subtitle_one": (
        "シミュレーション{of_runs}回のうち{runs}回のイベントログ、リード{leads}件、測定期間 {since}〜{until}。"
        "両シナリオともリードと偶然の出来事は同じ。"
    ),
    "charts.shifts.sample": " イベントログは一部のリードのみ。",
    "charts.shifts.note": (
        "リードごとに1件目は1件目、2件目は2件目と比較。増加・減少：片方のシナリオの測定期間だけにあるもの。"
        "遅れ・前倒し：両方にあり、時期が異なるもの。"
    ),
    "charts.shifts.note_all": (
        "灰色の線：全シミュレーションでの1回あたりの差と95%信頼区間（表示中の回数分に換算）。"
    ),
    "charts.shifts.note_one": "シミュレーションは1回のみのため、差が偶然でどれだけ動くかは不明。",
    "charts.shifts.counts": "{title}：{a} → {b}",
    "charts.shifts.all_runs": "全{runs}回のシミュレーション：1回あたり{mean}（95%信頼区間 {low}〜{high}）",
    "charts.shifts.one_run": "シミュレーション1回：区間なし",
    "charts.shifts.lost": "減少 {count}",
    "charts.shifts.gained": "増加 {count}",
    "charts.shifts.later": "遅れ {count}{typical}",
    "charts.shifts.earlier": "前倒し {count}{typical}",
    "charts.shifts.days": "（中央値{count}日）",
    "charts.shifts.hours": "（中央値{count}時間）",
    "charts.shifts.net": "差引 {net}",
    "charts.shifts.net_column": "差引",
    "charts.shifts.axis": "← 減少・遅れ · {title} · 増加・前倒し →",
    "charts.shifts.axis_short": "← 減少 · 増加 →（件）",
    "charts.shifts.by_persona": "ペルソナ別",
    "charts.shifts.by_source": "流入元別",
    "charts.shifts.others": "その他{count}件",
    "charts.shifts.none": "増加も減少もなし",
    "charts.shifts.alt": "左右に伸びる棒グラフ。{title}。{subtitle} {kpis}",
    "charts.shifts.alt_kpi": (
        "{title}：{a}から{b}へ。増加{gained}、減少{lost}、遅れ{later}、前倒し{earlier}、別ルール{other_rule}、同じ{same}。"
    ),
    "charts.life.opportunity": (
        "リード{lead}：{days}日、メール{mails}通、ページ閲覧{pages}回、引き渡し{handoffs}回で商談化。最終状態は{status}"
    ),
    "charts.life.handed": (
        "リード{lead}：{days}日間、メール{mails}通、ページ閲覧{pages}回、引き渡し{handoffs}回で商談なし。最終状態は{status}"
    ),
    "charts.life.never": (
        "リード{lead}：{days}日間、メール{mails}通、ページ閲覧{pages}回で引き渡しなし。最終スコアは{score}"
    ),
    "charts.life.subtitle": (
        "リード{lead} · ペルソナ {persona} · 流入元 {source} · 登録 {at} · {scenario}、シミュレーション{run}"
        " · 最終状態 {status}、ステージ {stage}"
    ),
    "charts.life.no_stage": "なし",
    "charts.life.note": (
        "1回のシミュレーションにおける1件のリードの例。平均ではないため区間はない。印の横の数字：近すぎて1つにまとめた件数。"
        "破線：引き渡したルールが求めるスコア。"
    ),
    "charts.life.note_milestones": (
        "1回のシミュレーションにおける1件のリードの例。平均ではないため区間はない。"
        "このイベントログは主な出来事のみで、メールとページ閲覧は含まない。破線：引き渡したルールが求めるスコア。"
    ),
    "charts.life.project": "購買案件あり（{start}〜{end}）：シミュレーターだけが知る情報",
    "charts.life.no_project": "購買案件なし：シミュレーターだけが知る情報",
    "charts.life.machines": "白抜き：機械による動作、または席の予約",
    "charts.life.stage": "ステージ",
    "charts.life.score": "スコア（点）",
    "charts.life.last": "スコア {score}",
    "charts.life.line": "{score}：{rule}",
    "charts.life.lane": "{title} {count}",
    "charts.life.sent": "メール配信",
    "charts.life.opened": "開封",
    "charts.life.read": "閲読（計測されず）",
    "charts.life.machine_opened": "機械による開封",
    "charts.life.clicked": "クリック",
    "charts.life.pages": "ページ閲覧",
    "charts.life.scanned": "スキャナーによるクリック",
    "charts.life.webinar_places": "ウェビナー申込",
    "charts.life.webinar_attended": "ウェビナー参加",
    "charts.life.webinar_missed": "ウェビナー欠席",
    "charts.life.sales": "営業が対応中",
    "charts.life.times": "{text}×{count}",
    "charts.life.more": "ほか{count}件",
    "charts.life.step_excluded": "ターゲット条件により対象外",
    "charts.life.step_mql": "営業へ引き渡し（{rule}）",
    "charts.life.step_call": "架電により営業へ引き渡し",
    "charts.life.step_attempt": "連絡",
    "charts.life.step_mailed": "担当者からのメール",
    "charts.life.step_contact": "通話",
    "charts.life.step_accepted": "営業受入（SAL）",
    "charts.life.step_appointment": "アポイント",
    "charts.life.step_sql": "SQL判定",
    "charts.life.step_opportunity": "商談化",
    "charts.life.step_returned": "差し戻し：{reason}",
    "charts.life.step_won": "受注",
    "charts.life.step_lost": "失注",
    "charts.life.step_unsubscribe": "配信停止",
    "charts.life.step_opt_out": "個別メールの配信停止",
    "charts.life.step_bounce": "メール不達",
    "charts.life.step_exited": "ジャーニーから離脱",
    "charts.life.step_reentered": "ジャーニーに復帰",
    "charts.life.step_dormant": "休眠",
    "charts.life.step_reactivated": "休眠から復帰",
    "charts.life.alt": "時間軸上の線と印。{title}。{subtitle}。ステージ：{stages}。{lanes}。{steps} {key}。",
    "charts.life.alt_step": "{day}：{text}。",
    "charts.touches.mails_one": "{quarter}：リード1件あたり月{value}通のメール",
    "charts.touches.mails_two": "{quarter}：リード1件あたり月間メールは{a}で{before}通、{b}で{after}通",
    "charts.touches.sends_one": "{quarter}：日程の決まった配信は{value}回",
    "charts.touches.sends_two": "{quarter}：日程の決まった配信は{a}で{before}回、{b}で{after}回",
    "charts.touches.same": "（日程は両シナリオで同じ）",
    "charts.touches.none": "なし",
    "charts.touches.planned": "ジャーニーの設定による接点カレンダー。届いたリード数は数えていない。",
    "charts.touches.counted_one": "接点カレンダーと各配信が届いたリード数（シミュレーション1回の集計）。",
    "charts.touches.counted": "接点カレンダーと各配信が届いたリード数（イベントログのあるシミュレーション{runs}回の平均）。",
    "charts.touches.pair": "現状（ベースライン）：{a}、比較：{b}。",
    "charts.touches.left_out": " ほか{count}行は数値データのみ。",
    "charts.touches.note_counted": "列は日、縦線は月曜日。印の面積はリード数。",
    "charts.touches.note_planned": "列は日、縦線は月曜日。印は日程のみを示し、大きさに意味はない。",
    "charts.touches.note_doubled": "2つのシナリオで異なる行は2行で表示。黒い行は共通。",
    "charts.touches.note_one": (
        "シミュレーション1回のため区間なし。1件あたり月間メール：メールが届くリードあたり、1か月は30.4日。"
    ),
    "charts.touches.note_runs": (
        "シミュレーション{runs}回の平均。区間は数値データに記載。1件あたり月間メール：メールが届くリードあたり、1か月は30.4日。"
    ),
    "charts.touches.total": "リード合計",
    "charts.touches.mean": "リード1件あたり月間メール（通）",
    "charts.touches.no_dates": "リードの行動で配信：固定の日程なし",
    "charts.touches.no_touch": "この四半期はなし",
    "charts.touches.interval": "95%信頼区間 {low}〜{high}",
    "charts.touches.kind_mail": "定期メール",
    "charts.touches.kind_webinar": "ウェビナーシリーズ",
    "charts.touches.kind_exhibition": "展示会など（日付の決まったリード獲得）",
    "charts.touches.kind_review": "見直し会議",
    "charts.touches.kind_set_off": "リードの行動で送るメール",
    "charts.touches.kind_call": "架電",
    "charts.touches.what_sent": "メール",
    "charts.touches.what_invited": "案内メール",
    "charts.touches.what_reminded": "リマインド",
    "charts.touches.what_held": "ウェビナー（参加者）",
    "charts.touches.what_came": "展示会（新規リード）",
    "charts.touches.what_met": "見直し会議",
    "charts.touches.what_called": "架電",
    "charts.touches.weekend": "週末",
    "charts.touches.holiday": "祝日・休業日",
    "charts.touches.leads": "{count}件",
    "charts.touches.alt": "1日1列のカレンダー。{title}。{subtitle} {rows}",
    "charts.touches.alt_row": "{title}：{times}日（{days}）。",
    "cli.explain.chart": "増減と前倒し・遅れのグラフも描く。FILEの拡張子は .svg または .png。",
    "cli.explain.chart_of_all": "--chart は全リードのグラフです。--lead を外すか、1件は `nurture trace` で描いてください",
    "cli.trace.chart": "リード1件の経過のグラフも描く。FILEの拡張子は .svg または .png。",
    "cli.chart.ending": "グラフのファイルの拡張子は {known} のいずれかです（'{found}' は不可）",
}
