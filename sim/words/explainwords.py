"""The words of explanations, part of the catalogue of messages: where lives part, what began it, what came of it."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    # --- the command ---
    "cli.explain.short": "Tell why two scenarios differ: where leads' lives part, and which MQLs were gained and lost.",
    "cli.explain.help": """Tell why two scenarios of an experiment differ.

Lead by lead the two lives are laid side by side. Told is which MQLs and opportunities SCENARIO_B gained and lost
against SCENARIO_A, which came sooner or later, and where it began: a mail that only one scenario sends, a rule that is
true in one only, the sales team's queue. With --lead it is one lead: where its two lives part, why, and what followed.

RUN is `latest`, an experiment (`email_cadence`: its latest run), one of its runs (`email_cadence/0003`), or a results
folder. Explained are the simulated runs whose event logs were kept of both scenarios.

\b
Examples:
  nurture explain latest weekly twice_a_month
  nurture explain email_cadence/0003 weekly twice_a_month --lead 12
  nurture explain latest weekly twice_a_month --json > why.json
""",
    "cli.explain.lead": "Only this lead, by its number in SCENARIO_A, in the first simulated run kept of both.",
    "cli.explain.no_pair": (
        "no simulated run has an event log of both scenarios: '{a}' has those of {kept_a}, '{b}' those of {kept_b}"
    ),
    "cli.explain.not_whole": "{run} kept only a part of the events of scenario '{scenario}'; repeat it: {command}",
    "cli.explain.progress": "{done} of {total} pairs of event logs laid side by side",
    "cli.explain.measured": "{a} and {b}: {runs} of {total}, {leads} leads in all; measured from {since} to {until}",
    "cli.explain.run": "simulated run {numbers}",
    "cli.explain.runs": "simulated runs {numbers}",
    "cli.explain.in_a_row": "{first} to {last}",
    "cli.explain.settings": "Settings of the journey that differ:",
    "cli.explain.setting": "  {path}: {a} -> {b}",
    "cli.explain.no_setting": "nothing",
    "cli.explain.alike_settings": "The journeys are alike; what differs stands in the personas file.",
    "cli.explain.more_settings": "  ... and {count} more",
    "cli.explain.sample": (
        "Event logs were kept of some leads only: {kept} of the {all} that both scenarios have together. Told of are "
        "these alone."
    ),
    "cli.explain.headline": "{title}: {a} in {scenario_a}, {b} in {scenario_b}: {difference}.",
    "cli.explain.fewer": "{count} fewer",
    "cli.explain.more": "{count} more",
    "cli.explain.equal": "no difference in number",
    "cli.explain.fate": (
        "{lost} lost and {gained} gained. Of those that both have, {later} came later{later_by}, {earlier} "
        "earlier{earlier_by}, {other_rule} by another rule; {same} are the same."
    ),
    "cli.explain.median": " (median {time})",
    "cli.explain.past": (
        "{lost} of the lost and {gained} of the gained exist in both scenarios, but in the measured time of one only."
    ),
    "cli.explain.because": "Of the {difference}: {began}. What set them going: {pushed}.",
    "cli.explain.began_first": "{count} began with {origin}",
    "cli.explain.began_further": "{count} with {origin}",
    "cli.explain.pushed_first": "{count} {origin}",
    "cli.explain.pushed_further": "{count} {origin}",
    "cli.explain.less": "less {part}",
    "cli.explain.part_join": ", ",
    "cli.explain.visits": "visits of their own",
    "cli.explain.something_else": "something else",
    "cli.explain.one_run": (
        "One simulated run is one run: over all {count} the difference is {mean:+.1f} on average{interval}."
    ),
    "cli.explain.several_runs": (
        "Over all {count} simulated runs the difference of one run is {mean:+.1f} on average{interval}."
    ),
    "cli.explain.interval": " (95 %: {low:+.1f} to {high:+.1f})",
    "cli.explain.nothing": "Each of them is the same in both.",
    "cli.explain.began": "where the two lives part",
    "cli.explain.pushed": "what set it going",
    "cli.explain.persona": "persona",
    "cli.explain.source": "source",
    "cli.explain.rule": "hand-off",
    "cli.explain.row": "  {label}",
    "cli.explain.column_gained": "gained",
    "cli.explain.column_lost": "lost",
    "cli.explain.column_net": "net",
    "cli.explain.column_earlier": "earlier",
    "cli.explain.column_later": "later",
    "cli.explain.column_other_rule": "other rule",
    "cli.explain.others": "{count} others",
    "cli.explain.all": "all",
    "cli.explain.minutes": "{count} min",
    "cli.explain.hours": "{count} h",
    "cli.explain.days": "{count} days",
    # --- one lead ---
    "cli.explain.side": "{scenario}: {text}",
    "cli.explain.only": "This lead exists in {here} only; {there} has no such lead.",
    "cli.explain.alike": "Its two lives are the same throughout (events: {count}).",
    "cli.explain.until": "Until {at} both lives are the same (events: {count}). Then they part:",
    "cli.explain.at_once": "The two lives differ from the first event on:",
    "cli.explain.event": "{at}  {what}",
    "cli.explain.next_event": "not so; its next event is {at}  {what}",
    "cli.explain.no_event": "no further event",
    "cli.explain.with_points": "{what} {points:+d}",
    "cli.explain.felt": "The first that differs in what the lead does, or in what is done with it:",
    "cli.explain.unfelt": "Nothing comes of it: what the lead does, and what is done with it, is the same in both.",
    "cli.explain.began_with": "It began with {origin}. {why}",
    "cli.explain.milestones": "What followed:",
    "cli.explain.no_milestone": "No change of stage, hand-off, call or end followed.",
    "cli.explain.since": "from there to the end",
    "cli.explain.since_mails": "mails received",
    "cli.explain.since_read": "mails opened or read by a person",
    "cli.explain.since_content": "content looked at",
    "cli.explain.since_attempts": "attempts by sales",
    "cli.explain.since_points": "score at the last event",
    # --- moments ---
    "moment.weekdays": "Mon Tue Wed Thu Fri Sat Sun",
    "moment.told": "{date} {weekday} {time}",
    # --- what began it ---
    "explain.kind_mail": "the mail {name}",
    "explain.kind_webinar": "the webinar {name}",
    "explain.same_mail": "the mail",
    "explain.same_webinar": "the webinar",
    "explain.same_call": "the call",
    "explain.kind_visit": "a visit of their own to {name}",
    "explain.kind_call": "the call {name}",
    "explain.kind_arrival": "the registration ({name})",
    "explain.kind_lead": "leads of {name} that only one scenario has",
    "explain.kind_rule": "the rule {name}",
    "explain.kind_review": "a review of the rule {name}",
    "explain.kind_stage": "the rule to enter the stage {name}",
    "explain.kind_back": "the rule to fall back from the stage {name}",
    "explain.kind_timeout": "the time limit of the stage {name}",
    "explain.kind_exit": "the exit {name}",
    "explain.kind_points": "the points for {name}",
    "explain.kind_fit": "the points at registration",
    "explain.kind_decay": "how points fade",
    "explain.kind_gate": "the target filter",
    "explain.kind_dormancy": "falling asleep and waking up",
    "explain.kind_sync": "the transfer to the sales tool",
    "explain.kind_queue": "the sales team's queue",
    "explain.kind_outcome": "how the sales team's calls go",
    "explain.kind_deal": "how long deals take",
    "explain.kind_persona": "{name}",
    "explain.kind_source": "{name}",
    # --- why two lives part ---
    "explain.why_delivered": "On {at} only {here} sends it to this lead.",
    "explain.why_answered": "Both send it; the lead takes it differently.",
    "explain.why_rule": "It reads {text_a} in {a}, {text_b} in {b}.",
    "explain.why_one_rule": "It reads {text} in both, and is true in {here} only.",
    "explain.why_visit": (
        "It comes in {here} only: the lead's interest, which nobody sees, is another one, or visitors turn elsewhere."
    ),
    "explain.why_review": "Meetings have made different numbers of it, or only one met then.",
    "explain.why_points": "{points_a:+d} in {a}, {points_b:+d} in {b}.",
    "explain.why_decay": "At the same event the score is {points_a} in {a}, {points_b} in {b}.",
    "explain.why_queue": "The lead has done the same in both; sales comes to it at another time.",
    "explain.why_sync": "The lead has done the same in both, and arrives there at another time.",
    "explain.why_outcome": "Sales came to the lead at the same time in both.",
    "explain.why_only": "It is so in {here} only.",
    "explain.no_rule": "nothing",
    # --- conservation ---
    "explain.broken": "{kpi}: {whole} in the event logs, {parts} in the parts; this is a fault of the program",
    "explain.unexplained": "{count} cases differ in lives that don't; this is a fault of the program",
}
