import pytest

from model.compiled.clocks import PLACES, Plan, half_and_double, planned, under_directions
from model.compiled.compiled import Sense
from model.policy.calendars import as_chosen
from tests import miniatures
from tests.compiled.story import ENGLAND, arrays, breach

ENDINGS = 'until = ["plan_discharged", "case_transferred", "case_closed"]\n'
SEEN = 'when = %s\nthen = "child_seen"\nwithin = "10 days"\n'
EXCUSE = """
[[excuse]]
id = "excuse"
clauses = ["2"]
covers = ["it"]
when = %s
says = "It is forgiven."
"""
POWER = """
[[power]]
id = "chair"
clauses = ["2"]
retimes = ["it"]
when = "chair_direction_given"
sets = "interval"
says = "The chair may set another interval."
"""
TIED = '{ event = "record_distributed", meeting = { same_as = "on" } }'
ON_A_PLAN = '[{ event = "icpc_held", outcome = "plan" }, { event = "child_seen", on_plan = true }]'
AFTER_A_CHANGE = '[{ event = "icpc_held", outcome = "plan" }, "plan_amended"]'
MOVES_BACK = '[counting]\ndue_on_closed_day = "working-day-before"\n'


def plan(text: str) -> Plan | str:
    """The plan for the first duty of a policy."""
    policy = miniatures.policy(text)
    calendar = as_chosen(ENGLAND, policy.calendar)
    return planned(policy.duties[0], policy, policy.vocabulary, calendar)


def duty(body: str, more: str = "") -> str:
    return miniatures.duty(body) + more


REASONS = [
    (miniatures.NO_TIME_LIMIT, "it has no time limit"),
    (miniatures.PROHIBITION_FOR_EVER, "it has no time limit"),
    (miniatures.FROM_A_DATE_SET, "its window counts from a date that the trigger names"),
    (
        miniatures.SIX_WEEKS.replace('"plan_discharged"', TIED),
        "what ends it is compared with the trigger",
    ),
    (
        miniatures.SAME_MEETING.replace('same_as = "on"', 'same_as = "next_date"'),
        "what answers it is tied to another date of the trigger than its day",
    ),
    (
        miniatures.SAME_MEETING.replace("then = {", 'then = ["escalated", {').replace("} }\n", "} }]\n"),
        "only some of what answers it is tied to the trigger",
    ),
    (
        miniatures.SAME_MEETING.replace(
            'meeting = { same_as = "on" }', 'any = [{ meeting = { same_as = "on" } }, { to = "all_members" }]'
        ),
        "only some of what answers it is tied to the trigger",
    ),
    (
        miniatures.TEN_DAYS.replace('"core_group_held"', '{ event = "core_group_held", on = { same_as = "on" } }'),
        "only some of what answers it is tied to the trigger",
    ),
    (miniatures.EXCUSED_AT_ANY_TIME, "an excuse may be decided at any time, so that no breach is final"),
    (duty(miniatures.TEN_DAYS, EXCUSE % TIED), "what excuses it is compared with the trigger"),
    (miniatures.PROHIBITION_WITH_EXCUSE, "an excuse covers a duty without a running time"),
    (duty(miniatures.EITHER, EXCUSE % '"escalated"'), "an excuse covers a duty without a running time"),
    (duty(miniatures.BACKWARD, EXCUSE % '"escalated"'), "an excuse covers a duty without a running time"),
    (miniatures.POWER_AT_ONCE, "a direction changes the interval that is running"),
    (duty(miniatures.BACKWARD, POWER), "a direction changes a window that reaches back"),
    (miniatures.DIRECTED_BY_SUPERVISION, "a direction can come after the trigger on its own day"),
    (
        duty('when = "chair_direction_given"\nthen = "escalated"\nwithin = "1 week"\n', POWER),
        "a direction can come after the trigger on its own day",
    ),
    (
        duty(SEEN % ON_A_PLAN + ENDINGS.replace("[", '["rcpc_held", '), POWER),
        "a direction can come after the trigger on its own day",
    ),
    (
        duty((SEEN % ON_A_PLAN).replace('then = "child_seen"', 'then = "rcpc_held"') + ENDINGS, POWER),
        "a direction can come after the trigger on its own day",
    ),
    (
        duty(SEEN % ON_A_PLAN + ENDINGS, POWER + EXCUSE % '"rcpc_held"'),
        "a direction can come after the trigger on its own day",
    ),
    (
        duty(SEEN % ON_A_PLAN, POWER),
        "an earlier occasion can run on when a conference and a direction begin another",
    ),
    (
        duty(SEEN % '"icpc_held"' + ENDINGS, POWER),
        "an earlier occasion can run on when a conference and a direction begin another",
    ),
    (
        duty(SEEN % ON_A_PLAN + ENDINGS.replace('"plan_discharged"', '{ event = "plan_discharged", nth = 1 }'), POWER),
        "an earlier occasion can run on when a conference and a direction begin another",
    ),
    (duty(miniatures.EITHER + "in_force = 2015-01-06\n"), "only some of its versions are in force"),
    (duty(miniatures.BACKWARD + "in_force = 2015-01-06\n"), "only some of its versions are in force"),
    (miniatures.NOT_TOO_FAR, "it compares two dates that one event names"),
    (miniatures.LONG_BEFORE, "its window has no earliest day"),
    (miniatures.AROUND, "its window lies before and after the trigger"),
    (miniatures.BACKWARD.replace("then =", "forbid ="), "its window lies before and after the trigger"),
    (
        miniatures.BEFORE_ON_BOTH_SIDES.replace('"3 days before"', '"0 days before"'),
        "its window reaches to the trigger's own day",
    ),
    (
        f'when = "core_group_held"\nthen = {TIED}\nwithin = "1 week before"\n',
        "what has to come before the trigger is tied to it",
    ),
    (
        'when = "child_seen"\nthen = "icpc_held"\nwithin = "1 week before"\n',
        "a response on the trigger's own day can come before it",
    ),
    (
        'when = ["icpc_held", "child_seen"]\nthen = ["icpc_held", "child_seen"]\nwithin = "1 week before"\n',
        "a response on the trigger's own day can come before it",
    ),
    (
        f'when = "core_group_held"\nthen = {TIED}\nbetween = ["2 days", "5 days"]\n',
        "each occasion needs its own answer, and not before some later day",
    ),
    (MOVES_BACK + duty(miniatures.ON_THE_DAY.replace("0 days", "1 day")), "its window can be over before it begins"),
    (
        MOVES_BACK + duty(SEEN.replace("10 days", "4 days") % ON_A_PLAN + ENDINGS, POWER),
        "its window can be over before it begins",
    ),
]


@pytest.mark.parametrize(("text", "reason"), REASONS)
def test_what_the_arrays_cannot_say_is_left_out_with_the_reason(text: str, reason: str) -> None:
    assert plan(text) == reason


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (miniatures.EITHER, (None, 1, False, False)),
        (miniatures.TEN_DAYS, (Sense.DEADLINE, 1, False, False)),
        (miniatures.PROHIBITION, (Sense.PROHIBITION, 1, False, False)),
        (miniatures.PROHIBITION + 'until = "case_closed"\n', (Sense.PROHIBITION, 1, False, False)),
        (miniatures.PROHIBITION + 'until = "plan_discharged"\n', (Sense.PROHIBITION, 1, False, False)),
        (miniatures.PROHIBITION + 'until = "rcpc_held"\n', (Sense.PROHIBITION, PLACES, False, False)),
        (miniatures.TWO_SIDED, (Sense.DEADLINE, PLACES, True, False)),
        (miniatures.SAME_MEETING, (Sense.DEADLINE, PLACES, False, True)),
        (miniatures.BACKWARD, (Sense.LOOKBACK, 1, False, False)),
        (miniatures.BEFORE_ON_BOTH_SIDES, (Sense.LOOKBACK, PLACES, True, False)),
        (miniatures.MOVES_BACK, (Sense.DEADLINE, 1, False, False)),
        (duty(SEEN % ON_A_PLAN + ENDINGS, POWER), (Sense.DEADLINE, 1, False, False)),
        (duty(SEEN % AFTER_A_CHANGE + ENDINGS, POWER), (Sense.DEADLINE, 1, False, False)),
        (duty(SEEN % ON_A_PLAN + ENDINGS, POWER + EXCUSE % '"referral_received"'), (Sense.DEADLINE, 1, False, False)),
        (duty((SEEN % '"core_group_held"') + 'until = "rcpc_held"\n', POWER), (Sense.DEADLINE, 1, False, False)),
    ],
)
def test_a_duty_has_a_place_for_every_occasion_that_needs_its_own_answer(
    text: str, expected: tuple[Sense | None, int, bool, bool]
) -> None:
    found = plan(text)
    assert isinstance(found, Plan)
    assert (found.sense, found.places, found.opens, found.correlated) == expected


def test_a_response_on_the_triggers_own_day_never_counts_where_the_window_closes_days_before() -> None:
    text = miniatures.BEFORE_ON_BOTH_SIDES.replace('when = "rcpc_held"', 'when = "escalated"')
    assert isinstance(plan(text), Plan)
    told = "2015-01-%s child_seen\n2015-01-15 escalated"
    assert [breach(arrays(text), told % day) for day in ("05", "12")] == ["", ""]
    assert [breach(arrays(text), told % day) for day in ("13", "15")] == ["2015-01-15 it"] * 2


def test_a_duty_that_asks_for_itself_beforehand_is_not_met_by_its_own_trigger() -> None:
    text = 'when = { event = "child_seen", nth = 2 }\nthen = "child_seen"\nwithin = "1 week before"\n'
    told = "2015-01-05 child_seen\n2015-01-%s child_seen"
    assert [breach(arrays(text), told % day) for day in ("12", "13")] == ["", "2015-01-13 it"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("6 weeks", ("3 weeks", "12 weeks")), ("5 days", ("2 days", "10 days")), ("1 month", ("1 month", "2 months"))],
)
def test_a_direction_sets_half_of_the_interval_or_twice_as_long(text: str, expected: tuple[str, str]) -> None:
    assert half_and_double(miniatures.policy(miniatures.TEN_DAYS.replace("10 days", text)).duties[0]) == expected


def test_directions_add_a_window_for_each_interval() -> None:
    before = plan(miniatures.POWER)
    assert isinstance(before, Plan)
    after = under_directions(before, ("3 weeks", "1 month"))
    assert [window.text for window in after.windows] == ["within 6 weeks", "within 3 weeks", "within 1 month"]
    assert (before.directed, after.directed) == ((), ("3 weeks", "1 month"))
