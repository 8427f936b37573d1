"""The words of test leads, part of the catalogue of messages."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    "cli.test.short": "Play test leads by the rules, and tell what is not as expected.",
    "cli.test.help": """Play test leads by the journey's rules, and tell what is not as expected.

PATHS are files of test leads (*.leads.yaml, *.leads.csv), experiments with
checks, or folders in which both are looked for; without any, this folder.
No chance is involved in test leads: they do what is written, everything else
follows from the rules. Experiments are simulated. The exit code is 1 if a
test fails or can't be told yet.

\b
Examples:
  nurture test
  nurture test journeys/seed.leads.yaml -k 佐藤
  nurture test journeys --tag price --json
""",
    "cli.test.only": "Only leads whose name holds this text.",
    "cli.test.tag": "Only leads with this tag.",
    "cli.test.none": (
        "no tests found in {where}; files of test leads end in .leads.yaml or .leads.csv, and experiments with checks "
        "lie in a folder `experiments`"
    ),
    "cli.test.failed": "{failed} failed, {passed} passed",
    "cli.test.passed": "{passed} passed",
    "story.when": "'{found}' doesn't begin with a moment; write `day 12`, `day 12 09:14` or `2026-04-18 09:14`",
    "story.clock": "'{found}' is no time of day; write hours and minutes from 00:00 to 23:59, such as 10:30",
    "story.action": "'{found}' is nothing that a lead or sales can do; write one of: {known}",
    "story.object": "it is not said what; write `{action} NAME`",
    "story.content": "there is no content and no behaviour '{found}'{hint}",
    "story.mail": "there is no mail '{found}'{hint}",
    "story.webinar": "there is no webinar '{found}'{hint}",
    "story.stay": "'{found}' is no content with a `dwell`; there are: {known}",
    "story.none": "none",
    "story.reason": "'{found}' is no reason of return; write one of: {known}",
    "story.finding": "'{found}' is nothing that a call finds; write `nothing` or some of: {known}",
    "story.no_webinar": "{name} is not held any more after that",
    "story.not_held": "{name} is not held then, but: {known}",
    "testlead.yes_no": "write yes or no",
    "testlead.registers_and_start": "a lead with a `start` registered before the journey began; leave `registers` out",
    "testlead.source": "it has no source; write one of: {known}",
    "testlead.attribute": "it has no {name}; write one of: {known}",
    "testlead.before_registration": "'{found}' lies before the registration",
    "testlead.order": "'{found}' comes after '{before}' in the file, but happens before it",
    "testlead.outside": "'{found}' lies outside of the journey, {first} to {last}",
    "testlead.unknown": "there is no {kind} '{found}'{hint}",
    "testlead.kind_stage": "stage",
    "testlead.kind_rule": "hand-off rule",
    "testlead.kind_exit": "exit",
    "testlead.kind_behaviour": "behaviour",
    "testlead.kind_mail": "mail",
    "testlead.kind_source": "source",
    "testlead.kind_attribute": "attribute",
    "testlead.kind_value": "value",
    "test.impossible": "{name}: '{step}' could not happen: {why}",
    "test.why_gone": "the lead was {status} by then",
    "test.why_not_sent": "{mail} had not been sent to the lead by then",
    "test.why_unsubscribed": "the lead had unsubscribed already",
    "test.why_not_with_sales": "the lead was not with sales but {status}",
    "test.why_no_opportunity": "the lead was no opportunity but {status}",
    "test.why_registered": "the lead had a place in {webinar} already",
    "test.why_not_registered": "the lead had no place in {webinar}",
    "test.status_nurturing": "in nurturing",
    "test.status_with_sales": "with sales",
    "test.status_opportunity": "an opportunity",
    "test.status_won": "won",
    "test.status_lost": "lost",
    "test.status_excluded": "excluded",
    "test.status_exited": "out of the journey",
    "test.missed": "{name}: expected {key}={wanted} at {moment}; {found}",
    "test.was_handed_off": "{rule}, {times}",
    "test.by_call": "a call",
    "test.not_handed_off": "it was not handed off",
    "test.nothing": "nothing",
    "test.yes": "yes",
    "test.no": "no",
    "test.moment": "day {day} {clock}",
    "test.fit": "fit",
    "test.rest": "{points} before or set back",
    "test.parts": "score {score} = {parts}",
}
