"""`coregroup simulate`: how much of a caseload will be on time with these people, and what would change it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from os import cpu_count
from pathlib import Path

from model.cli.parser import Commands, command

SCENARIO = "york-2024, brent-2024, england-2024, york-2020-surge or a TOML file"


def add(commands: Commands[ArgumentParser]) -> None:
    """`coregroup simulate`."""
    made = command(
        commands,
        "simulate",
        "simulate an office: how much is on time with these people, what is in the way, what a rule change costs",
        "coregroup simulate york-2024",
        "coregroup simulate york-2024 --describe",
        "coregroup simulate york-2024 --precision 0.02",
        "coregroup simulate york-2024 --replications 10 --frontier conference_chair --target 0.8 --out results",
    )
    made.add_argument("scenario", metavar="SCENARIO", help=SCENARIO)
    made.add_argument("--describe", action="store_true", help="print every assumption with its source, and run nothing")
    made.add_argument("--replications", type=int, default=40, metavar="N", help="how often it is run; default: 40")
    precision = (
        "run on until every duty's share on time is known to so much each way, all of them at once with 95%% "
        "confidence: 0.01 is one percentage point; 1,000 times at most"
    )
    made.add_argument("--precision", type=float, metavar="SHARE", help=precision)
    made.add_argument("--seed", type=int, metavar="N", help="default: the scenario's")
    made.add_argument("--threads", type=int, metavar="N", help="default: one for each processor; the same results")
    changes = (
        "a rule change, a TOML file (repeatable); default: two examples, of each the one that suits the policy: "
        "four-weeks or practice-four-weeks, no-manager-chair or manager-chair"
    )
    made.add_argument("--change", action="append", default=[], metavar="FILE", help=changes)
    frontier = "also how many posts of a role the target takes: lead_social_worker, line_manager, conference_chair"
    made.add_argument("--frontier", metavar="ROLE", help=frontier)
    made.add_argument("--target", type=float, default=0.95, metavar="SHARE", help="share on time; default: 0.95")
    made.add_argument("--out", metavar="FOLDER", help="write tables and pictures there")
    made.add_argument("--format", choices=("table", "json"), default="table", help="default: a text to read")


def run(arguments: Namespace) -> int:
    """Prints the register or the report; says on standard error what it does."""
    from model.cli.table import to_json
    from model.cli.writable import writable
    from simulations.load import load_scenario
    from simulations.register import described
    from simulations.report import plain, text
    from simulations.study import keep, study

    scenario = load_scenario(arguments.scenario)
    if arguments.describe:
        print(described(scenario.register, scenario.tables))
        return 0
    writable(arguments, folders=("out",))
    report = study(
        scenario,
        replications=arguments.replications,
        precision=arguments.precision,
        seed=arguments.seed,
        threads=(cpu_count() or 1) if arguments.threads is None else arguments.threads,
        changes=arguments.change,
        role=arguments.frontier,
        target=arguments.target,
        say=say,
    )
    if arguments.out is not None:
        say(f"{len(keep(report, Path(arguments.out)))} files written to {arguments.out}")
    sys.stdout.write(text(report) if arguments.format == "table" else to_json(plain(report)))
    return 0


def say(what: str) -> None:
    """Says what comes next."""
    print(f"coregroup: {what}", file=sys.stderr, flush=True)
