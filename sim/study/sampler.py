"""Which combination to try next, by Optuna's tree-structured Parzen estimator with constraints."""

from __future__ import annotations

from collections.abc import Sequence

from sim.files.grid import Choice
from sim.words.messages import say

try:
    import optuna
except ImportError as absent:
    raise ImportError(say("search.absent")) from absent

_BEYOND = "violation"


class Sampler:
    """Asks for combinations of a space, and is told what each was worth. The same seed asks for the same ones."""

    def __init__(self, space: Sequence[Sequence[Choice]], *, higher_is_better: bool, seed: int) -> None:
        optuna.logging.set_verbosity(optuna.logging.WARNING)
        self._space = space
        sampler = optuna.samplers.TPESampler(seed=seed)
        self._study = optuna.create_study(direction="maximize" if higher_is_better else "minimize", sampler=sampler)
        self._trial: optuna.trial.Trial | None = None

    def ask(self) -> list[Choice]:
        """The combination to try next."""
        self._trial = self._study.ask()
        return [choices[_place(self._trial, n, choices)] for n, choices in enumerate(self._space)]

    def tell(self, value: float | None, violation: float) -> None:
        """What the combination asked for last is worth (None: it can't be simulated), and how far it breaks limits."""
        assert self._trial is not None
        self._trial.set_constraint(_BEYOND, violation)
        if value is None:
            self._study.tell(self._trial, state=optuna.trial.TrialState.FAIL)
        else:
            self._study.tell(self._trial, value)


def _place(trial: optuna.trial.Trial, n: int, choices: Sequence[Choice]) -> int:
    """Numbers have an order, which tells the sampler something; words have none."""
    name = f"{n} {choices[0].path}"
    if _is_ordered(choices):
        return trial.suggest_int(name, 0, len(choices) - 1)
    return int(trial.suggest_categorical(name, list(range(len(choices)))))


def _is_ordered(choices: Sequence[Choice]) -> bool:
    """Whether values are numbers, going up."""
    try:
        values = [float(str(each.node.value)) for each in choices]
    except ValueError:
        return False
    return values == sorted(values)
