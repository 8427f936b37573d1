"""The pages that show every chart once, docs/charts.md and docs/charts.ja.md: their words in both languages."""

# ruff: noqa: E501 - sentences are read as they stand on the page

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import NamedTuple

from benchmarks.gallery_pages import title
from sim.words.language import Language

FOLDER = "pictures/charts"  # beside the pages
PAGES: dict[Language, str] = {"en": "docs/charts.md", "ja": "docs/charts.ja.md"}


class Words(NamedTuple):
    """What the page says of a chart: its heading, and what somebody decides from it."""

    heading: str
    decide: str


class Entry(NamedTuple):
    """A chart of the page: its picture's name, the ready question it is drawn of, and its words in both languages.

    chart: how the program names it, where that is another name.
    """

    name: str
    experiment: str
    en: Words
    ja: Words
    chart: str = ""

    def words(self, language: Language) -> Words:
        return self.ja if language == "ja" else self.en

    @property
    def drawn_as(self) -> str:
        return self.chart or self.name


ENTRIES = (
    Entry(
        "journey",
        "email_cadence",
        Words(
            "Journey map with flows and drop-offs",
            "at which step to work first: where most leads stop, and which way back from sales brings next to nothing.",
        ),
        Words(
            "ジャーニーマップ(人数の流れと離脱)",
            "最初に手を付ける段階。リードが最も多く止まる所と、差し戻しがほとんど成果につながっていない経路を見る。",
        ),
        chart="journey_weekly",
    ),
    Entry(
        "funnel",
        "email_cadence",
        Words(
            "Funnel by scenario",
            "which step a change moves. More MQLs without more opportunities are only more calls for the desk.",
        ),
        Words(
            "シナリオ別ファネル",
            "変更がどの段階に効くか。商談が増えずにMQLだけが増えるなら、架電の手間が増えるだけ。",
        ),
    ),
    Entry(
        "differences",
        "email_cadence",
        Words(
            "Differences from today, with margins",
            "whether to change at all: an interval wholly beyond its margin settles it, one across it asks for more runs.",
        ),
        Words(
            "現状との差(許容差つき)",
            "変更するかどうか。区間がすべて許容差の外なら結論が出る。許容差をまたぐなら、シミュレーションの回数を増やす。",
        ),
    ),
    Entry(
        "workload",
        "email_cadence",
        Words(
            "Hand-offs per rep by week, and first-contact delay",
            "how many reps the busiest weeks need, and whether the promised first contact can be kept in them.",
        ),
        Words(
            "担当者1人あたりの週別引き渡し件数と、初回接触までの時間",
            "最も忙しい週に必要な担当者の人数と、その週でも初回接触の期限を守れるかどうか。",
        ),
    ),
    Entry(
        "cadence",
        "email_cadence",
        Words(
            "Cadence curve",
            "how often to mail: what one more mail a month brings in opportunities, and what it costs in unsubscribes.",
        ),
        Words(
            "配信頻度の効果",
            "メールの頻度。月1通を増やして得られる商談と、増える配信停止を比べる。",
        ),
    ),
    Entry(
        "handoff_scores",
        "email_cadence",
        Words(
            "Score at hand-off, accepted against returned",
            "where the hand-off line belongs, and which return reason to talk over with sales first.",
        ),
        Words(
            "引き渡し時のスコア(営業受入と差し戻し)",
            "引き渡しラインの位置と、営業と最初に話し合う差し戻し理由。",
        ),
    ),
    Entry(
        "cumulative",
        "email_cadence",
        Words(
            "MQLs and opportunities so far",
            "when to look at the real figures: from which month on the two lines part, and by how much at the end.",
        ),
        Words(
            "MQLと商談の累計",
            "実績を確認する時期。2本の線が分かれ始める月と、期末の差を見る。",
        ),
    ),
    Entry(
        "spans",
        "email_cadence",
        Words(
            "Time to MQL, first contact and opportunity",
            "how long to wait before a campaign is judged, and for how long a lead is worth nurturing.",
        ),
        Words(
            "MQL・初回接触・商談までの日数",
            "施策の良し悪しを判断するまでに待つ期間と、リードの育成を続ける期間。",
        ),
    ),
    Entry(
        "hours",
        "email_cadence",
        Words(
            "Desk load by weekday and hour",
            "at which hours somebody must be at the telephone, and whether evening hand-offs can wait until morning.",
        ),
        Words(
            "曜日・時間帯別のISチームの負荷",
            "電話の担当者を置く時間帯と、夜に届いた引き渡しを翌朝まで待たせてよいかどうか。",
        ),
    ),
    Entry(
        "quality",
        "email_cadence",
        Words(
            "Precision and recall of every score",
            "how many points the hand-off line should have: the buyers that a higher line misses, against the calls it saves.",
        ),
        Words(
            "スコアごとの適合率と再現率",
            "引き渡しラインの点数。ラインを上げて逃す買い手と、減らせる無駄な架電を比べる。",
        ),
    ),
    Entry(
        "grid",
        "hand_off_line_and_reps",
        Words(
            "Hand-off line by number of reps",
            "which line and how many reps go together, and from where on one more rep brings nothing.",
        ),
        Words(
            "引き渡しライン × 担当者数",
            "ラインと担当者数の組み合わせと、担当者を1人増やしても何も変わらなくなる所。",
        ),
    ),
    Entry(
        "tornado",
        "email_cadence",
        Words(
            "Tornado: every assumption over its range",
            "what to measure first in your own data: the longest bar, and any bar whose end turns the answer.",
        ),
        Words(
            "トルネード図(仮定ごとの影響)",
            "自社データで最初に測るもの。最も長い棒と、端で結論が変わる棒を見る。",
        ),
    ),
    Entry(
        "shifts",
        "email_cadence",
        Words(
            "Who is gained, lost, earlier or later",
            "whether you can bear whom a change loses: which personas and sources it takes MQLs from, and which it gives to.",
        ),
        Words(
            "増減・前後したリード",
            "変更で失うリードを受け入れられるか。どのペルソナと獲得経路でMQLや商談が減り、どこで増えるかを見る。",
        ),
    ),
    Entry(
        "touches",
        "email_cadence",
        Words(
            "Touch calendar of one quarter",
            "what to move in next quarter's plan: weeks with several mails, days next to holidays, weeks with none.",
        ),
        Words(
            "四半期の接点カレンダー",
            "次の四半期の計画で動かす予定。メールが重なる週、休日の前後、何も届かない週を見る。",
        ),
    ),
    Entry(
        "thresholds",
        "threshold_review",
        Words(
            "Path of thresholds through the reviews",
            "whether review meetings may move a line: one that rises at every meeting runs after a target out of reach.",
        ),
        Words(
            "見直し会議によるしきい値の推移",
            "見直し会議でラインを動かすかどうか。会議のたびに上がるなら、届かない目標を追っている。",
        ),
    ),
    Entry(
        "life",
        "email_cadence",
        Words(
            "One lead's life",
            "whether the rules make sense for a person: what brought the points, when sales called, and how long the need lasted.",
        ),
        Words(
            "リード1件の履歴",
            "ルールが1人の相手にとって妥当か。点数になった行動、営業が電話した時期、検討が続いた期間を見る。",
        ),
    ),
)

_HEAD: dict[Language, str] = {
    "en": """# Every chart

<!-- python -m benchmarks.gallery writes this page -->
`nurture charts RUN` draws all charts of a comparison that it has the numbers for, as PNG, SVG and the numbers as CSV;
`--theme dark` for dark pages, `--lang ja` [in Japanese](charts.ja.md). [reports.md](reports.md) says how they come into
a report. Each chart below is drawn once, of the ready question that suits it best: first the question is answered,
`nurture compare experiments/email_cadence.yaml`, then `nurture charts email_cadence` draws.

The demo's question as it is handed on: report [in English](demo/report.html) and [in Japanese](demo/report.ja.html)
(save the file, and open it in a browser), deck [in English](demo/deck.pptx) and [in Japanese](demo/deck.ja.pptx),
hand-off agreement [in English](demo/agreement.html) and [in Japanese](demo/agreement.ja.html).
""",
    "ja": """# グラフの一覧

<!-- python -m benchmarks.gallery がこのページを書き出す -->
`nurture charts RUN --lang ja` は、比較の結果から描けるグラフをすべて、PNG・SVG・数値のCSVで書き出します。`--theme dark` で暗い配色、
`--lang en` で[英語](charts.md)になります。下のグラフは、それぞれに最も合う問いから1つずつ描いたものです。先に
`nurture compare experiments/email_cadence.yaml` で問いに答え、次に `nurture charts email_cadence` で描きます。

同じ問い(デモ)の資料: レポート[日本語](demo/report.ja.html)・[英語](demo/report.html)(保存してブラウザーで開く)、
スライド[日本語](demo/deck.ja.pptx)・[英語](demo/deck.pptx)、引き渡しの合意書[日本語](demo/agreement.ja.html)・[英語](demo/agreement.html)
""",
}
_DECIDE: dict[Language, str] = {"en": "Decide from it: {decide}", "ja": "この図で決めること: {decide}"}
_DRAWN_BY: dict[Language, str] = {"en": "Drawn by {commands}.", "ja": "描くコマンド: {commands}"}
_THEN: dict[Language, str] = {"en": ", then ", "ja": " → "}


def picture(name: str, language: Language, *, is_dark: bool = False) -> str:
    """The place of a chart's picture, seen from the pages."""
    return f"{FOLDER}/{name}{'_ja' if language == 'ja' else ''}{'_dark' if is_dark else ''}.svg"


def charts_page(drawn: Mapping[str, bytes], language: Language) -> str:
    """The page in a language; drawn: its light picture of every entry, by the entry's name."""
    listed = "\n".join(f"- [{entry.words(language).heading}](#{entry.name})" for entry in ENTRIES)
    sections = ("\n".join(_section(entry, drawn[entry.name], language)) for entry in ENTRIES)
    return "\n".join([_HEAD[language], f"{listed}\n", *sections])


def _section(entry: Entry, drawn: bytes, language: Language) -> Iterator[str]:
    """A chart: heading, picture, what to decide, and what draws it."""
    words = entry.words(language)
    yield f'<a id="{entry.name}"></a>\n\n## {words.heading}\n'
    yield f"{_image(entry.name, title(drawn), language)}\n"
    yield f"{_DECIDE[language].format(decide=words.decide)}\n"
    yield f"{_DRAWN_BY[language].format(commands=_THEN[language].join(f'`{each}`' for each in commands(entry)))}\n"


def _image(name: str, said: str, language: Language) -> str:
    """The picture; the dark one for readers with a dark page, where there is one."""
    image = f'<img src="{picture(name, language)}" alt="{escape(said)}">'
    if language == "ja":
        return image
    dark = f'<source media="(prefers-color-scheme: dark)" srcset="{picture(name, language, is_dark=True)}">'
    return f"<picture>{dark}{image}</picture>"


def commands(entry: Entry) -> list[str]:
    """What a user types to draw it, once the question is answered."""
    drawn = f"nurture charts {entry.experiment} --chart {entry.drawn_as}"
    first = [f"nurture robustness experiments/{entry.experiment}.yaml"] if entry.name == "tornado" else []
    return [*first, drawn]
