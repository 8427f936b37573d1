"""Text into a tree: what is refused before anything is built, and where everything stands."""

from __future__ import annotations

import time

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from sim.yamlfile import yamltree
from sim.yamlfile.yamltree import LIMIT_BYTES, LIMIT_DEPTH, LIMIT_NODES, FileProblems, Node, Problem, dotted, parse


def refused(text: str) -> list[str]:
    """The lines that a file gets."""
    try:
        problems = parse(text, "f.yaml")[1]
    except FileProblems as error:
        return str(error).splitlines()
    return [str(problem) for problem in problems]


def tree(text: str) -> Node:
    root, problems = parse(text, "f.yaml")
    assert problems == []
    return root


@pytest.mark.parametrize("word", ["10:30", "NO", "010", "1e3", "1,000", "1_000", "１２", "0x1F", "2026-04-14", "1.50"])
def test_every_scalar_stays_the_text_that_was_written(word: str) -> None:
    assert tree(f"a: {word}").plain() == {"a": word}


def test_only_an_empty_value_is_none() -> None:
    assert tree("a:\nb: ''\nc: [x, '']\nd:   # nothing\n").plain() == {"a": None, "b": "", "c": ["x", ""], "d": None}


def test_quoted_null_words_are_texts() -> None:
    assert tree("a: '~'\nb: \"null\"").plain() == {"a": "~", "b": "null"}


@pytest.mark.parametrize("word", ["~", "null", "Null", "NULL"])
def test_a_bare_null_word_could_mean_two_things(word: str) -> None:
    assert refused(f"a: {word}") == [
        f"f.yaml:1:4: a: '{word}' could mean nothing or a text; leave the value empty, or put it in quotes"
    ]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_change_nothing(start: str, line_end: str) -> None:
    root = tree(start + "a: 1\nb: [x, y]\n".replace("\n", line_end))
    assert root.plain() == {"a": "1", "b": ["x", "y"]}
    second = root.child("b")
    assert second is not None
    assert (second.key_place.line, second.key_place.column) == (2, 1)


def test_every_value_and_name_knows_its_line_and_column() -> None:
    root = tree("a:\n  広告: {x: 1, 'y': [p, q]}\n")
    block = root.child("a")
    assert block is not None
    inner = block.child("広告")
    assert inner is not None
    assert inner.key_place[1:] == (2, 3)
    assert inner.place[1:] == (2, 7)
    entries = inner.child("y")
    assert entries is not None
    second = entries.child(1)
    assert second is not None
    assert second.place[1:] == (2, 23)
    assert second.value == "q"


def test_children_are_found_by_name_or_number() -> None:
    root = tree("a: [x]\n'0': y")
    assert root.child("a") is not None
    assert root.child(0) == root.child("0")
    entries = root.child("a")
    assert entries is not None
    assert entries.child("0") is not None
    assert [entries.child(part) for part in (1, "x", "-1")] == [None, None, None]
    assert entries.settings() == {}


REFUSED = {
    "a: &x 1": "1:4: a: anchors ('&x') are not allowed; a text that begins with '&' needs quotes",
    "a: *x": "1:4: a: aliases ('*x') are not allowed; a text that begins with '*' needs quotes",
    "a: !!int 1": "1:4: a: tags ('!...') are not allowed; a text that begins with '!' needs quotes",
    "a: !!python/name:os.x": "1:4: a: tags ('!...') are not allowed; a text that begins with '!' needs quotes",
    "a: ! x": "1:4: a: tags ('!...') are not allowed; a text that begins with '!' needs quotes",
    "<<: {a: 1}": "1:1: merge keys ('<<') are not allowed; write the settings out",
    "%YAML 1.1\n---\na: 1": "1:1: lines that begin with '%' are not allowed",
    "a: 1\n---\nb: 2": "2:1: a file holds one document only; delete what follows",
    "a:\n  b: 1\n  c: 2\n  b: 3": "4:3: a.b: given twice; the first is on line 2",
    "a: 1\n'a': 2": "2:1: a: given twice; the first is on line 1",
    "[x]: 1": "1:1: the name of a setting must be a text, not a list or settings",
    "? \n: 1": "1:2: a value without a name before its ':'",
    "": "1:1: the file is empty",
    "# only words\n": "1:1: the file is empty",
    "---\n": "1:1: the file is empty",
    "a: x\x07": "1:5: the character U+0007 is not allowed; delete it",
    "a: 1\nb: x\u2028y": "2:5: the character U+2028 is not allowed; delete it",
    'a: "x\\0"': "1:4: a: the character U+0000 is not allowed; delete it",
    '"x\\e": 1': "1:1: the character U+001B is not allowed; delete it",
}


@pytest.mark.parametrize(("text", "line"), REFUSED.items(), ids=[repr(text) for text in REFUSED])
def test_what_yaml_allows_and_we_do_not_is_one_line(text: str, line: str) -> None:
    assert refused(text) == [f"f.yaml:{line}"]


def test_all_of_it_is_reported_at_once() -> None:
    lines = refused("a: &x 1\nb: !!str 2\na: 3\nc: ~\n<<: {d: 1}\n")
    places = [line.split(": ")[0] for line in lines]
    assert places == ["f.yaml:1:4", "f.yaml:2:4", "f.yaml:3:1", "f.yaml:4:4", "f.yaml:5:1"]


def test_a_syntax_error_does_not_hide_what_stands_before_it() -> None:
    assert [line.split(": ")[0] for line in refused("a: &x 1\nb: 'x")] == ["f.yaml:1:4", "f.yaml:2:4"]


def test_a_billion_laughs_are_refused_at_once() -> None:
    ten = {name: ", ".join([f"*{before}"] * 10) for before, name in zip("abcdefgh", "bcdefghi", strict=True)}
    laughs = "a: &a [lol, lol]\n" + "".join(f"{name}: &{name} [{aliases}]\n" for name, aliases in ten.items())
    start = time.perf_counter()
    lines = refused(laughs)
    assert time.perf_counter() - start < 1
    assert any("aliases ('*a') are not allowed" in line for line in lines)


@pytest.mark.parametrize("deep", ["[" * 5000, "{a: " * 5000, "- " * 5000, "? " * 5000])
def test_absurd_depth_is_refused_not_followed(deep: str) -> None:
    assert f"nested deeper than {LIMIT_DEPTH} levels" in refused(deep)[-1]


def test_depth_is_allowed_up_to_the_limit() -> None:
    assert refused("[" * LIMIT_DEPTH + "x" + "]" * LIMIT_DEPTH) == []
    assert refused("[" * (LIMIT_DEPTH + 1) + "x" + "]" * (LIMIT_DEPTH + 1)) != []


def test_more_values_than_the_limit_are_refused() -> None:
    lines = refused("[" + "a," * LIMIT_NODES + "]")
    assert lines == [f"f.yaml:1:{2 * LIMIT_NODES}: more than {LIMIT_NODES} values in one file"]


def test_more_than_two_megabytes_are_refused() -> None:
    assert refused("#" * (LIMIT_BYTES + 1)) == ["f.yaml:1:1: larger than 2 MB, so it was not read"]


@given(st.text(max_size=200))
@example("a: b: c")
@example("\ufeff\ufeff")
@example("? ? ?\n")
def test_no_text_whatever_raises_anything_but_problems(text: str) -> None:
    refused(text)


PIECES = ["a", "b: ", ": ", "- ", "\n", "\n  ", "\n    ", "[", "]", "{", "}", ",", "'", '"', "#", "|", ">", "?"]
PIECES += ["&x ", "*x", "!t ", "---", "...", "%", "\t", "\\", "~", "<<: ", "\r", "あ", "\U0001f600", "\x85", "1"]


@pytest.mark.parametrize("loader", [yaml.SafeLoader, yamltree._Loader], ids=["python", "fastest"])
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=30))
def test_no_heap_of_yaml_pieces_raises_anything_but_problems(loader: object, pieces: list[str]) -> None:
    before, yamltree._Loader = yamltree._Loader, loader
    try:
        lines = refused("".join(pieces))
    finally:
        yamltree._Loader = before
    assert all(line.startswith("f.yaml:") for line in lines)


names = st.text(st.sampled_from("abcキー_-. 0"), min_size=1, max_size=8).map(str.strip).filter(bool)
words = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\ufeff\ufffe\uffff"))
data = st.recursive(
    words,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(names, below, max_size=4),
    max_leaves=15,
)


@given(data)
def test_what_pyyaml_writes_is_read_back_as_texts(value: object) -> None:
    text = yaml.safe_dump(value, allow_unicode=True, default_style='"')
    assert tree(text).plain() == value


def test_a_problem_is_one_line_whatever_it_holds() -> None:
    assert str(Problem("a\nb.yaml", 1, 2, dotted(("x\x1b", "y" * 99, 3)), "no\r\n")) == (
        r"a\nb.yaml:1:2: x\x1b." + "y" * 59 + r"….3: no\r\n"
    )


def test_problems_come_sorted_and_once() -> None:
    one, two = Problem("f", 2, 1, "", "x"), Problem("f", 10, 1, "", "x")
    assert FileProblems([two, one, two]).problems == [one, two]
