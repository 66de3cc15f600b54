"""The check of one policy finds what is planted, and nothing of that kind where it is mended."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import pytest

import model.analysis.health.examination as examination
from model.analysis.health import TABLE, Ailment, Health, Kind, Severity, check, plain, told
from model.analysis.health.examination import Examination
from model.analysis.health.gaps import alone
from model.analysis.health.health import by_severity
from model.analysis.path import Wanted
from model.analysis.replay import Unconfirmed
from model.calendar import england_and_wales
from model.compiled.compiled import Compiled
from model.errors import Fault, InvalidInput
from model.findings import Status
from model.history import History
from model.oracle import judge
from model.policy import Policy, Strength
from tests import miniatures as mini
from tests.analysis.health.planted import (
    BY_MANAGER,
    BY_OTHER,
    CHAIRED_BY_US,
    FIRST_ONLY,
    HELD,
    NARROW,
    PASSED_ON,
    PLANTED,
    TOO_NARROW,
    WIDE,
    Planted,
    duty,
)

CALENDAR = england_and_wales()
FIRST, LAST = date(2015, 1, 5), date(2015, 2, 28)
BESIDE = duty("passed-on", BY_OTHER + PASSED_ON) + CHAIRED_BY_US
IDS = ["-".join((one.kind.value, *one.duties, *one.also)) for one in PLANTED]
each_planted = pytest.mark.parametrize("planted", PLANTED, ids=IDS)


def checked(policy: Policy, strength: Strength = Strength.MAY) -> Health:
    return check(policy, CALENDAR, FIRST, LAST, strength)


def found_in(policy: Policy, kind: Kind) -> tuple[Ailment, ...]:
    """The ailments of one kind, the others not being looked for."""
    return check(policy, CALENDAR, FIRST, LAST, kinds=[kind]).ailments


def without(policy: Policy, id: str) -> Policy:
    """The policy without a duty, an excuse or a power."""
    duties, excuses, powers = (
        tuple(one for one in rules if one.id != id) for rules in (policy.duties, policy.excuses, policy.powers)
    )
    return replace(policy, duties=duties, excuses=excuses, powers=powers)  # type: ignore[arg-type]


# ---- each kind, present and absent


@each_planted
def test_what_is_planted_is_found_with_exactly_the_duties_that_make_it_so(planted: Planted) -> None:
    (found,) = found_in(mini.policy(planted.ill), planted.kind)
    assert (found.duties, found.also) == (planted.duties, planted.also)


@each_planted
def test_nothing_of_that_kind_is_found_where_it_is_mended(planted: Planted) -> None:
    assert found_in(mini.policy(planted.mended), planted.kind) == ()


@each_planted
def test_an_ailment_goes_when_any_part_of_it_goes(planted: Planted) -> None:
    policy = mini.policy(planted.ill)
    for part in (*planted.duties, *(id for id in planted.also if "." not in id)):
        left = found_in(without(policy, part), planted.kind)
        assert planted.duties not in [one.duties for one in left]


@each_planted
def test_the_clauses_are_those_of_its_duties(planted: Planted) -> None:
    policy = mini.policy(planted.ill)
    (found,) = found_in(policy, planted.kind)
    assert {clause for id in planted.duties for clause in policy.duty(id).clauses} <= set(found.clauses)


def test_every_kind_is_planted_here_or_on_a_base() -> None:
    assert {one.kind for one in PLANTED} == set(Kind) - {Kind.LAXER_THAN_BASE}


# ---- witnesses


@pytest.mark.parametrize(
    "planted", [one for one in PLANTED if one.kind is Kind.OVERLAP], ids=lambda one: "-".join(one.also)
)
def test_each_of_two_rules_that_overlap_holds_alone_in_the_case_that_shows_it(planted: Planted) -> None:
    policy = mini.policy(planted.ill)
    (found,) = found_in(policy, Kind.OVERLAP)
    assert found.witness is not None
    for rule, other in (planted.also, planted.also[::-1]):
        one = without(policy, other)
        events = found.witness.history.events
        history = History.of("M-1", events, vocabulary=one.vocabulary)
        (finding,) = judge(history, one, as_of=date(2016, 1, 1)).findings
        assert rule in {excuse.id for excuse in one.excuses} or finding.power is not None
        assert finding.power is not None or finding.status is Status.EXCUSED


def test_who_breaches_a_shadowed_duty_is_seen_to_breach_the_other() -> None:
    (found,) = found_in(mini.policy(NARROW + WIDE), Kind.SHADOWED)
    assert found.witness is not None
    breached = {one.duty for one in found.witness.judgements[0].findings if one.status is Status.BREACHED}
    assert breached == {"narrow", "wide"}


def test_what_is_too_large_beside_requirements_of_other_parts_is_said_to_be_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def crowded(*_: object) -> Compiled:
        raise InvalidInput(Fault("state-too-large", "it is too large"))

    monkeypatch.setattr(Examination, "together", crowded)
    found = check(mini.policy(BESIDE), CALENDAR, FIRST, LAST, kinds=[Kind.VACUOUS])
    assert found.ailments == ()
    assert found.coverage.omitted == {"miniature: passed-on beside chair": "it is too large"}


def test_a_vacuous_duty_has_no_witness() -> None:
    ill = next(one.ill for one in PLANTED if one.kind is Kind.VACUOUS)
    (found,) = found_in(mini.policy(ill), Kind.VACUOUS)
    assert found.witness is None
    assert found.on is None


def test_a_gap_shows_on_the_day_after_the_due_day() -> None:
    (found,) = found_in(mini.policy(NARROW), Kind.CONTRARY_TO_DUTY_GAP)
    assert found.on == date(2015, 1, 16)


def test_what_can_no_longer_happen_is_said_to_be_so() -> None:
    ill = next(one.ill for one in PLANTED if one.duties == ("hopeless",))
    (found,) = found_in(mini.policy(ill), Kind.CONTRARY_TO_DUTY_GAP)
    assert "can no longer happen" in found.sentence


REVIEWED = 'when = "rcpc_held"\nthen = "core_group_held"\nwithin = "3 days"\n'
REPAIRED_BY_CHANCE = NARROW.replace("10 days", "2 days") + duty("review", REVIEWED)


def test_a_repair_that_some_other_event_sets_off_closes_no_gap() -> None:
    found = found_in(mini.policy(REPAIRED_BY_CHANCE), Kind.CONTRARY_TO_DUTY_GAP)
    assert [one.duties for one in found] == [("narrow",), ("review",)]


def test_a_path_that_a_search_has_promised_and_that_is_not_there_is_an_error() -> None:
    exam = Examination(mini.policy(NARROW), CALENDAR, FIRST, LAST, Strength.MAY, "plain")
    compiled = exam.together({"narrow"})
    with pytest.raises(Unconfirmed, match="narrow"):
        exam.sure_path(compiled, alone(compiled, "narrow"), FIRST)
    assert exam.sure_path(compiled, Wanted(compiled.mask({"narrow"})), LAST).ends == date(2015, 1, 15)


def test_only_what_is_asked_for_is_looked_for() -> None:
    health = check(mini.policy(NARROW + WIDE), CALENDAR, FIRST, LAST, kinds=[Kind.NO_DEADLINE])
    assert (health.ailments, health.coverage.searches) == ((), 0)


@pytest.mark.parametrize("named", ["true", "false"])
def test_what_sets_off_another_duty_too_can_still_happen_after_a_breach(named: str) -> None:
    conference = f'when = {{ event = "icpc_held", outcome = "plan", members_named = {named} }}\n'
    policy = (
        duty("review", REVIEWED)
        + duty("first", conference + 'then = "core_group_held"\nwithin = "9 days"\n')
        + duty("next", HELD + 'then = "core_group_held"\nwithin = "9 days"\n')
    )
    (found,) = (one for one in found_in(mini.policy(policy), Kind.CONTRARY_TO_DUTY_GAP) if one.duties == ("review",))
    assert "nothing says by when" in found.sentence


def test_a_duty_that_cannot_be_searched_is_said_to_leave_no_gap() -> None:
    assert found_in(mini.policy(duty("set", mini.FROM_A_DATE_SET)), Kind.CONTRARY_TO_DUTY_GAP) == ()


@pytest.mark.parametrize("sometimes", [TOO_NARROW, FIRST_ONLY], ids=["unless", "of-some"])
def test_what_is_to_be_recorded_sometimes_need_not_be_recorded(sometimes: str) -> None:
    policy = mini.policy(duty("chair", HELD + BY_MANAGER) + duty("told", sometimes))
    assert "core_group_held.chair" in {one.also[0] for one in found_in(policy, Kind.UNMONITORABLE)}


def test_a_duty_that_speaks_of_what_was_recorded_only_turns_on_no_absence() -> None:
    said = 'when = { event = "core_group_held", chair = { present = true } }\n' + BY_MANAGER
    assert found_in(mini.policy(duty("chair", said)), Kind.UNMONITORABLE) == ()


# ---- strengths


def test_a_stronger_duty_is_not_made_redundant_by_weaker_ones() -> None:
    ill = next(one.ill for one in PLANTED if one.kind is Kind.REDUNDANT)
    weaker = ill.replace('strength = "must"', 'strength = "should"').replace(
        'strength = "should"', 'strength = "must"', 1
    )
    assert found_in(mini.policy(weaker), Kind.REDUNDANT) == ()


def test_what_is_weaker_than_the_strength_in_question_is_left_out() -> None:
    policy = mini.policy(NARROW + duty("open", mini.NO_TIME_LIMIT, "may"))
    assert checked(policy, Strength.SHOULD).of(Kind.NO_DEADLINE) == ()
    assert len(checked(policy).of(Kind.NO_DEADLINE)) == 1


def test_a_duty_that_is_not_needed_for_it_is_not_named() -> None:
    ill = next(one for one in PLANTED if one.kind is Kind.REDUNDANT)
    beside = (
        'when = { event = "core_group_held", family_present = false }\nrequires = { chair = "lead_social_worker" }\n'
    )
    found = found_in(mini.policy(ill.ill + duty("beside", beside)), Kind.REDUNDANT)
    assert [one.duties for one in found] == [ill.duties]


# ---- a policy on a base

HEAD = mini.HEAD.replace("miniature", "base")
BASE = mini.policy(HEAD + duty("meet", mini.TEN_WORKING_DAYS))


def laxer(body: str) -> tuple[Ailment, ...]:
    local = mini.policy(body)
    found = check(local, CALENDAR, FIRST, LAST, base=BASE, kinds=[Kind.LAXER_THAN_BASE])
    return found.ailments


TWELVE = mini.TEN_WORKING_DAYS.replace("10 working", "12 working")
EIGHT = mini.TEN_WORKING_DAYS.replace("10 working", "8 working")


def test_a_wider_window_is_laxer_than_the_base() -> None:
    (found,) = laxer(duty("meet", TWELVE))
    assert found.duties == ("meet",)
    assert found.on == date(2015, 1, 20)


def test_a_narrower_window_is_not_laxer() -> None:
    assert laxer(duty("meet", EIGHT)) == ()


def test_the_same_duty_is_not_laxer() -> None:
    assert laxer(HEAD + duty("meet", mini.TEN_WORKING_DAYS)) == ()


def test_a_duty_that_does_not_stand_here_is_laxer() -> None:
    (found,) = laxer(duty("other", mini.NOTICE))
    assert found.duties == ("meet",)
    assert "nothing as strong" in found.sentence


def test_a_weaker_word_is_laxer() -> None:
    assert len(laxer(duty("meet", EIGHT, "should"))) == 1


def test_what_cannot_be_searched_is_not_called_laxer() -> None:
    base = mini.policy(HEAD + duty("meet", mini.NO_TIME_LIMIT))
    health = check(mini.policy(NARROW), CALENDAR, FIRST, LAST, base=base, kinds=[Kind.LAXER_THAN_BASE])
    assert health.of(Kind.LAXER_THAN_BASE) == ()


def test_a_base_that_is_nowhere_is_named_as_left_out() -> None:
    local = replace(mini.policy(NARROW), extends=("nowhere",))
    assert "comparison with nowhere" in checked(local).coverage.omitted


def test_a_base_of_the_package_is_found() -> None:
    local = replace(mini.policy(NARROW), extends=("working-together-2013",))
    found = check(local, CALENDAR, FIRST, date(2015, 1, 31), kinds=[Kind.LAXER_THAN_BASE])
    assert "referral-decision" in {one.duties[0] for one in found.ailments}


# ---- coverage, and ends before the end


def test_the_coverage_says_what_was_searched() -> None:
    coverage = checked(mini.policy(NARROW + WIDE)).coverage
    assert (coverage.first, coverage.last, coverage.start_days) == (FIRST, LAST, 55)
    assert coverage.calendar == CALENDAR.digest
    assert coverage.finished
    assert coverage.searches > 0
    assert coverage.states < coverage.transitions


def test_a_duty_that_cannot_be_searched_is_named_with_the_reason() -> None:
    coverage = checked(mini.policy(duty("open", mini.NO_TIME_LIMIT))).coverage
    assert coverage.omitted["miniature: open"] == "it has no time limit"


def test_rules_over_a_duty_that_cannot_be_searched_are_named_as_left_out() -> None:
    policy = mini.policy(mini.TWO_EXCUSES.replace('within = "10 working days"', ""))
    health = checked(policy)
    assert health.of(Kind.OVERLAP) == ()
    assert health.coverage.omitted["delay beside risk"] == "it has no time limit"


def interrupting(at: int) -> Callable[[str, int, int], None]:
    """A progress that is interrupted when it is told for the so-manieth time."""
    calls: list[tuple[str | int, ...]] = []

    def progress(*told: str | int) -> None:
        calls.append(told)
        if len(calls) == at:
            raise KeyboardInterrupt

    return progress


def test_a_check_that_is_interrupted_says_so_and_keeps_what_it_found() -> None:
    policy = mini.policy(NARROW + duty("open", mini.NO_TIME_LIMIT))
    health = check(policy, CALENDAR, FIRST, LAST, progress=interrupting(3))
    assert not health.coverage.finished
    assert health.coverage.stopped == "interrupted"
    assert len(health.of(Kind.NO_DEADLINE)) == 1


def test_an_interruption_outside_a_search_ends_the_check_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(examination, "explore", interrupted)
    assert check(mini.policy(NARROW), CALENDAR, FIRST, LAST).coverage.stopped == "interrupted"


# ---- what is printed


def test_the_graver_comes_first() -> None:
    ill = NARROW + WIDE + duty("open", mini.NO_TIME_LIMIT)
    health = checked(mini.policy(ill))
    assert list(health.ailments) == sorted(health.ailments, key=by_severity)
    assert health.worst is Severity.WARNING
    assert {one.kind.severity for one in health.ailments} == {Severity.WARNING, Severity.NOTE}


def test_nothing_ails_a_policy_without_duties_that_can_ail() -> None:
    assert checked(mini.policy(duty("named", RECORD))).worst is None


RECORD = 'when = "core_group_held"\nrequires = { chair = { present = true } }\n'


def test_warnings_are_told_one_by_one_and_notes_together() -> None:
    lines = list(told(checked(mini.policy(NARROW + WIDE + duty("other", mini.NO_TIME_LIMIT + 'within = "2 days"\n')))))
    assert len(lines) == len(set(lines))
    assert sum(line.startswith("warning shadowed: Whoever keeps narrow keeps wide") for line in lines) == 1
    assert sum(line.startswith("note contrary-to-duty-gap: ") for line in lines) == 1


def test_a_line_names_clauses_and_day() -> None:
    (line,) = (one for one in told(checked(mini.policy(NARROW + WIDE))) if "shadowed" in one)
    assert line.endswith("(wide, narrow, shows on 2015-01-26)")


def test_as_json_it_holds_the_same() -> None:
    health = checked(mini.policy(NARROW + WIDE))
    read = msgspec.json.decode(msgspec.json.encode(plain(health)))
    assert [one["kind"] for one in read["ailments"]] == [one.kind.value for one in health.ailments]
    assert read["coverage"]["start_days"] == 55
    assert read["ailments"][0]["witness"]["claim"] == health.ailments[0].sentence


def test_as_json_a_duty_without_a_case_has_no_witness() -> None:
    (found,) = plain(checked(mini.policy(duty("open", mini.NO_TIME_LIMIT)), Strength.MUST))["ailments"]
    assert (found["on"], found["witness"]) == (None, None)


# ---- the page


def test_the_page_lists_every_kind_with_its_definition() -> None:
    page = (Path(__file__).parents[3] / "model/analysis/HEALTH.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    expected = [
        f"| `{kind.value}` | {one.severity.value} | {one.definition} | {one.reason} |"
        f" {'search' if one.searched else 'reading the duties'} |"
        for kind, one in TABLE.items()
    ]
    assert rows == expected


def test_the_table_has_every_kind_in_their_order() -> None:
    assert list(TABLE) == list(Kind)
