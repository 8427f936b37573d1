"""Running an experiment: scenario x replication in worker processes, then the differences and the answer."""

from __future__ import annotations

import signal
import threading
import warnings
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing, contextmanager
from typing import NamedTuple

import joblib
import numpy as np
from numpy.typing import NDArray

from sim.engine import world
from sim.files.leadsfile import GivenLead
from sim.files.leadsources import given_leads
from sim.files.loaded import LoadedExperiment, LoadedJourney
from sim.model.ledger import Run
from sim.study import weekdays
from sim.study.answer import Answer, Question, answer
from sim.study.assumption import FACTORS, IMPOSSIBLE, Assumption, Outcome, assumption, scaled
from sim.study.comparison import Comparison, contrast
from sim.study.guide import Guide
from sim.study.kpis import measure
from sim.study.measures import Window
from sim.study.meetings import meetings
from sim.study.reason import reasoned
from sim.study.yardstick import Yardstick
from sim.words.messages import say

Floats = NDArray[np.float64]
Progress = Callable[[int, int], None]  # runs done, runs in all


class Study(NamedTuple):
    """One scenario ready to be run any number of times, and what its runs are measured against."""

    prepared: world.Prepared
    yardstick: Yardstick
    window: Window
    guide: Guide
    skipped_rows: int


def studies(loaded: LoadedExperiment) -> dict[str, Study]:
    """Every scenario of an experiment ready to run, the baseline first."""
    experiment, baseline = loaded.experiment, loaded.baseline
    days = experiment.days(baseline.journey)
    window = Window(days.first, days.after, days.follow_up, days.cohort)
    found = {experiment.baseline: _study(baseline, None, None, window)}
    for name, scenario in loaded.scenarios.items():
        if days.change:
            found[name] = _study(baseline, scenario, days.change, window)
        else:
            found[name] = _study(scenario, None, None, window)
    return found


def single(loaded: LoadedJourney, *, scale: float = 1.0) -> Study:
    """A journey by itself, measured over all its days; `scale` multiplies the leads of rates and bursts."""
    return _study(loaded, None, None, Window(0, loaded.journey.days), scale=scale)


def _study(
    first: LoadedJourney, later: LoadedJourney | None, change_day: int | None, window: Window, *, scale: float = 1.0
) -> Study:
    """A journey, and the one that takes its place on a day."""
    given, skipped = _given([first] if later is None else [first, later])
    after = None if later is None else later.journey
    prepared = world.prepare(
        first.journey,
        first.personas,
        after=None if later is None else (later.journey, later.personas),
        change_day=change_day,
        scale=scale,
        given=given,
    )
    guide = Guide.of(first.journey, first.personas, after=after, change_day=change_day)
    return Study(prepared, Yardstick(first.journey, after, change_day), window, guide, skipped)


def _given(versions: list[LoadedJourney]) -> tuple[list[GivenLead], int]:
    """The leads of all CSV sources, each of the first version that has it; and the number of rows skipped."""
    leads: dict[str, list[GivenLead]] = {}
    skipped = set()
    for loaded in versions:
        found, problems = given_leads(loaded)
        skipped |= {(problem.file, problem.line) for problem in problems}
        by_source: dict[str, list[GivenLead]] = {}
        for lead in found:
            by_source.setdefault(lead.source, []).append(lead)
        leads = by_source | leads
    return [lead for some in leads.values() for lead in some], len(skipped)


def question_of(loaded: LoadedExperiment) -> Question:
    """What decides an experiment."""
    experiment = loaded.experiment
    decide_on, guardrails = experiment.decide_on, tuple(experiment.guardrails)
    margins, limits = experiment.margins(), experiment.limits()
    return Question(experiment.baseline, decide_on.kpi, margins, guardrails, decide_on.per, limits)


def compare(
    loaded: LoadedExperiment,
    *,
    replications: int | None = None,
    workers: int = 1,
    seed: int | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Run every scenario with the same seeds, and answer the experiment's question.

    The decisive assumption, the first of `rests_on`, is set to zero and doubled, and everything run again with the same
    seeds; so it is with all weekdays alike, where scenarios differ in when mails go out and an effect of the weekday is
    assumed. Same figures for any number of workers. Raises ValueError for fewer than 1 replication or worker, and
    KeyboardInterrupt as soon as the workers have been stopped.
    """
    experiment = loaded.experiment
    n = experiment.replications if replications is None else replications
    if n < 1 or workers < 1:
        raise ValueError(say("experiment.counts", replications=n, workers=workers))
    first_seed = experiment.seed if seed is None else seed
    ready = studies(loaded)
    tested = {what_if: _tested(loaded, factor) for what_if, factor in FACTORS.items()} if experiment.rests_on else {}
    asked = weekdays.question(loaded)
    tested |= {weekdays.ALIKE: studies(weekdays.alike(loaded))} if asked.assumed else {}
    batches = {"": ready} | {what_if: found for what_if, found in tested.items() if found is not None}
    runs = simulate(batches, first_seed, n, workers=workers, progress=progress)
    figures = {what_if: {name: found.figures for name, found in batch.items()} for what_if, batch in runs.items()}
    question, window = question_of(loaded), ready[experiment.baseline].window
    cells = {what_if: contrast(found, question, window) for what_if, found in figures.items()}
    answers = {what_if: answer(found, question, experiment.kpis()) for what_if, found in cells.items()}
    rests_on = _rests_on(loaded, answers, tested, asked)
    compared = Comparison(
        experiment=experiment.name,
        question=question,
        shown=experiment.kpis(),
        window=window,
        days=ready[experiment.baseline].yardstick.days,
        seed=first_seed,
        replications=n,
        scenarios=tuple(ready),
        figures=figures[""],
        cells=cells[""],
        answer=with_doubts(answers[""], rests_on, about_weekdays=asked.is_of_weekdays),
        rests_on=rests_on,
        skipped_rows=max(study.skipped_rows for study in ready.values()),
        meetings={
            name: tuple(meetings(held, ready[name].guide) for held in found.reviews)
            for name, found in runs[""].items()
            if any(held.size for held in found.reviews)
        },
    )
    return reasoned(compared)


def _tested(loaded: LoadedExperiment, factor: float) -> dict[str, Study] | None:
    """The scenarios with the decisive assumption times a factor; None if nothing can be simulated with that value."""
    path = loaded.experiment.rests_on[0]
    baseline = scaled(loaded.baseline, path, factor)
    scenarios = {name: scaled(scenario, path, factor) for name, scenario in loaded.scenarios.items()}
    possible = {name: scenario for name, scenario in scenarios.items() if scenario is not None}
    if baseline is None or len(possible) < len(scenarios):
        return None
    try:
        return studies(loaded._replace(baseline=baseline, scenarios=possible))
    except (ArithmeticError, ValueError):  # a half-life of nothing, say
        return None


def _rests_on(
    loaded: LoadedExperiment, answers: Mapping[str, Answer], tested: Mapping[str, object], asked: weekdays.Question
) -> tuple[Assumption, ...]:
    """The assumptions of the experiment, the decisive one with what becomes of the answer; then those on weekdays."""
    found = answers[""].choice.scenario
    outcomes = {}
    for what_if in tested:
        chosen = answers[what_if].choice.scenario if what_if in answers else None
        outcomes[what_if] = Outcome(chosen == found, chosen) if what_if in answers else IMPOSSIBLE
    even = outcomes.pop(weekdays.ALIKE, IMPOSSIBLE)
    named = (
        assumption(loaded.baseline, path, {} if n else outcomes) for n, path in enumerate(loaded.experiment.rests_on)
    )
    return (*named, *weekdays.assumptions(loaded, asked.assumed, even))


def with_doubts(found: Answer, rests_on: tuple[Assumption, ...], *, about_weekdays: bool = False) -> Answer:
    """The answer, which says so itself if an assumption turns it; nothing is turned while nobody can tell.

    Where scenarios differ in weekdays and the model knows no effect of these (`about_weekdays`), it says that too.
    """
    doubtful = [each.title for each in rests_on if each.flips]
    if doubtful and found.choice.scenario is not None:
        doubts = say("answer.depends", titles=say("answer.and").join(doubtful))
        found = found._replace(sentence=found.sentence + doubts)
    return found._replace(sentence=found.sentence + weekdays.caution()) if about_weekdays else found


class Played(NamedTuple):
    """What is kept of a simulated run: float64[len(KPIS), 2], and what its review meetings saw and did."""

    figures: Floats
    reviews: NDArray[np.void]


class Runs(NamedTuple):
    """What is kept of a scenario's runs: float64[replications, len(KPIS), 2], and the reviews of each."""

    figures: Floats
    reviews: tuple[NDArray[np.void], ...]


def simulate(
    batches: Mapping[str, Mapping[str, Study]],
    seed: int,
    replications: int,
    *,
    workers: int = 1,
    progress: Progress | None = None,
) -> dict[str, dict[str, Runs]]:
    """The runs of every scenario of every batch: numerators and denominators of KPIs, and reviews."""
    tasks = [
        (study, seed, r) for scenarios in batches.values() for study in scenarios.values() for r in range(replications)
    ]
    rows: list[Played] = []
    with closing(_played(tasks, workers)) as played_rows:
        for done, row in enumerate(played_rows, 1):
            rows.append(row)
            if progress is not None:
                progress(done, len(tasks))
    found = (_together(rows[n : n + replications]) for n in range(0, len(rows), replications))
    return {batch: {scenario: next(found) for scenario in scenarios} for batch, scenarios in batches.items()}


def _together(runs: list[Played]) -> Runs:
    return Runs(np.array([run.figures for run in runs]), tuple(run.reviews for run in runs))


def _played(tasks: list[tuple[Study, int, int]], workers: int) -> Generator[Played]:
    """The figures of each task, in order. Importing the world has compiled the kernel: workers find it in the cache."""
    if workers == 1:
        yield from (played(*task) for task in tasks)
        return
    # A study is large beside its figures; in a batch it travels once.
    batch = max(1, min(10, len(tasks) // (4 * workers)))
    pool = joblib.Parallel(n_jobs=workers, batch_size=batch, return_as="generator")
    with _deaf_children():
        results = pool(joblib.delayed(_played_in_worker)(*task) for task in tasks)
    try:
        for row in results:  # noqa: UP028 - `yield from` would close the results itself, and let joblib warn
            yield row
    except BaseException:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that the rest is thrown away is what an interrupt asks for
            results.close()
        raise


@contextmanager
def _deaf_children() -> Iterator[None]:
    """Processes started inside ignore interrupts: those are for the parent, which stops its children without noise.

    An interrupt within these few milliseconds is lost. Elsewhere than in the main thread nothing is changed.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def played(study: Study, seed: int, replication: int) -> Played:
    """One simulated run and what is kept of it."""
    run = world.run(study.prepared, seed=seed, replication=replication, record="milestones")
    return Played(np.array(list(measure(run, study.yardstick, study.window).values())), run.reviews)


def _played_in_worker(study: Study, seed: int, replication: int) -> Played:
    """As `played`, deaf to interrupts also where children can't be started so."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    return played(study, seed, replication)


def rerun(study: Study, *, seed: int, replication: int) -> Run:
    """One of the experiment's runs again, this time with all its rows."""
    return world.run(study.prepared, seed=seed, replication=replication, record="all")
