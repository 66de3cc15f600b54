import pytest

from tests.history.census import (
    assessment,
    census,
    child,
    closed,
    conference,
    enquiry,
    episode,
    need_plan,
    notices,
    plan,
    read_child,
    target,
    told,
)
from tests.history.examples import codes, read

BAD = "2023-02-30"


@pytest.mark.parametrize(
    ("record", "code", "says"),
    [
        ("<Child></Child>", "missing-element", "child number 1, Child: has no LAchildID to know it by"),
        (child(episode(), case=" "), "missing-element", "has no LAchildID"),
        (child(), "missing-element", "child case-001, Child: has no CINdetails"),
        (child(episode(on="")), "missing-element", "needs CINreferralDate in CINdetails"),
        (child(episode(enquiry(""))), "missing-element", "needs S47ActualStartDate in Section47"),
        (child(episode(plan(""))), "missing-element", "needs CPPstartDate in ChildProtectionPlans"),
        (child(episode(plan("2023-05-16", "2023-05-15"))), "plan-ends-before-it-starts", "ends before it starts"),
        (child(episode(closed("2023-05-01"), closed("2023-05-02"))), "repeated-element", "is twice in one CINdetails"),
    ],
)
def test_a_child_without_what_everything_hangs_on_is_set_aside(record: str, code: str, says: str) -> None:
    histories, cases = read(census(record), "cin")
    assert histories == []
    assert code in codes(cases)
    assert any(says in str(fault) for fault in cases.faults)
    assert len(cases.set_aside) == 1


@pytest.mark.parametrize(
    "part",
    [
        episode(on=BAD),
        episode(closed(BAD)),
        episode(conference(BAD)),
        episode(assessment(BAD, "2023-05-01")),
        episode(assessment("2023-05-01", BAD)),
        episode(enquiry(BAD)),
        episode(enquiry("2023-05-01", target(BAD))),
        episode(enquiry("2023-05-01", conference(BAD))),
        episode(plan(BAD)),
        episode(plan("2023-05-16", BAD)),
        episode(plan("2023-05-16", "", BAD)),
        episode(need_plan(BAD)),
        episode(need_plan("2023-05-01", BAD)),
    ],
)
def test_a_day_that_cannot_be_read_sets_the_child_aside(part: str) -> None:
    histories, cases = read(census(child(part), child(episode(), case="case-002")), "cin")
    assert [history.case for history in histories] == ["case-002"]
    assert codes(cases) == ["bad-date"]
    assert cases.faults[0].value == BAD


def test_a_day_outside_the_calendar_sets_the_child_aside() -> None:
    _, cases = read(census(child(episode(on="1970-10-06"))), "cin")
    assert codes(cases) == ["outside-calendar"]


@pytest.mark.parametrize(
    ("part", "code", "says"),
    [
        ("<Assessments/>", "missing-element", "has no AssessmentActualStartDate in Assessments"),
        (need_plan("", "2023-06-01"), "missing-element", "has no CINPlanStartDate in CINPlanDates"),
        (enquiry("2023-05-01", required=""), "missing-element", "has no ICPCnotRequired in Section47"),
        (enquiry("2023-05-01", required="perhaps"), "unknown-value", "is neither true nor false: 'perhaps'"),
        ("<CINclosurDate>2023-05-01</CINclosurDate>", "unknown-element", "did you mean 'CINclosureDate'?"),
        ("<Section47>?<S47ActualStartDate>2023-05-01</S47ActualStartDate><ICPCnotRequired>0</ICPCnotRequired></Section47>",
         "stray-text", "has text between the elements of Section47: '?'"),
    ],
)  # fmt: skip
def test_what_can_be_left_out_is_a_notice(part: str, code: str, says: str) -> None:
    history, cases = read_child(episode(part))
    assert told(history)[0] == "2023-04-03 referral_received"
    assert (notices(cases), cases.faults) == ([code], ())
    assert says in str(cases.notices[0])
    assert cases.notices[0].place.startswith("the stream line 3, child case-001, ")


def test_an_empty_element_is_not_there() -> None:
    history, cases = read_child(episode("<CINclosureDate/><ReasonForClosure></ReasonForClosure>"))
    assert (len(history.events), notices(cases)) == (1, [])


def test_a_missing_flag_on_the_referral_is_a_notice() -> None:
    history, cases = read_child(episode(nfa=""))
    assert (told(history), notices(cases)) == (["2023-04-03 referral_received"], ["missing-element"])
