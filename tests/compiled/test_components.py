from collections.abc import Iterable

import pytest

from model.compiled.compiled import Demand
from model.compiled.components import components, grips
from tests import miniatures


def parts(*bodies: str) -> tuple[tuple[int, ...], ...]:
    policy = miniatures.policy("".join(miniatures.duty(body, f"duty-{n}") for n, body in enumerate(bodies)))
    return components([Demand(0, duty) for duty in policy.duties], [policy])


def held(body: str) -> set[tuple[str, str]]:
    policy = miniatures.policy(body)
    return set(grips(Demand(0, policy.duties[0]), policy))


SEEN = 'when = "referral_received"\nthen = "child_seen"\nwithin = "1 week"\n'
NEVER_SEEN = 'when = "escalated"\nforbid = { event = "child_seen", alone = true }\nwithin = "1 week"\n'
SEEN_ALONE = 'when = "child_seen"\nrequires = { alone = true }\n'
BY_A_SOCIAL_WORKER = 'when = "child_seen"\nrequires = { by = "social_worker" }\n'
SEEN_FIRST = 'when = "child_seen"\nthen = "escalated"\nwithin = "1 week"\n'


@pytest.mark.parametrize(
    ("bodies", "expected"),
    [
        ([SEEN, NEVER_SEEN], [(0, 1)]),
        ([NEVER_SEEN, SEEN_ALONE], [(0, 1)]),
        ([SEEN, SEEN_ALONE], [(0,), (1,)]),
        ([SEEN_ALONE, BY_A_SOCIAL_WORKER], [(0,), (1,)]),
        ([SEEN, SEEN_FIRST], [(0,), (1,)]),
        ([SEEN, SEEN_ALONE, NEVER_SEEN], [(0, 1, 2)]),
        ([], []),
    ],
)
def test_duties_belong_together_that_control_one_kind_or_one_quality_of_it(
    bodies: Iterable[str], expected: list[tuple[int, ...]]
) -> None:
    if not bodies:
        assert components([], []) == ()
    else:
        assert parts(*bodies) == tuple(expected)


def test_a_duty_only_watches_what_begins_and_ends_it() -> None:
    assert held(miniatures.TEN_WORKING_DAYS) == {("core_group_held", "")}
    assert held(NEVER_SEEN) == {("child_seen", ""), ("child_seen", "alone")}


def test_a_requirement_has_a_hold_on_its_own_kind_and_on_what_its_trigger_is_like() -> None:
    asked = 'when = { event = "child_seen", by = "social_worker" }\nrequires = { alone = true }\n'
    assert held(asked) == {("child_seen", "by"), ("child_seen", "alone")}


def test_an_event_that_moves_the_case_binds_those_that_ask_for_it_and_not_those_that_watch_it() -> None:
    by_conference = 'when = "section_47_started"\n%s = "icpc_held"\nwithin = "1 week"\n'
    watching = miniatures.PLAN + 'then = "core_group_held"\nwithin = "1 week"\nuntil = "plan_discharged"\n'
    assert parts(by_conference % "then", by_conference % "forbid", watching) == ((0, 1), (2,))
    named = 'when = { event = "icpc_held", outcome = "plan" }\nrequires = { members_named = %s }\n'
    assert held(named % "true") == {("icpc_held", "members_named")}
    assert parts(named % "true", named % "false") == ((0, 1),)
