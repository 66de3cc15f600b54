"""Every miniature is found, and the report on it uses the words of a developer."""

from pathlib import Path

import pytest

from model.conformance import verify
from model.conformance.report_text import as_text
from tests.conformance.miniatures import MINIATURES, Miniature, by_name

ROOT = Path(__file__).parents[2]


# One of each sort in `make check`; the others take too long for it.
SOON = ("easter", "fourteen-days", "no-excuse", "forgets-second", "wrong-id", "invalid-json", "crash-on-empty")


@pytest.mark.slow
@pytest.mark.parametrize("name", SOON)
def test_a_miniature_is_found_and_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found_and_named(by_name(name), monkeypatch)


@pytest.mark.deep
@pytest.mark.parametrize("name", [one.name for one in MINIATURES if one.name not in SOON])
def test_every_other_miniature_is_found_and_named(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found_and_named(by_name(name), monkeypatch)


def found_and_named(miniature: Miniature, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = verify(
        miniature.command,
        policy=miniature.policy,
        count=1_000,
        seconds=20,
        timeout=miniature.timeout,
        memory=miniature.memory,
        batch=miniature.batch,
    )
    text = " ".join(as_text(found).split()).lower()
    assert not found.agrees
    assert [word for word in miniature.expects if word.lower() not in text] == []
