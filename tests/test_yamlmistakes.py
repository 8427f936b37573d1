"""What a model finds wrong, in our words: the rule, the value found, what was probably meant."""

from __future__ import annotations

from typing import Annotated, Literal

import pytest
from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from sim.yamlfile import FileProblems, compose_text
from sim.yamlfile.yamlmodel import Model, Name, Probability


def _odd(value: int) -> int:
    if value % 2 == 0:
        raise ValueError(f"must be odd, found {value}")
    return value


def _seconds(text: object) -> object:
    return int(text[:-1]) if isinstance(text, str) and text.endswith("s") else text


class Mail(Model):
    """A touchpoint."""

    kind: Literal["mail"]
    cadence: str = "7d"
    share: Probability = 0.5
    mail: dict[Name, int] = {}


class Webinar(Model):
    """Another."""

    kind: Literal["webinar"]
    seats: Annotated[int, Field(ge=1, le=500)]


class Pair(Model):
    """Settings with a rule of their own."""

    low: int = 0
    high: int = 1

    @model_validator(mode="after")
    def _in_order(self) -> Pair:
        if self.low > self.high:
            raise ValueError(f"low must not be above high, found {self.low} and {self.high}")
        return self


class Journey(Model):
    """One of each."""

    touchpoints: dict[Name, Annotated[Mail | Webinar, Field(discriminator="kind")]] = {}
    reps: Annotated[int, Field(ge=1)] = 1
    below: Annotated[float, Field(gt=0, lt=10)] = 1
    step: Annotated[int, Field(multiple_of=5)] = 5
    steps: int = 1
    odd: Annotated[int, AfterValidator(_odd)] = 1
    delay: Annotated[int, Field(ge=60), BeforeValidator(_seconds)] = 60
    title: Annotated[str, Field(min_length=2, max_length=5)] = "ab"
    code: Annotated[str, Field(pattern="^[a-z]+$")] = "a"
    stages: Annotated[list[str], Field(min_length=1, max_length=2)] = ["a"]
    pair: Pair = Pair()
    window: tuple[int, int] = (0, 1)
    limit: int | Literal["none"] = "none"
    capped: Annotated[int, Field(ge=1)] | Literal["none"] = "none"
    content: Name | dict[Name, Name] = "a"
    since: int = Field(0, alias="from")
    mode: Literal["real_time", "periodic"] = "periodic"


def lines(text: str) -> list[str]:
    """The problems of a file, without its name."""
    with pytest.raises(FileProblems) as caught:
        compose_text(text, "f").build(Journey)
    return [str(problem).removeprefix("f:") for problem in caught.value.problems]


NAME_RULE = "must be a name: letters, digits and _, the first a letter, at most 60 in all"
ONE_MISTAKE = {
    "reps: 0": "1:7: reps: must be at least 1, found 0",
    "reps: '0'": "1:7: reps: must be at least 1, found 0",
    "reps: 1.5": "1:7: reps: must be a whole number, found 1.5",
    "reps: 010": "1:7: reps: must be a whole number, found '010'; write 10",
    "reps:": "1:1: reps: must be a whole number, found nothing",
    "reps: [1]": "1:1: reps: must be a whole number, found a list",
    "below: 10": "1:8: below: must be below 10, found 10",
    "below: 0": "1:8: below: must be above 0, found 0",
    "step: 7": "1:7: step: must be a multiple of 5, found 7",
    "odd: 4": "1:6: odd: must be odd, found 4",
    "delay: 30s": "1:8: delay: must be at least 60, found 30 (written '30s')",
    "title: a": "1:8: title: must have 2 characters or more, found 'a'",
    "title: abcdef": "1:8: title: must have 5 characters or fewer, found 'abcdef'",
    "title: [a]": "1:1: title: must be a text, found a list",
    "title:": "1:1: title: must be a text, found nothing",
    "code: A": "1:7: code: must have the form '^[a-z]+$', found 'A'",
    "stages: []": "1:1: stages: must have 1 entries or more, found 0",
    "stages: [a, b, c]": "1:1: stages: must have 2 entries or fewer, found 3",
    "stages: a": "1:9: stages: must be a list, found 'a'",
    "stages: [a, [b]]": "1:13: stages.1: must be a text, found a list",
    "pair: 5": "1:7: pair: must be settings (name: value), found 5",
    "pair: {low: 3, high: 2}": "1:1: pair: low must not be above high, found 3 and 2",
    "window: [1]": "1:1: window.1: this entry of the list is missing",
    "window: [1, x]": "1:13: window.1: must be a whole number, found 'x'",
    "limit: x": "1:8: limit: must be a whole number, or must be 'none', found 'x'",
    "limit: nine": "1:8: limit: must be a whole number, or must be 'none', found 'nine'; did you mean 'none'?",
    "capped: 0": "1:9: capped: must be at least 1, found 0",
    "content: {a: 1x}": f"1:14: content.a: {NAME_RULE}, found '1x'",
    "content: 1x": f"1:10: content: {NAME_RULE}, found '1x'",
    "content: [a]": "1:1: content: must be a text, or must be settings (name: value), found a list",
    "from: x": "1:7: from: must be a whole number, found 'x'",
    "form: 1": "1:1: form: unknown setting; did you mean 'from'?",
    "mode: realtime": "1:7: mode: must be one of 'real_time', 'periodic', found 'realtime'; did you mean 'real_time'?",
    "rep: 1": "1:1: rep: unknown setting; did you mean 'reps'?",
    "pair: {xyz: 1}": "1:8: pair.xyz: unknown setting; known here: low, high",
    "touchpoints: {1a: {kind: mail}}": f"1:15: touchpoints.1a: {NAME_RULE}, found '1a'",
    "touchpoints: {a: x}": "1:18: touchpoints.a: must be settings (name: value), found 'x'",
    "touchpoints: {a: {kind: mail, shar: 1}}": "1:31: touchpoints.a.shar: unknown setting; did you mean 'share'?",
    "touchpoints: {a: {kind: mail, share: 1.2}}": "1:38: touchpoints.a.share: must be at most 1, found 1.2",
    "touchpoints: {a: {kind: webinar}}": "1:15: touchpoints.a.seats: this setting is missing",
    "touchpoints: {a: {cadence: 7d}}": (
        "1:15: touchpoints.a.kind: this setting is missing; it must be one of 'mail', 'webinar'"
    ),
    "touchpoints: {a: {kind: mial}}": (
        "1:25: touchpoints.a.kind: must be one of 'mail', 'webinar', found 'mial'; did you mean 'mail'?"
    ),
    "touchpoints: {a: {kind: xyz}}": "1:25: touchpoints.a.kind: must be one of 'mail', 'webinar', found 'xyz'",
    "touchpoints: {a: {kind: [mail]}}": "1:19: touchpoints.a.kind: must be one of 'mail', 'webinar', found a list",
    "[a]": "1:1: must be settings (name: value), found a list",
    "just words": "1:1: must be settings (name: value), found 'just words'",
}


@pytest.mark.parametrize(("text", "line"), ONE_MISTAKE.items(), ids=list(ONE_MISTAKE))
def test_each_mistake_is_one_line_with_rule_value_and_place(text: str, line: str) -> None:
    assert lines(text) == [line]


def test_all_mistakes_come_at_once_in_file_order() -> None:
    text = "reps: 0\ntouchpoints:\n  a: {kind: mail, shar: 1}\n  b: {kind: webinar, seats: 501}\n"
    text += "pair: {low: x}\nmode: x\nzzz: 1\n"
    assert [line.split(": ")[:2] for line in lines(text)] == [
        ["1:7", "reps"],
        ["3:19", "touchpoints.a.shar"],
        ["4:29", "touchpoints.b.seats"],
        ["5:13", "pair.low"],
        ["6:7", "mode"],
        ["7:1", "zzz"],
    ]


def test_a_misspelt_kind_does_not_hide_the_other_mistakes_of_its_block() -> None:
    assert [line.split(": ")[1] for line in lines("touchpoints: {a: {kind: mial, share: 2, cadnce: 1}}")] == [
        "touchpoints.a.kind",
        "touchpoints.a.share",
        "touchpoints.a.cadnce",
    ]


def test_a_misspelt_kind_alone_is_a_mistake_even_if_all_else_is_right() -> None:
    assert len(lines("touchpoints: {a: {kind: mial}}")) == 1


def test_a_setting_called_like_its_kind_is_found_in_its_place() -> None:
    assert lines("touchpoints: {a: {kind: mail, mail: {x: q}}}") == [
        "1:41: touchpoints.a.mail.x: must be a whole number, found 'q'"
    ]


def test_a_name_not_given_yet_is_suggested_before_one_that_is() -> None:
    assert lines("stepp: 1") == ["1:1: stepp: unknown setting; did you mean 'step'?"]
    assert lines("step: 5\nstepp: 1") == ["2:1: stepp: unknown setting; did you mean 'steps'?"]
    assert lines("step: 5\nsteps: 1\nstepp: 1") == ["3:1: stepp: unknown setting; did you mean 'step'?"]


def test_a_long_value_is_cut_and_a_wild_one_is_escaped() -> None:
    assert lines(f"reps: {'x' * 100}") == [f"1:7: reps: must be a whole number, found '{'x' * 59}…'"]
    assert lines('reps: "a\\nb"') == [r"1:7: reps: must be a whole number, found 'a\nb'"]


def test_no_sentence_of_pydantics_reaches_the_user() -> None:
    for text in ONE_MISTAKE:
        for line in lines(text):
            assert "Input should" not in line
            assert "valid" not in line
