"""The words for files of the wrong kind in Japanese."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    "kinds.journey": "ジャーニーファイル",
    "kinds.personas": "ペルソナファイル",
    "kinds.experiment": "実験ファイル",
    "kinds.is_journey": "これはジャーニーファイルです。ここには{wanted}が必要です",
    "kinds.is_personas": "これはペルソナファイルです。ここには{wanted}が必要です",
    "kinds.is_experiment": "これは実験ファイルです。ここには{wanted}が必要です",
    "kinds.no_journey": "ジャーニーファイルではありません: ジャーニーの設定（{known}など）が1つもありません",
    "kinds.no_personas": "ペルソナファイルではありません: ペルソナの設定（{known}など）が1つもありません",
    "kinds.no_experiment": "実験ファイルではありません: 実験の設定（{known}など）が1つもありません",
}
