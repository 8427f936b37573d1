"""Review meetings in words: what each saw, and what it made of the number of its rule."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.model.ledger import REVIEW
from sim.model.salesdesk import REASONS
from sim.study.guide import Guide
from sim.words.messages import say

WEEK = 7.0  # days; hand-offs a week are counted over days
HEADER = (
    *("scenario", "replication", "review", "rule", "compares", "second", "local", "before", "after", "target"),
    *("numerator", "denominator", "figure", *(f"returned_{reason}" for reason in REASONS)),
)


class Meeting(NamedTuple):
    """A meeting: when, which number of which rule it found and left, and the figure that it looked at.

    target: `acceptance`, `opportunity_rate` or `handoffs_per_week`; the figure is numerator / denominator, of hand-offs
    a week times 7, as the denominator is days; None of nothing. returns: hand-offs given back, by reason.
    """

    review: str
    rule: str
    compares: str
    second: int
    local: datetime
    before: int
    after: int
    target: str
    numerator: int
    denominator: int
    figure: float | None
    returns: dict[str, int]

    def to_json(self) -> dict[str, Any]:
        """Plain values; the local time as text."""
        return {**self._asdict(), "local": self.local.isoformat()}

    def cells(self, scenario: str, replication: int) -> tuple[object, ...]:
        """A row of HEADER."""
        *told, returns = self._replace(local=self.local.isoformat(sep=" ", timespec="minutes"))  # type: ignore[arg-type]
        return scenario, replication, *told, *returns.values()

    @property
    def sentence(self) -> str:
        """`2026-07-01 quarterly: score 100 -> 95 in price_rule; accepted by sales 12 of 30`."""
        seen = say(f"meeting.{self.target}", top=self.numerator, bottom=self.denominator)
        key = "meeting.kept" if self.before == self.after else "meeting.moved"
        told = {"review": self.review, "compares": self.compares, "rule": self.rule, "seen": seen}
        return say(key, at=f"{self.local:%Y-%m-%d}", before=self.before, after=self.after, **told)


def meetings(reviews: NDArray[np.void], guide: Guide) -> tuple[Meeting, ...]:
    """The meetings of a run, in order of time."""
    return tuple(_meeting(row, guide) for row in reviews)


def _meeting(row: np.void, guide: Guide) -> Meeting:
    name, rule, compares = guide.reviews[row["review"]]
    second, top, bottom = int(row["time"]), int(row["numerator"]), int(row["denominator"])
    target = guide.text(second, f"reviews.{name}.target")
    scale = WEEK if target == "handoffs_per_week" else 1.0
    return Meeting(
        review=name,
        rule=rule,
        compares=compares,
        second=second,
        local=guide.calendar.local(second),
        before=int(row["before"]),
        after=int(row["after"]),
        target=target,
        numerator=top,
        denominator=bottom,
        figure=top * scale / bottom if bottom else None,
        returns=dict(zip(REASONS, row["returns"].tolist(), strict=True)),
    )


LAYOUT = np.dtype(
    [(name, REVIEW[name]) for name in REVIEW.names or () if name != "returns"]
    + [(f"returned_{reason}", "<i8") for reason in REASONS]
)


def flat(reviews: NDArray[np.void]) -> NDArray[np.void]:
    """ledger.REVIEW with a column for each reason, as tables on disk have it."""
    table = np.zeros(reviews.size, LAYOUT)
    for name in LAYOUT.names or ():
        reason = name.removeprefix("returned_")
        table[name] = reviews["returns"][:, REASONS.index(reason)] if reason in REASONS else reviews[name]
    return table


def unflat(table: NDArray[np.void]) -> NDArray[np.void]:
    """What `flat` made flat."""
    reviews = np.zeros(table.size, REVIEW)
    for name in REVIEW.names or ():
        if name == "returns":
            reviews[name] = np.stack([table[f"returned_{reason}"] for reason in REASONS], axis=-1)
        else:
            reviews[name] = table[name]
    return reviews
