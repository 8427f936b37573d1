"""The crowd: the arrays of all leads of a run, their growth, and the kernel's calls with room made when it runs out."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.engine import balance, kernel, memory
from sim.engine import columns as col
from sim.engine.indices import Names, Slots
from sim.engine.program import Life
from sim.engine.rulecode import constant_at
from sim.model.journey import Journey
from sim.model.ledger import LEAD, ROW, Status, What, canonical
from sim.model.salesdesk import REASONS
from sim.words.messages import say

Ints = NDArray[np.int64]
_TRANSIT = int(Status.TRANSIT)  # members of an enumeration are slow to get at
RECORD = {"none": memory.RECORD_NONE, "milestones": memory.RECORD_MILESTONES, "all": memory.RECORD_ALL}


class Need(NamedTuple):
    """A lead that needs somebody: handed off at a second, or asking for a seat in the webinar of a series."""

    second: int
    position: int
    series: int = -1  # touchpoint; -1: a hand-off
    webinar_s: int = 0
    occurrence: int = 0  # of the webinar


class Crowd:
    """All leads of a run; whoever changes them goes through here.

    `expected` leads are given room at first, `chunk` leads are played per call of the kernel (None: all at once; no
    effect on results).
    """

    def __init__(
        self,
        names: Names,
        rings: int,
        days: int,
        *,
        slots: Slots,
        expected: int,
        seed: int,
        replication: int,
        record: str,
        chunk: int | None,
    ) -> None:
        room = max(16, expected)
        self._blank = np.array(
            [0] * len(names.behaviours) + [col.RECENT] * rings + slots.blank + [-1] * len(names.attributes), np.int32
        )
        self._names = names
        ctl = np.zeros(memory.A_COUNT + (len(What) + len(REASONS)) * days, np.int64)
        ctl[memory.A_FREE] = ctl[memory.A_NEEDS] = ctl[memory.A_BUSY_LEAD] = -1
        ctl[memory.A_RECORD], ctl[memory.A_SEED], ctl[memory.A_REPLICATION] = RECORD[record], seed, replication
        self.size = 0
        self.chunk = chunk
        self._life: Life | None = None
        self.counted = len(names.behaviours)
        self.days = days
        self.state = memory.State(
            crowd=np.zeros(room, memory.PERSON).view(np.recarray),
            own=self._own(room),
            waiting=np.zeros(0, memory.WAITING).view(np.recarray),
            rows=memory.new_rows(4096),
            ctl=ctl,
        )
        self._handle: Any = None
        self._look()
        self._more_waiting(room // 2 + 4 * memory.ROOM)

    def _own(self, n: int) -> NDArray[np.int32]:
        """Counts, stamps and attributes of n leads of whom nothing is known."""
        return np.tile(self._blank, (n, 1))

    def _look(self) -> None:
        """Plain views of what Python reads one lead at a time: records are slow to read from Python."""
        crowd = self.state.crowd.view(memory.PERSON)
        crowd = np.asarray(crowd)
        self._low, self._high, self._handoff_s, self._next_need = (
            crowd[name] for name in ("low", "high", "handoff_s", "next_need")
        )
        self._status, self._handoffs = crowd["status"], crowd["handoffs"]

    @property
    def life(self) -> Life:
        """The program in force."""
        assert self._life is not None, "no journey is in force yet"
        return self._life

    @life.setter
    def life(self, life: Life) -> None:
        self._life = life._replace(whole=life.whole.copy())  # a review may move a number in it
        self._hold()

    def _hold(self) -> None:
        """Take a fresh hold of the arrays, wherever they lie now."""
        if self._life is not None:
            self._handle = kernel.handle(self._life, self.state)

    # ---- room ----

    def make_room(self) -> None:
        """Enlarge whichever buffer is nearly full; a full one is never a lost event."""
        state, ctl = self.state, self.state.ctl
        if ctl[memory.A_ROWS] + 2 * memory.ROOM > len(state.rows):
            self.state = state._replace(rows=_longer(state.rows, len(state.rows)))
        if ctl[memory.A_FREE_COUNT] < 2 * memory.ROOM:
            self._more_waiting(max(4 * memory.ROOM, len(state.waiting) // 2))
        self._hold()

    def _more_waiting(self, more: int) -> None:
        """Chain new places into the list of free ones."""
        old = len(self.state.waiting)
        waiting = _longer(self.state.waiting, more)
        waiting["next"][old:] = np.arange(old + 1, old + more + 1)
        waiting["next"][-1] = self.state.ctl[memory.A_FREE]
        self.state.ctl[memory.A_FREE] = old
        self.state.ctl[memory.A_FREE_COUNT] += more
        self.state = self.state._replace(waiting=waiting)

    def _more_leads(self, needed: int) -> None:
        state = self.state
        more = max(needed - len(state.crowd), len(state.crowd) // 4)
        self.state = state._replace(
            crowd=_longer(state.crowd, more),
            own=np.concatenate([state.own, self._own(more)]),
        )
        self._look()
        self._hold()

    # ---- leads ----

    def add(self, ids: NDArray[np.uint64], source: int, arrival_s: Ints) -> range:
        """New leads, not born yet; their positions."""
        places = range(self.size, self.size + len(ids))
        if places.stop > len(self.state.crowd):
            self._more_leads(places.stop)
        new = self.state.crowd[places.start : places.stop]
        new["low"] = (ids & np.uint64(0xFFFFFFFF)).astype(np.int64)
        new["high"] = (ids >> np.uint64(32)).astype(np.int64)
        new["source"], new["arrival_s"], new["next_s"] = source, arrival_s, arrival_s
        new["visit_s"], new["head"], new["marks"] = memory.LATE, -1, memory.SUBSCRIBED
        self.size = places.stop
        return places

    def id_of(self, i: int) -> int:
        """The 64-bit number of the lead at position i."""
        return int(self._high[i]) << 32 | int(self._low[i])

    def handoffs(self, i: int) -> int:
        """How often the lead was handed off so far."""
        return int(self._handoffs[i])

    def status(self, i: int) -> int:
        """Where the lead is (`ledger.Status`)."""
        return int(self._status[i])

    def take_needs(self) -> list[Need]:
        """The leads that have come to need somebody since the last call."""
        ctl = self.state.ctl
        needs = []
        at = int(ctl[memory.A_NEEDS])
        while at >= 0:
            needs.append(self._need(at))
            at = int(self._next_need[at])
        if needs:
            ctl[memory.A_NEEDS] = -1
        return needs

    def _need(self, i: int) -> Need:
        if self._status[i] == _TRANSIT:
            return Need(int(self._handoff_s[i]), i)
        pending = int(self.life.whole[col.W_S_PENDING])
        series, webinar_s, occurrence, _, second = (int(n) for n in self.state.own[i, pending : pending + 5])
        return Need(second, i, series, webinar_s, occurrence)

    # ---- playing ----

    def _act(self, verb: int, first: int, last: int, t: int, a: int = 0, b: int = 0, c: int = 0, d: int = 0) -> None:
        """The kernel's `act` in chunks, going on where it stopped for want of room."""
        step = self.chunk or max(1, last - first)
        for start in range(first, last, step):
            at, stop = start, min(start + step, last)
            while (at := kernel.enter(self._handle, verb, at, stop, t, a, b, c, d)) < stop:
                self.make_room()
        if self.state.ctl[memory.A_ERROR] != memory.E_NONE:
            self._fail()

    def _fail(self) -> None:
        ctl = self.state.ctl
        position = int(ctl[memory.A_ERROR_LEAD])
        key = "crowd.chain" if ctl[memory.A_ERROR] == memory.E_CHAIN else "crowd.time"
        raise RuntimeError(
            say(key, lead=f"{self.id_of(position):016x}", second=int(self.state.crowd["last_s"][position]))
        )

    def play(self, bound: int, first: int = 0, last: int | None = None) -> None:
        """Play all private lives not with sales up to, not including, `bound`."""
        self._act(memory.V_PLAY, first, self.size if last is None else last, bound)

    def play_held(self, bound: int) -> None:
        """Play the leads that are with sales."""
        self._act(memory.V_PLAY_HELD, 0, self.size, bound)

    def send(self, t: int, mail: int, occurrence: int, webinar_s: int = -1) -> None:
        """One programme send, wave of invitations or reminder (of the webinar at that second), to whom it concerns."""
        self._act(memory.V_SEND, 0, self.size, t, mail, occurrence, webinar_s)

    def hold_webinar(self, t: int, series: int, occurrence: int) -> None:
        """A webinar takes place."""
        self._act(memory.V_HOLD, 0, self.size, t, series, occurrence)

    def test_rules(self, t: int) -> None:
        """All armed leads are held against the hand-off rules."""
        self._act(memory.V_TEST, 0, self.size, t)

    def _serve(self, verb: int, i: int, t: int, a: int = 0, b: int = 0, c: int = 0, d: int = 0) -> int:
        """What sync, desk or seats do to one lead; the kernel's answer."""
        while (answer := kernel.enter(self._handle, verb, i, i + 1, t, a, b, c, d)) == memory.NO_ROOM:
            self.make_room()
        return answer

    def sync(self, i: int, t: int, tries: int = 0) -> int:
        """A hand-off reaches the sales tool: the score seen there, or `memory.FAILED`; `tries` have failed before."""
        return self._serve(memory.V_SYNC, i, t, tries)

    def asks(self, i: int, t: int, which: int) -> bool:
        """Whether a rule of the desk (`indices.desk_rules`) is true of the lead, or isn't given."""
        return self._serve(memory.V_ASK, i, t, which) == 1

    def attempt(self, i: int, t: int, rep: int, k: int, chance: int, way: int = memory.PHONE) -> int:
        """A rep dials or writes; how many seconds it takes. `chance`: threshold of reaching somebody by phone."""
        return self._serve(memory.V_ATTEMPT, i, t, rep, k, chance, way)

    def complete(self, i: int, t: int, rep: int, k: int, way: int = memory.PHONE) -> int:
        """An attempt ends: 0 if nobody was reached; by e-mail else the second of the reply, by phone 1: it has left."""
        return self._serve(memory.V_COMPLETE, i, t, rep, k, way)

    def give_back(self, i: int, t: int, reason: int) -> None:
        """The lead leaves the desk for that reason (an index of REASONS)."""
        self._serve(memory.V_RETURN, i, t, reason)

    def plan_step(self, i: int, t: int, what: int, node: int, value: int, number: int) -> None:
        """Let the lead do something at second t, not before its arrival; see sim.engine.script."""
        self._serve(memory.V_PLAN, i, t, what, node, value, number)

    # ---- seats ----

    def seat(self, i: int, t: int, series: int, webinar_s: int, occurrence: int, *, granted: bool) -> None:
        """The answer to a lead's request, or a seat for one on the waiting list."""
        self._serve(memory.V_SEAT, i, t, series, webinar_s, occurrence, granted)

    def places(self, series: int, webinar_s: int) -> int:
        """Leads with a place in that webinar who are not gone."""
        slot = int(self._touch(series, col.S_PLACE))
        return len(kernel.places(self.state, slot, webinar_s, self.size))

    def waiting_list(self, series: int, webinar_s: int) -> list[tuple[int, int, int]]:
        """(second of the request, lead's number, position) of all on the waiting list, in that order."""
        found = kernel.places(self.state, int(self._touch(series, col.S_PLACE)), -webinar_s, self.size)
        asked = self.state.own[found, int(self._touch(series, col.S_REQUEST))]
        return sorted((int(second), self.id_of(i), int(i)) for second, i in zip(asked, found, strict=True))

    def _touch(self, touchpoint: int, column: int) -> int:
        whole = self.life.whole
        return int(whole[whole[col.TOUCH] + touchpoint * whole[col.TOUCH + 1] + column])

    # ---- reviews ----

    def number_of(self, journey: Journey, rule: str, compares: str) -> int:
        """The number that the first `>=` or `>` comparison of `compares` in a hand-off rule has now."""
        return int(self.life.whole[self._constant(journey, rule, compares)])

    def set_number(self, journey: Journey, rule: str, compares: str, number: int) -> None:
        """Let that comparison have another number, in this run."""
        self.life.whole[self._constant(journey, rule, compares)] = number

    def _constant(self, journey: Journey, rule: str, compares: str) -> int:
        whole = self.life.whole
        at = int(whole[whole[col.W_CONDITIONS] + whole[col.W_STAGES] + self._names.rules.index(rule)])
        at += constant_at(journey.mql[rule], compares, self._names, journey.segments)
        return int(whole[col.CODE]) + 4 * at + 3

    def counts(self, first_day: int, last_day: int) -> Ints:
        """Rows of each kind on the local days first_day .. last_day - 1."""
        counted: Ints = self.tally()[:, first_day:last_day].sum(axis=1)
        return counted

    def returns(self, first_day: int, last_day: int) -> Ints:
        """Returns of each reason on those days."""
        tallies = self.state.ctl[memory.A_COUNT :].reshape(-1, self.days)
        return np.asarray(tallies[len(What) :, first_day:last_day].sum(axis=1))

    # ---- asked by the world ----

    def next_private(self) -> int:
        """Second of the next private event of anybody not with sales."""
        return int(kernel.next_private(self.state, self.size))

    def uniforms(self, ids: NDArray[np.uint64], purpose: int) -> Ints:
        """One uniform per lead number."""
        low = (ids & np.uint64(0xFFFFFFFF)).astype(np.int64)
        return kernel.uniforms(self.state, low, (ids >> np.uint64(32)).astype(np.int64), purpose)

    # ---- the end ----

    def tally(self) -> Ints:
        """int64[kinds of rows, days]: how many rows of each kind each local day has."""
        tallies: Ints = self.state.ctl[memory.A_COUNT :].reshape(-1, self.days)
        return tallies[: len(What)].copy()

    def tables(self, end_s: int) -> tuple[NDArray[np.void], NDArray[np.void]]:
        """LEAD and ROW tables in their fixed order; ends the crowd's life. RuntimeError if anybody or any
        point was lost."""
        crowd = self.state.crowd[: self.size].view(memory.PERSON)
        ctl = self.state.ctl
        balance.check(
            crowd["status"],
            crowd["fit"] + crowd["behaviour"],
            crowd["handoffs"],
            self.tally(),
            int(ctl[memory.A_POINTS]),
        )
        ids = (crowd["high"].astype(np.uint64) << np.uint64(32)) | crowd["low"].astype(np.uint64)
        order = np.lexsort((ids, crowd["arrival_s"]))
        order = order[crowd["arrival_s"][order] < end_s]
        leads = np.zeros(len(order), LEAD)
        leads["id"] = ids[order]
        for name in ("source", "persona", "arrival_s", "project_start_s", "project_end_s", "status", "stage", "rows"):
            leads[name] = crowd[name][order]
        leads["score"] = (crowd["fit"] + crowd["behaviour"])[order]
        place = np.zeros(self.size, np.int32)
        place[order] = np.arange(len(order), dtype=np.int32)
        rows = self.state.rows[: int(ctl[memory.A_ROWS])].view(ROW)
        rows["lead"] = place[rows["lead"]]
        return leads, canonical(rows)


def _longer(array: Any, more: int) -> Any:
    """A copy with room for `more` records."""
    return np.concatenate([array, np.zeros(more, array.dtype)]).view(np.recarray)
