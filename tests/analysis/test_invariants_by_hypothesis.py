"""What Hypothesis has to say on the claims that the search proves: bounds on deadlines, and where two policies part."""

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from model.findings import Finding, Status
from model.history import History
from model.kinds import ON_PLAN
from model.policy import Duty
from model.policy.duty import Form
from model.statemachine import run
from tests import naive
from tests.agreement.programs import naive_rules
from tests.analysis.conflicts_by_hypothesis import DUTIES, POLICIES, Pair, cases, found, parting
from tests.properties.judging import MUCH_LATER, judged
from tests.strategies import CALENDAR, ONE_DAY, Fact, Question, questions_about

FIRST, LAST = date(2010, 1, 1), date(2040, 12, 31)
# For each duty whose period holidays stretch: the most calendar days from its anchor to its due day, whatever day of
# 2010 to 2040 that is, and the first day from which it is so many.
LONGEST: Mapping[tuple[str, str], tuple[int, date]] = {
    ("brent", "first-core-group"): (20, date(2011, 4, 13)),
    ("brent", "child-seen"): (20, date(2011, 4, 13)),
    ("brent", "minutes-distributed"): (13, date(2011, 4, 20)),
    ("brent", "reschedule-after-too-few"): (13, date(2011, 4, 20)),
    ("brent", "core-group-interval"): (42, FIRST),
    ("brent", "core-group-after-review"): (10, FIRST),
    ("brent", "tac-after-discharge"): (10, FIRST),
    ("york", "first-core-group"): (20, date(2011, 4, 13)),
    ("york", "minutes-distributed"): (13, date(2011, 4, 20)),
    ("york", "notes-to-social-worker"): (6, date(2010, 3, 31)),
    ("york", "core-group-interval"): (42, FIRST),
}
UNSEEN = LONGEST["brent", "child-seen"][0]
ON_A_PLAN = {state.value for state in ON_PLAN}
NAMES = {policy.id: name for name, policy in POLICIES.items()}


# ---- how late a due day can be


def stretch(duty: Duty, anchor: date) -> int:
    """The calendar days from an anchor to the due day."""
    due = duty.window.on(anchor, CALENDAR, POLICIES["brent"].counting).due
    assert due is not None
    return (due - anchor).days


@pytest.mark.parametrize(("policy", "duty"), LONGEST, ids=str)
def test_the_bound_on_a_due_day_is_the_largest_over_every_start_day(policy: str, duty: str) -> None:
    days = [FIRST + number * ONE_DAY for number in range((LAST - FIRST).days + 1)]
    longest = [stretch(DUTIES[POLICIES[policy].id][duty], day) for day in days]
    assert (max(longest), days[longest.index(max(longest))]) == LONGEST[policy, duty]


@given(questions_about("brent-2014", "york-2015"))
def test_no_due_day_is_later_than_the_bound(question: Question) -> None:
    """But for one that the conference chair has set."""
    for one in judged(usual(question)):
        bound = LONGEST.get((NAMES[question.policy], one.duty))
        if bound is not None and one.power is None and one.due is not None:
            assert one.anchor is not None
            assert (one.due - one.anchor).days <= bound[0]


def usual(question: Question) -> Question:
    """The question under the default readings."""
    return Question(question.policy, (), question.facts, question.as_of, question.known_at)


# ---- the child is seen


def unseen(question: Question) -> int:
    """The most days in a row in which a plan ran and nobody saw the child, up to the day that is asked."""
    steps = run(question.history, POLICIES["brent"], {}, question.as_of, question.known_at).steps
    longest, since = 0, None
    for step in (one for one in steps if one.subject == "case"):
        longest = max(longest, (step.day - since).days if since else 0)
        if step.dest not in ON_A_PLAN:
            since = None
        elif step.trigger == "child_seen" or step.source not in ON_A_PLAN:
            since = step.day
    return max(longest, (question.as_of - since).days if since else 0)


def keeps_seeing(question: Question) -> bool:
    """Whether nothing is wrong or unknown with seeing the child, and the conference chair has said nothing of it."""
    about = [one for one in judged(question) if one.duty == "child-seen"]
    return all(one.power is None and one.status not in (Status.BREACHED, Status.UNKNOWN) for one in about)


def visited(start: date, gaps: Sequence[int], end: int, discharged: bool) -> Question:
    """A plan on which the child is seen after so many days each time, and which ends, or goes on to be asked about."""
    facts: list[Fact] = [{"type": "icpc_held", "on": start, "outcome": "plan"}]
    for gap in gaps:
        facts.append({"type": "child_seen", "on": facts[-1]["on"] + gap * ONE_DAY})
    last = facts[-1]["on"] + end * ONE_DAY
    if discharged:
        facts.append({"type": "plan_discharged", "on": last})
    return Question("brent-2014", (), tuple(facts), last, None)


days_of_interest = st.dates(FIRST, date(2035, 12, 31)) | st.dates(date(2011, 4, 1), date(2011, 5, 31))
gaps = st.integers(0, 14) | st.integers(10, UNSEEN + 2)
visits = st.builds(visited, days_of_interest, st.lists(gaps, max_size=8), gaps, st.booleans())


@given(visits | questions_about("brent-2014").map(usual))
def test_a_child_on_a_plan_is_never_unseen_for_longer_than_the_bound_unless_the_duty_is_broken(
    question: Question,
) -> None:
    assert unseen(question) <= UNSEEN or not keeps_seeing(question)


def test_sometimes_a_child_is_unseen_for_just_that_long_and_one_day_more_is_a_breach() -> None:
    start = LONGEST["brent", "child-seen"][1]
    kept, broken = (visited(start, [days], 0, discharged=False) for days in (UNSEEN, UNSEEN + 1))
    assert (unseen(kept), keeps_seeing(kept)) == (UNSEEN, True)
    assert (unseen(broken), keeps_seeing(broken)) == (UNSEEN + 1, False)


def test_hypothesis_comes_to_the_bound_by_itself() -> None:
    looking = settings(max_examples=2_000, phases=[Phase.generate], database=None)
    asked = find(visits, lambda one: unseen(one) == UNSEEN and keeps_seeing(one), settings=looking, random=Random(0))
    assert asked.as_of >= LONGEST["brent", "child-seen"][1]


# ---- met, lapsed and pending


def response_duties(question: Question) -> list[tuple[Duty, Finding]]:
    """The findings on duties that ask for a response, each with its duty."""
    pairs = [(DUTIES[question.policy][one.duty], one) for one in judged(usual(question))]
    return [(duty, one) for duty, one in pairs if duty.form is Form.THEN]


both = questions_about("brent-2014", "york-2015")


@given(both)
def test_what_is_met_has_a_response_of_a_kind_that_the_duty_names_inside_its_window(question: Question) -> None:
    kinds = {event.id: event.type for event in question.history.events}
    for duty, one in response_duties(question):
        if one.status is Status.MET:
            assert kinds[one.response or ""] in duty.response_kinds
            assert one.done is not None
            assert one.anchor is not None
            assert one.due is None or one.done <= one.due
            assert duty.window.backward or one.done >= one.anchor


@given(both)
def test_what_has_lapsed_was_ended_before_its_due_day_by_a_kind_that_the_duty_names(question: Question) -> None:
    events = {event.id: event for event in question.history.events}
    for duty, one in response_duties(question):
        if one.status is Status.LAPSED:
            lapse = events[one.lapse or ""]
            assert lapse.type in duty.ending_kinds
            assert events[one.trigger].on <= lapse.on
            assert one.due is None or lapse.on < one.due


@given(both)
def test_no_duty_that_ends_with_the_plan_is_pending_after_it(question: Question) -> None:
    """But for one whose last day the end of the plan is."""
    asked = usual(question)
    stepped = run(asked.history, POLICIES[NAMES[asked.policy]], {}, asked.as_of, asked.known_at).steps
    taken = [step for step in stepped if step.subject == "case"]
    place = {step.event: number for number, step in enumerate(taken)}
    ends = [(number, step.day) for number, step in enumerate(taken) if step.trigger == "plan_discharged"]
    for duty, one in response_duties(asked):
        if one.status is Status.PENDING and "plan_discharged" in duty.ending_kinds:
            later = [day for number, day in ends if number > place[one.trigger]]
            assert later == [] or (one.due is not None and min(later) == one.due == asked.as_of)


# ---- where two policies part


def facts_of(history: History) -> list[Fact]:
    """The events as plain facts, for the naive program."""
    return [{"type": one.type, "on": one.on, "id": one.id, **plain(one.attributes)} for one in history.events]


def plain(attributes: Mapping[str, object]) -> Fact:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in attributes.items()}


def statuses(history: History, policy: str, topic: str, as_of: date) -> set[str]:
    """What the naive program finds on one topic."""
    findings, _ = naive.judge(facts_of(history), naive_rules(POLICIES[policy].id, ()), as_of, MUCH_LATER)
    return {one.status for one in findings if DUTIES[POLICIES[policy].id][one.duty].topic == topic}


def parted(history: History, pair: Pair) -> bool:
    """Whether the naive program finds, on some day, the breach under the one policy and none under the other."""
    topic, side = pair
    (other,) = POLICIES.keys() - {side}
    days = sorted({event.on for event in history.events})
    for day in (days[0] + number * ONE_DAY for number in range((days[-1] - days[0]).days + 200)):
        if "breached" in statuses(history, side, topic, day):
            return statuses(history, other, topic, day).isdisjoint({"breached", "unknown"})
    return False


def assert_shown(histories: Mapping[Pair, History]) -> None:
    """Each is a small case in which the naive program sees the two part so; each policy alone is breached in some."""
    assert [pair for pair, history in histories.items() if not parted(history, pair)] == []
    assert max(len(history.events) for history in histories.values()) <= 4
    assert {side for _, side in histories} == {"brent", "york"}


@pytest.mark.slow
def test_the_naive_program_sees_every_parting_that_hypothesis_finds() -> None:
    assert_shown(found([0, 2], 12))


@pytest.mark.slow
def test_with_patience_every_topic_that_both_speak_of_in_other_words_is_found_both_ways() -> None:
    histories = found(range(5), 1_000)
    assert_shown(histories)
    topics = ("first core group", "interval", "chair", "record", "seeing the child", "membership")
    assert {(topic, side) for topic in topics for side in POLICIES} <= histories.keys()


@pytest.mark.deep
def test_the_naive_program_sees_every_parting_that_a_long_search_finds() -> None:
    histories = found(range(100, 110), 3_000)
    assert [pair for pair, history in histories.items() if not parted(history, pair)] == []


@given(cases)
@settings(max_examples=30)
def test_no_case_parts_a_topic_both_ways(facts: tuple[Fact, ...]) -> None:
    topics = [topic for topic, _ in parting(facts)]
    assert len(topics) == len(set(topics))
