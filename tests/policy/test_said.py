"""The sentence of a duty names no period but those of its rule, or the program warns."""

import pytest

from model.policy import built_in, load_policy
from model.policy.load import policy_from_text
from model.policy.said import WORDS, periods, slips
from tests import miniatures


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("within 10 working days", ("10 working days",)),
        ("Within Ten Working Days", ("10 working days",)),
        ("ten-working-day limit, six-week interval", ("10 working days", "6 weeks")),
        ("ten calendar days, 2 clear days, ten days", ("10 days", "2 days")),
        ("1 month or one months", ("1 month",)),
        ("forty-five working days, 1.5 weeks, 2-3 weeks, week 2, within a week, often", ()),
        ("the 2 weeks before", ("2 weeks",)),
        ("zero days, twenty days", ("0 days", "20 days")),
    ],
)
def test_the_periods_that_a_text_names(text: str, named: tuple[str, ...]) -> None:
    assert periods(text) == named


def test_the_words_for_numbers_stand_in_their_order() -> None:
    assert (WORDS.index("two"), WORDS.index("twelve"), WORDS.index("twenty"), len(WORDS)) == (2, 12, 20, 21)


@pytest.mark.parametrize("name", built_in())
def test_the_policies_that_come_with_the_package_say_what_they_ask(name: str) -> None:
    assert list(slips(load_policy(name), name)) == []


@pytest.mark.parametrize(
    ("says", "rule", "value"),
    [
        ("Within ten working days.", 'within = "5 working days"', "10 working days"),
        ("Within ten days.", 'within = "10 working days"', "10 days"),
        ("Within ten working days.", "", "10 working days"),
        ("Within 3 weeks or 2 months.", 'within = "3 weeks"', "2 months"),
        ("Within ten working days.", 'within = "10 working days"', None),
        ("Soon.", 'within = "5 working days"', None),
        ("Not before 4 weeks, and within 6.", 'between = ["4 weeks", "6 weeks"]', None),
    ],
)
def test_a_sentence_that_names_a_period_which_the_rule_has_not_is_warned_of(
    says: str, rule: str, value: str | None
) -> None:
    duty = miniatures.DUTY.replace('says = "', f'says = "{says} ', 1)
    assert duty != miniatures.DUTY
    found = list(
        slips(miniatures.policy(duty + miniatures.PLAN + 'then = "core_group_held"\n' + rule + "\n"), "my.toml")
    )
    assert [fault.value for fault in found] == ([] if value is None else [value])
    assert [fault.place for fault in found] == ["my.toml, duty it, says"] * len(found)


def test_a_window_that_a_layer_changes_is_held_against_the_sentence_underneath() -> None:
    head = miniatures.HEAD.replace("[policy]", '[policy]\nextends = "brent-2014"')
    text = head + '[[set]]\nduty = "first-core-group"\nwithin = "5 working days"\n'
    (found,) = slips(policy_from_text(text), "my.toml")
    assert str(found) == (
        "my.toml, duty first-core-group, says: the sentence names a period that the rule does not have; it has "
        "5 working days: '10 working days' (the sentence is what people read: change it with the rule) [says-otherwise]"
    )
