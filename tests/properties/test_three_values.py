"""Kleene's three values: what was not recorded is unknown, and recording it never overturns what was certain."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.kinds import BUILT_IN
from model.oracle.case import Case
from model.policy.calendars import deadline_calendar
from model.policy.conditions import All, Condition, Not
from model.policy.conditions import Any as AnyOf
from model.policy.parse_conditions import ConditionParser
from model.policy.policy import CalendarChoice, Policy
from model.policy.table import Table
from tests.naive.case import Case as NaiveCase
from tests.naive.conditions import holds
from tests.naive.holidays import WorkingDays
from tests.naive.tables import laid_out
from tests.strategies import history_of

DAY = date(2015, 1, 16)
FULL: dict[str, Any] = {
    "family_present": True,
    "chair": "line_manager",
    "agencies_present": ["health", "education", "health"],
    "next_date": date(2015, 2, 20),
}
# Every attribute that the drawn conditions ask for, with what may be recorded of it.
VALUES: dict[str, list[Any]] = {
    "family_present": [True, False],
    "chair": ["line_manager", "lead_social_worker"],
    "agencies_present": [[], ["health"], ["health", "education", "health"], ["children_services", "police"]],
    "next_date": [DAY, date(2015, 1, 20), date(2015, 3, 2)],
}
TESTS = st.sampled_from(
    [
        {"family_present": True},
        {"family_present": False},
        {"chair": "line_manager"},
        {"chair": ["line_manager", "social_worker"]},
        {"chair": {"not": "line_manager"}},
        {"agencies_present": ["health"]},
        {"agencies_present": {"includes": ["health", "police"]}},
        {"agencies_present": {"count_at_least": 2, "other_than": ["children_services"]}},
        {"agencies_present": {"count_at_most": 2, "repeats": True}},
        {"next_date": {"at_least": "2 working days", "after": "on"}},
        {"next_date": {"at_most": "6 weeks", "after": "on"}},
        {"next_date": {"at_least": date(2015, 1, 17)}},
        {"nth": 1},
        {"nth": {"at_least": 2}},
        {"on_plan": True},
        {"looked_after": True},
        {"previous": {"family_present": True}},
    ]
)
CONDITIONS = st.recursive(
    TESTS,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=6,
)
RECORDS = st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in VALUES.items()})


def plain_policy() -> Policy:
    return Policy(id="plain", title="Nothing", in_force=DAY, duties=())


CONFERENCE = {"type": "icpc_held", "on": DAY, "outcome": "plan"}


def by_model(condition: dict[str, Any], record: dict[str, Any]) -> bool | None:
    """What the model says of a core group on a plan."""
    policy = plain_policy()
    parsed = ConditionParser(BUILT_IN).condition(Table(condition, "", []), BUILT_IN.by_name["core_group_held"])
    history = history_of([CONFERENCE, {"type": "core_group_held", "on": DAY, **record}], policy)
    return parsed.holds(1, Case(history, policy, deadline_calendar(CalendarChoice(), DAY)), None)


def naively(condition: dict[str, Any], record: dict[str, Any]) -> bool | None:
    """What the naive program says of the same core group."""
    events = [CONFERENCE, {"type": "core_group_held", "on": DAY, **record}]
    case = NaiveCase(laid_out({}), WorkingDays(DAY), events, [], [True, True], [False, False], [0, 0], [0, 0])
    return holds(case, condition, 1)


@given(CONDITIONS, RECORDS)
def test_two_programs_give_a_condition_the_same_of_three_values(
    condition: dict[str, Any], record: dict[str, Any]
) -> None:
    assert by_model(condition, record) is naively(condition, record)


@given(CONDITIONS, RECORDS)
def test_recording_what_was_missing_never_overturns_what_was_certain(
    condition: dict[str, Any], record: dict[str, Any]
) -> None:
    truth = by_model(condition, record)
    if truth is not None:
        for name in VALUES.keys() - record.keys():
            assert [by_model(condition, {**record, name: value}) for value in VALUES[name]] == [truth] * len(
                VALUES[name]
            )


@given(CONDITIONS)
def test_where_everything_was_recorded_nothing_is_unknown(condition: dict[str, Any]) -> None:
    assert by_model(condition, FULL) is not None


@given(CONDITIONS, RECORDS)
def test_not_twice_is_nothing(condition: dict[str, Any], record: dict[str, Any]) -> None:
    assert by_model({"not": {"not": condition}}, record) is by_model(condition, record)


@given(CONDITIONS, CONDITIONS, RECORDS)
def test_not_any_is_all_not(one: dict[str, Any], other: dict[str, Any], record: dict[str, Any]) -> None:
    neither = by_model({"not": {"any": [one, other]}}, record)
    assert neither is by_model({"all": [{"not": one}, {"not": other}]}, record)


class Known:
    """A condition with a given value."""

    def __init__(self, truth: bool | None) -> None:
        self.truth = truth

    def holds(self, place: int, scene: object, other: int | None) -> bool | None:
        return self.truth

    def words(self) -> str:
        return str(self.truth)

    def asks(self) -> Any:
        yield from ()


# (one, other, both, either): typed from Kleene's tables.
KLEENE = [
    (True, True, True, True),
    (True, None, None, True),
    (True, False, False, True),
    (None, True, None, True),
    (None, None, None, None),
    (None, False, False, None),
    (False, True, False, True),
    (False, None, False, None),
    (False, False, False, False),
]


@pytest.mark.parametrize(("one", "other", "both", "either"), KLEENE)
def test_and_or_and_not_are_kleenes(
    one: bool | None, other: bool | None, both: bool | None, either: bool | None
) -> None:
    scene = Case(history_of([], plain_policy()), plain_policy(), deadline_calendar(CalendarChoice(), DAY))
    parts: tuple[Condition, ...] = (Known(one), Known(other))
    assert All(parts).holds(0, scene, None) is both
    assert AnyOf(parts).holds(0, scene, None) is either
    assert Not(Known(one)).holds(0, scene, None) is (None if one is None else not one)
