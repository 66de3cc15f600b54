"""Histories of 40 events a second through a session, beside a child that answers the same bytes from a table.

Run as `python -m tests.benchmarks.bench_conformance`.
"""

import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import cycle, islice
from math import inf
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from model.conformance.campaign import campaign
from model.conformance.child import Child
from model.conformance.drive import Drive
from model.conformance.expected import Experts
from model.conformance.judging import PATIENT, Judging, terms_of
from model.conformance.messages import ENCODER, START, PolicyAsked, run_line, runs_line, story
from model.conformance.probe import Level, Probe
from model.conformance.reply import Said
from model.conformance.session import Session
from model.history import read_histories
from model.policy import load_policy
from tests.benchmarks.bench_judge import CASES, write_cases

BATCH = 16
ECHOED, FEW = 5_000, PATIENT - 1
CAMPAIGN, SEED = 20_000, 1
RUNS = 3
# Seconds in which `drive` gets ready to be swift, where that was compiled before.
WARM = 3.0
PATIENCE = 60.0
AS_OF = date(2017, 12, 31)
BRENT = load_policy("brent")

# Answers each line with the next of a table, and looks at nothing.
ECHO = """
import sys
answers = open(sys.argv[1], "rb").readlines()
write, flush = sys.stdout.buffer.write, sys.stdout.buffer.flush
for _, answer in zip(sys.stdin.buffer, answers):
    write(answer)
    flush()
"""


@dataclass(frozen=True)
class Measured:
    """Histories a second in the fastest of some runs, and how many a second of this process's own work would allow."""

    name: str
    rate: float
    own: float

    def beside(self, echo: "Measured") -> str:
        return f"{self.name:<58} {self.rate:11,.0f} {self.rate / echo.rate:8.3f} {self.own:15,.0f}"


class Clock:
    """The fastest of some runs, by the wall and by the work of this process."""

    def __init__(self, name: str) -> None:
        self.name, self.wall, self.work = name, inf, inf

    @contextmanager
    def run(self) -> Iterator[None]:
        wall, work = perf_counter(), process_time()
        yield
        self.wall = min(self.wall, perf_counter() - wall)
        self.work = min(self.work, process_time() - work)

    def measured(self, count: int) -> Measured:
        return Measured(self.name, count / self.wall, count / self.work)


def probes(count: int) -> list[Probe]:
    """So many probes of the 1,000 synthetic plans, each of 40 events."""
    with TemporaryDirectory() as folder:
        histories = list(read_histories(str(write_cases(Path(folder) / "cases.jsonl")), BRENT.vocabulary))
    told = [Probe(one.case, "It is a plan.", "random", one.events, AS_OF) for one in histories]
    return list(islice(cycle(told), count))


def lines(asked: Iterable[Probe], batch: int) -> Iterator[bytes]:
    """The lines of a session, from the handshake on."""
    fields = {name: getattr(terms_of(BRENT), name) for name in PolicyAsked.__struct_fields__}
    yield from (START, ENCODER.encode(PolicyAsked(**fields)))
    rest = enumerate(asked, 1)
    while told := [story(number, one.as_of, one.events) for number, one in islice(rest, batch)]:
        yield run_line(told[0]) if len(told) == 1 else runs_line(told)


def table(folder: Path, asked: list[Probe], batch: int) -> Path:
    """What the oracle answers to these lines."""
    drive, path, few = Drive(), folder / f"answers-{batch}", asked[:CASES]
    answers = [drive.answer(line) or b"" for line in lines(few, 1)]
    if batch == 1:
        later = [
            b'{"seq":%d,%s' % (n, answers[1 + (n - 1) % CASES + 1].partition(b",")[2]) for n in range(1, len(asked) + 1)
        ]
        path.write_bytes(b"".join(line + b"\n" for line in (*answers[:2], *later)))
        return path
    ones = iter(table(folder, asked, 1).read_bytes().splitlines())
    head = list(islice(ones, 2))
    while some := list(islice(ones, batch)):
        head.append(some[0] if len(some) == 1 else b'{"answers":[' + b",".join(some) + b"]}")
    path.write_bytes(b"".join(line + b"\n" for line in head))
    return path


def echo(path: Path) -> tuple[str, ...]:
    return sys.executable, "-I", "-S", "-c", ECHO, str(path)


DRIVE = (sys.executable, "-m", "model", "drive")


def through(name: str, command: tuple[str, ...], asked: list[Probe], batch: int, warm: float = 0.0) -> Measured:
    """A session's replies, decoded; AssertionError where any is none. Start and handshake are not counted.

    Neither are the first seconds of a program that has to get warm.
    """
    clock = Clock(name)
    for _ in range(RUNS):
        with Session(Child(command, timeout=PATIENCE), BRENT, batch=batch) as session:
            begun = perf_counter()
            while perf_counter() < begun + warm:
                list(session.put(asked[:CASES]))
            with clock.run():
                said = sum(isinstance(reply, Said) for _, reply in session.put(asked))
            if said != len(asked) or session.level is not Level.DONE:
                raise AssertionError(name)
    return clock.measured(len(asked))


def compared(path: Path, asked: list[Probe]) -> Measured:
    """The whole work of a campaign on right answers: ask, work out what is expected, compare."""
    clock = Clock(f"echo child, {BATCH} a line, held against the bulk judge")
    for _ in range(RUNS):
        session = Session(Child(echo(path), timeout=PATIENCE), BRENT, batch=BATCH)
        with session, closing(Experts(BRENT, session.duties)) as experts:
            experts.swift.wait()
            with clock.run():
                pairs = zip(session.put(asked), experts.put(asked), strict=True)
                agreed = sum(
                    isinstance(reply, Said) and reply.agrees(said, session.level) for (_, reply), (_, said) in pairs
                )
            if agreed != len(asked):
                raise AssertionError("the table and the oracle differ")
    return clock.measured(len(asked))


def whole() -> Measured:
    """A whole campaign on a right system: histories drawn, asked, expected and compared; 20 events each, on average."""
    clock = Clock(f"whole campaign on coregroup drive, {CAMPAIGN:,} histories")
    for _ in range(RUNS):
        with Session(Child(DRIVE, timeout=PATIENCE), BRENT) as session:
            begun = perf_counter()
            while perf_counter() < begun + WARM:
                list(session.put(probes(CASES)))
            with clock.run():
                found = campaign(session, BRENT, seed=SEED, count=CAMPAIGN, seconds=PATIENCE)
            if found.faults or found.agreed != found.asked:
                raise AssertionError("the oracle does not agree with itself")
    return clock.measured(found.agreed)


def expecting(asked: list[Probe], swift: bool) -> Measured:
    """What is expected of histories, with no program at the other end."""
    clock = Clock("nobody asked, expected by the bulk judge" if swift else "nobody asked, expected by the oracle")
    for _ in range(RUNS):
        with Experts(BRENT) as experts:
            if swift:
                experts.swift.wait()
            with clock.run():
                list(experts.put(asked))
    return clock.measured(len(asked))


def measure() -> Iterator[str]:
    many, few = probes(ECHOED), probes(FEW)
    Judging.of(BRENT).scanner()  # what was never compiled here takes longer than a program may take to get warm
    with TemporaryDirectory() as folder:
        echoes = {}
        for batch in (1, BATCH):
            name, path = f"echo child, {batch} a line", table(Path(folder), many, batch)
            echoes[batch] = through(name, echo(path), many, batch)
            yield echoes[batch].beside(echoes[batch])
        for batch in (1, BATCH):
            yield through(f"coregroup drive, {batch} a line", DRIVE, many, batch, WARM).beside(echoes[batch])
        yield compared(table(Path(folder), many, BATCH), many).beside(echoes[BATCH])
        yield whole().beside(echoes[BATCH])
        yield expecting(many, True).beside(echoes[BATCH])
        # Fewer than the bulk judge waits for.
        yield expecting(few, False).beside(echoes[BATCH])


def main() -> None:
    print(f"{'':<58} {'histories/s':>11} {'to echo':>8} {'own work allows':>15}")
    for line in measure():
        print(line, flush=True)


if __name__ == "__main__":
    main()
