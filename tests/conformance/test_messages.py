"""Whatever the schema takes, the decoder takes, and the other way round."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for

from model.conformance.broken import Broken
from model.conformance.judging import terms_of
from model.conformance.messages import (
    AGREED,
    ANSWER,
    ANSWERS,
    ENCODER,
    REQUESTS,
    START,
    STARTED,
    STOP,
    PolicyAsked,
    decoded,
    run_line,
    runs_line,
    shown,
    story,
)
from model.conformance.schema import protocol_schema
from model.policy import load_policy
from tests.conformance.programs import probe

SCHEMA = protocol_schema()
DECODERS: dict[str, msgspec.json.Decoder[Any]] = {
    "start-answer": STARTED,
    "policy-answer": AGREED,
    "run-answer": ANSWER,
    "runs-answer": ANSWERS,
}
REQUEST_NAMES = ("start", "policy", "run", "runs", "stop")


def validator(name: str) -> Draft202012Validator:
    schema = {"$ref": f"#/$defs/{name}", "$defs": SCHEMA["$defs"]}
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


VALIDATORS = {name: validator(name) for name in SCHEMA["$defs"]}

RIGHT: dict[str, list[dict[str, Any]]] = {
    "start-answer": [
        {"ok": True, "version": 1, "name": "our system", "language": "java", "release": "4.2"},
        {"ok": True, "version": 1, "name": "x", "language": "y", "level": "status", "batch": 64, "more": [1]},
    ],
    "policy-answer": [
        {"ok": True, "duties": ["first-core-group"]},
        {"ok": True, "duties": [], "unsupported": False, "reason": None},
        {"unsupported": True, "reason": "only working days"},
    ],
    "run-answer": [
        {"seq": 17, "findings": []},
        {"seq": 17, "findings": [{"duty": "a", "trigger": "e1", "status": "met", "due": "2026-01-19", "done": None}]},
        {"seq": 17, "skipped": True, "reason": "does not know excuses", "findings": None},
        {"seq": 17, "errored": True, "context": {"message": "no such month"}, "skipped": False},
    ],
    "runs-answer": [{"answers": []}, {"answers": [{"seq": 18, "findings": []}, {"seq": 19, "findings": []}]}],
}

# What a message may hold by right, by mistake, and by mischief.
NUMBERS = st.sampled_from([0, 1, 16, 64, 65, -1, 1.0, 16.5, 2**53, 2**53 + 1, 10**30, 1e300, True])
TEXTS = st.sampled_from(
    ["", "it", "e1", "met", "late", "due", "done", "2015-01-05", "2015-02-30", "0000-01-01", "05/01/2015"]
)
ATOMS = st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS, st.just([]), st.just({}))
KEYS = sorted({key for one in SCHEMA["$defs"].values() for key in one.get("properties", ())} | {"more"})


def spoilt(right: list[dict[str, Any]], fields: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """Right messages in which at most two keys are missing, strange or more than there should be."""
    other = {key: st.one_of(value, value, ATOMS) for key, value in {**dict.fromkeys(KEYS, ATOMS), **fields}.items()}
    pairs = [st.tuples(st.just(key), value) for key, value in other.items() if key in fields]
    pairs += [st.tuples(st.sampled_from(KEYS), ATOMS)]
    changes = st.lists(st.one_of(pairs), max_size=2).map(dict)
    gone = st.lists(st.sampled_from(list(fields)), max_size=1)
    return st.builds(
        lambda one, changed, lost: {key: value for key, value in {**one, **changed}.items() if key not in lost},
        st.sampled_from(right),
        changes,
        gone,
    )


DAYS = st.sampled_from(
    ["2015-01-05", "2016-02-29", "2015-02-29", "2015-1-5", "2015-01-05T00:00:00", "9999-12-31", None]
)
FINDING = spoilt(
    [{"duty": "a", "trigger": "e1", "status": "met"}],
    {
        "duty": TEXTS,
        "trigger": TEXTS,
        "status": st.sampled_from(["met", "pending", "breached", "Met", "late"]),
        "due": DAYS,
        "done": DAYS,
    },
)
TRUE = st.sampled_from([True, True, False, None, 1])
RUN_ANSWER = spoilt(
    RIGHT["run-answer"],
    {
        "seq": NUMBERS,
        "findings": st.one_of(st.none(), st.lists(FINDING, max_size=2)),
        "skipped": TRUE,
        "reason": TEXTS,
        "errored": TRUE,
        "context": st.one_of(st.just({"message": "?"}), ATOMS),
    },
)
ANSWERS_SAID = {
    "start-answer": spoilt(
        RIGHT["start-answer"],
        {
            "ok": TRUE,
            "version": st.sampled_from([1, 1.0, 2, "1"]),
            "name": TEXTS,
            "language": TEXTS,
            "release": TEXTS,
            "level": st.sampled_from(["status", "due", "done", "all", None]),
            "batch": NUMBERS,
        },
    ),
    "policy-answer": spoilt(
        RIGHT["policy-answer"],
        {"ok": TRUE, "duties": st.lists(ATOMS, max_size=2), "unsupported": TRUE, "reason": TEXTS},
    ),
    "run-answer": RUN_ANSWER,
    "runs-answer": spoilt(RIGHT["runs-answer"], {"answers": st.lists(RUN_ANSWER, max_size=2)}),
}


def takes(name: str, line: bytes) -> bool:
    try:
        decoded(DECODERS[name], line)
    except Broken as broken:
        return broken.kind != "not-schema"
    return True


def test_the_schema_is_one_of_the_dialect_that_it_names() -> None:
    assert validator_for(SCHEMA) is Draft202012Validator
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", DECODERS)
def test_the_decoder_takes_what_the_schema_takes_and_nothing_else(name: str) -> None:
    seen = set()

    @given(ANSWERS_SAID[name])
    @example([])
    @example({})
    def agree(message: Any) -> None:
        sound = VALIDATORS[name].is_valid(message)
        assert takes(name, json.dumps(message).encode()) == sound
        seen.add(sound)

    agree()
    assert seen == {True, False}


@pytest.mark.parametrize(("name", "message"), [(name, one) for name, many in RIGHT.items() for one in many])
def test_what_the_protocol_shows_is_taken(name: str, message: Any) -> None:
    VALIDATORS[name].validate(message)
    assert takes(name, json.dumps(message).encode())


@pytest.mark.parametrize(("name", "message"), [(name, one) for name, many in RIGHT.items() for one in many])
def test_an_answer_lacks_nothing_that_is_needed(name: str, message: Any) -> None:
    for key in SCHEMA["$defs"][name].get("required", ()):
        less = {other: value for other, value in message.items() if other != key}
        assert not VALIDATORS[name].is_valid(less)
        assert not takes(name, json.dumps(less).encode())


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"", "an empty line"),
        (b"  \n", "an empty line"),
        (b'{"seq": 1, "findi', "truncated"),
        (b'{"seq": 1, "findings": []} {"seq": 2, "findings": []}', "trailing characters"),
        (b"Traceback (most recent call last):", "invalid character"),
        (b'{"seq": 1, "more": "\xff"}', "can't decode byte 0xff"),
        (b'\xef\xbb\xbf{"seq": 1}', "invalid character"),
        (b'{"seq": 1, "findings": NaN}', "invalid character"),
        (b'{"seq": 1, "more": ' + b"[" * 100_000, "recursion"),
        (b'{"seq": 1, ' + b" " * 500, '{"seq": 1,'),
        (b'{"seq": 1, "more": "' + b"x" * 500, "xxx..."),
    ],
    ids=["empty", "blank", "half", "two", "text", "not-utf-8", "mark", "nan", "deep", "spaces", "long"],
)
def test_what_is_not_json_is_told_with_its_beginning(line: bytes, says: str) -> None:
    with pytest.raises(Broken) as caught:
        decoded(ANSWER, line)
    assert caught.value.kind == "not-json"
    assert caught.value.what.startswith("wrote what is not JSON (")
    assert says in caught.value.what
    assert len(caught.value.what) < 300


@pytest.mark.parametrize(
    ("message", "says"),
    [
        ({"seq": "17", "findings": []}, "Expected `int | float`, got `str` - at `$.seq`"),
        ({"seq": 1.5, "findings": []}, "`seq` must be a whole number, 0 or more"),
        ({"seq": 1}, 'needs exactly one of `findings`, "skipped": true and "errored": true'),
        ({"seq": 1, "skipped": True}, '"skipped": true needs a `reason`'),
        ({"seq": 1, "errored": True}, '"errored": true needs a `context`'),
        ({"seq": 1, "findings": [{"duty": "a"}]}, "missing required field `trigger` - at `$.findings[0]`"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(message: Any, says: str) -> None:
    with pytest.raises(Broken) as caught:
        decoded(ANSWER, json.dumps(message).encode())
    assert caught.value.kind == "not-schema"
    assert says in caught.value.what


MAY_BE = "must be one of pending, met, breached, excused, lapsed, unknown"
ASKED_FOR = "is no day; a day is written year-month-day, such as 2015-01-19"


@pytest.mark.parametrize(
    ("finding", "says"),
    [
        ({"status": "Met"}, f"Invalid enum value 'Met' - at `$.findings[0].status`: {MAY_BE}; did you mean 'met'?)"),
        ({"status": "BREACHED"}, f"{MAY_BE}; did you mean 'breached'?)"),
        ({"status": "done"}, f"{MAY_BE})"),
        ({"status": "met", "due": "19/01/2015"}, f"`$.findings[0].due`: '19/01/2015' {ASKED_FOR})"),
        ({"status": "met", "done": 20150119}, f"`$.findings[0].done`: 20150119 {ASKED_FOR})"),
        ({"status": "met", "due": "19" * 900}, f"`$.findings[0].due`: '{'19' * 19}1 {ASKED_FOR})"),
        ({"status": "met", "due": "\x1b[2J"}, f"'\\x1b[2J' {ASKED_FOR})"),
    ],
    ids=["capital", "capitals", "other", "british", "number", "long", "codes"],
)
def test_a_status_or_a_day_that_is_none_is_told_with_what_it_may_be(finding: dict[str, Any], says: str) -> None:
    answer = {"seq": 1, "findings": [{"duty": "a", "trigger": "e1", **finding}]}
    with pytest.raises(Broken) as caught:
        decoded(ANSWER, json.dumps(answer).encode())
    assert says in caught.value.what
    with pytest.raises(Broken) as among_others:
        decoded(ANSWERS, json.dumps({"answers": [{"seq": 0, "findings": []}, answer]}).encode())
    assert says.replace("$.findings", "$.answers[1].findings") in among_others.value.what


@pytest.mark.parametrize("rest", ["", "}]", '}], "findings": 3}', '}], "findings": []}', "}], " + "[" * 100_000])
def test_a_day_that_is_none_is_told_whatever_comes_behind_it(rest: str) -> None:
    line = '{"seq": 1, "findings": [{"duty": "a", "trigger": "e1", "status": "met", "due": "19/01/2015"' + rest
    with pytest.raises(Broken, match=r"date - at `.*due`; a day is written year-month-day"):
        decoded(ANSWER, line.encode())


def test_a_level_that_is_none_is_told_with_what_it_may_be() -> None:
    started = {"ok": True, "version": 1, "name": "x", "language": "y", "level": "Due"}
    with pytest.raises(Broken, match=r"`\$.level`: must be one of status, due, done; did you mean 'due'\?"):
        decoded(STARTED, json.dumps(started).encode())


def sent() -> list[tuple[str, bytes]]:
    """Every message that we send."""
    york = terms_of(load_policy("york"))
    under = msgspec.Raw(ENCODER.encode(york))
    one = story(17, probe().as_of, probe().events)
    return [
        ("start", START),
        ("stop", STOP),
        ("policy", ENCODER.encode(PolicyAsked(**msgspec.structs.asdict(york)))),
        ("run", run_line(one)),
        ("run", run_line(one, under)),
        ("runs", runs_line([one, one])),
        ("runs", runs_line([one], under)),
    ]


@pytest.mark.parametrize(("name", "line"), sent())
def test_what_is_sent_fits_the_schema_and_is_one_line(name: str, line: bytes) -> None:
    VALIDATORS[name].validate(json.loads(line))
    Draft202012Validator(SCHEMA).validate(json.loads(line))
    assert b"\n" not in line
    decoded(REQUESTS, line)


@pytest.mark.parametrize(("name", "line"), sent())
def test_what_is_asked_has_no_key_that_is_not_named(name: str, line: bytes) -> None:
    message = {**json.loads(line), "more": 1}
    assert not VALIDATORS[name].is_valid(message)
    with pytest.raises(Broken):
        decoded(REQUESTS, json.dumps(message).encode())


def test_a_line_is_shown_on_one_line() -> None:
    assert shown(b"a\tb\nc\r\n") == r"a\tb\nc"
