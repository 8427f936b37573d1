"""The words about titles of scenarios, and texts in another language, in Japanese."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    "titles.text": "空白だけでない、印字できる文字の1行にしてください",
    "titles.long": "{most}文字以内にしてください",
    "titles.unknown": "この実験に「{found}」というシナリオはありません{hint}",
    "titles.same": "シナリオ「{other}」も「{title}」と表示されるため区別できません。別の表示名にしてください",
    # --- texts in another language ---
    "texts.no_original": "元のファイル{file}が同じフォルダーにありません",
    "texts.is_texts": "{original}の別言語のテキストです。ここでは{wanted}が必要です",
    "texts.unknown": "{file}に、この読み手向けテキストはありません{hint}",
    "texts.no_text": "読み手向けのテキストではないため、{file}でだけ指定できます",
}
