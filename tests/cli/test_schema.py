"""`coregroup schema`: JSON Schemas that hold for what really goes in and comes out."""

import json
from pathlib import Path

import jsonschema
import pytest

from model.conformance.messages import START
from model.examples import CASES
from tests.cli.conftest import Run
from tests.miniatures import DUTY, HEAD, LONG_SUPERVISION, SUPERVISIONS


def test_the_example_cases_fit_the_schema_of_histories(coregroup: Run) -> None:
    schema = json.loads(coregroup("schema", "history").out)
    for line in CASES.read_text(encoding="utf-8").splitlines():
        jsonschema.validate(json.loads(line), schema)


def test_what_judge_prints_fits_the_schema_of_findings(coregroup: Run) -> None:
    schema = json.loads(coregroup("schema", "findings").out)
    for line in coregroup("judge", CASES, "--format", "jsonl").out.splitlines():
        jsonschema.validate(json.loads(line), schema)


def test_the_schema_of_a_policy_has_the_kinds_that_it_declares(coregroup: Run, folder: Path) -> None:
    assert LONG_SUPERVISION.startswith(SUPERVISIONS + DUTY)
    (folder / "own.toml").write_text(HEAD + LONG_SUPERVISION, encoding="utf-8")
    own, usual = (coregroup("schema", "history", *more).out for more in (("--policy", "own.toml"), ()))
    assert "supervision_held" in own
    assert "supervision_held" not in usual


@pytest.mark.parametrize(("message", "fits"), [(b'{"cmd":"stop"}', False), (START, True)], ids=["another", "itself"])
def test_a_message_of_the_protocol_fits_its_own_schema_and_no_other(coregroup: Run, message: bytes, fits: bool) -> None:
    schema = json.loads(coregroup("schema", "protocol").out)
    start = jsonschema.Draft202012Validator({**schema, "anyOf": [{"$ref": "#/$defs/start"}]})
    assert start.is_valid(json.loads(message)) is fits


@pytest.mark.parametrize("arguments", [[], ["policies"], ["history", "--policy", "bernt"]])
def test_an_unknown_schema_exits_with_2(coregroup: Run, arguments: list[str]) -> None:
    said = coregroup("schema", *arguments)
    assert (said.code, said.out) == (2, "")
    assert said.err
