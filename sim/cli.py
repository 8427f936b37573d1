"""The command `nurture`: words to calls, no logic."""

import click

from sim import __version__


@click.group()
@click.version_option(__version__, prog_name="nurture")
def main() -> None:
    """Simulate nurture journeys and compare them before changing production."""
