"""`coregroup corpus`: how far it is, for who watches."""

from pathlib import Path

import pytest

from model.cli import OK
from tests.cli.conftest import Run
from tests.conformance.mini_policy import written


@pytest.mark.slow
def test_a_corpus_in_the_making_says_how_far_it_is(
    on_terminal: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("model.cli.progress.STEP", 0.0)
    said = on_terminal("corpus", "--policy", written(tmp_path), "--out", tmp_path / "corpus")
    lines = [line.strip() for line in said.err.split("\r")]
    assert said.code == OK
    assert any(line.startswith("mutants: 1 of ") for line in lines)
    assert lines[-2:] == ["", ""]
