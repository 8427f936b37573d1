"""The numbers that an answer rests on: their values and sources, and what becomes of the answer at zero and doubled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from sim.files.experimentlint import figure_loc
from sim.files.loaded import LoadedJourney
from sim.model.journey import Journey
from sim.model.persona import Personas
from sim.model.timewords import duration_s, duration_words
from sim.study.answer import spoken
from sim.words.messages import said, say
from sim.yamlfile import Document, FileProblems, Loc, Node

FACTORS = {"at_zero": 0.0, "doubled": 2.0}


class Outcome(NamedTuple):
    """The answer with an assumption changed: whether it is the same, and what is chosen then (None: cannot tell).

    title: how readers see what is chosen called; empty where its name says it.
    """

    is_same: bool
    chosen: str | None
    is_possible: bool = True
    title: str = ""

    @property
    def words(self) -> str:
        """`same answer`, `FLIPS to weekly`, ..."""
        if not self.is_possible:
            return say("assumption.impossible")
        if self.chosen is None:
            return say("assumption.open")
        called = self.title or spoken(self.chosen)
        return say("assumption.same") if self.is_same else say("assumption.flips", scenario=called)

    def to_json(self) -> dict[str, Any]:
        """`verdict` is same, flips, cannot_tell (also where nobody can tell as the files are) or not_possible."""
        if not self.is_possible:
            word = "not_possible"
        elif self.chosen is None:
            word = "cannot_tell"
        else:
            word = "same" if self.is_same else "flips"
        return {"verdict": word, "chosen": self.chosen}


IMPOSSIBLE = Outcome(False, None, False)


@dataclass(frozen=True)
class Assumption:
    """A number that carries the answer, as its file has it; outcomes only for the decisive one."""

    path: str
    title: str
    value: str
    source: str
    outcomes: Mapping[str, Outcome]

    @property
    def flips(self) -> bool:
        """Whether another scenario is chosen when it is set to zero or doubled."""
        return any(outcome.chosen is not None and not outcome.is_same for outcome in self.outcomes.values())

    @property
    def sentence(self) -> str:
        """`effect of a read mail on intent 0.04 (assumption). At zero: same answer. Doubled: FLIPS to weekly.`"""
        tried = [say(f"assumption.{name}", outcome=outcome.words) for name, outcome in self.outcomes.items()]
        stated = say("assumption.stated", title=self.title, value=self.value, source=self.source)
        return say("reason.between").join([stated, *tried])

    def to_json(self) -> dict[str, Any]:
        """Value as written in the file."""
        outcomes = {name: outcome.to_json() for name, outcome in self.outcomes.items()}
        return {"assumption": self.path, "title": self.title, "value": self.value, "source": self.source, **outcomes}


def assumption(loaded: LoadedJourney, path: str, outcomes: Mapping[str, Outcome] | None = None) -> Assumption:
    """What the files say of the number at a dotted path; its source is the one given there, else its file and line."""
    document, loc = _figure(loaded, path)
    node, given = _node(document, loc), document.node((*loc[:-1], "source"))
    is_said = given is not None and isinstance(given.value, str)
    source = _short(str(given.value)) if given is not None and is_said else f"{node.place.file}:{node.place.line}"
    title = said(f"assumption.{path}", path)
    return Assumption(path, title, str(node.value), source, outcomes or {})


def scaled(loaded: LoadedJourney, path: str, factor: float) -> LoadedJourney | None:
    """The journey with the number at a path multiplied; None if the number may not have that value."""
    return with_value(loaded, path, times(loaded, path, factor))


def times(loaded: LoadedJourney, path: str, factor: float) -> str:
    """The number or duration at a path times a factor, as it would be written."""
    document, loc = _figure(loaded, path)
    return _multiplied(str(_node(document, loc).value), factor)


def with_value(loaded: LoadedJourney, path: str, value: str) -> LoadedJourney | None:
    """The journey with another value, as it would be written, at a path; None if there may be no such value.

    Everything else stays, the length of the run included.
    """
    document, loc = _figure(loaded, path)
    node = _node(document, loc)
    try:
        changed = document.with_changes({".".join(map(str, loc)): Node(value, node.place, node.key_place)})
        if document is loaded.personas_document:
            return loaded._replace(personas=changed.build(Personas), personas_document=changed)
        journey = changed.build(Journey).model_copy(update={"days": loaded.journey.days})
    except FileProblems:
        return None
    return loaded._replace(journey=journey, document=changed)


def _figure(loaded: LoadedJourney, path: str) -> tuple[Document, Loc]:
    found = figure_loc((loaded.document, loaded.personas_document), path)
    if found is None:
        raise KeyError(path)  # the experiment was checked
    return found


def _node(document: Document, loc: Loc) -> Node:
    node = document.node(loc)
    if node is None:
        raise KeyError(loc)
    return node


def _multiplied(text: str, factor: float) -> str:
    """A number or duration as words, times a factor; whole numbers stay whole where they can."""
    try:
        value = float(text) * factor
    except ValueError:
        return duration_words(round(duration_s(text) * factor))
    return str(int(value)) if value.is_integer() else np.format_float_positional(value, trim="-")


def _short(source: str) -> str:
    """The word before details: `assumption; B5: ...` is an assumption with a remark."""
    return source if len(source) <= 60 else source[:59] + "…"
