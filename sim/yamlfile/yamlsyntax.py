"""The YAML parser's complaints in plain words, at the place where the user would mend them."""

from __future__ import annotations

import re

from sim.words.messages import say
from sim.words.wording import shown

_Told = tuple[int, int, str]  # line and column from 1, sentence


def explain(error: Exception, text: str, last: tuple[int, int]) -> _Told:
    """Return line, column (from 1) and a sentence for a parser's `error` about `text`.

    `last` is the end of the last thing understood (line and column from 0), for complaints without a place.
    """
    complaint = _Complaint(error, text, last)
    for sentence in (_open_quote, _quoted, _character, _bracket, _block, _setting):
        if told := sentence(complaint):
            return told
    return complaint.here(say("yaml.invalid"))


class _Complaint:
    """What the parser said, and where: `at` the problem, `since` where the unfinished thing began (both from 0)."""

    def __init__(self, error: Exception, text: str, last: tuple[int, int]) -> None:
        marks = (getattr(error, "problem_mark", None), getattr(error, "context_mark", None))
        # Only the line ends that YAML's positions count; the others never get this far.
        self.lines = re.split("\r\n|\r|\n", text)
        at, since = ((mark.line, mark.column) if mark else None for mark in marks)
        self.at = self._inside(at or since or last)
        self.since = self._inside(since or self.at)
        self.problem = str(getattr(error, "problem", None) or error)
        self.context = str(getattr(error, "context", None) or "")

    def _inside(self, mark: tuple[int, int]) -> tuple[int, int]:
        """One of the two parsers points behind the text's last line when the text ends too early."""
        line = min(mark[0], len(self.lines) - 1)
        return line, min(mark[1], len(self.lines[line])) if line == mark[0] else len(self.lines[line])

    @property
    def character(self) -> str:
        """The character at the place, empty at the end of a line."""
        return self.lines[self.at[0]][self.at[1] : self.at[1] + 1]

    @property
    def at_end(self) -> bool:
        """Whether only blanks follow in the whole text."""
        return not (self.lines[self.at[0]][self.at[1] :] + "".join(self.lines[self.at[0] + 1 :])).strip()

    @property
    def first_on_line(self) -> bool:
        return not self.lines[self.at[0]][: self.at[1]].strip(" \t")

    def here(self, sentence: str) -> _Told:
        return self.at[0] + 1, self.at[1] + 1, sentence

    def at_start(self, sentence: str) -> _Told:
        return self.since[0] + 1, self.since[1] + 1, sentence


def _open_quote(told: _Complaint) -> _Told | None:
    if "quoted scalar" in told.context and ("end of stream" in told.problem or "document" in told.problem):
        return told.at_start(say("yaml.quote_open"))
    return None


def _quoted(told: _Complaint) -> _Told | None:
    beyond_unicode = "chr()" in told.problem or "int too large" in told.problem  # Python's parser trips over \UFFFFFFFF
    if "quoted" in told.context or beyond_unicode:
        return told.here(say("yaml.escape"))
    return None


def _character(told: _Complaint) -> _Told | None:
    if told.character == "\t" or "tab character" in told.problem:
        return told.here(say("yaml.tab"))
    if "directive" in told.problem + told.context or "YAML document" in told.problem:
        return told.here(say("yaml.directive"))
    if "start any token" in told.problem:
        return told.here(say("yaml.first_character", character=shown(told.character)))
    if "alias" in told.context or "anchor" in told.context:
        return told.at_start(say("yaml.first_character", character=shown("*" if "alias" in told.context else "&")))
    if "tag" in told.context or "tag handle" in told.problem:
        return told.at_start(say("yaml.tag"))
    return None


def _bracket(told: _Complaint) -> _Told | None:
    if "flow node" in told.context and told.at_end:
        return told.here(say("yaml.bracket_end"))
    if "flow" in told.context and told.at_end:
        return told.at_start(say("yaml.bracket_open"))
    if "flow sequence" in told.context or "flow mapping" in told.context:
        return told.here(say("yaml.bracket_comma", line=told.since[0] + 1))
    if "node content" in told.problem and told.character:
        return told.here(say("yaml.first_character", character=shown(told.character)))
    return None


def _block(told: _Complaint) -> _Told | None:
    if "document start" in told.problem:
        return told.here(say("yaml.directive" if told.lines[told.at[0]].startswith("%") else "yaml.second_document"))
    if "block scalar" in told.context:
        return told.here(say("yaml.block_text"))
    if "block mapping" in told.context or "block collection" in told.context:
        return told.here(say("yaml.indentation" if told.first_on_line else "yaml.after_value"))
    return None


def _setting(told: _Complaint) -> _Told | None:
    if "unexpected ':'" in told.problem:
        return told.here(say("yaml.colon_space"))
    if "mapping keys" in told.problem:
        return told.here(say("yaml.first_character", character=shown("?")))
    if "mapping values" in told.problem:
        return told.here(say("yaml.colon"))
    if "could not find expected ':'" in told.problem:
        return told.at_start(say("yaml.no_colon"))
    if "sequence entries" in told.problem:
        return told.here(say("yaml.dash"))
    return None
