"""A changed policy is read as if the whole of it had been read."""

from dataclasses import replace

import pytest

from model.conformance.mutants import mutants
from model.conformance.reread import reread
from model.errors import InvalidInput
from model.policy import Policy, load_policy
from model.policy.overlay import overlaid
from model.policy.parse import parse
from tests.conformance.systems import york


def changed(policy: Policy, **change: object) -> dict[str, object]:
    return overlaid(policy.tables, change, "x")


@pytest.mark.parametrize(
    "change",
    [
        {"set": [{"duty": "first-core-group", "within": "9 working days"}]},
        {"counting": {"first_day": "same-day"}},
        {"abolish": [{"excuse": "line-manager-delays"}]},
    ],
    ids=["duty", "counting", "excuse"],
)
def test_what_is_read_again_is_what_would_be_read(change: dict[str, object]) -> None:
    brent = load_policy("brent")
    tables = changed(brent, **change)
    found, whole = reread(tables, brent), parse(tables, brent.id)
    assert (found.duties, found.excuses, found.counting) == (whole.duties, whole.excuses, whole.counting)
    assert found.tables == tables


def test_every_mutant_of_a_duty_is_read_as_the_whole_is() -> None:
    brent = load_policy("brent")
    some = [one for one in mutants(brent.tables, "brent-2014") if one.section == "duty"][::9]
    assert len(some) > 5
    for mutant in some:
        assert reread(mutant.tables, brent).duties == parse(mutant.tables, brent.id).duties


def test_what_is_not_changed_is_the_policy_itself() -> None:
    assert reread(dict(york().tables), york()) is york()


def test_of_a_part_of_a_policy_only_that_part_is_read() -> None:
    tables = changed(york(), set=[{"duty": "first-review", "within": "4 months"}])
    assert [one.id for one in reread(tables, york()).duties] == [
        one for one in (entry["id"] for entry in york().tables["duty"]) if one in york().duty_ids
    ]


def test_duties_of_which_there_are_versions_are_read_with_all_others() -> None:
    first = york().tables["duty"][0]
    versions = [{**first, "in_force_until": first["in_force"]}] if "in_force" in first else [first]
    twice = replace(york(), tables={**york().tables, "duty": [*york().tables["duty"], *versions]})
    with pytest.raises(InvalidInput, match="duplicate-id"):
        reread({**twice.tables, "duty": [*twice.tables["duty"], first]}, twice)


def test_what_is_no_policy_is_refused() -> None:
    entries = [{**one, "within": "soon"} if one["id"] == "first-review" else one for one in york().tables["duty"]]
    with pytest.raises(InvalidInput, match="bad-period"):
        reread({**york().tables, "duty": entries}, york())
