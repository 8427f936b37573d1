"""The words of warnings, part of the catalogue of messages: what a journey says that its author hardly means."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    # --- what leads to what ---
    "warn.stage_unreachable": "no lead can come into this stage{reason}; change the condition or what should lead here",
    "warn.content_unlinked": "nothing leads to this content: link to it in a mail, or give it an 'organic' weight",
    "warn.content_mails": "nothing leads to this content: it has no 'organic' weight, and nobody can get {mails}",
    "warn.content_form": "form: 0 lets nobody through; raise it, or leave the content out",
    "warn.dead_end": (
        "nothing reaches a lead in this stage: no mail or webinar is meant for it and no content is organic; "
        "add one, or let the lead go on"
    ),
    "warn.no_way_on": "from this stage no hand-off rule and no later stage can be reached; let a rule take its leads",
    "warn.loop": (
        "this mail brings about itself, so it can go out for ever to a lead that nobody takes over: {path}; end it by "
        "'when' or 'max_sends'"
    ),
    # --- mails and webinars ---
    "warn.no_moment": "nobody gets this: no send falls into the journey's days, {start} to {end}; change the dates",
    "warn.late": "nobody gets this: the delay is longer than the journey, which has {days} days; shorten it",
    "warn.no_cause": "nobody gets this: nothing here leads to '{name}'; add what does, or take this out",
    "warn.no_cause_of": "nobody gets this: '{of}' does not lead to '{name}'; name another one, or leave 'of' out",
    "warn.no_turn": "nobody gets this: no lead that can still be written to is ever '{name}' here; take it out",
    "warn.after_opt_out": "nobody gets this: who has unsubscribed gets no more mail; take it out",
    "warn.not_in_force": "nobody gets this: 'from' and 'until' leave none of the journey's days; change them",
    "warn.no_stage": "nobody gets this: no lead can be in {stages}; name a stage that can be reached",
    "warn.when_never": "nobody gets this: no lead for whom it is meant can fulfil 'when'; change one of the two",
    "warn.no_webinar": "no date falls into the journey's days, {start} to {end}; change the dates",
    "warn.no_invite": "nobody is invited, so nobody can come: write 'invite', such as invite: [{{before: 14d}}]",
    "warn.wave_late": "this invitation goes out at or after the start of the webinar; send it earlier",
    "warn.wave_early": "this falls before the journey's start on {start} for each of its dates; send it later",
    # --- rules ---
    "lint.never_parts": "its parts exclude one another",
    "warn.never": "no lead can ever fulfil this{reason}; change it, or take it out",
    "warn.never_part": "'{part}' can never be true here, so it says nothing; change it, or take it out",
    "warn.always": "every lead fulfils this at all times; change it, or take it out",
    "warn.always_gate": "every lead passes this filter; change it, or take it out",
    "warn.never_gate": "no lead passes this filter, so that all are excluded; change it",
    "warn.never_sql": "no call can uncover this, since a lead without need is returned before; change it",
    "warn.always_sql": "every call uncovers this; change it",
    "warn.implied_part": "'{part}' is always true where the rest is, so it says nothing; change it, or take it out",
    "warn.new_name": "this adds '{name}', which the journey doesn't have yet{hint}",
    "warn.shadowed": "never gets a hand-off: whoever fulfils it fulfils {rules} before it; put it first, or change it",
    "warn.same": "means the same as '{rule}' before it and never gets a hand-off; take one of them out",
    "warn.stage_at_once": (
        "whoever enters '{stage}' by its condition enters this stage at once; ask more here than there"
    ),
    "warn.same_stage": "means the same as the condition of '{stage}', so that both begin at once; change one of them",
    "warn.at_registration": (
        "a lead can fulfil this as it registers, before anything is sent (leads of {sources}), such as {person}: "
        "{score} points; ask more, or give fewer points"
    ),
    "warn.one_suffices": (
        "{times}'{behaviour}' fulfils both parts of this for leads with fit >= {fit}: it gives {points} of the {line} "
        "points; raise the line if more is meant"
    ),
    "warn.one_nearly": (
        "{times}'{behaviour}' fulfils both parts of this for leads with fit >= {fit}: it gives {points} of the {line} "
        "points; with one '{other}' more it does from fit {lower} on; raise the line if more is meant"
    ),
    "warn.reason": ": nothing leads to the behaviour '{name}'",
    "warn.one_of_those": "one of the rules",
    "warn.brings": "with {name}",
    "warn.source": "source {name}",
    "warn.times": "{count} times ",
    "warn.once": "one ",
    # --- machines ---
    "warn.opens": (
        "machine opens alone can fulfil this: {count} of them for the best-fitting lead, with fit {fit}; ask for "
        "something that only people do"
    ),
    "warn.opens_part": (
        "machine opens alone can fulfil '{part}': {count} of them for the best-fitting lead, with fit {fit}; only the "
        "rest of the rule asks for more"
    ),
    "warn.scans": (
        "scanners that follow links alone can fulfil this: for a lead with fit {fit} at the latest after {count} mails "
        "({mails}); ask for something that only people do"
    ),
    # --- experiments ---
    "warn.in_scenario": "{path}: {text}",
}
