"""Real leads from a CSV file: encodings, headers, dates and digits as people have them; never a name or an address kept."""

from __future__ import annotations

from typing import NamedTuple


class GivenLead(NamedTuple):
    """One data row, in the journey's own words. `registered_s` may be negative (registered before the start)."""

    ordinal: int  # 0-based number of the data row
    registered_s: int
    source: str
    attributes: dict[str, str]
    stage: str | None = None
    score: int | None = None
    counts: dict[str, int] = {}
    opted_out: bool = False
