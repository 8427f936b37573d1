"""The words of coverage, part of the catalogue of messages: who came by where, and which branches nobody took."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    # --- the command ---
    "cli.coverage.short": "Show which leads came by where in the journey, and the branches that nobody took.",
    "cli.coverage.help": """Show who came by where in a journey: leads, their share of all, and passages.

Every step of the graph and every way is shown; then of how many leads each condition was true, of how many it never
was, and the branches that nobody took. Of an experiment all scenarios are shown, the whole run of each, with the days
before the change.

RUN is `latest` (the default), an experiment or journey (`email_cadence`: its latest run), one of its runs
(`email_cadence/0003`), or a results folder.

\b
Examples:
  nurture coverage
  nurture coverage email_cadence/0003 --scenario twice_a_month
  nurture coverage latest --json > coverage.json
  nurture coverage latest --markdown > coverage.md
""",
    "cli.coverage.scenario": "Of which scenario.  [default: all]",
    "cli.coverage.markdown": "Print Markdown instead of plain text.",
    "cli.coverage.one_form": "--json and --markdown can't be asked for together",
    "cli.coverage.progress": "{done} of {total} event logs read",
    "cli.coverage.nothing": "{run} kept no event of scenario '{scenario}'",
    "cli.coverage.no_journey": "{run} kept no journey; repeat it: {command}",
    "cli.coverage.title": "{scenario}: {leads} leads",
    "cli.coverage.step": "step, and the ways from it",
    "cli.coverage.leads": "leads",
    "cli.coverage.share": "share",
    "cli.coverage.passages": "passages",
    "cli.coverage.way": "  → {end}",
    "cli.coverage.unknown": "?",
    "cli.coverage.below": "<0.1 %",
    "cli.coverage.nearly": ">99.9 %",
    "cli.coverage.percent": "{share:.1f} %",
    "cli.coverage.condition": "condition",
    "cli.coverage.rule": "rule",
    "cli.coverage.true": "true of",
    "cli.coverage.never": "never of",
    "cli.coverage.of_leads": "{count}: {leads}",
    "cli.coverage.examples": "lead {leads}",
    "cli.coverage.and_more": "{leads}, …",
    "cli.coverage.untaken": "Branches that nobody took: {count}",
    "cli.coverage.all_taken": "There is no branch that nobody took.",
    "cli.coverage.milestones": (
        "? This event log holds milestones only, neither mails nor opens, clicks and content: of {unknown} of {total} "
        "ways it is not known whether anybody took them."
    ),
    "cli.coverage.kind": "{kind} {title}",
    "cli.coverage.flow": "{letter}  {title}",
    # --- kinds of nodes ---
    "coverage.kind_source": "source",
    "coverage.kind_stage": "stage",
    "coverage.kind_content": "content",
    "coverage.kind_email": "mail",
    "coverage.kind_webinar": "webinar",
    "coverage.kind_call": "call",
    "coverage.kind_rule": "rule",
    "coverage.kind_return": "returned:",
    "coverage.kind_exit": "exit",
    "coverage.kind_team": "team",
    # --- branches that nobody took ---
    "coverage.nobody_source": "No lead came from the source {title}.",
    "coverage.nobody_stage": "Nobody came to the stage {title}.",
    "coverage.nobody_exit": "Nobody left by the exit {title}.",
    "coverage.nobody_content": "Nobody read {title}.",
    "coverage.nobody_email": "Nobody got the mail {title}.",
    "coverage.nobody_webinar": "Nobody was invited to {title}.",
    "coverage.nobody_call": "Nobody was called by {title}.",
    "coverage.nobody_waitlist": "Nobody was put on the list: {title}.",
    "coverage.nobody_rule": "Nobody was handed off by the rule {title}.",
    "coverage.nobody_return": "Nobody came back for this reason: {title}.",
    "coverage.nobody_team": "Nobody came to the team {title}.",
    "coverage.nobody_dormant": "Nobody fell asleep.",
    "coverage.nobody_attended": "Nobody attended {title}.",
    "coverage.nobody_step": "Nobody came to the step '{title}'.",
    "coverage.never_true": " {rule} was never true.",
    "coverage.never_seen_true": " {rule} was never seen to be true.",
    "coverage.true_for": " {rule} was true of {leads}.",
    "coverage.after_another": " {rule} was true of {leads}, each time together with an earlier rule.",
    "coverage.gate_never": "The target filter kept everybody out: {rule} was never true.",
    "coverage.gate_always": "The target filter kept nobody out: {rule} was always true.",
    "coverage.sql_never": "Nobody met the SQL conditions: {rule} was never true.",
    "coverage.sql_always": "Whoever was accepted met the SQL conditions: {rule} was always true.",
    "coverage.condition": "{setting} was never true: {rule}.",
    "coverage.edge": "Nobody went from {start} to {end}.",
    "coverage.edge_if": "Nobody went from {start} to {end} ({case}).",
}
