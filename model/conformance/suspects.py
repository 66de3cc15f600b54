"""Suspects: what a developer may have understood otherwise, each as a way to answer that can be held against theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from model.conformance.judging import Judging
from model.conformance.mutants import Mutant, mutants
from model.conformance.probe import Answers, Probe
from model.conformance.reply import Said
from model.conformance.reread import reread
from model.conformance.wording import in_words
from model.errors import InvalidInput
from model.policy import Policy, under

Transform = Callable[[Probe, Answers], Answers]
View = Callable[[Probe], Probe]
Onto = Callable[[Judging], Judging]
SECTIONS = ("duty", "excuse", "power", "definition")


def as_it_is(_: Probe, answers: Answers) -> Answers:
    """The answers themselves."""
    return answers


def all_of_it(probe: Probe) -> Probe:
    """The history as it was told."""
    return probe


def judged_alike(judging: Judging) -> Judging:
    """The judging itself."""
    return judging


@dataclass(frozen=True, eq=False)
class Suspect:
    """One misunderstanding; `reads` tells another reading of the text from a mistake.

    `says` is a phrase that follows the name of the system. It answers as the oracle does by what `judge` gives of what
    it `sees` of the history, changed by `transform`. InvalidInput where that is no policy. `onto` is what makes its
    judging of a right one, and of any other; where only the tables of the policy differ, it need not be told.
    """

    id: str
    says: str
    judge: Callable[[], Judging]
    reads: bool = False
    transform: Transform = as_it_is
    sees: View = all_of_it
    onto: Onto = judged_alike
    _kept: dict[tuple[str, ...], Judging] = field(default_factory=dict)

    @property
    def spoils(self) -> bool:
        """Whether it spoils right answers rather than follows rules of its own."""
        return self.transform is not as_it_is

    @property
    def tabled(self) -> bool:
        """Whether only the tables of its policy differ."""
        return not self.spoils and self.onto is judged_alike and self.sees is all_of_it

    @property
    def whole(self) -> Judging:
        """What it judges by; InvalidInput where that is no policy."""
        if () not in self._kept:
            self._kept[()] = self.judge()
        return self._kept[()]

    def answers(self, probe: Probe, duties: tuple[str, ...]) -> Answers:
        """What it says of these duties; InvalidInput where it cannot judge."""
        if duties not in self._kept:
            self._kept[duties] = Judging.of(self.whole.policy, duties, self.whole.calendar)
        seen = self.sees(probe)
        return self.transform(probe, Said(self._kept[duties].told(seen.events, seen.as_of)).answers)


def changing(id: str, says: str, policy: Policy, onto: Onto) -> Suspect:
    """Who judges by a policy with a change that any judging can be given."""
    return Suspect(id, says, lambda: onto(Judging.of(policy)), onto=onto)


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
        yield Suspect(mutant.id, in_words(mutant.id), partial(judged, policy, mutant))


def judged(policy: Policy, mutant: Mutant) -> Judging:
    """The oracle under a mutant of a policy; InvalidInput where it is none."""
    return Judging.of(reread(mutant.tables, policy))


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


def usable(suspect: Suspect, probe: Probe, duties: tuple[str, ...]) -> Answers | None:
    """What a suspect says; None where it cannot judge."""
    try:
        return suspect.answers(probe, duties)
    except InvalidInput:
        return None
