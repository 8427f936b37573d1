"""The journey that a run simulated, as it was written, kept beside its tables: its files may change afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from sim.files.loaded import LoadedJourney
from sim.files.workspace import shipped
from sim.model.journey import CsvSource, Journey
from sim.yamlfile import Loc, Node

_SECTIONS = ("sources", "segments", "stages", "exits", "touchpoints", "mql", "returns")
_SINGLE = ("gate", "sql", "dormancy", "desk")


class Blueprint(NamedTuple):
    """A journey's settings in the words of its file, and where each part stands (`journeys/seed.yaml:41`).

    places: by dotted path (`stages.interest`, `stages.interest.enter`); what a command has added has none.
    """

    settings: Mapping[str, Any]
    places: Mapping[str, str]

    @classmethod
    def of(cls, loaded: LoadedJourney) -> Blueprint:
        """The blueprint of a journey as it will be simulated."""
        settings = dict(loaded.document.plain())
        files = {name: source for name, source in loaded.journey.sources.items() if isinstance(source, CsvSource)}
        plain = {name: source.model_dump(mode="json", by_alias=True) for name, source in files.items()}
        settings["sources"] = {**settings.get("sources", {}), **plain}  # a leads file may be given with the command
        return cls(settings, dict(_places(loaded)))

    def journey(self) -> Journey:
        """The journey."""
        return Journey.model_validate(self.settings)

    def place(self, path: str) -> str | None:
        """Where a part stands, or what it is part of; None if that is not known."""
        while path and path not in self.places:
            path = path.rpartition(".")[0]
        return self.places.get(path)

    def to_json(self) -> dict[str, Any]:
        """Plain lists and texts."""
        return {"settings": self.settings, "places": self.places}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Blueprint:
        """The blueprint that `to_json` wrote."""
        return cls(plain["settings"], plain["places"])


def named(path: Path) -> str:
    """A path as seen from here, or from where the program's own files lie; results should not tell where that is."""
    for folder in (Path.cwd(), shipped().resolve()):
        try:
            return path.resolve().relative_to(folder).as_posix()
        except ValueError:
            continue
    return path.as_posix()


def found_again(name: str) -> Path | None:
    """The file that `named` called so, as seen from here; None if it isn't there."""
    places = (folder / name for folder in (Path.cwd(), shipped().resolve()))
    return next((path for path in places if path.is_file()), None)


def _places(loaded: LoadedJourney) -> Iterator[tuple[str, str]]:
    locs: list[Loc] = [(name,) for name in _SINGLE]
    for section in _SECTIONS:
        for name, node in _below(loaded.document.node((section,))):
            locs += [(section, name), *((section, name, setting) for setting, _ in _below(node))]
    files: dict[str, str] = {}
    for loc in locs:
        if loaded.document.node(loc) is not None:
            place = loaded.document.place(loc)
            files.setdefault(place.file, named(Path(place.file)))
            yield ".".join(map(str, loc)), f"{files[place.file]}:{place.line}"


def _below(node: Node | None) -> list[tuple[str, Node]]:
    return list(node.settings().items()) if node else []
