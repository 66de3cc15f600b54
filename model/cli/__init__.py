"""The command `coregroup`: parse, call, print."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from model.errors import InvalidInput

OK, NO, BAD = 0, 1, 2
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; 0 all well, 1 the answer is no, 2 bad input or usage. No traceback reaches the user."""
    from model.cli.parser import parser

    try:
        arguments = parser().parse_args(argv)
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except InvalidInput as error:
        print(f"coregroup: {error}", file=sys.stderr)
        return BAD
    except KeyboardInterrupt:
        print("coregroup: stopped", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader (head, less) has what it wanted; nothing more may be written to it at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    return code
