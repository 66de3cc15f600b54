"""The commands of the conformance kit, their options and an example of each."""

from __future__ import annotations

from argparse import ArgumentParser

from model.cli.parser import POLICY, READING, Commands, command, part


def drive(commands: Commands[ArgumentParser]) -> None:
    """`coregroup drive`."""
    made = command(
        commands,
        "drive",
        "answer the conformance protocol as a system under test would: the oracle behind a pipe or a port",
        "coregroup drive",
        "coregroup drive --policy my.toml",
        "coregroup drive --http 8080",
    )
    made.add_argument(
        "--policy",
        action="append",
        default=[],
        metavar="NAME|FILE",
        help=f"{POLICY}: judge by it whenever its id is asked for (repeatable); the built-in ones are known anyhow",
    )
    made.add_argument(
        "--http",
        type=int,
        metavar="PORT",
        help="answer messages that are posted to this port of this machine (0: one that is free); default: a pipe",
    )


def verify(commands: Commands[ArgumentParser]) -> None:
    """`coregroup verify`."""
    made = command(
        commands,
        "verify",
        "hold your own system against the oracle: what it gets wrong, on which smallest case, and why",
        "coregroup verify --policy york -- node my_system.js",
        "coregroup verify --policy york --count 100000 --html report.html --junit report.xml -- java -jar system.jar",
        "coregroup verify --policy york --url http://localhost:8080/",
        "coregroup verify --replay fault-1.json -- node my_system.js",
    )
    made.add_argument("--policy", default="brent", metavar="NAME|FILE", help=POLICY)
    made.add_argument("--reading", action="append", default=[], metavar="ID=CHOICE", help=READING)
    made.add_argument("--level", choices=("status", "due", "done"), help="how much is compared (default: what it says)")
    campaign(made)
    made.add_argument("--corpus", metavar="FOLDER", help="put the histories of this corpus first (coregroup corpus)")
    made.add_argument("--batch", type=int, metavar="N", help="so many histories on a line (default: what it takes)")
    made.add_argument(
        "--timeout", type=float, default=10.0, metavar="SECONDS", help="for each answer (default: %(default)s)"
    )
    made.add_argument("--memory", type=int, metavar="MB", help="for each of its processes (default: no limit)")
    made.add_argument("--url", default="", help="the system is a web service at this address")
    made.add_argument("--replay", metavar="FILE", help="ask for the one history of this file, as a report gave it")
    made.add_argument("--html", metavar="FILE", help="write the report as a page, too")
    made.add_argument("--junit", metavar="FILE", help="write the report as JUnit XML, too")
    made.add_argument("--save", metavar="FOLDER", help="write a file for each fault there, for --replay")
    made.add_argument("--format", choices=("text", "json"), default="text", help="default: %(default)s")
    made.add_argument("command", nargs="*", metavar="COMMAND", help="what starts the system, behind --; no shell")


def campaign(made: ArgumentParser) -> None:
    """How many histories, and which."""
    for name, kind, default, says in (
        ("seed", int, 1, "which random histories"),
        ("count", int, 10_000, "how many random histories"),
        ("seconds", float, 300.0, "for at most so many seconds"),
    ):
        made.add_argument(f"--{name}", type=kind, default=default, metavar="N", help=f"{says} (default: %(default)s)")


def corpus(commands: Commands[ArgumentParser]) -> None:
    """`coregroup corpus`, and its actions `stats` and `diff`."""
    made = command(
        commands,
        "corpus",
        "write histories with what is expected of them, chosen so that every changed policy is noticed",
        "coregroup corpus --policy york --out york-corpus",
        "coregroup corpus stats york-corpus",
        "coregroup corpus diff old-corpus york-corpus",
    )
    made.add_argument("--policy", default="brent", metavar="NAME|FILE", help=f"{POLICY}; default: brent")
    made.add_argument("--reading", action="append", default=[], metavar="ID=CHOICE", help=READING)
    made.add_argument("--out", metavar="FOLDER", help="where cases.jsonl and manifest.json are written")
    actions = made.add_subparsers(title="actions", metavar="ACTION", dest="action")
    says = "tell what a corpus holds, and which changed policies it notices"
    told = part(actions, "stats", says, "coregroup corpus stats york-corpus")
    told.add_argument("folder", metavar="FOLDER", help="where cases.jsonl and manifest.json are")
    says = "tell which cases were added, are gone, or are expected to come out otherwise; exit with 1 if any"
    diff = part(actions, "diff", says, "coregroup corpus diff old-corpus york-corpus")
    diff.add_argument("old", metavar="OLD", help="the folder of the earlier corpus")
    diff.add_argument("new", metavar="NEW", help="the folder of the later one")
