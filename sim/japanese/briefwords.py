"""The words of `sim/words/briefwords.py` in Japanese."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    "brief.change": "{scenario}へ変更",
    "brief.stay": "{scenario}を継続",
    "brief.wait": "{baseline}の変更は保留",
    "brief.ask_change": "お願いしたい判断：「{baseline}」を「{scenario}」に切り替える。",
    "brief.ask_stay": "お願いしたい判断：{scenario}を現状のまま続ける。",
    "brief.ask_wait": "お願いしたい判断：今回はなし（シミュレーションの追加が必要）。",
    "brief.because": "{scenario}は{effect}。",
    "brief.step_runs": "各シナリオのシミュレーションをあと約{more}回（計{total}回）行ってから判断する。",
    "brief.step_no_runs": "あと{more}回シミュレーションしても決着しない。問いを絞る。",
    "brief.step_change": "MAツールで「{scenario}」を設定し、切り替え日を記録する。",
    "brief.step_watch": "1四半期のあいだ上の数値を見守り、どれかが基準を越えたら元に戻す。",
    "brief.step_stay": "{baseline}は変えない。",
    "brief.step_measure_first": "その前に{title}（現在{value}）を実測する。結論がこれで変わるため。",
    "brief.step_measure": "{title}（現在{value}）を自社のデータで測り、もう一度試す。",
    "brief.step_repeat": "次の四半期の実績で、もう一度シミュレーションする。",
    "brief.usual_week": "担当者1人あたりの引き渡し（通常の週）",
    "brief.cost": "{unit}費用",
    "brief.value": "{unit}商談の期待価値（受注率{rate}、受注単価{deal}）",
    "brief.net": "{unit}期待価値−費用",
    "brief.difference_in": "{what}の差",
    "brief.yen_interval": "{mean}（{low}～{high}）",
    "brief.case_at_zero": "ゼロにすると",
    "brief.case_doubled": "2倍にすると",
    "brief.case_alike": "曜日差がないとすると",
    "brief.look_below": "{kpi}が四半期で{line}を下回ったら見直す。",
    "brief.look_above": "{kpi}が四半期で{line}を上回ったら見直す。",
    "brief.guard_kept": "守られる",
    "brief.guard_broken": "破られる",
    "brief.guard_not_settled": "未確定",
    "brief.back_below": "{kpi}が四半期で{line}を下回ったら元に戻す。",
    "brief.back_above": "{kpi}が四半期で{line}を上回ったら元に戻す。",
}
