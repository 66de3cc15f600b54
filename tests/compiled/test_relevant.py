import pytest

from model.calendar import FirstDay
from model.compiled.compile import every
from model.compiled.relevant import alphabet, kinds
from model.compiled.work import Work, gathered
from model.policy import Strength
from tests import miniatures
from tests.compiled.story import ENGLAND, arrays, breach

PLAN_EVENTS = {"icpc_held", "plan_discharged"}
CARE_EVENTS = {"became_looked_after", "ceased_looked_after"}
LATE_VISITS = """[[event]]
type = "carer_visited"
chosen_by = "agency"
states = ["core_groups_running"]
"""
VISITED_LATE = LATE_VISITS + miniatures.QUORUM + miniatures.duty('when = "carer_visited"\nrequires = { nth = 2 }\n')


def work(*texts: str) -> Work:
    policies = [miniatures.policy(text) for text in texts]
    return gathered(policies, ENGLAND, every, Strength.MAY, True)


def needed(text: str) -> set[str]:
    found = work(text)
    return kinds(found, found.clocked)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('when = "referral_received"\nthen = "escalated"\nwithin = "1 week"\n', {"referral_received", "escalated"}),
        ('when = "core_group_held"\nrequires = { family_present = true }\n', {"core_group_held", *PLAN_EVENTS}),
        ('when = "child_seen"\nrequires = { on_plan = true }\n', {"child_seen", *PLAN_EVENTS}),
        ('when = "child_seen"\nrequires = { nth = 1 }\n', {"child_seen", *PLAN_EVENTS}),
        ('when = "referral_decided"\nrequires = { nth = 1 }\n', {"referral_decided"}),
        ('when = "child_seen"\nrequires = { looked_after = true }\n', {"child_seen", *CARE_EVENTS}),
        (
            'when = "child_seen"\nrequires = { latest = { event = "escalated" } }\n',
            {"child_seen", "escalated", *PLAN_EVENTS},
        ),
        (
            'when = "child_seen"\nthen = "escalated"\nwithin = "1 week before"\n',
            {"child_seen", "escalated", *PLAN_EVENTS},
        ),
        (miniatures.FIRST_REVIEW_IN_CARE, {"looked_after_review_held", "child_seen", *CARE_EVENTS}),
        (miniatures.counted("care"), {"carer_visited", *CARE_EVENTS}),
        (
            'when = "child_in_need_ended"\nthen = "escalated"\nwithin = "1 week"\nuntil = "case_closed"\n',
            {"child_in_need_ended", "escalated", "case_closed", *PLAN_EVENTS},
        ),
        (
            'when = "section_47_concluded"\nthen = "escalated"\nwithin = "1 week"\nuntil = "case_closed"\n',
            {"section_47_concluded", "escalated", "case_closed", "referral_received"},
        ),
    ],
)
def test_the_kinds_that_matter_are_those_asked_for_and_those_without_which_they_cannot_happen(
    text: str, expected: set[str]
) -> None:
    assert needed(text) == expected


def test_a_direction_needs_a_plan_that_forgets_it() -> None:
    anywhere = miniatures.DIRECTED_BY_SUPERVISION.replace(
        'states = ["first_core_group_due", "core_groups_running"]', 'comes_before = "child_seen"'
    )
    visits = anywhere.replace("core_group_held", "child_seen").replace('until = "plan_discharged"\n', "")
    assert needed(visits) == {"supervision_held", "child_seen", *PLAN_EVENTS}


def test_an_event_that_happens_only_once_core_groups_run_can_happen() -> None:
    assert needed(VISITED_LATE) == {"carer_visited", "core_group_held", *PLAN_EVENTS}
    held = "2015-01-05 icpc_held outcome=plan\n2015-01-06 core_group_held\n2015-01-07 carer_visited"
    assert breach(arrays(VISITED_LATE), held) == "2015-01-07 it"


def test_the_alphabet_counts_as_every_policy_does_and_holds_what_directions_set() -> None:
    clear = '[counting]\nfirst_day = "clear-days"\n' + miniatures.DUTY + miniatures.TEN_DAYS
    found = work(miniatures.POWER, clear)
    letters = alphabet(found, found.clocked)
    assert letters.ways == (FirstDay.DAY_AFTER, FirstDay.CLEAR_DAYS)
    assert dict(letters.extra) == {("chair_direction_given", "interval"): ("3 weeks", "12 weeks")}
    assert letters.longest == 0


def test_letters_speak_of_triggers_as_long_ago_as_an_answer_may_be_due() -> None:
    found = work(miniatures.SAME_MEETING, miniatures.SIX_WEEKS)
    longest = alphabet(found, found.clocked).longest
    # Five working days from 21 April 2011: Easter, a royal wedding and the May bank holiday put them off to 4 May.
    assert longest == arrays(miniatures.SAME_MEETING).clocks[0].longest == 13
