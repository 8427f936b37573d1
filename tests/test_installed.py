"""The installed package in an environment of its own, with nothing else of ours on the path."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.leadfiles import BAD, LEADS, NAME

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.skipif(
    find_spec("hatchling") is None or find_spec("pip") is None, reason="needs hatchling and pip: make setup"
)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the commands of a new environment: our package by pip; what it needs from this environment."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home / "env", with_pip=False)
    commands = home / "env" / ("Scripts" if os.name == "nt" else "bin")
    site = subprocess.check_output([commands / "python", "-c", "import site; print(site.getsitepackages()[-1])"])
    others = [path for path in sys.path if path.endswith("site-packages")]
    (Path(os.fsdecode(site).strip()) / "others.pth").write_text("\n".join(others), encoding="utf-8")
    run(commands / "python", "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index",
        "--ignore-installed", ROOT, at=home)  # fmt: skip
    return commands


def run(*command: str | Path, at: Path) -> subprocess.CompletedProcess[str]:
    """A command in a folder, with nothing that leads Python to a clone; uncompiled, as compiling takes longer."""
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTEST_ADDOPTS")}
    environment |= {"NUMBA_DISABLE_JIT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONUTF8": "1"}
    return subprocess.run(command, cwd=at, env=environment, capture_output=True, text=True, encoding="utf-8")


def test_test_leads_are_tests_wherever_the_package_is_installed(installed: Path, tmp_path: Path) -> None:
    begun = run(installed / "nurture", "init", "firm", at=tmp_path)
    assert begun.returncode == 0, begun.stderr
    firm = tmp_path / "firm"
    (firm / LEADS).write_text(BAD, encoding="utf-8")
    done = run(installed / "python", "-m", "pytest", "-v", "--strict-markers", "-W", "error", at=firm)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "nurture-sim" in next(line for line in done.stdout.splitlines() if line.startswith("plugins: "))
    assert f"{LEADS}:14: {NAME}: expected score=50 at day 5; 55\n" in done.stdout
    told = run(installed / "nurture", "test", at=firm)
    assert (told.returncode, told.stderr) == (1, "")
    assert told.stdout.splitlines()[0] in done.stdout.splitlines()
    where = run(installed / "python", "-c", "import sim; print(sim.__file__)", at=firm)
    assert Path(where.stdout.strip()).is_relative_to(installed.parent)
