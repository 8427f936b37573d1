"""The words of what was measured, what an experiment found, folders of results, part of the catalogue of messages."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    # --- kpi: measuring; titles and definitions stand in kpiwords ---
    "kpi.none": "none",
    "kpi.window": "the measured window must be some of the run's days: 0 to {days}, found {first} to {last}",
    # --- verdict, answer, assumption: what an experiment found ---
    "verdict.better": "better",
    "verdict.worse": "worse",
    "verdict.no_worse": "no worse",
    "verdict.equivalent": "equivalent",
    "verdict.cannot_tell": "cannot tell yet",
    "verdict.none": "no difference seen",
    "verdict.margin": "{verdict} (margin {margin})",
    "answer.per_month": " a month",
    "answer.per_quarter": " a quarter",
    "answer.per_year": " a year",
    "answer.per_window": " in the measured time",
    "answer.points": "{points} points",
    "answer.and": ", ",
    "answer.better": "{scenario}; {difference} {kpi}{unit} [{low}, {high}].",
    "answer.loses_no_more": "{scenario}; in {kpi} it loses no more than {margin}{unit}.",
    "answer.adds_no_more": "{scenario}; in {kpi} it adds no more than {margin}{unit}.",
    "answer.gains": " Better: {kpis}.",
    "answer.unsettled": " Not settled: {kpis}.",
    "answer.stay_no_gain": "stay with {baseline}; every other scenario gains nothing that matters in {kpi}{nor}{guardrails}.",
    "answer.stay_worse": "stay with {baseline}; every other scenario is worse in {kpi}{guardrails}.",
    "answer.or_guardrails": ", or gets worse in {kpis}",
    "answer.cannot_tell": "cannot tell yet; about {more} more simulated runs would settle {kpi}{unit}.",
    "answer.cannot_tell_soon": "cannot tell; even {more} more simulated runs would not settle {kpi}{unit}.",
    "answer.depends": " This depends on your assumption: {titles}.",
    "answer.weekdays": (
        " The model knows no effect of the weekday: a difference between weekdays comes only from days off, waiting times"
        " and hours."
    ),
    "assumption.stated": "{title} {value} ({source}).",
    "assumption.at_zero": "At zero: {outcome}.",
    "assumption.doubled": "Doubled: {outcome}.",
    "assumption.alike": "With all weekdays alike: {outcome}.",
    "assumption.same": "same answer",
    "assumption.flips": "FLIPS to {scenario}",
    "assumption.open": "cannot tell",
    "assumption.impossible": "not possible",
    # --- results: folders of results ---
    "results.stopped": "Stopped. What was simulated is kept; the same command goes on from there.",
    "results.unwritable": "the results can't be written: {reason}",
    "results.damaged": "{path} can't be read; the file is damaged",
    "results.newer": "{path}: written by a newer version of nurture-sim; update the program to read it",
    "results.no_file": "{path} has no {name}",
    "results.no_run": "no finished run is called '{run}' in {root}",
    # --- reopened: a finished comparison taken up again ---
    "reopened.kind": "{path}: only the results of `nurture compare` and `nurture demo` can be shown so",
    "reopened.unreadable": "{path}: its files can't be read by this version of the program: {why}",
    "reopened.other": "{path}: this version of the program comes to other figures; do it again: {repeat}",
    "reopened.changed": "{path}: leads are never kept, and {file} is not as it was; do the comparison again",
}
