"""`coregroup import cin`: a census as histories."""

from __future__ import annotations

from argparse import Namespace

from model.cli.progress import counted
from model.cli.sources import Problems, taken
from model.history import read_histories, write_histories


def run(arguments: Namespace) -> int:
    """Writes the histories, and says on standard error what the census holds that cannot be."""
    problems = Problems()
    cases = read_histories(arguments.file, format="cin")
    histories = counted(taken(cases, problems), "children read")
    write_histories(histories, arguments.output or "-", arguments.format)
    return problems.report()
