"""The words of `sim/words/notebookwords.py` in Japanese."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    "notebook.no_chart": "「{name}」というグラフはありません。あるのは{known}です",
    "notebook.kind": "{file}はここで必要な種類のファイル（{wanted}）ではありません",
}
