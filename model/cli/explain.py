"""`coregroup explain`: one case in dated sentences."""

from __future__ import annotations

import sys
import textwrap
from argparse import Namespace
from collections.abc import Iterable
from datetime import date
from shutil import get_terminal_size

import msgspec
from msgspec.structs import replace

from model.analysis.adversity import Adversity, counted
from model.analysis.doomed import marked
from model.cli import screen
from model.cli import table as tables
from model.cli.options import EVERY, asked
from model.cli.sources import Problems, taken
from model.errors import Fault, InvalidInput, meant
from model.history import History, read_histories
from model.oracle import Story, explain
from model.oracle.explain import Sentence
from model.oracle.phrases import spoken_day
from model.policy import Policy, under

WIDTH = 100
DAY, STATUS = 17, 12
NOTHING = "Nothing of this case is known by that day: say --as-of a later one."


def run(arguments: Namespace) -> int:
    """Prints the story of one case."""
    wanted, problems = asked(arguments), Problems()
    if wanted.every_reading:
        hint = "name a choice; coregroup judge --reading all tells what is certain under all"
        raise InvalidInput(Fault("which-reading", "a story is told under one way to read", EVERY, "--reading", hint))
    cases = read_histories(arguments.file, wanted.policy.vocabulary)
    history = chosen(taken(cases, problems), arguments.case, problems)
    day = wanted.on(cases.last_day)
    story = explain(history, wanted.policy, wanted.readings, day, wanted.known_at, wanted.strength)
    story = with_doom(story, under(wanted.policy, wanted.readings), arguments.doomed, problems)
    problems.admits(story.judgement)
    if arguments.format == "json":
        sys.stdout.write(tables.to_json(msgspec.to_builtins(story)))
    else:
        print_story(story)
    return problems.report()


def with_doom(story: Story, policy: Policy, failures: int, problems: Problems) -> Story:
    """The story in which an open duty says from which day on no way is left to keep it, if so many attempts fail.

    Where that is not known, it is a notice.
    """
    if failures < 0:
        raise InvalidInput(Fault("bad-adversity", "is at least 0", failures, "--doomed"))
    judgement = marked(story.judgement, policy, problems.notices, Adversity(failures=failures))
    days = {(one.duty, one.occasion): one.doomed_since for one in judgement.findings}
    sentences = (doomed(one, days.get((one.duty or "", one.occasion or 0)), failures) for one in story.sentences)
    return replace(story, judgement=judgement, sentences=tuple(sentences))


def doomed(sentence: Sentence, since: date | None, failures: int) -> Sentence:
    """The sentence, and the day since which what it asks for is doomed, if any."""
    if since is None:
        return sentence
    fail = f" if {counted(failures, 'attempt')} at it {'fails' if failures == 1 else 'fail'}" if failures else ""
    said = f"Doomed since {spoken_day(since)}: no day is left on which it could be done in time{fail}."
    return replace(sentence, text=f"{sentence.text} {said}")


def chosen(histories: Iterable[History], case: str | None, problems: Problems) -> History:
    """The case with this id, or the only one there is."""
    cases = {history.case: history for history in histories}
    if case is None and len(cases) == 1:
        return next(iter(cases.values()))
    if case in cases:
        return cases[case]
    problems.report()
    if not cases:
        raise InvalidInput(Fault("no-case", "the file has no case to tell"))
    if case is None:
        raise InvalidInput(Fault("which-case", f"the file has {len(cases)} cases", hint=f"add --case {few(cases)}"))
    raise InvalidInput(Fault("unknown-case", "the file has no such case", case, "--case", meant(case, cases)))


def few(cases: Iterable[str]) -> str:
    """The first few ids."""
    ids = list(cases)
    return " | ".join(ids[:5]) + (" | ..." if len(ids) > 5 else "")


def print_story(story: Story) -> None:
    """The title, then every event with what it made due."""
    print(wrapped(story.title, 0))
    if not story.sentences:
        print(f"\n{NOTHING}")
    for sentence in story.sentences:
        if sentence.status is not None:
            print_finding(sentence.status.value, sentence.text)
        else:
            print(f"\n{sentence.on:%a %d %b %Y}  {wrapped(sentence.text, DAY)}")


def print_finding(status: str, told: str) -> None:
    """The status in a column of its own, in its colour on a terminal, and the sentences behind it."""
    text = f"  {status:<{STATUS - 2}}{wrapped(told, STATUS)}"
    if not sys.stdout.isatty():
        print(text)
        return
    shown = screen.coloured(text, "")
    shown.stylize(screen.COLOURS[status], 0, STATUS)
    screen.console(sys.stdout).print(shown, soft_wrap=True)


def wrapped(text: str, indent: int) -> str:
    """The text in lines that fit behind an indent; the first line comes without it."""
    room = min(WIDTH, get_terminal_size().columns) if sys.stdout.isatty() else WIDTH
    blank = " " * indent
    lines = textwrap.fill(
        tables.text_of(text),
        max(room, 3 * indent),
        initial_indent=blank,
        subsequent_indent=blank,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return lines.removeprefix(blank)
