"""The language in use: one at a time, told on to other processes, and put back."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from sim.words import language


@pytest.mark.parametrize(
    ("word", "found"), [("en", "en"), ("ja", "ja"), ("JA", None), ("fr", None), ("", None), (None, None)]
)
def test_only_two_words_name_a_language(word: str | None, found: str | None) -> None:
    assert language.known(word) == found


def test_inside_another_language_is_spoken_and_outside_the_one_before() -> None:
    with language.speaking("ja"):
        assert language.current() == os.environ[language.VARIABLE] == "ja"
        with language.speaking("en"):
            assert language.current() == os.environ[language.VARIABLE] == "en"
        assert language.current() == os.environ[language.VARIABLE] == "ja"
    assert language.current() == "en"
    assert language.VARIABLE not in os.environ


def test_a_variable_that_names_no_language_is_put_back_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(language.VARIABLE, "fr")
    with language.speaking("ja"):
        pass
    assert language.current() == "en"
    assert os.environ[language.VARIABLE] == "fr"


def test_an_error_inside_puts_the_language_back_too() -> None:
    with pytest.raises(ValueError, match="inside"), language.speaking("ja"):
        raise ValueError("inside")
    assert language.current() == "en"


@pytest.mark.parametrize(("variable", "spoken"), [("ja", "ja"), ("en", "en"), ("fr", "en"), ("", "en")])
def test_a_process_begins_in_the_language_that_its_environment_names(variable: str, spoken: str) -> None:
    assert _spoken_by_another_process({**os.environ, language.VARIABLE: variable}) == spoken


def test_workers_speak_the_language_of_who_started_them() -> None:
    with language.speaking("ja"):
        assert _spoken_by_another_process({**os.environ}) == "ja"
    assert _spoken_by_another_process({**os.environ}) == "en"


def _spoken_by_another_process(environment: dict[str, str]) -> str:
    code = "from sim.words import language; print(language.current())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    return done.stdout.strip()
