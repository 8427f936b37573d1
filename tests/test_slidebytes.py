"""Presentations as bytes, whatever they are called."""

from __future__ import annotations

import io

import pytest
from pptx import Presentation

from sim.present.slidebytes import saved


@pytest.mark.parametrize(("asked", "kept"), [("月" * 255, "月" * 255), ("Q" * 300, "Q" * 254 + "…")])
def test_a_title_longer_than_the_format_takes_is_shortened(asked: str, kept: str) -> None:
    assert Presentation(io.BytesIO(saved(Presentation(), asked))).core_properties.title == kept
