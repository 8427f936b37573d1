"""The file `nurture.yaml`: what holds for a whole workspace folder."""

from __future__ import annotations

from typing import Literal

from sim.words.language import Language
from sim.yamlfile import Model


class Workspace(Model):
    """A workspace file. `language`: what users are spoken to in, in this folder and below it."""

    format: Literal[1]
    language: Language = "en"
