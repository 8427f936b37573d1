"""The words of the page of all settings, part of the catalogue of messages."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    "reference.head": (
        "# Every setting of a journey file, of a personas file, and of an experiment file\n\n"
        "Made by `python -m sim.files.reference > docs/journey-reference.md` from the models that files are read by; a test holds it\n"
        "to them, and reads every example. [journeys.md](journeys.md) shows a whole file; [world.md](world.md) gives each number its\n"
        "place in a formula.\n\n"
        "*Source* is where a default comes from: the article, a published figure (B1 to B23, see [evidence.md](evidence.md)), or an\n"
        "assumption; empty where the default changes nothing. `NAME` is a name of yours, `[]` an entry of a list. Rules, durations,\n"
        "dates and cadences are written as [journeys.md](journeys.md) says; money is in yen."
    ),
    "reference.top": "The file",
    "reference.columns": "setting | kind and range | default | source | what it says | example",
    "reference.needed": "needed",
    "reference.nothing": "–",
    "reference.personas_head": "## Personas: `personas.NAME` in a personas file\n\nThe numbers of the eight kinds of leads in `{file}` are assumptions.",
    "reference.people_head": "## How people behave: `people.NAME` in a personas file\n\nA figure is written {{value: 0.22, source: where it comes from}}, a time that differs {{median: 12d, sigma: 0.9, source: ...}}, a\nrhythm {{open_day: [24 weights], off_day: [24 weights], source: ...}}. Value and source below are those of `{file}`.",
    "reference.people_columns": "setting | kind and range | value | source | what it says",
    "reference.if_left_out": "assumption, if left out",
    "reference.hours": "24 weights each",
    "reference.rule": "rule",
    "reference.duration": "duration",
    "reference.clock": "clock time",
    "reference.date": "date",
    "reference.cadence": "cadence",
    "reference.closure": "day or days",
    "reference.span": "two clock times",
    "reference.quiet": "two clock times, also past midnight",
    "reference.working_hours": "working hours, or `always`",
    "reference.first_contact": "`same_day`, `next_business_day` or duration",
    "reference.rescore": "`keep`, `reset` or whole number, -10000 to -1",
    "reference.one_or_range": "whole number, or [low, high]",
    "reference.name_or_names": "name, or list of names",
    "reference.name": "name",
    "reference.hour_weights": "24 whole numbers, 0 to 1000",
    "reference.or": ", or ",
    "reference.by_name": "by name: {kind}",
    "reference.list_of": "list of: {kind}",
    "reference.settings": "settings",
    "reference.whole": "whole number",
    "reference.number": "number",
    "reference.bool": "`true`, `false`",
    "reference.text": "text",
    "reference.between": "{low} to {high}",
    "reference.entries": "{count} of them",
    "reference.ge": "at least {limit}",
    "reference.gt": "above {limit}",
    "reference.le": "at most {limit}",
    "reference.lt": "below {limit}",
    "reference.max_length": "at most {limit} of them",
}
