"""The words of the charts of leads' lives: gained and lost, the touch calendar, one lead's life."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    # --- charts.shifts: who is gained, lost, earlier, later ---
    "charts.shifts.finding": "{moved}: {b} against {a}",
    "charts.shifts.moved": "{title} {net} ({gained} gained, {lost} lost)",
    "charts.shifts.join": ", ",
    "charts.shifts.nothing": "Every MQL and every opportunity is the same: {b} against {a}",
    "charts.shifts.nobody": "Neither {b} nor {a} has an MQL or an opportunity in the measured time",
    "charts.shifts.subtitle": (
        "The event logs of {runs} of {of_runs} simulated runs together, {leads} leads, measured from {since} to {until}."
        " The same leads and chance events in both."
    ),
    "charts.shifts.subtitle_one": (
        "The event log of {runs} of {of_runs} simulated runs, {leads} leads, measured from {since} to {until}."
        " The same leads and chance events in both."
    ),
    "charts.shifts.sample": " Event logs were kept of some leads only.",
    "charts.shifts.note": (
        "A lead's first is compared with its first, its second with its second. Gained, lost: counted in the measured"
        " time of one scenario only. Later, earlier: both have it, at another time."
    ),
    "charts.shifts.note_all": (
        " Grey line: the difference of a run over all runs that were made, with its 95 % interval, for as many runs as"
        " are shown."
    ),
    "charts.shifts.note_one": " One simulated run was made: how far chance moves the difference is not known.",
    "charts.shifts.counts": "{title}: {a} → {b}",
    "charts.shifts.all_runs": "over all {runs} simulated runs: {mean} a run (95 % interval {low} to {high})",
    "charts.shifts.one_run": "one simulated run: no interval",
    "charts.shifts.lost": "{count} lost",
    "charts.shifts.gained": "{count} gained",
    "charts.shifts.later": "{count} later{typical}",
    "charts.shifts.earlier": "{count} earlier{typical}",
    "charts.shifts.days": " (median {count} days)",
    "charts.shifts.hours": " (median {count} hours)",
    "charts.shifts.net": "net {net}",
    "charts.shifts.net_column": "net",
    "charts.shifts.axis": "← fewer or later · {title} · more or earlier →",
    "charts.shifts.axis_short": "← lost · gained →",
    "charts.shifts.by_persona": "by persona",
    "charts.shifts.by_source": "by source",
    "charts.shifts.others": "{count} others",
    "charts.shifts.none": "none gained, none lost",
    "charts.shifts.alt": "Bars to both sides. {title}. {subtitle} {kpis}",
    "charts.shifts.alt_kpi": (
        "{title}: {a}, then {b}: {gained} gained, {lost} lost, {later} later, {earlier} earlier, {other_rule} by another"
        " rule, {same} the same."
    ),
    # --- charts.life: one lead from its registration on ---
    "charts.life.opportunity": (
        "Lead {lead}: an opportunity after {days} days (mails {mails}, pages {pages}, hand-offs {handoffs}); at the end:"
        " {status}"
    ),
    "charts.life.handed": (
        "Lead {lead}: no opportunity in {days} days (mails {mails}, pages {pages}, hand-offs {handoffs}); at the end:"
        " {status}"
    ),
    "charts.life.never": (
        "Lead {lead}: never handed to sales in {days} days (mails {mails}, pages {pages}); score {score} at the end"
    ),
    "charts.life.subtitle": (
        "Lead {lead} · persona {persona} · source {source} · registered {at} · {scenario}, simulated run {run} · at the"
        " end {status}, stage {stage}"
    ),
    "charts.life.no_stage": "none",
    "charts.life.note": (
        "One lead of one simulated run: an example, not a mean, so there is no interval. A number beside a mark: so many"
        " too close to draw apart. Dashed: the score that the rules asked for which handed the lead over."
    ),
    "charts.life.note_milestones": (
        "One lead of one simulated run: an example, not a mean, so there is no interval. This event log holds milestones"
        " only: mails and pages are missing. Dashed: the score that the rules asked for which handed the lead over."
    ),
    "charts.life.project": "project, something to buy from {start} to {end}: only the simulator knows",
    "charts.life.no_project": "nothing to buy at any time: only the simulator knows",
    "charts.life.machines": "hollow: by a machine, or a place booked",
    "charts.life.stage": "stage",
    "charts.life.score": "score (points)",
    "charts.life.last": "score {score}",
    "charts.life.line": "{score}: {rule}",
    "charts.life.lane": "{title} {count}",
    "charts.life.sent": "mails sent",
    "charts.life.opened": "opened",
    "charts.life.read": "read, not tracked",
    "charts.life.machine_opened": "opened by a machine",
    "charts.life.clicked": "clicked",
    "charts.life.pages": "pages",
    "charts.life.scanned": "followed by a scanner",
    "charts.life.webinar_places": "webinar places",
    "charts.life.webinar_attended": "webinars attended",
    "charts.life.webinar_missed": "webinars missed",
    "charts.life.sales": "with sales",
    "charts.life.times": "{text} ×{count}",
    "charts.life.more": "and {count} more",
    "charts.life.step_excluded": "excluded by the target filter",
    "charts.life.step_mql": "handed to sales ({rule})",
    "charts.life.step_call": "handed to sales by a call",
    "charts.life.step_attempt": "attempt",
    "charts.life.step_mailed": "mail by a rep",
    "charts.life.step_contact": "talked",
    "charts.life.step_accepted": "accepted (SAL)",
    "charts.life.step_appointment": "appointment",
    "charts.life.step_sql": "qualified (SQL)",
    "charts.life.step_opportunity": "opportunity",
    "charts.life.step_returned": "returned: {reason}",
    "charts.life.step_won": "deal won",
    "charts.life.step_lost": "deal lost",
    "charts.life.step_unsubscribe": "unsubscribed",
    "charts.life.step_opt_out": "opted out of a mail",
    "charts.life.step_bounce": "mail bounced",
    "charts.life.step_exited": "left the journey",
    "charts.life.step_reentered": "came back",
    "charts.life.step_dormant": "fell asleep",
    "charts.life.step_reactivated": "woke up",
    "charts.life.alt": "Lines and marks over time. {title}. {subtitle}. Stages: {stages}. {lanes}. {steps} {key}.",
    "charts.life.alt_step": "{day}: {text}.",
    # --- charts.touches: the touch calendar of a quarter ---
    "charts.touches.mails_one": "{quarter}: {value} mails per lead and month",
    "charts.touches.mails_two": "{quarter}: {before} mails per lead and month with {a}, {after} with {b}",
    "charts.touches.sends_one": "{quarter}: {value} sends by the calendar",
    "charts.touches.sends_two": "{quarter}: {before} sends by the calendar with {a}, {after} with {b}",
    "charts.touches.same": "; both have the same calendar",
    "charts.touches.none": "none",
    "charts.touches.planned": "Touch calendar as the journey has it; how many leads get what is not counted.",
    "charts.touches.counted_one": "Touch calendar with the leads that each send reached, counted in one simulated run.",
    "charts.touches.counted": (
        "Touch calendar with the leads that each send reached, mean of the {runs} simulated runs with event logs."
    ),
    "charts.touches.pair": "Today (baseline): {a}; beside it: {b}.",
    "charts.touches.left_out": " {count} more rows are in the numbers only.",
    "charts.touches.note_counted": "Columns are days, lines Mondays. The area of a mark is the number of leads.",
    "charts.touches.note_planned": "Columns are days, lines Mondays. Marks have no size: they say when, not to how many.",
    "charts.touches.note_doubled": " A row is there twice where the two scenarios differ in it; black rows are the same.",
    "charts.touches.note_one": (
        " One simulated run: no interval. Mails per lead and month: of leads that mail can reach, a month is 30.4 days."
    ),
    "charts.touches.note_runs": (
        " Means of {runs} simulated runs; the intervals are in the numbers. Mails per lead and month: of leads that mail"
        " can reach, a month is 30.4 days."
    ),
    "charts.touches.total": "leads, total",
    "charts.touches.mean": "mails per lead and month",
    "charts.touches.no_dates": "set off by leads: no dates of its own",
    "charts.touches.no_touch": "none in this quarter",
    "charts.touches.interval": "95 %: {low} to {high}",
    "charts.touches.kind_mail": "mails by the calendar",
    "charts.touches.kind_webinar": "webinar series",
    "charts.touches.kind_exhibition": "exhibitions and other dates that bring leads",
    "charts.touches.kind_review": "reviews",
    "charts.touches.kind_set_off": "mails set off by leads",
    "charts.touches.kind_call": "calls",
    "charts.touches.what_sent": "mail",
    "charts.touches.what_invited": "invitation",
    "charts.touches.what_reminded": "reminder",
    "charts.touches.what_held": "webinar, attended",
    "charts.touches.what_came": "exhibition, new leads",
    "charts.touches.what_met": "review meeting",
    "charts.touches.what_called": "call",
    "charts.touches.weekend": "weekend",
    "charts.touches.holiday": "holiday, closure",
    "charts.touches.leads": "{count} leads",
    "charts.touches.alt": "Calendar with a column for each day. {title}. {subtitle} {rows}",
    "charts.touches.alt_row": "{title}: {times} days ({days}).",
    # --- cli: charts beside what a command tells ---
    "cli.explain.chart": "Draw it as well: who is gained, lost, earlier and later; FILE ends in .svg or .png.",
    "cli.explain.chart_of_all": "--chart draws all leads; leave out --lead, or draw one lead with `nurture trace`",
    "cli.trace.chart": "Draw its life as well; FILE ends in .svg or .png.",
    "cli.chart.ending": "a chart's file ends in one of {known}, not in '{found}'",
}
