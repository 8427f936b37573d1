"""Why two scenarios of an experiment differ: what was kept of both, laid side by side, run by run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sim.model.stats import Difference
from sim.study.answer import spoken
from sim.study.guide import Guide
from sim.study.kpifile import Values, difference, values
from sim.study.results import JOURNEYS, MANIFEST, NotKeptError, Results
from sim.study.shifts import COUNTED, Shift, shifts, total
from sim.study.titles import kept_titles
from sim.study.twolives import Side
from sim.study.twologs import Log, is_whole
from sim.words.messages import say
from sim.words.wording import one_line

Progress = Callable[[int, int], None]  # done, in all
Settings = Mapping[str, tuple[str | None, str | None]]


class Explanation(NamedTuple):
    """What scenario `b` gained and lost against scenario `a`.

    runs: the simulated runs that are explained, of `of_runs` that were made. leads: in these runs, of either scenario.
    since, until: first and last day measured. settings: journey settings that differ, by dotted path, None where there
    is nothing; None as a whole if the journeys weren't kept. shifts: by KPI, all runs together. all_runs: by KPI, the
    difference of all runs that were made; None if it isn't known. whole: by KPI, how many both scenarios have in the
    explained runs together, of all leads; None if that isn't known. More than the shifts tell of, if only a sample of
    the leads was kept. titles: how readers see scenarios called, of those that have a title.
    """

    a: str
    b: str
    runs: tuple[int, ...]
    of_runs: int
    leads: int
    since: date
    until: date
    settings: Settings | None
    shifts: Mapping[str, Shift]
    all_runs: Mapping[str, Difference | None]
    whole: Mapping[str, int | None]
    titles: Mapping[str, str] = {}

    def called(self, scenario: str) -> str:
        """The title of a scenario, else its name as words."""
        return self.titles.get(scenario) or spoken(scenario)

    def is_sample(self, kpi: str) -> bool:
        """Whether there are more cases of a KPI than the event logs that were kept tell of."""
        whole, shift = self.whole[kpi], self.shifts[kpi]
        return whole is not None and whole > shift.a + shift.b


def explain(results: Results, a: str, b: str, runs: Sequence[int], progress: Progress) -> Explanation:
    """The explanation from the event logs of these runs, which must have been kept of both scenarios.

    ResultsError for what can't be read, NotKeptError for event logs that hold only a part of the events.
    """
    about, found, leads = results.json(MANIFEST), [], 0
    progress(0, len(runs))
    for done, run in enumerate(runs, 1):
        one, other = (log(results, scenario, run) for scenario in (a, b))
        found.append(shifts(one, other, *_measured_s(one.guide, about)))
        leads += len({*one.leads["id"].tolist(), *other.leads["id"].tolist()})
        progress(done, len(runs))
    together, kpis = total(found), {kpi: values(results, kpi) for kpi in COUNTED}
    first_day, last_day = _window(one.guide, about)
    start = date.fromisoformat(one.guide.start)
    return Explanation(
        a=a,
        b=b,
        runs=tuple(runs),
        of_runs=int(about.get("replications", len(runs))),
        leads=leads,
        since=start + timedelta(first_day),
        until=start + timedelta(last_day - 1),
        settings=_settings(results, a, b, runs[0]),
        shifts=together,
        all_runs={kpi: difference(known, a, b) for kpi, known in kpis.items()},
        whole={kpi: _whole(known, (a, b), runs) for kpi, known in kpis.items()},
        titles=kept_titles(results),
    )


def log(results: Results, scenario: str, run: int) -> Log:
    """The event log of a run. ResultsError if it can't be read, NotKeptError if it lacks events."""
    found = Log(results.leads(scenario, run), results.ledger(scenario, run), results.guide(scenario, run))
    if not is_whole(found) or (len(found.leads) and not len(found.rows)):
        command = " ".join(results.json(MANIFEST).get("repeat", ()))
        text = say("cli.explain.not_whole", run=results.path, scenario=scenario, command=command)
        raise NotKeptError(one_line(text))
    return found


def side(results: Results, scenario: str, run: int, name: str) -> Side:
    """One scenario as the story of one lead needs it; `name` is how the scenario is spoken of."""
    return Side(name, log(results, scenario, run), results.reviews(scenario, run))


def _window(guide: Guide, about: Mapping[str, Any]) -> tuple[int, int]:
    """The days measured, the last one excluded; all of a run that doesn't say."""
    window = about.get("window", {})
    return int(window.get("first_day", 0)), int(window.get("last_day", guide.days))


def _measured_s(guide: Guide, about: Mapping[str, Any]) -> tuple[int, int]:
    first, last = (int(guide.calendar.day_start_s[day]) for day in _window(guide, about))
    return first, last


def _whole(known: Values, scenarios: tuple[str, str], runs: Sequence[int]) -> int | None:
    try:
        return int(sum(known[scenario][run] for scenario in scenarios for run in runs))
    except (KeyError, ValueError):  # no such run, or no value
        return None


def _settings(results: Results, a: str, b: str, run: int) -> Settings | None:
    """The settings of the two journeys in force at the end that are not alike."""
    if not (results.has(a, run, JOURNEYS) and results.has(b, run, JOURNEYS)):
        return None
    one, other = (dict(_flat(results.journeys(scenario, run)[-1].settings)) for scenario in (a, b))
    paths = [path for path in {**one, **other} if one.get(path) != other.get(path)]
    return {path: (one.get(path), other.get(path)) for path in paths}


def _flat(settings: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in settings.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{name}.")
        elif value is not None:
            yield f"{above}{name}", ", ".join(map(str, value)) if isinstance(value, list) else str(value)
