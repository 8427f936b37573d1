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
    "robustness.holds": "It holds at both ends of every range ({count} tried, each by itself).",
    "robustness.but": " Not tried, since it can't be simulated, is an end of: {titles}.",
    "robustness.none_possible": "No end of any range can be simulated, so that nothing was tried.",
    "robustness.open": "Nobody can tell yet what to choose, so there is nothing that could hold; simulate more runs.",
    "robustness.flips": "It flips to {scenario} when {title} {side} (the file says {value}).",
    "robustness.unsettled": "It can't be told any more when {title} {side} (the file says {value}).",
    "robustness.at_end": " At {end} it is {scenario}.",
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
    "cli.search.short": "Look for the best combination of settings; the best ones are run again with other leads.",
    "cli.search.help": """Look for the combination of settings that does best and keeps all guardrails.

The values are those of `search:` in the EXPERIMENT file. Each combination is tried with a few simulated runs. What
looks best among many has had luck, so the best ones are simulated again with other leads and chance events, and
compared with the baseline: that is the result. Stopped at any time, the same command goes on where it was. Where not
all combinations can be tried, it needs: pip install 'nurture-sim[search]'.

\b
Examples:
  nurture search experiments/best_hand_off.yaml
  nurture search experiments/best_hand_off.yaml --json > best.json
""",
    "search.nothing": "there is nothing to search; write search: {{over: {{desk.reps: {{from: 2, to: 5}}}}}}",
    "search.impossible": "none of the {trials} combinations that were tried can be simulated",
    "search.absent": "a search among more combinations than trials needs Optuna: pip install 'nurture-sim[search]'",
    "cli.search.tried": "{trials} combinations tried, {feasible} of them within all guardrails; the best {finalists}:",
    "cli.search.name": "combination",
    "cli.search.searched": "in the search",
    "cli.search.fresh": "with other leads",
    "cli.search.settings": "settings",
}
