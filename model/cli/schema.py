"""`coregroup schema`: the JSON Schemas of what goes in and what comes out."""

from __future__ import annotations

import sys
from argparse import Namespace

from model.cli import OK
from model.cli import table as tables
from model.history.schema import finding_schema, history_schema
from model.kinds import BUILT_IN
from model.policy import load_policy


def run(arguments: Namespace) -> int:
    """Prints one schema."""
    vocabulary = load_policy(arguments.policy).vocabulary if arguments.policy else BUILT_IN
    shown = history_schema(vocabulary) if arguments.what == "history" else finding_schema()
    sys.stdout.write(tables.to_json(shown))
    return OK
