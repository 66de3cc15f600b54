from datetime import date
from itertools import islice
from typing import Any

import msgspec
import pytest

from model.bulk import scanner as scanning
from model.bulk.bulk import Bulk
from model.bulk.scanner import Scanner
from model.calendar import Calendar
from model.conformance.generator import histories
from model.conformance.judging import Judging, days_of
from model.conformance.messages import ENCODER, story
from model.conformance.probe import Probe
from model.history import History
from model.history.record import RecordReader
from model.policy import Policy, built_in, load_policy
from tests.bulk.equal import interpreted
from tests.strategies import policy_of

BRENT = load_policy("brent")
YORK = load_policy("york")
AS_OF = date(2016, 1, 1)
SLOW, DEEP = 3_000, 50_000
PLAN: dict[str, Any] = {"id": "e1", "type": "icpc_held", "on": "2015-01-05", "outcome": "plan"}
MET: dict[str, Any] = {"id": "e2", "type": "core_group_held", "on": "2015-01-12", "next_date": "2015-02-02"}


def scanner(policy: Policy) -> Scanner:
    return Scanner(Bulk(policy, days_of(policy)))


def lines(probes: list[Probe]) -> list[tuple[bytes, date]]:
    return [(ENCODER.encode(story(0, one.as_of, one.events)["history"]), one.as_of) for one in probes]


def wanted(policy: Policy, probes: list[Probe]) -> list[bytes]:
    judging = Judging.of(policy)
    return [ENCODER.encode(judging.told(one.events, one.as_of)) for one in probes]


def assert_equal(policy: Policy, seed: int, count: int) -> None:
    judge, left = scanner(policy), 0
    rest = histories(policy, seed, count)
    while probes := list(islice(rest, 16)):
        answers = judge.answers(lines(probes))
        left += answers.count(None)
        for answer, want in zip(answers, wanted(policy, probes), strict=True):
            assert answer in (None, want)
    assert left < count / 100


def answer(*events: dict[str, Any], policy: Policy = BRENT, as_of: date = AS_OF) -> bytes | None:
    return text(msgspec.json.encode(list(events)), policy, as_of)


def text(line: bytes, policy: Policy = BRENT, as_of: date = AS_OF) -> bytes | None:
    """The answer to one line; asked twice, for the first time it has nothing to remember."""
    judge = scanner(policy)
    first, second = judge.answers([(line, as_of)])[0], judge.answers([(line, as_of)])[0]
    assert first == second
    if first is not None:
        parts = RecordReader(policy.vocabulary).sound_parts({"case": "x", "events": msgspec.json.decode(line)})
        events = History.of("x", parts.events, vocabulary=policy.vocabulary).events
        assert first == ENCODER.encode(Judging.of(policy).told(events, as_of))
    return first


@pytest.mark.parametrize("id", built_in())
def test_what_is_read_from_lines_is_answered_as_the_oracle_answers(id: str) -> None:
    assert_equal(load_policy(id), 1, 300)


@pytest.mark.slow
@pytest.mark.parametrize("id", built_in())
def test_so_are_many(id: str) -> None:
    assert_equal(load_policy(id), 2, SLOW)


@pytest.mark.deep
@pytest.mark.parametrize("id", built_in())
def test_so_are_very_many(id: str) -> None:
    assert_equal(load_policy(id), 3, DEEP)


@pytest.mark.parametrize("name", ["brent-2014", "york-2015", "prohibitions", "windows", "words"])
def test_the_compiled_reader_says_the_same_as_plain_python(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    policy = policy_of(name)
    asked = lines(list(histories(policy, 4, 40)))
    compiled = scanner(policy).answers(asked)
    assert compiled.count(None) < len(asked)
    interpreted(monkeypatch)
    assert scanner(policy).answers(asked) == compiled


PLAINLY = [
    b"[]",
    b" [ ] ",
    b'[ { "id" : "e1" , "type" : "icpc_held" ,\n\t"on" : "2015-01-05" , "agencies_involved" : [ "a b" , "c,}]" ] } ]',
    b'[{"outcome":"plan","on":"2015-01-05","type":"icpc_held","id":"e1"}]',
    b'[{"id":"e1","type":"icpc_held","on":"2015-01-05","outcome":null,"members_named":true}]',
    b'[{"id":"e1","type":"icpc_held","on":"2016-02-29","recorded_on":"2016-03-01"}]',
    b'[{"id":"e1","type":"case_closed","on":"2015-03-31","reason":"2015-02-30"}]',
    (
        b'[{"id":"~","type":"icpc_held","on":"2015-12-31","outcome":"plan"},'
        b'{"id":"x y","type":"icpc_held","on":"2015-12-31"}]'
    ),
]


@pytest.mark.parametrize("line", PLAINLY)
@pytest.mark.parametrize("plain_python", [False, True], ids=["compiled", "python"])
def test_json_may_be_written_in_any_plain_way(line: bytes, plain_python: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if plain_python:
        interpreted(monkeypatch)
    assert text(line) is not None


ODDLY = {
    "no-list": b"{}",
    "no-event": b"[1]",
    "no-id": b'[{"type":"icpc_held","on":"2015-01-05"}]',
    "empty-id": b'[{"id":"","type":"icpc_held","on":"2015-01-05"}]',
    "id-with-a-space": b'[{"id":"e1 ","type":"icpc_held","on":"2015-01-05"}]',
    "id-that-begins-with-a-space": b'[{"id":" e1","type":"icpc_held","on":"2015-01-05"}]',
    "id-with-a-control": b'[{"id":"e\x011","type":"icpc_held","on":"2015-01-05"}]',
    "id-as-number": b'[{"id":1,"type":"icpc_held","on":"2015-01-05"}]',
    "escaped": b'[{"id":"e\\u0031","type":"icpc_held","on":"2015-01-05"}]',
    "accented": '[{"id":"é","type":"icpc_held","on":"2015-01-05"}]'.encode(),
    "one-id-twice": b'[{"id":"e","type":"icpc_held","on":"2015-01-05"},{"id":"e","type":"tac_held","on":"2015-01-06"}]',
    "no-day": b'[{"id":"e1","type":"icpc_held"}]',
    "bad-day": b'[{"id":"e1","type":"icpc_held","on":"2015-02-29"}]',
    "bad-month": b'[{"id":"e1","type":"icpc_held","on":"2015-13-01"}]',
    "no-digits": b'[{"id":"e1","type":"icpc_held","on":"2015-1x-01"}]',
    "slashes": b'[{"id":"e1","type":"icpc_held","on":"2015/01/05"}]',
    "day-as-number": b'[{"id":"e1","type":"icpc_held","on":20150105}]',
    "day-long-ago": b'[{"id":"e1","type":"icpc_held","on":"1066-10-14"}]',
    "recorded-before": b'[{"id":"e1","type":"icpc_held","on":"2015-01-05","recorded_on":"2015-01-04"}]',
    "recorded-never": b'[{"id":"e1","type":"icpc_held","on":"2015-01-05","recorded_on":null}]',
    "recorded-otherwise": b'[{"id":"e1","type":"icpc_held","on":"2015-01-05","recorded_in":"2015-01-05"}]',
    "unknown-kind": b'[{"id":"e1","type":"icpc_hld","on":"2015-01-05"}]',
    "unknown-attribute": b'[{"id":"e1","type":"icpc_held","on":"2015-01-05","outcom":"plan"}]',
    "unknown-choice": b'[{"id":"e1","type":"icpc_held","on":"2015-01-05","outcome":"plans"}]',
    "nested": b'[{"id":"e1","type":"icpc_held","on":"2015-01-05","outcome":{"a":[1,{"b":"c"}]}}]',
    "attribute-twice": b'[{"id":"e1","type":"icpc_held","on":"2015-01-05","outcome":"plan","outcome":"no_plan"}]',
    "day-for-a-text": b'[{"id":"e1","type":"case_closed","on":"2015-01-05","reason":"2015-01-05"}]',
    "day-beyond": b'[{"id":"e1","type":"core_group_scheduled","on":"2015-01-05","for":"2999-01-05"}]',
    "five-days": b'[{"id":"e1","type":"icpc_held","on":"2015-01-05",'
    + b",".join(b'"d%d":"2015-01-05"' % number for number in range(5))
    + b"}]",
    "out-of-order": b'[{"id":"e1","type":"icpc_held","on":"2015-01-05"},'
    b'{"id":"e2","type":"icpc_held","on":"2015-01-04"}]',
    "kinds-out-of-order": b'[{"id":"a","type":"tac_held","on":"2015-01-05"},'
    b'{"id":"b","type":"icpc_held","on":"2015-01-05"}]',
    "twins-out-of-order": b'[{"id":"a","type":"icpc_held","on":"2015-01-05","outcome":"plan"},'
    b'{"id":"b","type":"icpc_held","on":"2015-01-05","outcome":"no_plan"}]',
    "the-same-twice": b'[{"id":"e1","type":"icpc_held","on":"2015-01-05"},'
    b'{"id":"e2","type":"icpc_held","on":"2015-01-05"}]',
    "comma-at-the-end": b'[{"id":"e1","type":"icpc_held","on":"2015-01-05"},]',
    "comma-in-an-event": b'[{"id":"e1","type":"icpc_held","on":"2015-01-05",}]',
    "no-colon": b'[{"id":"e1","type" "icpc_held","on":"2015-01-05"}]',
    "no-colons": b'[{"id" "e1","type":"icpc_held","on" "2015-01-05"}]',
    "not-ended": b'[{"id":"e1","type":"icpc_held","on":"2015-01-05"}',
    "more-behind": b'[{"id":"e1","type":"icpc_held","on":"2015-01-05"}] 1',
    "value-not-ended": b'[{"id":"e1","on":"2015-01-05","type":"icpc',
    "text-not-ended": b'[{"id":"e1',
}


@pytest.mark.parametrize("case", ODDLY)
@pytest.mark.parametrize("plain_python", [False, True], ids=["compiled", "python"])
def test_what_needs_a_closer_look_is_left_alone(case: str, plain_python: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if plain_python:
        interpreted(monkeypatch)
    judge, good = scanner(BRENT), msgspec.json.encode([PLAN, MET])
    (alone,) = judge.answers([(good, AS_OF)])
    for _ in range(2):
        assert judge.answers([(ODDLY[case], AS_OF)]) == [None]
    assert judge.answers([(good, AS_OF), (ODDLY[case], AS_OF), (good, AS_OF)]) == [alone, None, alone]


def test_where_one_history_is_no_text_all_are_left_alone() -> None:
    good = msgspec.json.encode([PLAN, MET])
    for bad in (good.replace(b"plan", b"pl\xe4n"), good.replace(b"plan", b"\xed\xa0\x80")):
        assert scanner(BRENT).answers([(good, AS_OF), (bad, AS_OF)]) == [None, None]


@pytest.mark.parametrize("plain_python", [False, True], ids=["compiled", "python"])
def test_texts_may_be_in_any_letters(plain_python: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if plain_python:
        interpreted(monkeypatch)
    for words in (["Tŷ", "żłobek"], ["警察", "🏠"], ["Tŷ", "Tŷ"]):
        assert answer(PLAN, {**MET, "agencies_present": words}) is not None
    assert answer(PLAN, {**MET, "agencies_präsent": ["a"]}) is None


def test_twins_of_one_day_may_stand_in_their_order() -> None:
    records = [
        {"id": f"r{number}", "type": "record_distributed", "on": "2015-02-02", "meeting": f"2015-01-{12 + number}"}
        for number in range(3)
    ]
    assert answer(PLAN, MET, *records) is not None
    assert answer(PLAN, MET, *reversed(records)) is None


def test_a_history_as_of_a_day_beyond_the_calendar_is_left_alone() -> None:
    assert answer(PLAN, as_of=date(2100, 1, 1)) is None


@pytest.mark.parametrize("plain_python", [False, True], ids=["compiled", "python"])
def test_days_that_are_not_at_hand_are_left_alone(plain_python: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if plain_python:
        interpreted(monkeypatch)
    longer = Calendar("longer", date(2000, 1, 1), date(2060, 12, 31), frozenset())
    judge = Scanner(Bulk(BRENT, longer))
    asked = [
        (msgspec.json.encode([{**PLAN, "on": day}]), date(2045, 1, 1))
        for day in ("2042-12-01", "2042-06-01", "1999-06-01")
    ]
    assert [one is None for one in judge.answers(asked)] == [True, False, True]


def test_no_histories_have_no_answers() -> None:
    assert scanner(BRENT).answers([]) == []


@pytest.mark.parametrize("plain_python", [False, True], ids=["compiled", "python"])
def test_too_many_twins_are_left_alone(plain_python: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if plain_python:
        interpreted(monkeypatch)
    monkeypatch.setattr(scanning, "MOST_TIES", 1)
    by = ("lead_social_worker", "professional", "social_worker")
    many = [{"id": one, "type": "child_seen", "on": "2015-02-02", "by": one} for one in by]
    assert answer(PLAN, *many[:2]) is not None
    assert answer(PLAN, *many) is None


@pytest.mark.parametrize("plain_python", [False, True], ids=["compiled", "python"])
def test_answers_for_which_there_is_no_room_are_left_alone(plain_python: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if plain_python:
        interpreted(monkeypatch)
    for room in (50, 120, 400):
        monkeypatch.setattr(scanning, "OUT", room)
        assert answer(PLAN, MET) is None
    monkeypatch.setattr(scanning, "OUT", 2_000)
    assert answer(PLAN) is not None


def test_it_forgets_everything_where_there_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    judge, probes = scanner(YORK), list(histories(YORK, 5, 120))
    monkeypatch.setattr("model.bulk.entries.MOST", 30)
    for one in probes:
        assert judge.answers(lines([one])) == wanted(YORK, [one])
    assert len(judge._entries._facts) < 200


@pytest.mark.parametrize("plain_python", [False, True], ids=["compiled", "python"])
def test_what_it_remembers_grows(plain_python: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if plain_python:
        interpreted(monkeypatch)
    monkeypatch.setattr("model.bulk.entries.SMALLEST", 2)
    monkeypatch.setattr("model.bulk.entries.SMALLEST_ARENA", 16)
    monkeypatch.setattr("model.bulk.entries.MOST_MISSED", 5)
    monkeypatch.setattr(scanning, "FEW", 2)
    monkeypatch.setattr(scanning, "ROOM", 16)
    judge, probes = scanner(YORK), list(histories(YORK, 6, 10 if plain_python else 40))
    for _ in range(3):
        for one in probes:
            assert judge.answers(lines([one])) in ([None], wanted(YORK, [one]))
    assert [judge.answers(lines([one])) for one in probes] == [[one] for one in wanted(YORK, probes)]


def twins(first: str, second: str, *rest: dict[str, Any]) -> bytes:
    """A conference and two core groups of one day, told of in this order; then what else is told."""
    held = {"type": "core_group_held", "on": "2015-01-12"}
    return msgspec.json.encode(
        [PLAN, {**held, "id": "e2", "chair": first}, {**held, "id": "e3", "chair": second}, *rest]
    )


IN_ORDER, OUT_OF_ORDER = twins("line_manager", "social_worker"), twins("social_worker", "line_manager")
# What is told last happened before the twins.
REFUSED = twins("social_worker", "line_manager", {"id": "e4", "type": "core_group_held", "on": "2015-01-10"})


def test_twins_out_of_order_are_taken_back_from_their_own_history_only() -> None:
    judge, beyond = scanner(BRENT), date(2060, 1, 1)
    right = text(IN_ORDER)
    assert right is not None
    for asked, wanted_answers in (
        ([(OUT_OF_ORDER, AS_OF), (IN_ORDER, beyond), (IN_ORDER, AS_OF)], [None, None, right]),
        ([(IN_ORDER, beyond), (OUT_OF_ORDER, AS_OF), (IN_ORDER, AS_OF)], [None, None, right]),
        ([(IN_ORDER, AS_OF), (OUT_OF_ORDER, AS_OF)], [right, None]),
    ):
        assert [judge.answers(asked) for _ in range(2)] == [wanted_answers] * 2


def test_twins_of_a_history_that_is_refused_take_nothing_back() -> None:
    judge = scanner(BRENT)
    assert [judge.answers([(REFUSED, AS_OF)]) for _ in range(2)] == [[None]] * 2
    after = [judge.answers([(IN_ORDER, AS_OF), (REFUSED, AS_OF), (b"[]", AS_OF)]) for _ in range(2)]
    assert after == [[text(IN_ORDER), None, b"[]"]] * 2
