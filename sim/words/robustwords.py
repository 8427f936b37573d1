"""Words about assumptions and searches, part of the catalogue of messages: ranges, turns, trials, finalists."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    "cli.robustness.short": "Does the answer hold when assumptions are as low or as high as they may be?",
    "cli.robustness.help": """Try every assumption of an EXPERIMENT at both ends of its range.

Each of `assumptions:` is set to its low and its high end in all scenarios, and everything is simulated again with the
same leads and chance events. Where another answer comes out, the value at which it turns is searched for. An
experiment without ranges tries what it `rests_on` at zero and doubled.

\b
Examples:
  nurture robustness experiments/email_cadence.yaml
  nurture robustness experiments/email_cadence.yaml --replications 50 --json
""",
    "robustness.nothing": "there is nothing to try: add ranges, such as assumptions: {{people.read_lift: [0, 0.08]}}",
    "robustness.holds": "It holds over the ranges of all {count} assumptions.",
    "robustness.open": "Nobody can tell yet what to choose, so there is nothing that could hold; simulate more runs.",
    "robustness.flips": "It flips to {scenario} when {title} {side} (the file says {value}).",
    "robustness.unsettled": "It can't be told any more when {title} {side} (the file says {value}).",
    "robustness.below": "falls below about {value}",
    "robustness.above": "rises above about {value}",
    "robustness.at": "{value}: {difference}",
    "robustness.at_other": "{value}: {difference} -> {answer}",
    "robustness.impossible": "{value}: {answer}",
    "cli.robustness.assumption": "assumption",
    "cli.robustness.value": "value",
    "cli.robustness.low": "at its lowest",
    "cli.robustness.high": "at its highest",
    "cli.robustness.about": "Shown: {kpi}{unit}, {scenario} minus {baseline}; as the files are: {difference}.",
    "cli.robustness.answer": "Answer: {sentence}",
    "cli.robustness.stands": "Robust:  {sentence}",
}
