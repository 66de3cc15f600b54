"""The commands that search, each as a person runs it: by the clock, in seconds of a core, and the most memory.

Run as `python -m tests.benchmarks.bench_commands`; it takes some minutes.
"""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from time import perf_counter

ROOT = Path(__file__).parents[2]
COMPARE, CHECK = ("compare", "brent", "york"), ("check", "brent")
GAME = ("check", "brent-2014", "--only", "game", "--from", "2020-01-01", "--to", "2024-12-31")


@dataclass(frozen=True)
class Ran:
    """One run of a command."""

    name: str
    code: int
    seconds: float
    worked: float
    megabytes: float

    def __str__(self) -> str:
        return f"{self.name:<72} {self.seconds:9.1f} {self.worked:9.1f} {self.megabytes:9.0f}"


def ran(*arguments: str) -> Ran:
    """Runs `coregroup` with these arguments to its end."""
    start = perf_counter()
    with TemporaryFile() as out:
        process = subprocess.Popen((sys.executable, "-m", "model", *arguments), cwd=ROOT, stdout=out, stderr=out)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    worked = used.ru_utime + used.ru_stime
    return Ran(" ".join(arguments), process.returncode, perf_counter() - start, worked, used.ru_maxrss / 1024)


def main() -> None:
    print(f"{'':<72} {'seconds':>9} {'of a core':>9} {'megabytes':>9}")
    for arguments in (COMPARE, CHECK, ("check", "york"), GAME):
        print(ran(*arguments), flush=True)


if __name__ == "__main__":
    main()
