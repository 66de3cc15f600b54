"""Keeping: what a duty survives by hand, the smallest set that cannot be kept, what is not played and why."""

from collections.abc import Sequence
from datetime import date

import pytest

from model.analysis import keep
from model.analysis.adversity import Adversity
from model.analysis.following import Followed
from model.analysis.game import Game, winning
from model.analysis.keep import CROWDED, HANDED, Kept, keeping
from model.analysis.scout import Cause
from model.calendar import england_and_wales
from model.compiled.compiled import Compiled
from model.errors import Fault, InvalidInput
from model.policy import Strength
from tests.miniatures import BACKWARD, MEET, PLAN, duty, policy

CALENDAR = england_and_wales()
MONDAY, WEDNESDAY = date(2015, 1, 5), date(2015, 1, 7)
CALM = Adversity()
ENDS = 'until = "plan_discharged"\n'
HELD = 'when = "core_group_held"\n'
EACH = HELD + 'then = { event = "record_distributed", meeting = { same_as = "on" } }\nwithin = "5 days"\n'
SEEN = PLAN + 'then = "child_seen"\nwithin = "2 weeks"\n' + ENDS
CHAIRS_OWN = HELD + 'then = "rcpc_held"\nwithin = "6 months"\n' + ENDS
MANAGER = HELD + 'requires = { chair = "line_manager" }\n'


def within(days: str) -> str:
    return PLAN + MEET + f'within = "{days}"\n' + ENDS


def kept(
    text: str,
    first: date = MONDAY,
    last: date = WEDNESDAY,
    adversity: Adversity = CALM,
    strength: Strength = Strength.MAY,
    failures: Sequence[int] = keep.FAILURES,
) -> list[Kept]:
    return list(keeping(policy(text), CALENDAR, first, last, adversity, strength, tuple(failures)))


@pytest.mark.parametrize(("days", "survives"), [(1, 0), (2, 1), (3, 2), (4, 3), (5, 3)])
def test_every_working_day_more_survives_one_failure_more_of_those_tried(days: int, survives: int) -> None:
    (part,) = kept(within(f"{days} working day{'s' * (days > 1)}"))
    assert part.survives == survives
    assert part.against == (("it",) if survives < 3 else ())


def test_a_week_over_christmas_survives_less_than_one_in_january() -> None:
    # A case may have begun in January and come to its conference at Christmas, unless the duty is no longer in force.
    spring = within("6 days") + "in_force_until = 2015-03-01\n"
    (january,), (christmas,) = kept(spring), kept(within("6 days"))
    assert january.survives == 3
    assert christmas.survives == 1


def test_what_comes_at_christmas_of_a_case_that_began_in_summer_is_played_and_shown_with_its_beginning() -> None:
    after = 'when = "plan_discharged"\nthen = "tac_held"\nwithin = "10 days"\nuntil = "icpc_held"\n'
    summer = date(2015, 7, 1)
    (part,) = kept(after, summer, summer)
    assert (part.survives, part.against) == (2, ("it",))
    assert {lost.events[0].on for lost in part.lost} == {summer}
    (surprise,) = [lost for lost in part.lost if lost.doom.cause is Cause.SURPRISE]
    assert [(event.type, event.on) for event in surprise.events[1:]] == [("plan_discharged", date(2015, 12, 24))]


def test_a_case_that_begins_with_nothing_that_is_looked_at_is_shown_where_no_other_dooms() -> None:
    # In July something happens that no duty looks at, and the conference comes on Christmas Eve.
    (part,) = kept(within("10 days"), date(2015, 7, 1), date(2015, 7, 1))
    assert part.survives == 2
    (surprise,) = [lost for lost in part.lost if lost.doom.cause is Cause.SURPRISE]
    assert [(event.type, event.on) for event in surprise.events] == [("icpc_held", date(2015, 12, 24))]


def test_a_part_is_played_as_far_as_every_search_of_the_policy_follows_cases() -> None:
    seen = SEEN.replace("2 weeks", "300 days")
    parts = kept(duty(within("2 working days"), "meeting") + duty(seen, "visit"))
    assert [part.followed and part.followed.days for part in parts] == [600, 600]


def test_more_notice_survives_fewer_failures() -> None:
    # A Monday conference, and every second working day an attempt: Wednesday, Friday.
    (part,) = kept(within("4 working days"), last=MONDAY, adversity=Adversity(notice=2))
    assert part.survives == 1


def test_what_must_be_done_before_a_review_that_comes_unannounced_is_not_kept_at_all() -> None:
    (part,) = kept(BACKWARD)
    assert (part.survives, part.against) == (None, ("it",))


def test_the_smallest_set_leaves_out_what_can_be_kept_with_it() -> None:
    # One meeting answers both: the shorter time alone is what cannot be kept.
    text = duty(within("2 working days"), "short") + duty(within("10 working days"), "long")
    (part,) = kept(text)
    assert part.duties == ("short", "long")
    assert (part.survives, part.against) == (1, ("short",))


def test_duties_that_share_no_event_are_played_apart() -> None:
    parts = kept(duty(within("2 working days"), "meeting") + duty(SEEN, "visit"))
    assert [(part.duties, part.survives) for part in parts] == [(("meeting",), 1), (("visit",), 3)]


def test_every_cause_is_shown_by_its_shortest_play() -> None:
    (part,) = kept(within("2 working days"))
    causes = {one.doom.cause: one for one in part.lost}
    assert [event.type for event in causes[Cause.SURPRISE].events] == ["icpc_held"]
    assert causes[Cause.SURPRISE].doom.last_chance is None
    waited = causes[Cause.WAITING]
    assert [(event.type, event.on) for event in waited.events] == [("icpc_held", date(2015, 1, 6))]
    assert (waited.doom.last_chance, waited.doom.since) == (WEDNESDAY, date(2015, 1, 8))
    assert (waited.duties, waited.clauses) == (("it",), ("1",))


def test_what_survives_everything_that_was_tried_is_lost_to_nothing() -> None:
    (part,) = kept(within("2 working days"), failures=[0, 1])
    assert (part.survives, part.against, part.lost) == (1, (), ())


@pytest.mark.parametrize("text", [CHAIRS_OWN, MANAGER])
def test_what_is_not_for_the_agency_to_keep_by_a_day_is_not_played(text: str) -> None:
    assert kept(text) == []


def test_what_cannot_be_searched_is_listed_last_with_the_reason() -> None:
    never = PLAN + 'forbid = "core_group_held"\n'
    visit, meeting = kept(duty(SEEN, "visit") + duty(never, "never"))
    assert (visit.duties, visit.survives, visit.skipped) == (("visit",), 3, "")
    assert (meeting.duties, meeting.survives) == (("never",), None)
    assert meeting.skipped == "it has no time limit"


def test_a_weaker_duty_is_left_out_where_that_is_asked() -> None:
    weak = duty(within("1 working day"), "soft").replace('"must"', '"should"')
    (part,) = kept(duty(SEEN, "visit") + weak, strength=Strength.MUST)
    assert part.duties == ("visit",)


def test_occasions_that_need_their_own_answers_are_kept_one_at_a_time() -> None:
    meetings, records = kept(duty(within("10 days"), "meeting") + duty(EACH, "record"))
    assert (meetings.duties, records.duties) == (("meeting",), ("record",))
    assert (records.survives, records.against, records.skipped) == (3, (), "")


def test_a_loss_where_only_one_occasion_was_let_run_at_a_time_decides_nothing() -> None:
    # A record goes out the day after the meeting at the earliest, and the next meeting may come before it on that day.
    slow = Adversity(failing={"record_distributed": None})
    _, records = kept(duty(within("10 days"), "meeting") + duty(EACH, "record"), adversity=slow)
    assert (records.duties, records.survives, records.against) == (("record",), None, ())
    assert records.skipped == CROWDED


def test_what_is_done_for_other_duties_may_come_on_any_day_and_a_loss_to_it_decides_nothing() -> None:
    # Whoever arranges the meeting ahead of it has to know of it; in a game of its own the meeting comes unannounced.
    ahead = HELD + 'then = "core_group_scheduled"\nwithin = "2 days before"\n'
    parts = kept(duty(within("12 days"), "meeting") + duty(ahead, "arranged"))
    assert [(part.duties, part.survives, part.skipped) for part in parts] == [
        (("meeting",), 3, ""),
        (("arranged",), None, HANDED),
    ]


def test_what_no_duty_asks_for_may_be_left_undone() -> None:
    ahead = HELD + 'then = "core_group_scheduled"\nwithin = "2 days before"\n'
    (part,) = kept(ahead)
    assert (part.survives, part.skipped) == (3, "")


def test_a_part_tells_what_was_played_and_how_large_it_was() -> None:
    (part,) = kept(within("2 working days"))
    assert part.part is not None
    # Nothing runs, or it is due in 0 to 6 days: a conference on the day before Good Friday has four days off in it.
    assert part.states == 8


def test_what_is_too_large_to_be_played_says_so_and_is_not_called_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def played(
        part: Compiled, faced: Adversity, first: date, last: date, followed: Followed, like: Game | None
    ) -> Game:
        if faced.failures == 2:
            raise InvalidInput(Fault("too-large", "the game is too large"))
        return winning(part, faced, first, last, followed=followed, like=like)

    monkeypatch.setattr(keep, "winning", played)
    (part,) = kept(within("5 working days"))
    assert (part.survives, part.against) == (None, ())
    assert "too large" in part.skipped


def test_progress_is_told_after_each_part_of_how_many() -> None:
    told: list[tuple[int, int]] = []
    text = duty(within("2 working days"), "meeting") + duty(MANAGER.replace("line_manager", "social_worker"), "chair")
    list(
        keeping(
            policy(text + duty(SEEN, "visit")),
            CALENDAR,
            MONDAY,
            MONDAY,
            Adversity(),
            progress=lambda done, of: told.append((done, of)),
        )
    )
    assert told == [(done, len(told)) for done in range(1, len(told) + 1)]
    assert len(told) == 2


def test_a_day_outside_the_calendar_is_refused() -> None:
    with pytest.raises(InvalidInput, match="outside-calendar"):
        kept(within("2 working days"), date(1850, 1, 1), date(1850, 1, 2))
