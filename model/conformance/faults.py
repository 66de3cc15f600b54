"""A fault of a system under test: what it does, on which smallest history, and what would explain it."""

from __future__ import annotations

from dataclasses import dataclass, field

from model.conformance.probe import Answers, Difference, Probe
from model.conformance.suspects import Suspect
from model.conformance.together import Company

DISAGREES, FLAKY, ERRORED = "disagrees", "flaky", "errored"


@dataclass(frozen=True)
class Explanation:
    """A suspect that gives the system's answers.

    It does so on `explained` of `failing` observations, and on all but `broken` of the `passing` ones.
    """

    suspect: Suspect
    explained: int
    failing: int
    broken: int
    passing: int

    @property
    def full(self) -> bool:
        """Whether nothing that was observed speaks against it."""
        return self.explained == self.failing and not self.broken

    @property
    def sound(self) -> bool:
        """Whether no right answer speaks against it, and it gives at least half of the wrong ones."""
        return not self.broken and 2 * self.explained >= self.failing

    @property
    def verdict(self) -> str:
        """`read differently` where the text can be understood so, else `wrong`."""
        return "read differently" if self.suspect.reads else "wrong"


@dataclass
class SystemFault:
    """One distinct fault; `count` grows while further histories show the same.

    `kind` is `disagrees`, `flaky`, `errored` or a kind of `Broken`; `says` is a phrase that follows the name of the
    system. `difference`, `expected` and `got` are those of `probe`, the smallest history found; `found_on` is the id of
    the probe that showed it first. `sought` is false where there was no time to look for explanations. `company` is
    what else is known to be misunderstood, where that acts on the same findings. A flaky one is `settled` where it is
    known in which circumstances it comes back.
    """

    kind: str
    says: str
    probe: Probe
    found_on: str
    duty: str = ""
    difference: Difference | None = None
    expected: Answers = field(default_factory=dict)
    got: Answers = field(default_factory=dict)
    explanations: tuple[Explanation, ...] = ()
    sought: bool = True
    stderr: str = ""
    count: int = 1
    duties: set[str] = field(default_factory=set)
    company: Company | None = None
    settled: bool = False

    @property
    def best(self) -> Explanation | None:
        """What explains it best."""
        return self.explanations[0] if self.explanations else None

    @property
    def certain(self) -> bool:
        """Whether no right answer speaks against what explains it best."""
        return self.best is not None and self.best.sound

    @property
    def doubtful(self) -> bool:
        """Whether it is a wrong answer that something else may explain better."""
        return self.kind == DISAGREES and (self.best is None or not self.best.sound or self.best.suspect.spoils)

    @property
    def verdict(self) -> str:
        """`read differently`, `wrong`, or what else happened: `flaky`, `errored`, `broken`."""
        if self.kind == DISAGREES:
            return self.best.verdict if self.best is not None and self.best.sound else "wrong"
        if self.settled:
            return "wrong"
        return self.kind if self.kind in (FLAKY, ERRORED) else "broken"

    @property
    def title(self) -> str:
        """One line: what explains all that was seen; else what was seen, with the nearest guess where there is one."""
        if self.kind != DISAGREES or not self.sought:
            return self.says
        if self.best is None:
            return f"{self.says}; no known misunderstanding explains it"
        if self.certain:
            return self.best.suspect.says
        return f"{self.says}; no known misunderstanding explains it in full, the nearest is: {self.best.suspect.says}"
