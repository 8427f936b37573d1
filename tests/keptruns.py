"""Results folders made by hand: finished ones, and tables of a run of two rows."""

from __future__ import annotations

from pathlib import Path

from sim.model.ledger import What
from sim.model.persona import Personas
from sim.study.folder import Folder
from sim.study.guide import Guide
from tests.handmade import Story, at, journey

GUIDE = Guide.of(journey(), Personas.model_construct(personas={"buyer": None}))  # type: ignore[dict-item]


def story() -> Story:
    """A lead that registers and gets a mail."""
    told = Story()
    lead = told.lead(at(1))
    told.row(at(2), lead, What.SENT, node=1)
    return told


def finished(root: Path, experiment: str = "mails", *, at_time: str = "", **files: object) -> Folder:
    """A finished run with a manifest and some JSON files; at_time: when, by its log."""
    with Folder(root, experiment) as folder:
        folder.add_json("manifest.json", {})
        if at_time:
            folder.add_json("run.log.json", {"finished": at_time})
        for name, value in files.items():
            folder.add_json(f"{name}.json", value)
    return folder


def flipped(file: Path, at: int = -1) -> None:
    """One bit of a byte of a file turned over (without `at` of the one in the middle)."""
    content = bytearray(file.read_bytes())
    content[len(content) // 2 if at < 0 else at] ^= 1
    file.write_bytes(content)
