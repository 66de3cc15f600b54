"""`coregroup import cin`: a census as histories."""

from __future__ import annotations

from argparse import Namespace

from model.cli.progress import counted
from model.cli.sources import Problems, begun, not_over_itself, taken
from model.cli.table import binary, form_of
from model.history import read_histories, write_histories

STANDARD = "-"


def run(arguments: Namespace) -> int:
    """Writes the histories, and says on standard error what the census holds that cannot be."""
    problems, output = Problems(), arguments.output
    form = form_of(arguments.format, output)
    not_over_itself(arguments.file, output)
    cases = read_histories(arguments.file, format="cin")
    histories = begun(counted(taken(cases, problems), "children read"))
    if form == "parquet":
        with binary(output) as stream:
            write_histories(histories, stream, form)
    else:
        write_histories(histories, output or STANDARD, form if form == "csv" else "jsonl")
    return problems.report()
