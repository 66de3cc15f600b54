"""Every miniature has the fault that is planted in it."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from model.conformance.broken import KINDS as IN_WORDS
from model.conformance.child import Child
from model.conformance.generator import histories
from model.conformance.judging import Judging, terms_of
from model.conformance.messages import ANSWERS, ENCODER, START, STOP, PolicyAsked, runs_line, story
from model.conformance.probe import Level, Probe
from model.conformance.reply import Failed, Said
from model.conformance.session import Session
from model.conformance.smoke import smoke
from model.policy import Policy, load_policy
from tests.conformance.miniatures import MINIATURES, Miniature, by_name
from tests.conformance.miniatures.manners import MANNERS
from tests.conformance.miniatures.program import Program

ROOT = Path(__file__).parents[2]
EXACT = Miniature("exact", "has no fault", ())
SEED, MANY, FEW = 5, 1000, 150
SPOILT = [one for one in MINIATURES if one not in MANNERS]
# How a session tells each of those that do not bring their answers over.
KINDS = {
    "crash-on-empty": "ended",
    "non-ascii": "ended",
    "hang": "timeout",
    "half-a-line": "ended",
    "out-of-order": "wrong-seq",
    "wrong-seq": "wrong-seq",
    "invalid-json": "not-json",
    "wrong-status": "not-schema",
    "due-with-time": "not-schema",
    "floods-stderr": "ended",
    "huge-answer": "too-long",
    "hundred-answers": "ended",
    "extra-line": "unasked",
    "memory-hog": "ended",
}


@cache
def probes(policy: str) -> tuple[Probe, ...]:
    loaded = load_policy(policy)
    return (*smoke(loaded, loaded.duty_ids), *histories(loaded, SEED, MANY))


@cache
def right(policy: str) -> tuple[Said, ...]:
    judging = Judging.of(load_policy(policy))
    return tuple(Said(judging.told(one.events, one.as_of)) for one in probes(policy))


def answers(miniature: Miniature) -> Iterator[Said]:
    """What a miniature says of the probes, without a process of its own."""
    policy = load_policy(miniature.policy)
    lines = [START, agreement(policy), *parcels(probes(miniature.policy)), STOP]
    said = io.BytesIO()
    Program(miniature, io.BytesIO(b"\n".join(lines) + b"\n"), said).run()
    for line in said.getvalue().splitlines()[2:]:
        yield from (Said(one.findings or ()) for one in ANSWERS.decode(line).answers)


def agreement(policy: Policy) -> bytes:
    terms = terms_of(policy)
    return ENCODER.encode(PolicyAsked(**{name: getattr(terms, name) for name in terms.__struct_fields__}))


def parcels(all_probes: tuple[Probe, ...]) -> Iterator[bytes]:
    for start in range(0, len(all_probes), 16):
        yield runs_line([story(n, one.as_of, one.events) for n, one in enumerate(all_probes[start : start + 16])])


@pytest.mark.slow
@pytest.mark.parametrize("policy", ["brent-2014", "york-2015"])
def test_the_program_of_the_miniatures_is_right_where_nothing_is_planted(policy: str) -> None:
    exact = Miniature(EXACT.name, EXACT.says, EXACT.expects, policy=policy)
    assert all(one.agrees(other, Level.DONE) for one, other in zip(answers(exact), right(policy), strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("miniature", SPOILT, ids=lambda one: one.name)
def test_what_a_miniature_says_differs_from_what_is_right(miniature: Miniature) -> None:
    pairs = list(zip(answers(miniature), right(miniature.policy), strict=True))
    wrong = sum(Counter(one.findings) != Counter(other.findings) for one, other in pairs)
    assert 0 < wrong < len(pairs)


def failures(miniature: Miniature) -> Iterator[Failed]:
    """What goes wrong when a miniature is asked as a process of its own."""
    child = Child(miniature.command, timeout=miniature.timeout, memory=miniature.memory, cwd=ROOT)
    with Session(child, load_policy(miniature.policy), batch=1) as session:
        for _, reply in session.put(probes(miniature.policy)[:FEW]):
            if isinstance(reply, Failed):
                yield reply
        yield from (one.failed for one in session.unrepeated)


def test_every_way_to_fail_is_asked_for() -> None:
    assert sorted(KINDS) == sorted(one.name for one in MANNERS)


@pytest.mark.slow
@pytest.mark.parametrize("name", KINDS)
def test_a_miniature_does_not_bring_its_answers_over(name: str) -> None:
    miniature = by_name(name)
    failed = next(failures(miniature))
    if name == "extra-line" and failed.kind == "wrong-seq":
        # Where the next history went out before the extra line came in, it stands where that one's answer should.
        return
    assert failed.kind == KINDS[name]
    told = IN_WORDS[failed.kind] + failed.what + failed.stderr
    # What further is said of it comes of asking again, which a campaign does.
    assert miniature.expects[0] in told


def test_there_are_enough_and_each_has_a_name_of_its_own() -> None:
    assert len({one.name for one in MINIATURES}) == len(MINIATURES) >= 25


@pytest.mark.parametrize("miniature", MINIATURES, ids=lambda one: one.name)
def test_the_report_can_be_asked_for_words(miniature: Miniature) -> None:
    assert miniature.says
    assert all(miniature.expects)
