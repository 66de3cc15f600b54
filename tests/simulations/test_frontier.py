"""The staffing frontier: more people are never worse, and what they cannot reach is named with its cause."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from model import InvalidInput
from simulations.frontier import frontier, told
from simulations.inputs import Setting, prepare
from tests.simulations.offices import staff, tiny

ROLE = "lead_social_worker"


@pytest.fixture(scope="module")
def setting() -> Setting:
    return prepare(tiny({"staff": staff(workers=2, teams=2), "cases": {"enquiries": 90}}))


def test_more_posts_are_never_worse(setting: Setting) -> None:
    found = frontier(setting, ROLE, 0.8, replications=30, points=8)
    shares = [one.on_time.mean for one in found.points]
    assert len(shares) >= 5
    # Hand over hand: a point may be lower by chance, by less than half a point in a hundred.
    assert all(after > before - 0.005 for before, after in pairwise(shares))
    assert shares[-1] <= found.asymptote.on_time.mean + 0.005


def test_the_answer_is_the_smallest_number_that_surely_meets_the_target(setting: Setting) -> None:
    found = frontier(setting, ROLE, 0.8, replications=30)
    low = {one.posts: one.low for one in (*found.points, found.asymptote)}
    assert found.smallest is not None
    assert low[found.smallest] >= 0.8
    assert all(bound < 0.8 for count, bound in low.items() if count < found.smallest)
    assert f" takes {found.smallest} lead social worker posts (4 now), with 95% confidence: " in told(found)


def test_what_no_number_of_posts_reaches_is_named_with_its_cause() -> None:
    gone = prepare(tiny({"partners": {"health": 0.2, "education": 0.2, "police": 0.2}}))
    said: list[str] = []
    found = frontier(gone, ROLE, 0.99, replications=10, points=3, say=said.append)
    assert found.smallest is None
    assert "is not reachable, because with 20 lead social worker posts (4 now) it is " in told(found)
    assert "too few partners came" in told(found).split("late then: ")[1].split(";")[0]
    assert said[0] == "20 posts"


def test_too_few_to_begin_the_work_are_no_answer_however_good_their_share_looks() -> None:
    """Conferences that no chair holds start no plans, and what follows from plans never falls due."""
    crowded = prepare(tiny({"cases": {"enquiries": 900}, "staff": staff(workers=30, teams=2)}))
    found = frontier(crowded, "conference_chair", 0.5, replications=6, points=3)
    over = [one for one in found.points if one.demand.mean >= 1]
    assert found.smallest is not None
    assert over
    assert all(one.posts < found.smallest for one in over)
    assert any(one.low >= found.target for one in over)


def test_from_the_answer_on_every_number_that_was_tried_meets_the_target(setting: Setting) -> None:
    for target in (0.86, 0.88, 0.9, 0.92):
        found = frontier(setting, ROLE, target, replications=4, points=12)
        tried = [*found.points, found.asymptote]
        if found.smallest is not None:
            assert all(one.meets(target) for one in tried if one.posts >= found.smallest)
            assert not next(one for one in tried if one.posts == found.smallest - 1).meets(target)


def test_where_another_role_falls_behind_no_number_is_an_answer() -> None:
    crowded = prepare(tiny({"cases": {"enquiries": 900}, "staff": staff(workers=2, teams=2)}))
    found = frontier(crowded, "conference_chair", 0.3, replications=4, points=3)
    assert found.smallest is None
    assert found.asymptote.busiest == ROLE
    assert "cannot be answered by conference chair posts" in told(found)
    assert "is asked of lead social workers, who fall behind without end" in told(found)


@pytest.mark.parametrize(
    ("role", "target", "message"),
    [
        ("lead_worker", 0.9, "did you mean 'lead_social_worker'"),
        (ROLE, 95.0, "not between 0 and 1"),
    ],
    ids=["role", "target"],
)
def test_a_question_without_sense_is_refused(setting: Setting, role: str, target: float, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        frontier(setting, role, target)


def test_a_role_without_posts_has_no_frontier(setting: Setting) -> None:
    none = Setting(
        setting.scenario,
        setting.policy,
        setting.calendar,
        setting.acts,
        setting.duties,
        {},
        setting.inputs._replace(role=np.zeros_like(setting.inputs.role)),
    )
    with pytest.raises(InvalidInput, match="no post of this role"):
        frontier(none, "conference_chair", 0.9)


def test_where_more_posts_may_reach_the_target_or_not_neither_is_said(setting: Setting) -> None:
    known = frontier(setting, ROLE, 0.99, replications=10, points=3)
    between = replace(known, target=known.asymptote.on_time.mean)
    assert " is not surely reachable: with 20 lead social worker posts (4 now) it is " in told(between)
    assert " is not reachable, because " in told(replace(known, target=known.asymptote.on_time.high + 0.001))


def test_posts_with_which_what_is_overdue_grows_are_no_answer() -> None:
    few = {"run": {"days": 500}, "people": {"limit": 1}, "cases": {"enquiries": 200}}
    found = frontier(prepare(tiny({**few, "staff": staff(workers=12, teams=2)})), ROLE, 0.02, replications=4, points=3)
    now = next(one for one in found.points if one.posts == found.present)
    assert now.demand.mean < 1
    assert now.low > 0.02
    assert now.unsteady
    assert not now.meets(0.02)


def test_where_ample_posts_fall_behind_too_no_number_is_an_answer(setting: Setting) -> None:
    known = frontier(setting, ROLE, 0.5, replications=4, points=3)
    grown = replace(known, smallest=None, asymptote=replace(known.asymptote, grows=True))
    assert "with 20 lead social worker posts (4 now), what is overdue still grows." in told(grown)


def test_the_present_number_of_posts_is_among_the_points(setting: Setting) -> None:
    assert 4 in {one.posts for one in frontier(setting, ROLE, 0.99, replications=2, points=2).points}
