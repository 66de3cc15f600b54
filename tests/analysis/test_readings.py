"""What a reading matters is measured on every start day, and shown by the shortest case."""

from datetime import date

import pytest

from model.analysis import moved
from model.analysis.readings import ONE_CASE, ONLY_TRIED, TOO_MANY, Apart, Matter, readings, touched_by
from model.calendar import england_and_wales
from model.policy import Policy, Strength, load_policy
from tests import miniatures as mini

FIRST, LAST = date(2014, 12, 1), date(2015, 1, 31)
TEN_DAYS = """
[[reading]]
id = "ten"
phrase = "ten days"
clauses = ["1"]
default = "days"
reason = "So it is written."
[[reading.choice]]
id = "days"
means = "ten days"
[[reading.choice]]
id = "other"
means = "something else"
"""
TEN = mini.duty(mini.PLAN + mini.MEET + 'within = "10 days"\n')
UNTOUCHED = mini.duty('when = "core_group_held"\nrequires = { plan_explained = true }\n', "explained")


def under_choice(change: str, duties: str = TEN) -> Policy:
    return mini.policy(duties + UNTOUCHED + TEN_DAYS + change)


def matters(policy: Policy) -> Matter:
    (found,) = readings(policy, england_and_wales(), FIRST, LAST)
    return found


def test_ten_days_and_ten_working_days_always_part_and_most_at_christmas() -> None:
    found = matters(under_choice('set = [{ duty = "it", within = "10 working days" }]\n'))
    assert (found.share, found.exact, found.duties) == (1.0, True, ("it",))
    # Least from a Sunday: the tenth working day is the Friday 12 days later. Most from
    # Thursday 18 December 2014: 28 December, or (25, 26 December and 1 January are none) Tuesday 6 January.
    assert found.apart == Apart(least=2, middle=4.0, most=9)
    assert found.conflict is not None
    assert (found.conflict.side, len(found.conflict.events)) == (0, 1)
    assert found.coverage.exhaustive


def test_a_window_that_is_the_same_in_other_words_matters_on_no_day() -> None:
    found = matters(under_choice('set = [{ duty = "it", within = { sooner_of = ["10 days", "2 weeks"] } }]\n'))
    assert (found.share, found.apart, found.conflict) == (0.0, None, None)


def test_another_response_matters_on_every_day_on_which_the_case_can_begin() -> None:
    found = matters(under_choice('set = [{ duty = "it", then = "core_group_scheduled" }]\n'))
    assert (found.share, found.exact, found.apart) == (1.0, True, None)
    assert found.conflict is not None
    assert len(found.conflict.events) == 2


def test_a_duty_that_a_choice_takes_away_is_breached_under_the_default_only() -> None:
    found = matters(under_choice('abolish = [{ duty = "it" }]\n'))
    assert found.conflict is not None
    assert found.conflict.side == 0
    assert found.share == 1.0


# A booking for 10 or 11 January is too soon under one choice only, and nobody books two weeks ahead in the case shown.
BOOKED = 'when = "core_group_scheduled"\nrequires = { for = { at_least = 2015-01-10 } }\n'
LATER = 'set = [{ duty = "it", requires = { for = { at_least = 2015-01-12 } } }]\n'


def test_a_case_that_separates_on_some_days_only_says_that_it_is_not_exact() -> None:
    found = matters(under_choice(LATER, mini.duty(BOOKED)))
    assert 0 < found.share < 1
    assert (found.exact, found.missing) == (False, ONE_CASE)


def test_a_search_for_other_days_that_takes_too_long_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moved, "MOST_JUDGED", 3)
    found = matters(under_choice(LATER, mini.duty(BOOKED)))
    assert (found.exact, found.missing) == (False, TOO_MANY)


SETTLED = 'set = [{ in = "counting", due_on_closed_day = "next-working-day" }]\n'
POWER = """
[[power]]
id = "directs"
clauses = ["1"]
says = "The chair may direct."
retimes = ["it"]
when = { event = "chair_direction_given", subject = "core_group_interval" }
sets = "interval"
applies = "next-interval"
"""


def test_what_becomes_of_closed_due_days_is_no_matter_for_conditions_that_count_days() -> None:
    body = 'when = "core_group_scheduled"\nrequires = { for = { at_least = "5 working days", after = "on" } }\n'
    assert matters(under_choice(SETTLED, mini.duty(body))).duties == ()


def test_the_days_of_a_duty_that_can_be_directed_count_with_the_intervals_that_a_direction_sets() -> None:
    # Six days from a Sunday or Monday end on a weekend, three from a Wednesday or Thursday, twelve from a Monday or
    # Tuesday.
    again = 'when = "core_group_held"\n' + mini.MEET
    plain = mini.duty(again + 'within = "6 days"\nuntil = "plan_discharged"\n')
    alone, directed = (matters(under_choice(SETTLED, text)) for text in (plain, plain + POWER))
    assert alone.exact
    assert directed.exact
    assert 0.25 < alone.share < 0.4
    assert 0.7 < directed.share < 0.9
    assert alone.apart == directed.apart


def test_a_reading_of_how_strong_a_word_is_changes_no_finding() -> None:
    found = matters(under_choice('set = [{ duty = "it", strength = "should" }]\n'))
    assert (found.duties, found.share, found.conflict, found.weighed) == ((), 0.0, None, ("it",))


def test_a_reading_of_how_strong_a_word_is_takes_a_duty_away_from_what_must_be_done() -> None:
    policy = under_choice('set = [{ duty = "it", strength = "should" }]\n')
    (found,) = readings(policy, england_and_wales(), FIRST, LAST, strength=Strength.MUST)
    assert (found.duties, found.share, found.weighed) == (("it",), 1.0, ())
    assert found.conflict is not None
    assert found.conflict.side == 0


def test_what_is_no_more_than_one_should_do_is_left_out_where_that_is_asked() -> None:
    policy = under_choice('set = [{ duty = "it", within = "12 days" }]\n', TEN.replace('"must"', '"should"'))
    assert matters(policy).duties == ("it",)
    (found,) = readings(policy, england_and_wales(), FIRST, LAST, strength=Strength.MUST)
    assert (found.duties, found.conflict) == ((), None)


def test_what_no_reading_touches_is_certain() -> None:
    policy = under_choice('set = [{ duty = "it", within = "10 working days" }]\n')
    assert touched_by(policy, england_and_wales(), FIRST, LAST) == {"it": ("ten",), "explained": ()}


def test_counting_touches_only_what_is_counted() -> None:
    policy = under_choice('set = [{ in = "counting", first_day = "same-day" }]\n')
    found = matters(policy)
    assert found.duties == ("it",)
    assert found.apart == Apart(-1, -1.0, -1)


def test_progress_is_told_choice_by_choice() -> None:
    seen: list[tuple[int, int]] = []
    policy = under_choice('abolish = [{ duty = "it" }]\n')
    readings(policy, england_and_wales(), FIRST, LAST, lambda *at: seen.append(at))
    assert seen == [(1, 1)]


def test_ten_days_of_the_text_touch_two_duties() -> None:
    brent = load_policy("brent")
    touched = touched_by(brent, england_and_wales(), FIRST, LAST)
    assert {id for id, by in touched.items() if "ten-days" in by} == {"core-group-after-review", "tac-after-discharge"}
    assert touched["record-complete"] == ()


def test_what_was_only_tried_on_small_cases_is_no_exact_share() -> None:
    # The interval of an earlier plan can run on beside that of a new one with another direction: no search holds both.
    found = matters(under_choice(SETTLED, mini.duty(mini.PLAN + mini.MEET + 'within = "6 days"\n') + POWER))
    assert (found.exact, found.missing) == (False, ONLY_TRIED)
    assert 0.7 < found.share < 0.9
