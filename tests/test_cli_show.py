"""`nurture show`: a journey as a graph in several formats."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

from sim.files.workspace import shipped
from tests.commandline import nurture

SEED = shipped() / "journeys" / "seed.yaml"


def test_without_a_format_it_is_mermaid_on_stdout(tmp_path: Path) -> None:
    done = nurture("show", SEED, at=tmp_path)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("flowchart ")
    assert done.out == nurture("show", SEED, "--format", "mermaid", at=tmp_path).out
    assert list(tmp_path.iterdir()) == []


def test_the_ending_of_the_file_chooses_the_format(tmp_path: Path) -> None:
    done = nurture("show", SEED, "--out", "deep/seed.graphml", at=tmp_path)
    assert (done.code, done.out) == (0, "deep/seed.graphml\n")
    graph = nx.read_graphml(tmp_path / "deep" / "seed.graphml")
    assert set("ABCDEFGHIJKLMNO") <= set(graph)


def test_the_format_asked_for_wins_over_the_ending(tmp_path: Path) -> None:
    nurture("show", SEED, "--format", "graphml", "--out", "seed.txt", at=tmp_path)
    assert (tmp_path / "seed.txt").read_text(encoding="utf-8").startswith("<graphml")


@pytest.mark.parametrize("name", ["seed.pdf", "seed.svg.txt", "seed.jpg"])
def test_an_ending_that_no_format_has_is_refused_and_nothing_written(name: str, tmp_path: Path) -> None:
    done = nurture("show", SEED, "--out", name, at=tmp_path)
    ending = name[name.rindex(".") :]
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[-1] == (
        f"Error: Invalid value for --out: no format has the ending '{ending}'; "
        "known: .mmd, .svg, .png, .graphml; or name one by --format"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_file_without_an_ending_is_mermaid(tmp_path: Path) -> None:
    assert nurture("show", SEED, "--out", "seed", at=tmp_path).code == 0
    assert (tmp_path / "seed").read_text(encoding="utf-8").startswith("flowchart ")


@pytest.mark.parametrize(("name", "begin"), [("seed.svg", b"<?xml"), ("seed.PNG", b"\x89PNG")])
def test_pictures_are_drawn_too(name: str, begin: bytes, tmp_path: Path) -> None:
    assert nurture("show", SEED, "--out", name, at=tmp_path).code == 0
    assert (tmp_path / name).read_bytes().startswith(begin)


def test_a_file_that_can_not_be_written_is_exit_code_3(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = nurture("show", SEED, "--out", "file/seed.mmd", at=tmp_path)
    assert (done.code, done.out) == (3, "")
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize("words", [["nowhere.yaml"], [SEED, "--format", "gif"]])
def test_wrong_wishes_are_exit_code_2(words: list[str], tmp_path: Path) -> None:
    assert nurture("show", *words, at=tmp_path).code == 2
