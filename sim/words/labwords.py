"""Words about simulating many runs, part of the catalogue of messages: workers, what is kept, stopped and resumed."""

from __future__ import annotations

from typing import Final

ENGLISH: Final[dict[str, str]] = {
    "cli.opt.workers": "Processes that simulate side by side; the answer is the same.  [default: one for each core]",
    "cli.opt.cluster": (
        "Workers of a Dask cluster instead: local, local:4 or tcp://HOST:PORT. Needs pip install 'nurture-sim[dask]'."
    ),
    "cli.opt.seed": "Which leads and chance events.  [default: what the experiment says]",
    "cli.opt.fresh": "Simulate every run anew, also those that are kept from earlier.",
    "cli.opt.ledger": (
        "Event logs to keep, of each scenario: none, first (run), all, a number of runs, or the lives of a share of the"
        " leads of all runs, such as 5%.  [default: first]"
    ),
    "cli.opt.only": (
        "Simulate one run of one scenario in this process, such as weekly:7, and show its KPIs; weekly:7:at_zero, with"
        " the decisive assumption at zero (or doubled). Nothing is kept."
    ),
    "cli.opt.also": (
        "Show more beneath the answer: plan (differences a month, per 1,000 leads, per rep and week; costs), months or"
        " cohorts."
    ),
    "cli.precise": "As precise as asked: {kpi} to \u00b1{found} (asked: \u00b1{asked}).",
    "cli.not_precise": (
        "Not as precise as asked after {most} runs, the most allowed: {kpi} to \u00b1{found} (asked: \u00b1{asked})."
    ),
    "cli.never_varied": (
        "The difference in {kpi} is the same in all {most} runs, the most allowed: without any spread nobody can tell "
        "how precise it is (asked: \u00b1{asked})."
    ),
    "cli.stopped_kept": (
        "Stopped. {done} of {planned} simulated runs are kept; the same command goes on from there."
    ),
    "cli.run_failed": "scenario {scenario}, simulated run {replication}, seed {seed} failed three times: {reason}",
    "cli.run_failed_if": (
        "scenario {scenario} with '{what_if}', simulated run {replication}, seed {seed} failed three times: {reason}"
    ),
    "cli.others_kept": (
        "{done} of {planned} simulated runs are kept; once all work, the same command goes on from there."
    ),
    "cli.run_repeat": "  repeat it: {command}",
    "cli.only_form": "a scenario and the number of a run, such as weekly:7, found '{found}'",
    "cli.only_done": "Simulated run {run}, seed {seed}",
    "cli.only_assumed": "nothing is assumed under the name '{found}' here; known: {known}",
    "cli.only_scenario": "no scenario is called '{found}'; known: {known}",
    "experiment.runs": "an experiment needs at least 1 simulated run of each scenario, found {replications}",
    "experiment.workers": "at least 1 worker is needed, found {workers}",
    "lives.unknown": "'{found}' is not none, first, all, a number of runs, or a share of the leads such as 5%",
    "store.damaged": "{file}: not as it was written; that run was simulated again",
    "results.busy": "{run}: another process is at the same experiment; wait for it, or choose another --out",
    "crew.died": "its process died each time: killed, or out of memory?",
    "cluster.absent": "a cluster needs Dask: pip install 'nurture-sim[dask]'",
    "cluster.address": "a cluster is named local, local:4 or tcp://HOST:PORT, found '{found}'",
    "cluster.unreachable": "no cluster answers at {address}: {reason}",
    "cluster.no_certificates": "tls:// needs certificates in Dask's own configuration (distributed.comm.tls)",
    "cluster.silent": "nothing heard for {seconds} s",
    "cluster.no_workers": "the cluster at {address} has no workers",
    "cluster.versions": (
        "another version of the program, Python, numpy, numba or simpy, or none, at {count} of the cluster's addresses:"
        " {places}"
    ),
    "cluster.version": "its worker has another version of the program, Python, numpy, numba or simpy",
    "cluster.lost": "the cluster has lost all its workers, or went away; the same command goes on from there",
    "cluster.broken": "the cluster failed: {reason}; the same command goes on from there",
    # --- results, sql ---
    "cli.results.short": "List the runs that are kept, and how they stand: done, running, interrupted.",
    "cli.results.help": """List the runs of a results folder: done, running, or interrupted and ready to be taken up.

Simulated runs are those of all scenarios; of an interrupted run also those that try its assumptions.

With a RUN (latest, an experiment, or email_cadence/0001) it shows what came of it and the command that repeats it.

\b
Examples:
  nurture results
  nurture results email_cadence --json
  nurture results --check
""",
    "cli.results.check": "Hold every file against its checksum; exit code 3 if one is damaged or missing.",
    "cli.results.none": "No runs in {root}. Begin with: nurture demo",
    "cli.results.run_head": "run",
    "cli.results.state_head": "state",
    "cli.results.runs_head": "simulated runs",
    "cli.results.finished_head": "finished (UTC)",
    "cli.results.answer_head": "answer",
    "cli.results.done": "done",
    "cli.results.running": "running, {done} of {planned}",
    "cli.results.interrupted": "interrupted, {done} of {planned}",
    "cli.results.running_uncounted": "running",
    "cli.results.interrupted_uncounted": "interrupted",
    "cli.results.unreadable": "unreadable",
    "cli.results.resume": "Take up {run}: {command}",
    "cli.results.changed": "{run} can't be taken up, since {files} changed; to begin anew: {command}",
    "cli.results.answer": "Answer: {value}",
    "cli.results.reason": "{value}",
    "cli.results.repeat": "Repeat it: {value}",
    "cli.results.seed": "Seed: {value}",
    "cli.results.scenarios": "Scenarios: {value}",
    "cli.results.files": "Files: {value}",
    "cli.results.damaged": "{file}: not as it was written, or missing",
    "cli.results.sound": "All files are as they were written.",
    "cli.sql.short": "Ask the KPIs, leads and event logs of all finished runs a question in SQL.",
    "cli.sql.help": """Ask all finished runs of a results folder a QUESTION in SQL (DuckDB's).

\b
Tables:
  runs    kind, seed, replications
  kpis    scenario, replication, kpi, value
  leads   scenario, replication, lead, id, source, persona, arrival_s, ..., state
  ledger  scenario, replication, time, lead, n, event, node, value, score, stage, cause
  names   scenario, kind, number, name: what the numbers of sources, personas, ... mean
All begin with experiment, run, is_latest. Asked without them, all runs of all experiments are counted together.
is_latest is true for the run of its experiment that ended last; `run = '0003'` asks another.
The KPIs are those of the whole measured window, not of a quarter.
Leads and ledger hold the runs whose event logs were kept (`nurture compare --ledger`), from the journey's start to its
end: also the time before `change_on`. `time` counts seconds from the start. `nurture explain` counts the window alone.
A run with a damaged file is left out, and named.

\b
Examples:
  nurture sql "select scenario, avg(value) from kpis where kpi = 'opportunities' and experiment = 'email_cadence' and
    is_latest group by all"
  nurture sql "select scenario, event, count(*) from ledger where event in ('mql', 'won') and
    experiment = 'email_cadence' and run = '0001' and replication = 0 group by all order by all"
  nurture sql "from kpis where kpi = 'mqls' and experiment = 'email_cadence' and is_latest" --csv > mqls.csv
""",
    "cli.sql.csv": "Print CSV for spreadsheets.",
    "cli.sql.one": "either --csv or --json, not both",
    "sql.reading_only": "only a select can be asked; the tables are {known}",
    "sql.left_out": "{reason}; this run is left out",
    "sql.refused": "{reason} (the tables are {known})",
}
