"""A process that has imported all that a command needs, and forks one command after the other, to be killed by tests.

Starting Python takes seconds, a fork none. Workers are forked too (`fork`), or started as joblib does it otherwise.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

ROOT = Path(__file__).parent.parent


class Process(NamedTuple):
    """A process of a command's group."""

    pid: int
    parent: int
    words: str


class Prepared:
    """One command at a time, each in a process group of its own. A context; needs POSIX."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.group = 0

    def __enter__(self) -> Prepared:
        self._forge = subprocess.Popen(
            [sys.executable, "-m", "tests.prepared"], cwd=self._folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT), "JOBLIB_TEMP_FOLDER": str(self._folder)},
        )  # fmt: skip
        assert self._line() == "ready"
        return self

    def __exit__(self, *error: object) -> None:
        self._forge.terminate()
        self._forge.communicate()
        if self.group and self.alive():
            self.kill_all()

    def start(self, *words: str | Path, forked_workers: bool = True, most_bytes: int | None = None) -> None:
        """Begin a command; most_bytes: no file of it may be larger."""
        order = {"words": [str(word) for word in words], "forked": forked_workers, "most_bytes": most_bytes}
        assert self._forge.stdin is not None
        self._forge.stdin.write(json.dumps(order).encode() + b"\n")
        self._forge.stdin.flush()
        self.group = int(str(self._line()))

    def ended(self, within_s: float = 120.0) -> int | None:
        """The command's exit code (negative: the signal that killed it), or None if it is still at work by then."""
        line = self._line(within_s)
        return None if line is None else os.waitstatus_to_exitcode(int(line))

    def told(self) -> tuple[str, str]:
        """What the last command said, and what it said beside it."""
        out, err = ((self._folder / name).read_text(encoding="utf-8") for name in ("out", "err"))
        return out, err

    def kill(self, pid: int) -> None:
        """End one process at once."""
        os.kill(pid, signal.SIGKILL)

    def kill_all(self) -> None:
        """End the command with all its workers at once."""
        os.killpg(self.group, signal.SIGKILL)

    def alive(self) -> list[Process]:
        """All processes of the command that are not dead."""
        words = ["ps", "-A", "-o", "pgid=", "-o", "stat=", "-o", "pid=", "-o", "ppid=", "-o", "args="]
        listed = subprocess.run(words, capture_output=True, text=True, check=True).stdout
        found = [line.split(maxsplit=4) for line in listed.splitlines()]
        return [
            Process(int(pid), int(parent), args)
            for pgid, stat, pid, parent, args in found
            if pgid == str(self.group) and not stat.startswith("Z")
        ]

    def workers(self) -> list[int]:
        """The workers of the command."""
        return [each.pid for each in self.alive() if each.parent == self.group and "tracker" not in each.words]

    def all_gone(self, within_s: float = 10.0) -> bool:
        """Whether no process of the command is left by then."""
        end = time.monotonic() + within_s
        while self.alive():
            if time.monotonic() > end:
                return False
            time.sleep(0.05)
        for left in Path("/dev/shm").glob(f"sem.loky-{self.group}-*"):  # what clears them up was killed too
            left.unlink(missing_ok=True)
        return True

    def _line(self, within_s: float = 120.0) -> str | None:
        assert self._forge.stdout is not None
        with selectors.DefaultSelector() as ready:
            ready.register(self._forge.stdout, selectors.EVENT_READ)
            if not ready.select(within_s):
                return None
        return self._forge.stdout.readline().decode().strip()


def main() -> None:
    """The process itself: a line of JSON for each command; a line for its process id, and one for how it ended."""
    _import_all()
    gc.freeze()  # what is never collected is never copied
    _say("ready")
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _command(**order)
        os.setpgid(pid, pid)  # here too: who is told of a group may kill it at once
        _say(pid)
        _say(os.waitpid(pid, 0)[1])


def _say(what: object) -> None:
    os.write(1, f"{what}\n".encode())


def _import_all() -> None:
    import duckdb  # noqa: F401
    import joblib  # noqa: F401

    from sim.doors import cli, cli_tables  # noqa: F401
    from sim.study import archive, crew, experiment, folder, lab, results, runlog, store  # noqa: F401


def _command(words: Sequence[str], forked: bool, most_bytes: int | None) -> NoReturn:
    from sim.doors.cli import main as nurture

    os.setpgid(0, 0)
    for name, handle in (("out", 1), ("err", 2)):
        os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), handle)
    if forked:
        _fork_workers()
    if most_bytes is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
    sys.argv = ["nurture", *words]
    code: object = 0
    try:
        nurture()
    except SystemExit as end:
        code = end.code
    threading._shutdown()  # type: ignore[attr-defined]  # as at every end, but without taking down all that was imported
    atexit._run_exitfuncs()
    sys.stdout.flush()
    os._exit(code if isinstance(code, int) else 1)


def _fork_workers() -> None:
    from joblib.externals.loky.backend import context

    warnings.filterwarnings("ignore", message="`fork` start method")  # that POSIX wants an exec after each fork
    context.set_start_method("fork", force=True)


if __name__ == "__main__":
    main()
