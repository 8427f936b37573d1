"""The outcomes of an experiment's checks as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.study.checkfigures import Outcome
from sim.study.checks import Checked
from sim.words.columns import columns_of, padded, wrapped
from sim.words.messages import say
from sim.words.wording import listed

_WRAPPED = 118  # columns, as the reason above them


def told(checked: Sequence[Checked]) -> Iterator[str]:
    """How many passed, then each with its figure; nothing where there are no checks."""
    if not checked:
        return
    counts = {outcome: sum(each.outcome is outcome for each in checked) for outcome in Outcome}
    words = [say(f"cli.checks.count_{outcome}", count=count) for outcome, count in counts.items() if count]
    yield ""
    yield say("cli.checks.head", counts=listed(words))
    wide = max(columns_of(say(f"cli.checks.{outcome}")) for outcome in Outcome)
    for each in checked:
        start = f"  {padded(say(f'cli.checks.{each.outcome}'), wide)}  "
        line = say("cli.checks.line", title=each.title, scenario=each.called, sentence=each.sentence)
        yield from wrapped(line, _WRAPPED, first=start, later=" " * columns_of(start))
