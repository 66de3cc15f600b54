"""The commands, their options and an example of each; what a command needs is imported when it runs."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable
from importlib import import_module

from model import __version__

Run = Callable[[Namespace], int]
FORMATS = ("table", "json", "jsonl", "csv", "parquet")


def late(module: str) -> Run:
    """The `run` of a module under `model.cli`, imported only when it is called."""

    def run(arguments: Namespace) -> int:
        code: int = import_module(f"model.cli.{module}").run(arguments)
        return code

    return run


def parser() -> ArgumentParser:
    """The parser of the whole command line."""
    root = ArgumentParser(
        prog="coregroup",
        description="What had to be done in a child protection case, by which day, was it done, which clause says so?",
        epilog="start here: coregroup demo",
    )
    root.add_argument("--version", action="version", version=f"coregroup {__version__}")
    commands = root.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add in (demo, judge, explain, policy, census, diagram, schema):
        add(commands)
    return root


Commands = argparse._SubParsersAction  # the type has no public name


def command(commands: Commands[ArgumentParser], name: str, says: str, *examples: str) -> ArgumentParser:
    """One command with its help and examples; its module has the same name."""
    shown = "\n".join(f"  {example}" for example in examples)
    made = commands.add_parser(
        name,
        help=says,
        description=f"{says[0].upper()}{says[1:]}.",
        epilog=f"example:\n{shown}",
        formatter_class=RawDescriptionHelpFormatter,
    )
    made.set_defaults(run=late(name.replace("-", "_")))
    return made


def demo(commands: Commands[ArgumentParser]) -> None:
    """`coregroup demo`."""
    command(commands, "demo", "tell one synthetic case under Brent and York side by side", "coregroup demo")


def judge(commands: Commands[ArgumentParser]) -> None:
    """`coregroup judge`."""
    made = command(
        commands,
        "judge",
        "judge every case of a file: what was due when, was it done, which clause says so",
        "coregroup judge cases.jsonl --policy york --as-of 2015-03-31",
        "coregroup judge census.xml --policy working-together --format csv > findings.csv",
        "coregroup judge cases.jsonl --reading ten-days=working-days --status breached",
    )
    cases(made)
    made.add_argument(
        "--strict", action="store_true", help="set a case aside as a whole if one of its events is refused"
    )
    made.add_argument("--status", action="append", metavar="STATUS", help="show only these verdicts (repeatable)")
    made.add_argument("--fail-on", choices=("breached", "unknown"), help="exit with 1 if there is such a finding")
    made.add_argument("--format", choices=FORMATS, help="how to print; default: a table")
    made.add_argument("--output", metavar="FILE", help="write there instead of to standard output")


def explain(commands: Commands[ArgumentParser]) -> None:
    """`coregroup explain`."""
    made = command(
        commands,
        "explain",
        "tell one case in dated sentences, with the clause and the reason behind every due day",
        "coregroup explain cases.jsonl --case EXAMPLE-1 --policy brent --as-of 2015-03-31",
    )
    cases(made)
    made.add_argument("--case", metavar="ID", help="which case; may be left out where the file has only one")
    made.add_argument("--format", choices=("table", "json"), help="sentences to read, or JSON")


def cases(made: ArgumentParser) -> None:
    """The options that say what is judged, under which policy and when."""
    made.add_argument(
        "file", metavar="FILE", help="histories: .jsonl, .csv, .parquet, a census .xml, or - for JSON lines"
    )
    made.add_argument(
        "--policy", default="brent", metavar="NAME|FILE", help="brent, york, working-together or a TOML file"
    )
    made.add_argument("--as-of", metavar="DATE", help="judge as things stood at the end of this day; default: today")
    made.add_argument("--known-at", metavar="DATE", help="count only what was recorded by this day; default: --as-of")
    made.add_argument(
        "--reading",
        action="append",
        default=[],
        metavar="ID=CHOICE",
        help="take a phrase so (repeatable); 'all' asks what is certain under every reading",
    )
    made.add_argument(
        "--strength",
        choices=("must", "should", "good-practice", "may"),
        default="may",
        help="leave out weaker duties; default: all",
    )


def policy(commands: Commands[ArgumentParser]) -> None:
    """`coregroup policy list|show|lint`."""
    made = command(
        commands,
        "policy",
        "list the built-in policies, show one as a table, or find every fault of a policy file",
        "coregroup policy list",
        "coregroup policy show brent",
        "coregroup policy lint my.toml",
    )
    actions = made.add_subparsers(title="actions", metavar="ACTION", required=True, dest="action")
    actions.add_parser("list", help="the built-in policies")
    shown = actions.add_parser("show", help="one policy as a readable table: duties, powers, readings, clauses")
    shown.add_argument("policy", metavar="NAME|FILE", help="brent, york, working-together or a TOML file")
    lint = actions.add_parser("lint", help="every fault of a policy file, with section, key and the likely mistake")
    lint.add_argument("files", metavar="FILE", nargs="+", help="TOML files, or names of built-in policies")


def census(commands: Commands[ArgumentParser]) -> None:
    """`coregroup import cin`."""
    made = command(
        commands,
        "import",
        "turn a children in need census into histories",
        "coregroup import cin census.xml > cases.jsonl",
    )
    made.set_defaults(run=late("census"))
    sources = made.add_subparsers(title="sources", metavar="SOURCE", required=True, dest="source")
    cin = sources.add_parser("cin", help="the Department for Education's children in need census, XML")
    cin.add_argument("file", metavar="FILE", help="the census, .xml")
    cin.add_argument("--format", choices=("jsonl", "csv", "parquet"), default="jsonl", help="default: jsonl")
    cin.add_argument("--output", metavar="FILE", help="write there instead of to standard output")


def diagram(commands: Commands[ArgumentParser]) -> None:
    """`coregroup diagram`."""
    made = command(
        commands,
        "diagram",
        "draw the lifecycle of a case with a policy's deadlines on the arrows",
        "coregroup diagram --policy york",
        "coregroup diagram --policy brent --output brent.png",
    )
    made.add_argument(
        "--policy", default="brent", metavar="NAME|FILE", help="brent, york, working-together or a TOML file"
    )
    made.add_argument("--output", metavar="FILE", help=".png, .svg, or .mmd; default: Mermaid to standard output")


def schema(commands: Commands[ArgumentParser]) -> None:
    """`coregroup schema`."""
    made = command(
        commands,
        "schema",
        "print the JSON Schema of the histories that go in or of the findings that come out",
        "coregroup schema history > history.schema.json",
    )
    made.add_argument("what", choices=("history", "findings"), help="which format")
    made.add_argument("--policy", metavar="NAME|FILE", help="with the kinds of event that this policy declares")
