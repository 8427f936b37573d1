"""The words of choosing a language, and those that click says by itself, part of the catalogue of messages."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    # --- choosing a language ---
    "language.option": "Language of help, tables and answers.  [default: $NURTURE_LANG, else nurture.yaml, else en]",
    # --- click's own words, exactly as its source has them: they are found by their English text ---
    "click.usage": "Usage:",
    "click.options": "Options",
    "click.commands": "Commands",
    "click.arguments": "Positional arguments",
    "click.help": "Show this message and exit.",
    "click.version": "Show the version and exit.",
    "click.default": "default: {default}",
    "click.required": "required",
    "click.variable": "env var: {var}",
    "click.error": "Error: {message}",
    "click.aborted": "Aborted!",
    "click.try": "Try '{command} {option}' for help.",
    "click.invalid": "Invalid value: {message}",
    "click.invalid_for": "Invalid value for {param_hint}: {message}",
    "click.missing_argument": "Missing argument",
    "click.missing_option": "Missing option",
    "click.missing_command": "Missing command.",
    "click.no_option": "No such option {name!r}.",
    "click.no_command": "No such command {name!r}.",
    "click.possibility": "Did you mean {possibility}?",
    "click.possibilities": "(Did you mean one of: {possibilities}?)",
    "click.extra": "Got unexpected extra argument ({args})",
    "click.extras": "Got unexpected extra arguments ({args})",
    "click.no_value": "Option {name!r} does not take a value.",
    "click.needs_argument": "Option {name!r} requires an argument.",
    "click.needs_arguments": "Option {name!r} requires {nargs} arguments.",
    "click.choose": "Choose from:\n\t{choices}",
    "click.choice": "{value!r} is not {choice}.",
    "click.choices": "{value!r} is not one of {choices}.",
    "click.number": "{value!r} is not a valid {number_type}.",
    "click.range": "{value} is not in the range {range}.",
    "click.path_missing": "{name} {filename!r} does not exist.",
    "click.is_folder": "{name} {filename!r} is a directory.",
    "click.is_file": "{name} {filename!r} is a file.",
}
