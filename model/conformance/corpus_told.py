"""A corpus in words: what it holds, and what changed between two of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from model.conformance.corpus import Case, Corpus
from model.conformance.probe import Answers, Level, differences

# What a field of a finding is called in a sentence.
FIELDS = {"status": "verdict", "due": "due day", "done": "day done", "missing": "finding", "extra": "finding"}


def stats(corpus: Corpus) -> Iterator[str]:
    """What a corpus holds and how good it is, one sentence a line."""
    one = corpus.manifest
    read_so = ", ".join(f"{id}={choice}" for id, choice in one.readings.items())
    yield f"{one.cases:,} cases under {one.policy} (digest {one.digest}), made by {one.made_by}."
    yield f"Read with {read_so}." if read_so else "Nothing in it can be read in two ways."
    yield f"Calendar {one.calendar}. Duties: {len(one.duties)}."
    yield f"By origin: {counts(one.by_origin)}."
    yield f"By clause: {counts(one.by_clause)}."
    yield f"Mutants of the policy that it tells apart: {len(one.killed):,}."
    yield from listed("equivalent", {other.mutant: other.why for other in one.equivalent})
    yield from listed("breached in the same cases", {other.mutant: other.why for other in one.same_breaches})
    yield from listed("open", dict.fromkeys(one.open, ""))


def counts(found: Mapping[str, int]) -> str:
    """Names with their numbers."""
    return ", ".join(f"{name} {number}" for name, number in found.items()) or "none"


def listed(what: str, found: Mapping[str, str]) -> Iterator[str]:
    """Mutants that no case tells apart, with the reason where there is one."""
    yield f"Mutants that are {what}: {len(found) or 'none'}."
    for id, why in found.items():
        yield f"  {id}{f' ({why})' if why else ''}"


def changes(old: Corpus, new: Corpus) -> Iterator[str]:
    """What changed from one corpus to another, one sentence a line; nothing where no case did."""
    before, after = by_id(old), by_id(new)
    yield from headings(old, new)
    for id, case in after.items():
        if id not in before:
            yield f"Added {id}: {case.says}"
    for id, case in before.items():
        if id not in after:
            yield f"Gone {id}: {case.says}"
    for id, case in before.items():
        if id in after:
            yield from expectations(case, after[id])


def by_id(corpus: Corpus) -> dict[str, Case]:
    """The cases by their ids."""
    return {case.id: case for case in corpus.cases}


def headings(old: Corpus, new: Corpus) -> Iterator[str]:
    """What the cases were made from, where that changed."""
    before, after = old.manifest, new.manifest
    for what, was, now in (
        ("policy", before.policy, after.policy),
        ("text of the policy", before.digest, after.digest),
        ("calendar", before.calendar, after.calendar),
    ):
        if was != now:
            yield f"The {what} was {was} and is {now}."
    for id in sorted(before.readings.keys() | after.readings.keys()):
        was, now = before.readings.get(id, "not there"), after.readings.get(id, "not there")
        if was != now:
            yield f"The reading {id} was {was} and is {now}."


def expectations(old: Case, new: Case) -> Iterator[str]:
    """What is expected otherwise of one case."""
    was: Answers = old.answers
    for one in differences(was, new.answers, Level.DONE):
        what = f"the {FIELDS[one.field]} of {one.duty} [{one.trigger}]"
        yield f"Changed {old.id}: {what} was {one.expected or 'none'} and is {one.got or 'none'}. ({old.says})"
