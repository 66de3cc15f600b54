"""The whole command `coregroup judge` on 1,000 cases of 40 events, beside a bare decoding and encoding of the lines.

Run as `python -m tests.benchmarks.bench_judge`.
"""

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

CASES, EVENTS = 1_000, 40
RUNS = 5
ROOT = Path(__file__).parents[2]

COMMAND = (sys.executable, "-m", "model")
DECODED = "import msgspec, sys; [msgspec.json.encode(msgspec.json.decode(line)) for line in open(sys.argv[1], 'rb')]"
NOTHING = (sys.executable, "-c", "pass")

Fact = dict[str, Any]


@dataclass(frozen=True)
class Measured:
    """Seconds of several runs of one command."""

    name: str
    seconds: tuple[float, ...]

    @property
    def least(self) -> float:
        return min(self.seconds)

    def __str__(self) -> str:
        return f"{self.name:<44} {self.least:8.3f} {median(self.seconds):8.3f} {max(self.seconds):8.3f}"


def cases(count: int = CASES, events: int = EVENTS) -> Iterator[Fact]:
    """Synthetic plans, each followed for so many events: mostly on time, now and then a few days late."""
    chance = random.Random(2014)
    for number in range(count):
        facts = sorted(plan(chance), key=lambda fact: str(fact["on"]))[:events]
        yield {"case": f"S-{number:04}", "events": facts}


def plan(chance: random.Random) -> Iterator[Fact]:
    """The beginning of a case, then its core groups, records, visits and reviews for two years."""
    start = date(2015, 1, 5) + timedelta(days=chance.randrange(365))
    yield fact("referral_received", start)
    yield fact("referral_decided", start + timedelta(days=1))
    yield fact("strategy_discussion_held", start + timedelta(days=3), outcome="section_47")
    conference = start + timedelta(days=chance.randrange(14, 26))
    yield fact("icpc_held", conference, outcome="plan", agencies_involved=["health", "education"], members_named=True)
    yield from repeated(chance, conference, 12, visit)
    yield from repeated(chance, conference, 38, meeting)
    yield from repeated(chance, conference, 85, review)


def repeated(
    chance: random.Random, start: date, every: int, what: Callable[[random.Random, date], Iterator[Fact]]
) -> Iterator[Fact]:
    """The same thing again and again for two years, a little early or late."""
    day = start
    while day < start + timedelta(days=730):
        day += timedelta(days=every + chance.randrange(-2, 6))
        yield from what(chance, day)


def visit(chance: random.Random, day: date) -> Iterator[Fact]:
    yield fact("child_seen", day, by=chance.choice(("lead_social_worker", "professional")), alone=chance.random() < 0.8)


def review(_: random.Random, day: date) -> Iterator[Fact]:
    yield fact("rcpc_held", day, outcome="continue", core_groups_checked=True, core_group_date_set=True)


def meeting(chance: random.Random, day: date) -> Iterator[Fact]:
    there = ["health", "education"] if chance.random() < 0.9 else ["health"]
    yield fact(
        "core_group_held",
        day,
        chair=chance.choice(("lead_social_worker", "line_manager")),
        lead_social_worker_present=True,
        agencies_present=there,
        family_present=chance.random() < 0.9,
        next_date=str(day + timedelta(days=40)),
    )
    yield fact("record_received", day + timedelta(days=1), meeting=str(day))
    sent = day + timedelta(days=chance.randrange(3, 9))
    yield fact("record_distributed", sent, meeting=str(day), to="all_members")


def fact(kind: str, day: date, **attributes: object) -> Fact:
    return {"type": kind, "on": str(day), **attributes}


def write_cases(path: Path) -> Path:
    """The cases as JSON lines."""
    path.write_text("".join(f"{json.dumps(case)}\n" for case in cases()), encoding="utf-8")
    return path


def seconds(command: Sequence[str]) -> float:
    """The time from the start of the process to its end; AssertionError where it fails."""
    start = perf_counter()
    done = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False, env=environment()
    )
    took = perf_counter() - start
    if done.returncode != 0:
        raise AssertionError(done.stderr.decode())
    return took


def environment() -> dict[str, str]:
    """Ours, without what a measurement of coverage would add to every process."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COV_")}


def measured(*commands: tuple[str, Sequence[str]]) -> list[Measured]:
    """All the commands in turns, so that a busy moment of the machine meets each of them."""
    times = [[seconds(command) for _, command in commands] for _ in range(RUNS)]
    return [Measured(name, taken) for (name, _), taken in zip(commands, zip(*times, strict=True), strict=True)]


def judging(folder: Path) -> list[Measured]:
    """Judging 1,000 cases, and the bare decoding and encoding of them."""
    path = str(write_cases(folder / "cases.jsonl"))
    judge = (*COMMAND, "judge", path, "--policy", "brent", "--as-of", "2017-12-31", "--format", "jsonl")
    bare = (sys.executable, "-c", DECODED, path)
    return measured(
        ("coregroup judge, 1,000 cases of 40 events", judge), ("decode and encode the lines, no more", bare)
    )


def helping() -> list[Measured]:
    """The help, and a Python that does nothing."""
    return measured(("coregroup --help", (*COMMAND, "--help")), ("python -c pass", NOTHING))


def main() -> None:
    print(f"seconds of a whole process, {RUNS} runs in turns")
    print(f"{'':<44} {'least':>8} {'median':>8} {'most':>8}")
    with TemporaryDirectory() as folder:
        for pair in (judging(Path(folder)), helping()):
            print(*pair, f"{'ratio of the least':<44} {pair[0].least / pair[1].least:8.1f}", sep="\n")


if __name__ == "__main__":
    main()
