import pytest

from model.compiled import control
from model.compiled.compile import unsplit
from model.compiled.control import IMPOSSIBLE, Row
from model.errors import InvalidInput
from tests import miniatures
from tests.compiled.story import ENGLAND, arrays, breach, letters

PLAN = "2015-01-05 icpc_held outcome=plan\n"
EXCUSE = """
[[excuse]]
id = "delay"
clauses = ["2"]
covers = ["it"]
when = "core_group_delay_authorised"
says = "It may be delayed."
"""
EXCUSED_BY_ITS_TRIGGER = (
    miniatures.duty('when = "core_group_delay_authorised"\nthen = "core_group_held"\nwithin = "5 days"\n') + EXCUSE
)
EXCUSED_MEETING = miniatures.duty('when = "core_group_held"\nthen = "escalated"\nwithin = "5 days"\n') + EXCUSE
UNSURE_ANSWER = miniatures.duty(
    'when = { event = "icpc_held", outcome = "plan" }\n'
    'then = { event = "child_seen", by = "social_worker" }\n'
    'within = "6 days"\n'
) + miniatures.duty('when = "child_seen"\nrequires = { by = { present = true } }\n', "recorded")
UNSURE_PROHIBITION = UNSURE_ANSWER.replace("then =", "forbid =")
UNSURE_END = miniatures.duty(
    'when = "impasse_reached"\nthen = "escalated"\nwithin = "6 days"\n'
    'until = { event = "child_seen", by = "social_worker" }\n'
) + miniatures.duty('when = "child_seen"\nrequires = { by = { present = true } }\n', "recorded")
UNSURE_LOOK_BACK = miniatures.duty(
    'when = "referral_received"\n'
    'then = { event = "record_received", meeting = { present = false } }\n'
    'within = "5 days before"\n'
)
NO_DISCLOSURE = 'when = "child_seen"\nforbid = "record_disclosed"\nwithin = "10 days"\nuntil = "plan_amended"\n'
SEEN = (
    miniatures.duty(
        'when = [{ event = "icpc_held", outcome = "plan" }, { event = "child_seen", on_plan = true }]\n'
        'then = "child_seen"\nwithin = "10 days"\nuntil = ["plan_discharged", "case_transferred", "case_closed"]\n'
    )
    + """
[[power]]
id = "chair"
clauses = ["2"]
retimes = ["it"]
when = { event = "chair_direction_given", subject = "seeing_interval" }
sets = "interval"
says = "The chair may set another interval."
"""
)
SEEN_OR_TOLD_WHY = SEEN + miniatures.duty(
    'when = "chair_direction_given"\nrequires = { subject = { present = true } }\n', "subject"
)
TWO_DUTIES_UNDER_ONE_POWER = miniatures.POWER.replace('retimes = ["it"]', 'retimes = ["it", "seen"]') + miniatures.duty(
    'when = "core_group_held"\nthen = "child_seen"\nwithin = "10 days"\n', "seen"
)
SECOND_POWER = """
[[power]]
id = "manager"
clauses = ["3"]
retimes = ["it"]
when = { event = "chair_direction_given", subject = "core_group_interval" }
sets = "other"
says = "The same event holds two periods, of which the later power's counts."

[[event]]
type = "chair_direction_given"
[event.attributes]
other = "period"
"""


def half(kind: str = "seeing_interval", interval: str = "5_days") -> str:
    return f"chair_direction_given subject={kind} interval={interval}"


def test_the_shape_of_a_row_is_all_but_where_it_leads() -> None:
    assert Row(1, answers={0: 1}).shape() == Row(2, answers={0: 1}).shape()
    different = [Row(0), IMPOSSIBLE, Row(0, 1), Row(0, 0, 1), Row(0, answers={0: 1}), Row(0, answers={0: 2})]
    different += [Row(0, ends={0}), Row(0, excuses={0}), Row(0, starts={0: 0}), Row(0, starts={0: 1})]
    assert len({row.shape() for row in different}) == len(different)


def test_an_event_excuses_what_ran_before_and_never_what_it_triggers_itself() -> None:
    compiled = arrays(EXCUSED_BY_ITS_TRIGGER)
    first = PLAN + "2015-01-06 core_group_delay_authorised"
    assert breach(compiled, first) == "2015-01-11 it"
    assert breach(compiled, first + "\n2015-01-09 core_group_delay_authorised") == "2015-01-14 it"


def test_an_excuse_earlier_on_the_day_of_the_trigger_excuses_and_one_of_the_day_before_does_not() -> None:
    compiled = arrays(EXCUSED_MEETING)
    assert breach(compiled, PLAN + "2015-01-07 core_group_delay_authorised\n2015-01-07 core_group_held") == ""
    late = PLAN + "2015-01-06 core_group_delay_authorised\n2015-01-07 core_group_held"
    assert breach(compiled, late) == "2015-01-12 it"


def test_nobody_breaches_for_sure_who_may_have_answered() -> None:
    compiled = arrays(UNSURE_ANSWER)
    assert breach(compiled, PLAN + "2015-01-08 child_seen by=lead_social_worker") == "2015-01-11 it"
    unsure = [column for column, letter in enumerate(compiled.letters) if letter.kind == "child_seen"]
    told = {str(compiled.letters[column]): int(compiled.answers[0, column, 0]) for column in unsure}
    assert told == {
        "child seen (by social_worker)": 1,
        "child seen (by lead_social_worker)": 0,
        "child seen": 1,
    }


def test_what_may_have_been_forbidden_breaches_nothing_for_sure() -> None:
    compiled = arrays(UNSURE_PROHIBITION)
    unsure = next(place for place, letter in enumerate(compiled.letters) if str(letter) == "child seen")
    assert compiled.answers[0, unsure, 0] == 0


def test_what_may_have_ended_a_duty_ends_it() -> None:
    compiled = arrays(UNSURE_END)
    told = {str(letter): int(compiled.ends[0, place, 0]) for place, letter in enumerate(compiled.letters)}
    assert (told["child seen"], told["child seen (by lead_social_worker)"]) == (1, 0)


def test_what_is_known_to_be_missing_is_an_answer_like_any_other() -> None:
    compiled = arrays(UNSURE_LOOK_BACK)
    assert breach(compiled, "2015-01-05 record_received meeting=None\n2015-01-10 referral_received") == ""
    assert breach(compiled, "2015-01-05 record_received meeting=None\n2015-01-11 referral_received") == "2015-01-11 it"


def test_an_end_on_the_due_day_of_one_prohibition_leaves_it_and_ends_the_next() -> None:
    compiled = arrays(NO_DISCLOSURE)
    twice = PLAN + "2015-01-06 child_seen\n2015-01-11 child_seen\n2015-01-%s plan_amended\n2015-01-%s record_disclosed"
    assert breach(compiled, twice % ("16", "16")) == "2015-01-16 it"
    assert breach(compiled, twice % ("16", "17")) == ""
    assert breach(compiled, twice % ("15", "16")) == ""


def test_a_direction_on_the_day_of_a_conference_re_times_what_that_began() -> None:
    compiled = arrays(SEEN)
    assert breach(compiled, PLAN) == "2015-01-15 it"
    assert breach(compiled, f"{PLAN}2015-01-05 {half()}") == "2015-01-10 it"
    assert breach(compiled, f"{PLAN}2015-01-05 {half(interval='20_days')}") == "2015-01-25 it"


def test_a_direction_of_a_later_day_re_times_what_begins_afterwards_until_a_plan_starts() -> None:
    compiled = arrays(SEEN)
    later = f"{PLAN}2015-01-06 {half()}"
    assert breach(compiled, later) == "2015-01-15 it"
    assert breach(compiled, f"{later}\n2015-01-07 child_seen") == "2015-01-12 it"
    again = f"{later}\n2015-01-07 plan_discharged\n2015-01-08 icpc_held outcome=plan"
    assert breach(compiled, again) == "2015-01-18 it"


def test_a_direction_of_which_nobody_knows_what_it_is_about_is_not_searched() -> None:
    found = letters(arrays(SEEN_OR_TOLD_WHY), "chair_direction_given")
    assert found
    assert all("subject" in letter for letter in found)


def test_one_direction_re_times_two_duties_and_each_takes_the_interval_of_either() -> None:
    compiled = arrays(TWO_DUTIES_UNDER_ONE_POWER)
    given = PLAN + "2015-01-06 chair_direction_given interval=%s\n2015-01-07 core_group_held\n"
    assert breach(compiled, given % "5_days") == "2015-01-12 it seen"
    assert breach(compiled, given % "3_weeks") == "2015-01-28 it seen"
    assert breach(compiled, given % "20_days") == "2015-01-27 it seen"


def test_of_two_powers_that_one_event_gives_the_later_one_counts() -> None:
    compiled = arrays(miniatures.POWER + SECOND_POWER)
    given = PLAN + "2015-01-06 chair_direction_given other=%s\n2015-01-07 core_group_held"
    assert breach(compiled, given % "3_weeks") == "2015-01-28 it"
    assert breach(compiled, given % "12_weeks") == "2015-04-01 it"


def test_a_new_plan_forgets_what_a_look_back_counts() -> None:
    compiled = arrays('when = "child_seen"\nthen = "escalated"\nwithin = "2 weeks before"\n')
    assert breach(compiled, "2015-01-05 escalated\n2015-01-07 child_seen") == ""
    assert breach(compiled, "2015-01-05 escalated\n2015-01-06 icpc_held\n2015-01-07 child_seen") == "2015-01-07 it"


def test_an_answer_to_one_policy_need_not_know_the_events_of_another() -> None:
    compiled = arrays(miniatures.counted("case"), miniatures.duty(miniatures.SAME_MEETING, "record"))
    held = "2015-01-01 carer_visited\n" + PLAN + "2015-01-06 core_group_held\n"
    assert breach(compiled, held) == "2015-01-13 record"
    assert breach(compiled, held + "2015-01-08 record_distributed ago=2") == ""


def test_too_many_control_states_are_refused_with_the_duties_that_need_them(monkeypatch: pytest.MonkeyPatch) -> None:
    policy = miniatures.policy(miniatures.FIRST_TWO)
    monkeypatch.setattr(control, "MOST", 2)
    with pytest.raises(InvalidInput) as caught:
        unsplit([policy], ENGLAND)
    (fault,) = caught.value.faults
    assert (fault.code, fault.fact) == ("too-many-states", "needs more than 2 control states")
    assert "it keeps in mind it ..." in fault.hint
    monkeypatch.setattr(control, "MOST", 100)
    assert len(unsplit([policy], ENGLAND).after) == 6
