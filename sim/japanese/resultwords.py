"""The words of what was measured, what an experiment found, and folders of results, in Japanese."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    # --- kpi: measuring; titles and definitions stand in kpiwords ---
    "kpi.none": "なし",
    "kpi.window": "計測期間はシミュレーションの日（0～{days}）の範囲にしてください（指定値: {first}～{last}）",
    # --- verdict, answer, assumption: what an experiment found ---
    "verdict.better": "改善",
    "verdict.worse": "悪化",
    "verdict.no_worse": "許容差内",
    "verdict.equivalent": "同等",
    "verdict.cannot_tell": "まだ判断できない",
    "verdict.none": "差なし",
    "verdict.margin": "{verdict}（許容差{margin}）",
    "answer.per_month": "1か月あたりの",
    "answer.per_quarter": "四半期あたりの",
    "answer.per_year": "年あたりの",
    "answer.per_window": "計測期間の",
    "answer.points": "{points}ポイント",
    "answer.and": "、",
    "answer.better": "{scenario}へ変更。{unit}{kpi} {difference} [{low}, {high}]。",
    "answer.loses_no_more": "{scenario}へ変更。{unit}{kpi}の減少は{margin}以内。",
    "answer.adds_no_more": "{scenario}へ変更。{unit}{kpi}の増加は{margin}以内。",
    "answer.gains": "改善: {kpis}。",
    "answer.unsettled": "未確定: {kpis}。",
    "answer.stay_no_gain": "{baseline}を継続。ほかのどのシナリオも、{kpi}{nor}に意味のある改善がない{guardrails}。",
    "answer.stay_worse": "{baseline}を継続。ほかのどのシナリオも、{kpi}が悪化する{guardrails}。",
    "answer.or_guardrails": "か、{kpis}が悪化する",
    "answer.cannot_tell": "まだ判断できない。あと約{more}回のシミュレーションで{unit}{kpi}を判断できる見込み。",
    "answer.cannot_tell_soon": "判断できない。あと{more}回シミュレーションしても{unit}{kpi}は判断できない見込み。",
    "answer.depends": "この結論は仮定しだい: {titles}。",
    "answer.weekdays": "モデルに曜日の効果はなく、曜日による差は休日・待ち時間・時間帯からのみ生じる。",
    "assumption.stated": "{title} {value}（{source}）。",
    "assumption.at_zero": "0の場合: {outcome}。",
    "assumption.doubled": "2倍の場合: {outcome}。",
    "assumption.alike": "全曜日が同じ場合: {outcome}。",
    "assumption.same": "同じ結論",
    "assumption.flips": "【逆転】{scenario}へ",
    "assumption.open": "判断できない",
    "assumption.impossible": "設定不可",
    # --- results: folders of results ---
    "results.stopped": "中断しました。シミュレーション済みの分は保存され、同じコマンドで続きから再開します。",
    "results.unwritable": "結果を書き込めません: {reason}",
    "results.damaged": "{path}を読み込めません。ファイルが壊れています",
    "results.newer": "{path}: 新しいバージョンのnurture-simで書かれています。読み込むにはプログラムを更新してください",
    "results.no_file": "{path}に{name}がありません",
    "results.no_run": "{root}に完了したシミュレーション「{run}」はありません",
    # --- reopened: a finished comparison taken up again ---
    "reopened.kind": "{path}: このように表示できるのは `nurture compare` と `nurture demo` の結果だけです",
    "reopened.unreadable": "{path}: このバージョンのプログラムではファイルを読み込めません: {why}",
    "reopened.other": "{path}: このバージョンのプログラムでは数値が異なります。再実行してください: {repeat}",
    "reopened.changed": "{path}: リードは保存されず、{file}は当時から変わっています。比較を再実行してください",
}
