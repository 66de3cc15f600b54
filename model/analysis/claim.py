"""A claim: a sentence about all histories that keep a policy, as data that stands beside the policy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from model.errors import Fault, InvalidInput, meant
from model.policy import Policy, Strength
from model.policy.conditions import Pattern
from model.policy.load import DATA, text_of, toml
from model.policy.parse_conditions import ConditionParser
from model.policy.table import Table

NUMBER, DUTIES = "{N}", "{duties}"
# What a claim of a strength counts, in words.
COUNTED = {
    Strength.MUST: "every duty that is a must",
    Strength.SHOULD: "every duty that is a must or a should",
    Strength.MAY: "every duty",
}
BUNDLED = DATA / "claims"


class ClaimForm(Enum):
    """What a claim is about; `model/analysis/CLAIMS.md` says what each means."""

    LATEST_DUE = "latest-due"
    LONGEST_GAP = "longest-gap"
    KEEPABLE = "keepable"
    NEVER = "never"


@dataclass(frozen=True)
class LatestDue:
    """A duty is never due later than `at_most` calendar days after its anchor."""

    duty: str
    at_most: int


@dataclass(frozen=True)
class LongestGap:
    """After `start` at most `at_most` calendar days go by until `end`, or until an event of `until` if that is sooner.

    In histories that breach no duty of `strength` or stronger, and in which no event of the kinds `without` happens.
    """

    start: tuple[Pattern, ...]
    end: tuple[Pattern, ...]
    until: tuple[Pattern, ...]
    at_most: int
    strength: Strength
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Keepable:
    """There is a way to keep every duty of the agency, whatever is done to it, though so many attempts fail."""

    strength: Strength
    failed_meetings: int


@dataclass(frozen=True)
class Never:
    """The duty `breached` is never the only one breached first; or no event of `happens` comes without a breach.

    One of the two is empty. Of duties of `strength` or stronger, without events of the kinds `without`.
    """

    breached: str
    happens: tuple[Pattern, ...]
    strength: Strength
    without: tuple[str, ...] = ()


About = LatestDue | LongestGap | Keepable | Never


@dataclass(frozen=True)
class Claim:
    """A claim about a policy; `sometimes` is its twin: that what it bounds or forbids is not empty talk."""

    id: str
    about: About
    says: str
    sometimes: str

    @property
    def number(self) -> int | None:
        """The calendar days of which it speaks, None where it speaks of none."""
        return self.about.at_most if isinstance(self.about, LatestDue | LongestGap) else None

    @property
    def duties(self) -> str:
        """The duties that have to be kept, in words; empty for a claim about due days."""
        return "" if isinstance(self.about, LatestDue) else COUNTED[self.about.strength]

    def sentence(self) -> str:
        """What it says, with its number and the duties that it counts."""
        return self.worded(self.says)

    def twin(self) -> str:
        """What is sometimes so, with its number and the duties that it counts."""
        return self.worded(self.sometimes)

    def worded(self, said: str) -> str:
        """A sentence with the number and the duties in their places; where it has none for the duties, after it."""
        numbered = said.replace(NUMBER, str(self.number))
        if DUTIES in said or self.duties in ("", COUNTED[Strength.MAY]):
            return numbered.replace(DUTIES, self.duties)
        more = f"counting {self.duties}" if isinstance(self.about, Keepable) else f"as long as {self.duties} is kept"
        return f"{numbered.removesuffix('.')}, {more}."


def claims_of(policy: Policy) -> tuple[Claim, ...]:
    """The claims that come with the package for a policy; none for a policy that has none."""
    path = BUNDLED / f"{policy.id}.toml"
    return load_claims(path, policy) if path.exists() else ()


def load_claims(path: Path, policy: Policy) -> tuple[Claim, ...]:
    """The claims in a file, which must be about `policy`; InvalidInput with every fault of the file."""
    return parse_claims(toml(text_of(path), path.name), policy, path.name)


def parse_claims(tables: Mapping[str, Any], policy: Policy, file: str) -> tuple[Claim, ...]:
    """The claims in plain tables; InvalidInput with every fault, placed in `file`."""
    faults: list[Fault] = []
    claims = ClaimParser(Table(tables, file, faults), policy).claims()
    if faults:
        raise InvalidInput(*faults)
    return claims


class ClaimParser:
    """Reads the claims of one file; conditions are written as in the policy, with the words that it defines."""

    def __init__(self, root: Table, policy: Policy) -> None:
        self.root = root
        self.policy = policy
        self.conditions = ConditionParser(policy.vocabulary)
        self.conditions.defined.update({one.id: (one.event, one.condition) for one in policy.definitions})

    def claims(self) -> tuple[Claim, ...]:
        """All claims; their ids differ."""
        name = self.root.text("policy", needed=True)
        if name and name != self.policy.id:
            hint = f"the policy that is checked is {self.policy.id!r}"
            self.root.fault("other-policy", "these claims are about another policy", name, hint, key="policy")
        found = [self.claim(table) for table in self.root.each("claim")]
        self.root.close()
        read = [claim for claim in found if claim is not None]
        ids = [claim.id for claim in read if claim.id]
        for id in dict.fromkeys(id for id in ids if ids.count(id) > 1):
            self.root.fault("duplicate-id", "two entries of [[claim]] have one id", id, "rename one")
        return tuple(read)

    def claim(self, table: Table) -> Claim | None:
        """One claim; None where its form is not known."""
        id, says, sometimes = (table.text(key, needed=True) for key in ("id", "says", "sometimes"))
        form = table.one_of("form", ClaimForm, ClaimForm.NEVER, needed=True)
        if table.get("form") != form.value:
            table.pass_over()
            return None
        claim = Claim(id, self.about(table, form), says, sometimes)
        self.numbered(table, claim)
        table.close("note")
        return claim

    def about(self, table: Table, form: ClaimForm) -> About:
        """What the claim is about."""
        read: Mapping[ClaimForm, Callable[[Table], About]] = {
            ClaimForm.LATEST_DUE: self.latest_due,
            ClaimForm.LONGEST_GAP: self.longest_gap,
            ClaimForm.KEEPABLE: self.keepable,
            ClaimForm.NEVER: self.never,
        }
        return read[form](table)

    def numbered(self, table: Table, claim: Claim) -> None:
        """A fault where a claim with a number does not say it, or one without a number, or without duties, tries to."""
        for key, sentence in (("says", claim.says), ("sometimes", claim.sometimes)):
            if sentence and (NUMBER in sentence) != (claim.number is not None):
                wanted = "no" if claim.number is None else "its"
                fact = f"a claim of this form has {wanted} number {NUMBER} in its sentence"
                table.fault("number-in-sentence", fact, sentence, key=key)
            if DUTIES in sentence and not claim.duties:
                fact = f"a claim of this form has no {DUTIES} in its sentence"
                table.fault("duties-in-sentence", fact, sentence, key=key)

    def latest_due(self, table: Table) -> LatestDue:
        """`duty`, `at_most`."""
        return LatestDue(self.duty(table, "duty"), self.count(table, "at_most"))

    def longest_gap(self, table: Table) -> LongestGap:
        """`from`, `to`, `until`, `at_most`, `strength`, `without`."""
        return LongestGap(
            start=self.patterns(table, "from"),
            end=self.patterns(table, "to"),
            until=self.conditions.patterns(table, "until"),
            at_most=self.count(table, "at_most"),
            strength=self.strength(table),
            without=self.kinds(table, "without"),
        )

    def keepable(self, table: Table) -> Keepable:
        """`strength`, `failed_meetings`."""
        return Keepable(self.strength(table), self.count(table, "failed_meetings"))

    def never(self, table: Table) -> Never:
        """`breached` or `happens`, `strength`, `without`."""
        if ("breached" in table) == ("happens" in table):
            table.fault("which-form", "needs exactly one of breached, happens")
        breached = self.duty(table, "breached") if "breached" in table else ""
        happens = self.conditions.patterns(table, "happens")
        return Never(breached, happens, self.strength(table), self.kinds(table, "without"))

    def strength(self, table: Table) -> Strength:
        """The weakest duties that a history has to keep."""
        return table.one_of("strength", Strength, Strength.MUST)

    def duty(self, table: Table, key: str) -> str:
        """The id of a duty of the policy."""
        id = table.text(key, needed=True)
        if id and id not in self.policy.duty_ids:
            table.fault("unknown-id", "the policy has no such duty", id, meant(id, self.policy.duty_ids), key)
        return id

    def count(self, table: Table, key: str) -> int:
        """A whole number, 0 or more."""
        number = table.number(key)
        table.need(key not in table, key, "a whole number")
        if number is not None and number < 0:
            table.fault("negative", "must be 0 or more", number, key=key)
        return number or 0

    def patterns(self, table: Table, key: str) -> tuple[Pattern, ...]:
        """Kinds of event with conditions, at least one."""
        table.need(not table.many(key), key, "a kind of event")
        return self.conditions.patterns(table, key)

    def kinds(self, table: Table, key: str) -> tuple[str, ...]:
        """Kinds of event, without conditions."""
        names = table.texts(key)
        for name in names:
            if name not in self.policy.vocabulary.by_name:
                hint = meant(name, self.policy.vocabulary.by_name)
                table.fault("unknown-kind", "unknown kind of event", name, hint, key)
        return names
