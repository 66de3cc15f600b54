"""The table of results in the README, as the program finds it; `python -m tests.repository.results` prints it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from model.analysis.claim import claims_of
from model.analysis.compare import Comparison, Relation, compare
from model.analysis.conflicts import Conflict
from model.analysis.contradiction import Contradiction
from model.analysis.prove import proved
from model.analysis.result import Result
from model.calendar import england_and_wales
from model.policy import load_policy

FIRST, LAST = date(2010, 1, 1), date(2040, 12, 31)
BEGIN, END = "<!-- results: made by `python -m tests.repository.results` -->", "<!-- end of results -->"
NAMES = ("Brent", "York")
ANSWERS = {"True": "yes", "False": "no"}
RELATIONS = {
    Relation.A_STRICTER: "Brent stricter",
    Relation.B_STRICTER: "York stricter",
    Relation.ONLY_A: "only in Brent",
    Relation.ONLY_B: "only in York",
}


def results() -> str:
    """Both tables, with what they rest on."""
    brent, york = load_policy("brent"), load_policy("york")
    found = compare(brent, york, england_and_wales(), FIRST, LAST)
    claims = [
        proved(claim, policy, england_and_wales(), FIRST, LAST)
        for policy in (brent, york)
        for claim in claims_of(policy)
    ]
    return "\n".join([BEGIN, "", *comparison(found), "", *proofs(claims), END])


def comparison(found: Comparison) -> Iterator[str]:
    """Topic by topic."""
    yield "| topic | Brent and York | breaches in one that are none in the other |"
    yield "|---|---|---|"
    for cell in found.cells:
        said = "; ".join(map(told, cell.conflicts))
        yield f"| {cell.topic} | {RELATIONS.get(cell.relation, cell.relation.value)} | {said or '-'} |"
    coverage = [cell.coverage for cell in found.cells]
    yield ""
    counted = (
        f"{sum(one.states for one in coverage):,} states, {sum(one.transitions for one in coverage):,} transitions"
    )
    yield f"{len(found.conflicts)} conflicts; duties of the two that cannot be kept together: {clashes(found)}."
    yield f"Searched: {counted}. A case may begin on any day from {found.first} to {found.last}."
    yield f"{found.followed} Where every duty searched together was found"
    yield "in conflict soon after the first start day, that search ended there."
    yield f"Calendar {found.calendar.digest}."


def clashes(found: Comparison) -> str:
    """The sets of duties that cannot be kept together."""
    return "; ".join(map(clash, found.contradictions)) or "none"


def clash(one: Contradiction) -> str:
    """Duties that cannot be kept together, and the facts in which that is so."""
    facts = ", ".join(f"{name.replace('_', ' ')}: {ANSWERS.get(str(value), value)}" for name, value in one.given)
    duties = " and ".join(f"{NAMES[side]}'s {id}" for side, id in one.demands)
    return f"{duties}{f' (where {facts})' if facts else ''}"


def told(one: Conflict) -> str:
    """A conflict in few words: whose duty, its clauses, and the excuse, power or definition that makes it so."""
    needs = f", by {', '.join(one.needs)}" if one.needs else ""
    return f"{NAMES[one.side]}'s {one.duty} ({', '.join(one.clauses[one.side])}{needs})"


def proofs(claims: Sequence[Result]) -> Iterator[str]:
    """Claim by claim."""
    yield "| policy | in every case | verdict | exactly | searched |"
    yield "|---|---|---|---|---|"
    for one in claims:
        exact = "" if one.exact is None else str(one.exact)
        yield f"| {one.policy.id} | {one.claim.sentence()} | {one.verdict.value} | {exact} | {searched(one)} |"
    yield ""
    yield "What has to be kept for it stands in the sentence; where it asks for nothing, it holds whatever is breached."


def searched(one: Result) -> str:
    """What stands behind the verdict."""
    parts = [f"{one.start_days:,} start days"]
    parts += [f"{one.transitions:,} transitions"] if one.transitions else []
    parts += [f"{one.abstract_calendars:,} abstract calendars"] if one.abstract_calendars else []
    return ", ".join(parts)


if __name__ == "__main__":
    print(results())
