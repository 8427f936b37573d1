"""kpis.csv of a results folder, read back: the value of a KPI in every simulated run."""

from __future__ import annotations

import csv
import math

import numpy as np

from sim.model.stats import Difference, paired
from sim.study.results import Results, ResultsError
from sim.words.messages import say
from sim.words.wording import one_line

KPI_FILE = "kpis.csv"

Values = dict[str, dict[int, float]]  # by scenario and number of the simulated run; nan where there is none


def values(results: Results, kpi: str) -> Values:
    """The values of a KPI in the measured time; nothing if the folder has no such file.

    ResultsError for a file that can't be read.
    """
    path = results.path / KPI_FILE
    if not path.is_file():
        return {}
    found: Values = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                if row["kpi"] == kpi:
                    value = float(row["value"]) if row["value"] else math.nan
                    found.setdefault(row["scenario"], {})[int(row["replication"])] = value
    except (OSError, ValueError, KeyError, TypeError, csv.Error) as error:
        raise ResultsError(one_line(say("results.damaged", path=path))) from error
    return found


def difference(found: Values, a: str, b: str) -> Difference | None:
    """Scenario b minus scenario a over the runs of both, in the measured time; None if there are none."""
    one, other = found.get(a, {}), found.get(b, {})
    runs = sorted(one.keys() & other.keys())
    if not runs:
        return None
    return paired(np.array([one[run] for run in runs]), np.array([other[run] for run in runs]))
