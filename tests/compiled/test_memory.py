from model.compiled.letters import Letter
from model.compiled.memory import APART, FIRST_DAY, Memory, Past, interests
from model.compiled.recipes import OfLatest, OfTrigger
from model.compiled.walk import Asked
from model.events import Event
from model.kinds import Chooser
from model.policy import Policy
from model.policy.conditions import All, Attribute, Latest, Nth, Pattern, Previous
from model.policy.values import OneOf
from tests import miniatures
from tests.compiled.story import ENGLAND

ALONE = Attribute("alone", OneOf((True,)))
POLICY = miniatures.policy(miniatures.AFTER_ONE_NOT_ALONE)


def events(lines: str, policy: Policy = POLICY) -> tuple[Event, ...]:
    return miniatures.history(lines, policy.vocabulary).events


def key(lines: str, *roots: Asked) -> tuple[object, ...]:
    return Past.of(events(lines) if lines else (), POLICY, ENGLAND, interests(roots)).key


def asks(kind: str, condition: Nth | Previous | Latest) -> Asked:
    return Asked(kind, condition)


def test_what_conditions_ask_of_the_past_is_collected_from_all_of_them() -> None:
    latest = Latest(Pattern("icpc_held", All((ALONE,))))
    found = interests(
        [
            asks("child_seen", Nth(2, 3)),
            asks("child_seen", Nth(1, 1)),
            asks("child_seen", Previous(ALONE)),
            asks("child_seen", latest),
            asks("child_seen", latest),
            asks("escalated", Nth(None, 2)),
            asks("rcpc_held", Nth(2, None)),
        ]
    )
    assert dict(found.counts) == {"child_seen": 4, "escalated": 3, "rcpc_held": 2}
    assert found.before == (("child_seen", ALONE),)
    assert found.latest == (("icpc_held", All((ALONE,))),)


def test_events_are_counted_as_far_as_a_condition_can_tell() -> None:
    second = asks("child_seen", Nth(2, None))
    none, one, two, three = ("\n".join(f"2015-01-0{day} child_seen" for day in range(1, 1 + n)) for n in range(4))
    assert key(none, second) != key(one, second) != key(two, second)
    assert key(two, second) == key(three, second)


def test_a_count_starts_afresh_with_the_plan_with_care_or_never() -> None:
    seen = "2015-01-01 child_seen\n"
    plan = seen + "2015-01-02 icpc_held outcome=plan"
    assert key(plan, asks("child_seen", Nth(1, None))) == key(plan[len(seen) :], asks("child_seen", Nth(1, None)))
    met = "2015-01-01 became_looked_after\n2015-01-02 looked_after_review_held\n"
    again = met + "2015-01-03 ceased_looked_after\n2015-01-04 became_looked_after"
    first = asks("looked_after_review_held", Nth(1, 1))
    assert key(met, first) != key(again, first) == key(again.splitlines()[0], first)
    asked = asks("strategy_discussion_held", Nth(1, 1))
    talked = "2015-01-01 strategy_discussion_held\n2015-01-02 icpc_held outcome=plan"
    assert key(talked, asked) != key(talked.splitlines()[1], asked)


def test_only_what_is_asked_of_the_one_before_is_kept() -> None:
    alone, together = "2015-01-01 child_seen alone=true", "2015-01-01 child_seen alone=false"
    asked = asks("child_seen", Previous(ALONE))
    assert key(alone) == key(together)
    assert len({key(alone, asked), key(together, asked), key("2015-01-01 child_seen", asked), key("", asked)}) == 4


def test_the_latest_of_a_kind_is_that_of_this_plan() -> None:
    asked = asks("escalated", Latest(Pattern("child_seen", All((ALONE,)))))
    plan = "2015-01-02 icpc_held outcome=plan"
    assert key(f"2015-01-01 child_seen alone=true\n{plan}", asked) == key(plan, asked)
    assert key(f"{plan}\n2015-01-03 child_seen alone=true", asked) != key(plan, asked)


def test_where_the_case_stands_is_always_kept() -> None:
    assert key("2015-01-02 icpc_held outcome=plan") != key("2015-01-02 icpc_held outcome=no_plan") == key("")


def test_a_policy_sees_only_the_kinds_that_it_knows() -> None:
    visited = miniatures.policy(miniatures.counted("case"))
    told = events("2015-01-01 carer_visited\n2015-01-02 child_seen", visited)
    past = Past.of(told, POLICY, ENGLAND, interests(()))
    assert [event.type for event in past.case.events] == ["child_seen"]
    assert past.events == told


def facts(past: Past) -> dict[str, object]:
    case = past.case
    kept = ("events", "refused", "by_kind", "plan_start", "standing")
    places = range(len(case.events))
    told = [(case.nth(at), case.previous(at), case.on_plan(at), case.looked_after(at)) for at in places]
    return {**{name: getattr(case, name) for name in kept}, "told": told, "key": past.key, "all": past.events}


def test_a_past_with_one_event_more_is_that_of_all_events_and_leaves_the_shorter_one_alone() -> None:
    lines = ["child_seen", "icpc_held outcome=plan", "core_group_held", "child_seen", "case_closed", "child_seen"]
    told = events("\n".join(f"2015-01-0{day} {line}" for day, line in enumerate(lines, 1)))
    roots = interests([asks("child_seen", Nth(2, None)), asks("child_seen", Previous(ALONE))])
    grown = [Past.of((), POLICY, ENGLAND, roots)]
    for event in told:
        grown.append(grown[-1].then(event))
    for count, past in enumerate(grown):
        assert facts(past) == facts(Past.of(told[:count], POLICY, ENGLAND, roots))


def test_an_event_that_the_policy_does_not_know_leaves_the_case_as_it_is() -> None:
    before = Past.of(events("2015-01-01 child_seen"), POLICY, ENGLAND, interests(()))
    after = before.then(Event(type="never_heard_of", on=FIRST_DAY))
    assert after.case is before.case
    assert [event.type for event in after.events] == ["child_seen", "never_heard_of"]


def test_what_an_excuse_and_a_conference_leave_behind_is_gone_the_next_morning() -> None:
    memory = Memory((), (1,), frozenset({0}), frozenset({0}))
    assert memory.tomorrow == Memory((), (1,))


def letter(value: object) -> Letter:
    return Letter("record_distributed", (("meeting", value), ("to", None)), Chooser.AGENCY)  # type: ignore[arg-type]


def test_a_letter_becomes_an_event_long_after_the_last_without_what_is_not_recorded() -> None:
    memory = Memory(events("2012-01-09 child_seen"), (0,))
    longer = memory.with_letter(Letter("escalated", (), Chooser.AGENCY), ENGLAND)
    assert longer is not None
    assert (longer[0].type, longer[1].type, longer[1].on) == ("child_seen", "escalated", FIRST_DAY + APART)


def test_a_letter_speaks_of_the_first_event_and_of_none_where_there_is_none() -> None:
    seen = Memory(events("2012-01-09 child_seen\n2012-02-06 escalated"), (0,))
    tied = Letter("record_distributed", (("meeting", OfTrigger()),), Chooser.AGENCY, 3)
    longer = seen.with_letter(tied, ENGLAND)
    assert longer is not None
    assert longer[-1].get("meeting") == FIRST_DAY
    assert Memory((), (0,)).with_letter(tied, ENGLAND) is None
    assert seen.with_letter(letter(OfLatest("icpc_held", "on")), ENGLAND) is None
