"""Verifying by the library, in a test suite and for what does not even begin."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from model import conformance
from model.conformance import Report, assert_agrees, verify
from model.conformance.replay import outcome, read, replay_of, written
from model.errors import InvalidInput
from tests.conformance.systems import laid, report

pytest_plugins = ["model.conformance.plugin"]
ROOT = Path(__file__).parents[2]
DRIVE = (sys.executable, "-m", "model", "drive")
YORK = (sys.executable, "-m", "tests.conformance.implementations.python.york")


@pytest.fixture(autouse=True)
def _from_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_the_oracle_agrees_with_itself(agrees: Callable[..., Report]) -> None:
    assert agrees(DRIVE, policy="york", count=30).agrees


def test_a_system_that_differs_fails_the_test_with_the_report() -> None:
    with pytest.raises(AssertionError, match="gives no findings at all"):
        assert_agrees(silent("{}"), policy="york", count=0)


def silent(reading: str) -> tuple[str, ...]:
    """A program that finds nothing at all."""
    lines = [
        "import json, sys",
        f"wanted = {reading}",
        "for line in sys.stdin:",
        "    asked = json.loads(line)",
        "    ok = {'ok': True, 'version': 1, 'name': 'nil', 'language': 'python', 'duties': ['first-review']}",
        "    findings = {'seq': asked.get('seq'), 'findings': []}",
        "    print(json.dumps(findings if asked['cmd'] == 'run' else ok), flush=True)",
    ]
    return sys.executable, "-c", "\n".join(lines)


def test_what_does_not_get_through_the_handshake_is_one_clear_error() -> None:
    with pytest.raises(InvalidInput, match=r"does not get through the handshake: it .*on standard error: boom"):
        verify((sys.executable, "-c", "import sys; sys.exit('boom')"), policy="york")


def test_a_policy_that_the_system_does_not_know_is_one_clear_error() -> None:
    with pytest.raises(InvalidInput, match="does not know brent-2014 as it is read here: knows york-2015 only"):
        verify(YORK, policy="brent")


def test_a_replay_is_asked_again(tmp_path: Path) -> None:
    wrong = report(laid(set=[{"duty": "first-core-group", "within": "9 working days"}]), count=30)
    content = {**replay_of(wrong.faults[0], wrong)}
    path = tmp_path / "x.json"
    # The report was made under a part of York's duties; the file is asked under all of them.
    from model.conformance.judging import digest_of
    from model.policy import load_policy

    path.write_text(written({**content, "digest": digest_of(load_policy("york"))}), encoding="utf-8")
    options = {"url": "", "level": None, "batch": None, "timeout": 20.0, "memory": None}
    assert outcome(read(path), DRIVE, **options) == ()
    (line,) = outcome(
        read(path), (*silent("{}")[:2], silent("{}")[2].replace("first-review", "first-core-group")), **options
    )
    assert line.startswith("first-core-group [e1]: missing: the policy says pending")


def test_the_face_has_these_names_and_no_other() -> None:
    assert all(getattr(conformance, name) for name in conformance.__all__)
    with pytest.raises(AttributeError, match="no attribute 'verfy'"):
        conformance.verfy  # noqa: B018
