"""The command `nurture`: words to calls, no logic.

Nothing heavy is imported here or in the modules of the commands: each command imports what it needs when it runs.
"""

import click

from sim import __version__
from sim.doors import cli_click
from sim.doors.cli_agreement import agreement
from sim.doors.cli_charts import charts
from sim.doors.cli_checklist import checklist
from sim.doors.cli_compare import compare, demo
from sim.doors.cli_coverage import coverage
from sim.doors.cli_deck import deck
from sim.doors.cli_diff import diff
from sim.doors.cli_errors import Door
from sim.doors.cli_explain import explain
from sim.doors.cli_files import check, init, kpis, schema
from sim.doors.cli_leads import leads
from sim.doors.cli_mutate import mutate
from sim.doors.cli_report import report
from sim.doors.cli_results import results, sql
from sim.doors.cli_robustness import robustness
from sim.doors.cli_run import run
from sim.doors.cli_search import search
from sim.doors.cli_show import show
from sim.doors.cli_test import test
from sim.doors.cli_trace import trace
from sim.doors.cli_workbook import workbook
from sim.words.messages import say

cli_click.translate()  # before the first option is made, whose help may be click's own


@click.group(cls=Door, help=say("cli.help"), epilog=say("cli.exit_codes"))
@click.version_option(__version__, prog_name="nurture", message=say("cli.version"))
def main() -> None:
    pass


COMMANDS = (
    *(demo, init, check, checklist, run, compare, robustness, search, charts, report, deck, agreement),
    *(show, trace, explain, coverage, diff, test, mutate, leads, workbook, results, sql, kpis, schema),
)
for command in COMMANDS:
    main.add_command(command)
