"""The cells of a table of test leads in the words of a file of test leads: moments, story lines, expectations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sim.files import storyline
from sim.files.leadcells import moment_words, plain
from sim.files.leadcolumns import EXPECTS
from sim.files.loaded import LoadedJourney
from sim.files.sheetnames import (
    ATTRIBUTE,
    END,
    EXPECTED,
    FINDINGS,
    OF_MAILS,
    REASONS,
    STATUSES,
    UNITS,
    VALUES,
    VERBS,
    YES_NO,
    by_word,
    folded,
    titled,
)  # fmt: skip
from sim.model.journey import Content, CsvSource, Email, Webinar
from sim.words.messages import say
from sim.words.wording import cut, did_you_mean, listed

_DAY = re.compile(r"(?:第 ?|day ?)?([0-9]{1,5})(?:\.0+)?(?: ?(?:日目|日後|日))?", re.IGNORECASE)
_CLOCK = re.compile(r"([0-9]{1,2}) ?(?::|時) ?(?:([0-9]{2})(?::([0-9]{2})|分)?)?")
_SPLIT = re.compile(r"[;\n、]|,(?=[^,;=]+=)")
_TAGS = re.compile(r"[;,、\n ]+")
_NUMBER = re.compile(rf"(-?[0-9]+)(?:\.0+)? ?[{UNITS}]*")
_TOLD_YES_NO = ("handed_off", "excluded", "returned", "opportunity", "subscribed")
_OF_NAMES = ("points", "counts", "mails")


class Wanted(NamedTuple):
    """One thing that is expected: its name, that of a part of it if it has any, and the value as a text."""

    key: str
    part: str
    value: str


class Lexicon:
    """The words of one journey. values: of our columns, their words to ours."""

    def __init__(self, loaded: LoadedJourney, values: Mapping[str, Mapping[str, str]] | None = None) -> None:
        journey = loaded.journey
        self._behaviours = titled({name: journey.behaviours.get(name) for name in journey.behaviour_names()})
        self._touchpoints = titled(journey.touchpoints)
        named = journey.touchpoints.items()
        self._tracked = {name: each.behaviour for name, each in named if isinstance(each, Content)}
        self._mails = titled({name: each for name, each in named if isinstance(each, Email | Webinar)})
        self._verbs = by_word(VERBS)
        self._findings, self._reasons = by_word(FINDINGS), by_word(REASONS)
        self._statuses, self._yes_no, self._expected = by_word(STATUSES), by_word(YES_NO), by_word(EXPECTED)
        self._columns = {
            "source": titled(journey.sources),
            "start.stage": titled(journey.stages),
            **{ATTRIBUTE + name: _values(words) for name, words in loaded.personas.attributes.items()},
        }
        self._map(_given(journey.sources.values()))
        self._map(values or {})

    def _map(self, values: Mapping[str, Mapping[str, str]]) -> None:
        for key, words in values.items():
            mapped = {folded(theirs): ours for theirs, ours in words.items()}
            for column in (key, ATTRIBUTE + key, f"start.{key}"):
                if column in self._columns:
                    self._columns[column] = {**self._columns[column], **mapped}
            if key == "does":
                self._verbs = {**self._verbs, **mapped}
            if key == "object":
                self._touchpoints = {**self._touchpoints, **mapped}

    # ---- who a lead is ----

    def fact(self, key: str, cell: str) -> str:
        """A cell about the lead itself."""
        word = plain(cell)
        if key in self._columns:
            return self._columns[key].get(folded(cell), word)
        if key == "start.opted_out":
            return self._yes_no.get(folded(cell), word)
        if key == "registers":
            return self.moment(cell)
        if key.startswith("start."):
            return _number(word)
        return cell.strip() if key == "title" else word

    def counted(self, name: str) -> str:
        """The behaviour that a column counts."""
        return self._behaviours.get(folded(name), name)

    @staticmethod
    def tags(cell: str) -> list[str]:
        """`price; 価格` as its tags."""
        return [tag for tag in _TAGS.split(plain(cell)) if tag]

    # ---- when ----

    @staticmethod
    def moment(cell: str) -> str:
        """`12日目 9時14分`, `2026/4/18`, `終了` as a file of test leads writes them; anything else as it is."""
        words = " ".join(plain(cell).split())
        if words.casefold() in END:
            return storyline.END
        if dated := moment_words(words):
            return dated
        match = _DAY.match(words)
        rest = words[match.end() :] if match else ""
        if match is None or (rest and rest[0] not in " T" and not match[0].endswith(("日", "目", "後"))):
            return words
        return f"day {int(match[1])}{' ' if rest.strip() else ''}{Lexicon.clock(rest)}"

    @staticmethod
    def clock(cell: str) -> str:
        """`9時14分`, `9:14:00` as `09:14`; anything else as it is."""
        words = plain(cell)
        match = _CLOCK.fullmatch(words)
        if match is None:
            return words
        second = f":{match[3]}" if int(match[3] or 0) else ""
        return f"{int(match[1]):02}:{match[2] or '00'}{second}"

    # ---- what happens ----

    def step(self, does: str, what: str) -> str:
        """`downloads white_paper` for what stands in the columns of the action and its object.

        Raises ValueError if the object is tracked as another behaviour than the action says.
        """
        word, given = folded(does), plain(what)
        verb = self._verbs.get(word)
        if verb is None and (behaviour := self._behaviours.get(word)) is not None:
            return self._of_behaviour(behaviour, given)
        verb = verb or plain(does)
        return f"{verb} {self._object(verb, given)}".strip()

    def _of_behaviour(self, behaviour: str, given: str) -> str:
        """A step named by what it is tracked as."""
        if given and behaviour in OF_MAILS:
            return f"{OF_MAILS[behaviour]} {self._object('', given)}"
        if not given:
            return f"does {behaviour}"
        name = self._touchpoints.get(folded(given), given)
        tracked = self._tracked.get(name)
        if tracked is not None and tracked != behaviour:
            raise ValueError(say("sheet.other_behaviour", name=cut(name), tracked=tracked, found=behaviour))
        return f"does {name}"

    def _object(self, verb: str, given: str) -> str:
        if verb == "sales finds":
            return ", ".join(self._findings.get(folded(part), part) for part in re.split(r"[,;、/ ]+", given) if part)
        if verb == "sales returns":
            return self._reasons.get(folded(given), given)
        word = folded(given)
        return self._touchpoints.get(word) or self._behaviours.get(word) or given

    def story(self, cell: str) -> Iterator[str]:
        """The lines of a cell with a whole story, one a line or with `;` between them."""
        for told in re.split(r"[;\n]", plain(cell)):
            words = told.split()
            cutting = next((n for n in range(len(words), 0, -1) if _is_moment(" ".join(words[:n]))), 0)
            if cutting:
                verb, what = self.parted(words[cutting:])
                yield f"{self.moment(' '.join(words[:cutting]))} {self.step(verb, what)}"
            elif words:
                yield " ".join(words)

    def parted(self, words: list[str]) -> tuple[str, str]:
        """The action and its object; of two words for an action the longer."""
        n = next((n for n in (2, 1) if folded(" ".join(words[:n])) in self._verbs), 1)
        return " ".join(words[:n]), " ".join(words[n:])

    # ---- what is expected ----

    def wanted(self, cell: str) -> Iterator[Wanted]:
        """`handed_off=no; mails.newsletter=3`. Raises ValueError for what has another form, or is no word for it."""
        for part in _SPLIT.split(plain(cell)):
            name, sign, value = part.partition("=")
            if sign and name.strip() and value.strip():
                yield self.wanted_of(EXPECTS + name.strip(), value)
            elif part.strip():
                raise ValueError(say("sheet.expect_form", found=cut(part.strip())))

    def wanted_of(self, column: str, cell: str) -> Wanted:
        """What a column of one expected thing says. Raises ValueError if nothing is called so."""
        name, _, part = column.removeprefix(EXPECTS).partition(".")
        key = self._expected.get(folded(name))
        if key is None or (part and key not in _OF_NAMES) or (not part and key in ("points", "counts")):
            names = [f"{each}.NAME" if each in ("points", "counts") else each for each in EXPECTED]
            hint = did_you_mean(name, EXPECTED) or say("sheet.known_expected", known=listed(names))
            raise ValueError(say("sheet.unknown_expected", found=cut(column.removeprefix(EXPECTS)), hint=hint))
        names_of = self._mails if key == "mails" else self._behaviours
        return Wanted(key, names_of.get(folded(part), part), self._value(key, cell))

    def _value(self, key: str, cell: str) -> str:
        word = plain(cell)
        if key in _TOLD_YES_NO and (told := self._yes_no.get(folded(cell))):
            return told
        if key == "status":
            return self._statuses.get(folded(cell), word)
        if key == "stage":
            return self._columns["start.stage"].get(folded(cell), word)
        if key == "returned":
            return self._reasons.get(folded(cell), word)
        return self.moment(word) if key == "handed_off" else word if key in ("rule", "exit") else _number(word)


def _given(sources: Iterable[object]) -> dict[str, dict[str, str]]:
    """Words for values in the journey's own files of real leads."""
    found: dict[str, dict[str, str]] = {}
    for source in sources:
        if isinstance(source, CsvSource):
            for key, words in source.values.items():
                found.setdefault(key, {}).update(words)
    return found


def _values(names: Iterable[str]) -> dict[str, str]:
    return by_word({name: VALUES.get(name, ()) for name in names})


def _number(word: str) -> str:
    """`85点` and `85.0` as 85; anything else as it is."""
    match = _NUMBER.fullmatch(word)
    return str(int(match[1])) if match else word


def _is_moment(words: str) -> bool:
    try:
        storyline.when(Lexicon.moment(words))
    except ValueError:
        return False
    return True
