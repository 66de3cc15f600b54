import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.findings import Status
from model.history import read_histories
from model.history.cin import CARRIES
from model.kinds import BUILT_IN
from model.oracle import judge
from model.policy import load_policy
from tests.history import census as small
from tests.history.census import census, child, closed, episode, notices, read_child, told
from tests.history.examples import codes, read

GOOD = small.FIXTURE.read_bytes()
SAMPLES = small.samples()
WORKING_TOGETHER = load_policy("working-together")
END = date(2024, 3, 31)


def test_a_census_is_read_by_its_extension() -> None:
    cases = read_histories(small.FIXTURE)
    assert [history.case for history in cases] == ["case-001", "case-002"]
    assert cases.last_day == END


def test_every_day_of_a_child_becomes_an_event() -> None:
    history = next(read_histories(small.FIXTURE))
    assert told(history) == [
        "2023-04-03 referral_received",
        "2023-04-24 strategy_discussion_held section_47",
        "2023-04-24 section_47_started",
        "2023-05-15 assessment_completed",
        "2023-05-16 icpc_held plan",
        "2023-08-08 rcpc_held continue",
        "2024-01-09 rcpc_held discharge",
        "2024-01-09 plan_discharged",
        "2024-03-20 child_in_need_ended",
        "2024-03-20 case_closed RC7",
    ]


def test_an_enquiry_without_a_conference_ends_on_the_day_it_began() -> None:
    _, history = read_histories(small.FIXTURE)
    assert told(history) == [
        "2023-09-04 referral_received",
        "2023-09-11 strategy_discussion_held section_47",
        "2023-09-11 section_47_started",
        "2023-09-11 section_47_concluded False",
        "2023-11-10 assessment_completed",
    ]


def test_faults_set_a_child_aside_and_notices_do_not() -> None:
    _, cases = read(GOOD, "cin")
    assert "\n".join(map(str, cases.faults)) == (
        "the stream line 93, child case-003, CINreferralDate: is not written as a date: '31/01/2024' "
        "(dates are written 2024-01-31 (year-month-day)) [bad-date]\n"
        "the stream line 84, child case-003: is not judged, with its 1 event, because of the faults above: "
        "'case-003' [case-set-aside]"
    )
    assert cases.set_aside == ("case-003",)
    assert "\n".join(map(str, cases.notices)) == (
        "the stream line 70, child case-002, AssessmentAuthorisationDate: was authorised before it began: '2023-11-10' "
        "(it began on 2023-11-20; are the two days swapped?) [authorised-before-it-began]\n"
        "the stream: section 47 enquiries without a conference end on the day they began: the file has no day for it: "
        "'1 in this file' [undated-end-of-enquiry]\n"
        "the stream: referrals without further action are left out: nothing was due, and their decision has no day: "
        "'1 in this file' [referral-without-action]"
    )


def test_a_census_says_what_it_can_carry_and_the_rest_is_not_assessed() -> None:
    history = next(read_histories(small.FIXTURE))
    judgement = judge(history, WORKING_TOGETHER, as_of=END)
    assert {finding.duty: finding.status for finding in judgement.findings} == {
        "assessment": Status.MET,
        "initial-conference": Status.MET,
        "first-review": Status.MET,
        "later-reviews": Status.MET,
    }
    assert judgement.refused == ()
    silent = {one.duty: one.why for one in judgement.not_assessed}
    assert silent["first-core-group"] == "CIN census has no core_group_held"
    assert "referral-decision" in silent


def test_what_a_census_can_carry_exists() -> None:
    assert all(set(names) <= set(BUILT_IN.by_name[kind].attributes) for kind, names in CARRIES.items())


def test_a_conference_that_was_not_required_is_not_missed() -> None:
    _, history = read_histories(small.FIXTURE)
    judgement = judge(history, WORKING_TOGETHER, as_of=END)
    assert [one.status for one in judgement.findings if one.duty == "initial-conference"] == [Status.LAPSED]


def test_a_child_twice_is_a_fault() -> None:
    histories, cases = read(census(child(episode()), child(episode(on="2023-05-02"))), "cin")
    assert [told(history) for history in histories] == [["2023-04-03 referral_received"]]
    assert codes(cases) == ["duplicate-case"]


def test_a_census_without_children_is_a_fault() -> None:
    assert codes(read(census(), "cin")[1]) == ["empty-file"]


@pytest.mark.parametrize(
    ("reference", "expected"),
    [("", ["no-reference-date"]), ("<ReferenceDate>March</ReferenceDate>", ["bad-date", "no-reference-date"])],
)
def test_a_census_that_does_not_say_when_it_ends_gets_a_notice(reference: str, expected: list[str]) -> None:
    histories, cases = read(census(child(episode()), reference=reference), "cin")
    assert (len(histories), notices(cases), cases.last_day, cases.faults) == (1, expected, None, ())


def test_a_child_with_nothing_but_a_referral_without_action_has_no_events() -> None:
    history, cases = read_child(episode(nfa="1"))
    assert (history.events, notices(cases)) == ((), ["referral-without-action"])


def test_conventions_are_counted_for_the_file() -> None:
    _, cases = read(census(*(child(episode(nfa="TRUE"), case=f"case-{n}") for n in range(3))), "cin")
    (notice,) = cases.notices
    assert (notice.place, notice.value) == ("the stream", "3 in this file")


def test_the_rest_of_a_broken_file_is_a_fault_and_the_children_before_are_read() -> None:
    histories, cases = read(GOOD[: GOOD.index(b"case-003")], "cin")
    assert [history.case for history in histories] == ["case-001", "case-002"]
    assert codes(cases) == ["not-xml"]
    assert cases.faults[0].fact == "is not XML, and is not read any further"


@given(st.binary(max_size=60))
def test_any_bytes_are_cases_or_faults(content: bytes) -> None:
    histories, cases = read(content, "cin")
    assert histories == []
    assert cases.faults


@given(
    st.integers(0, len(GOOD) - 1),
    st.binary(max_size=3) | st.sampled_from([b"<", b"&lt;", b"</Child>"]),
    st.integers(0, 9),
)
def test_a_damaged_census_is_cases_or_faults(at: int, new: bytes, gone: int) -> None:
    histories, cases = read(GOOD[:at] + new + GOOD[at + gone :], "cin")
    assert len(histories) + len(cases.faults) > 0
    assert "".join(map(str, (*cases.faults, *cases.notices))).isprintable()


def test_a_closure_and_the_next_referral_on_one_day_leave_the_case_open() -> None:
    history, cases = read_child(episode(closed("2023-06-01", "RC8")), episode(closed("2023-07-03"), on="2023-06-01"))
    assert told(history) == [
        "2023-04-03 referral_received",
        "2023-06-01 referral_received",
        "2023-07-03 case_closed",
    ]
    assert notices(cases) == ["closed-and-referred-again"]


@pytest.mark.skipif(not SAMPLES, reason="the published samples are not at hand (COREGROUP_SHARED names their folder)")
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_published_samples_are_judged_and_what_is_wrong_with_them_is_said(path: Path) -> None:
    cases = read_histories(path)
    judgements = [judge(history, WORKING_TOGETHER, as_of=END) for history in cases]
    assert all(judgement.not_assessed for judgement in judgements)
    if "2022" in path.name:
        assert (len(judgements), set(codes(cases))) == (0, {"outside-calendar"})
    else:
        assert len(judgements) == 2
        assert cases.faults == ()
        assert {"authorised-before-it-began", "plan-before-its-conference", "stray-text"} <= set(notices(cases))
        assert judgements[0].refused


def test_the_folder_of_the_samples_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "data" / "cin").mkdir(parents=True)
    (tmp_path / "data" / "cin" / "one.xml").touch()
    monkeypatch.setitem(os.environ, "COREGROUP_SHARED", str(tmp_path))
    assert [path.name for path in small.samples()] == ["one.xml"]
