"""The words of a CSV file of real leads, in Japanese; no sentence repeats a cell."""

from __future__ import annotations

from typing import Final

JAPANESE: Final[dict[str, str]] = {
    "leads.cell": "列「{column}」: {text}",
    "leads.unreadable": "リードのファイルを読み込めません: {reason}",
    "leads.empty": "リードのファイルに見出し行がありません",
    "leads.encoding": "この行はUTF-8でもCP932（Shift_JIS）でもありません。UTF-8で保存してください",
    "leads.quotes": "ここから引用符の開始か終了の位置が正しくありません",
    "leads.unknown_column": "「{found}」は、リードのファイルで指定できる項目ではありません{hint}",
    "leads.no_registered": "列'registered'がありません。登録日時の見出しを指定する列です",
    "leads.taken_twice": "見出し「{header}」が2回使われています",
    "leads.header_twice": "見出し「{header}」が2つあります。一方の名前を変えてください",
    "leads.no_header": "見出し「{header}」がありません{hint}",
    "leads.known": "。ここで使えるもの: {known}",
    "leads.width": "セルが{found}個で、見出しの{width}個と合いません",
    "leads.not_a_date": "2026-04-01、2026/4/1 10:30、2026年4月1日のような日時にしてください",
    "leads.not_whole": "{most}以下の整数にしてください",
    "leads.below_zero": "0以上にしてください",
    "leads.not_yes_no": "はいかいいえ（1か0、trueかfalse、yesかno）にしてください",
    "leads.not_a_word": "次のいずれかにしてください: {known}。ファイルの語は`values`で置き換えられます",
}
