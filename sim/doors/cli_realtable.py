"""What a change does to real leads, as people read it: who changes verdict, and what the log can't say."""

from __future__ import annotations

from collections.abc import Iterator

from sim.doors.cli_blocks import Block, Head, Lines
from sim.doors.cli_difftable import busiest, changed, limits, sides_of, verdict_blocks
from sim.present.realdiff import RealDiff, RealLead
from sim.study.answer import spoken
from sim.study.examples import Example
from sim.words.messages import say


def real_blocks(found: RealDiff, old: str, new: str) -> Iterator[Block]:
    """All of it, block by block; `old` and `new` say which versions are compared."""
    yield Head(say("cli.diff.title", journey=spoken(found.name), old=old, new=new))
    yield from changed(found.changes)
    yield Head(say("cli.diff.real"), 2)
    yield Lines(tuple(_replayed(found)))
    if found.behaves_otherwise:
        yield from verdict_blocks(found.verdicts, runs=1, is_known=False)
        yield Lines((busiest(*found.busiest),))
        yield Head(say("cli.diff.examples"), 2)
        yield Lines(tuple(line for pair in found.examples for line in _example(*pair)), is_list=True)
    if found.limits:
        yield Head(say("cli.diff.limits"), 2)
        yield limits(found.limits)


def _replayed(found: RealDiff) -> Iterator[str]:
    """Who was replayed, what is not known of them, and what the answer doesn't say."""
    leads = f"{found.verdicts.leads:,}"
    yield say("cli.diff.replayed", leads=leads, rows=f"{found.activities:,}", start=found.start, days=found.days)
    if found.problems:
        yield say("cli.diff.left_out", count=f"{len(found.problems):,}")
    if found.strange:
        yield say("cli.diff.strange", count=f"{found.strange:,}")
    for attribute, count in found.unknown.items():
        yield say("cli.diff.unknown", attribute=attribute, count=f"{count:,}")
    if not found.behaves_otherwise:
        yield say("cli.diff.no_verdict", leads=leads)
    yield say("cli.diff.not_said")


def _example(lead: RealLead, each: Example) -> Iterator[str]:
    verdict = say(f"cli.diff.is_{lead.how}")
    if lead.name is None:
        yield say("cli.diff.row", row=lead.row, verdict=verdict)
    else:
        yield say("cli.diff.named", name=lead.name, row=lead.row, verdict=verdict)
    yield from sides_of(each)
