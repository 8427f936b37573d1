"""The words for files of the wrong kind, part of the catalogue of messages."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    "kinds.journey": "a journey file",
    "kinds.personas": "a personas file",
    "kinds.experiment": "an experiment file",
    "kinds.is_journey": "this is a journey file; {wanted} is needed here",
    "kinds.is_personas": "this is a personas file; {wanted} is needed here",
    "kinds.is_experiment": "this is an experiment file; {wanted} is needed here",
    "kinds.no_journey": "this is no journey file: nothing in it is a setting of one ({known}, ...)",
    "kinds.no_personas": "this is no personas file: nothing in it is a setting of one ({known}, ...)",
    "kinds.no_experiment": "this is no experiment file: nothing in it is a setting of one ({known}, ...)",
}
