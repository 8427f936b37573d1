"""Test lead files: leads that do what is written, and what must become of them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainValidator

from sim.model.settings import Whole
from sim.words.messages import say
from sim.yamlfile import Model, Name, Words
from sim.yamlfile.yamlwords import refusal

STATUSES = ("nurturing", "with_sales", "opportunity", "won", "lost", "excluded", "exited")


def _in_a_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _yes_no_or(value: object) -> object:
    """Words for yes and no as such; other texts as they are."""
    return YES_NO.get(value.strip().casefold(), value) if isinstance(value, str) else value


def _yes_no(value: object) -> object:
    found = _yes_no_or(value)
    if not isinstance(found, bool):
        raise refusal(say("testlead.yes_no"), value, shape=True)
    return found


YES_NO = {"yes": True, "no": False, "true": True, "false": False, "はい": True, "いいえ": False}
YesNo = Annotated[bool, PlainValidator(_yes_no, json_schema_input_type=bool | str)]
YesNoOr = Annotated[bool | str, PlainValidator(_yes_no_or, json_schema_input_type=bool | str)]
Lines = Annotated[list[Words], BeforeValidator(_in_a_list, json_schema_input_type=str | list[str])]

LeadName = Annotated[str, Field(min_length=1, max_length=100)]


class Beginning(Model):
    """What is known of a lead that was there before the journey began: it registered earlier."""

    score: int | None = None
    stage: Name | None = None
    counts: dict[Name, Whole] = {}
    opted_out: YesNo = False


class Expected(Model):
    """What must be true of a lead at a moment; only what is named is looked at.

    handed_off and returned: yes or no; or when (`day 12 09:14`, `day 12`) and why (a reason of return). mails: how many
    were received, of all programmes and invitations or of each.
    """

    score: int | None = None
    fit: int | None = None
    behaviour: int | None = None
    points: dict[Name, int] = {}
    counts: dict[Name, Whole] = {}
    stage: Name | None = None
    status: Literal[STATUSES] | None = None  # type: ignore[valid-type]
    handed_off: YesNoOr | None = None
    rule: Name | None = None
    hand_offs: Whole | None = None
    mails: Whole | dict[Name, Whole] | None = None
    excluded: YesNo | None = None
    returned: YesNoOr | None = None
    opportunity: YesNo | None = None
    subscribed: YesNo | None = None
    exit: Name | None = None


class TestLead(Model):
    """A lead, its story line by line, and what is expected of it, by moment (`day 5`, `day 12 09:14`, `end`)."""

    __test__ = False  # for pytest: this is no class of tests

    title: str = ""
    tags: list[Name] = []
    registers: Words | None = None
    source: Name | None = None
    attributes: dict[Name, Words] = {}
    start: Beginning | None = None
    story: Lines = []
    expect: Annotated[dict[Words, Expected], Field(min_length=1)]


class Usual(Model):
    """What all leads of a file have unless they say otherwise."""

    tags: list[Name] = []
    registers: Words | None = None
    source: Name | None = None
    attributes: dict[Name, Words] = {}


class TestLeads(Model):
    """A file of test leads for one journey."""

    __test__ = False

    format: Literal[1]
    journey: Words
    title: str = ""
    usual: Usual = Usual()
    leads: Annotated[dict[LeadName, TestLead], Field(min_length=1)]
