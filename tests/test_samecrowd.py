"""The same crowd for two versions: the same leads, however many, or the reason why there are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.files.loaded import LoadedJourney
from sim.files.workspace import load_journey
from sim.study.samecrowd import CrowdError, same_crowd
from sim.study.scenarios import rerun
from sim.yamlfile import compose_text
from tests import smallworld


def versions(folder: Path, **changes: str) -> tuple[LoadedJourney, LoadedJourney]:
    """The small journey, and the same with changes."""
    smallworld.load(folder)
    root = compose_text("\n".join(f"{name}: {value}" for name, value in changes.items()), "changes").root
    return load_journey(folder / "journey.yaml"), load_journey(folder / "journey.yaml", dict(root.settings()))


def test_both_versions_have_the_same_leads(tmp_path: Path) -> None:
    old, new = same_crowd(*versions(tmp_path, gate="job == director"))
    one, other = (rerun(study, seed=3, replication=1) for study in (old, new))
    assert one.leads["id"].tolist() == other.leads["id"].tolist()
    assert len(one.leads) > 50


def test_so_many_leads_as_asked_are_multiplied_alike(tmp_path: Path) -> None:
    pair = versions(tmp_path, sources="{web: {kind: rate, per_day: 8, arrive_with: {download: 1}}}")
    old, new = same_crowd(*pair, leads=50)
    assert old.prepared.scale == new.prepared.scale
    assert len(rerun(new, seed=1, replication=0).leads) == pytest.approx(100, abs=35)


def test_the_days_that_both_have_are_simulated(tmp_path: Path) -> None:
    assert [study.yardstick.days for study in same_crowd(*versions(tmp_path, days="20"))] == [20, 20]


@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        ("start", "2026-05-01", r"'start' differs \(2026-04-01, 2026-05-01\)"),
        ("time_zone", "UTC", "'time_zone' differs"),
    ],
)
def test_with_another_begin_or_clock_there_is_no_common_crowd(
    setting: str, value: str, told: str, tmp_path: Path
) -> None:
    with pytest.raises(CrowdError, match=told) as caught:
        same_crowd(*versions(tmp_path, **{setting: value}))
    assert not caught.value.is_wish


@pytest.mark.parametrize("leads", [10**12, 1])
def test_leads_that_there_cannot_be_are_a_wish_not_to_be_had(leads: int, tmp_path: Path) -> None:
    pair = versions(tmp_path, title="other")
    if leads == 1:
        pair = (pair[0]._replace(journey=pair[0].journey.model_copy(update={"sources": {}})), pair[1])
    with pytest.raises(CrowdError) as caught:
        same_crowd(*pair, leads=leads)
    assert caught.value.is_wish
