"""The words of mutation, part of the catalogue of messages."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    # --- the command ---
    "cli.mutate.short": "Change each setting of a journey in turn, and tell what no test lead notices.",
    "cli.mutate.help": """Change each setting of a journey in turn, and tell what no test lead notices.

Points, lines, comparisons, windows, delays, cadences, conditions, contents,
returns and the order of rules are changed one at a time, and all test leads
are played by each changed journey. A change that no test notices is told with
its line and a test lead that would notice it, ready to be pasted. JOURNEY's
own files of test leads are those beside it, unless --leads names others. The
exit code is 1 if a change went unnoticed.

\b
Examples:
  nurture mutate journeys/seed.yaml
  nurture mutate journeys/seed.yaml --leads journeys/seed.leads.yaml --only mql
  nurture mutate journeys/seed.yaml --json --workers 2
""",
    "cli.mutate.leads": "Files of test leads, or folders in which they are looked for; may be repeated.",
    "cli.mutate.only": "Only changes of settings that begin so, such as `mql` or `touchpoints.newsletter`.",
    "cli.mutate.quick": "Don't look for test leads that would notice a change.",
    "cli.mutate.workers": "Processes that play.",
    "cli.mutate.progress": "{done} of {total} changes tried",
    "cli.mutate.none": "no test leads for {journey} found in {where}; files of test leads end in .leads.yaml",
    "cli.mutate.other": "{file}:1:1: journey: these are test leads for {found}, not for {journey}",
    "cli.mutate.failing": "{failed} test leads fail before anything is changed; they must pass first:",
    "cli.mutate.no_such": "no setting of {journey} that can be changed begins with '{only}'",
    "cli.mutate.survived": "{place}: {change}",
    "cli.mutate.would": "  no test notices it; this test lead would:",
    "cli.mutate.above": "  no test notices it; {name} above would, too",
    "cli.mutate.no_lead": "  no test notices it, and no test lead was found that would",
    "cli.mutate.quick_none": "  no test notices it",
    "cli.mutate.same": "No lead can notice:",
    "cli.mutate.same_line": "  {place}: {change}",
    "cli.mutate.because": "    {reason}",
    "cli.mutate.left": (
        "{count} settings were left alone: names, dates of the run, costs, and what only chance or the desk's work "
        "decides"
    ),
    "cli.mutate.counts": (
        "{mutants} changes: {killed} noticed, {equivalent} that no lead can notice, {survived} unnoticed"
    ),
    # --- mutants ---
    "mutate.changed": "{setting}: {before} -> {after}",
    "mutate.without": "{setting}: without {part}",
    "mutate.out": "{setting}: left out",
    # --- moments in a file of test leads ---
    "mutate.end": "end",
    "mutate.day": "day {day}",
    "mutate.moment": "day {day} {clock}",
    # --- why a mutant can't be noticed ---
    "mutate.same_chance": "only chance makes a difference, and test leads know none",
    "mutate.same_calendar": "no mail waits for business days, and the desk's calls are chance",
    "mutate.same_outside": "no hour or day is closed to mails",
    "mutate.same_caps": "there are no caps",
    "mutate.same_sync": "the sync is in real time",
    "mutate.same_need": "a call that sees no need returns the lead before these conditions are looked at",
    "mutate.same_step": "all points are multiples of {step}, so that no lead's score lies between the two",
    "mutate.same_shadow": "whoever fulfils it fulfils an earlier hand-off rule, which takes the lead",
    "mutate.same_rule": "by the points there are, no lead fulfils one rule and not the other",
}
