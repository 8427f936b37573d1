"""The words of files that belong together, part of the catalogue of messages."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    "workspace.kind": "this file is neither a journey, nor personas, nor an experiment: none of {known} is in it",
    "workspace.no_files": "no journeys/*.yaml, personas/*.yaml or experiments/*.yaml in this folder",
    "workspace.exists": "is there already; nothing was written",
    "workspace.unwritable": "can't be written: {reason}",
    "workspace.no_csv": "there is no file '{found}'",
    "workspace.same_start": "all scenarios of an experiment begin on the same day: here {found}, in the baseline {baseline}",
    "workspace.same_names": "all scenarios of an experiment have the same {what}: here {found}, in the baseline {baseline}",
    "workspace.same_kind": (
        "a touchpoint keeps its kind in all scenarios: here {found}, in the baseline {baseline}; give it another name"
    ),
    "workspace.same_zone": "all scenarios of an experiment live in the same time zone: here {found}, in the baseline {baseline}",
    "workspace.same_days": (
        "this must be as in the baseline, whose days all scenarios share until {change}: {what}; leave change_on out to compare "
        "whole runs, or give an event another name"
    ),
    "workspace.many_together": "baseline and scenario together name {found} {what}; at most {most} are possible",
    "workspace.too_early": "the journey begins on {start}; this must not be earlier",
    "workspace.change_after": "the change must come before the run ends on {end}",
    "workspace.window_order": "must be later than 'from', which is {since}",
    "workspace.window_change": "what is measured must begin on or after the change, which is on {change}",
    "workspace.long": "the run would last {found} days; at most {most} are possible",
    "workspace.baseline_twice": "the baseline is called '{found}' too; rename one",
    "workspace.unknown_kpi": "no KPI is called '{found}'{hint}",
    "workspace.no_figure": "nothing with a number is called '{found}' in {files}{hint}",
}
