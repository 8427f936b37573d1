"""More leads from those that were played: what they can do where they have come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from sim.model.journey import FINDINGS, REASONS
from sim.model.ledger import What
from sim.study.castings import DAY_S, Agency, Extra, Step
from sim.study.leadtests import Played, State, state_of
from sim.study.trace import Row

HOUR_S, MINUTE_S = 3_600, 60
_SHORTEST = 2  # leads of each kind that are continued


class Life(NamedTuple):
    """A lead and what has become of it."""

    extra: Extra
    rows: Sequence[Row]
    state: State


def lives(extras: Mapping[str, Extra], played: Played) -> list[Life]:
    """What has become of leads by their names, those with the shortest stories first."""
    found = []
    for name, extra in extras.items():
        rows = [Row(*row)._replace(what=What(row[3])) for row in played.life(name).tolist()]
        if rows:
            found.append(Life(extra, rows, state_of(rows, played)))
    return sorted(found, key=lambda life: len(life.extra.story))


class Growth:
    """Continues the stories of leads that were played."""

    def __init__(self, agency: Agency) -> None:
        self._agency = agency
        self._done = set[tuple[object, ...]]()

    def onwards(self, found: Sequence[Life], played: Played) -> Iterator[Extra]:
        """What may happen next to leads in each stage, with sales, back from there, and with a mail."""
        for life in found:
            state, back = life.state, life.state.returned
            if state.status == "nurturing" and back is None and self._is_new("stage", state.stage):
                yield from self._further(life)
            elif state.status == "with_sales" and self._is_new("sales", state.rule, state.hand_offs):
                yield from self._with_sales(life)
            elif state.status == "opportunity" and self._is_new("deal"):
                for end in ("sales wins", "sales loses"):
                    yield life.extra.then(Step(life.extra.last_s + DAY_S, end))
            elif state.status == "nurturing" and back and self._is_new("back", back, state.hand_offs):
                yield from self._back(life)
            yield from self._mailed(life, played)

    def _is_new(self, *kind: object) -> bool:
        """Whether fewer than some leads of a kind have been continued."""
        for n in range(_SHORTEST):
            if (*kind, n) not in self._done:
                self._done.add((*kind, n))
                return True
        return False

    def _further(self, life: Life) -> Iterator[Extra]:
        """Each content, and a webinar attended or missed."""
        agency, later = self._agency, life.extra.last_s + 2 * DAY_S
        for name in agency.contents:
            yield life.extra.then(agency.visit(name, later))
            yield life.extra.then(agency.visit(name, later), agency.visit(name, later + HOUR_S))
        if webinar := agency.attending(after_s=life.extra.last_s):
            yield life.extra.then(*webinar)
            yield life.extra.then(webinar[0])

    def _with_sales(self, life: Life) -> Iterator[Extra]:
        """Every outcome of a call, at once and after a day."""
        handed_s = self._agency.since(life.state.handed_off[-1])
        for later in (MINUTE_S, HOUR_S, DAY_S):
            for count in range(len(FINDINGS) + 1):
                for some in combinations(FINDINGS, count):
                    yield life.extra.then(Step(handed_s + later, f"sales finds {', '.join(some) or 'nothing'}"))
            yield from (life.extra.then(Step(handed_s + later, f"sales returns {reason}")) for reason in REASONS)

    def _back(self, life: Life) -> Iterator[Extra]:
        """Signs of life about the end of the rest, each content, and a webinar."""
        agency, settings = self._agency, self._agency.journey.returns
        back_s = agency.since(next(row.time for row in reversed(life.rows) if row.what is What.RETURNED))
        reason = life.state.returned
        rest = settings[reason].rest if reason in settings else 0
        unit = next(unit for unit in (DAY_S, HOUR_S, MINUTE_S) if rest % unit == 0)
        quiet = agency.quiet or next(iter(agency.contents), None)
        for after in (rest - unit, rest - MINUTE_S, rest, rest + MINUTE_S):
            if quiet and after > 0:
                yield life.extra.then(agency.visit(quiet, back_s + after))
        yield from (life.extra.then(agency.visit(name, back_s + HOUR_S)) for name in agency.contents)
        if webinar := agency.attending(after_s=back_s):
            yield life.extra.then(*webinar)

    def _mailed(self, life: Life, played: Played) -> Iterator[Extra]:
        """What can be done with each mail, by the stage in which it came and what was in it."""
        for row in life.rows:
            if row.what is not What.SENT or not self._is_new("mail", row.node, row.stage, row.value):
                continue
            mail = played.guide.touchpoints[row.node]
            sent_s = self._agency.since(row.time + MINUTE_S - 1)
            for action in ("opens", "clicks", "unsubscribes from"):
                yield life.extra.until(sent_s).then(Step(sent_s + MINUTE_S, f"{action} {mail}"))
