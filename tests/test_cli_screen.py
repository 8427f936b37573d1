"""What commands show while they work, and how they print."""

from __future__ import annotations

import io
import json
import re
import sys
import time

import pytest
from rich.table import Table

from sim.doors import cli_screen
from sim.doors.cli_screen import columns, preparing, print_json, print_table, progress
from sim.doors.cli_tables import plain_table


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_json_is_plain_ascii(capsys: pytest.CaptureFixture[str]) -> None:
    print_json({"役職": "部長"})
    printed = capsys.readouterr().out
    assert printed.isascii()
    assert json.loads(printed) == {"役職": "部長"}


def test_numbers_that_are_none_are_no_json() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        print_json({"mean": float("nan")})


def test_texts_are_printed_as_they_are_without_trailing_spaces(capsys: pytest.CaptureFixture[str]) -> None:
    table = Table("[bold]no markup[/bold] :smile:", box=None, padding=0)
    table.add_row("x" * 150 + "   ")
    print_table(table)
    assert capsys.readouterr().out == "[bold]no markup[/bold] :smile:\n" + "x" * 150 + "\n"


def test_a_narrow_terminal_breaks_lines_but_cuts_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table("a long title of many words", "value")
    table.columns[1].no_wrap = True
    table.add_row("opportunities", "1,234,567 [-1,234,567, +1,234,567]")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("COLUMNS", "30")
    print_table(table)
    assert "1,234,567 [-1,234,567, +1,234,567]" in terminal.getvalue()
    assert "opportunities" in terminal.getvalue()


@pytest.mark.parametrize(("wide", "gap"), [(21, 3), (20, 2)])
def test_on_a_narrow_terminal_columns_stand_closer_before_lines_get_too_long(
    wide: int, gap: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = plain_table()
    for _ in range(2):
        table.add_column("123456789", no_wrap=True)
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    monkeypatch.setenv("COLUMNS", str(wide))
    print_table(table)
    printed = re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue())
    assert printed.splitlines() == ["123456789" + gap * " " + "123456789", (18 + gap) * "─"]


def test_the_width_is_that_of_the_terminal_if_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert columns() is None
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert columns() == 80


def test_getting_ready_is_told_only_if_it_takes_long(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with preparing():
        pass
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(cli_screen, "PATIENCE_S", 0.01)
    with preparing():
        time.sleep(0.2)
    assert capsys.readouterr().err.startswith("Preparing the engine (about 20 seconds the first time")


def test_elsewhere_than_on_a_terminal_progress_is_a_line_a_quarter(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli_screen, "PATIENCE_S", 0.0)
    with progress("cli.progress") as bar:
        for done in range(1, 1001):
            bar(done, 1000)
    assert capsys.readouterr().err.splitlines() == [f"{n} of 1000 simulated runs" for n in (250, 500, 750, 1000)]


def test_what_goes_quickly_needs_no_progress(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("cli.progress") as bar:
        bar(1, 1)
    assert capsys.readouterr() == ("", "")


def test_on_a_terminal_progress_is_a_bar_on_stderr(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    with preparing(), progress("cli.progress") as bar:
        bar(30, 120)
    assert "30 of 120 simulated runs" in terminal.getvalue()
    assert capsys.readouterr().out == ""
