"""The words of a rule's text, and a sentence for each that no rule has."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from sim.words.messages import say
from sim.words.wording import cut, one_line

KEYWORDS: Final = ("and", "or", "not")
OPERATORS: Final = (">=", ">", "<=", "<", "==", "!=")

_NAME = re.compile(r"[^\W\d]\w*")
_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+)
    |(?P<number>-?\d[\w.%+*/:~-]*(,\d[\w.%+*/:~-]*)*)  # whatever was meant as one number is shown as one
    |(?P<name>[^\W\d]\w*)
    |(?P<quoted>"[^"]*"|'[^']*')
    |(?P<unclosed>["'].*)
    |(?P<op>[<>=!&|＜＞＝！＆｜≥≤≧≦≠]+)
    |(?P<mark>[(),])
    |(?P<odd>.)""",
    re.VERBOSE | re.DOTALL,
)
_SLIPS = {
    "=": "==", "===": "==", "=>": ">=", "=<": "<=", "<>": "!=", "!==": "!=",
    "&": "and", "&&": "and", "|": "or", "||": "or", "!": "not",
    "AND": "and", "And": "and", "OR": "or", "Or": "or", "NOT": "not", "Not": "not",
}  # fmt: skip
# Beside what Unicode's compatibility forms already fold, full-width letters and signs among them.
_VARIANTS = str.maketrans({
    "≥": ">=", "≧": ">=", "≤": "<=", "≦": "<=", "≠": "!=", "−": "-", "–": "-", "、": ",",
    "“": '"', "”": '"', "‘": "'", "’": "'",
})  # fmt: skip
_FOLDED_MARKS = (" ", "(", ")", ",", "-", '"', "'")


class RuleProblem(NamedTuple):
    """A mistake in a rule: the character it begins at, from 0, and the sentence about it."""

    column: int
    text: str


class RuleError(ValueError):
    """A text that is no rule; as a text, every problem with its character, from 1."""

    def __init__(self, problems: list[RuleProblem]) -> None:
        super().__init__(problems)
        self.problems = problems

    def __str__(self) -> str:
        return "; ".join(say("rules.at", column=column + 1, text=text) for column, text in self.problems)


class Token(NamedTuple):
    """A word of a rule. `kind` is number, name, quoted, op or end; each keyword and mark is a kind of its own."""

    kind: str
    text: str
    column: int


def tokens(text: str) -> list[Token]:
    """The words of a rule, then the end. Raises RuleError for all that no rule has, wherever they stand."""
    found, problems = [], []
    for match in _TOKEN.finditer(text):
        kind, word = match.lastgroup or "", match[0]
        if kind == "space":
            continue
        if fault := _fault(kind, word):
            problems.append(RuleProblem(match.start(), fault))
        found.append(Token(word if kind == "mark" or word in KEYWORDS else kind, word, match.start()))
    if problems:
        raise RuleError(problems)
    return [*found, Token("end", "", len(text))]


def _fault(kind: str, word: str) -> str | None:
    """What is wrong with a word wherever it stands, or None."""
    if kind == "quoted":
        return say("rules.quoted_character", found=cut(word)) if one_line(word) != word else None
    if kind == "unclosed":
        return say("rules.unclosed_quote", found=cut(word))
    plain = folded(word)
    if plain != word and (kind != "odd" or plain in _FOLDED_MARKS):
        return _variant(word, plain)
    if word in _SLIPS:
        return say("rules.slip", found=word, right=_SLIPS[word])
    if kind == "op" and word not in OPERATORS:
        return say("rules.operator", found=cut(word))
    return _odd(word) if kind == "odd" else None


def folded(word: str) -> str:
    """The plain way of writing what a keyboard wrote full-width, typographically or in another compatible form."""
    return unicodedata.normalize("NFKC", word.translate(_VARIANTS))


def _variant(word: str, plain: str) -> str:
    if plain == " ":
        return say("rules.space", code=f"U+{ord(word):04X}")
    return say("rules.variant", found=cut(word), right=cut(_SLIPS.get(plain, plain)))


def _odd(character: str) -> str:
    if character == ".":
        return say("rules.dot")
    return say("rules.arithmetic" if character in "+-*/%^~" else "rules.character", found=one_line(character))


def written(value: str) -> str:
    """An attribute's value as a rule writes it: bare if it is a plain word, else in quotes."""
    if _NAME.fullmatch(value) and folded(value) == value and value not in (*KEYWORDS, *_SLIPS):
        return value
    return f"'{value}'" if '"' in value else f'"{value}"'
