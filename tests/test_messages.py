"""The catalogue and the code that speaks from it agree."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest

import sim
from sim.japanese.catalogue import JAPANESE
from sim.words import language, messages
from sim.words.messages import ENGLISH, say

# What speaks from the catalogue: not its own modules, in which every key stands.
MODULES = sorted(
    path
    for path in Path(sim.__file__).parent.rglob("*.py")
    if path.parent.name != "japanese" and not re.search("^ENGLISH: ", path.read_text("utf-8"), re.MULTILINE)
)
SAID_BY_TEMPLATES = [
    key
    for path in Path(sim.__file__).parent.rglob("*.j2")
    for key in re.findall(r'\bsay\("([^"]+)"[,)]', path.read_text("utf-8"))
]
# By a number, a state, a reason, the words of click, a part of a page, an error of the system.
CHOSEN_BY_DATA = re.compile(
    r"checklist\.\d+|click\.\w+|report\.part_\w+|system\.\w+|cli\.results\.\w+|kpi\.returned_\w+(\.(top|bottom))?"
)


class Call(NamedTuple):
    """One `say(...)` in the code."""

    place: str
    keys: list[str]  # more than one if the key is chosen on the spot
    keywords: set[str] | None  # None if some come from a dict


def calls(path: Path) -> Iterator[Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and "say" in (getattr(node.func, "id", ""), getattr(node.func, "attr", "")):
            names = {keyword.arg for keyword in node.keywords}
            keywords = None if None in names else {name for name in names if name}
            yield Call(f"{path.name}:{node.lineno}", list(literal_keys(node.args[0])), keywords)


def literal_keys(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from literal_keys(node.body)
        yield from literal_keys(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def words_and_patterns(path: Path) -> tuple[set[str], set[str]]:
    """The texts and names in a module, and its f-strings as patterns in which each value is a group."""
    words, patterns = set(), set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Constant(value=str(word)) | ast.Name(id=word) | ast.FunctionDef(name=word):
                words |= {word, word.lower()}  # members of an enum are spoken of in lower case
            case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]) if re.match(r"[a-z_]+\.", start):
                patterns.add("".join(pattern_part(part) for part in node.values))
    return words, patterns


def pattern_part(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else "([^.]+)"


def unused(keys: set[str]) -> list[str]:
    """Keys that stand nowhere in the code, neither whole nor put together from words that do."""
    found = [words_and_patterns(path) for path in MODULES]
    words = {word for some, _ in found for word in some} | set(SAID_BY_TEMPLATES)
    matches = [re.fullmatch(pattern, key) for key in keys for _, some in found for pattern in some]
    together = {match[0] for match in matches if match and words >= {*match.groups()}}
    return sorted(key for key in keys - words - together if not CHOSEN_BY_DATA.fullmatch(key))


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


ALL_CALLS = [call for path in MODULES for call in calls(path)]


def test_the_search_for_calls_finds_them() -> None:
    assert len(ALL_CALLS) > 50


@pytest.mark.parametrize("call", ALL_CALLS, ids=lambda call: call.place)
def test_every_call_names_a_sentence_and_gives_exactly_its_values(call: Call) -> None:
    for key in call.keys:
        assert key in ENGLISH, f"{call.place}: no sentence {key}"
        if call.keywords is not None:
            assert call.keywords == placeholders(ENGLISH[key]), f"{call.place}: {key}"


@pytest.mark.parametrize("key", SAID_BY_TEMPLATES)
def test_templates_say_what_there_is(key: str) -> None:
    assert key in ENGLISH


def test_no_sentence_is_left_unused() -> None:
    assert unused(set(ENGLISH)) == []


def test_a_sentence_that_nobody_says_would_be_noticed() -> None:
    assert unused({"yaml.nobody_says_this", "yaml.empty"}) == ["yaml.nobody_says_this"]


@pytest.mark.parametrize(("key", "text"), ENGLISH.items(), ids=list(ENGLISH))
def test_keys_are_dotted_and_places_are_named(key: str, text: str) -> None:
    assert "." in key
    assert all(name.isidentifier() for name in placeholders(text)), "places are names, not numbers or expressions"


def test_say_fills_the_places() -> None:
    assert say("yaml.at_least", limit=1) == "must be at least 1"


def test_say_of_an_unknown_key_is_our_own_slip() -> None:
    with pytest.raises(KeyError, match=r"no\.such"):
        say("no.such")


# ---- the other language


def module_pairs() -> list[str]:
    """The modules of sim/japanese with words of the module of the same name in sim/words."""
    modules = (path.stem for path in sorted((Path(sim.__file__).parent / "japanese").glob("*words.py")))
    return [name for name in modules if hasattr(import_module(f"sim.words.{name}"), "ENGLISH")]


def both(name: str) -> tuple[dict[str, str], dict[str, str]]:
    english, japanese = (import_module(f"sim.{folder}.{name}") for folder in ("words", "japanese"))
    return english.ENGLISH, japanese.JAPANESE


@pytest.mark.parametrize("name", module_pairs())
def test_a_module_has_the_same_sentences_in_both_languages(name: str) -> None:
    english, japanese = both(name)
    assert sorted(japanese.keys() - english.keys()) == [], "no such sentence in English"
    assert sorted(english.keys() - japanese.keys()) == [], "not translated"


@pytest.mark.parametrize("name", module_pairs())
def test_a_sentence_has_the_same_places_in_both_languages(name: str) -> None:
    english, japanese = both(name)
    shared = english.keys() & japanese.keys()
    other = [key for key in shared if fields(english[key]) != fields(japanese[key])]
    assert sorted(other) == []


@pytest.mark.parametrize("name", module_pairs())
def test_the_catalogue_has_every_module_of_the_folder(name: str) -> None:
    assert both(name)[1].items() <= JAPANESE.items()


def fields(text: str) -> set[tuple[str, str | None, str | None]]:
    """The places of a sentence, each with how its value is written."""
    return {(name, how, conversion) for _, name, how, conversion in string.Formatter().parse(text) if name is not None}


def test_every_sentence_can_be_said_in_japanese() -> None:
    with language.speaking("ja"):
        assert say("yaml.at_least", limit=1) == "1以上にしてください"
    assert say("yaml.at_least", limit=1) == "must be at least 1"


def test_a_sentence_without_a_translation_is_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ENGLISH, "yaml.new", "new")
    monkeypatch.setattr(messages, "_japanese", messages._japanese.__wrapped__)
    with language.speaking("ja"):
        assert say("yaml.new") == "new"


def test_every_module_of_words_has_its_japanese_one() -> None:
    folders = (Path(sim.__file__).parent / name for name in ("words", "japanese"))
    english, japanese = ({path.name for path in folder.glob("*words.py")} for folder in folders)
    assert english == japanese
