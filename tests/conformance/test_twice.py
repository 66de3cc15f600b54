"""A second change to what was changed once, told in one sentence."""

from datetime import date

import pytest

from model.conformance.suspects import usable
from model.conformance.twice import both, twice
from model.policy import load_policy
from tests.conformance.systems import york
from tests.conformance.test_suspects import conference

NINE = "duty first-core-group: within 10 working days -> 9"


def test_only_the_entry_that_was_changed_is_changed_again() -> None:
    ids = [one.id for one in twice(york(), "first-core-group", [NINE])]
    assert len(ids) > 5
    assert all(id.startswith(f"{NINE}, and duty first-core-group: ") for id in ids)


def test_no_outcome_comes_twice() -> None:
    policy, entry = load_policy("brent"), "definition quorate: any "
    near = [f"{entry}without ['agencies_present']", f"{entry}[0] agencies_present count_at_least 2 -> 1"]
    told = [one.id for one in twice(policy, "first-core-group", near)]
    assert len(set(told)) == len(told)
    assert len(told) < sum(len(list(twice(policy, "first-core-group", [one]))) for one in near)


@pytest.mark.parametrize("id", ["counting: first_day same-day", "excuse line-manager-delays: dropped", "another"])
def test_what_changes_no_entry_is_not_changed_again(id: str) -> None:
    assert list(twice(load_policy("brent"), "core-group-interval", [id])) == []


def test_it_answers_by_both_changes() -> None:
    probe = conference(date(2015, 1, 5), date(2015, 1, 20))
    one = next(one for one in twice(york(), "first-core-group", [NINE]) if one.id.endswith("until dropped"))
    answers = usable(one, probe, ("first-core-group",)) or {}
    assert [answered.due for answered in answers.values()] == [date(2015, 1, 16)]


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("knows no x (duty a)", "takes 2 for 3 (duty a)", "knows no x, and takes 2 for 3 (duty a)"),
        ("knows no x (duty a)", "takes 2 for 3 (duty b)", "knows no x (duty a), and takes 2 for 3 (duty b)"),
        ("knows no x", "takes 2 for 3 (duty b)", "knows no x, and takes 2 for 3 (duty b)"),
    ],
)
def test_what_both_are_about_is_named_once(one: str, other: str, words: str) -> None:
    assert both(one, other) == words
