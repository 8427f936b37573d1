"""The page docs/journey-reference.md, made from the models and the words of their settings.

`python -m sim.files.reference > docs/journey-reference.md` writes it anew.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator

from pydantic.fields import FieldInfo

from sim.files.loaded import read_personas
from sim.files.settingkinds import default_of, kind_of
from sim.files.settingtree import blocks_of, example_of, words_of
from sim.files.workspace import shipped
from sim.model.experimentfile import Experiment
from sim.model.journey import Journey
from sim.model.persona import People, Persona, Rhythm
from sim.words.language import speaking
from sim.words.messages import say
from sim.words.settingwords import SettingWords
from sim.yamlfile import Document, Model

_PEOPLE = "personas/b2b_japan.yaml"


def page() -> str:
    """The whole page, as Markdown; in English whatever language is in use."""
    with speaking("en"):
        return _page()


def _page() -> str:
    lines = [say("reference.head")]
    for block in blocks_of(Journey):
        lines += ["", _heading(block.path), "", *_table(block.model)]
    lines += ["", say("reference.personas_head", file=_PEOPLE), "", *_table(Persona), "", *_people()]
    for block in blocks_of(Experiment):
        head = say("reference.experiment_block", path=block.path) if block.path else say("reference.experiment_head")
        lines += ["", head, "", *_table(block.model)]
    return "\n".join(lines) + "\n"


def _heading(path: str) -> str:
    return "## " + (say("reference.top") if not path else f"`{path}`")


def _table(model: type[Model]) -> Iterator[str]:
    yield from _head("reference.columns")
    fields = model.model_fields.items()
    first = [each for each in fields if each[0] in ("kind", "title") and "kind" in model.model_fields]
    for name, field in [*first, *(each for each in fields if each not in first)]:
        shown = field.alias or name
        words = words_of(model, shown)
        example = f"`{shown}: {example_of(field, words)}`"
        yield _row(f"`{shown}`", kind_of(field), *_without(field, words), words.meaning, example)


def _without(field: FieldInfo, words: SettingWords) -> tuple[str, str]:
    """The default, and where it comes from."""
    if field.is_required():
        return say("reference.needed"), ""
    if re.match("article|assumption|B[0-9]", words.without):
        return default_of(field), words.without
    default = [default_of(field)] if default_of(field) != say("reference.nothing") or not words.without else []
    return ": ".join([*default, *([words.without] if words.without else [])]), ""


def _head(key: str) -> Iterator[str]:
    names = say(key).split("|")
    yield from (_row(*names), "|" + "---|" * len(names))


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.strip().replace("|", "\\|") for cell in cells) + " |"


# ---- how people behave


def _people() -> Iterator[str]:
    """Each figure of `people` with the value and source of the personas file that comes with the program."""
    read = read_personas(shipped() / _PEOPLE)
    assert read.document is not None
    yield from [say("reference.people_head", file=_PEOPLE), ""]
    yield from _head("reference.people_columns")
    for name, field in People.model_fields.items():
        words = say(f"assumption.people.{name}")
        yield _row(f"`{name}`", kind_of(field), *_shipped(name, read.document, field), words)


def _shipped(name: str, document: Document, field: FieldInfo) -> tuple[str, str]:
    """Value and source as the file has them; of a figure that it leaves out the default."""
    node = document.node(("people", name))
    if node is None:
        return default_of(field), say("reference.if_left_out")
    settings = dict(node.plain())
    source = settings.pop("source")
    if field.annotation is Rhythm:
        return say("reference.hours"), source
    return ", ".join(f"{key} {value}".removeprefix("value ") for key, value in settings.items()), source


if __name__ == "__main__":
    sys.stdout.write(page())
