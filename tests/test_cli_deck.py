"""`nurture deck` and `nurture agreement`: files, what is printed, and what is refused."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from pptx import Presentation

from tests.commandline import nurture
from tests.opened import small
from tests.slideshow import show_of, written

ROOT = small().results.path.parent.parent


def told(*arguments: str, at: Path) -> str:
    done = nurture(*arguments, "--results", ROOT.as_posix(), "--workers", "1", at=at)
    assert done.code == 0, done.err
    return done.out


def test_the_deck_is_told_by_its_file(tmp_path: Path) -> None:
    first, *titles = told("deck", "latest", "--out", "d.pptx", at=tmp_path).splitlines()
    content = (tmp_path / "d.pptx").read_bytes()
    slides = list(show_of(content).slides)
    charts = sum(shape.has_chart for slide in slides for shape in slide.shapes)
    numbers = f"slides: 6 + appendix: {len(slides) - 6}, editable charts: {charts}, missing letters: 0, overflows: 0"
    assert first == f"d.pptx: {numbers}"
    assert titles == [f"{n} {slides[n - 1].shapes.title.text_frame.text}" for n in (1, 3, 5)]


def test_the_deck_in_japanese_and_for_machines(tmp_path: Path) -> None:
    first = told("deck", "latest", "--out", "d.pptx", "--lang", "ja", at=tmp_path).splitlines()[0]
    assert first.startswith("d.pptx: 6枚+付録")
    assert first.endswith("欠字0、はみ出し0")
    found = json.loads(told("deck", "latest", "--out", "d.pptx", "--json", at=tmp_path))
    assert (found["slides"], found["overflows"], found["missing_letters"]) == (6, [], [])
    assert len(found["titles"]) == 6 + found["appendix"]


def test_without_a_name_the_deck_lies_in_its_results_folder(tmp_path: Path) -> None:
    file = small().results.path / "deck.pptx"
    try:
        told("deck", at=tmp_path)
        assert file.is_file()
        assert small().results.damaged() == []
    finally:
        file.unlink(missing_ok=True)


def test_a_template_is_used(tmp_path: Path) -> None:
    written(tmp_path)
    told("deck", "latest", "--out", "d.pptx", "--template", "corp.pptx", at=tmp_path)
    show = show_of((tmp_path / "d.pptx").read_bytes())
    assert (show.slide_width, show.slide_height) == (9_144_000, 6_858_000)


def without_titles() -> bytes:
    show = Presentation()
    layouts = show.slide_layouts
    for layout in list(layouts):
        if layout.name != "Blank":
            layouts.remove(layout)
    page = io.BytesIO()
    show.save(page)
    return page.getvalue()


@pytest.mark.parametrize("command", ["deck", "agreement"])
@pytest.mark.parametrize(
    ("content", "words"),
    [(b"no deck", "no PowerPoint file"), (without_titles(), "no layout"), (None, "can't be read")],
)
def test_a_template_that_is_none_is_one_line(
    command: str, content: bytes | None, words: str, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / "corp.pptx").write_bytes(content)
    done = nurture(command, "latest", "--template", "corp.pptx", "--results", ROOT.as_posix(), at=tmp_path)
    assert done.code == 2
    assert len(done.err.splitlines()) == 1
    assert done.err.startswith("corp.pptx:1:1: ")
    assert words in done.err


def test_a_missing_package_is_one_line_with_its_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pptx", None)
    done = nurture("deck", "latest", "--out", "d.pptx", "--results", ROOT.as_posix(), at=tmp_path)
    assert done.code == 2
    assert done.err == "d.pptx:1:1: decks need the package python-pptx: pip install 'nurture-sim[deck]'\n"


def test_no_run_no_deck(tmp_path: Path) -> None:
    done = nurture("deck", "nothing", "--results", ROOT.as_posix(), at=tmp_path)
    assert done.code == 2
    assert "nothing" in done.err


def test_the_agreement_is_a_page_and_a_slide(tmp_path: Path) -> None:
    line = told("agreement", "latest", "--out", "signed", at=tmp_path)
    assert "signed/agreement.html and signed/agreement.pptx" in line
    assert "overflows: 0" in line
    assert (tmp_path / "signed/agreement.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    found = json.loads(told("agreement", "latest", "--out", "signed", "--json", "--lang", "ja", at=tmp_path))
    assert found["overflows"] == []
    assert 'lang="ja"' in (tmp_path / "signed/agreement.html").read_text("utf-8")


def test_where_the_deck_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    for out, code in (("folder", 2), ("file/deck.pptx", 3)):
        done = nurture("deck", "latest", "--out", out, "--results", ROOT.as_posix(), at=tmp_path)
        assert (done.code, done.out) == (code, "")
    assert done.err == "the results can't be written: file: File exists\n"
