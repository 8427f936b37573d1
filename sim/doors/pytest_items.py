"""What test leads and checks have in common as tests of pytest: names, markers, and failures without a traceback."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from sim.words.messages import say
from sim.words.wording import one_line
from sim.yamlfile import FileProblems

# Markers by which pytest does something; as tags they only name a group, as in `nurture test`.
_OF_PYTEST = ("filterwarnings", "parametrize", "skip", "skipif", "tryfirst", "trylast", "usefixtures", "xfail")


class Finding(Exception):  # noqa: N818 - what a test found is no error of the program
    """What was not as it should be: the place, one sentence, and all lines that tell of it."""

    def __init__(self, path: Path, line: int, sentence: str, lines: Iterable[str]) -> None:
        super().__init__(path, line, sentence, tuple(lines))
        self.path, self.line, self.sentence, self.lines = self.args

    def __str__(self) -> str:
        return "\n".join(self.lines)


class YamlFile(pytest.File):
    """A file whose mistakes are one collection error."""

    @property
    def shown(self) -> Path:
        """The file as seen from the folder that pytest works in, as a user would name it."""
        try:
            return Path(os.path.relpath(self.path))
        except ValueError:  # on another drive
            return self.path

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Mistakes as one line each."""
        if not isinstance(excinfo.value, FileProblems):
            return super().repr_failure(excinfo)
        first = excinfo.value.problems[0]
        place = f"{first.file}:{first.line}:{first.column}: "
        return _told(excinfo, first.file, first.line, str(first).removeprefix(place))


class YamlItem(pytest.Item):
    """A test that stands at a line of a YAML file, with tags."""

    line: int

    def place(self, shown: Path, line: int, marker: str, tags: Iterable[str]) -> None:
        """Say where it stands, also in reports, and mark it."""
        self.line = line
        self.user_properties += [("file", shown.as_posix()), ("line", line), *(("tag", tag) for tag in tags)]
        self.add_marker(marker)
        for tag in tags:
            if tag in _OF_PYTEST:
                self.extra_keyword_matches.add(tag)
            else:
                _register(self.config, tag)
                self.add_marker(tag)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What was found as its own lines."""
        found = excinfo.value
        if not isinstance(found, Finding):
            return super().repr_failure(excinfo, style)
        return _told(excinfo, str(found.path), found.line, found.sentence)

    def reportinfo(self) -> tuple[Path, int, str]:
        """The file, the line counted from 0, and the name."""
        return self.path, self.line - 1, self.name


def part_of_address(name: str) -> str:
    """A name between the double colons of a test's address: on one line, without any of its own."""
    return re.sub("::+", ":", one_line(name))


def _register(config: pytest.Config, tag: str) -> None:
    """Make a marker of a tag, so that --strict-markers is content."""
    if tag not in {re.split("[:(]", line)[0].strip() for line in config.getini("markers")}:
        config.addinivalue_line("markers", f"{tag}: {say('pytest.tag')}")


def _told(excinfo: pytest.ExceptionInfo[BaseException], path: str, line: int, message: str) -> Any:
    """An exception as its own lines, without a traceback, with the place in the user's file as where it happened."""
    told = excinfo.getrepr(style="value", chain=False)
    if told.reprcrash is not None:
        told.reprcrash.path, told.reprcrash.lineno, told.reprcrash.message = path, line, message
    return told
