"""What a command shows while it works (on stderr), and how it prints tables and JSON (on stdout)."""

from __future__ import annotations

import json
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from sim.words.messages import say

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

NARROW = (0, 1, 0, 0)  # spaces around the cells of a table for which a terminal is too narrow
WIDE = 200  # columns where nobody looks at a terminal: files and pipes get whole lines
PATIENCE_S = 2.0  # so long a command says nothing where nobody looks at a terminal

Progress = Callable[[int, int], None]  # done, in all


def print_json(value: Mapping[str, Any]) -> None:
    """One JSON object on stdout, in plain ASCII so that no pipe can spoil it; ValueError for nan and infinity."""
    click.echo(json.dumps(value, indent=2, allow_nan=False))


def columns() -> int | None:
    """How wide the terminal is; None if stdout is none."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def print_table(table: Table) -> None:
    """A table on stdout, coloured on a terminal; what stands in it is printed as it is, never read as markup."""
    from rich.cells import cell_len
    from rich.console import Console

    console = Console(file=sys.stdout, markup=False, highlight=False, emoji=False)
    if not sys.stdout.isatty():
        console.width = WIDE
    for column in table.columns:  # no figure is ever cut: a terminal too narrow for the table breaks its lines
        if column.no_wrap:
            column.min_width = max(cell_len(str(cell)) for cell in (column.header, *column.cells))
    if _least(console, table) > console.width:
        table.padding = NARROW
    console.width = max(console.width, _least(console, table))
    with console.capture() as printed:
        console.print(table)
    click.echo("\n".join(line.rstrip() for line in printed.get().splitlines()))


def _least(console: Console, table: Table) -> int:
    """The columns without which some figure would be cut."""
    return console.measure(table, options=console.options.update(width=WIDE)).minimum


@contextmanager
def preparing() -> Iterator[None]:
    """While the engine is imported; the first time ever that compiles it, which takes some 20 seconds."""
    if sys.stderr.isatty():
        from rich.console import Console

        with Console(stderr=True).status(say("cli.preparing")):
            yield
        return
    said = threading.Timer(PATIENCE_S, click.echo, [say("cli.preparing")], {"err": True})
    said.daemon = True
    said.start()
    try:
        yield
    finally:
        said.cancel()


@contextmanager
def progress(key: str) -> Iterator[Progress]:
    """A bar on the terminal, gone when done; elsewhere at most a line at each quarter; its words are those of `key`."""
    if not sys.stderr.isatty():
        yield _Quarters(key)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(
            task, completed=done, total=total, description=say(key, done=done, total=total)
        )


class _Quarters:
    """Progress as a few plain lines on stderr, one for every quarter that is done; none where all goes quickly."""

    def __init__(self, key: str) -> None:
        self._key, self._said, self._began_s = key, 0, time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        quarter = 4 * done // total
        if quarter > self._said and time.monotonic() - self._began_s >= PATIENCE_S:
            self._said = quarter
            click.echo(say(self._key, done=done, total=total), err=True)
