"""Runs a miniature: `python -m tests.conformance.miniatures NAME`."""

import sys

from tests.conformance.miniatures import by_name
from tests.conformance.miniatures.program import Program

if __name__ == "__main__":
    Program(by_name(sys.argv[1]), sys.stdin.buffer, sys.stdout.buffer).run()
