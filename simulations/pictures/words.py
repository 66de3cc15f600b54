"""The words of the pictures: names of duties, what was run, and where its figures come from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from model import Duty, __version__
from simulations.estimates import LEVEL
from simulations.experiment import PRACTICE, Experiment
from simulations.inputs import Setting
from simulations.stability import stability, unsteady

SATURDAY = 5
# Words that are written in capitals; a space at which no line ends.
SHORT = {"tac": "TAC"}
FIRM = "\u00a0"


def spoken(duty: str) -> str:
    """The name of a duty in plain letters."""
    words = " ".join(SHORT.get(word, word) for word in duty.split("-"))
    return words[:1].upper() + words[1:]


def named(duty: Duty) -> str:
    """The name of a duty, marked where it is office practice that the scenario assumes."""
    return spoken(duty.id) + (" *" if duty.strength.value == PRACTICE else "")


def practice_note(found: Experiment) -> str:
    """What the mark means, where a name has it."""
    marked = any(duty.strength.value == PRACTICE for duty, _ in found.duties.values())
    return f" *{FIRM}office practice that the scenario assumes; the policy does not demand it." if marked else ""


def spoken_day(day: date) -> str:
    """A day as people write it."""
    return f"{day.day} {day:%B} {day.year}"


def about(found: Experiment) -> str:
    """The office and the days that count, with a warning where it is no steady state."""
    first, last = span(found.setting, found.runs.warm_up)
    told = f"{found.setting.scenario.title}; {spoken_day(first)} to {spoken_day(last)}."
    warned = f" No steady state, this run only: {stability(found)}." if unsteady(found) else ""
    return told + warned


def span(setting: Setting, warm_up: int) -> tuple[date, date]:
    """The first and the last day that count, both inclusive."""
    scenario = setting.scenario
    return scenario.first + timedelta(days=warm_up), scenario.first + timedelta(days=scenario.days - 1)


def source(setting: Setting) -> str:
    """What made the picture, and where it says what it assumes."""
    scenario, calendar = setting.scenario, setting.calendar
    return (
        f"Source: coregroup {__version__}, simulated; scenario {scenario.id}, policy {scenario.policy}, seed "
        f"{scenario.seed}, calendar {calendar.id} {calendar.digest}. Assumptions and their sources: "
        f"coregroup simulate {scenario.named} --describe."
    )


def replications(count: int) -> str:
    """How many there are, in words."""
    return f"{count} replication{'s' * (count != 1)}"


def size(count: int) -> str:
    """The number of replications on one line."""
    return f"n = {replications(count)}".replace(" ", FIRM)


def sure(count: int, level: float = LEVEL) -> str:
    """Over what the intervals are taken, and how sure they are."""
    return f"{size(count)}; intervals: {level:.0%} confidence of the mean."


def closed(setting: Setting, first: date, last: date) -> Iterator[date]:
    """The bank holidays and closure days on weekdays, from `first` to `last`, both inclusive."""
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if day.weekday() < SATURDAY and not is_open(setting, day):
            yield day


def is_open(setting: Setting, day: date) -> bool:
    """Whether the office works on a day."""
    return setting.calendar.is_working_day(day) and day not in setting.scenario.closures
