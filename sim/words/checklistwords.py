"""The words of the checklist, part of the catalogue of messages: the article's 26 points, and what is missing."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    # --- the points, as the article numbers them ---
    "checklist.1": "Target persona defined (job, industry, size, problem)",
    "checklist.2": "Its path laid out: awareness, interest, consideration",
    "checklist.3": "Goal of awareness",
    "checklist.4": "Content for awareness",
    "checklist.5": "Conditions from awareness to interest (behaviour, score)",
    "checklist.6": "Goal of interest",
    "checklist.7": "Content for interest",
    "checklist.8": "Conditions from interest to consideration (behaviour, score)",
    "checklist.9": "Goal of consideration",
    "checklist.10": "Content for consideration",
    "checklist.11": "Items and points of the fit score",
    "checklist.12": "Items and points of the behaviour score",
    "checklist.13": "MQL threshold",
    "checklist.14": "SQL threshold and extra conditions",
    "checklist.15": "Mail cadence",
    "checklist.16": "Mail content for each stage",
    "checklist.17": "Segment rules (interest, behaviour)",
    "checklist.18": "Automatic triggers (after a download, after a visit)",
    "checklist.19": "Webinar plan",
    "checklist.20": "Webinar follow-up",
    "checklist.21": "Fields synced from the marketing to the sales tool",
    "checklist.22": "Sync in real time, or how often",
    "checklist.23": "Hand-off criteria agreed by marketing and sales",
    "checklist.24": "Sales ready: first contact, when and how",
    "checklist.25": "KPIs set (MQLs, SQLs, opportunity rate, CPA)",
    "checklist.26": "Regular review and improvement planned",
    # --- status ---
    "checklist.met": "met",
    "checklist.declared": "declared",
    "checklist.missing": "missing",
    "checklist.not_applicable": "not applicable",
    # --- what to add ---
    "checklist.add.gate": "gate: a rule that keeps out who is no target, such as industry != other",
    "checklist.add.gate_idle": "a gate that keeps anybody out: everybody passes this one, or nobody does",
    "checklist.add.stages": "stages: three that are climbed one after the other, each but the first with enter",
    "checklist.add.unreached": "a way into the stage {stage}: nobody can come to it",
    "checklist.add.goal": "stages.{stage}.goal: a KPI and a bound, such as {{kpi: {kpi}, at_least: {bound}}}",
    "checklist.add.content": "a touchpoint of kind content with stages: {stage} that somebody can come to",
    "checklist.add.enter": "stages.{stage}.enter: a condition that some leads fulfil and others don't",
    "checklist.add.fit": "fit: points for attributes, and a rule that reads score or fit",
    "checklist.add.behaviours": (
        "behaviours: points for something that can happen, and a rule that reads score or behaviour"
    ),
    "checklist.add.mql": "mql: a rule that compares the score and that some leads fulfil, such as score >= 100",
    "checklist.add.sql": "sql: conditions that some calls fulfil and others don't",
    "checklist.add.cadence": "a touchpoint of kind email with a cadence that sends within the run to somebody",
    "checklist.add.mail_content": "mail with content meant for the stage {stage}",
    "checklist.add.segments": (
        "when, on a mail or for its content: a rule about what a lead has done, which some fulfil and others don't"
    ),
    "checklist.add.triggers": "a touchpoint of kind email with after: a behaviour that some content is tracked as",
    "checklist.add.webinar": "a touchpoint of kind webinar with dates, and invitations that somebody gets",
    "checklist.add.follow_up": "a touchpoint of kind email with after: webinar_attended or webinar_missed",
    "checklist.add.fields": (
        "sync.fields: what travels, each with the sales tool's own column, such as {{score: Lead_Score}}"
    ),
    "checklist.add.sync": "sync.mode: real_time, or periodic with every",
    "checklist.add.agreed": "declared.handoff_agreed: by whom, on which day, on what evidence",
    "checklist.add.first_contact": "desk.first_contact: same_day, next_business_day or a time such as 4h",
    "checklist.add.means": "desk.attempts: how often sales tries, or desk.steps: by phone or e-mail",
    "checklist.add.kpis": "a goal of a stage on one of {kpis}",
    "checklist.add.reviews": "reviews: a meeting within the run, and bounds between which it moves a number",
    "checklist.add.or_declared": "{add}; or declared.{name}: by whom, on which day, on what evidence",
    "checklist.vouched": "{by}, {on}: {evidence}",
    "checklist.vouched_bare": "{by}, {on}",
}
