"""Suspects: what a developer may have understood otherwise, each as a way to answer that can be held against theirs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from model.conformance.judging import Judging
from model.conformance.mutants import Mutant, mutants
from model.conformance.probe import Answers, Probe
from model.conformance.reply import Said
from model.errors import InvalidInput
from model.policy import Policy, under
from model.policy.parse import parse

Transform = Callable[[Probe, Answers], Answers]
SECTIONS = ("duty", "excuse", "power", "definition")


def as_it_is(_: Probe, answers: Answers) -> Answers:
    """The answers themselves."""
    return answers


@dataclass(frozen=True, eq=False)
class Suspect:
    """One misunderstanding; `reads` tells another reading of the text from a mistake.

    `says` is a phrase that follows the name of the system. It answers as the oracle does by what `judge` gives, changed
    by `transform`. InvalidInput where that is no policy.
    """

    id: str
    says: str
    judge: Callable[[], Judging]
    reads: bool = False
    transform: Transform = as_it_is
    _kept: dict[tuple[str, ...], Judging] = field(default_factory=dict)

    @property
    def spoils(self) -> bool:
        """Whether it spoils right answers rather than follows rules of its own."""
        return self.transform is not as_it_is

    def answers(self, probe: Probe, duties: tuple[str, ...]) -> Answers:
        """What it says of these duties; InvalidInput where it cannot judge."""
        if duties not in self._kept:
            if () not in self._kept:
                self._kept[()] = self.judge()
            whole = self._kept[()]
            self._kept[duties] = Judging.of(whole.policy, duties, whole.calendar)
        return self.transform(probe, Said(self._kept[duties].told(probe.events, probe.as_of)).answers)


# Choices that developers know by a better name.
NAMES = {"first-day=same-day": "counts the day itself as day 1"}


def readings(policy: Policy, base: Policy) -> Iterator[Suspect]:
    """Every other choice of every reading; `base` is the policy with no reading chosen."""
    for reading in base.readings:
        for choice in reading.choices:
            if choice.id != policy.chosen.get(reading.id, reading.default):
                chosen = {**policy.chosen, reading.id: choice.id}
                name = f"{reading.id}={choice.id}"
                means = NAMES.get(name, choice.means)
                says = f'reads "{reading.phrase}" differently: {means} ({name})'
                yield Suspect(f"reading {name}", says, partial(read_so, base, chosen), True)


def read_so(base: Policy, chosen: Mapping[str, str]) -> Judging:
    """The oracle under these readings."""
    return Judging.of(under(base, chosen))


def single(policy: Policy, duty: str) -> Iterator[Suspect]:
    """Every mutant of the policy that can change what is said of a duty."""
    for mutant in changed(policy, duty):
        yield Suspect(mutant.id, in_words(mutant.id), partial(judged, mutant))


def judged(mutant: Mutant) -> Judging:
    """The oracle under a mutant; InvalidInput where it is no policy."""
    return Judging.of(parse(mutant.tables, mutant.id))


def changed(policy: Policy, duty: str) -> Iterator[Mutant]:
    """The mutants that concern a duty, each once; first those that know nothing of an excuse or a power."""
    powers, excuses = policy.powers_over[duty], policy.excuses_of[duty]
    concerned = {duty, *(one.id for one in powers), *(one.id for one in excuses)}
    seen: set[str] = set()
    every = [mutant for source in sources(policy) for mutant in mutants(policy.tables, source)]
    for mutant in sorted(every, key=lambda one: not one.id.endswith(": dropped")):
        near = mutant.entry in concerned or mutant.section in ("definition", "counting", "calendar")
        if near and mutant.section != "reading" and mutant.id not in seen and " strength " not in mutant.id:
            seen.add(mutant.id)
            yield mutant


def sources(policy: Policy) -> list[str]:
    """The texts that the policy's entries come from."""
    return sorted({str(entry["source"]) for section in SECTIONS for entry in policy.tables.get(section, ())})


PARTS: Mapping[str, str] = {
    "when": "what triggers it",
    "then": "what answers it",
    "requires": "what is required",
    "forbid": "what is forbidden",
    "until": "what ends it",
    "unless": "its exception",
    "within": "its time limit",
    "between": "its time limit",
    "at_least": "its time limit",
    "from": "the day from which it counts",
    "decided": "by when an excuse must be decided",
    "applies": "from when a direction counts",
    "any": "what makes it so",
    "all": "what makes it so",
    "judged_quorate": "the social worker's judgement",
}
LIMITS = ("within", "between", "at_least")
PERIOD = re.compile(r"(\d+) ((?:working )?\w+?)s?( before)? -> (.+)")
SAID = {
    "counting: first_day same-day": "counts the day itself as day 1",
    "counting: first_day day-after": "counts the day after as day 1",
    "counting: due_on_closed_day stays": "leaves a due day on a closed day where it is",
    "counting: due_on_closed_day next-working-day": "moves a due day from a closed day to the next working day",
    "counting: due_on_closed_day working-day-before": "moves a due day from a closed day to the working day before",
    "calendar: bank holidays are working days": "does not know bank holidays: takes each for a working day",
}


def in_words(id: str) -> str:
    """What a mutant does, as a phrase that follows the name of the system.

    >>> in_words("duty first-core-group: within 10 working days -> 9")
    'takes 9 working days for 10 working days (time limit of first-core-group)'
    """
    if id in SAID:
        return SAID[id]
    where, _, what = id.partition(": ")
    section, _, entry = where.partition(" ")
    if what == "dropped":
        return f"does not know the {section} {entry}"
    key, _, change = what.partition(" ")
    name = entry if section == "duty" else f"{section} {entry}"
    if change == "dropped":
        return f"does not look at {PARTS.get(key, key)} ({name})"
    period = PERIOD.search(change)
    if period and key in LIMITS:
        return f"{of_period(*period.groups())} (time limit of {name})"
    part = "" if section == "definition" else f": {PARTS.get(key, key)}"
    said = of_period(*period.groups()) if period else of_value(change)
    return f"{said} ({name}{part})"


def of_period(number: str, unit: str, before: str | None, other: str) -> str:
    """What a period is taken for."""
    old = f"{number} {unit}s{before or ''}"
    return f"takes {f'{other} {unit}s' if other.isdecimal() else f'{number} {other}'} for {old}"


def of_value(change: str) -> str:
    """What is changed about a condition."""
    if "->" not in change:
        return f"does not look at {quoted(change.rpartition('without ')[2])}"
    old, _, new = change.partition(" -> ")
    *place, value = old.split(" ")
    names = [quoted(word) for word in place if not word.startswith("[")]
    return f"asks {' of '.join(reversed(names)) or 'this'} to be {quoted(new)} instead of {quoted(value)}"


def quoted(name: str) -> str:
    """A name as it is said."""
    return '"' + name.strip("[]").replace("'", "").replace("_", " ") + '"'


def usable(suspect: Suspect, probe: Probe, duties: tuple[str, ...]) -> Answers | None:
    """What a suspect says; None where it cannot judge."""
    try:
        return suspect.answers(probe, duties)
    except InvalidInput:
        return None
