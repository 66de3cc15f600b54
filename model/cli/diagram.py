"""`coregroup diagram`: the lifecycle chart as Mermaid, PNG or SVG."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from model.cli import OK
from model.cli.table import destination
from model.errors import Fault, InvalidInput
from model.policy import load_policy
from model.statemachine import draw, mermaid

PICTURES = (".png", ".svg")


def run(arguments: Namespace) -> int:
    """Writes the chart; Mermaid to standard output where no file is named."""
    policy = load_policy(arguments.policy)
    if arguments.output is None:
        sys.stdout.write(mermaid(policy))
        return OK
    suffix = Path(arguments.output).suffix.lower()
    if suffix in PICTURES:
        draw(policy, Path(arguments.output))
    elif suffix == ".mmd":
        with destination(arguments.output) as stream:
            stream.write(mermaid(policy))
    else:
        raise InvalidInput(Fault("unknown-format", "no such picture", suffix, "--output", ".png, .svg or .mmd"))
    print(f"wrote {arguments.output}", file=sys.stderr)
    return OK
