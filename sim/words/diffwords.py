"""The words of `nurture diff`, part of the catalogue of messages: what changed between two versions, and for whom."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    # --- the command ---
    "cli.diff.short": "Show what a change of a journey says, and which leads change verdict by it.",
    "cli.diff.help": """Compare two versions of a journey: what changed in words, and what it does to the same leads.

OLD and NEW are journey files, folders, or git revisions (`main`, `HEAD~1`, `v1.2`), also with a path inside
(`main:journeys/seed.yaml`). A revision alone means the same file or folder as the other side; `.` is the working tree.
Comments, order and spacing are no change.

The same simulated leads, with the same chance events, go through both versions. Told is who is handed off to sales
now, no longer, earlier, later or by another rule, which ways are taken more or less often, and which KPIs differ.
With --leads-csv and --activity-csv it is real leads: both versions judge what their log says, without chance.

Exit code: 0 if no lead's life differs (with --allow: if all limits are kept), 1 if any does (or a limit isn't kept),
2 for mistakes in files or arguments, 3 for what can't be read.

\b
Examples:
  nurture diff main .
  nurture diff HEAD~1 journeys/seed.yaml --markdown > change.md
  nurture diff journeys/seed.yaml draft.yaml --replications 40
  nurture diff main . --allow ci.yaml --json
  nurture diff main . --leads-csv leads.csv --activity-csv acts.csv --columns lead=会員ID,time=日時
""",
    "cli.diff.journey": "Only the journey with this name.  [default: all]",
    "cli.diff.leads": "About so many leads a run, by multiplying rates and bursts.  [default: as the old version says]",
    "cli.diff.replications": "Simulated runs of each version.  [default: 10]",
    "cli.diff.allow": "A file of limits (YAML); the exit code is then 0 if all of them are kept.",
    "cli.diff.leads_csv": "Real leads (CSV) in place of simulated ones; needs --activity-csv.",
    "cli.diff.activity_csv": "What the real leads did (CSV): lead, time, behaviour, object.",
    "cli.diff.columns": "Headers of the activity log for lead, time, behaviour and object.",
    "cli.diff.values": "Our behaviours for words of the activity log, such as 資料DL=download.",
    "cli.diff.map": "A file (YAML) that says how columns and words of both files are ours.",
    "cli.diff.show_ids": "Name real leads by their id in the files, and not by the number of their row alone.",
    "cli.diff.pair": "must be KEY=WORD, found '{found}'",
    "cli.diff.no_key": "there is no column '{found}'; known here: {known}",
    "cli.diff.both_files": "--leads-csv and --activity-csv go together",
    "cli.diff.alone": "--columns, --values, --map and --show-ids need --leads-csv and --activity-csv",
    "cli.diff.not_both_crowds": "--leads is for simulated leads; it can't go with --leads-csv",
    "cli.diff.no_kpis": (
        "limits for KPIs can't be held against real leads, as nobody knows what sales would have found; take `kpis` out"
    ),
    "cli.diff.markdown": "Print Markdown, for a pull request, instead of plain text.",
    "cli.diff.progress": "{done} of {total} simulated runs done under both versions",
    # --- what is compared ---
    "diff.nothing": "nothing",
    "diff.old": "the old version",
    "diff.new": "the new version",
    "diff.no_git": "git is not installed or not on the PATH; give files or folders instead of revisions",
    "diff.git_refused": "git says: {reason}",
    "diff.git_silent": "no reason",
    "diff.neither": "'{found}' is neither a file, nor a folder, nor a git revision: {reason}",
    "diff.no_revision": "the repository {folder} has no revision '{revision}'",
    "diff.not_in_revision": "there are no journeys at '{path}' in {revision}",
    "diff.no_journeys": "there is no journey in this folder",
    "diff.no_journey": "no journey is called '{found}'; there are: {known}",
    "diff.journey_added": "Only the new version has this journey.",
    "diff.journey_gone": "The new version has no such journey any more.",
    "diff.no_crowd": (
        "The two versions can't have the same leads, as '{setting}' differs ({old}, {new}); only their words are "
        "compared."
    ),
    # --- real leads ---
    "diff.no_column": "there is no column for '{name}'; name it with --columns {name}=HEADER",
    "diff.not_a_behaviour": "not one of {known}; --values can translate the file's words",
    "diff.no_target": "'{word}' is to stand for '{found}', which neither version knows{hint}",
    "diff.no_lead": "there is no such lead in the leads file",
    "diff.too_early": "before the day on which the lead registered",
    "diff.id_twice": "this id stands there twice",
    "diff.no_leads": "not one row is left that can be read",
    "diff.long": "the leads and their log reach over more than {most} days; leave out the old ones",
    # --- changes in words ---
    "diff.in_sources": "source {name}",
    "diff.in_segments": "segment {name}",
    "diff.in_stages": "stage {name}",
    "diff.in_exits": "exit {name}",
    "diff.in_fit": "attribute points for {name}",
    "diff.in_behaviours": "behaviour {name}",
    "diff.in_touchpoints": "touchpoint {name}",
    "diff.in_mql": "hand-off rule {name}",
    "diff.in_returns": "return for {name}",
    "diff.in_reviews": "review {name}",
    "diff.of_people": "personas file, {path}",
    "cli.diff.order": "order of {table}",
    "cli.diff.changed_words": "{label}: {old} -> {new}",
    "cli.diff.added": "{label}: added: {new}",
    "cli.diff.removed": "{label}: taken out (it was: {old})",
    "cli.diff.renamed": "{label}: now called {new}",
    "cli.diff.moved": "{label}: {old} -> {new}",
    "cli.diff.more_changes": "... and {count} more",
    # --- the answer ---
    "cli.diff.title": "{journey}: {old} -> {new}",
    "cli.diff.equal": "Nothing changed: both versions say the same.",
    "cli.diff.crowd": "The same leads under both versions",
    "cli.diff.measured": (
        "{leads} leads in {runs} simulated runs of {days} days (seed {seed}), with the same chance events on both "
        "sides."
    ),
    "cli.diff.changed": "The life of {count} leads ({share}) is another one in some event.",
    "cli.diff.nobody": "The words changed, nobody's life did, in {leads} leads.",
    "cli.diff.handed_off": "Handed off to sales{per}: {old} -> {new} leads.",
    "cli.diff.a_run": " a run",
    "cli.diff.leads_head": "leads{per}",
    "cli.diff.share": "of all",
    "cli.diff.typical": "median",
    "cli.diff.of_leads": "leads",
    "cli.diff.of_handed_off": "handed off",
    "diff.newly_handed_off": "newly handed off",
    "diff.no_longer_handed_off": "no longer",
    "diff.earlier": "earlier",
    "diff.later": "later",
    "diff.other_rule": "by another rule",
    "cli.diff.switched": "{count}: {old} -> {new}",
    "cli.diff.busiest": "Hand-offs to a rep in the busiest week: {old} -> {new}",
    "cli.diff.examples": "Examples",
    "cli.diff.lead": "lead {lead} of run {run}: {verdict}",
    "cli.diff.is_gained": "newly handed off",
    "cli.diff.is_lost": "no longer handed off",
    "cli.diff.is_earlier": "handed off earlier",
    "cli.diff.is_later": "handed off later",
    "cli.diff.is_other_rule": "handed off by another rule",
    "cli.diff.is_same": "the same verdict, another life",
    "cli.diff.old": "old",
    "cli.diff.new": "new",
    "cli.diff.side": "{side}: {text}",
    "cli.diff.no_such_lead": "there is no such lead",
    "cli.diff.not_handed_off": "not handed off",
    "cli.diff.event": "{at} {what}",
    "cli.diff.event_because": "{event}, because {why}",
    "cli.diff.ways": "Ways that are taken more or less often (passages a run)",
    "cli.diff.way": "{start} → {end}",
    "cli.diff.way_head": "from → to",
    "cli.diff.more_ways": "{count} more ways differ by less.",
    "cli.diff.kpis": "KPIs that differ (each with its own interval)",
    "cli.diff.gap": "difference [95 %]",
    "cli.diff.other_kpis": "{count} more KPIs are not the same in every run, but their interval holds 0.",
    "cli.diff.no_kpi": "Every KPI is the same in every run.",
    "cli.diff.real": "Real leads under both versions",
    "cli.diff.replayed": (
        "{leads} real leads with {rows} activities, replayed without chance from {start} over {days} days."
    ),
    "cli.diff.left_out": "{count} rows can't be used and are left out.",
    "cli.diff.strange": "{count} activities name an object that neither version has; they count by their behaviour.",
    "cli.diff.unknown": "{count} leads have no value for {attribute}: it gives them no points and equals nothing.",
    "cli.diff.no_verdict": "The words changed, nobody's verdict did, in {leads} leads.",
    "cli.diff.not_said": "This says which leads would be handed off, not what sales would have found.",
    "cli.diff.row": "row {row}: {verdict}",
    "cli.diff.named": "{name} (row {row}): {verdict}",
    # --- limits ---
    "diff.amount": "must be a number of leads, or a share of all such as 5%",
    "diff.at_most": "at most {limit}",
    "diff.margin": "no worse than by {margin}",
    "cli.diff.limits": "Limits",
    "cli.diff.limit_of": "of",
    "cli.diff.found": "found",
    "cli.diff.limit": "limit",
    "cli.diff.kept": "kept",
    "cli.diff.broken": "FAIL",
    "cli.diff.not_settled": "FAIL: can't tell yet with so few runs",
}
