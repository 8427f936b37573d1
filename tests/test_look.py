"""Decks and agreements as LibreOffice draws them, as pictures to be looked at: `pytest -m look`.

The pictures lie in the folder that the variable NURTURE_LOOK names, else in a temporary one (printed).
Needs soffice (libreoffice-impress), pdftoppm (poppler-utils) and a Japanese font; for the page also chromium.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

import pytest
from PIL import Image

from sim.present.agreement import agreement, page
from sim.present.agreementslide import agreement_slide
from sim.present.chartset import deck_charts
from sim.present.deck import deck
from sim.study.answer import Answer, Choice
from sim.study.comparison import Comparison
from sim.words.language import Language, speaking
from tests.opened import small
from tests.pictures import JAPANESE, LONG, comparison
from tests.slideshow import opened, show_of, titled, written

pytestmark = pytest.mark.look
FOLDER = Path(os.environ.get("NURTURE_LOOK") or mkdtemp(prefix="look-"))
HARD = {
    "twelve": titled(comparison([f"s{n}" for n in range(12)]), **{f"s{n}": f"{LONG} {n}" for n in range(12)}),
    "long": titled(comparison(), weekly=LONG, twice_a_month="月2回" * 20),
    "signs": titled(comparison(), weekly=JAPANESE, twice_a_month="=SUM(A1:A9)"),
    "change": replace(small().found, answer=Answer(Choice("strict"), "the answer", None, "the reason")),
    "nothing": comparison(mqls=0, handoffs=0, opportunities=0, wins=0),
    "one_run": comparison(runs=1),
}


def drawn(name: str, content: bytes) -> list[Path]:
    """The slides as PNG."""
    if shutil.which("soffice") is None or shutil.which("pdftoppm") is None:
        pytest.skip("needs libreoffice-impress and poppler-utils")
    FOLDER.mkdir(parents=True, exist_ok=True)
    file = FOLDER / f"{name}.pptx"
    file.write_bytes(content)
    profile = f"-env:UserInstallation=file://{FOLDER.resolve()}/profile"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(FOLDER), str(file)]
    subprocess.run(convert, check=True, capture_output=True, timeout=300)
    return pages(FOLDER / f"{name}.pdf")


def pages(pdf: Path) -> list[Path]:
    """The pages of a PDF as PNG."""
    for old in pdf.parent.glob(f"{pdf.stem}-*.png"):
        old.unlink()
    subprocess.run(["pdftoppm", "-r", "72", "-png", str(pdf), str(pdf.with_suffix(""))], check=True, timeout=300)
    return sorted(pdf.parent.glob(f"{pdf.stem}-*.png"))


def has_ink(picture: Path) -> bool:
    with Image.open(picture) as image:
        return len(image.convert("L").getcolors() or range(99)) > 8


@pytest.mark.parametrize("corporate", [False, True], ids=["own", "template"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_deck_is_drawn_whole(language: Language, corporate: bool, tmp_path: Path) -> None:
    template = written(tmp_path) if corporate else None
    with speaking(language):
        content = deck(small(), deck_charts(small()), template=template, target=FOLDER / "deck.pptx").content
        sheet = agreement_slide(agreement(small()), template=template, target=FOLDER / "agreement.pptx").content
    kind = "template" if corporate else "own"
    for name, each in ((f"deck_{kind}_{language}", content), (f"agreement_{kind}_{language}", sheet)):
        found = drawn(name, each)
        assert len(found) == len(show_of(each).slides)
        assert all(map(has_ink, found))
    print(FOLDER)


@pytest.mark.parametrize("case", HARD)
def test_hard_cases_are_drawn_whole(case: str, tmp_path: Path) -> None:
    found: Comparison = HARD[case]
    content = deck(opened(found), template=written(tmp_path), target=FOLDER / "deck.pptx").content
    assert len(drawn(f"deck_{case}", content)) == len(show_of(content).slides)


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_agreement_prints_on_one_page(language: Language, tmp_path: Path) -> None:
    browser = shutil.which("chromium")
    if browser is None or shutil.which("pdftoppm") is None:
        pytest.skip("needs chromium and poppler-utils")
    with speaking(language):
        told = agreement(small())
    long = replace_rules(told)
    for name, each in (("page", told), ("page_long", long)):
        file, pdf = tmp_path / f"{name}.html", FOLDER / f"{name}_{language}.pdf"
        FOLDER.mkdir(parents=True, exist_ok=True)
        with speaking(language):
            file.write_bytes(page(each))
        options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/profile"]
        printing = [f"--print-to-pdf={pdf}", "--no-pdf-header-footer", file.as_uri()]
        subprocess.run([browser, *options, *printing], check=True, capture_output=True, timeout=120)
        assert len(pages(pdf)) == 1


def replace_rules(told):  # type: ignore[no-untyped-def]
    """As long as an agreement may become."""
    rule = told.rules[0]._replace(words=", and ".join([told.rules[0].words] * 3))
    return told._replace(rules=(rule,) * 8, more_rules=4, returns=told.returns + told.returns[:2])
