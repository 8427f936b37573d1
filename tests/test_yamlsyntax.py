"""Syntax errors: one plain sentence at the place to mend, the same from libyaml and from PyYAML's own parser."""

from __future__ import annotations

import pytest
import yaml

from sim.yamlfile import compose_text, yamltree
from sim.yamlfile.yamlsyntax import explain
from sim.yamlfile.yamltree import FileProblems, parse

CASES = {
    "a: 1\n\tb: 2": "2:1: a tab can't indent; use spaces",
    "a:\n\t- 1": "2:1: a tab can't indent; use spaces",
    "a: |\n\tx": "2:1: a tab can't indent; use spaces",
    "a: @x": "1:4: a text can't begin with '@'; put it in quotes",
    "a: %x": "1:4: a text can't begin with '%'; put it in quotes",
    "a: * 5": "1:4: a text can't begin with '*'; put it in quotes",
    "a: & b": "1:4: a text can't begin with '&'; put it in quotes",
    "a: ]": "1:4: a text can't begin with ']'; put it in quotes",
    "a: !x!y z": "1:4: tags ('!...') are not allowed; a text that begins with '!' needs quotes",
    "a: !<x": "1:4: tags ('!...') are not allowed; a text that begins with '!' needs quotes",
    "%YAML 3.0\n--- a": "1:1: lines that begin with '%' are not allowed",
    "%TAG x\n---": "1:6: lines that begin with '%' are not allowed",
    "a: b: c": "1:5: ': ' can't stand here; put the text in quotes, or check the indentation",
    "a: 1\n  b: 2": "2:4: ': ' can't stand here; put the text in quotes, or check the indentation",
    "a: 'x\nb: 1\n": "1:4: this quote is never closed",
    'a: 1\nb: "x': "2:4: this quote is never closed",
    'a: "\n---\n': "1:4: this quote is never closed",
    "a: [1, 2": "1:4: this bracket is never closed",
    "a: {x: 1\nb": "1:4: this bracket is never closed",
    "a:\n  - [": "2:6: the file ends while a bracket is still open",
    "a: [1 2\nb: 1": "2:2: ',' or the closing bracket is missing before this; the bracket opens on line 1",
    "- a\nb: 1": "2:1: the indentation does not fit the lines above",
    "a:\n  b: 1\n c: 2": "3:2: the indentation does not fit the lines above",
    "a: 'x' y": "1:8: something follows a complete value; put the whole text in one pair of quotes",
    "a: [x] y": "1:8: something follows a complete value; put the whole text in one pair of quotes",
    "a: - b": "1:4: a list item ('- ') must begin on a line of its own",
    "a: |x\n y": "1:5: the text of '|' or '>' must begin on the next line, indented with spaces",
    "a: ? y": "1:4: a text can't begin with '?'; put it in quotes",
    "? a\nb": "2:1: ': ' is missing after this name",
    'a: "\\x"': "1:7: a backslash in double quotes begins a code; use single quotes, or write two backslashes",
    "a: 1\n...\nb: 2": "3:1: a file holds one document only; delete what follows",
}
PARSERS = [yaml.SafeLoader, *([yaml.CSafeLoader] if hasattr(yaml, "CSafeLoader") else [])]


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.__name__)
@pytest.mark.parametrize(("text", "line"), CASES.items(), ids=[repr(text) for text in CASES])
def test_each_slip_is_one_plain_line(monkeypatch: pytest.MonkeyPatch, parser: object, text: str, line: str) -> None:
    monkeypatch.setattr(yamltree, "_Loader", parser)
    with pytest.raises(FileProblems) as caught:
        parse(text, "f.yaml")
    assert str(caught.value) == f"f.yaml:{line}"


@pytest.mark.parametrize("code", [r"\q", r"\ud800", r"\U00110000", r"\UFFFFFFFF"])
@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.__name__)
def test_a_bad_code_in_double_quotes_never_crashes(monkeypatch: pytest.MonkeyPatch, parser: object, code: str) -> None:
    monkeypatch.setattr(yamltree, "_Loader", parser)
    with pytest.raises(FileProblems) as caught:
        compose_text(f'a: 1\nb: "{code}"', "f.yaml")
    assert len(caught.value.problems) == 1


@pytest.mark.skipif(len(PARSERS) == 1, reason="only libyaml refuses this")
def test_a_colon_without_a_space_in_brackets() -> None:
    with pytest.raises(FileProblems, match=r"^f:1:6: inside brackets ':' needs a space after it; "):
        parse("a: {b:[ 1}", "f")


def test_a_complaint_that_nobody_foresaw_still_has_a_sentence_and_a_place() -> None:
    assert explain(yaml.YAMLError("whatever"), "a: 1\nb: 2\n", (1, 3)) == (2, 4, "this is not valid YAML")
