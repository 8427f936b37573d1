"""More leads from those that were played: what they can do where they have come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from sim.model.journey import FINDINGS, REASONS
from sim.model.ledger import What
from sim.study.castings import DAY_S, Agency, Extra, Step
from sim.study.leadstates import Played
from sim.study.trace import Row

HOUR_S, MINUTE_S = 3_600, 60
_SHORTEST = 2  # leads of each kind that are continued
_HANDED = (What.MQL, What.CALL)
_ENDS = (*_HANDED, What.EXITED, What.EXCLUDED)  # no more nurturing, or not for now


class Life(NamedTuple):
    """A lead and what has become of it."""

    extra: Extra
    rows: Sequence[Row]


def lives(extras: Mapping[str, Extra], played: Played) -> list[Life]:
    """What has become of leads by their names, those with the shortest stories first."""
    found = [Life(extra, rows) for name, extra in extras.items() if (rows := played.rows_of(name))]
    return sorted(found, key=lambda life: len(life.extra.story))


class Growth:
    """Continues the stories of leads that were played."""

    def __init__(self, agency: Agency) -> None:
        self._agency = agency
        self._done = set[tuple[object, ...]]()

    def onwards(self, found: Sequence[Life], played: Played) -> Iterator[Extra]:
        """What may happen next to leads in each stage, with sales, back from there, gone, and with a mail."""
        for life in found:
            yield from self._further(life)
            for row in life.rows:
                if row.what in _HANDED and self._is_new("sales", row.what, row.node):
                    yield from self._with_sales(life, row)
                elif row.what is What.OPPORTUNITY and self._is_new("deal"):
                    yield from self._deal(life, row)
                elif row.what is What.RETURNED and self._is_new("back", row.node, row.value):
                    yield from self._back(life, row)
                elif row.what is What.EXITED and self._is_new("exit", row.node):
                    yield from self._gone(life, row, played)
                elif row.what is What.SENT and self._is_new("mail", row.node, row.stage, row.value):
                    yield from self._mailed(life, row, played)

    def _is_new(self, *kind: object) -> bool:
        """Whether fewer than some leads of a kind have been continued."""
        for n in range(_SHORTEST):
            if (*kind, n) not in self._done:
                self._done.add((*kind, n))
                return True
        return False

    def _further(self, life: Life) -> Iterator[Extra]:
        """Each content, and a webinar attended or missed, for a lead that is being nurtured when its story is over."""
        agency, later = self._agency, life.extra.last_s + 2 * DAY_S
        seen = [row for row in life.rows if agency.since(row.time) <= life.extra.last_s]
        if not seen or any(row.what in _ENDS for row in seen) or not self._is_new("stage", seen[-1].stage):
            return
        for name in agency.contents:
            yield life.extra.then(agency.visit(name, later))
            yield life.extra.then(agency.visit(name, later), agency.visit(name, later + HOUR_S))
        if webinar := agency.attending(after_s=life.extra.last_s):
            yield life.extra.then(*webinar)
            yield life.extra.then(webinar[0])

    def _with_sales(self, life: Life, row: Row) -> Iterator[Extra]:
        """Every outcome of a call, at once and after a day."""
        extra, handed_s = self._up_to(life, row)
        for later in (MINUTE_S, HOUR_S, DAY_S):
            for count in range(len(FINDINGS) + 1):
                for some in combinations(FINDINGS, count):
                    yield extra.then(Step(handed_s + later, f"sales finds {', '.join(some) or 'nothing'}"))
            yield from (extra.then(Step(handed_s + later, f"sales returns {reason}")) for reason in REASONS)

    def _deal(self, life: Life, row: Row) -> Iterator[Extra]:
        """The end of a deal."""
        extra, opened_s = self._up_to(life, row)
        yield from (extra.then(Step(opened_s + DAY_S, f"sales {end}")) for end in ("wins", "loses"))

    def _back(self, life: Life, row: Row) -> Iterator[Extra]:
        """Signs of life about the end of the rest, each content, and a webinar."""
        agency = self._agency
        extra, back_s = self._up_to(life, row)
        settings = agency.journey.returns.get(REASONS[row.node])
        yield from (extra.then(visit) for visit in self._about(back_s, settings.rest if settings else 0, agency.quiet))
        yield from (extra.then(agency.visit(name, back_s + HOUR_S)) for name in agency.contents)
        if webinar := agency.attending(after_s=back_s):
            yield extra.then(*webinar)

    def _gone(self, life: Life, row: Row, played: Played) -> Iterator[Extra]:
        """Each content once and twice, about the time from which on a lead that has left may come back."""
        extra, gone_s = self._up_to(life, row)
        coming = self._agency.journey.exits[played.guide.exits[row.node]].re_enter
        for name in self._agency.contents:
            for visit in self._about(gone_s, coming.after if coming else DAY_S, name):
                yield extra.then(visit)
                yield extra.then(visit, visit._replace(at_s=visit.at_s + HOUR_S))

    def _about(self, since_s: int, length: int, content: str | None) -> Iterator[Step]:
        """A look at content when a length of time is over, and nearly so."""
        unit = next(unit for unit in (DAY_S, HOUR_S, MINUTE_S) if length % unit == 0)
        for after in (length - unit, length - MINUTE_S, length, length + MINUTE_S):
            if content and after > 0:
                yield self._agency.visit(content, since_s + after)

    def _mailed(self, life: Life, row: Row, played: Played) -> Iterator[Extra]:
        """What can be done with a mail."""
        extra, sent_s = self._up_to(life, row)
        for action in ("opens", "clicks", "unsubscribes from"):
            yield extra.then(Step(sent_s + MINUTE_S, f"{action} {played.guide.touchpoints[row.node]}"))

    def _up_to(self, life: Life, row: Row) -> tuple[Extra, int]:
        """A lead's story up to the minute of a row, and that minute."""
        second = self._agency.since(row.time + MINUTE_S - 1)
        return life.extra.until(second), second
