"""What becomes of an error at the command line: a line for each mistake, and an exit code that scripts can rely on."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any

import click

from sim.doors.cli_language import offer
from sim.doors.cli_wide import WideContext
from sim.words import language
from sim.words.messages import say
from sim.words.wording import refused

MISTAKE = 2  # in a file or an argument; click's own number for arguments
NOT_WRITTEN = 3  # results or other files could not be written or read, a cluster not be reached
STOPPED = 128  # plus the number of the signal: 130 is Ctrl-C
MOST_LINES = 200  # a leads file may have thousands of bad cells


class Stopped(KeyboardInterrupt):
    """Somebody asked the program to stop; `code` is the exit code that says how."""

    def __init__(self, signum: int = signal.SIGINT) -> None:
        super().__init__()
        self.code = STOPPED + signum


class Door(click.Group):
    """The command with its subcommands in the order they were added; errors of users end in lines, not in tracebacks.

    What is no user's mistake stays a traceback (exit 1): it is a fault of the program and should be reported as it is.
    """

    _is_process = False
    context_class = WideContext

    def __init__(self, *others: Any, **settings: Any) -> None:
        super().__init__(*others, **settings)
        offer(self)

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Add a subcommand, which can be told its language like all others."""
        offer(cmd)
        super().add_command(cmd, name)

    def main(self, args: Sequence[str] | None = None, *others: Any, **settings: Any) -> Any:
        """Begin. Without `args` the command is all that this process is for, so that a stop may outlast it.

        Whatever language is asked for, afterwards the one before is spoken again.
        """
        self._is_process = args is None
        with language.speaking(language.current()):
            return super().main(args, *others, **settings)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Subcommands in order of use, not of the alphabet."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a subcommand and turn what it raises into lines on stderr and an exit code."""
        _write_anything()
        with _stoppable(for_good=self._is_process):
            try:
                return super().invoke(ctx)
            except KeyboardInterrupt as stop:
                click.echo(getattr(stop, "words", say("cli.stopped")), err=True)
                ctx.exit(getattr(stop, "code", STOPPED + signal.SIGINT))
            except (click.exceptions.Exit, click.ClickException, click.Abort):
                raise
            except Exception as error:
                found = lines_of(error)
                if found is None:
                    raise
                tell(found[1])
                ctx.exit(found[0])


def lines_of(error: Exception) -> tuple[int, list[str]] | None:
    """Exit code and lines for an error that users can do something about; None for any other."""
    from sim.study.clusteraddress import ClusterError
    from sim.study.results import NotKeptError, ResultsError
    from sim.study.sql import SqlError
    from sim.yamlfile import FileProblems

    if isinstance(error, FileProblems):
        return MISTAKE, [str(problem) for problem in error.problems]
    if isinstance(error, SqlError | NotKeptError):
        return MISTAKE, [str(error)]
    if isinstance(error, ClusterError):
        return MISTAKE if error.is_wish else NOT_WRITTEN, [str(error)]
    if isinstance(error, ResultsError):
        return NOT_WRITTEN, [str(error)]
    if isinstance(error, OSError) and not isinstance(error, BrokenPipeError):
        reason = refused(error) if error.strerror else type(error).__name__
        return NOT_WRITTEN, [say("cli.system", file=error.filename, reason=reason) if error.filename else reason]
    return None


def tell(lines: Sequence[str]) -> None:
    """Lines on stderr; of very many only the first, and how many more there are."""
    for line in lines[:MOST_LINES]:
        click.echo(line, err=True)
    if len(lines) > MOST_LINES:
        click.echo(say("cli.more", count=len(lines) - MOST_LINES), err=True)


def _write_anything() -> None:
    """A terminal that can't show a character gets a '?' for it instead of an error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


@contextmanager
def _stoppable(*, for_good: bool) -> Iterator[None]:
    """Inside, Ctrl-C and the end of the session raise Stopped, each once; later ones don't disturb the clearing up.

    `for_good`: nor the end of the process, which waits for its workers.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {signum: signal.signal(signum, _stop) for signum in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for signum, handler in before.items():
            if not (for_good and signal.getsignal(signum) is signal.SIG_IGN):
                signal.signal(signum, handler)


def _stop(signum: int, frame: FrameType | None) -> None:
    signal.signal(signum, signal.SIG_IGN)
    raise Stopped(signum)
