"""The outcomes of an experiment's checks as lines of text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from sim.study.checkfigures import Outcome
from sim.study.checks import Checked
from sim.words.messages import say

_WRAPPED = 118  # columns, as the reason above them


def told(checked: Sequence[Checked]) -> Iterator[str]:
    """How many passed, then each with its figure; nothing where there are no checks."""
    if not checked:
        return
    counts = {outcome: sum(each.outcome is outcome for each in checked) for outcome in Outcome}
    words = [say(f"cli.checks.count_{outcome}", count=count) for outcome, count in counts.items() if count]
    yield ""
    yield say("cli.checks.head", counts=", ".join(words))
    wide = max(len(say(f"cli.checks.{outcome}")) for outcome in Outcome)
    for each in checked:
        start = f"  {say(f'cli.checks.{each.outcome}'):<{wide}}  "
        line = say("cli.checks.line", title=each.title, scenario=each.called, sentence=each.sentence)
        yield from textwrap.wrap(line, _WRAPPED, initial_indent=start, subsequent_indent=" " * len(start))
