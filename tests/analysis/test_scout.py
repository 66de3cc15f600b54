"""The scout finds plays as short as those found one position after the other, and goes through like days once."""

from datetime import date

import pytest

from model.analysis.adversity import Adversity
from model.analysis.doom import Hunt
from model.analysis.game import QUIET, Game, winning
from model.analysis.scout import Cause, Scout, Seen
from model.calendar import england_and_wales
from model.compiled.compile import unsplit
from tests.analysis.test_doom import CLASH, EXCUSED, TEN_DAYS
from tests.miniatures import MEET, PLAN, duty, policy

FIRST, LAST = date(2015, 12, 21), date(2016, 1, 31)
CHOOSES = duty('when = "core_group_scheduled"\nforbid = "child_seen"\nwithin = "1 week"\n', "a") + duty(
    PLAN + 'then = "child_seen"\nwithin = "5 days"\n', "b"
)
# Who tries on a Friday, in vain, has nobody to see the child by Saturday.
TRIES = duty(PLAN + MEET + 'within = "10 days"\nuntil = "plan_discharged"\n', "a") + duty(
    'when = "core_group_abandoned"\nthen = "child_seen"\nwithin = "1 day"\n', "b"
)
GAMES = {
    "one-duty": (TEN_DAYS, Adversity(1)),
    "failures": (TEN_DAYS, Adversity(3)),
    "clash": (CLASH, Adversity(1)),
    "choice": (CHOOSES, Adversity(1)),
    "attempt": (TRIES, Adversity(1)),
    "away": (EXCUSED, Adversity(1, away=2)),
}


def game(text: str, adversity: Adversity, last: date = LAST) -> Game:
    return winning(unsplit([policy(text)], england_and_wales()), adversity, FIRST, last, rules=QUIET)


def scouted(played: Game, most: int) -> dict[Cause, Seen]:
    scout = Scout(played, most, FIRST, played.last)
    scout.run()
    return scout.seen


def one_by_one(played: Game, most: int) -> dict[Cause, Seen]:
    hunt = Hunt(played, Seen(most, (played.until - played.first).days, played.until), played.last)
    return {cause: Seen(found.trail.events, found.trail.days, found.day) for cause, found in hunt.plays().items()}


@pytest.mark.slow
@pytest.mark.parametrize(("text", "adversity"), GAMES.values(), ids=GAMES)
def test_the_shortest_plays_are_as_short_as_those_found_one_position_after_the_other(
    text: str, adversity: Adversity
) -> None:
    played = game(text, adversity)
    for most in (1, 2, 3):
        assert scouted(played, most) == one_by_one(played, most)
    assert scouted(played, 3)


def test_all_causes_are_among_those_that_are_compared() -> None:
    assert {cause for text, adversity in GAMES.values() for cause in scouted(game(text, adversity), 3)} == set(Cause)


def test_a_day_like_another_is_gone_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    through, days = Scout.through, []

    def counted(self: Scout, day: date, lengths: object) -> object:
        days.append(day)
        return through(self, day, lengths)  # type: ignore[arg-type]

    monkeypatch.setattr(Scout, "through", counted)
    played = game(TEN_DAYS, Adversity(1), date(2017, 12, 31))
    assert scouted(played, 2) == one_by_one(played, 2)
    assert len(days) < (played.until - played.first).days / 2
