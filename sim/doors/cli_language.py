"""The option `--lang`, the same on every command."""

from __future__ import annotations

from collections.abc import Sequence

import click

from sim.doors.cli_wide import WideContext
from sim.words import language
from sim.words.messages import say
from sim.words.wording import shown

OPTION = "--lang"
GIVEN = "sim.language"  # in a context's `meta`: the language that the option named


class LanguageOption(click.Option):
    """`--lang`: from here on, speak the language that it names."""

    def __init__(self, words: str | None = None) -> None:
        """`words`: its help, where it does more than elsewhere."""
        super().__init__(
            [OPTION],
            is_eager=True,
            expose_value=False,
            metavar=f"[{'|'.join(language.LANGUAGES)}]",
            callback=_speak,
            help=words or say("language.option"),
        )


def offer(command: click.Command) -> None:
    """Give a command, and all of its subcommands, the option."""
    command.context_class = WideContext
    if not any(isinstance(option, LanguageOption) for option in command.params):
        command.params.append(LanguageOption())
    for each in command.commands.values() if isinstance(command, click.Group) else ():
        offer(each)


def named(words: Sequence[str]) -> str | None:
    """The last language that the words of a command line name by the option, right or wrong; None without one."""
    before_end = words[: words.index("--")] if "--" in words else words
    found = None
    for at, word in enumerate(before_end):
        if word == OPTION and before_end[at + 1 :]:
            found = before_end[at + 1]
        elif word.startswith(f"{OPTION}="):
            found = word.partition("=")[2]
    return found


def after_option(words: Sequence[str]) -> list[str]:
    """The words that follow the option where they begin with it."""
    rest = list(words)
    while rest and (rest[0] == OPTION or rest[0].startswith(f"{OPTION}=")):
        rest = rest[2 if rest[0] == OPTION else 1 :]
    return rest


def refused(where: str, word: str) -> str:
    """The line that says that a word is no language."""
    rule = say("yaml.one_of", choices=", ".join(map(shown, language.LANGUAGES)))
    return f"{where}: {say('yaml.found', rule=rule, found=shown(word), hint='')}"


def _speak(context: click.Context, option: click.Parameter, word: str | None) -> None:
    """Speak the language; `Door.main` goes back to the one before."""
    if word is None:
        return
    which = language.known(word)
    if which is None:
        click.echo(refused(OPTION, word), err=True)
        context.exit(2)  # cli_errors.MISTAKE
    language.use(which)
    context.meta[GIVEN] = which
