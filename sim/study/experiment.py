"""An experiment's question answered: scenarios simulated with the same luck, compared, and tried otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sim.files.loaded import LoadedExperiment
from sim.study import weekdays
from sim.study.answer import Answer, Question, answer
from sim.study.assumption import FACTORS, IMPOSSIBLE, Assumption, Outcome, assumption, scaled
from sim.study.comparison import Comparison, contrast
from sim.study.lab import Lab, Label
from sim.study.meetings import meetings
from sim.study.scenarios import Study, studies
from sim.study.simulated import Runs
from sim.words.messages import say


class Plan(NamedTuple):
    """An experiment ready to be simulated: its scenarios as they are (`ready`), and under other assumptions.

    tested: by what is assumed, None if nothing can be simulated so.
    """

    loaded: LoadedExperiment
    ready: dict[str, Study]
    tested: dict[str, dict[str, Study] | None]
    weekdays: weekdays.Question
    seed: int
    replications: int

    @property
    def scenarios(self) -> dict[Label, Study]:
        """All that is simulated: each scenario as it is, and under each assumption that is possible."""
        tested = {(what, name): study for what, found in self.tested.items() for name, study in (found or {}).items()}
        return {("", name): study for name, study in self.ready.items()} | tested


def plan(loaded: LoadedExperiment, *, replications: int | None = None, seed: int | None = None) -> Plan:
    """What an experiment simulates; `replications` and `seed` are those of its file unless given.

    The decisive assumption, the first of `rests_on`, is set to zero and doubled; so are all weekdays made alike, where
    scenarios differ in when mails go out and an effect of the weekday is assumed. ValueError for no replication.
    """
    experiment = loaded.experiment
    n = experiment.replications if replications is None else replications
    if n < 1:
        raise ValueError(say("experiment.runs", replications=n))
    asked = weekdays.question(loaded)
    tested = {what_if: _tested(loaded, factor) for what_if, factor in FACTORS.items()} if experiment.rests_on else {}
    tested |= {weekdays.ALIKE: studies(weekdays.alike(loaded))} if asked.assumed else {}
    return Plan(loaded, studies(loaded), tested, asked, experiment.seed if seed is None else seed, n)


def question_of(loaded: LoadedExperiment) -> Question:
    """What decides an experiment."""
    experiment = loaded.experiment
    margins = {**experiment.guardrails, experiment.decide_on.kpi: experiment.decide_on.margin}
    return Question(
        experiment.baseline, experiment.decide_on.kpi, margins, tuple(experiment.guardrails), experiment.decide_on.per
    )


def compare(plan: Plan, lab: Lab) -> Comparison:
    """Run every scenario of a plan with the same seeds, and answer the experiment's question.

    Same figures for any number of workers, stopped and resumed or not. Raises RunsFailed when runs failed again and
    again, and KeyboardInterrupt as soon as the workers have been stopped.
    """
    experiment, ready = plan.loaded.experiment, plan.ready
    found = lab.runs(plan.scenarios, plan.seed, 0, plan.replications)
    batches = _by_assumption(found)
    question, window = question_of(plan.loaded), ready[experiment.baseline].window
    cells = {
        what_if: contrast({name: runs.figures for name, runs in batch.items()}, question, window)
        for what_if, batch in batches.items()
    }
    answers = {what_if: answer(found, question, experiment.kpis()) for what_if, found in cells.items()}
    rests_on = _rests_on(plan, answers)
    return Comparison(
        experiment=experiment.name,
        question=question,
        shown=experiment.kpis(),
        window=window,
        days=ready[experiment.baseline].yardstick.days,
        seed=plan.seed,
        replications=plan.replications,
        scenarios=tuple(ready),
        figures={name: runs.figures for name, runs in batches[""].items()},
        cells=cells[""],
        answer=with_doubts(answers[""], rests_on, about_weekdays=plan.weekdays.is_of_weekdays),
        rests_on=rests_on,
        skipped_rows=max(study.skipped_rows for study in ready.values()),
        meetings={
            name: tuple(meetings(held, ready[name].guide) for held in runs.reviews)
            for name, runs in batches[""].items()
            if any(held.size for held in runs.reviews)
        },
    )


def _by_assumption(found: Mapping[Label, Runs]) -> dict[str, dict[str, Runs]]:
    batches: dict[str, dict[str, Runs]] = {}
    for (what_if, scenario), runs in found.items():
        batches.setdefault(what_if, {})[scenario] = runs
    return batches


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


def _rests_on(plan: Plan, answers: Mapping[str, Answer]) -> tuple[Assumption, ...]:
    """The assumptions of the experiment, the decisive one with what becomes of the answer; then those on weekdays."""
    loaded, found = plan.loaded, answers[""].choice.scenario
    outcomes = {}
    for what_if in plan.tested:
        chosen = answers[what_if].choice.scenario if what_if in answers else None
        outcomes[what_if] = Outcome(chosen == found, chosen) if what_if in answers else IMPOSSIBLE
    even = outcomes.pop(weekdays.ALIKE, IMPOSSIBLE)
    named = (
        assumption(loaded.baseline, path, {} if n else outcomes) for n, path in enumerate(loaded.experiment.rests_on)
    )
    return (*named, *weekdays.assumptions(loaded, plan.weekdays.assumed, even))


def with_doubts(found: Answer, rests_on: tuple[Assumption, ...], *, about_weekdays: bool = False) -> Answer:
    """The answer, which says so itself if an assumption turns it; nothing is turned while nobody can tell.

    Where scenarios differ in weekdays and the model knows no effect of these (`about_weekdays`), it says that too.
    """
    doubtful = [each.title for each in rests_on if each.flips]
    if doubtful and found.choice.scenario is not None:
        doubts = say("answer.depends", titles=say("answer.and").join(doubtful))
        found = found._replace(sentence=found.sentence + doubts)
    return found._replace(sentence=found.sentence + weekdays.caution()) if about_weekdays else found
