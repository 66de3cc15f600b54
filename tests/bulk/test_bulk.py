from collections.abc import Sequence
from datetime import date
from typing import Any, cast

import pytest

from model.bulk import kernel, scanner
from model.bulk.bulk import Bulk
from model.bulk.rules import supported
from model.calendar import Calendar
from model.conformance.judging import Judging, days_of
from model.conformance.messages import Told
from model.events import Event
from model.policy import Policy, built_in, load_policy, under
from tests.bulk.equal import assert_equal, bulk_of, by_policy, in_bulk, interpreted, plans
from tests.miniatures import MEET, PLAN, history, policy
from tests.strategies import FILES, miniatures, policy_of, random_questions

FAST, SLOW, DEEP = 500, 4_000, 200_000
PARCEL = 2_000
BRENT = load_policy("brent")


def every_reading(id: str) -> list[Policy]:
    """A policy under each choice of each of its readings, the others at default."""
    on = load_policy(id)
    return [under(on, {reading.id: choice.id}) for reading in on.readings for choice in reading.choices]


def assert_equal_on(on: Policy, seed: int, count: int) -> None:
    for number in range(0, count, PARCEL):
        asked = plans(on, seed + number, min(PARCEL, count))
        assert assert_equal(on, asked) == len(asked)


@pytest.mark.parametrize("id", built_in())
def test_every_duty_of_every_bundled_policy_is_supported(id: str) -> None:
    for on in [load_policy(id), *every_reading(id)]:
        assert set(supported(on, days_of(on)).values()) == {""}


@pytest.mark.parametrize("id", built_in())
def test_it_says_what_the_oracle_says_to_the_last_field(id: str) -> None:
    assert_equal_on(load_policy(id), 1, FAST)


@pytest.mark.slow
@pytest.mark.parametrize("id", built_in())
def test_it_says_what_the_oracle_says_under_every_reading(id: str) -> None:
    for on in every_reading(id):
        assert_equal_on(on, 2, FAST // 2)


@pytest.mark.slow
@pytest.mark.parametrize("id", built_in())
def test_it_says_what_the_oracle_says_of_many_histories(id: str) -> None:
    assert_equal_on(load_policy(id), 3, SLOW)


@pytest.mark.deep
@pytest.mark.parametrize("id", built_in())
def test_it_says_what_the_oracle_says_of_very_many_histories(id: str) -> None:
    assert_equal_on(load_policy(id), 1_000_000, DEEP)


def assert_equal_on_questions(names: Sequence[str], seed: int, count: int) -> None:
    taken = asked = 0
    for on, some in by_policy(random_questions(seed, count, names)):
        judge = Bulk(on, days_of(on))
        if not judge.unsupported:
            asked += len(some)
            taken += assert_equal(on, some, judge)
    assert taken > 0.9 * asked > 0


@pytest.mark.parametrize("name", sorted(FILES))
def test_it_says_what_the_oracle_says_under_policies_that_use_every_word(name: str) -> None:
    assert_equal_on_questions([name], 5, 40)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(FILES))
def test_it_says_what_the_oracle_says_under_many_readings_of_them(name: str) -> None:
    assert_equal_on_questions([name], 6, 1_000)


@pytest.mark.slow
def test_it_says_what_the_oracle_says_under_every_miniature_policy() -> None:
    judged = 0
    for name in miniatures():
        on = policy_of(name)
        judge = Bulk(on, days_of(on))
        if not judge.unsupported:
            judged += 1
            some = [(one.history.events, one.as_of) for one in random_questions(7, 60, [name]) if not one.readings]
            assert_equal(on, some, judge)
    assert judged > 0.9 * len(miniatures())


@pytest.mark.parametrize("name", ["brent-2014", "york-2015", "prohibitions", "windows", "words", "layered"])
def test_the_kernel_says_the_same_as_plain_python(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    on = policy_of(name)
    asked = plans(on, 4, 60) + [(one.history.events, one.as_of) for one in random_questions(8, 40, [name])]
    judge = Bulk(on, days_of(on))
    compiled = in_bulk(judge, asked)
    interpreted(monkeypatch)
    assert in_bulk(judge, asked) == compiled


def test_findings_are_made_of_what_is_told_of_them() -> None:
    asked, judging = plans(BRENT, 9, 40), Judging.of(BRENT)
    assert bulk_of(BRENT).told(asked, Told) == [judging.told(*one) for one in asked]
    assert bulk_of(BRENT).told([], Told) == []


@pytest.mark.parametrize("plain_python", [False, True], ids=["compiled", "python"])
def test_a_history_is_left_to_the_oracle_where_the_calendar_does_not_reach(
    plain_python: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if plain_python:
        interpreted(monkeypatch)
    last = days_of(BRENT).last
    late = history(f"{last} icpc_held outcome=plan", BRENT.vocabulary).events
    early = history("2015-01-05 icpc_held outcome=plan", BRENT.vocabulary).events
    asked = [(late, last), (early, last), (early, date(2100, 1, 1)), (early, date(2015, 1, 5))]
    assert [one is None for one in bulk_of(BRENT).told(asked, Told)] == [True, False, True, False]


def test_the_kernel_is_ready_before_the_first_history() -> None:
    judge = Bulk(BRENT, days_of(BRENT))
    signatures = list(cast(Any, kernel.judge).signatures)
    assert len(signatures) == 1
    judge.told(plans(BRENT, 12, 5), Told)
    scanner.Scanner(judge).answers([(b"[]", date(2015, 1, 5))])
    assert cast(Any, kernel.judge).signatures == signatures


def test_a_history_is_left_to_the_oracle_where_an_event_is_beyond_the_arrays() -> None:
    odd = Event(id="e2", type="chair_direction_given", on=date(2015, 2, 2), attributes={"interval": "soon"})
    begun = history("2015-01-05 icpc_held outcome=plan", BRENT.vocabulary).events
    asked = [((*begun, odd), date(2015, 6, 1)), (begun, date(2015, 6, 1))]
    assert [one is None for one in bulk_of(BRENT).told(asked, Told)] == [True, False]


def test_it_says_which_duties_it_does_not_hold_and_why() -> None:
    on = policy(
        f'{PLAN}then = {{ event = "core_group_scheduled", for = [2015-01-05, 2015-01-06] }}\nwithin = "9 days"\n'
    )
    judge = Bulk(on, days_of(on))
    assert not judge.duties
    assert list(judge.unsupported.values()) == ["it asks of the day `for` what is neither an order nor a distance"]
    assert supported(on, days_of(on)) == judge.unsupported


def test_letters_begin_anew_where_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    judge, asked = Bulk(BRENT, days_of(BRENT)), plans(BRENT, 10, 200)
    monkeypatch.setattr("model.bulk.letters.MOST", 50)
    for number in range(0, len(asked), 20):
        assert_equal(BRENT, asked[number : number + 20], judge)
    assert len(judge.letters.known) < 500


def test_lists_grow_with_what_is_asked() -> None:
    days = [date(2015, 1, 5 + number % 20) for number in range(5_000)]
    visits = "\n".join(f"{day} child_seen by=professional" for day in sorted(set(days)))
    events = history(f"2015-01-01 icpc_held outcome=plan\n{visits}", BRENT.vocabulary).events
    many = tuple(Event(id=f"x{n}", type="child_seen", on=date(2015, 1, 30), attributes={}) for n in range(5_000))
    assert_equal(BRENT, [((*events, *many), date(2015, 1, 30))], Bulk(BRENT, days_of(BRENT)))


def test_findings_have_room_that_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = plans(BRENT, 11, 20)
    wanted = in_bulk(bulk_of(BRENT), asked)
    monkeypatch.setattr("model.bulk.bulk.FEW", 2)
    interpreted(monkeypatch)
    assert in_bulk(bulk_of(BRENT), asked) == wanted


def test_it_judges_by_the_days_of_its_calendar() -> None:
    tiny = policy(f'{PLAN}{MEET}within = "10 working days"\n')
    first, last = date(2015, 1, 1), date(2015, 12, 31)
    events = history("2015-01-05 icpc_held outcome=plan", tiny.vocabulary).events
    dues = []
    for closed in ((), (date(2015, 1, 13),)):
        told = Bulk(tiny, Calendar("mine", first, last, frozenset(closed))).told([(events, last)], Told)[0]
        dues += [one.due for one in told or ()]
    assert dues == [date(2015, 1, 19), date(2015, 1, 20)]
