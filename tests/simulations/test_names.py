"""A post is known by what it is: who is added elsewhere in the list changes nobody's leave, sickness or vacancy."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from model import InvalidInput
from simulations.engine import workspaces
from simulations.inputs import Inputs, prepare
from simulations.kernel import memory as at
from simulations.kernel.people import PERCENT, PERCENT_MASK, WHY
from simulations.load import load_scenario
from simulations.names import common, entry_names
from simulations.plain import Office
from simulations.scenario import Staff
from tests.simulations.offices import staff, tiny
from tests.simulations.simpy_twin.rules import Rules, drawing
from tests.simulations.simpy_twin.world import World

# Of every post, in the order of the list: why it is away and its percent of a load on every day.
Days = list[tuple[list[int], list[int]]]
RESTLESS = {"ill_spells": 4, "turnover": 0.5, "vacant": 0.3, "newcomer_load": 0.5}


def plain(inputs: Inputs) -> Days:
    return [(list(map(int, one.absent)), one.percent) for one in Office(inputs, 3).posts]


def simpy(inputs: Inputs) -> Days:
    return [(list(one.state), list(one.percent)) for one in World(Rules(inputs), drawing(inputs.seed, 3)).posts]


def kernel(inputs: Inputs) -> Days:
    workspace = workspaces(inputs, 0, 1)[0]
    workspace.run(3)
    days = inputs.horizon - inputs.first
    rosters = workspace.m[workspace.m[at.ROSTERS] :][: days * (len(inputs.role) + 1)].reshape(-1, days)
    return [((row & WHY).tolist(), (row >> PERCENT & PERCENT_MASK).tolist()) for row in rosters[1:]]


ENGINES: dict[str, Callable[[Inputs], Days]] = {"plain": plain, "simpy": simpy, "kernel": kernel}


def office(entries: list[dict[str, Any]]) -> Inputs:
    return prepare(tiny({"staff": entries, "people": RESTLESS})).inputs


def more(place: int) -> list[dict[str, Any]]:
    """The staff of two teams with one post more in one of the entries."""
    return [{**one, "posts": one["posts"] + (number == place)} for number, one in enumerate(staff(teams=2))]


def new(place: int) -> list[dict[str, Any]]:
    """The staff of two teams with a new entry of one post, a chair who is on call, before the entry at a place."""
    entries = staff(teams=2)
    return [*entries[:place], {**entries[-1], "team": "on call"}, *entries[place:]]


# Posts 0 to 4 are the first team's, 5 to 9 the second's, 10 is the chair. Where the added post then stands.
ADDED = [
    *((f"to entry {entry}", more(entry), place) for entry, place in enumerate((4, 5, 9, 10, 11))),
    *((f"before entry {entry}", new(entry), place) for entry, place in ((0, 0), (1, 4), (3, 9), (5, 11))),
]


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("entries", "place"), [case[1:] for case in ADDED], ids=[case[0] for case in ADDED])
def test_an_added_post_leaves_everybody_elses_days_as_they_were(
    engine: str, entries: list[dict[str, Any]], place: int
) -> None:
    before, after = (ENGINES[engine](office(one)) for one in (staff(teams=2), entries))
    assert after[:place] + after[place + 1 :] == before


def test_everybody_has_days_of_their_own() -> None:
    days = plain(office(staff(teams=2)))
    assert len({str(one) for one in days}) == len(days) == 11


def test_the_order_of_the_list_is_nobodys_luck() -> None:
    forward, backward = office(staff(teams=2)), office(staff(teams=2)[::-1])
    one, other = (dict(zip(each.post_name.tolist(), plain(each), strict=True)) for each in (forward, backward))
    assert one == other


def test_part_timers_of_a_team_keep_their_days_where_it_gets_another_full_post() -> None:
    full, part = staff()[0], {**staff()[0], "hours": 20.0, "posts": 2}
    before, after = (plain(office([{**full, "posts": count}, part, *staff()[1:]])) for count in (3, 4))
    assert after[:3] + after[4:] == before


@pytest.mark.parametrize("name", ["brent-2024", "england-2024", "york-2020-surge", "york-2024"])
def test_the_names_of_a_preset_are_different_and_of_47_bits(name: str) -> None:
    names = prepare(load_scenario(name, {"run": {"days": 1, "warm_up": 0}})).inputs.post_name
    assert len(set(names.tolist())) == len(names)
    assert 0 <= names.min() <= names.max() < 1 << 47


def test_names_are_the_same_everywhere() -> None:
    entry = Staff("north", "lead_social_worker", posts=3, minutes=444, other=0.0, meetings=1.0)
    assert entry_names([entry, entry]) == [0x779449920000, 0x14961CA0000]


def test_teams_whose_people_would_share_their_draws_are_refused_with_their_names() -> None:
    """With names of 30 bits the first two of some ten thousands of teams that are alike are soon found."""
    seen: dict[int, str] = {}
    alike = next(
        (other, f"team {number}")
        for number in range(10**6)
        if (other := seen.setdefault(common("conference_chair", f"team {number}", 0), f"team {number}"))
        != f"team {number}"
    )
    *others, chair = staff()
    with pytest.raises(InvalidInput) as error:
        prepare(tiny({"staff": [*others, *({**chair, "team": team} for team in alike)]}))
    assert [(fault.code, fault.value) for fault in error.value.faults] == [("same-draws", team) for team in alike]


def test_no_names_are_shared_by_the_posts_of_the_largest_office() -> None:
    entries = [Staff(f"t{number}", "lead_social_worker", 10_000, 444, 0.0, 1.0) for number in range(20)]
    starts = np.sort(entry_names(entries))
    # With four times the posts, as the ample office has them.
    assert np.diff(starts).min() > 4 * 10_000
