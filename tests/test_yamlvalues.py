"""Values changed in a YAML text: what is asked for, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.yamlfile import Place, compose_text, with_values

TEXT = """\
# 点数 (points)
a:   # of 佐藤
  score: 55   # as in the sheet
  "stage":  'inter''est'
  deep: {yes: no, list: [1, "two", 3], 😀: 20 ,}

b: "x \\" y"
"""


def changed(text: str, values: dict[tuple[str | int, ...], str]) -> str:
    document = compose_text(text, "f.yaml")
    return with_values(text, {document.place(loc): value for loc, value in values.items()})


@pytest.mark.parametrize(
    ("loc", "value", "old", "new"),
    [
        (("a", "score"), "-5", "score: 55 ", "score: -5 "),
        (("a", "stage"), "x's", "'inter''est'", "'x''s'"),
        (("a", "deep", "yes"), "day 12 09:14", "{yes: no,", "{yes: day 12 09:14,"),
        (("a", "deep", "list", 1), "a, b", '"two"', '"a, b"'),
        (("a", "deep", "😀"), "はい", "😀: 20 ,", "😀: はい ,"),
        (("a", "deep", "list", 0), "a, b", "[1,", '["a, b",'),
        (("a", "score"), "null", "score: 55 ", 'score: "null" '),
        (("a", "score"), "a: b #", "score: 55 ", 'score: "a: b #" '),
        (("b",), "z", '"x \\" y"', '"z"'),
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "marked"])
def test_only_the_value_changes(
    loc: tuple[str | int, ...], value: str, old: str, new: str, ends: str, mark: str
) -> None:
    text = mark + TEXT.replace("\n", ends)
    after = changed(text, {loc: value})
    assert text.count(old) == 1
    assert after == text.replace(old, new)
    assert compose_text(after, "f.yaml").node(loc).value == value  # type: ignore[union-attr]


def test_values_of_one_line_change_together() -> None:
    after = changed("{a: 1, b: 22, c: 333}  # all\n", {("c",): "4", ("a",): "55555", ("b",): "6"})
    assert after == "{a: 55555, b: 6, c: 4}  # all\n"


def test_a_value_of_several_lines_is_replaced_whole() -> None:
    assert changed("a: one\n  two\nb: |\n  three\n# end\nc: 1\n", {("a",): "x", ("b",): "y"}) == (
        "a: x\nb: y\n# end\nc: 1\n"
    )


def test_a_place_without_a_value_is_a_slip_of_ours() -> None:
    with pytest.raises(KeyError):
        with_values("a: 1\n", {Place("f.yaml", 1, 2): "x"})


SIGNS = st.sampled_from("ab5 ,:#'\"{}[]-佐😀&*!|>%@\\?~")
WORDS = st.text(SIGNS, min_size=1, max_size=8).filter(lambda text: text.strip())
STYLES = st.sampled_from(["'{}'", '"{}"'])


@given(st.lists(st.tuples(WORDS, STYLES, st.booleans(), WORDS), min_size=1, max_size=6), st.booleans())
def test_any_text_can_take_the_place_of_any_other(entries: list[tuple[str, str, bool, str]], flow: bool) -> None:
    """Old texts in quotes, some to be changed; the others, and comments, stay."""
    old = [style.format(_quoted(text, style)) for text, style, _, _ in entries]
    written = [f"k{n}: {each}" for n, each in enumerate(old)]
    text = "{" + ", ".join(written) + "}  # c\n" if flow else "".join(f"{each}  # c\n" for each in written)
    values = {(f"k{n}",): new for n, (_, _, change, new) in enumerate(entries) if change}
    after = changed(text, values)
    wanted = [values.get((f"k{n}",), before) for n, (before, *_) in enumerate(entries)]
    assert list(compose_text(after, "f.yaml").plain().values()) == wanted
    assert after.count("# c\n") == text.count("# c\n") + sum(
        new.count("# c\n") - before.count("# c\n") for before, _, change, new in entries if change
    )


def _quoted(text: str, style: str) -> str:
    return text.replace("'", "''") if style == "'{}'" else text.replace("\\", "\\\\").replace('"', '\\"')
