"""Two versions of journeys, OLD and NEW, each a file, a folder or a git revision: found, read, and put side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import NamedTuple

from sim.files.loaded import LoadedJourney
from sim.files.revisions import Revision, RevisionError, revision
from sim.files.testfiles import is_test_file
from sim.files.translation import is_translation
from sim.files.workspace import FOLDERS, files_of, kind_of, load_journey
from sim.words.messages import say
from sim.words.wording import cut, listed
from sim.yamlfile import FileProblems, Problem


class Place(NamedTuple):
    """Where one version lies: a file or folder, how users read it, and what it was exported from (None: nothing)."""

    path: Path
    words: str
    exported: tuple[Path, str] | None = None  # the folder, and what stands for it in messages


class Versions(NamedTuple):
    """A journey's two versions; None for the one that has no such journey."""

    name: str
    old: LoadedJourney | None
    new: LoadedJourney | None


class TwoSides(NamedTuple):
    """All journeys of OLD and NEW side by side, and how both sides are spoken of."""

    old: str
    new: str
    journeys: tuple[Versions, ...]


@contextmanager
def two_sides(
    old: str, new: str, *, journey: str | None = None, kpis: Collection[str] | None = None
) -> Iterator[TwoSides]:
    """Both sides, with files of revisions kept as long as the context lasts.

    journey: only the one with this name; kpis: the names that goals of stages may use. Raises RevisionError for what
    isn't there, FileProblems for mistakes in files: in all of them, and those told within the context too.
    """
    with ExitStack() as kept:
        one, other = _places(old, new, kept)
        try:
            yield TwoSides(one.words, other.words, tuple(_paired(one, other, journey, kpis)))
        except FileProblems as error:
            raise FileProblems([_renamed(_renamed(each, one), other) for each in error.problems]) from None


def _places(old: str, new: str, kept: ExitStack) -> list[Place]:
    """Where both sides lie; a revision alone means the other side's file or folder in it."""
    paths = [Path(text) if Path(text).exists() else None for text in (old, new)]
    beside = next((path for path in paths if path is not None), Path())
    return [
        Place(path, text) if path is not None else _of_revision(text, beside, kept)
        for text, path in zip((old, new), paths, strict=True)
    ]


def _of_revision(text: str, beside: Path, kept: ExitStack) -> Place:
    name, colon, inside = text.partition(":")
    folder = beside if beside.is_dir() else beside.parent
    try:
        found = revision(name, folder)
    except RevisionError as error:
        if not error.is_wish:
            raise
        raise RevisionError(say("diff.neither", found=cut(text), reason=str(error))) from None
    place = PurePosixPath(inside) if colon and inside else _within(beside, found)
    target = Path(kept.enter_context(TemporaryDirectory(prefix="nurture-diff-")))
    path = found.export(place, target)
    return Place(path, found.words, (target, found.name))


def _within(path: Path, found: Revision) -> PurePosixPath:
    return PurePosixPath(path.resolve().relative_to(found.root.resolve()).as_posix())


def _paired(old: Place, new: Place, journey: str | None, kpis: Collection[str] | None) -> Iterator[Versions]:
    """The journeys of both sides by their files, else by their names; two single ones belong together anyway."""
    problems: list[Problem] = []
    one, other = (_journeys(place, kpis, problems) for place in (old, new))
    if problems:
        raise FileProblems(problems)
    found = [_versions(*pair) for pair in _pairs(one, other)]
    wanted = [each for each in found if journey is None or journey in _names(each)]
    if not wanted:
        known = dict.fromkeys(each.name for each in found)
        raise RevisionError(say("diff.no_journey", found=cut(str(journey)), known=listed(known)))
    yield from wanted


Pair = tuple[LoadedJourney | None, LoadedJourney | None]


def _pairs(one: list[LoadedJourney], other: list[LoadedJourney]) -> Iterator[Pair]:
    if len(one) == len(other) == 1:
        yield one[0], other[0]
        return
    left = list(other)
    for a in one:
        same_file = (b for b in left if b.path.name == a.path.name)
        same_name = (b for b in left if b.journey.name == a.journey.name and not _has(one, b.path.name))
        b = next(same_file, None) or next(same_name, None)
        left = [each for each in left if each is not b]
        yield a, b
    yield from ((None, b) for b in left)


def _has(journeys: list[LoadedJourney], file: str) -> bool:
    return any(each.path.name == file for each in journeys)


def _versions(old: LoadedJourney | None, new: LoadedJourney | None) -> Versions:
    named = new or old
    assert named is not None
    return Versions(named.journey.name, old, new)


def _names(each: Versions) -> set[str]:
    """What a user may call a journey: by its name or its file, old or new."""
    there = [loaded for loaded in (each.old, each.new) if loaded is not None]
    return {name for loaded in there for name in (loaded.journey.name, loaded.path.stem)}


def _journeys(place: Place, kpis: Collection[str] | None, problems: list[Problem]) -> list[LoadedJourney]:
    """The journeys of one side, in the order of their files; what is wrong with them is added to the problems."""
    found = []
    for file in _files(place, problems):
        try:
            found.append(load_journey(file, kpis=kpis))
        except FileProblems as error:
            problems += error.problems
    return found


def _files(place: Place, problems: list[Problem]) -> list[Path]:
    """The journey files of a place: itself, those of a workspace folder, or those that lie in the folder."""
    if not place.path.is_dir():
        return [place.path]
    inside = files_of(place.path) or sorted(file for suffix in ("*.yaml", "*.yml") for file in place.path.glob(suffix))
    files = [file for file in inside if _is_journey(file)]
    if not files:
        problems.append(Problem(place.words, 1, 1, "", say("diff.no_journeys")))
    return files


def _is_journey(file: Path) -> bool:
    if is_test_file(file) or is_translation(file):
        return False
    if file.resolve().parent.name in FOLDERS:
        return FOLDERS[file.resolve().parent.name] == "journey"
    try:
        return kind_of(file) == "journey"
    except FileProblems:
        return False


def _renamed(problem: Problem, place: Place) -> Problem:
    """A problem of an exported file, under the name that the file has in its revision."""
    if place.exported is None:
        return problem
    folder, name = place.exported
    return problem._replace(
        file=problem.file.replace(f"{folder}/", f"{name}:"), text=problem.text.replace(f"{folder}/", f"{name}:")
    )
