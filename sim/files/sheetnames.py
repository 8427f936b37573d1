"""What people write in a sheet of test leads, in Japanese or in English, and our word for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from sim.files.leadcells import plain

# Columns, each with its headers beside our own word. A prefix (`expect.`, `attributes.`) may stand before its names.
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "lead": ("リード", "リード名", "テストリード", "テストリード名"),
    "journey": ("ジャーニー",),
    "title": ("タイトル", "題名", "説明"),
    "tags": ("tag", "タグ"),
    "registers": ("registered", "登録日", "登録日時"),
    "source": ("流入元", "リードソース"),
    "start.score": ("start_score", "開始スコア"),
    "start.stage": ("start_stage", "開始ステージ"),
    "start.opted_out": ("start_opted_out", "開始時配信停止"),
    "when": ("いつ", "日時"),
    "day": ("日", "日数", "経過日数", "日目", "日付", "date"),
    "time": ("時刻", "時間"),
    "does": ("action", "行動", "アクション"),
    "object": ("対象", "コンテンツ"),
    "story": ("ストーリー", "行動履歴", "シナリオ"),
    "expect": ("期待", "期待結果", "期待値", "expected"),
}
START_COUNT: Final = ("start.counts.", "start_count.", "開始回数.")
EXPECT: Final = ("expect.", "expect_", "期待.", "期待:", "期待_")
ATTRIBUTE: Final = "attributes."
# Columns for people alone; so is one whose header begins with #, or is empty.
REMARKS: Final = frozenset(
    {"no", "no.", "id", "note", "notes", "remark", "remarks", "comment", "comments", "memo", "result", "pass", "passed",
     "備考", "メモ", "コメント", "結果", "合否", "判定", "番号", "作成者", "更新日"}
)  # fmt: skip
END: Final = frozenset({"end", "終了", "終わり", "最後", "最終"})

# Headers and values of the attributes that the shipped personas have, where a journey has them too.
ATTRIBUTES: Final[dict[str, tuple[str, ...]]] = {
    "job": ("役職", "職位"),
    "industry": ("業種", "業界"),
    "employees": ("従業員数", "従業員規模", "会社規模"),
}
VALUES: Final[dict[str, tuple[str, ...]]] = {
    "director": ("部長", "部長以上", "役員"),
    "manager": ("課長", "課長クラス", "マネージャー"),
    "staff": ("担当", "担当者", "一般社員"),
    "target": ("ターゲット業種", "対象業種", "ターゲット"),
    "near_target": ("準ターゲット業種", "準ターゲット"),
    "other": ("その他", "対象外業種"),
    "50+": ("50名以上", "50人以上"),
    "<50": ("50名未満", "50人未満"),
}

# What leads and sales do, in the words of a story line.
VERBS: Final[dict[str, tuple[str, ...]]] = {
    "opens": ("開封", "メール開封", "開く"),
    "clicks": ("クリック", "メールクリック", "リンククリック"),
    "visits": ("閲覧", "訪問", "表示", "見る", "読む"),
    "downloads": ("ダウンロード", "dl", "資料ダウンロード", "資料dl"),
    "stays on": ("滞在",),
    "machine opens": ("機械開封", "自動開封"),
    "scanner clicks": ("機械クリック", "自動クリック"),
    "unsubscribes": ("配信停止", "解除", "購読解除", "オプトアウト", "unsubscribed"),
    "registers for": ("申込", "申し込み", "申込み", "登録", "webinar_registered"),
    "attends": ("参加", "出席", "セミナー参加", "ウェビナー参加", "webinar_attended"),
    "cancels": ("キャンセル", "取消", "申込取消"),
    "watches": ("視聴", "録画視聴", "webinar_replayed"),
    "sales finds": ("架電", "ヒアリング", "営業確認", "営業ヒアリング"),
    "sales returns": ("差し戻し", "差戻し", "返却", "営業差し戻し"),
    "sales wins": ("受注", "成約"),
    "sales loses": ("失注",),
}
# Our behaviours whose name alone is a word for something done to a mail.
OF_MAILS: Final = {"open": "opens", "click": "clicks"}
FINDINGS: Final[dict[str, tuple[str, ...]]] = {
    "need": ("ニーズ", "必要性"),
    "timing": ("時期", "導入時期"),
    "budget": ("予算",),
    "authority": ("決裁権", "決裁", "決裁者"),
    "nothing": ("なし", "無し"),
}
REASONS: Final[dict[str, tuple[str, ...]]] = {
    "unreachable": ("不通", "連絡不能", "連絡がつかない"),
    "competitor": ("競合", "他社", "競合導入"),
    "not_target": ("対象外",),
    "timing": ("時期", "時期尚早"),
    "budget": ("予算", "予算なし"),
    "authority": ("決裁権", "決裁権なし"),
}

# What is expected, and the words for it.
EXPECTED: Final[dict[str, tuple[str, ...]]] = {
    "score": ("スコア", "合計スコア"),
    "fit": ("属性スコア",),
    "behaviour": ("行動スコア",),
    "points": ("点数", "ポイント"),
    "counts": ("回数",),
    "stage": ("ステージ", "検討段階"),
    "status": ("状態", "ステータス"),
    "handed_off": ("引き渡し", "引渡し", "引渡", "mql"),
    "rule": ("ルール", "引き渡しルール"),
    "hand_offs": ("引き渡し回数",),
    "mails": ("メール", "メール数", "受信メール", "配信数"),
    "excluded": ("除外",),
    "returned": ("差し戻し", "差戻し", "返却"),
    "opportunity": ("商談", "商談化"),
    "subscribed": ("配信可", "購読中"),
    "exit": ("離脱", "出口"),
}
STATUSES: Final[dict[str, tuple[str, ...]]] = {
    "nurturing": ("育成中", "ナーチャリング中"),
    "with_sales": ("営業対応中", "営業"),
    "opportunity": ("商談", "商談中"),
    "won": ("受注",),
    "lost": ("失注",),
    "excluded": ("除外",),
    "exited": ("離脱",),
}
YES_NO: Final[dict[str, tuple[str, ...]]] = {
    "yes": ("はい", "true", "y", "○", "〇", "有", "あり", "済", "済み", "する", "された"),
    "no": ("いいえ", "false", "n", "×", "無", "なし", "未", "しない", "されない"),
}
UNITS: Final = "点通回件pt"  # behind a number


def folded(word: str) -> str:
    """A word as it is compared: plain, in lower case, single spaces."""
    return " ".join(plain(word).casefold().split())


def by_word(names: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Our word for each of its words, itself first; what two share belongs to neither, unless it is one of ours."""
    own = {folded(name): name for name in names}
    found: dict[str, str | None] = {}
    for name, words in names.items():
        for word in map(folded, words):
            found[word] = name if found.get(word, name) == name else None
    return {word: name for word, name in found.items() if name is not None and word} | own


def titled(named: Mapping[str, object]) -> dict[str, str]:
    """The name of each part of a journey by its name or, where only one has it, its title."""
    return by_word({name: [getattr(each, "title", "")] for name, each in named.items()})
