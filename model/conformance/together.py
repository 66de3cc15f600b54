"""Together: several misunderstandings of one system, which act on the same findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, reduce
from typing import Any

from model.conformance.judging import Judging
from model.conformance.probe import Answers, Probe
from model.conformance.reread import reread
from model.conformance.suspects import Suspect, as_it_is
from model.errors import Fault, InvalidInput
from model.policy import Policy

Tables = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Company:
    """What is known to be misunderstood besides, none of which contradicts another.

    `policy` is the right one, `tables` are its tables with what the `known` change in them.
    """

    policy: Policy
    known: tuple[Suspect, ...] = ()
    tables: Tables | None = None
    _kept: dict[Suspect, Suspect] = field(default_factory=dict)

    @staticmethod
    def of(policy: Policy, known: Iterable[Suspect]) -> Company:
        """Of as many of them as do not contradict those before them."""
        return reduce(lambda company, one: company.joined(one), known, Company(policy))

    def joined(self, one: Suspect) -> Company:
        """The company with one more, if that contradicts none of it."""
        with suppress(InvalidInput):
            return Company(self.policy, (*self.known, one), self.with_tables(one))
        return self

    def with_tables(self, one: Suspect) -> Tables:
        """The tables of a policy with what one more changes in them; InvalidInput where they change the same."""
        return merged(self.policy.tables, self.tables or self.policy.tables, one.whole.policy.tables)

    @cached_property
    def all(self) -> Suspect:
        """Who has all of these misunderstandings, and no other."""
        return self._suspect(self.known, lambda: self.tables or self.policy.tables)

    def acting(self, new: Suspect) -> Suspect:
        """One more in this company: InvalidInput is raised where it judges that contradicts another."""
        if not self.known:
            return new
        if new not in self._kept:
            self._kept[new] = self._suspect((*self.known, new), lambda: self.with_tables(new))
        return self._kept[new]

    def _suspect(self, parts: tuple[Suspect, ...], tables: Callable[[], Tables]) -> Suspect:
        def judge() -> Judging:
            judging = Judging.of(reread(tables(), self.policy))
            return reduce(lambda found, one: one.onto(found), parts, judging)

        def sees(probe: Probe) -> Probe:
            return reduce(lambda told, one: one.sees(told), parts, probe)

        def transform(probe: Probe, answers: Answers) -> Answers:
            return reduce(lambda told, one: one.transform(probe, told), parts, answers)

        spoils = transform if any(one.spoils for one in parts) else as_it_is
        return Suspect(" + ".join(one.id for one in parts), "", judge, transform=spoils, sees=sees)


def merged(base: Tables, one: Tables, other: Tables) -> dict[str, Any]:
    """Tables with what two of them change; InvalidInput where both change the same."""
    names = dict.fromkeys((*one, *other))
    return {name: merged_value(base.get(name), one.get(name), other.get(name)) for name in names}


def merged_value(base: Any, one: Any, other: Any) -> Any:
    """A table, or a list of entries, with what two of them change."""
    if one in (base, other):
        return other
    if other == base:
        return one
    if not isinstance(base, list) or len({entry["id"] for entry in base}) < len(base):
        raise InvalidInput(Fault("contradiction", "two changes of one thing"))
    olds, ones, others = ({entry["id"]: entry for entry in entries} for entries in (base, one, other))
    found = (merged_value(olds.get(id), ones.get(id), others.get(id)) for id in dict.fromkeys((*ones, *others)))
    return [entry for entry in found if entry is not None]
