from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for

from model.history import History, finding_schema, history_schema
from model.history.written import record_of
from model.kinds import BUILT_IN, Vocabulary
from model.oracle import judge
from model.policy import load_policy
from tests.history.examples import CASE, CONFERENCE, MEETING, lines, read
from tests.history.strategies import OWN, files

BUILT_IN_SCHEMA = Draft202012Validator(history_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
VALIDATORS: dict[int, Draft202012Validator] = {}


def validator(vocabulary: Vocabulary) -> Draft202012Validator:
    return VALIDATORS.setdefault(id(vocabulary), Draft202012Validator(history_schema(vocabulary)))


@pytest.mark.parametrize("schema", [history_schema(), history_schema(OWN), finding_schema()])
def test_the_schemas_are_schemas_of_the_dialect_they_name(schema: dict[str, Any]) -> None:
    assert validator_for(schema) is Draft202012Validator
    Draft202012Validator.check_schema(schema)


@given(files())
def test_what_the_reader_takes_the_schema_takes(file: tuple[Vocabulary, list[History]]) -> None:
    vocabulary, histories = file
    for history in histories:
        validator(vocabulary).validate(record_of(history))


@pytest.mark.parametrize(
    "record",
    [
        CASE,
        {"case": "B", "events": []},
        {"case": "B", "events": [{**MEETING, "chair": None, "agencies_present": []}], "family": None},
        {"case": "B", "events": [{"type": "chair_direction_given", "on": "2015-01-05", "interval": "4 Working  Days"}]},
        {"case": "B", "events": [], "carries": {"icpc_held": ["outcome"], "tac_held": []}, "source": "census"},
    ],
)
def test_reader_and_schema_take_the_same_records(record: Any) -> None:
    assert read(lines(record))[1].faults == ()
    assert BUILT_IN_SCHEMA.is_valid(record)


@pytest.mark.parametrize(
    "record",
    [
        [CASE],
        {"events": []},
        {"case": "B"},
        {"case": 5, "events": []},
        {"case": " B", "events": []},
        {"case": "B", "events": [], "famly": "F"},
        {"case": "B", "events": [], "carries": {"icpc_held": ["outcom"]}},
        {"case": "B", "events": [], "carries": {"tac_held": ["outcome"]}},
        {"case": "B", "events": [], "carries": {"icpc": []}},
        *(
            {"case": "B", "events": [event]}
            for event in (
                {"type": "icpc_held"},
                {"on": "2015-01-05"},
                {**CONFERENCE, "type": "icpc"},
                {**CONFERENCE, "on": "05/01/2015"},
                {**CONFERENCE, "on": "2015-02-30"},
                {**CONFERENCE, "on": "1994-12-31"},
                {**CONFERENCE, "on": "2043-01-01"},
                {**CONFERENCE, "on": None},
                {**CONFERENCE, "outcome": "pln"},
                {**CONFERENCE, "otcome": "plan"},
                {**CONFERENCE, "id": ""},
                {**CONFERENCE, "agencies_involved": "health"},
                {**CONFERENCE, "agencies_involved": [""]},
                {**CONFERENCE, "members_named": "true"},
                {"type": "chair_direction_given", "on": "2015-01-05", "interval": "soon"},
            )
        ),
    ],
)
def test_reader_and_schema_refuse_the_same_records(record: Any) -> None:
    assert read(lines(record))[1].faults != ()
    assert not BUILT_IN_SCHEMA.is_valid(record)


def test_numbers_of_declared_attributes_have_their_limits() -> None:
    event = {"type": "weighed", "on": "2015-01-05", "kilos": 2**54}
    record = {"case": "B", "events": [event]}
    assert read(lines(record), vocabulary=OWN)[1].faults != ()
    assert not validator(OWN).is_valid(record)


def test_every_kind_says_who_chooses_it_and_where_it_can_happen() -> None:
    kinds = history_schema()["$defs"]
    assert set(kinds) == set(BUILT_IN.by_name)
    for name, schema in kinds.items():
        kind = BUILT_IN.by_name[name]
        assert schema["x-chosen-by"] == kind.chosen_by.value
        assert schema["x-states"] == [state.value for state in type(next(iter(kind.states))) if state in kind.states]
        assert schema["x-numbered-per"] == kind.counted_per.value
        assert schema.get("x-looked-after") == kind.looked_after


def test_a_vocabulary_brings_its_own_kinds_into_the_schema() -> None:
    assert "weighed" in history_schema(OWN)["$defs"]
    assert "weighed" not in history_schema()["$defs"]


def test_what_the_oracle_says_follows_the_schema_of_findings() -> None:
    (history,), _ = read(lines(CASE))
    judgement = judge(history, load_policy("brent"), as_of=date(2015, 6, 1))
    assert judgement.findings
    Draft202012Validator(finding_schema()).validate(msgspec.json.decode(msgspec.json.encode(judgement, enc_hook=dict)))
    assert not Draft202012Validator(finding_schema()).is_valid({"case": "B"})
