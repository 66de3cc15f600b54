"""Every miniature is found with as many faults as it has, told in the words of a developer."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from model.conformance import verify
from model.conformance.compose import compose
from model.conformance.probe import Probe
from model.conformance.telling import complained
from model.policy import load_policy
from tests.conformance.miniatures import MINIATURES, Miniature, by_name

ROOT = Path(__file__).parents[2]


# One of each sort in `make check`; the others take too long for it.
SOON = (
    "easter",
    "fourteen-days",
    "no-excuse",
    "forgets-second",
    "wrong-id",
    "invalid-json",
    "crash-on-empty",
    "two-mistakes",
    "second-of-several",
)


@pytest.mark.slow
@pytest.mark.parametrize("name", SOON)
def test_a_miniature_is_found_and_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found_and_named(by_name(name), None, monkeypatch)


@pytest.mark.deep
@pytest.mark.parametrize("name", [one.name for one in MINIATURES if one.name not in SOON])
def test_every_other_miniature_is_found_and_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found_and_named(by_name(name), corpus(by_name(name).policy), monkeypatch)


@cache
def corpus(policy: str) -> tuple[Probe, ...]:
    """The chosen cases of a policy: what is rare does not come up at random."""
    loaded = load_policy(policy)
    return tuple(compose(loaded, loaded).probes(loaded.vocabulary))


def found_and_named(miniature: Miniature, cases: Iterable[Probe] | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = verify(
        miniature.command,
        policy=miniature.policy,
        corpus=cases,
        count=1_000,
        seconds=40,
        timeout=miniature.timeout,
        memory=miniature.memory,
        batch=miniature.batch,
    )
    assert not found.agrees
    assert len(found.faults) == miniature.faults
    told = "; ".join(f"{fault.title}; {complained(fault)}" for fault in found.faults).lower()
    assert [word for word in miniature.expects if word.lower() not in told] == []
