"""An answer as blocks, paragraphs and tables, printed as plain text or as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import click
from rich.style import Style
from rich.text import Text

from sim.doors.cli_screen import print_table
from sim.doors.cli_tables import plain_table
from sim.words.wording import one_line

WIDEST = 60  # characters in which a column of words is broken


class Head(NamedTuple):
    """The head of an answer, or of a part of it (level 2)."""

    text: str
    level: int = 1


class Lines(NamedTuple):
    """Sentences, each on a line of its own; of a list each is an item, and deeper ones are further in."""

    lines: tuple[str, ...]
    is_list: bool = False


class Grid(NamedTuple):
    """A table; its last `numbers` columns are figures. bad: the rows that should be seen first."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: int = 0
    bad: frozenset[int] = frozenset()


Block = Head | Lines | Grid


def as_text(blocks: Iterable[Block]) -> None:
    """Print blocks for a terminal, with an empty line between them, but none below the head of a part."""
    above: Block | None = None
    for block in blocks:
        if above is not None and not (isinstance(above, Head) and above.level > 1):
            click.echo()
        match block:
            case Head(text, _):
                click.echo(one_line(text))
            case Lines(lines, is_list):
                click.echo("\n".join(("  " if is_list else "") + one_line(line) for line in lines))
            case Grid():
                _print_grid(block)
        above = block


def _print_grid(grid: Grid) -> None:
    table = plain_table()
    words = len(grid.heads) - grid.numbers
    for n, head in enumerate(grid.heads):
        if n < words:
            table.add_column(head, max_width=WIDEST, overflow="fold")
        else:
            table.add_column(head, justify="right", no_wrap=True)
    for n, row in enumerate(grid.rows):
        style = Style(color="red") if n in grid.bad else None
        table.add_row(*(Text(one_line(cell)) for cell in row), style=style)
    print_table(table)


def as_markdown(blocks: Iterable[Block]) -> Iterator[str]:
    """The lines of a Markdown text."""
    for block in blocks:
        match block:
            case Head(text, level):
                yield f"{'#' * (level + 1)} {_escaped(text)}"
            case Lines(lines, is_list):
                yield from (_item(line) if is_list else _escaped(line) for line in lines)
            case Grid(heads, rows, numbers):
                yield f"| {' | '.join(map(_escaped, heads))} |"
                yield f"|{'---|' * (len(heads) - numbers)}{'---:|' * numbers}"
                yield from (f"| {' | '.join(map(_escaped, row))} |" for row in rows)
        yield ""


def _item(line: str) -> str:
    text = line.lstrip()
    return f"{line[: len(line) - len(text)]}- {_escaped(text)}"


def _escaped(text: str) -> str:
    """What Markdown takes for more than text is written so that it stays what it is."""
    text = one_line(text)
    for sign in "\\|<>*_`[]#":
        text = text.replace(sign, f"\\{sign}")
    return text.strip()
