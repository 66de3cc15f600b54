"""`coregroup diagram`: the lifecycle chart as Mermaid, PNG or SVG."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from model.cli import OK
from model.cli.table import destination, unwritable
from model.errors import Fault, InvalidInput
from model.policy import Policy, load_policy
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
        picture(policy, arguments.output)
    elif suffix == ".mmd":
        with destination(arguments.output) as stream:
            stream.write(mermaid(policy))
    else:
        hint = "end it in .png, .svg or .mmd"
        raise InvalidInput(Fault("unknown-format", "is no kind of picture", arguments.output, "--output", hint))
    print(f"wrote {arguments.output}", file=sys.stderr)
    return OK


def picture(policy: Policy, output: str) -> None:
    """Writes a PNG or SVG; InvalidInput where that cannot be."""
    try:
        draw(policy, Path(output))
    except OSError as error:
        raise unwritable(output, error) from None
