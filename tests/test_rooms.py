"""The house: folders are layers, imports point one way, and every dependency names a file that needs it."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import sim

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "sim"
# Bottom up: a module imports from its own folder and from those before it. A new folder is written in here first.
LAYERS = ("japanese", "words", "yamlfile", "model", "files", "engine", "study", "present", "doors")
ENTRANCES = ("__init__", "__main__")  # of the house itself
MODULES = {path: path.relative_to(ROOT).with_suffix("").parts[1:] for path in sorted(HOUSE.rglob("*.py"))}
# Distributions whose module has another name, or none that is imported.
IMPORTED_AS = {
    "pyyaml": "yaml",
    "tzdata": "zoneinfo",
    "sim-tools": "sim_tools",
    "matplotlib-fontja": "matplotlib_fontja",
    "python-pptx": "pptx",
}
PARTS = {"pydantic_core": "pydantic"}  # modules that come with a distribution
HEAVY = ("numba", "scipy", "matplotlib.pyplot", "duckdb")


def imports(path: Path) -> set[tuple[str, ...]]:
    """Everything a module imports when it runs, as parts of dotted names; not what only a type checker reads."""
    found = set()
    for node in _running(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {tuple(name.name.split(".")) for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import hides where it leads"
            found |= {(*str(node.module).split("."), name.name) for name in node.names}
    return found


def _running(tree: ast.AST) -> list[ast.AST]:
    nodes = []
    for node in ast.iter_child_nodes(tree):
        typing_only = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        nodes += [] if typing_only else [node, *_running(node)]
    return nodes


def room(path: Path) -> str:
    """A module's dotted name, without `sim`; a folder's own name for its `__init__`."""
    parts = MODULES[path]
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


ROOMS = {room(path) for path in MODULES}


def rooms_used(path: Path) -> set[str]:
    """Modules of the house that a module imports, dotted, without `sim`."""
    inside = [names[1:] for names in imports(path) if names[0] == "sim"]
    asked = [[".".join(names[:2]), *names[:1]] for names in inside]  # `from sim import __version__` asks for no room
    return {name for names in asked for name in names if name in ROOMS and (name == names[0] or names[0] not in ROOMS)}


def layer(path: Path) -> int:
    """How far up a module stands; the entrances of the house see everything."""
    parts = MODULES[path]
    return len(LAYERS) if len(parts) == 1 else LAYERS.index(parts[0])


def test_every_module_stands_in_a_known_layer() -> None:
    unknown = [
        str(path.relative_to(ROOT))
        for path, parts in MODULES.items()
        if (parts[0] not in (ENTRANCES if len(parts) == 1 else LAYERS)) or len(parts) > 2
    ]
    assert unknown == [], "a new folder belongs into LAYERS of this test"
    assert len(MODULES) > 60


@pytest.mark.parametrize("path", MODULES, ids=room)
def test_imports_point_down(path: Path) -> None:
    upward = [name for name in rooms_used(path) if name.split(".")[0] in LAYERS[layer(path) + 1 :] or name in ENTRANCES]
    assert upward == []


def test_no_modules_import_one_another_in_a_circle() -> None:
    graph = {room(path): rooms_used(path) for path in MODULES}
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        pytest.fail(f"circle: {error.args[1]}")
    assert len(order) >= len(graph)


def test_the_front_door_is_small() -> None:
    """The package itself offers its version; everything else is reached by its module."""
    assert sorted(name for name in vars(sim) if not name.startswith("_") and isinstance(vars(sim)[name], str)) == []
    assert re.fullmatch(r"\d+\.\d+\.\d+", sim.__version__)


# ---- dependencies


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LINES = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
# What users may add; tools of those who work on the house (dev) are not imported.
EXTRAS = [each for name, group in PROJECT["optional-dependencies"].items() if name != "dev" for each in group]


def named(requirement: str) -> str:
    """The distribution of a requirement."""
    return re.split(r"[^A-Za-z0-9_.-]", requirement)[0].lower()


def module_of(requirement: str) -> str:
    """The module that a requirement is imported as."""
    return IMPORTED_AS.get(named(requirement), named(requirement))


@pytest.mark.parametrize("requirement", [*PROJECT["dependencies"], *EXTRAS], ids=named)
def test_every_dependency_says_which_file_needs_it_and_that_file_imports_it(requirement: str) -> None:
    line = next(line for line in LINES if line.strip().startswith(f'"{requirement}"'))
    folders = "sim" if requirement in PROJECT["dependencies"] else "sim|benchmarks"
    comment = re.search(rf"# ((?:{folders})/[\w/]+\.py): \S.{{5,}}$", line)
    assert comment, f"{named(requirement)}: no comment such as '# sim/engine/world.py: the clock'"
    assert module_of(requirement) in {names[0] for names in imports(ROOT / comment[1])}


def test_nothing_is_imported_that_is_not_declared() -> None:
    declared = {module_of(requirement) for requirement in PROJECT["dependencies"]} - set(sys.stdlib_module_names)
    used = {PARTS.get(names[0], names[0]) for path in MODULES for names in imports(path)} - {"sim"}
    used -= set(sys.stdlib_module_names)
    assert declared - used == set()
    assert used - declared <= {module_of(requirement) for requirement in EXTRAS}


@pytest.mark.parametrize("door", ["sim", "sim.doors.start", "sim.doors.cli"])
def test_the_door_opens_without_anything_heavy(door: str) -> None:
    code = f"import json, sys, {door}; print(json.dumps(sorted(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert [name for name in HEAVY if name in json.loads(loaded.stdout)] == []
