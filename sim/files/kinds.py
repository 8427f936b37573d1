"""What kind of file a file is, by the settings in it that only one kind has."""

from __future__ import annotations

from pathlib import Path

from sim.files.translation import KIND, is_translation, original_of
from sim.model.experimentfile import Experiment
from sim.model.journey import Journey
from sim.model.persona import Personas
from sim.words.messages import say
from sim.words.wording import listed
from sim.yamlfile import Document, FileProblems, Model, compose

KINDS: dict[str, type[Model]] = {"journey": Journey, "personas": Personas, "experiment": Experiment}
# The first that is there tells what a file outside the three folders is.
TELLING = {
    "scenarios": "experiment",
    "decide_on": "experiment",
    "people": "personas",
    "stages": "journey",
    "sources": "journey",
    "desk": "journey",
}


def told_kind(document: Document) -> str | None:
    """The kind that the first telling setting of a file tells; None if it has none."""
    settings = document.root.settings()
    return next((kind for telling, kind in TELLING.items() if telling in settings), None)


def mistaken(path: Path, wanted: str) -> str:
    """What to say of a file that was taken for one of the kind `wanted` and is surely of another; else empty.

    Not for a file that has anything of the wanted kind, whatever else is wrong with it, nor for one that can't be read.
    """
    try:
        document = compose(path)
    except FileProblems:
        return ""
    settings = document.root.settings()
    if any(TELLING.get(name) == wanted for name in settings):
        return ""
    if is_translation(path) and KIND in settings:
        return say("texts.is_texts", original=original_of(path).name, wanted=say(f"kinds.{wanted}"))
    if kind := told_kind(document):
        return say(f"kinds.is_{kind}", wanted=say(f"kinds.{wanted}"))
    if settings.keys() & _names(KINDS[wanted]):
        return ""
    return say(f"kinds.no_{wanted}", known=listed(name for name, kind in TELLING.items() if kind == wanted))


def _names(model: type[Model]) -> set[str]:
    """What the settings of a kind are called in files."""
    return {field.alias or name for name, field in model.model_fields.items()}
