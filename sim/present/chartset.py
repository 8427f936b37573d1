"""All charts of a finished comparison, in the order in which a report shows them."""

from __future__ import annotations

from sim.present.charts import comparison_charts
from sim.present.flowruns import experiment_flows, told_scenarios
from sim.present.picture import Chart
from sim.study.reopened import Reopened


def all_charts(opened: Reopened) -> list[Chart]:
    """Every chart that it has the numbers for."""
    found = opened.found
    flows = experiment_flows(found, opened.loaded, told_scenarios(found))
    return comparison_charts(found, opened.loaded, flows)
