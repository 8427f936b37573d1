"""Test leads as a sheet of a workbook: a row for each step and each expectation, as in a CSV file of test leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sim.files import storyline
from sim.files.leadwords import Lexicon
from sim.files.loaded import LoadedJourney
from sim.model.testlead import Expected
from sim.yamlfile import Document

LeadRows = list[dict[str, str]]
_STEPS = ("when", "does", "object", "expect")
_ORDER = ("title", "tags", "registers", "source", "start.score", "start.stage", "start.opted_out")


def lead_rows(document: Document, journey: LoadedJourney) -> dict[str, LeadRows]:
    """The rows of each lead of a file of test leads, by the words for columns; facts stand on the first row."""
    lexicon = Lexicon(journey)
    leads = document.node(("leads",))
    return {name: _rows(name, node.plain(), lexicon) for name, node in (leads.settings() if leads else {}).items()}


def lead_columns(rows: Mapping[str, LeadRows], journey: LoadedJourney) -> list[str]:
    """The columns of the sheet, in order: all that a lead may have, and the counts that one has."""
    counts = {key: None for each in rows.values() for row in each for key in row if key.startswith("start.counts.")}
    return ["lead", *_ORDER, *counts, *journey.personas.attributes, *_STEPS]


def _rows(name: str, lead: Any, lexicon: Lexicon) -> LeadRows:
    plain = lead if isinstance(lead, dict) else {}
    rows: LeadRows = [*_steps(plain.get("story"), lexicon), *_expectations(plain.get("expect"))] or [{}]
    whole = [{**dict(_facts(plain)), **rows[0]}, *rows[1:]]
    filled = [{key: text.strip() for key, text in row.items() if text.strip()} for row in whole]
    return [{"lead": name, **row} for row in filled]


def _facts(lead: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from ((key, lead.get(key) or "") for key in ("title", "registers", "source"))
    yield "tags", "; ".join(lead.get("tags") or [])
    start = lead.get("start") or {}
    yield from ((f"start.{key}", start.get(key) or "") for key in ("score", "stage", "opted_out"))
    yield from ((f"start.counts.{key}", count) for key, count in (start.get("counts") or {}).items())
    yield from (lead.get("attributes") or {}).items()


def _steps(story: Any, lexicon: Lexicon) -> Iterator[dict[str, str]]:
    for line in [story] if isinstance(story, str) else story or []:
        moment, rest = storyline.parted(line)
        does, what = lexicon.parted(rest.split())
        yield {"when": moment, "does": does, "object": what}


def _expectations(expect: Any) -> Iterator[dict[str, str]]:
    for moment, expected in (expect or {}).items():
        yield {"when": moment, "expect": "; ".join(_wanted(expected or {}))}


def _wanted(expected: Mapping[str, Any]) -> Iterator[str]:
    for key in (key for key in Expected.model_fields if key in expected):
        value = expected[key]
        if isinstance(value, dict):
            yield from (f"{key}.{name}={part}" for name, part in value.items())
        else:
            yield f"{key}={value}"


def merged(actual: Mapping[str, Any], base: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """A lead as written, with the differences from base to wanted (both as read from rows) made in it."""
    found = dict(actual)
    for key in dict.fromkeys([*base, *wanted]):
        if base.get(key) == wanted.get(key):
            continue
        if key not in wanted:
            found.pop(key, None)
        elif key == "story":
            found[key] = _as_written(actual.get(key), base.get(key), wanted[key])
        elif key == "expect":
            found[key] = _expected(actual.get(key) or {}, base.get(key) or {}, wanted[key])
        else:
            found[key] = wanted[key]
    return found


def _as_written(actual: Any, base: Any, wanted: list[str]) -> list[str]:
    """Lines that haven't changed in the words of the file."""
    lines = [actual] if isinstance(actual, str) else actual or []
    words = dict(zip(base or [], lines, strict=True)) if len(base or []) == len(lines) else {}
    return [words.get(line, line) for line in wanted]


def _expected(actual: Mapping[str, Any], base: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    names = dict(zip(base, actual, strict=True)) if len(base) == len(actual) else {}
    found: dict[str, Any] = {}
    for moment, value in wanted.items():
        name = names.get(moment, moment)
        found[name] = actual[name] if moment in base and base[moment] == value and name in actual else value
    return found
