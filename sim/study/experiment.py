"""An experiment's question answered: scenarios simulated with the same luck, compared, and tried otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

from sim.files.loaded import LoadedExperiment
from sim.model.chances import chances, chances_of_ratios
from sim.model.experimentfile import Experiment
from sim.model.precision import Precision
from sim.study import weekdays
from sim.study.answer import Answer, Cells, Question, answer
from sim.study.assumption import FACTORS, IMPOSSIBLE, Assumption, Outcome, assumption, scaled
from sim.study.comparison import Comparison, chances_of_best, contrast, deciding_half_width
from sim.study.lab import Lab, Label
from sim.study.measures import Window
from sim.study.meetings import meetings
from sim.study.pairs import Floats
from sim.study.periods import periods
from sim.study.reason import reasoned
from sim.study.scenarios import Study, everywhere, studies
from sim.study.simulated import Runs
from sim.study.untilprecise import HalfWidth, Simulate, runs_until
from sim.words.messages import say
from sim.yamlfile import FileProblems


class Plan(NamedTuple):
    """An experiment ready to be simulated: its scenarios as they are (`ready`), and under other assumptions.

    tested: by what is assumed, None if nothing can be simulated so. replications: as many, or with a precision to be
    reached at most so many.
    """

    loaded: LoadedExperiment
    ready: dict[str, Study]
    tested: dict[str, dict[str, Study] | None]
    weekdays: weekdays.Question
    seed: int
    replications: int
    precision: Precision | None = None

    @property
    def scenarios(self) -> dict[Label, Study]:
        """All that is simulated: each scenario as it is, and under each assumption that is possible."""
        tested = {(what, name): study for what, found in self.tested.items() for name, study in (found or {}).items()}
        return {("", name): study for name, study in self.ready.items()} | tested

    @property
    def window(self) -> Window:
        """The measured days, the same in all scenarios."""
        return self.ready[self.loaded.experiment.baseline].window


def plan(loaded: LoadedExperiment, *, replications: int | None = None, seed: int | None = None) -> Plan:
    """What an experiment simulates; `replications` (fixed) and `seed` are those of its file unless given.

    The decisive assumption, the first of `rests_on`, is set to zero and doubled; so are all weekdays made alike, where
    scenarios differ in when mails go out and an effect of the weekday is assumed. ValueError for no replication,
    FileProblems for no scenario (a file that is for `nurture search` alone).
    """
    experiment = loaded.experiment
    if not loaded.scenarios:
        raise FileProblems([loaded.document.problem(("scenarios",), say("experiment.none"))])
    precision = _precision(experiment) if replications is None else None
    n = precision.most if precision else experiment.replications if replications is None else replications
    if n < 1:
        raise ValueError(say("experiment.runs", replications=n))
    days = weekdays.question(loaded)
    tested = {}
    for decisive in experiment.rests_on[:1]:
        tested = {
            what_if: everywhere(loaded, partial(scaled, path=decisive, factor=factor))
            for what_if, factor in FACTORS.items()
        }
    tested |= {weekdays.ALIKE: studies(weekdays.alike(loaded))} if days.assumed else {}
    return Plan(loaded, studies(loaded), tested, days, experiment.seed if seed is None else seed, n, precision)


def _precision(experiment: Experiment) -> Precision | None:
    asked = experiment.precision
    if asked is None:
        return None
    return Precision(asked.half_width, asked.most, first=asked.first, look_ahead=asked.look_ahead)


def question_of(loaded: LoadedExperiment) -> Question:
    """What decides an experiment."""
    experiment = loaded.experiment
    decide_on, guardrails = experiment.decide_on, tuple(experiment.guardrails)
    margins, limits = experiment.margins(), experiment.limits()
    return Question(
        experiment.baseline, decide_on.kpi, margins, guardrails, decide_on.per, limits, experiment.titles
    )


def compare(plan: Plan, lab: Lab) -> Comparison:
    """Run every scenario of a plan with the same seeds, and answer the experiment's question.

    Same figures for any number of workers, stopped and resumed or not. Raises RunsFailed when runs failed again and
    again, and KeyboardInterrupt as soon as the workers have been stopped.
    """
    n = plan.replications if plan.precision is None else runs_until(plan.precision, *_deciding(plan, lab))
    batches = _by_assumption(lab.runs(plan.scenarios, plan.seed, 0, n))
    question = question_of(plan.loaded)
    cells = {what_if: contrast(_figures(batch), question, plan.window) for what_if, batch in batches.items()}
    answers = {what_if: answer(found, question) for what_if, found in cells.items()}
    return reasoned(_comparison(plan, n, batches[""], cells[""], answers))


def _deciding(plan: Plan, lab: Lab) -> tuple[Simulate, HalfWidth]:
    """How to simulate some runs of all scenarios, and how wide the interval of the deciding difference then is."""
    question, window = question_of(plan.loaded), plan.window

    def simulate(first: int, last: int) -> dict[str, Floats]:
        found = lab.runs({("", name): study for name, study in plan.ready.items()}, plan.seed, first, last)
        return {name: runs.figures for (_, name), runs in found.items()}

    return simulate, lambda figures: deciding_half_width(figures, question, window)


def _comparison(
    plan: Plan, n: int, runs: Mapping[str, Runs], cells: Cells, answers: Mapping[str, Answer]
) -> Comparison:
    experiment, baseline = plan.loaded.experiment, plan.ready[plan.loaded.experiment.baseline]
    question, rests_on = question_of(plan.loaded), _rests_on(plan, answers)
    return Comparison(
        experiment=experiment.name,
        question=question,
        shown=experiment.kpis(),
        window=plan.window,
        days=baseline.yardstick.days,
        seed=plan.seed,
        replications=n,
        scenarios=tuple(plan.ready),
        figures=_figures(runs),
        cells=cells,
        answer=with_doubts(answers[""], rests_on, about_weekdays=plan.weekdays.is_of_weekdays),
        rests_on=rests_on,
        skipped_rows=max(study.skipped_rows for study in plan.ready.values()),
        meetings={
            name: tuple(meetings(held, plan.ready[name].guide) for held in found.reviews)
            for name, found in runs.items()
            if any(held.size for held in found.reviews)
        },
        best=chances_of_best(_figures(runs), question, chances, chances_of_ratios),
        periods=tuple(periods(baseline.yardstick, "month", plan.window)),
        months={name: found.months for name, found in runs.items()},
        cohorts={name: found.cohorts for name, found in runs.items()},
        precision=plan.precision,
        profiles={name: found.profile for name, found in runs.items()},
    )


def _figures(runs: Mapping[str, Runs]) -> dict[str, Floats]:
    return {name: found.figures for name, found in runs.items()}


def _by_assumption(found: Mapping[Label, Runs]) -> dict[str, dict[str, Runs]]:
    batches: dict[str, dict[str, Runs]] = {}
    for (what_if, scenario), runs in found.items():
        batches.setdefault(what_if, {})[scenario] = runs
    return batches


def _rests_on(plan: Plan, answers: Mapping[str, Answer]) -> tuple[Assumption, ...]:
    """The assumptions of the experiment, the decisive one with what becomes of the answer; then those on weekdays."""
    loaded, found = plan.loaded, answers[""].choice.scenario
    question, outcomes = question_of(loaded), {}
    for what_if in plan.tested:
        chosen = answers[what_if].choice.scenario if what_if in answers else None
        title = "" if chosen is None else question.called(chosen)
        outcomes[what_if] = Outcome(chosen == found, chosen, title=title) if what_if in answers else IMPOSSIBLE
    even = outcomes.pop(weekdays.ALIKE, IMPOSSIBLE)
    named = (
        assumption(loaded.baseline, path, {} if n else outcomes) for n, path in enumerate(loaded.experiment.rests_on)
    )
    return (*named, *weekdays.assumptions(loaded, plan.weekdays.assumed, even))


def with_doubts(found: Answer, rests_on: tuple[Assumption, ...], *, about_weekdays: bool = False) -> Answer:
    """The answer, which says so itself if an assumption turns it; nothing is turned while nobody can tell.

    Where scenarios differ in weekdays and the model knows no effect of these (`about_weekdays`), it says that too.
    """
    doubtful, doubts = [each.title for each in rests_on if each.flips], ""
    if doubtful and found.choice.scenario is not None:
        doubts = say("answer.depends", titles=say("answer.and").join(doubtful))
    if about_weekdays:
        doubts += weekdays.caution()
    return found._replace(sentence=found.sentence + doubts, doubts=doubts)
