"""The command `coregroup`: parse, call, print."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import StringIO, TextIOWrapper

from model.cli.printable import printable
from model.errors import InvalidInput

OK, NO, BAD = 0, 1, 2
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; 0 all well, 1 the answer is no, 2 bad input or usage. No traceback reaches the user."""
    from model.cli.parser import parser

    tolerate()
    try:
        arguments = parser().parse_args(argv)
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except InvalidInput as error:
        return failed(str(error))
    except KeyboardInterrupt:
        print("\ncoregroup: stopped", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader (head, less) has what it wanted.
        silence()
        return OK
    except OSError as error:
        # Such as a full disk, found out when the last bytes are to go there.
        silence()
        return failed(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}")
    return code


def failed(why: str) -> int:
    """Says why on standard error."""
    print(f"coregroup: {printable(why)}", file=sys.stderr)
    return BAD


def tolerate() -> None:
    r"""Lets the output take any text: what its encoding cannot hold is written `\u0141`; a pipe gets UTF-8."""
    # Python leaves out a stream that was closed before it began; what is said there goes nowhere.
    sys.stdout, sys.stderr = sys.stdout or StringIO(), sys.stderr or StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def silence() -> None:
    """Lets what is left in the buffer of standard output go nowhere, so that nothing fails again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
