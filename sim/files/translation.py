"""Texts for readers in another language: `seed.ja.yaml` beside `seed.yaml` has those that Japanese readers see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from sim.files.bookrows import planted
from sim.files.experimentlint import lint_titles
from sim.files.grid import drafts
from sim.files.salvage import salvaged
from sim.model.experimentfile import Experiment
from sim.model.journey import Journey
from sim.model.persona import Personas
from sim.words.language import LANGUAGES, current
from sim.words.messages import say
from sim.words.wording import did_you_mean
from sim.yamlfile import Document, FileProblems, Loc, Model, Node, Problem, Words, compose

KIND: Final = "texts"
_TRANSLATED = (Journey, Personas, Experiment)
_NAME = re.compile(rf"(?P<stem>.+)\.(?:{'|'.join(LANGUAGES)})(?P<ending>\.ya?ml)")


class Texts(Model):
    """A file of texts by dotted path."""

    format: Literal[1]
    texts: dict[str, Words]


def is_translation(path: Path) -> bool:
    """Whether a file has texts of another one, by its name."""
    return _NAME.fullmatch(path.name) is not None


def original_of(path: Path) -> Path:
    """The file whose texts a translation has, there or not."""
    return path.with_name(_NAME.sub(r"\g<stem>\g<ending>", path.name))


def translation_names(name: str) -> list[str]:
    """What the translations of a file are called, in all languages; none for what is no YAML file or one itself."""
    stem, dot, ending = name.rpartition(".")
    if ending not in ("yaml", "yml") or _NAME.fullmatch(name):
        return []
    return [f"{stem}.{language}{dot}{ending}" for language in LANGUAGES]


def translations(files: Iterable[Path]) -> list[Path]:
    """The translations that lie beside some files, each once, whatever language is in use."""
    beside = (file.with_name(name) for file in dict.fromkeys(files) for name in translation_names(file.name))
    return [file for file in beside if file.is_file()]


def in_language(document: Document, model: type[Model], path: Path) -> tuple[Document, list[Problem]]:
    """The document of a file with the texts of the language in use, if a file beside it has any; its mistakes."""
    file = path.with_name(f"{path.stem}.{current()}{path.suffix}")
    if model not in _TRANSLATED or is_translation(path) or not file.is_file():
        return document, []
    return translated(document, model, file)


def translated(document: Document, model: type[Model], file: Path) -> tuple[Document, list[Problem]]:
    """The document with the texts of a file in their places, and what is wrong with that; as it was if it is broken."""
    try:
        told = compose(file, Texts)
        told.build(Texts)
    except FileProblems as error:
        return document, error.problems
    known = texts_of(document, model)
    problems, root = [], document.root
    for path, node in (told.node(("texts",)) or told.root).settings().items():
        if path in known:
            root = planted(root, known[path], node, keep=len(known[path])) or root
        else:
            problems.append(Problem(*node.key_place, f"texts.{path}", _unknown(document, path, known)))
    return replace(document, root=root), problems


def _unknown(document: Document, path: str, known: Iterable[str]) -> str:
    """Why a path is none of the known ones: it leads nowhere, or to something that is simulated."""
    if document.node(tuple(path.split("."))) is not None:
        return say("texts.no_text", file=document.name)
    return say("texts.unknown", file=document.name, hint=did_you_mean(path, list(known)))


def told_wrong(file: Path, document: Document, model: type[Model]) -> list[Problem]:
    """All that is wrong with a translation of a document, also where its texts can't stand in their places."""
    whole, problems = translated(document, model, file)
    built, wrong = salvaged(whole, model)
    problems += wrong
    if isinstance(built, Experiment):
        asked, _ = drafts(whole)
        findings = lint_titles(built, asked, asked)
        problems += [whole.problem(each.loc, each.text, at_name=each.at_name) for each in findings]
    return [problem for problem in dict.fromkeys(problems) if problem.file == str(file)]


def texts_of(document: Document, model: type[Model]) -> dict[str, Loc]:
    """All texts for readers that a document has or may have, by dotted path."""
    found = dict.fromkeys(_texts(document.root, model, ()))
    if model is Experiment:  # scenarios have titles whether the file gives them or not
        baseline = document.node(("baseline",))
        names = (*drafts(document)[0], baseline.value if baseline else "baseline")
        found |= dict.fromkeys(("titles", str(name)) for name in names)
    return {".".join(map(str, loc)): loc for loc in found}


def _texts(node: Node, annotation: Any, loc: Loc) -> Iterator[Loc]:
    """The places of texts in a block of settings; what is written in short has none."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _texts(node, inner[0], loc)
    elif origin in (Union, UnionType):
        for choice in inner:
            yield from _texts(node, choice, loc)
    elif origin is dict:
        for name, child in node.settings().items():
            yield from _texts(child, inner[1], (*loc, name))
    elif isinstance(annotation, type) and issubclass(annotation, Model) and _is_of(node, annotation):
        yield from _texts_of_block(node, annotation, loc)


def _texts_of_block(node: Node, model: type[Model], loc: Loc) -> Iterator[Loc]:
    for name, field in model.model_fields.items():
        called = field.alias or name
        child, is_text = node.child(called), field.repr is False
        if is_text and get_origin(field.annotation) is not dict:
            yield (*loc, called)
        elif is_text:
            yield from ((*loc, called, each) for each in (child.settings() if child else ()))
        elif child is not None:
            yield from _texts(child, field.annotation, (*loc, called))


def _is_of(node: Node, model: type[Model]) -> bool:
    """Whether a block of settings is of the model's kind, where that has one."""
    kind, said = model.model_fields.get("kind"), node.child("kind")
    if not isinstance(node.value, dict):
        return False
    return kind is None or (said is not None and said.value in get_args(kind.annotation))
