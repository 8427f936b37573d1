"""What a simulated run depends on, as one short word: equal words, equal runs, on whichever day and machine."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from sim import __version__
from sim.files.leadsfile import GivenLead
from sim.model.journey import Journey
from sim.model.persona import Personas
from sim.study.measures import Window

LIBRARIES = ("numpy", "numba", "simpy")  # what figures depend on; the rest only draws and stores
_OURS = ("model", "files", "engine", "study")  # folders whose code makes the figures


def versions() -> dict[str, str]:
    """The versions of the program, of Python and of the libraries that figures depend on."""
    return {
        "nurture-sim": __version__,
        "python": platform.python_version(),
        **{name: version(name) for name in LIBRARIES},
    }


def identity(
    journeys: Sequence[tuple[Journey, Personas]],
    change_day: int | None,
    window: Window,
    scale: float,
    given: Sequence[GivenLead],
) -> str:
    """24 hexadecimal digits of the SHA-256 of a scenario, its leads, what is measured, and the code that does it.

    The models tell all their settings in their own words (floats to the last digit), whatever the file looked like.
    """
    parts = (journeys, change_day, window, scale, list(given), program())
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:24]


@cache
def program() -> str:
    """SHA-256 of the code that makes the figures, and of the versions of what it uses."""
    here = Path(__file__).parent.parent
    files = [file for folder in _OURS for file in sorted((here / folder).glob("*.py"))]
    digest = hashlib.sha256(repr(sorted(versions().items())).encode())
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
