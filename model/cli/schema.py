"""`coregroup schema`: the JSON Schemas of what goes in, of what comes out, and of what `verify` and `drive` speak."""

from __future__ import annotations

import sys
from argparse import Namespace

from model.cli import OK
from model.cli import table as tables
from model.history.schema import Schema, finding_schema, history_schema
from model.kinds import BUILT_IN, Vocabulary
from model.policy import load_policy


def run(arguments: Namespace) -> int:
    """Prints one schema."""
    vocabulary = load_policy(arguments.policy).vocabulary if arguments.policy else BUILT_IN
    sys.stdout.write(tables.to_json(schema(arguments.what, vocabulary)))
    return OK


def schema(what: str, vocabulary: Vocabulary) -> Schema:
    """The schema of `history`, `findings` or `protocol`; only that of histories depends on the vocabulary."""
    if what == "history":
        return history_schema(vocabulary)
    if what == "findings":
        return finding_schema()
    from model.conformance.schema import protocol_schema

    return protocol_schema()
