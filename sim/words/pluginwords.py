"""The words of the pytest plugin and of expectations that are rewritten, part of the catalogue of messages."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    # --- rewriting expectations ---
    "cli.test.update": "After the tests, show how failed expectations would have to read, ask, and rewrite them.",
    "cli.test.yes": "With --update: rewrite without asking.",
    "rewrite.change": "{place}: {lead}: {key} at {moment}: {old} -> {new}",
    "rewrite.left": "{place}: stays as it is, look at it yourself: {text}",
    "rewrite.ask": "Rewrite {count} of the expectations?",
    "rewrite.done": "Expectations rewritten: {count}. Run the tests again.",
    "rewrite.nobody": "Nothing was rewritten: nobody is there to ask; --yes rewrites without asking.",
    "rewrite.declined": "Nothing was rewritten.",
    "rewrite.nothing": "No expectation can be rewritten.",
    "rewrite.other_file": "has been changed meanwhile; nothing was rewritten",
    "rewrite.unwritable": "{file}: can't be written: {reason}",
    # --- the plugin ---
    "pytest.group": "test leads and checks (nurture)",
    "pytest.update": "rewrite expectations of test leads that failed to what was found, after showing the differences",
    "pytest.lead": "a test lead of a *.leads.yaml file",
    "pytest.check": "a check of an experiment, which is simulated",
    "pytest.tag": "a tag of test leads or checks",
    "pytest.not_passed": "{outcome}: {told}",
    "pytest.with_workers": "--nurture-update doesn't work with several workers; leave -n out, or write -n 0",
    "pytest.section": "expectations of test leads",
    "pytest.stopped": "Nothing was rewritten: the run was stopped.",
}
