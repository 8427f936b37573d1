"""A folder begun by `nurture init` with a file of test leads, some of which fail."""

from __future__ import annotations

from pathlib import Path

from tests.commandline import nurture

LEADS = "journeys/price.leads.yaml"
NAME = "佐藤_課長"
GOOD = """\
format: 1
journey: seed.yaml
usual:
  registers: 2026-04-06 10:00
  source: web_inquiry
  attributes: {job: manager, industry: target, employees: "50+"}
leads:
  佐藤_課長:  # looks at prices once
    tags: [price, 価格]
    story:
      - day 3 10:00 downloads white_paper
      - day 12 09:14 visits price_page
    expect:
      day 5: {score: 55, stage: interest}  # 35 for attributes, 20 for the paper
      end: {score: 85, handed_off: no}
  reader:
    tags: [skip]
    story:
      - day 3 opens newsletter
    expect:
      end: {score: 40, points: {open: 5}}
"""
# 佐藤 fails by two values; the reader by a step that can't happen.
BAD = (
    GOOD.replace("score: 55", "score: 50")
    .replace("handed_off: no", 'handed_off: "yes"   ')
    .replace("day 3 opens newsletter", "day 3 opens newsletter\n      - day 10 attends webinar")
)


def firm(folder: Path, leads: str) -> Path:
    """A folder of one's own with a file of test leads and no other; returns that file."""
    folder.mkdir(exist_ok=True)
    assert nurture("init", ".", at=folder).code == 0
    (folder / "journeys" / "seed.leads.yaml").unlink()
    file = folder / LEADS
    file.write_bytes(leads.encode())
    return file
