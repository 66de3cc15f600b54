"""`python -m tests.mutation`: every mutant of the built-in policies must be noticed by a hand-worked case.

Exit code 1 where a mutant survives without an explanation in `explained.toml`, or an explanation has become stale.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from model.conformance.mutants import Mutant, mutants
from model.errors import InvalidInput
from model.oracle import judge
from model.policy import Policy, load_policy, under
from model.policy.parse import parse
from tests.cases.loader import Case, all_cases
from tests.cases.test_cases import differences

# The one with most mutants first, so that the others fit beside it.
NAMES = ("brent", "york", "working-together")
EXPLAINED = Path(__file__).parent / "explained.toml"


def main(names: Sequence[str]) -> int:
    """Tries every mutant of these policies."""
    code, asked = 0, names or NAMES
    with ProcessPoolExecutor() as pool:
        fates = list(pool.map(tried, asked))
    for name, (survivors, counts) in zip(asked, fates, strict=True):
        explained: Mapping[str, str] = tomllib.loads(EXPLAINED.read_text(encoding="utf-8")).get(name, {})
        new = [id for id in survivors if id not in explained]
        stale = [id for id in explained if id not in survivors]
        print(f"{name}: {counts['noticed']} mutants noticed, {len(survivors) - len(new)} explained, {len(new)} survive")
        for id in new:
            print(f"  survives: {id}")
        for id in stale:
            print(f"  explained, but noticed or gone: {id}")
        code |= bool(new or stale)
    return code


def tried(name: str) -> tuple[list[str], Counter[str]]:
    """The ids of the mutants that no case notices, and how many were noticed or are no policy at all."""
    policy = load_policy(name)
    source = policy.extends[-1] if name == "working-together" else policy.id
    survivors: list[str] = []
    counts: Counter[str] = Counter()
    for mutant in mutants(policy.tables, source):
        fate = fate_of(mutant, policy, cases_under(policy.id))
        counts[fate] += 1
        if fate == "survives":
            survivors.append(mutant.id)
    return survivors, counts


@lru_cache(maxsize=8)
def cases_under(policy: str) -> tuple[Case, ...]:
    """The hand-worked cases of a policy."""
    return tuple(case for case in all_cases() if case.policy.id == policy)


def fate_of(mutant: Mutant, policy: Policy, cases: Sequence[Case]) -> str:
    """`no policy` where the change cannot be read, `noticed` where a case differs, else `survives`."""
    try:
        changed = parse(mutant.tables, mutant.id)
    except InvalidInput:
        return "no policy"
    concerned = duties_concerned(mutant, policy, changed)
    for case in cases:
        wanted = tuple(one for one in case.expect if one.duty in concerned)
        if wanted and noticed(replace(case, policy=changed, expect=wanted), concerned, mutant.section):
            return "noticed"
    return "survives"


def duties_concerned(mutant: Mutant, policy: Policy, changed: Policy) -> frozenset[str]:
    """The duties whose findings the mutant can change at all."""
    if mutant.section == "duty":
        return frozenset({mutant.entry})
    if mutant.section == "power":
        return frozenset(id for one in policy.powers if one.id == mutant.entry for id in one.retimes)
    if mutant.section == "excuse":
        return frozenset(id for one in policy.excuses if one.id == mutant.entry for id in one.covers)
    return frozenset(policy.duty_ids) & frozenset(changed.duty_ids)


def noticed(case: Case, concerned: frozenset[str], section: str) -> bool:
    """Whether the changed policy gives another verdict than the one typed by hand."""

    def only_concerned(history, policy, readings, as_of, known_at):  # type: ignore[no-untyped-def]
        read_so = under(policy, readings)
        duties = tuple(duty for duty in read_so.duties if duty.id in concerned)
        return judge(history, replace(read_so, duties=duties), {}, as_of, known_at)

    try:
        return next(differences(only_concerned, case), None) is not None
    except InvalidInput:
        # The case reads a phrase in a way that is gone, or that speaks of it: the first is the mutant's fault.
        return section == "reading"


sys.exit(main(sys.argv[1:]))
