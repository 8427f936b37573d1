"""The checks of an experiment: each one of each scenario passed, failed, or not to be told yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sim.files.loaded import LoadedExperiment
from sim.files.workspace import load_experiment
from sim.model.checks import Check
from sim.study.checkfigures import Judged, Outcome, judge
from sim.study.comparison import Comparison
from sim.study.experiment import Plan, compare, plan
from sim.study.kpis import KPIS
from sim.study.lab import Lab
from sim.study.samelogs import Logs, Names, same_logs
from sim.words.messages import say
from sim.words.wording import listed
from sim.yamlfile import FileProblems


class Checked(NamedTuple):
    """A check of one scenario. title: how it is called in output, called: how its scenario is; line: of the file.

    more_runs: about how many further simulated runs would tell; None where it is told, or where more don't help.
    """

    name: str
    title: str
    scenario: str
    outcome: Outcome
    sentence: str
    more_runs: int | None
    tags: tuple[str, ...]
    line: int
    called: str

    def to_json(self) -> dict[str, Any]:
        """Plain texts, lists and numbers; the scenario by its name."""
        plain = {name: value for name, value in self._asdict().items() if name != "called"}
        return {**plain, "outcome": str(self.outcome), "tags": list(self.tags)}


class Asked(NamedTuple):
    """A check of one scenario before anything is simulated. line: where the check stands in the experiment's file."""

    name: str
    scenario: str
    tags: tuple[str, ...]
    line: int


def asked(loaded: LoadedExperiment) -> Iterator[Asked]:
    """Every check of each of its scenarios, in the order of `judged`."""
    for name, check in loaded.experiment.checks.items():
        line = loaded.document.problem(("checks", name), "", at_name=True).line
        for scenario in loaded.scenarios if check.scenario is None else (check.scenario,):
            yield Asked(name, scenario, tuple(check.tags), line)


def judged(
    comparison: Comparison, loaded: LoadedExperiment, *, logs: Mapping[str, Logs] | None = None
) -> list[Checked]:
    """Every check of each of its scenarios, in the order of the file.

    logs: event logs beside the baseline's (`compared_logs`), by scenario; without them checks of event logs can't be
    told.
    """
    found = []
    for name, check in loaded.experiment.checks.items():
        line = loaded.document.problem(("checks", name), "", at_name=True).line
        for scenario in _scenarios(check, comparison):
            if check.same_event_log:
                each = _of_logs((logs or {}).get(scenario), comparison.called(comparison.baseline))
            else:
                each = judge(check, comparison, scenario)
            about = tuple(check.tags), line, comparison.called(scenario)
            found.append(Checked(name, check.title or name, scenario, *each, *about))
    return found


def _scenarios(check: Check, comparison: Comparison) -> Iterator[str]:
    """Those that a check is about: the one it names, else all but the baseline."""
    if check.scenario is not None:
        yield check.scenario
    else:
        yield from (name for name in comparison.scenarios if name != comparison.baseline)


def _of_logs(logs: Logs | None, baseline: str) -> Judged:
    """Equal in every run is passed; a lead is needed for that, or nothing would have been compared.

    baseline: as readers see it called.
    """
    if logs is None:
        return Judged(Outcome.CANNOT_TELL, say("check.not_compared"))
    count, told = len(logs.runs), {"baseline": baseline}
    if logs.apart:
        sentence = say("check.other_log", apart=len(logs.apart), count=count, first=logs.apart[0], **told)
        return Judged(Outcome.FAIL, sentence)
    leads, events = (sum(getattr(run, each) for run in logs.runs) for each in ("leads", "events"))
    if not leads:
        return Judged(Outcome.CANNOT_TELL, say("check.no_events", count=count))
    sentence = say("check.same_log", count=count, leads=f"{leads:,}", events=f"{events:,}", **told)
    names = [say("check.new_name", old=old, new=new) for old, new in logs.renamed]
    return Judged(Outcome.PASS, sentence + (say("check.renamed", names=listed(names)) if names else ""))


def compared_logs(plan: Plan, lab: Lab, replications: int, *, most: int | None = None) -> dict[str, Logs]:
    """The event logs that the checks of a plan ask for, of its simulated runs or the first `most` of them.

    Runs are simulated again with the same luck, as what is kept of them has no rows; nothing if no check asks for it.
    """
    experiment = plan.loaded.experiment
    asked = [check for check in experiment.checks.values() if check.same_event_log]
    rivals = [name for name in plan.ready if name != experiment.baseline]
    wanted = [name for name in rivals if any(check.scenario in (None, name) for check in asked)]
    names = [Names(experiment.baseline, name, experiment.titles) for name in wanted]
    return same_logs(lab, plan.ready, plan.seed, names, replications if most is None else min(most, replications))


def run_checks(
    path: Path, lab: Lab, *, replications: int | None = None, seed: int | None = None, most_logs: int | None = None
) -> list[Checked]:
    """Simulate an experiment and judge its checks; no other assumption is tried.

    `replications` and `seed` are those of the file unless given; event logs are compared of the first `most_logs` runs
    (all). Raises FileProblems for mistakes in files, also where there are no checks, and RunsFailed.
    """
    loaded = load_experiment(path, KPIS)
    if not loaded.experiment.checks:
        raise FileProblems([loaded.document.problem(("checks",), say("check.none"))])
    alone = plan(loaded, replications=replications, seed=seed)._replace(tested={})
    found = compare(alone, lab)
    return judged(found, loaded, logs=compared_logs(alone, lab, found.replications, most=most_logs))


def exit_code(checked: Sequence[Checked]) -> int:
    """0 if all are passed; 1 if one fails, can't be told yet, or there is none."""
    return 0 if checked and all(each.outcome is Outcome.PASS for each in checked) else 1
