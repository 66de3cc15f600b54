"""Other numbers of posts: the office that a scenario with so many would be, everybody with the draws they had."""

from itertools import pairwise

import numpy as np
import pytest

from simulations.inputs import Inputs, Setting, prepare
from simulations.scenario import ROLES
from simulations.staffing import AMPLE, ample, posts, with_posts
from tests.simulations.offices import staff, tiny

ROLE = "lead_social_worker"


@pytest.fixture(scope="module")
def setting() -> Setting:
    return prepare(tiny({"staff": staff(workers=2, teams=2, chairs=2)}))


def differing(one: Inputs, other: Inputs) -> list[str]:
    return [name for name in Inputs._fields if not np.array_equal(getattr(one, name), getattr(other, name))]


@pytest.mark.parametrize("role", ROLES)
def test_with_as_many_posts_as_there_are_it_is_the_same_office(setting: Setting, role: str) -> None:
    assert differing(with_posts(setting.inputs, role, posts(setting.inputs, role)), setting.inputs) == []


@pytest.mark.parametrize("workers", [1, 3, 4, 7])
def test_with_other_posts_it_is_the_office_of_a_scenario_that_has_so_many(setting: Setting, workers: int) -> None:
    other = prepare(tiny({"staff": staff(workers=workers, teams=2, chairs=2)})).inputs
    assert differing(with_posts(setting.inputs, ROLE, 2 * workers), other) == []


def test_posts_are_dealt_out_to_the_teams_in_turn_and_keep_their_names(setting: Setting) -> None:
    made = [with_posts(setting.inputs, ROLE, count) for count in range(1, 9)]
    workers = [one.role == ROLES.index(ROLE) for one in made]
    teams = [np.bincount(one.team[own], minlength=2).tolist() for one, own in zip(made, workers, strict=True)]
    assert teams == [[1, 0], [1, 1], [2, 1], [2, 2], [3, 2], [3, 3], [4, 3], [4, 4]]
    names = [set(one.post_name.tolist()) for one in made]
    assert all(fewer < more for fewer, more in pairwise(names))


def test_an_ample_office_has_everybody_with_their_names_and_three_new_ones_for_each(setting: Setting) -> None:
    many, own = ample(setting.inputs), setting.inputs.post_name
    assert len(many.role) == AMPLE * len(own) == len(set(many.post_name.tolist()))
    assert set(own.tolist()) < set(many.post_name.tolist())
    assert many.limit == 0
    full = prepare(tiny({"staff": staff(workers=8, managers=4, chairs=8, teams=2)})).inputs
    assert set(differing(many, full)) <= {"limit"}


def test_a_role_of_unlike_entries_grows_by_both(setting: Setting) -> None:
    first, *others = setting.scenario.tables["staff"]
    inputs = prepare(tiny({"staff": [first, {**first, "hours": 20.0}, *others]})).inputs
    many = with_posts(inputs, ROLE, 12)
    minutes = many.base[many.role == ROLES.index(ROLE)]
    assert sorted(minutes.tolist()) == [144] * 4 + [266] * 8
