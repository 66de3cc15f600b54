"""The commands, their options and an example of each; what a command needs is imported when it runs."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable
from importlib import import_module

from model import __version__
from model.cli.usage import Parser

Run = Callable[[Namespace], int]
FORMATS = ("table", "json", "jsonl", "csv", "parquet")
POLICY = "brent, york, working-together or a TOML file"
READING = "take an ambiguous phrase in this way, such as ten-days=working-days (repeatable)"


def late(module: str) -> Run:
    """The `run` of a module under `model.cli`, imported only when it is called."""

    def run(arguments: Namespace) -> int:
        code: int = import_module(f"model.cli.{module}").run(arguments)
        return code

    return run


def parser() -> ArgumentParser:
    """The parser of the whole command line."""
    root: ArgumentParser = Parser(
        prog="coregroup",
        description="What had to be done in a child protection case, by which day, was it done, which clause says so?",
        epilog="start here: coregroup demo",
        allow_abbrev=False,
    )
    root.add_argument("--version", action="version", version=f"coregroup {__version__}")
    commands = root.add_subparsers(title="commands", metavar="COMMAND", required=True)
    from model.cli.conformance import corpus, drive, verify  # it builds on this file
    from model.cli.simulate import add as simulate  # likewise

    ours = (demo, judge, explain, compare, check, policy, census, diagram, schema, drive, verify, corpus, simulate)
    for add in ours:
        add(commands)
    return root


Commands = argparse._SubParsersAction  # the type has no public name


def command(commands: Commands[ArgumentParser], name: str, says: str, *examples: str) -> ArgumentParser:
    """One command with its help and examples; its module has the same name."""
    made = part(commands, name, says, *examples)
    made.set_defaults(run=late(name))
    return made


def part(commands: Commands[ArgumentParser], name: str, says: str, *examples: str) -> ArgumentParser:
    """A command, or an action of one, with its help and examples."""
    shown = "\n".join(f"  {example}" for example in examples)
    return commands.add_parser(
        name,
        help=says,
        description=f"{says[0].upper()}{says[1:]}.",
        epilog=f"{'examples' if len(examples) > 1 else 'example'}:\n{shown}",
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


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
        "coregroup judge cases.jsonl --reading all",
        "coregroup judge cases.jsonl --as-of 2015-01-31 --status pending --doomed 1",
    )
    cases(made, f"{READING}; all: what is certain, whatever is chosen for the readings not named")
    made.add_argument(
        "--strict", action="store_true", help="set a case aside as a whole if one of its events is refused"
    )
    made.add_argument(
        "--status",
        action="append",
        metavar="STATUS",
        help="show only met, breached, excused, lapsed, pending or unknown (repeatable)",
    )
    made.add_argument(
        "--doomed",
        nargs="?",
        type=int,
        const=0,
        metavar="K",
        help="also the day from which an open duty cannot be kept any more if K attempts at it fail; default: 0",
    )
    made.add_argument("--fail-on", choices=("breached", "unknown"), help="exit with 1 if there is such a finding")
    made.add_argument(
        "--format",
        choices=FORMATS,
        help="default: as the output's name ends, else a table, which in a pipe is tab-separated lines",
    )
    made.add_argument("--output", metavar="FILE", help="write there instead of to standard output")


def explain(commands: Commands[ArgumentParser]) -> None:
    """`coregroup explain`."""
    made = command(
        commands,
        "explain",
        "tell one case in dated sentences, with the clause and the reason behind every due day",
        "coregroup explain cases.jsonl --case EXAMPLE-1 --policy brent --as-of 2015-03-31",
    )
    cases(made, READING)
    made.add_argument("--case", metavar="ID", help="which case; may be left out where the file has only one")
    told = "tell since when an open duty cannot be kept any more if K attempts at it fail; default: 0"
    made.add_argument("--doomed", nargs="?", type=int, default=0, const=0, metavar="K", help=told)
    made.add_argument("--format", choices=("text", "json"), default="text", help="default: sentences to read")


def compare(commands: Commands[ArgumentParser]) -> None:
    """`coregroup compare A B`."""
    made = command(
        commands,
        "compare",
        "search every case for where two policies, or two readings of one, part",
        "coregroup compare brent york",
        "coregroup compare brent brent --reading-b ten-days=working-days --stories",
        "coregroup compare brent my.toml --format json --fail-on conflict",
    )
    for side in ("a", "b"):
        made.add_argument(side, metavar=side.upper(), help=POLICY)
    for side in ("a", "b"):
        says = f"of {side.upper()}: {READING}"
        made.add_argument(f"--reading-{side}", action="append", default=[], metavar="ID=CHOICE", help=says)
    made.add_argument("--reading", action=OfWhichSide, help=argparse.SUPPRESS)
    searching(made)
    made.add_argument("--stories", action="store_true", help="tell the shortest case of every conflict in sentences")
    made.add_argument("--fail-on", choices=("conflict", "contradiction"), help="exit with 1 if there is one")


class OfWhichSide(argparse.Action):
    """What somebody types who does not say of which side: an error that says how."""

    def __call__(self, parser: ArgumentParser, *_: object) -> None:
        """Ends the program."""
        parser.error("--reading: of which side? Say --reading-a ID=CHOICE for A, --reading-b ID=CHOICE for B")


def check(commands: Commands[ArgumentParser]) -> None:
    """`coregroup check POLICY`."""
    made = command(
        commands,
        "check",
        "search every case for what is wrong with a policy, prove what holds in all, and say by when to book",
        "coregroup check brent",
        "coregroup check my.toml --only health --fail-on error",
        "coregroup check my.toml --only claims --claims my-claims.toml",
        "coregroup check york --format json",
    )
    made.add_argument("policy", metavar="NAME|FILE", help=POLICY)
    made.add_argument("--reading", action="append", default=[], metavar="ID=CHOICE", help=READING)
    searching(made, "leave out weaker duties (not in claims: each names the strength it is about); default: all")
    made.add_argument(
        "--only",
        action="append",
        choices=("health", "claims", "game", "booking", "readings"),
        help="only this part (repeatable); default: health, claims, booking",
    )
    made.add_argument(
        "--claims", metavar="FILE", help="prove the claims in this TOML file; default: those that come with the policy"
    )
    made.add_argument(
        "--abstract",
        action="store_true",
        help="prove them for bank holidays that nobody has announced yet, too; takes about a minute a claim",
    )
    made.add_argument(
        "--certificates", metavar="FOLDER", help="write and check a certificate for every claim that a search proves"
    )
    made.add_argument("--fail-on", choices=("error", "warning", "note"), help="exit with 1 if anything is as grave")


def searching(made: ArgumentParser, strength: str = "leave out weaker duties; default: all") -> None:
    """The options of a search: its days, how strong a duty must be (`strength` is the help), and what to write."""
    made.add_argument(
        "--from", dest="first", metavar="DATE", help="first day on which a case may begin; default: 2010-01-01"
    )
    made.add_argument(
        "--to",
        dest="last",
        metavar="DATE",
        help="last day on which a case may begin; it is followed on; default: 2040-12-31",
    )
    made.add_argument(
        "--strength",
        choices=("must", "should", "good-practice", "may"),
        default="may",
        help=strength,
    )
    made.add_argument("--format", choices=("text", "json"), default="text", help="default: text to read")
    made.add_argument("--pictures", metavar="FOLDER", help="draw every case found, one PNG each")
    made.add_argument("--tests", metavar="FOLDER", help="write every case found as a pytest file")


def cases(made: ArgumentParser, reading: str) -> None:
    """The options that say what is judged, under which policy and when; `reading` is the help of that option."""
    made.add_argument(
        "file", metavar="FILE", help="histories: .jsonl, .csv, .parquet, a census .xml, or - for JSON lines"
    )
    made.add_argument("--policy", default="brent", metavar="NAME|FILE", help=f"{POLICY}; default: brent")
    made.add_argument(
        "--as-of",
        metavar="DATE",
        help="judge as things stood at the end of this day; default: today, or the last day of a census",
    )
    made.add_argument("--known-at", metavar="DATE", help="count only what was recorded by this day; default: --as-of")
    made.add_argument("--reading", action="append", default=[], metavar="ID=CHOICE", help=reading)
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
    part(actions, "list", "list the built-in policies", "coregroup policy list")
    says = "show one policy as readable tables: duties, words, excuses, powers, readings, clauses"
    shown = part(actions, "show", says, "coregroup policy show york", "coregroup policy show my.toml")
    shown.add_argument("policy", metavar="NAME|FILE", help=POLICY)
    says = "find every fault of a policy file, with section, key and the likely mistake"
    lint = part(actions, "lint", says, "coregroup policy lint my.toml")
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
    says = "read the Department for Education's children in need census, XML"
    cin = part(sources, "cin", says, "coregroup import cin census.xml --output cases.csv")
    cin.add_argument("file", metavar="FILE", help="the census, .xml")
    cin.add_argument(
        "--format", choices=("jsonl", "csv", "parquet"), help="default: as the output's name ends, else jsonl"
    )
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
    made.add_argument("--policy", default="brent", metavar="NAME|FILE", help=f"{POLICY}; default: brent")
    made.add_argument("--output", metavar="FILE", help=".png, .svg, or .mmd; default: Mermaid to standard output")


def schema(commands: Commands[ArgumentParser]) -> None:
    """`coregroup schema`."""
    made = command(
        commands,
        "schema",
        "print the JSON Schema of the histories that go in, of the findings that come out, or of the protocol",
        "coregroup schema history > history.schema.json",
        "coregroup schema protocol",
    )
    which = "which format; `protocol` is what `coregroup verify` speaks with the system under test"
    made.add_argument("what", choices=("history", "findings", "protocol"), help=which)
    made.add_argument("--policy", metavar="NAME|FILE", help="with the kinds of event that this policy declares")
