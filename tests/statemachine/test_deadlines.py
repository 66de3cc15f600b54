"""Deadlines in words, and where they stand, typed from the two texts."""

from typing import Any

import pytest

from model.kinds import State
from model.policy import load_policy, under
from model.statemachine.arrows import Arrow
from model.statemachine.deadlines import Deadline, Home, at_home, deadline, on_move, spoken, timed
from model.statemachine.lifecycle import MOVES
from tests.statemachine.miniatures import QUORATE_GROUP, duty, policy, power


def words(**keys: Any) -> str:
    """The deadline of one duty, as it is listed."""
    (one,) = (deadline(timed_duty) for timed_duty in timed(policy(duty(**keys))))
    return f"{one.event}: {one.within}{one.since}, {one.clause}"


EVERY = {"event": "child_seen"}
SAID: list[tuple[str, dict[str, Any]]] = [
    (
        "core group held, quorate: within 10 working days of the initial conference, 3.1",
        {"then": QUORATE_GROUP, "within": "10 working days", "clauses": ["3.1", "3.10"]},
    ),
    (
        "core group scheduled: on the same day as the initial conference, 1",
        {"then": "core_group_scheduled", "within": "0 days"},
    ),
    (
        "core group held: within the 2 weeks before the review conference, 1",
        {"when": "rcpc_held", "then": "core_group_held", "within": "2 weeks before"},
    ),
    ("child seen: within 10 days of the last, 1", {"when": EVERY, "then": "child_seen", "within": "10 days"}),
    (
        "child seen: within 3 months of the first, 1",
        {"when": {**EVERY, "nth": 1}, "then": "child_seen", "within": "3 months"},
    ),
    (
        "child seen: within 6 months of the second and each later one, 1",
        {"when": {**EVERY, "nth": {"at_least": 2}}, "then": "child_seen", "within": "6 months"},
    ),
    (
        "child seen: within 6 months of the 5th and each later one, 1",
        {"when": {**EVERY, "nth": {"at_least": 5}}, "then": "child_seen", "within": "6 months"},
    ),
    (
        "child seen: within 6 months of the last, 1",
        {"when": {**EVERY, "nth": {"at_most": 5}}, "then": "child_seen", "within": "6 months"},
    ),
    (
        "case closed: not within 6 months of the initial conference, 1",
        {"forbid": "case_closed", "within": "6 months"},
    ),
    (
        "child seen: within 1 week of becoming looked after, 1",
        {"when": "became_looked_after", "then": "child_seen", "within": "1 week"},
    ),
    (
        "child seen or escalated: within 1 day of the referral or the section 47 started, 1",
        {"when": ["referral_received", "section_47_started"], "then": ["child_seen", "escalated"], "within": "1 day"},
    ),
]


@pytest.mark.parametrize(("said", "keys"), SAID)
def test_a_deadline_says_what_within_what_since_what_and_by_which_clause(said: str, keys: dict[str, Any]) -> None:
    assert words(**keys) == said


def test_a_requirement_and_a_duty_without_a_time_limit_have_no_deadline() -> None:
    both = policy(duty(id="r", requires={"members_named": True}), duty(id="t", then="child_seen"))
    assert timed(both) == ()


def test_names_are_spoken_in_full() -> None:
    assert [spoken(name) for name in ("icpc_held", "rcpc_held", "tac_due", "child_in_need")] == [
        "initial conference held",
        "review conference held",
        "team around the child due",
        "child in need",
    ]


def on(name: str, source: State, trigger: str) -> list[str]:
    """The deadlines on the arrows of a policy from a state by a trigger."""
    arrows = [arrow for arrow in MOVES if (arrow.source, arrow.trigger) == (source, trigger)]
    return sorted({f"{one.within}, {one.clause}" for arrow in arrows for one in on_move(load_policy(name), arrow)})


@pytest.mark.parametrize(
    ("name", "source", "trigger", "said"),
    [
        ("brent", State.FIRST_CORE_GROUP_DUE, "core_group_held", ["within 10 working days, 3.1"]),
        ("york", State.FIRST_CORE_GROUP_DUE, "core_group_held", ["within 10 working days, 3"]),
        ("brent", State.TAC_DUE, "tac_held", ["within 10 days, 3.14"]),
        ("york", State.TAC_DUE, "tac_held", []),
        ("brent", State.CONFERENCE_DUE, "icpc_held", ["within 15 working days, wt-icpc"]),
        ("brent", State.ENQUIRY, "icpc_held", ["within 15 working days, wt-icpc"]),
        ("brent", State.CLOSED, "icpc_held", []),
        ("brent", State.CORE_GROUPS_RUNNING, "plan_discharged", []),
    ],
)
def test_a_deadline_stands_on_the_arrow_that_answers_it(
    name: str, source: State, trigger: str, said: list[str]
) -> None:
    assert on(name, source, trigger) == said


def homes(name: str) -> dict[Home, set[str]]:
    found: dict[Home, set[str]] = {}
    for home, one in at_home(load_policy(name)):
        found.setdefault(home, set()).add(one.duty)
    return found


def test_the_other_deadlines_stand_where_their_clocks_run() -> None:
    assert homes("brent") == {
        Home.BEFORE: {"referral-decision", "assessment"},
        Home.ON_PLAN: {
            *("first-review", "later-reviews", "first-core-group-scheduled", "core-group-interval", "child-seen"),
            *("core-group-before-review", "core-group-after-review", "reschedule-after-too-few", "minutes-distributed"),
        },
        Home.CARE: {
            *("first-looked-after-review", "second-looked-after-review", "later-looked-after-reviews"),
            *("first-looked-after-visit", "looked-after-visits"),
        },
    }


def test_a_clock_that_runs_only_after_the_plan_stands_there() -> None:
    meets = policy(duty(when="tac_held", then="tac_held", within="6 weeks"))
    assert [home for home, _ in at_home(meets)] == [Home.AFTER]


def test_a_deadline_of_every_timed_duty_stands_somewhere() -> None:
    for name in ("brent", "york", "working-together"):
        under = load_policy(name)
        placed = {one.duty for arrow in MOVES for one in on_move(under, arrow)} | {
            one.duty for _, one in at_home(under)
        }
        assert placed == {one.id for one in timed(under)}


def test_a_reading_changes_the_deadline_on_the_arrow() -> None:
    (arrow,) = (one for one in MOVES if one.trigger == "tac_held")
    assert limits("calendar-days", arrow) == ["within 10 days"]
    assert limits("working-days", arrow) == ["within 10 working days"]


def limits(choice: str, arrow: Arrow) -> list[str]:
    return [one.within for one in on_move(under(load_policy("brent"), {"ten-days": choice}), arrow)]


def test_a_deadline_of_a_clock_that_starts_as_the_plan_does_is_marked() -> None:
    entering = {one.duty for one in marked() if one.on_entry}
    assert entering == {"first-core-group-scheduled", "first-core-group", "first-review"}


def marked() -> list[Deadline]:
    return [deadline(one) for one in timed(load_policy("brent"))]


def test_a_power_changes_no_deadline_in_words() -> None:
    seen = duty(when="child_seen", then="child_seen", within="10 days")
    assert [deadline(one) for one in timed(policy(seen, power=[power()]))] == [
        deadline(one) for one in timed(policy(seen))
    ]
