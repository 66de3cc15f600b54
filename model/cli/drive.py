"""`coregroup drive`: the oracle as an implementation of the conformance protocol."""

from __future__ import annotations

import sys
from argparse import Namespace

from model.cli import OK
from model.conformance.drive import Drive, converse
from model.errors import Fault, InvalidInput
from model.policy import Policy, load_policy

LARGEST_PORT = 65535


def run(arguments: Namespace) -> int:
    """Answers the messages on standard input, or those that are posted to a port of this machine."""
    own = [load_policy(name) for name in arguments.policy]
    if arguments.http is None:
        converse(Drive(own), sys.stdin.buffer, sys.stdout.buffer)
    else:
        serve(arguments.http, own)
    return OK


def serve(port: int, own: list[Policy]) -> None:
    """Answers until Ctrl-C; InvalidInput where the port is none, or taken."""
    from model.conformance.serve import Service

    if not 0 <= port <= LARGEST_PORT:
        raise InvalidInput(Fault("bad-port", "is no port", port, "--http", f"0 (one that is free) to {LARGEST_PORT}"))
    try:
        service = Service(port, own)
    except OSError as error:
        hint = f"{error.strerror}; 0 takes one that is free"
        raise InvalidInput(Fault("port-taken", "cannot be listened on", port, "--http", hint)) from None
    with service:
        print(f"listening on {service.url} (Ctrl-C ends it)", flush=True)
        service.serve_forever()
