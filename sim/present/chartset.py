"""All charts of a finished comparison, in the order in which a report shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sim.present.chart_cadence import cadence_chart
from sim.present.chart_cumulative import cumulative_chart
from sim.present.chart_differences import differences_chart
from sim.present.chart_funnel import funnel_chart
from sim.present.chart_grid import grid_chart
from sim.present.chart_handoffscores import handoff_scores_chart
from sim.present.chart_hours import hours_chart
from sim.present.chart_life import life_chart
from sim.present.chart_quality import quality_chart
from sim.present.chart_shifts import shifts_chart
from sim.present.chart_spans import spans_chart
from sim.present.chart_tornado import tornado_chart
from sim.present.chart_touches import touches_chart
from sim.present.chart_workload import workload_chart
from sim.present.charts import map_charts, reviews_chart
from sim.present.flowruns import experiment_flows, told_scenarios
from sim.present.picture import Chart
from sim.study.explanation import explain, log
from sim.study.leadlife import telling_lead
from sim.study.reason import rival
from sim.study.reopened import Reopened
from sim.study.results import ANSWER, MANIFEST, Results, ResultsError, runs
from sim.study.scenarios import rerun
from sim.study.titles import part_titles
from sim.words.messages import said

QUALITY_RUNS = 3  # simulated again for their scores, which are not kept


def all_charts(opened: Reopened) -> list[Chart]:
    """Every chart that it has the numbers for; those of event logs only if these were kept."""
    return [chart for chart in _charts(opened) if chart is not None]


def deck_charts(opened: Reopened) -> list[Chart]:
    """What PowerPoint has no chart for: differences with margins, a rep's weeks, the touch calendar, journey maps."""
    found, loaded = opened.found, opened.loaded
    yards = {name: study.yardstick for name, study in opened.plan.ready.items()}
    maps = map_charts(found, loaded, experiment_flows(found, loaded, told_scenarios(found)))
    differences = differences_chart(found, question=loaded.experiment.question)
    charts = (differences, workload_chart(found, yards), _touches(opened), *maps)
    return [chart for chart in charts if chart is not None]


def _charts(opened: Reopened) -> Iterator[Chart | None]:
    found, loaded = opened.found, opened.loaded
    yards = {name: study.yardstick for name, study in opened.plan.ready.items()}
    yield from map_charts(found, loaded, experiment_flows(found, loaded, told_scenarios(found)))
    yield funnel_chart(found)
    yield differences_chart(found, question=loaded.experiment.question)
    yield workload_chart(found, yards)
    yield cadence_chart(found)
    yield handoff_scores_chart(found)
    yield cumulative_chart(found, yards)
    yield spans_chart(found)
    yield hours_chart(found, yards)
    yield _quality(opened)
    yield grid_chart(found, loaded)
    yield _tornado(opened)
    yield _shifts(opened)
    yield _touches(opened)
    yield reviews_chart(found, loaded)
    yield _life(opened)


def _quality(opened: Reopened) -> Chart:
    """Of the scenario that is recommended."""
    found = opened.found
    name = found.answer.choice.scenario or found.baseline
    study = opened.plan.ready[name]
    made = [rerun(study, seed=found.seed, replication=n) for n in range(min(QUALITY_RUNS, found.replications))]
    return quality_chart(made, study.yardstick, study.window, name=found.called(name))


def _tornado(opened: Reopened) -> Chart | None:
    """Of the latest `nurture robustness` of the same files, if there was any."""
    answer = _robustness(opened.results)
    if answer is None:
        return None
    # Titles and sentence in the language of now, whatever they were written in.
    told = [{**bar, "title": said(f"assumption.{bar['assumption']}", bar["title"])} for bar in answer["assumptions"]]
    names = {name: opened.found.called(name) for name in opened.found.scenarios}
    return tornado_chart({**answer, "assumptions": told, "verdict": opened.found.answer.sentence}, names)


def _robustness(results: Results) -> Mapping[str, Any] | None:
    folder, read = results.path.parent, results.json(MANIFEST)["inputs"]
    for path in reversed(runs(folder.with_name(f"{folder.name}-robustness"))):
        try:
            other = Results(path)
            if other.json(MANIFEST).get("inputs") == read:
                answer: Mapping[str, Any] = other.json(ANSWER)
                return answer
        except ResultsError:
            continue
    return None


def _kept(opened: Reopened) -> dict[str, list[int]]:
    """The runs whose whole event logs were kept of both the baseline and the scenario told of, by scenario."""
    found = opened.found
    if opened.results.json(MANIFEST).get("lives", {}).get("share", 1.0) < 1.0:
        return {}
    kept: dict[str, list[int]] = {}
    for scenario, run in opened.results.recorded():
        kept.setdefault(scenario, []).append(run)
    return {name: kept[name] for name in (found.baseline, rival(found)) if name in kept}


def _shifts(opened: Reopened) -> Chart | None:
    kept = _kept(opened)
    if len(kept) < 2:
        return None
    (a, some), (b, others) = kept.items()
    found = explain(opened.results, a, b, sorted({*some} & {*others}), lambda done, total: None)
    return shifts_chart(found, _parts(opened))


def _parts(opened: Reopened) -> dict[str, str]:
    """How readers see the parts of the journeys called."""
    loaded = opened.loaded
    other = loaded.scenarios.get(rival(opened.found), loaded.baseline)
    return part_titles(loaded.baseline) | part_titles(other)


def _touches(opened: Reopened) -> Chart | None:
    found, ready = opened.found, opened.plan.ready
    names = (found.baseline, rival(found))
    logs = {name: [log(opened.results, name, run) for run in some] for name, some in _kept(opened).items()}
    return touches_chart(
        {name: ready[name].yardstick for name in names},
        (found.window.first_day, found.window.last_day),
        logs=logs if len(logs) == len(names) else None,
        titles={name: found.called(name) for name in names},
    )


def _life(opened: Reopened) -> Chart | None:
    """A telling lead of the first run kept of the scenario that is recommended."""
    found, kept = opened.found, _kept(opened)
    name = found.answer.choice.scenario or found.baseline
    if name not in kept:
        return None
    whole, run = log(opened.results, name, kept[name][0]), kept[name][0]
    lead = telling_lead(whole)
    if lead is None:
        return None
    reviews = opened.results.reviews(name, run)
    called, titles = found.called(name), _parts(opened)
    return life_chart(whole, lead, scenario=name, run=run, called=called, reviews=reviews, titles=titles)
