"""The words of files that belong together, in Japanese."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    "workspace.kind": "このファイルはジャーニー、ペルソナ、実験のいずれでもありません。次のどれも含まれていません: {known}",
    "workspace.no_files": "このフォルダーにjourneys/*.yaml、personas/*.yaml、experiments/*.yamlがありません",
    "workspace.exists": "すでにあります。何も書き込んでいません",
    "workspace.unwritable": "書き込めません: {reason}",
    "workspace.no_csv": "ファイル「{found}」がありません",
    "workspace.same_start": "実験のシナリオはすべて同じ日に始めてください（ここ: {found}、基準: {baseline}）",
    "workspace.same_names": "実験のシナリオはすべて同じ{what}にしてください（ここ: {found}、基準: {baseline}）",
    "workspace.same_kind": (
        "タッチポイントの種類は全シナリオで同じにしてください（ここ: {found}、基準: {baseline}）。違う種類なら別の名前にしてください"
    ),
    "workspace.same_zone": "実験のシナリオはすべて同じタイムゾーンにしてください（ここ: {found}、基準: {baseline}）",
    "workspace.same_days": (
        "ここは基準と同じにしてください。{change}までは全シナリオが基準と同じ日程です: {what}。全期間を比べるならchange_onを省き、"
        "そうでなければイベントを別の名前にしてください"
    ),
    "workspace.many_together": "基準とシナリオを合わせた{what}は{most}個以内にしてください（現在: {found}個）",
    "workspace.too_early": "ジャーニーの開始日（{start}）以降にしてください",
    "workspace.change_after": "変更はシミュレーションの終了日（{end}）より前にしてください",
    "workspace.window_order": "'from'（{since}）より後にしてください",
    "workspace.window_change": "計測の開始は変更日（{change}）以降にしてください",
    "workspace.long": "シミュレーションは{most}日以内にしてください（現在: {found}日）",
    "workspace.baseline_twice": "基準の名前も「{found}」です。一方の名前を変えてください",
    "workspace.unknown_kpi": "KPI「{found}」はありません{hint}",
    "workspace.no_figure": "{files}に「{found}」という数値はありません{hint}",
}
