"""Random small worlds for Hypothesis: valid journeys with their people, given leads and a change of journey.

Made to make two engines disagree if they can: ties are frequent (whole hours, zero delays, the same clock times),
chances lie at 0 and 1 as well as between, and with `eager` most leads come to sales, some again and again.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from itertools import count
from typing import Any, NamedTuple

import numpy as np
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from pydantic import BaseModel

from sim.files.leadsfile import GivenLead
from sim.model.journey import Journey, Rule, Webinar
from sim.model.ledger import What
from sim.model.persona import Personas
from tests import strategies_files as files
from tests.strategies_files import Plain, number, one, some

PHASES = (Phase.generate, Phase.shrink)


class Scene(NamedTuple):
    """What a simulation needs, whatever the engine."""

    journey: Journey
    personas: Personas
    seed: int
    replication: int
    scale: float = 1.0
    given: Sequence[GivenLead] = ()
    after: tuple[Journey, Personas] | None = None
    change_day: int | None = None

    def __repr__(self) -> str:
        """What differs from the defaults, in a user's words, so that a failing example can be read."""
        files = [plain(each) for each in (self.journey, self.personas)]
        after = self.after and [plain(each) for each in self.after]
        rest = self._replace(journey=None, personas=None, after=None)._asdict()  # type: ignore[arg-type]
        return f"Scene({files}, after={after}, {rest})"

    def settings(self) -> dict[str, Any]:
        """The keyword arguments of `textbook.simulate`."""
        return {name: value for name, value in self._asdict().items() if name not in ("journey", "personas")}


@st.composite
def scenes(draw: DrawFn, eager: bool | None = None, change: bool | None = None, theme: str | None = None) -> Scene:
    """What a simulation needs. `eager`: most leads come to sales; `change`: with a second journey; None: either.

    `theme`: what the journeys are about, one of THEMES, with more leads; "": nothing in particular; None: any of these.
    """
    tracked, rich = some(draw, files.TRACKED, 1), files.groups(draw, theme)
    keen = ("sales" in rich or ("webinars" not in rich and one(draw, True, False))) if eager is None else eager
    personas = files.personas_file(draw, tracked, keen, rich)
    journey = files.journey_file(draw, personas, tracked, keen, rich)
    given = given_leads(draw, journey)
    after, change_day = None, None
    if one(draw, False, False, True) if change is None else change:
        after = built(*changed(draw, journey, personas, keen))
        change_day = number(draw, 1, journey["days"] - 1)
    seed, replication = one(draw, 20260401, 0, 1, 2**32 - 1), number(draw, 0, 2**16)
    scale = one(draw, 3.0, 4.0) if theme else one(draw, 1.0, 1.0, 0.5, 2.0)
    return Scene(*built(journey, personas), seed, replication, scale, given, after, change_day)


def each_scene(
    check: Callable[[Scene], None], *, number: int, part: int, of: SearchStrategy[Scene] | None = None
) -> None:
    """Check at least so many different random scenes, always the same ones for a part.

    Each comes from a search of its own: within one search Hypothesis likes to vary what it has tried already, and every
    search begins with the simplest scene.
    """
    tried: set[str] = set()

    @settings(max_examples=2, deadline=None, database=None, phases=PHASES, suppress_health_check=list(HealthCheck))
    @given(scenes() if of is None else of)
    def checked(scene: Scene) -> None:
        name = repr(scene)
        if name not in tried:
            check(scene)
        tried.add(name)  # only after the check: a failing scene is tried again when it is made smaller

    for search in count(part * 1_000_000):
        if len(tried) >= number:
            break
        seed(search)(checked)()


def worlds(eager: bool | None = None) -> SearchStrategy[Scene]:
    """Scenes without a change of journey."""
    return scenes(eager, change=False)


def coverage(rows: np.ndarray) -> Counter[str]:
    """How often each kind of row occurs, and what else is worth knowing of a ledger."""
    kinds, times = np.unique(rows["what"], return_counts=True)
    found = Counter({What(int(what)).name: int(n) for what, n in zip(kinds, times, strict=True)})
    found["SECOND_HAND_OFF"] = found["MQL"] - len(np.unique(rows["lead"][rows["what"] == What.MQL]))
    by_lead = rows[np.lexsort((rows["n"], rows["lead"]))]
    found["SAME_SECOND"] = int(((np.diff(by_lead["time"]) == 0) & (np.diff(by_lead["lead"]) == 0)).sum())
    return +found


def with_enough_of_all(journey: Journey) -> Journey:
    """The journey with a rep and a seat for everybody, and without meetings: nobody is in another's way."""
    staff = {"reps": 1_000, "teams": {}, "shifts": [], "absences": [], "work_in_progress": None}
    touchpoints = {
        name: each.model_copy(update={"seats": None, "release": []}) if isinstance(each, Webinar) else each
        for name, each in journey.touchpoints.items()
    }
    desk = journey.desk.model_copy(update=staff)
    return journey.model_copy(update={"desk": desk, "touchpoints": touchpoints, "reviews": {}})


def built(journey: Plain, personas: Plain) -> tuple[Journey, Personas]:
    """Models from plain settings, by the words a user would write."""
    return Journey.model_validate(words(journey)), Personas.model_validate(words(personas))


def plain(value: Any) -> Any:
    """A model as settings in a user's words, without what is left to its default or is only a source's name."""
    match value:
        case BaseModel():
            fields = type(value).model_fields
            told = [name for name in fields if name in value.model_fields_set and name != "source"]
            return {fields[name].alias or name: plain(getattr(value, name)) for name in told}
        case dict():
            return {name: plain(each) for name, each in value.items()}
        case list():
            return [plain(each) for each in value]
        case int() | float() | tuple() | None:
            return value
    return value.text if isinstance(value, Rule) else str(value)


def words(value: Any) -> Any:
    """The same settings as a YAML file gives them, every scalar as text; tuples stand for what no words can say."""
    match value:
        case dict():
            return {key: each if key == "format" else words(each) for key, each in value.items()}
        case list():
            return [words(each) for each in value]
        case tuple():
            return value
        case bool():
            return str(value).lower()
    return str(value)


def given_leads(draw: DrawFn, journey: Plain) -> list[GivenLead]:
    """Rows of the journey's CSV source, if it has one; some ordinals are left out, as skipped rows are."""
    if "list" not in journey["sources"]:
        return []
    return [_given(draw, ordinal, journey) for ordinal in range(12) if one(draw, True, False)]


def _given(draw: DrawFn, ordinal: int, journey: Plain) -> GivenLead:
    registered_s = one(draw, -86_400, -1, 0, 36_000, 36_000, 86_400, 5 * 86_400 - 1, 10**9)
    attributes = {name: one(draw, *files.ATTRIBUTES[name]) for name in some(draw, list(files.ATTRIBUTES))}
    more = {
        "stage": one(draw, *journey["stages"]),
        "score": one(draw, 0, 40, 95, 120),
        "counts": {name: number(draw, 1, 3) for name in some(draw, list(journey["behaviours"]), 0, 2)},
        "opted_out": True,
    }
    return GivenLead(
        ordinal, registered_s, "list", attributes, **{name: more[name] for name in some(draw, list(more), 0, 2)}
    )


def changed(draw: DrawFn, journey: Plain, personas: Plain, eager: bool) -> tuple[Plain, Plain]:
    """Other rules, points, reps, cadences, touchpoints, people; the same stages, attributes, personas, start, clock.

    Which groups of settings the second journey uses is drawn anew, so that what one has the other may lack.
    """
    new, people = copy.deepcopy(journey), copy.deepcopy(personas)
    start, stages = date.fromisoformat(new["start"]), list(new["stages"])
    tracked = [name for name in new["behaviours"] if name in files.TRACKED]
    rich = files.groups(draw)
    segments, reentry = list(new.get("segments", {})), "exits" in rich
    names = files.Names(tracked, list(new["sources"]), stages, segments, rich, reentry)
    rhythm = {"rhythm": personas["people"]["rhythm"]}
    other: dict[str, Callable[[], Any]] = {
        "mql": lambda: new.update(mql=files.rules(draw, names, eager)),
        "behaviours": lambda: new.update(behaviours=files.behaviours(draw, names)),
        "touchpoints": lambda: new.update(touchpoints=files.touchpoints(draw, start, names)),
        "cadence": lambda: _new_cadences(draw, new["touchpoints"], start),
        "desk": lambda: new.update(desk=files.desk(draw, start, names)),
        "sync": lambda: new.update(sync=files.sync(draw, names)),
        "returns": lambda: new.update(returns=files.returns(draw, names)),
        "sql": lambda: new.update(sql=one(draw, *files.SQL)),
        "gate": lambda: new.update(gate=files.gate(draw, names.sources)),
        "fewer": lambda: _drop_one(draw, new["touchpoints"]),
        "stages": lambda: new.update(stages=files.stages(draw, names, eager)),
        "fit": lambda: new.update(fit={"size": {"<50": 40}}),
        "rate": lambda: [source.update(per_day=1.5) for source in new["sources"].values() if "per_day" in source],
        "people": lambda: people.update(people=files.people(draw, eager, rich) | rhythm),
        "segments": lambda: new.update(segments=files.segments(draw, names)),
        "exits": lambda: new.update(exits=files.exits(draw, names)),
        "dormancy": lambda: new.update(dormancy=files.dormancy(draw, names)),
        "scoring": lambda: new.update(scoring=files.scoring(draw, names)),
        "policy": lambda: new.update(contact_policy=files.contact_policy(draw, names)),
    }
    for name in some(draw, list(other), 1, 7):
        other[name]()
    _mend(draw, new, start, names)
    return new, people


def _mend(draw: DrawFn, new: Plain, start: date, names: files.Names) -> None:
    """Meetings about the new rules; no trigger by what the new journey lacks, and no empty section."""
    if "reviews" in names.rich or "reviews" in new:
        new["reviews"] = files.reviews(draw, start, new["mql"], names.segments)
    for section in files.OPTIONAL:
        if new.get(section) == {}:
            del new[section]
    known = {"returned"} | ({"dormant", "reactivated"} if "dormancy" in new else set())
    known |= {"exited"} if "exits" in new else set()
    known |= {"reentered"} if files.can_return(new.get("exits", {})) else set()
    touchpoints: Plain = new["touchpoints"]
    for name in [name for name, each in touchpoints.items() if each.get("on", "returned") not in known]:
        del touchpoints[name]
    for each in touchpoints.values():
        if each.get("of", "") not in touchpoints:
            each.pop("of", None)
        if "dormancy" not in new:
            each.pop("audience", None)


def _new_cadences(draw: DrawFn, touchpoints: Plain, start: date) -> None:
    for each in touchpoints.values():
        for name in ("cadence", "dates"):
            if name in each:
                each[name] = files.cadence(draw, start)


def _drop_one(draw: DrawFn, touchpoints: Plain) -> None:
    """Leave out a touchpoint that is no content, for mails need theirs, and no series that partners help with."""
    names = [name for name, each in touchpoints.items() if each["kind"] != "content" and name != files.SERIES]
    if names:
        del touchpoints[one(draw, *names)]
