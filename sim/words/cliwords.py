"""The words of the command line, part of the catalogue of messages: help texts, labels, and what commands say."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    # --- the command itself; in help texts a line with only \b begins lines that are printed as they stand ---
    "cli.help": """Simulate B2B nurture journeys lead by lead, and compare e-mail cadence, webinars and hand-off rules
before you change production.

Begin with `nurture demo`: it answers a question about e-mail cadence on the journey that comes with the program.
""",
    "cli.exit_codes": """\b
Exit codes:
  0    all is well; the question was answered
  1    a fault of the program: a traceback, please report it; failed runs; test, diff, mutate, checklist: not as asked
  2    a mistake in a file or an argument; each is one line
  3    results or files can't be written or read, or a cluster can't be reached
  130  stopped by Ctrl-C; the simulated runs of comparisons are kept, and the same command goes on
""",
    "cli.version": "%(prog)s %(version)s",
    "cli.opt.json": "Print one JSON object instead of text.",
    "cli.opt.out": "Folder in which results are kept, each run in one of its own.  [default: results]",
    "cli.opt.replications": "Simulated runs of each scenario.  [default: what the experiment says]",
    "cli.opt.charts": "Draw the charts (PNG and SVG).",
    # --- compare, demo ---
    "cli.compare.short": "Answer an experiment's question: all its scenarios, with the same leads and chance events.",
    "cli.compare.help": """Answer the question of an EXPERIMENT file.

Every scenario is simulated many times with the same leads and the same chance events, so that what differs between two
scenarios differs because of what was changed. Printed are means, the difference from the baseline with its interval, a
verdict for each KPI, the answer, and the assumptions it rests on. All of it is kept in the results folder.

\b
Examples:
  nurture compare experiments/email_cadence.yaml
  nurture compare experiments/email_cadence.yaml --replications 100 --workers 4
  nurture compare experiments/email_cadence.yaml --json > answer.json
  nurture compare experiments/email_cadence.yaml --ledger all --cluster local:2

Stopped at any time, the same command goes on where it was; simulated runs are kept, and no run is simulated twice.
""",
    "cli.demo.short": "Answer the e-mail cadence question on the journey that comes with the program.",
    "cli.demo.help": """How often should the newsletter go out?

The same as `nurture compare experiments/email_cadence.yaml`, with the file of this folder if it is there, else with the
one that comes with the program.

\b
Examples:
  nurture demo
  nurture demo --replications 50
""",
    "cli.preparing": "Preparing the engine (about 20 seconds the first time, then a few)",
    "cli.progress": "{done} of {total} simulated runs",
    "cli.per_month": "per month",
    "cli.per_quarter": "per quarter",
    "cli.per_year": "per year",
    "cli.per_window": "in the measured time",
    "cli.scenario": "scenario",
    "cli.difference": "difference",
    "cli.interval": "[95 %]",
    "cli.adjusted": "Intervals and verdicts are adjusted for the number of scenarios (Holm).",
    "cli.no_interval": "[not known]",
    "cli.yen": "{title}, yen",
    "cli.answer": "Answer: ",
    "cli.rests_on": "Rests on: ",
    "cli.runs_of_each": "{count} simulated runs of each scenario, with the same leads and chance events; seed {seed}",
    "cli.correlation": "; correlation of {kpi} {value}",
    "cli.skipped": "Bad rows of leads files that were skipped: {count}.",
    "cli.chart": "Charts:  {path}",
    "cli.chart_too": "         {path}",
    "cli.results": "Results: {path}",
    # --- init, check, schema, kpis ---
    "cli.init.short": "Begin a workspace: a journey, personas and an experiment to change.",
    "cli.init.help": """Write a journey, its personas and an experiment into the folder DIR, to be changed to your own.

Nothing is overwritten: if one of the files is there already, nothing is written at all.

\b
Example:
  nurture init my_journeys
""",
    "cli.init.next": "Next: cd {folder}, change journeys/seed.yaml, nurture check, nurture demo",
    "cli.check.short": "List every mistake in journeys, personas and experiments, and warn of what is hardly meant.",
    "cli.check.help": """List every mistake, each as file:line:column: setting: what is wrong.

Files without mistakes are searched for what can be simulated but is hardly meant, such as a mail that nobody can get or
a rule that machine opens alone fulfil: these lines say `warning`.

PATH is a file, or a folder of which all files are checked; without it the journeys, personas and experiments of the
present folder are. Exit code 2 if there is any mistake, with --strict also if there is
any warning.

\b
Examples:
  nurture check
  nurture check journeys/seed.yaml experiments/
  nurture check --json
""",
    "cli.check.fine": "Files checked: {files}. No mistakes.",
    "cli.check.mistakes": "Files checked: {files}. Mistakes: {count}.",
    "cli.check.both": "Files checked: {files}. Mistakes: {count}. Warnings: {warnings}.",
    "cli.check.strict": "Exit code 2 also if there are warnings alone.",
    "cli.checklist.short": "Go through the 26 points of a nurturing design: what a journey has, what is missing.",
    "cli.checklist.help": """Go through the 26 points of a nurturing design, and say what becomes of each in JOURNEY.

A point is met by a setting that has an effect, shown with its line; declared where only a person can vouch for it
(`declared` in the journey: by whom, on which day, on what evidence); missing, with the setting to add; or not
applicable. A rule that nobody or everybody fulfils does not count, nor a mail that nobody gets.

\b
Examples:
  nurture checklist journeys/seed.yaml
  nurture checklist journeys/seed.yaml --markdown > checklist.md
  nurture checklist journeys/seed.yaml --json
  nurture checklist journeys/seed.yaml --strict
""",
    "cli.checklist.markdown": "Print a Markdown table.",
    "cli.checklist.strict": "Exit code 1 if anything is missing.",
    "cli.checklist.one": "--markdown and --json are two ways of printing; choose one",
    "cli.checklist.point": "point",
    "cli.checklist.status": "status",
    "cli.checklist.where": "where, or what to add",
    "cli.checklist.vouched": "{where} ({vouched})",
    "cli.checklist.counts": "{met} met, {declared} declared, {missing} missing, {not_applicable} not applicable",
    "cli.schema.short": "Print the JSON Schema of a kind of file, for editors.",
    "cli.schema.help": """Print the JSON Schema of a kind of file, so that your editor completes and checks it.

\b
Example:
  nurture schema journey > journey.schema.json
""",
    "cli.kpis.short": "List the KPIs that experiments can ask for.",
    "cli.kpis.help": """List all KPIs: name in experiment files, title in tables, which way is better, what is counted.


\b
Examples:
  nurture kpis
  nurture kpis --json
""",
    "cli.name": "name",
    "cli.better": "better",
    "cli.higher": "higher",
    "cli.lower": "lower",
    "cli.neither": "",
    "cli.kpi": "KPI",
    "cli.value": "value",
    "cli.counted": "what is counted",
    "cli.over": "{top} / {bottom}",
    "cli.simulator_only": "{text} (only a simulator can know)",
    # --- show ---
    "cli.show.short": "Draw a journey as a graph.",
    "cli.show.help": """Draw a JOURNEY as a graph: sources, gate, stages, touchpoints, hand-off rules and the desk.

Mermaid is text that many wikis and editors draw; SVG and PNG are pictures; GraphML is for graph tools.

\b
Examples:
  nurture show journeys/seed.yaml
  nurture show journeys/seed.yaml --out seed.svg
  nurture show journeys/seed.yaml --format graphml > seed.graphml
""",
    "cli.show.format": "How it is drawn.  [default: by the ending of --out; without one mermaid]",
    "cli.show.out": "File to write.  [default: standard output]",
    "cli.show.ending": "no format has the ending '{found}'; known: {known}; or name one by --format",
    "cli.show.no_terminal": "a terminal can't show a PNG; name a file by --out",
    # --- run ---
    "cli.run.short": "Simulate a journey once and show its KPIs.",
    "cli.run.help": """Simulate a JOURNEY file once and show the KPIs of the whole run.

One run says what could happen, not what will: chance differs from run to run. To decide something, write an experiment
and use `nurture compare`.

\b
Examples:
  nurture run journeys/seed.yaml
  nurture run journeys/seed.yaml --leads 10000 --days 180 --seed 3
  nurture run journeys/seed.yaml --leads-csv leads.csv --column registered=登録日 --column job=役職
""",
    "cli.run.leads": (
        "About how many leads come; rates and dated bursts are multiplied alike.  [default: what the journey says]"
    ),
    "cli.run.days": "How many days are simulated.  [default: what the journey says]",
    "cli.run.seed": "Which leads and chance events.  [default: 1]",
    "cli.run.leads_csv": "A CSV file of real leads that come beside the others. Names and addresses are not kept.",
    "cli.run.column": (
        "A column of the leads file: our word and the file's header, such as registered=登録日. Again for each column. "
        "Headers that are our words need none."
    ),
    "cli.run.skip": "Leave bad rows of the leads file out and list them, instead of refusing the file.",
    "cli.run.pair": "'{found}' is not a pair such as registered=登録日",
    "cli.run.alone": "--column and --skip-bad-rows say how to read --leads-csv, which is missing",
    "cli.run.no_rates": "this journey has neither rates nor bursts that could be multiplied",
    "cli.run.progress": "day {done} of {total}",
    "cli.run.done": "{leads} leads in {days} days from {start}, seed {seed}",
    "cli.run.cut": (
        "* Hand-offs of the last {follow_up} days (leads of the last {cohort} days) can't be followed up within the "
        "run and are left out."
    ),
    "cli.run.goals": "Goals of stages:",
    "cli.run.reviews": "Reviews:",
    "cli.run.next": "One lead's life: nurture trace {run} --lead 0",
    # --- trace ---
    "cli.trace.short": "Tell one lead's life, with the reason for every stage change and hand-off.",
    "cli.trace.help": """Tell one lead's life: events, points, and the reason for every stage change and hand-off.

RUN is `latest` (the default), an experiment or journey (`email_cadence`: its latest run), one of its runs
(`email_cadence/0003`), or a results folder.

\b
Examples:
  nurture trace latest --lead 12
  nurture trace email_cadence/0003 --lead 12 --scenario twice_a_month
""",
    "cli.trace.lead": "Number of the lead, from 0 in order of registration.",
    "cli.trace.scenario": "Of which scenario.  [default: the baseline]",
    "cli.trace.results": "Folder in which results are kept.  [default: results]",
    "cli.trace.no_lead": "leads are numbered from 0 to {last}",
    "cli.trace.no_scenario": "no event log of a scenario '{found}' was kept; there is {known}",
    "cli.trace.nothing_kept": "{run} kept no event log; repeat it with --ledger first",
    # --- stopping, errors ---
    "cli.stopped": "Stopped. Unfinished results were removed.",
    "cli.more": "... and {count} more",
    "cli.system": "{file}: {reason}",
}
