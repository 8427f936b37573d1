"""Coverage as people read it: a table of steps and ways, one of conditions, and what nobody took, 100 columns wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click
from rich.style import Style
from rich.table import Table
from rich.text import Text

from sim.doors.cli_screen import print_table
from sim.doors.cli_tables import plain_table
from sim.present.conditions import Condition
from sim.present.coverage import Coverage
from sim.present.graph import FLOW
from sim.present.shares import EdgeShare, NodeShare
from sim.words.messages import say
from sim.words.wording import listed, one_line

# Characters in which the texts of a column are broken at the most.
FIRST, SETTING, RULE, EXAMPLES, SENTENCE, PLACE = 64, 28, 32, 24, 66, 30
_NOBODY = Style(color="red")
_PLAIN = ("step", "decision", "deal", "waitlist", "dormant")

Cells = tuple[str, str, str, str]


def print_coverage(found: Coverage, scenario: str) -> None:
    """All of it as plain text."""
    click.echo(heading(found, scenario) + "\n")
    print_table(_ways(found))
    for line in _note(found):
        click.echo(f"\n{line}")
    click.echo()
    print_table(_conditions(found.conditions))
    click.echo(f"\n{_untaken_title(found)}")
    if found.untaken:
        print_table(_untaken(found))


def heading(found: Coverage, scenario: str) -> str:
    """The scenario, as readers see it called, and how many leads it had."""
    return say("cli.coverage.title", scenario=scenario, leads=f"{found.leads:,}")


def markdown(found: Coverage, scenario: str) -> Iterator[str]:
    """All of it as lines of Markdown."""
    yield f"## {_escaped(heading(found, scenario))}"
    yield ""
    yield from _markdown_table(_heads(), (cells for cells, _ in _rows(found)), numbers=3)
    yield from (f"\n{_escaped(line)}" for line in _note(found))
    yield ""
    heads = [say(f"cli.coverage.{key}") for key in ("condition", "rule", "true", "never")]
    yield from _markdown_table(heads, map(_told, found.conditions), numbers=0)
    yield ""
    yield f"### {_escaped(_untaken_title(found))}"
    yield ""
    yield from (
        f"- {_escaped(one_line(each.text))}" + (f" ({each.where})" if each.where else "") for each in found.untaken
    )


def _markdown_table(heads: Sequence[str], rows: Iterator[Sequence[str]], *, numbers: int) -> Iterator[str]:
    """A table whose last columns are numbers."""
    yield f"| {' | '.join(map(_escaped, heads))} |"
    yield f"|{'---|' * (len(heads) - numbers)}{'---:|' * numbers}"
    yield from (f"| {' | '.join(map(_escaped, cells))} |" for cells in rows)


def _escaped(text: str) -> str:
    """What Markdown takes for more than text is written so that it stays what it is."""
    for sign in "\\|<>*_`[]#":
        text = text.replace(sign, f"\\{sign}")
    return text.strip()


def _heads() -> list[str]:
    return [say(f"cli.coverage.{key}") for key in ("step", "leads", "share", "passages")]


def _ways(found: Coverage) -> Table:
    table = plain_table()
    first, *figures = _heads()
    table.add_column(first, max_width=FIRST, overflow="fold")
    for head in figures:
        table.add_column(head, justify="right", no_wrap=True)
    for cells, nobody in _rows(found):
        table.add_row(*cells, style=_NOBODY if nobody else None)
    return table


def _rows(found: Coverage) -> Iterator[tuple[Cells, bool]]:
    """Every node with the ways from it; and whether nobody came by."""
    titles = {node.id: _title(node) for node in found.nodes}
    for node in found.nodes:
        yield (titles[node.id], *_figures(node)), node.leads == 0
        for edge in found.edges:
            if edge.start == node.id:
                yield (say("cli.coverage.way", end=titles[edge.end]), *_figures(edge)), edge.leads == 0


def _title(node: NodeShare) -> str:
    title = one_line(node.label)
    if node.id in FLOW:
        return say("cli.coverage.flow", letter=node.id, title=title)
    return (
        title if node.kind in _PLAIN else say("cli.coverage.kind", kind=say(f"coverage.kind_{node.kind}"), title=title)
    )


def _figures(found: NodeShare | EdgeShare) -> tuple[str, str, str]:
    if found.leads is None:
        return (say("cli.coverage.unknown"),) * 3
    return f"{found.leads:,}", share_words(found.share), f"{found.passages:,}"


def share_words(share: float | None) -> str:
    """A share in percent; only nobody is 0, only everybody is 100."""
    if share is None:
        return say("kpi.none")
    if 0 < share < 0.0005:
        return say("cli.coverage.below")
    return say("cli.coverage.nearly") if 0.9995 <= share < 1 else say("cli.coverage.percent", share=100 * share)


def _note(found: Coverage) -> list[str]:
    """What is unknown, if anything is."""
    if found.recorded:
        return []
    return [say("cli.coverage.milestones", unknown=len(found.unknown), total=len(found.edges))]


def _conditions(conditions: Sequence[Condition]) -> Table:
    table = plain_table()
    table.add_column(say("cli.coverage.condition"), max_width=SETTING, overflow="fold")
    table.add_column(say("cli.coverage.rule"), max_width=RULE, overflow="fold")
    table.add_column(say("cli.coverage.true"), justify="right", no_wrap=True)
    table.add_column(say("cli.coverage.never"), max_width=EXAMPLES)
    for each in conditions:
        table.add_row(*_told(each), style=_NOBODY if each.true == 0 else None)
    return table


def _told(condition: Condition) -> Cells:
    true = say("cli.coverage.unknown") if condition.true is None else f"{condition.true:,}"
    return condition.setting, one_line(condition.rule), true, _never(condition)


def _never(condition: Condition) -> str:
    """How many, and the first of them, so that their lives can be looked at."""
    if condition.never is None:
        return say("cli.coverage.unknown")
    count = f"{condition.never:,}"
    if not condition.examples:
        return count
    leads = listed(map(str, condition.examples))
    if condition.never > len(condition.examples):
        leads = say("cli.coverage.and_more", leads=leads)
    return say("cli.coverage.of_leads", count=count, leads=say("cli.coverage.examples", leads=leads))


def _untaken_title(found: Coverage) -> str:
    if not found.untaken:
        return say("cli.coverage.all_taken")
    return say("cli.coverage.untaken", count=len(found.untaken))


def _untaken(found: Coverage) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(max_width=SENTENCE, overflow="fold")
    table.add_column(max_width=PLACE, overflow="fold")
    for each in found.untaken:
        table.add_row(one_line(each.text), Text(each.where or "", Style(dim=True)))
    return table
