"""The words of mistakes in Python, part of the catalogue of messages."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    "notebook.no_chart": "no chart is called '{name}' here; there are {known}",
    "notebook.kind": "{file} is not the kind of file that is needed here: {wanted}",
}
