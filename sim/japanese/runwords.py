"""The words of what stops a run, what review meetings and goals saw in it, in Japanese."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    # --- crowd and world: what stops a run ---
    "balance.broken": "{account}: リード側では{here}、イベントログでは{there}です。シミュレーターの不具合です",
    "crowd.chain": (
        "リード{lead}に{second}秒の時点で1,000件を超えるイベントが起きました。待ち時間のないメールが互いを呼び出しています"
    ),
    "crowd.time": "リード{lead}の時間が{second}秒の時点で逆戻りしました。シミュレーターの不具合です",
    "world.late_moment": "{second}秒は予告できません。リードは{horizon}秒まで進んでいます",
    "program.kind": "タッチポイント{name!r}の種類を{before}から{after}には変えられません。別の名前にしてください",
    "world.unannounced": (
        "{second}秒は予告されておらず、リードは{horizon}秒まで進んでいます。world.at(t)で待ってください"
    ),
    # --- goal: goals of stages ---
    "goal.checked": "{stage}: {kpi} {value}、目標 {bounds}: {outcome}",
    "goal.at_least": "{bound}以上",
    "goal.at_most": "{bound}以下",
    "goal.met": "達成",
    "goal.missed": "未達",
    "goal.no_figure": "該当する値なし",
    # --- meeting: what review meetings saw and did ---
    "meeting.moved": "{at} {review}: {rule}の{compares}を{before} -> {after}に変更。{seen}",
    "meeting.kept": "{at} {review}: {rule}の{compares}は{before}のまま。{seen}",
    "meeting.acceptance": "判断済みの引き渡し{bottom}件のうち営業受入は{top}件",
    "meeting.opportunity_rate": "引き渡し{bottom}件のうち商談化は{top}件",
    "meeting.handoffs_per_week": "{bottom}日間の引き渡しは{top}件",
}
