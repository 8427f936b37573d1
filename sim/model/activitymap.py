"""How the columns and words of a leads file and of an activity log are ours."""

from __future__ import annotations

from typing import Literal

from sim.yamlfile import Model, Name, Words

COLUMNS = ("lead", "time", "behaviour", "object")


class ActivityMap(Model):
    """Headers by our words for columns, and our words by theirs for what stands in them.

    leads: columns of the leads file (docs/leads.md); lead_id: its column with what the log calls a lead, without it the
    log's own header or a usual one if it is there, else the number of the row. columns, values, objects: of the log.
    """

    leads: dict[str, Words] = {}
    lead_id: Words | None = None
    lead_values: dict[Name, dict[str, Words]] = {}
    columns: dict[Literal[COLUMNS], Words] = {}  # type: ignore[valid-type]
    values: dict[str, Words] = {}
    objects: dict[str, Words] = {}

    def plus(self, *, columns: dict[str, str], values: dict[str, str]) -> ActivityMap:
        """The same with what somebody gave beside it, which goes first."""
        return self.model_copy(
            update={"columns": {**self.columns, **columns}, "values": {**self.values, **values}}
        )
