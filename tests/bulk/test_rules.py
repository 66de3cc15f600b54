import pytest

from model.bulk.bulk import Bulk
from model.bulk.places import MISSING
from model.bulk.rules import supported
from model.bulk.tables import Beyond, Tables
from model.calendar import Period, england_and_wales
from model.conformance.judging import Judging, days_of
from model.conformance.odd_periods import with_periods
from model.policy import Policy, built_in, load_policy
from tests.bulk.equal import plans
from tests.miniatures import MEET, PLAN, QUORUM, duty, policy

BRENT = load_policy("brent")
SCHEDULED = 'event = "core_group_scheduled"'


def reasons(on: Policy) -> set[str]:
    return set(supported(on, days_of(on)).values())


def test_each_duty_that_is_not_held_has_its_reason() -> None:
    one = '{{ latest = {{ event = "core_group_scheduled", for = {{ at_least = 2015-0{}-01 }} }} }}'
    many = ", ".join(one.format(month) for month in range(1, 6))
    assert reasons(policy(f'{PLAN}then = {{ event = "core_group_held", any = [{many}] }}\nwithin = "9 days"\n')) == {
        "it asks more than 4 things at once that depend on other events or on days"
    }


def test_a_comparison_with_the_trigger_and_one_with_the_past_are_too_much_at_once() -> None:
    both = f'latest = {{ {SCHEDULED} }}, next_date = {{ same_as = "on" }}'
    assert reasons(policy(f'{PLAN}then = {{ event = "core_group_held", {both} }}\nwithin = "9 days"\n')) == {
        "it compares the event with another, and looks at earlier ones"
    }


def test_no_duty_is_held_where_the_quorum_is_not() -> None:
    quorum = QUORUM.replace("agencies_present", "next_date = [2015-01-05]\nagencies_present")
    on = policy(quorum + duty(f'{PLAN}{MEET}within = "9 days"\n'))
    assert reasons(on) == {"it asks of the day `next_date` what is neither an order nor a distance"}
    with pytest.raises(Beyond):
        Bulk(on, days_of(on))
    assert Judging.of(on).bulk() is None


def test_periods_of_another_making_are_left_to_the_oracle() -> None:
    class Odd(Period):
        pass

    on = with_periods(BRENT, Odd)
    said = supported(on, days_of(on))
    assert said["first-core-group"] == "it counts by periods of another kind, or by too many"


def test_tables_are_not_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("model.bulk.tables.MOST", 3)
    tables = Tables(england_and_wales(), BRENT.counting)
    assert [tables.directed(Period.parse(f"{weeks} weeks")) for weeks in (1, 2, 3)] == [0, 1, 2]
    with pytest.raises(Beyond, match="by too many"):
        tables.directed(Period.parse("4 weeks"))


@pytest.mark.parametrize("id", built_in())
def test_tables_hold_the_days_of_every_window(id: str) -> None:
    on = load_policy(id)
    calendar = days_of(on)
    tables = Tables(calendar, on.counting)
    for window in {one.window for one in on.duties}:
        opens, due = tables.window(window)
        for number in range(400, len(calendar.working) - 400, 997):
            span = window.on(type(calendar.first).fromordinal(tables.first + number), calendar, on.counting)
            assert due < 0 or tables.array[due, number] == (span.due.toordinal() if span.due else MISSING)
            assert opens < 0 or tables.array[opens, number] == (span.opens.toordinal() if span.opens else MISSING)


def test_answers_that_are_too_many_are_left_to_the_oracle(monkeypatch: pytest.MonkeyPatch) -> None:
    judge = Bulk(BRENT, days_of(BRENT))
    monkeypatch.setattr("model.bulk.questions.LARGEST", -1)
    told = judge.told(plans(BRENT, 1, 20), lambda *said: said)
    assert None in told
