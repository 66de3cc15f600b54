"""The histories of a file, and everything that was wrong with them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

from model.cli import BAD, OK
from model.errors import Fault, InvalidInput, report
from model.findings import Judgement
from model.history import Cases, History

T = TypeVar("T")


class Problems:
    """What was wrong with the input of one run; `report` prints it on standard error and gives the exit code.

    Faults and refused events make the exit code 2, notices do not. `strict` sets aside a case with a refused event.
    `place_of` says where the record of a case begins; it is there as soon as cases are `taken`.
    """

    def __init__(self, strict: bool = False) -> None:
        self.strict = strict
        self.faults: list[Fault] = []
        self.notices: list[Fault] = []
        self.place_of: Callable[[str], str]

    def place(self, case: str) -> str:
        """How faults name a case: by the file and line where it begins, and its name."""
        return f"{self.place_of(case)}, case {case}"

    def admits(self, judgement: Judgement) -> bool:
        """Notes the refused events of a case; False where it is to be set aside for them."""
        for one in judgement.refused:
            place = f"{self.place(judgement.case)}, event {one.event}"
            fact = f"{one.type} on {one.on} cannot happen while the case stands at {one.state}"
            self.faults.append(Fault("refused-event", fact, place=place, hint=one.rule))
        if not (self.strict and judgement.refused):
            return True
        self.faults.append(Fault("case-set-aside", "the whole case was set aside (--strict)", judgement.case))
        return False

    @contextmanager
    def of(self, case: str) -> Iterator[None]:
        """Where a case cannot be judged, such as for a due day outside the calendar: notes why, and goes on."""
        try:
            yield
        except InvalidInput as error:
            place = self.place(case)
            self.faults += [
                replace(fault, place=", ".join(filter(None, (place, fault.place)))) for fault in error.faults
            ]
            self.faults.append(Fault("case-set-aside", "is not judged because of the fault above", case))

    def report(self) -> int:
        """Prints the first 50 faults and the count, then the notices; 2 if there were faults, else 0."""
        tell("notice", self.notices)
        tell("fault", self.faults)
        return BAD if self.faults else OK


def tell(what: str, faults: list[Fault]) -> None:
    """Prints how many there are, then the first 50, on standard error; nothing where there are none."""
    if faults:
        print(f"{several(len(faults), what)}:", file=sys.stderr)
        print(harmless(report(tuple(faults))), file=sys.stderr)


def harmless(text: str) -> str:
    """The text with its lines, and with every other control character written out, so that none reaches a terminal."""
    return "".join(one if one.isprintable() or one == "\n" else ascii(one)[1:-1] for one in text)


def taken(cases: Cases, problems: Problems) -> Iterator[History]:
    """The sound cases of a file; its faults and notices are in `problems` when the last case was taken."""
    problems.place_of = cases.place_of
    yield from cases
    problems.faults.extend(cases.faults)
    problems.notices.extend(cases.notices)


def several(number: int, what: str) -> str:
    """How many of something.

    >>> several(1, "fault"), several(2, "fault")
    ('1 fault', '2 faults')
    """
    return f"{number} {what}{'' if number == 1 else 's'}"


def nothing_but_faults(things: Iterable[T], problems: Problems) -> tuple[bool, Iterator[T]]:
    """Whether there is no thing at all, because of faults; and the things. An empty table would hide the reason."""
    rest = iter(things)
    first = list(islice(rest, 1))
    return not first and bool(problems.faults), chain(first, rest)


def begun(things: Iterable[T]) -> Iterator[T]:
    """The things, the first taken at once: a file that cannot be read is found out before anything is written."""
    rest = iter(things)
    return chain(list(islice(rest, 1)), rest)


def not_over_itself(file: str, output: str | None) -> None:
    """InvalidInput where the result would be written over the cases while they are read."""
    try:
        same = output is not None and Path(output).samefile(file)
    except (OSError, ValueError):
        return
    if same:
        fact = "is the file of the cases, which would be lost"
        raise InvalidInput(Fault("same-file", fact, output, "--output", "name another file"))
