"""Whatever is typed, and whatever stands in the files: an exit code and a message, never a traceback."""

import os
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model.examples import CASES
from tests.cli.conftest import ONE_DUTY, exit_code
from tests.history.census import FIXTURE

FILES = {
    "cases.jsonl": CASES.read_bytes(),
    "cases.csv": b"case,type,on,outcome\nA-1,icpc_held,2015-01-05,plan\n",
    "census.xml": FIXTURE.read_bytes(),
    "my.toml": ONE_DUTY.encode(),
    "odd.bin": bytes(range(256)),
}
COMMANDS = ("demo", "judge", "explain", "policy list", "policy show", "policy lint", "import cin", "diagram", "schema")
OPTIONS = (
    *("--policy", "--as-of", "--known-at", "--reading", "--strength", "--strict", "--status", "--fail-on", "--format"),
    *("--output", "--case", "--help", "--version", "-", "--"),
)
VALUES = (
    *(*FILES, "brent", "york", "working-together", "missing.jsonl", ".", "", "all", "history", "findings", "cin"),
    *("2015-03-31", "1800-01-01", "9999-12-31", "31.3.2015", "first-day=same-day", "ten-days=", "=", "must", "may"),
    *("met", "breached", "table", "json", "jsonl", "csv", "parquet", "EXAMPLE-1", "out.csv", "out.mmd", "no/out.json"),
    *("\udcff", "a\nb", "[bold]", "-1"),
)
# In the first place a command, so that few of the examples end at the usage.
lines = st.builds(
    lambda command, words: [*command.split(), *words],
    st.sampled_from(COMMANDS),
    st.lists(st.sampled_from([*OPTIONS, *VALUES]), max_size=6),
)
asked = st.builds(
    lambda command, file, pairs: [*command.split(), file, *(word for pair in pairs for word in pair)],
    st.sampled_from(COMMANDS),
    st.sampled_from([*FILES, "brent", "history"]),
    st.lists(st.tuples(st.sampled_from(OPTIONS[:10]), st.sampled_from(VALUES)), max_size=3),
)
Answer = tuple[int, str]


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> Callable[[list[str]], Answer]:
    """Runs the command in a folder with the files as they were; its exit code and what it says of faults."""
    folder = tmp_path_factory.mktemp("wild")

    def run(arguments: list[str], **changed: bytes) -> Answer:
        here = Path.cwd()
        for name, content in (FILES | changed).items():
            (folder / name).write_bytes(content)
        out, err = (TextIOWrapper(BytesIO(), encoding="utf-8") for _ in range(2))
        standard_input = TextIOWrapper(BytesIO(FILES["cases.jsonl"]))
        os.chdir(folder)
        try:
            with redirect_stdout(out), redirect_stderr(err), patch("sys.stdin", standard_input):
                code = exit_code(arguments)
        finally:
            os.chdir(here)
        err.flush()
        assert isinstance(err.buffer, BytesIO)
        return code, err.buffer.getvalue().decode()

    return run


usual = settings(suppress_health_check=[HealthCheck.too_slow])


@usual
@given(st.one_of(lines, asked))
def test_whatever_is_typed_there_is_an_exit_code_and_a_reason(
    answer: Callable[[list[str]], Answer], arguments: list[str]
) -> None:
    code, said = answer(arguments)
    assert code in (0, 1, 2)
    assert said or code != 2


def damaged(content: bytes) -> st.SearchStrategy[bytes]:
    """The content with some bytes in the place of others."""
    ends = st.tuples(st.integers(0, len(content)), st.integers(0, 40), st.binary(max_size=12))
    return ends.map(lambda cut: content[: cut[0]] + cut[2] + content[cut[0] + cut[1] :])


@usual
@given(st.data())
@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("cases.jsonl", ["judge", "cases.jsonl"]),
        ("cases.csv", ["judge", "cases.csv"]),
        ("census.xml", ["judge", "census.xml", "--policy", "working-together"]),
        ("census.xml", ["import", "cin", "census.xml"]),
        ("cases.jsonl", ["explain", "cases.jsonl", "--case", "EXAMPLE-1"]),
        ("my.toml", ["policy", "lint", "my.toml"]),
        ("my.toml", ["policy", "show", "my.toml"]),
    ],
)
def test_whatever_stands_in_a_file_there_is_an_exit_code_and_a_reason(
    answer: Callable[..., Answer], name: str, command: list[str], data: st.DataObject
) -> None:
    content = data.draw(st.one_of(damaged(FILES[name]), st.binary(max_size=60)))
    code, said = answer(command, **{name: content})
    assert code in (0, 2)
    assert said or code != 2
