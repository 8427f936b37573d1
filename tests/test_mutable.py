"""Every setting of a journey is changed by named operators, or left alone for a reason."""

from __future__ import annotations

from sim.files.settingtree import blocks_of
from sim.model.journey import Email, Journey, Webinar
from sim.study.mutable import CHANGED, LEFT_ALONE, operators_of
from sim.study.settingchanges import OPERATORS
from sim.yamlfile import Model

# Blocks whose settings stand in the table by themselves.
BLOCKS = {
    "Journey": {"calendar", "sources", "behaviours", "scoring", "contact_policy", "sync", "desk"},
    "Content": {"dwell"},
}


def kinds() -> dict[str, type[Model]]:
    return {block.model.__name__: block.model for block in blocks_of(Journey)}


def test_no_setting_is_forgotten() -> None:
    left = {"Team", "Shift", "Absence", "Goal", "Declared", "Costs", "Review", "Target", "Variant", "Event", "Replay"}
    forgotten = [
        f"{name}.{field}"
        for name, model in kinds().items()
        for field in model.model_fields
        if name not in left and operators_of(model, field) == () and field not in BLOCKS.get(name, set())
    ]
    assert forgotten == []


def test_blocks_that_are_left_alone_as_a_whole_are_led_to_by_a_setting_left_alone() -> None:
    above = {"Desk.teams", "Staff.shifts", "Staff.absences", "Stage.goal", "Journey.declared", "Journey.costs",
             "Journey.reviews", "Email.variants", "BurstSource.events", "Webinar.replay"}  # fmt: skip
    assert above <= set(LEFT_ALONE)


def test_the_table_names_settings_and_operators_that_exist() -> None:
    fields = {f"{base.__name__}.{field}" for model in kinds().values() for base in model.__mro__ if
              issubclass(base, Model) for field in base.model_fields}  # fmt: skip
    settings = {*CHANGED, *LEFT_ALONE}
    assert {each for each in settings if not each.startswith("any.")} <= fields
    assert {operator for names in CHANGED.values() for operator in names.split()} == set(OPERATORS)
    assert not set(CHANGED) & set(LEFT_ALONE)


def test_a_setting_of_several_kinds_is_found_with_what_they_are_made_of() -> None:
    assert operators_of(Email, "when") == operators_of(Webinar, "when") == ["rule", "drop"]
    assert operators_of(Email, "title") is None
