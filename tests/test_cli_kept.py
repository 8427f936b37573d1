"""Commands that read what is kept follow one rule: 2 for what no results hold, 3 for files that can't be read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.commandline import ONE_RIVAL, nurture, workspace
from tests.keptruns import flipped

RUN = "small_test/0001"
COMMANDS: dict[str, tuple[str, ...]] = {
    "results": ("results", "{run}"),
    "trace": ("trace", "{run}", "--lead", "0"),
    "coverage": ("coverage", "{run}"),
    "explain": ("explain", "{run}", "daily", "weekly"),
    "explain --lead": ("explain", "{run}", "daily", "weekly", "--lead", "0"),
}
LEDGER = "scenario=daily/replication=0/ledger.parquet"
READ = {"results": "answer.json"}  # a file that the command reads, where that isn't the event log
CASES = [
    *((words, READ.get(name, LEDGER)) for name, words in COMMANDS.items()),
    *((words, "manifest.json") for name, words in COMMANDS.items() if name not in ("trace", "explain --lead")),
    *((words, "checksums.json") for words in COMMANDS.values()),
    (("sql", "from kpis where run = '0001'"), "kpis.csv"),
    (("sql", "select count(*) from ledger"), LEDGER),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one comparison in its results."""
    folder = workspace(tmp_path_factory.mktemp("kept"), experiment=ONE_RIVAL)
    assert nurture("compare", "experiment.yaml", "--workers", "1", "--no-charts", at=folder).code == 0
    return folder


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path


def asked(words: tuple[str, ...], run: str = RUN) -> list[str]:
    return [word.format(run=run) for word in words]


@pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize(
    ("run", "meant"),
    [
        ("small_tset", "; did you mean 'small_test'?"),
        ("smal_test/0001", "; did you mean 'small_test/0001'?"),
        ("smal_test/0007", "; did you mean 'small_test'?"),
        ("small_test/0007", ""),
        ("experiments/small_test.yaml", "; did you mean 'small_test'?"),
        ("results/small_test", "; did you mean 'small_test'?"),
        ("nothing_alike", ""),
    ],
)
def test_an_unknown_run_is_one_line_with_what_may_be_meant_and_exit_code_2(
    run: str, meant: str, words: tuple[str, ...], made: Path
) -> None:
    done = nurture(*asked(words, run), at=made)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"no finished run is called '{run}' in results{meant}\n"


@pytest.mark.parametrize("is_lost", [True, False], ids=["lost", "changed"])
@pytest.mark.parametrize(("words", "file"), CASES)
def test_a_file_that_can_not_be_read_is_one_line_and_exit_code_3(
    words: tuple[str, ...], file: str, is_lost: bool, place: Path
) -> None:
    path = place / "results" / RUN / file
    assert nurture(*asked(words), at=place).code == 0
    if is_lost:
        path.unlink()
    else:
        flipped(path)
    done = nurture(*asked(words), at=place)
    assert (done.code, done.out) == (3, "")
    (line,) = done.err.splitlines()
    assert line.startswith(f"results/{RUN} has no {file}" if is_lost else f"results/{RUN}/{file} can't be read")


@pytest.mark.parametrize("name", ["trace", "coverage", "explain", "explain --lead"])
def test_a_run_that_kept_no_event_log_is_one_line_and_exit_code_2(name: str, place: Path) -> None:
    words = ("compare", "experiment.yaml", "--workers", "1", "--no-charts", "--ledger", "none")
    assert nurture(*words, at=place).code == 0
    done = nurture(*asked(COMMANDS[name], "small_test/0002"), at=place)
    assert (done.code, done.out) == (2, "")
    assert done.err == "results/small_test/0002 kept no event log; repeat it with --ledger first\n"
