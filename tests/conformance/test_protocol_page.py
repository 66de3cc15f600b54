"""What the page on the protocol shows fits the schema and the policy, and is what the policy finds."""

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec

import model.conformance
from model.conformance.drive import Drive
from model.conformance.judging import terms_of
from model.conformance.messages import ENCODER, PolicyAsked
from model.policy import load_policy, under
from tests.conformance.test_messages import VALIDATORS

PAGE = Path(model.conformance.__path__[0], "PROTOCOL.md").read_text(encoding="utf-8")
YORK = load_policy("york")


def messages() -> Iterator[dict[str, Any]]:
    """Every message that the page shows, in order."""
    block: list[str] = []
    for line in [*PAGE.splitlines(), ""]:
        if block and not line.startswith("       "):
            yield json.loads("".join(block))
            block = []
        if line.startswith(("    > ", "    < ")):
            block = [line[6:]]
        elif block:
            block.append(line)


SHOWN = tuple(messages())


def values(of: Any, key: str) -> Iterator[Any]:
    """Every value of a key, however deep."""
    if isinstance(of, dict):
        yield from (value for name, value in of.items() if name == key)
        yield from (found for value in of.values() for found in values(value, key))
    if isinstance(of, list):
        yield from (found for value in of for found in values(value, key))


def test_the_page_shows_every_message() -> None:
    assert {one["cmd"] for one in SHOWN if "cmd" in one} == {"start", "policy", "run", "runs", "stop"}
    assert len(SHOWN) == 12


def test_the_duties_and_readings_on_the_page_are_those_of_the_policy() -> None:
    duties = {id for many in values(list(SHOWN), "duties") for id in many} | set(values(list(SHOWN), "duty"))
    assert "first-core-group" in duties
    assert duties <= set(YORK.duty_ids)
    for readings in values(list(SHOWN), "readings"):
        under(YORK, readings)
    assert set(values(list(SHOWN), "policy")) - {YORK.id} == set()


def test_what_the_page_answers_to_a_history_is_what_the_policy_finds() -> None:
    run, answer = next((one, other) for one, other in pairwise(SHOWN) if other.get("findings"))
    drive = Drive()
    terms = msgspec.structs.replace(terms_of(YORK), duties=("first-core-group",))
    drive.answer(ENCODER.encode(PolicyAsked(**msgspec.structs.asdict(terms))))
    assert json.loads(drive.answer(json.dumps(run).encode()) or b"") == answer


def test_what_the_page_shows_whole_fits_the_schema() -> None:
    asked = [one for one in SHOWN if "cmd" in one and "..." not in json.dumps(one) and "under" not in one]
    assert {one["cmd"] for one in asked} == {"start", "run", "stop"}
    for one in asked:
        VALIDATORS[one["cmd"]].validate(one)
