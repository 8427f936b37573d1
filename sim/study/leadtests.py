"""Test leads played by the journey's rules without chance, and held against what is expected of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sim.files import storyline
from sim.files.loaded import LoadedJourney
from sim.files.script import OF_SALES, READING
from sim.files.storyline import When
from sim.files.testleads import Case, Expectation, LoadedTestLeads, Told, second_of
from sim.model.journey import Journey
from sim.model.ledger import POINTS, What
from sim.study import trace
from sim.study.guide import Guide
from sim.study.leadstates import Played, State, play, state_of
from sim.study.trace import Row
from sim.words.messages import say
from sim.words.wording import listed

_LATEST = 6  # lines of the event log shown for a failure
_OF_SALES = (
    *(What.MQL, What.CALL, What.CONTACT, What.ACCEPTED, What.OPPORTUNITY, What.RETURNED, What.WON),
    *(What.LOST, What.EXCLUDED, What.EXITED, What.REENTERED),
)
_OF_MAIL = (What.SENT, What.HELD, What.BOUNCE, What.BLOCKED, What.POSTPONED, What.UNSUBSCRIBE, What.OPT_OUT)
_OF_POINTS = (*POINTS, What.RETURNED)
_TELLING = {  # rows that tell how something came about, by what was expected
    "stage": (What.STAGE, What.RETURNED, What.REENTERED),
    "mails": _OF_MAIL,
    "subscribed": _OF_MAIL,
    **dict.fromkeys(
        ("status", "handed_off", "rule", "hand_offs", "excluded", "returned", "opportunity", "exit"), _OF_SALES
    ),
}



class Failure(NamedTuple):
    """What was expected and didn't happen, or couldn't.

    line: of the file. text: one sentence. parts: what the score is made of. log: lines of the event log that led there.
    key: what was expected (`score`, `mails.newsletter`), empty for a step that couldn't happen; found: what should
    stand there for the test to pass (None where nothing can).
    """

    line: int
    text: str
    parts: str = ""
    log: tuple[str, ...] = ()
    moment: str = ""
    key: str = ""
    found: Any = None


class Outcome(NamedTuple):
    """A test lead after its run; without failures it has passed."""

    name: str
    tags: tuple[str, ...]
    line: int
    failures: tuple[Failure, ...]

    @property
    def passed(self) -> bool:
        """Whether all that was expected has happened."""
        return not self.failures


def outcomes(loaded: LoadedTestLeads, *, journey: LoadedJourney | None = None) -> list[Outcome]:
    """What has become of each lead of a file; `journey`: another than the file's own, such as one that was changed."""
    played = play(loaded.cases, journey or loaded.journey)
    return [outcome_of(case, played) for case in loaded.cases]


def outcome_of(case: Case, played: Played) -> Outcome:
    """What has become of one lead of a file that was played."""
    life = played.rows_of(case.name)
    failures = [*_impossible(case, life, played)]
    for expectation in case.expectations:
        failures += _missed(case, expectation, life, played)
    return Outcome(case.name, case.tags, case.line, tuple(failures))


# ---- steps that couldn't happen --------------------------------------------------------------------------------


def _impossible(case: Case, life: Sequence[Row], played: Played) -> Iterator[Failure]:
    """Steps of the story that left no row, with the reason."""
    seconds = {told.step.second for told in case.told}
    found = Counter((row.time, row.what, _node(row, played.guide)) for row in life if row.time in seconds)
    for told in case.told:
        step = told.step
        key = step.second, step.what, str(step.value) if step.what is What.RETURNED else step.node
        if step.what in (What.CONTACT, What.WON, What.LOST):
            key = step.second, step.what, ""
        if not found[key]:
            why = _why_not(told, life, played)
            yield Failure(told.line, say("test.impossible", name=case.name, step=told.words, why=why))
        found[key] -= 1


def _node(row: Row, guide: Guide) -> str:
    if row.what is What.RETURNED:
        return str(row.node)
    if row.what in OF_SALES or row.node < 0:
        return ""
    return guide.behaviours[row.node] if row.what is What.BROUGHT else _touchpoint(row, guide)


def _touchpoint(row: Row, guide: Guide) -> str:
    return guide.touchpoints[row.node] if row.node < len(guide.touchpoints) else ""


def _why_not(told: Told, life: Sequence[Row], played: Played) -> str:
    """Why a step could not happen."""
    step, before = told.step, [row for row in life if row.time <= told.step.second]
    state = state_of(before, played)
    if state.status in ("won", "lost", "excluded"):
        return say("test.why_gone", status=say(f"test.status_{state.status}"))
    if step.what in (What.OPEN, What.CLICK, What.MACHINE_OPEN, What.SCANNER_CLICK):
        return say("test.why_not_sent", mail=step.node)
    if step.what in (What.UNSUBSCRIBE, What.OPT_OUT):
        return say("test.why_unsubscribed")
    if step.what in (What.CONTACT, What.RETURNED):
        return say("test.why_not_with_sales", status=say(f"test.status_{state.status}"))
    if step.what in (What.WON, What.LOST):
        return say("test.why_no_opportunity", status=say(f"test.status_{state.status}"))
    if step.what is What.WEBINAR_REGISTERED:
        return say("test.why_registered", webinar=step.node)
    return say("test.why_not_registered", webinar=step.node)


# ---- expectations ----------------------------------------------------------------------------------------------


def _missed(case: Case, expectation: Expectation, life: Sequence[Row], played: Played) -> Iterator[Failure]:
    """What of an expectation isn't so."""
    seen = [row for row in life if row.time <= expectation.second]
    state = _begun(state_of(seen, played), case, played.journey)
    expected = expectation.expected
    for key in (key for key in type(expected).model_fields if key in expected.model_fields_set):
        for name, wanted, found in _compared(key, getattr(expected, key), state):
            if _agrees(key, wanted, found, case, played.guide):
                continue
            yield Failure(
                expectation.by_key.get(key, expectation.line),
                say(
                    "test.missed",
                    name=case.name,
                    key=name,
                    wanted=_words(wanted),
                    moment=expectation.moment,
                    found=_found(key, found, state, case, played.guide),
                ),
                parts=_parts(state),
                log=_log(case, seen, played, key),
                moment=expectation.moment,
                key=name,
                found=_writable(key, wanted, found, case, played.guide),
            )


def _begun(state: State, case: Case, journey: Journey) -> State:
    """The state with what a lead brought along from before the journey, which no row tells."""
    fit = sum(journey.fit.get(a, {}).get(value, 0) for a, value in case.lead.attributes.items())
    counts = Counter(case.lead.counts) + Counter(state.counts)
    return state._replace(fit=fit, counts=counts, subscribed=state.subscribed and not case.lead.opted_out)


def _compared(key: str, wanted: Any, state: State) -> Iterator[tuple[str, Any, Any]]:
    """Each single thing that is expected: its name, what is wanted, what was found."""
    found = getattr(state, key)
    if isinstance(wanted, Mapping):
        for name, value in wanted.items():
            yield f"{key}.{name}", value, found.get(name, 0)
    elif key == "mails":
        yield key, wanted, sum(found.values())
    else:
        yield key, wanted, found


def _agrees(key: str, wanted: Any, found: Any, case: Case, guide: Guide) -> bool:
    if key == "handed_off":
        if isinstance(wanted, bool):
            return bool(found) is wanted
        when = storyline.when(str(wanted))
        begin = second_of(when, max(0, case.lead.registered_s), guide.calendar, usual=0)
        last = begin + 59 if when.clock is not None else begin + 86_399
        return any(begin <= t <= last for t in found)
    if key == "returned" and isinstance(wanted, bool):
        return (found is not None) is wanted
    return bool(wanted == found)


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return say("test.yes") if value else say("test.no")
    return str(value)


def _found(key: str, found: Any, state: State, case: Case, guide: Guide) -> str:
    """What was found, in words."""
    if key in ("handed_off", "rule", "hand_offs") and state.handed_off:
        rule = state.rule or say("test.by_call")
        times = listed(moment_words(t, case, guide) for t in state.handed_off)
        return say("test.was_handed_off", rule=rule, times=times)
    if key in ("handed_off", "rule", "hand_offs"):
        return say("test.not_handed_off")
    if found is None:
        return say("test.nothing")
    return _words(found)


def _writable(key: str, wanted: Any, found: Any, case: Case, guide: Guide) -> Any:
    """What stands for it in a file of test leads, said in the way of what was expected."""
    if key == "handed_off" and found and isinstance(wanted, str):
        return _as_precise(storyline.when(wanted), found[0], case, guide)
    if key == "handed_off" or (key == "returned" and (found is None or isinstance(wanted, bool))):
        return bool(found)
    return found


def _as_precise(when: When, second: int, case: Case, guide: Guide) -> str:
    """A second as `day 12`, `day 12 09:14`, `2026-04-18` or `2026-04-18 09:14`, as another moment was said."""
    calendar = guide.calendar
    day = calendar.day_of(second)
    counted = f"day {day - calendar.day_of(max(0, case.lead.registered_s))}"
    said = counted if when.date is None else calendar.date_of(day).isoformat()
    return said if when.clock is None else f"{said} {calendar.local(second):%H:%M}"


def moment_words(second: int, case: Case, guide: Guide) -> str:
    """`day 12 09:14`, days counted from the lead's registration."""
    calendar = guide.calendar
    day = calendar.day_of(second) - calendar.day_of(max(0, case.lead.registered_s))
    local: datetime = calendar.local(second)
    return say("test.moment", day=day, clock=f"{local:%H:%M}")


def _parts(state: State) -> str:
    """`score 85 = 35 fit + 20 download + 30 price_page`."""
    parts = [f"{state.fit} {say('test.fit')}"]
    parts += [f"{points} {name}" for name, points in state.points.items() if points]
    rest = state.behaviour - sum(state.points.values())
    parts += [say("test.rest", points=rest)] if rest else []
    return say("test.parts", score=state.score, parts=" + ".join(parts).replace("+ -", "- "))


def _log(case: Case, seen: Sequence[Row], played: Played, key: str) -> tuple[str, ...]:
    """The last lines of the event log that matter, with the rule and its values for a hand-off."""
    rows = played.life(case.name)[: len(seen)]
    if not len(rows):
        return ()
    happenings = trace.timeline(rows, int(rows["lead"][0]), played.guide, attributes=case.lead.attributes)
    kinds = _TELLING.get(key.partition(".")[0], _OF_POINTS)
    pairs = zip(happenings, seen, strict=True)
    telling = [each for each, row in pairs if row.what in kinds and not _is_reading(row)]
    return tuple(trace.lines(telling[-_LATEST:]))


def _is_reading(row: Row) -> bool:
    return row.what is What.ADJUSTED and row.node == READING
