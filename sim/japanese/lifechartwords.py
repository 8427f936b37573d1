"""The words of the charts of leads' lives in Japanese."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    "charts.shifts.finding": "{moved}:{a}に対する{b}の増減",
    "charts.shifts.moved": "{title} {net}(増加{gained}、減少{lost})",
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
        "リードごとに1件目は1件目、2件目は2件目と比較。増加・減少:片方のシナリオの測定期間だけにあるもの。"
        "遅れ・前倒し:両方にあり、時期が異なるもの。"
    ),
    "charts.shifts.note_all": (
        "灰色の線:全シミュレーションでの1回あたりの差と95%信頼区間(表示中の回数分に換算)。"
    ),
    "charts.shifts.note_one": "シミュレーションは1回のみのため、差が偶然でどれだけ動くかは不明。",
    "charts.shifts.counts": "{title}:{a} → {b}",
    "charts.shifts.all_runs": "全{runs}回のシミュレーション:1回あたり{mean}(95%信頼区間 {low}〜{high})",
    "charts.shifts.one_run": "シミュレーション1回:区間なし",
    "charts.shifts.lost": "減少 {count}",
    "charts.shifts.gained": "増加 {count}",
    "charts.shifts.later": "遅れ {count}{typical}",
    "charts.shifts.earlier": "前倒し {count}{typical}",
    "charts.shifts.days": "(中央値{count}日)",
    "charts.shifts.hours": "(中央値{count}時間)",
    "charts.shifts.net": "差引 {net}",
    "charts.shifts.net_column": "差引",
    "charts.shifts.axis": "← 減少・遅れ · {title}の件数 · 増加・前倒し →",
    "charts.shifts.axis_short": "← 減少 · 増加 →(件)",
    "charts.shifts.by_persona": "ペルソナ別",
    "charts.shifts.by_source": "流入元別",
    "charts.shifts.others": "その他{count}件",
    "charts.shifts.none": "増加も減少もなし",
    "charts.shifts.alt": "左右に伸びる棒グラフ。{title}。{subtitle} {kpis}",
    "charts.shifts.alt_kpi": (
        "{title}:{a}から{b}へ。増加{gained}、減少{lost}、遅れ{later}、前倒し{earlier}、別ルール{other_rule}、同じ{same}。"
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
}
