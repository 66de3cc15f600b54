"""What `check` and `compare` have in common: policies under their readings, a range of days, progress, witnesses."""

from __future__ import annotations

import re
import signal
import sys
import textwrap
import threading
from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain, count
from pathlib import Path
from shutil import get_terminal_size
from time import monotonic
from types import FrameType, TracebackType
from typing import NamedTuple, Self

from model.analysis.adversity import counted
from model.analysis.unsaid import unsaid
from model.analysis.witness import Witness
from model.cli.options import day, readings
from model.cli.progress import PATIENCE, STEP, say
from model.errors import Fault, InvalidInput
from model.events import Event
from model.oracle.phrases import in_words
from model.policy import Policy, Strength, load_policy, under

FIRST, LAST = date(2010, 1, 1), date(2040, 12, 31)
# What fits on the line that says how far a search is.
MOST_TOLD = 40
INDENT = "    "


class Shown(NamedTuple):
    """What is written to files: a name for them, the witnesses, and what they show together (empty for one alone)."""

    name: str
    witnesses: tuple[Witness, ...]
    title: str = ""


def policy_of(name: str, texts: Iterable[str]) -> Policy:
    """A policy under its readings; InvalidInput where one of them does not exist."""
    return under(load_policy(name), readings(texts))


def side_of(name: str, texts: list[str], option: str) -> Policy:
    """A policy under its readings; InvalidInput names the option that was typed."""
    try:
        return policy_of(name, texts)
    except InvalidInput as error:
        raise InvalidInput(*(typed(fault, option) for fault in error.faults)) from None


def typed(fault: Fault, option: str) -> Fault:
    """The fault of a reading at the option that was typed, which takes no `all`."""
    hint = fault.hint.partition(", or all")[0]
    return replace(fault, place=option, hint=hint) if fault.place == "--reading" else fault


def days_of(arguments: Namespace) -> tuple[date, date]:
    """The first and the last day on which a case may begin; InvalidInput where the range is empty."""
    first, last = day(arguments.first, "--from") or FIRST, day(arguments.last, "--to") or LAST
    if last < first:
        raise InvalidInput(Fault("empty-range", "the last day is before the first", f"{first} to {last}", "--to"))
    if last > LAST:
        hint = "due days lie up to two years later, and the calendar ends on 31 December 2042"
        raise InvalidInput(Fault("too-late", "is too late a start day", last.isoformat(), "--to", hint))
    return first, last


def told_days(first: date, last: date) -> str:
    """What the start days are, in a sentence."""
    days = (last - first).days + 1
    return f"Every case that begins from {first} to {last} ({days:,} day{'s' * (days > 1)})."


def strength_of(arguments: Namespace) -> Strength:
    """The weakest strength that counts."""
    return Strength(arguments.strength)


class Telling:
    """Says on a terminal's standard error how far a search is, and clears the line in the end; silent elsewhere.

    Within it Ctrl-C ends all searches: one that stops at it and tells what it has found so far is the last.
    """

    def __init__(self) -> None:
        self.watched = sys.stderr.isatty()
        self.begun = self.shown = monotonic()
        self.stopped = False

    def __enter__(self) -> Self:
        # Only the main thread may say what Ctrl-C does.
        self.listens = threading.current_thread() is threading.main_thread()
        if self.listens:
            self.before = signal.signal(signal.SIGINT, self.stop)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self.listens:
            signal.signal(signal.SIGINT, self.before)
        if self.shown > self.begun:
            say("", end="\r")

    def stop(self, number: int, frame: FrameType | None) -> None:
        """What Ctrl-C does."""
        self.stopped = True
        raise KeyboardInterrupt

    def __call__(self, about: str, done: int, of: int) -> None:
        """So many of so many are done in the search for `about`; KeyboardInterrupt where an earlier one was stopped."""
        if self.stopped:
            raise KeyboardInterrupt
        now = monotonic()
        if self.watched and now - self.begun > PATIENCE and now - self.shown > STEP:
            short = about if len(about) <= MOST_TOLD else f"{about[: MOST_TOLD - 3]}..."
            say(f"{short}: {done:,} of {of:,}", end="")
            self.shown = now

    def about(self, what: str) -> Callable[[int, int], None]:
        """The same for one search."""
        return partial(self, what)


def heading(text: str) -> None:
    """A heading, with a line of air around it."""
    print(f"\n{text}\n")


def tell(sentences: Iterable[str], indent: str = "") -> None:
    """Sentences, each on a line of its own; a terminal breaks them between words, and a pipe not at all."""
    for sentence in sentences:
        print(broken(sentence, indent) if sys.stdout.isatty() else f"{indent}{sentence}")


def broken(sentence: str, indent: str) -> str:
    """The sentence on lines as wide as the terminal; all but the first stand further in."""
    return textwrap.fill(
        sentence,
        max(get_terminal_size().columns, 2 * len(INDENT + indent)),
        initial_indent=indent,
        subsequent_indent=indent + INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    )


def sourced(witness: Witness, names: Sequence[str]) -> Witness:
    """The witness whose sides are loaded by these names, empty where the id of the policy does; a file by its path."""
    found = [str(Path(name).resolve()) if Path(name).is_file() else name for name in names]
    sides = (replace(side, source=name) for side, name in zip(witness.sides, found, strict=True))
    return replace(witness, sides=tuple(sides))


def save_witnesses(found: Iterable[Shown], arguments: Namespace) -> None:
    """Pictures and pytest files of what was found in the folders that were named; says so on standard error."""
    shown = apart(found)
    if arguments.pictures is not None:
        from model.analysis.picture import draw_witnesses  # matplotlib is slow to import

        for one in shown:
            draw_witnesses(one.witnesses, Path(arguments.pictures) / f"{one.name}.png", one.title)
        print(f"coregroup: {counted(len(shown), 'picture')} written to {arguments.pictures}", file=sys.stderr)
    if arguments.tests is not None:
        from model.analysis.regression import as_pytest

        alone = apart(Shown(one.name, (witness,)) for one in shown for witness in one.witnesses)
        for one in alone:
            file = Path(arguments.tests) / f"test_{one.name.replace('-', '_')}.py"
            file.write_text(as_pytest(one.witnesses[0]), encoding="utf-8")
        print(f"coregroup: {counted(len(alone), 'test')} written to {arguments.tests}", file=sys.stderr)


def apart(found: Iterable[Shown]) -> list[Shown]:
    """The same with names for files: small letters, digits and hyphens, no name twice."""
    named: dict[str, Shown] = {}
    for one in found:
        plain = re.sub("[^a-z0-9]+", "-", one.name.lower()).strip("-")
        numbered = (f"{plain}-{number}" for number in count(2))
        name = next(name for name in chain([plain], numbered) if name not in named)
        named[name] = one._replace(name=name)
    return list(named.values())


def told_readings(policy: Policy) -> str:
    """The readings that are not at their default, in words."""
    chosen = ", ".join(f"{id}={choice}" for id, choice in policy.chosen.items())
    return f" with {chosen}" if chosen else ""


def in_short(events: Sequence[Event]) -> str:
    """A history in one line."""
    return "; ".join(f"{event.on} {with_facts(event.type, event.attributes.items())}" for event in events)


def case_in_short(witness: Witness) -> str:
    """The history of a witness in one line, also with what was not recorded where a duty asks whether it was."""
    told = ((event, dict.fromkeys(unsaid(event, witness))) for event in witness.history.events)
    return "; ".join(f"{one.on} {with_facts(one.type, (*one.attributes.items(), *none.items()))}" for one, none in told)


def with_facts(kind: str, facts: Iterable[tuple[str, object]]) -> str:
    """A kind of event in words, with some of its attributes."""
    told = (f", {in_words(name)} {worded(value)}" for name, value in facts)
    return in_words(kind) + "".join(told)


def worded(value: object) -> str:
    """A value of an attribute in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return " and ".join(map(in_words, value)) or "none"
    return "not recorded" if value is None else in_words(str(value))
