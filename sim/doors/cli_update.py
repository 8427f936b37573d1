"""Expectations that failed, rewritten to what was found: shown first, then asked about."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from sim.words.messages import say

if TYPE_CHECKING:
    from sim.files.testleads import LoadedTestLeads
    from sim.study.leadtests import Outcome


def offer(results: Iterable[tuple[LoadedTestLeads, list[Outcome]]], *, yes: bool, aside: bool) -> None:
    """Show how failed expectations would have to read, and rewrite them if somebody says so, or `yes`.

    aside: on stderr, as stdout holds an answer for programs. Nothing is said where nothing failed. Raises FileProblems
    and OSError for a file that can't be rewritten; those before it are.
    """
    from sim.study.rewriting import change_lines, rewrite, rewriting

    found = [rewriting(loaded, outcomes) for loaded, outcomes in results]
    for line in (line for each in found for line in change_lines(each)):
        click.echo(line, err=aside)
    count = sum(len(each.changes) for each in found)
    if not count:
        if any(each.left for each in found):
            click.echo(say("rewrite.nothing"), err=aside)
        return
    if not yes and not _agreed(count, aside=aside):
        return
    for each in found:
        if each.changes:
            rewrite(each)
    click.echo(say("rewrite.done", count=count), err=aside)


def _agreed(count: int, *, aside: bool) -> bool:
    """What somebody at a terminal answers; without one: no, with a line that says so."""
    there = _is_somebody_there()
    agreed = there and click.confirm(say("rewrite.ask", count=count), err=aside)
    if not agreed:
        click.echo(say("rewrite.declined" if there else "rewrite.nobody"), err=aside)
    return agreed


def _is_somebody_there() -> bool:
    return sys.stdin.isatty()
