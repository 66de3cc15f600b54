"""Small programs under test: right ones, and ones with a single fault, each a process of its own."""

import os
import sys
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from time import monotonic, sleep

from model.conformance.child import Child
from model.conformance.probe import Probe
from model.events import Event

# Seconds that a program which says nothing is waited for, that a healthy one needs at most to start, and at most.
SHORT, START, LONG = 0.3, 1.0, 20.0

# Speaks the protocol and finds nothing; `spoil` may do something else with a run, and `say` writes an answer.
SPEAKS = """
import json, os, sys, time
START = {"ok": True, "version": 1, "name": "tiny", "language": "python"}
AGREE = None
def say(answer):
    sys.stdout.write(json.dumps(answer) + "\\n")
    sys.stdout.flush()
def nothing(run):
    return {"seq": run["seq"], "findings": []}
def spoil(run):
    return nothing(run)
def first():
    pass
#SPOIL
first()
for line in sys.stdin:
    asked = json.loads(line)
    if asked["cmd"] == "start":
        say(START)
    elif asked["cmd"] == "policy":
        say(AGREE or {"ok": True, "duties": asked["duties"]})
    elif asked["cmd"] == "run":
        answer = spoil(asked)
        if answer is not None:
            say(answer)
    elif asked["cmd"] == "runs":
        say({"answers": [spoil(run) for run in asked["runs"]]})
    else:
        break
"""


def code(spoilt: str = "") -> tuple[str, ...]:
    """The command of a program that speaks the protocol, with these lines changed."""
    return python(SPEAKS.replace("#SPOIL", spoilt))


def python(text: str) -> tuple[str, ...]:
    """The command of a few lines of Python, without what would make it slow to start."""
    return sys.executable, "-I", "-S", "-c", text


def child(spoilt: str = "", *, timeout: float = LONG, memory: int | None = None) -> Child:
    """A program that speaks the protocol, with these lines changed."""
    return Child(code(spoilt), timeout=timeout, memory=memory)


def bare(text: str, *, timeout: float = LONG, memory: int | None = None, cwd: Path | None = None) -> Child:
    """A program of these lines and nothing else."""
    return Child(python(text), timeout=timeout, memory=memory, cwd=cwd)


def probe(number: int = 1, days: int = 0) -> Probe:
    """A probe whose conference is on 5 January 2015 or so many days later."""
    held = Event(type="icpc_held", on=date(2015, 1, 5) + timedelta(days), attributes={"outcome": "plan"}, id="e1")
    return Probe(f"p{number}", "It is a conference.", "user", (held,), date(2015, 6, 1))


def probes(count: int) -> list[Probe]:
    return [probe(number, number % 100) for number in range(1, count + 1)]


def lives(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def dies(pid: int) -> bool:
    """Whether a process is gone within five seconds."""
    deadline = monotonic() + 5
    while lives(pid) and monotonic() < deadline:
        sleep(0.005)
    return not lives(pid)


def children() -> set[int]:
    """The processes that this one has started and that live."""
    everybody = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal()]
    return {pid for pid in everybody if parent(pid) == os.getpid() and lives(pid)}


def parent(pid: int) -> int:
    """Who started a process; 0 where it is gone."""
    with suppress(OSError):
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    return 0
