"""Why the operating system refused something, in Japanese."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    "system.EACCES": "アクセス権がありません",
    "system.EEXIST": "すでにあります",
    "system.EISDIR": "フォルダーです",
    "system.ENAMETOOLONG": "ファイル名が長すぎます",
    "system.ENOENT": "ファイルまたはフォルダーがありません",
    "system.ENOSPC": "ディスクの空き容量がありません",
    "system.ENOTDIR": "フォルダーではありません",
    "system.EPERM": "許可されていない操作です",
    "system.EROFS": "読み取り専用の場所です",
}
