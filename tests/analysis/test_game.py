"""The day game: who can keep what against whom; the same as a naive play day by day, and cases by hand."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

import pytest

from model.analysis.adversity import Adversity
from model.analysis.following import AT_LEAST, Followed
from model.analysis.game import AGAINST, QUIET, TOGETHER, Game, Rules, winning
from model.analysis.luck import Luck
from model.calendar import england_and_wales
from model.compiled.compile import unsplit
from model.compiled.compiled import Compiled
from model.compiled.packing import Packing
from model.compiled.step import State, begin, met, nightfall
from model.kinds import Chooser
from model.policy import load_policy
from tests.miniatures import BACKWARD, DUTY, MEET, PLAN, SIX_WEEKS, duty, policy
from tests.miniatures import TEN_DAYS as TEN_DAYS_FOR_EVER

CALENDAR = england_and_wales()
FIRST, LAST = date(2015, 12, 14), date(2016, 1, 10)
ENDS = 'until = "plan_discharged"\n'
TEN_DAYS = TEN_DAYS_FOR_EVER + ENDS
AFTER_REVIEW = 'when = "rcpc_held"\nthen = "core_group_held"\nwithin = "10 days"\n' + ENDS
TOO_FEW = 'when = { event = "core_group_abandoned", reason = "too_few_present" }\n'
DELAY = """
[[excuse]]
id = "delay"
clauses = ["2"]
covers = ["it"]
when = { event = "core_group_delay_authorised", by = "line_manager" }
says = "The line manager may delay it."
"""


@lru_cache(maxsize=64)
def compiled(text: str) -> Compiled:
    return unsplit([policy(text)], CALENDAR)


def soon(last: date = LAST) -> Followed:
    """So far that ten days pass, and no other Christmas comes."""
    return Followed(last, 11, last + timedelta(days=11))


def played(text: str, adversity: Adversity, rules: Rules = AGAINST, first: date = FIRST, last: date = LAST) -> Game:
    return winning(compiled(text), adversity, first, last, rules=rules, followed=soon(last))


# ---- by hand


def test_a_duty_that_outlives_the_plan_cannot_be_kept_against_who_ends_the_plan() -> None:
    assert not played(TEN_DAYS_FOR_EVER, Adversity()).kept


@pytest.mark.parametrize("failures", [0, 1, 2])
def test_ten_days_can_be_kept_over_christmas_though_two_attempts_fail(failures: int) -> None:
    assert played(TEN_DAYS, Adversity(failures)).kept


def test_ten_days_cannot_be_kept_over_christmas_where_three_attempts_fail() -> None:
    game = played(TEN_DAYS, Adversity(3))
    assert not game.kept
    assert [game.keeps(date(2015, 12, day)) for day in (23, 24, 25)] == [False, False, True]


def test_all_together_keep_what_an_opponent_would_prevent() -> None:
    assert played(TEN_DAYS, Adversity(3), TOGETHER).kept
    assert played(duty(AFTER_REVIEW, "a") + duty(BACKWARD, "b"), Adversity(), TOGETHER).kept


def test_a_review_without_warning_cannot_be_prepared() -> None:
    assert not played(BACKWARD, Adversity()).kept
    assert played(BACKWARD, Adversity(), QUIET).kept


def test_a_meeting_due_on_a_sunday_is_kept_only_by_who_can_meet_before() -> None:
    one_day = PLAN + MEET + 'within = "1 day"\n'
    # A conference on a Friday: Saturday is the last day, nobody meets on it, and on Friday it was not yet called.
    assert not played(one_day, Adversity()).kept
    assert played(PLAN + 'then = "child_seen"\nwithin = "3 days"\n', Adversity(), first=date(2016, 1, 4)).kept


def test_a_meeting_that_was_already_called_for_needs_no_further_notice() -> None:
    both = duty(TEN_DAYS, "a") + duty(SIX_WEEKS, "c") + duty(AFTER_REVIEW.replace("10 days", "0 days"), "b")
    # A review on any day asks for a core group on the same day: possible once one was called for on an earlier day, but
    # not after one failed, and not on the day of the conference.
    assert not played(both, Adversity()).kept
    game = played(both, Adversity(), QUIET)
    assert game.kept


def test_only_what_is_the_agencys_to_keep_is_watched_unless_that_is_said() -> None:
    chairs = PLAN + 'then = "rcpc_held"\nwithin = "10 days"\n'
    assert played(chairs, Adversity()).kept
    assert not winning(compiled(chairs), Adversity(), FIRST, LAST, watched=1).kept
    assert winning(compiled(chairs), Adversity(), FIRST, LAST, watched=1, rules=TOGETHER).kept


@pytest.mark.parametrize(("away", "kept"), [(None, False), (0, True), (10, True), (11, False)])
def test_an_excuse_saves_where_who_decides_it_is_there_in_time(away: int | None, kept: bool) -> None:
    # Three attempts fail after Christmas Eve; the excuse can be decided on 11 days, to 3 January.
    assert played(DUTY + TEN_DAYS + DELAY, Adversity(3, away=away)).kept is kept


def test_a_failed_attempt_starts_what_its_record_triggers() -> None:
    # After a meeting to which too few came the next one has to be held on the same day: no notice would do.
    again = duty(TEN_DAYS, "a") + duty(TOO_FEW + MEET + 'within = "0 days"\n' + ENDS, "b")
    assert played(again, Adversity(0)).kept
    assert not played(again, Adversity(1)).kept


def test_a_failure_recorded_without_a_meeting_in_the_game_uses_a_failure_up() -> None:
    seen = TOO_FEW + 'then = "child_seen"\nwithin = "0 days"\n'
    assert played(seen, Adversity(0)).kept
    assert not played(seen, Adversity(1)).kept


def test_the_states_of_a_day_are_packed_and_begin_with_the_empty_case() -> None:
    game = played(TEN_DAYS, Adversity(3))
    states = game.states(date(2015, 12, 25))
    assert 0 in states[Luck(3, (0,), 0)]
    assert 0 not in game.states(FIRST)[Luck(3, (0,), 0)]
    unpacked = {Packing(compiled(TEN_DAYS)).unpack(one) for one in states[Luck(0, (0,), 0)]}
    assert all(state in game.board.arena.layers[0] for state in unpacked)
    assert max(state.counters[0] for state in unpacked) == 10
    assert sum(map(len, states.values())) == int(game.wins(date(2015, 12, 25)).sum())


# ---- the naive program


class Naive:
    """The game in plain words, one position after the other, for meetings after a conference or a review."""

    def __init__(self, compiled: Compiled, last: date) -> None:
        self.compiled, self.last = compiled, compiled.day(last)
        self.wins = lru_cache(maxsize=None)(self.morning)

    def morning(self, state: State, failures: int, wait: int, column: int) -> bool:
        return column > self.last or self.group(state, failures, wait, column, 0)

    def group(self, state: State, failures: int, wait: int, column: int, at: int) -> bool:
        if at == len(self.compiled.groups):
            night = nightfall(self.compiled, state)
            following = int(self.compiled.calendar.working[column + 1])
            return not night.broken and self.wins(night.state, failures, max(0, wait - following), column + 1)
        letters = range(*self.compiled.groups[at])
        agency = self.compiled.letters[letters[0]].chosen_by is Chooser.AGENCY
        answers = [self.group(state, failures, wait, column, at + 1)]
        if self.compiled.calendar.working[column] and not (agency and wait):
            answers += [one for letter in letters for one in self.after(state, failures, wait, column, at, letter)]
        return any(answers) if agency else all(answers)

    def after(self, state: State, failures: int, wait: int, column: int, at: int, letter: int) -> Sequence[bool]:
        outcome = met(self.compiled, state, letter, column)
        if outcome.state is None:
            return ()
        called = any(outcome.state.counters) and not any(state.counters)
        held = self.group(outcome.state, failures, 1 if called else wait, column, at + 1)
        if self.compiled.letters[letter].chosen_by is Chooser.AGENCY and failures:
            held = held and self.group(state, failures - 1, 1, column, at + 1)
        return (held and not outcome.broken,)


@pytest.mark.parametrize("failures", [0, 1, 3])
@pytest.mark.parametrize("text", [TEN_DAYS, duty(TEN_DAYS, "a") + duty(AFTER_REVIEW, "b")])
def test_the_game_is_won_where_the_naive_program_wins(text: str, failures: int) -> None:
    without_endings = unsplit([policy(text)], CALENDAR, endings=False)
    game = winning(without_endings, Adversity(failures), FIRST, date(2016, 1, 2), followed=soon(date(2016, 1, 2)))
    naive = Naive(without_endings, game.until)
    arena = game.board.arena
    for day in (date(2015, 12, 14), date(2015, 12, 24), date(2015, 12, 28), date(2016, 1, 2)):
        wins, column = game.wins(day), without_endings.day(day)
        for row, state in enumerate(arena.layers[0]):
            for number, luck in enumerate(arena.lucks.every):
                assert wins[row, number] == naive.wins(state, luck.failures, luck.waits[0], column), (day, state, luck)
    assert arena.layers[0][begin(without_endings)] == 0


@pytest.mark.slow
def test_brents_core_groups_can_be_kept_though_two_attempts_fail_but_not_three() -> None:
    brent = load_policy("brent")
    ids = ("first-core-group", "core-group-interval", "core-group-after-review")
    found = unsplit([brent], CALENDAR, demands=lambda _, one: one.id in ids)
    year = (date(2015, 1, 1), date(2015, 12, 31))
    assert [winning(found, Adversity(failures), *year).kept for failures in (0, 2, 3)] == [True, True, False]


def test_a_game_is_played_as_long_as_a_search_follows_a_case() -> None:
    found = winning(compiled(TEN_DAYS), Adversity(), FIRST, LAST)
    assert found.until == LAST + timedelta(days=AT_LEAST)
    half_a_year = winning(compiled(TEN_DAYS.replace("10 days", "300 days")), Adversity(), FIRST, LAST)
    assert half_a_year.until == LAST + timedelta(days=600)


def test_a_game_ends_with_the_calendar() -> None:
    last = CALENDAR.last
    assert winning(compiled(TEN_DAYS), Adversity(3), last - timedelta(days=20), last).until == last


def test_what_comes_long_after_the_last_start_day_of_a_case_can_be_lost() -> None:
    # The conference is in summer, and the plan ends at Christmas: three attempts of ten days fail.
    after = 'when = "plan_discharged"\nthen = "tac_held"\nwithin = "10 days"\nuntil = "icpc_held"\n'
    summer = date(2015, 7, 1)
    assert [winning(compiled(after), Adversity(failures), summer, summer).kept for failures in (2, 3)] == [True, False]
