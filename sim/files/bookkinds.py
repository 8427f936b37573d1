"""What a workbook of a journey shows: its sheets, their columns, and the settings that stand in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal, NamedTuple

from sim.files.sheetnames import by_word, folded
from sim.model.journey import (
    Back,
    Behaviour,
    Costs,
    Email,
    Exit,
    Goal,
    Journey,
    SourceBasics,
    Stage,
    Timeout,
    Webinar,
)  # fmt: skip
from sim.yamlfile import Loc, Model

Shape = Literal["text", "names", "parts", "entries"]
NAME: Final = "*"  # in a place: the name of the row


class Column(NamedTuple):
    """A setting as a column: where it stands in its entry, and of what shape its value is.

    names: one or several with commas. parts: a name, or one for each of several (`interest: blog`). entries: a list of
    settings.
    """

    key: str
    japanese: str
    path: Loc
    model: type[Model]
    shape: Shape = "text"


class Kind(NamedTuple):
    """Rows of one kind: where their entry stands, what is always in a new one, and rows that are always there."""

    key: str
    japanese: str
    base: Loc
    columns: Sequence[Column]
    fixed: Mapping[str, str] = {}
    always: Sequence[str] = ()

    def loc(self, name: str) -> Loc:
        """Where the entry of a row stands; the name of one with two parts is `job: director`."""
        parts = iter(name.split(": ", 1) if self.base.count(NAME) > 1 else [name])
        return tuple(next(parts, "") if part == NAME else part for part in self.base)


class BookSheet(NamedTuple):
    """A sheet: its name in English and Japanese, and the kinds of rows on it."""

    key: str
    japanese: str
    kinds: Sequence[Kind]

    def columns(self) -> list[Column]:
        """All columns, in order."""
        found: dict[str, Column] = {}
        for column in (column for kind in self.kinds for column in kind.columns):
            found.setdefault(column.key, column)
        return list(found.values())

    def kind_of(self, word: str) -> Kind | None:
        """The kind that a cell names."""
        if len(self.kinds) == 1:
            return self.kinds[0]
        key = by_word({kind.key: (kind.japanese,) for kind in self.kinds}).get(folded(word))
        return next((kind for kind in self.kinds if kind.key == key), None)


KIND: Final = ("kind", "種類")
ROW: Final = ("name", "名前")
TITLE: Final = ("title", "タイトル")

_POINTS: Final = (
    Column("points", "点数", ("points",), Behaviour),
    Column(*TITLE, ("title",), Behaviour),
    Column("every", "何回ごと", ("every",), Behaviour),
    Column("within", "期間", ("within",), Behaviour),
    Column("max_times", "最大回数", ("max_times",), Behaviour),
)
_STAGE: Final = (
    Column(*TITLE, ("title",), Stage),
    Column("enter", "移行条件", ("enter",), Stage),
    Column("back.when", "後退条件", ("back", "when"), Back),
    Column("back.to", "後退先", ("back", "to"), Back),
    Column("timeout.after", "滞留期限", ("timeout", "after"), Timeout),
    Column("timeout.to", "期限後の移行先", ("timeout", "to"), Timeout),
    Column("goal.kpi", "目標KPI", ("goal", "kpi"), Goal),
    Column("goal.at_least", "目標下限", ("goal", "at_least"), Goal),
    Column("goal.at_most", "目標上限", ("goal", "at_most"), Goal),
)
_MAIL: Final = (
    Column(*TITLE, ("title",), Email),
    Column("cadence", "配信頻度", ("cadence",), Email),
    Column("after", "起点の行動", ("after",), Email),
    Column("entering", "起点のステージ", ("entering",), Email),
    Column("on", "起点のできごと", ("on",), Email),
    Column("delay", "遅延", ("delay",), Email),
    Column("content", "コンテンツ", ("content",), Email, "parts"),
    Column("when", "条件", ("when",), Email),
    Column("window", "配信時間帯", ("window",), Email),
    Column("days", "配信日", ("days",), Email),
    Column("priority", "優先度", ("priority",), Email),
    Column("max_sends", "最大通数", ("max_sends",), Email),
    Column("while_with_sales", "営業対応中", ("while_with_sales",), Email),
)
_WEBINAR: Final = (
    Column(*TITLE, ("title",), Webinar),
    Column("dates", "開催日", ("dates",), Webinar),
    Column("stages", "対象ステージ", ("stages",), Webinar, "names"),
    Column("when", "条件", ("when",), Webinar),
    Column("invite", "案内", ("invite",), Webinar, "entries"),
    Column("remind", "リマインド", ("remind",), Webinar, "entries"),
    Column("seats", "定員", ("seats",), Webinar),
    Column("attend", "参加率の倍率", ("attend",), Webinar),
    Column("cancel", "キャンセル率", ("cancel",), Webinar),
    Column("cost", "費用", ("cost",), Webinar),
)


def _rule(key: str, japanese: str, base: Loc, path: Loc = (), model: type[Model] = Journey) -> Kind:
    return Kind(key, japanese, base, [Column("rule", "条件", path, model)], always=() if NAME in base else ("",))


def _yen(path: Loc, model: type[Model]) -> list[Column]:
    return [Column("yen", "円", path, model)]


SHEETS: Final = (
    BookSheet(
        "points",
        "配点",
        (
            Kind("behaviour", "行動", ("behaviours", NAME), _POINTS),
            Kind("fit", "属性", ("fit", NAME, NAME), [Column("points", "点数", (), Behaviour)]),
        ),
    ),
    BookSheet("stages", "ステージ", (Kind("stage", "ステージ", ("stages", NAME), _STAGE),)),
    BookSheet(
        "rules",
        "ルール",
        (
            _rule("target", "対象", ("gate",)),
            _rule("segment", "セグメント", ("segments", NAME)),
            _rule("hand-off", "引き渡し", ("mql", NAME)),
            _rule("sql", "SQL条件", ("sql",)),
            _rule("exit", "離脱", ("exits", NAME), ("when",), Exit),
            _rule("suppress", "配信除外", ("contact_policy", "suppress")),
        ),
    ),
    BookSheet("mails", "メール", (Kind("mail", "メール", ("touchpoints", NAME), _MAIL, {"kind": "email"}),)),
    BookSheet(
        "webinars", "ウェビナー", (Kind("webinar", "ウェビナー", ("touchpoints", NAME), _WEBINAR, {"kind": "webinar"}),)
    ),
    BookSheet(
        "costs",
        "コスト",
        (
            Kind("cost", "費用", ("costs", NAME), _yen((), Costs), always=("mail", "rep_hour", "deal_value")),
            Kind("source", "流入元", ("sources", NAME), _yen(("cost_per_lead",), SourceBasics)),
        ),
    ),
)
LEADS: Final = ("test leads", "テストリード")
HIDDEN: Final = "nurture"  # the sheet that remembers what stood in the cells when the workbook was written
