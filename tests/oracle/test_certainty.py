"""What is certain over readings, and the smallest set that decides, against plain enumeration."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations, product

import pytest

from model.findings import Finding
from model.history import History
from model.oracle import Certainty, judge, over_readings
from model.policy import Policy, Strength, load_policy, under
from tests.miniatures import HEAD, QUORUM, SIX_WEEKS, TEN_WORKING_DAYS, duty, history, policy


def reading(id: str, *others: str) -> str:
    """A reading whose choices, but for the first, are these overlays."""
    lines = [f'[[reading]]\nid = "{id}"\nphrase = "p"\ndefault = "{id}-0"\nreason = "r"']
    lines += [
        f'[[reading.choice]]\nid = "{id}-{number}"\nmeans = "m"\n{overlay}'
        for number, overlay in enumerate(("", *others))
    ]
    return "\n".join(lines) + "\n"


COUNTING = reading("first-day", 'set = [{ in = "counting", first_day = "same-day" }]')
CALENDAR = reading("holidays", 'set = [{ in = "calendar", bank_holidays_are_working_days = true }]')
LENGTH = reading(
    "length",
    'set = [{ duty = "it", within = "5 working days" }]',
    'set = [{ duty = "it", within = "2 weeks" }]',
)
STRENGTH = reading("strong", 'set = [{ duty = "interval", strength = "should" }]')
OUTCOME = reading("any-conference", 'set = [{ duty = "it", when = "icpc_held" }]')
EXCUSE = reading("excuse", 'set = [{ excuse = "delay", decided = "any-time" }]')
POWER = reading("power", 'set = [{ power = "chair", applies = "running-interval" }]')
ADDED = reading(
    "added",
    '[[reading.choice.duty]]\nid = "more"\nclauses = ["9"]\nstrength = "must"\nowed_by = "anyone"\nsays = "S."\n'
    'when = "icpc_held"\nthen = "child_seen"\nwithin = "3 days"',
)
GONE = reading("gone", 'abolish = [{ duty = "interval" }]')
BOTH = (
    duty(TEN_WORKING_DAYS)
    + duty(SIX_WEEKS, "interval")
    + """
[[excuse]]
id = "delay"
clauses = ["2"]
covers = ["it"]
when = "core_group_delay_authorised"
says = "S."

[[power]]
id = "chair"
clauses = ["3"]
retimes = ["interval"]
when = "chair_direction_given"
sets = "interval"
says = "S."
"""
)
SUPERVISED = QUORUM + (
    '[[event]]\ntype = "supervision_held"\nchosen_by = "agency"\nstates = ["core_groups_running"]\n'
    + duty('when = "supervision_held"\nthen = "child_seen"\nwithin = "1 week"\n')
    + reading(
        "quorum",
        'set = [{ definition = "quorate", agencies_present = { count_at_least = 1 } }]',
    )
)

LATE = """
2014-12-18 icpc_held outcome=plan
2015-01-05 core_group_held agencies_present=health
2015-01-06 core_group_delay_authorised
2015-01-12 chair_direction_given interval=8_weeks
2015-01-13 supervision_held
"""
LATE_ELSEWHERE = LATE.replace("2015-01-13 supervision_held\n", "")
UNSURE = LATE_ELSEWHERE.replace("outcome=plan", "")

POLICIES = {
    "counting and length": BOTH + COUNTING + LENGTH,
    "calendar and length": BOTH + LENGTH + CALENDAR,
    "everything that touches one duty": BOTH + COUNTING + CALENDAR + LENGTH + EXCUSE + OUTCOME,
    "power and strength": BOTH + POWER + STRENGTH,
    "a duty that only a reading adds": BOTH + ADDED + COUNTING,
    "a duty that a reading takes away": BOTH + GONE + POWER,
    "a quorum that decides what is refused": SUPERVISED + COUNTING,
    "no readings at all": BOTH,
}


def assignments(policy: Policy) -> Iterator[dict[str, str]]:
    """Every way to read the policy."""
    for choices in product(*([choice.id for choice in reading.choices] for reading in policy.readings)):
        yield dict(zip(policy.reading_ids, choices, strict=True))


def enumerated(
    record: History, policy: Policy, as_of: date, strength: Strength
) -> dict[tuple[str, str], list[tuple[Mapping[str, str], Finding | None]]]:
    """For every occasion its finding under every assignment, by judging the whole policy under each."""
    judged = [(way, judge(record, policy, way, as_of, strength=strength).findings) for way in assignments(policy)]
    keys = {(one.duty, one.trigger) for _, findings in judged for one in findings}
    return {
        key: [
            (way, next((one for one in findings if (one.duty, one.trigger) == key), None)) for way, findings in judged
        ]
        for key in keys
    }


def status(finding: Finding) -> str:
    return finding.status.value


def decides(chosen: tuple[str, ...], ways: list[tuple[Mapping[str, str], Finding]]) -> bool:
    """Whether ways that agree on these readings always agree on the status."""
    groups: dict[tuple[str, ...], set[str]] = {}
    for way, finding in ways:
        groups.setdefault(tuple(way[id] for id in chosen), set()).add(status(finding))
    return all(len(found) == 1 for found in groups.values())


def fewest(policy: Policy, ways: list[tuple[Mapping[str, str], Finding]]) -> int:
    """How many readings it takes to decide."""
    sizes = range(len(policy.reading_ids) + 1)
    return next(size for size in sizes for some in combinations(policy.reading_ids, size) if decides(some, ways))


@pytest.mark.parametrize("lines", [LATE, LATE_ELSEWHERE, UNSURE], ids=["late", "elsewhere", "unsure"])
@pytest.mark.parametrize("name", POLICIES)
@pytest.mark.parametrize("as_of", [date(2015, 1, 5), date(2015, 1, 20), date(2015, 3, 9)], ids=str)
@pytest.mark.parametrize("strength", [Strength.MUST, Strength.MAY], ids=lambda one: one.value)
def test_what_is_certain_is_what_judging_every_assignment_shows(
    name: str, lines: str, as_of: date, strength: Strength
) -> None:
    words = policy(POLICIES[name])
    if "supervision_held" not in words.vocabulary.by_name:
        lines = lines.replace("2015-01-13 supervision_held\n", "")
    record = history(lines, words.vocabulary)
    expected = enumerated(record, words, as_of, strength)
    found = over_readings(record, words, as_of=as_of, strength=strength)
    assert sorted((one.duty, one.trigger) for one in found) == sorted(expected)
    for one in found:
        agrees(one, expected[one.duty, one.trigger], words)


def agrees(one: Certainty, ways: list[tuple[Mapping[str, str], Finding | None]], policy: Policy) -> None:
    """One occasion as the enumeration has it."""
    arising = [(way, finding) for way, finding in ways if finding is not None]
    statuses = {status(finding) for _, finding in arising}
    usual = {reading.id: reading.default for reading in policy.readings}
    assert one.statuses == (*sorted(statuses), *(["no occasion"] if len(arising) < len(ways) else []))
    assert one.certain == (len(statuses) == 1)
    assert decides(one.decided_by, arising)
    assert len(one.decided_by) == fewest(policy, arising)
    assert one.due_days == tuple(sorted({found.due for _, found in ways if found and found.due}))
    assert one.default == next(found for way, found in ways if way == usual)


def test_brent_over_four_readings_is_what_judging_every_assignment_shows() -> None:
    names = ("ten-days", "six-weeks-from", "direction-from", "first-day")
    brent = load_policy("brent")
    record = history(
        """
        2015-01-05 icpc_held outcome=plan
        2015-01-16 core_group_held agencies_present=health,education
        2015-01-20 chair_direction_given subject=core_group_interval interval=8_weeks
        2015-02-27 core_group_held agencies_present=health
        2015-03-12 core_group_held agencies_present=health,education
        2015-03-13 rcpc_held outcome=continue
        2015-03-25 core_group_held agencies_present=health,education
        """,
        brent.vocabulary,
    )
    found = {(one.duty, one.trigger): one for one in over_readings(record, brent, names, as_of=date(2015, 5, 1))}
    review = found["core-group-after-review", "e6"]
    assert (review.certain, review.decided_by, review.statuses) == (False, ("ten-days",), ("breached", "met"))
    # Friday 13 March and ten days, or ten working days (16 to 20, 23 to 27); one fewer where the day itself is day 1.
    assert review.due_days == tuple(date(2015, 3, day) for day in (22, 23, 26, 27))
    # 16 January and six weeks: 27 February, a meeting that was not quorate; at once eight weeks: 13 March.
    interval = found["core-group-interval", "e2"]
    assert (interval.certain, interval.decided_by) == (False, ("six-weeks-from", "direction-from"))
    assert found["first-core-group", "e1"].certain


def test_only_the_readings_that_touch_a_duty_are_combined() -> None:
    words = policy(BOTH + COUNTING + LENGTH + POWER + STRENGTH)
    found = over_readings(history(LATE_ELSEWHERE, words.vocabulary), words, as_of=date(2015, 3, 9))
    assert {(one.duty, one.assignments) for one in found} == {("it", 2 * 3), ("interval", 2 * 2 * 2)}


def test_readings_that_are_not_asked_about_stay_at_their_default() -> None:
    words = policy(BOTH + COUNTING + LENGTH)
    record = history(LATE_ELSEWHERE, words.vocabulary)
    asked = {one.duty: one for one in over_readings(record, words, ["first-day"], as_of=date(2015, 3, 9))}
    assert {choice.id for choice in words.reading("length").choices} == {"length-0", "length-1", "length-2"}
    # Thursday 18 December and ten working days: 18, 19, 22 to 24, 29 to 31, 2, 5, or a day more without the day itself.
    assert asked["it"].due_days == (date(2015, 1, 5), date(2015, 1, 6))
    with pytest.raises(KeyError):
        over_readings(record, words, ["last-day"], as_of=date(2015, 3, 9))


def test_an_occasion_that_arises_only_under_some_reading_has_no_default() -> None:
    words = policy(BOTH + ADDED)
    record = history(LATE_ELSEWHERE, words.vocabulary)
    (more,) = [one for one in over_readings(record, words, as_of=date(2015, 3, 9)) if one.duty == "more"]
    assert (more.default, more.certain, more.decided_by) == (None, True, ())
    assert more.statuses == ("breached", "no occasion")


def test_findings_come_in_the_order_of_the_duties_and_of_the_case() -> None:
    words = policy(HEAD + duty(SIX_WEEKS, "interval") + duty(TEN_WORKING_DAYS))
    lines = "2015-01-05 icpc_held outcome=plan\n" + "".join(f"2015-01-{day} core_group_held\n" for day in range(10, 22))
    found = over_readings(history(lines, words.vocabulary), words, as_of=date(2015, 3, 9))
    assert [(one.duty, one.trigger) for one in found] == [
        *(("interval", f"e{number}") for number in range(2, 14)),
        ("it", "e1"),
    ]


def test_the_policy_asked_about_may_already_be_read_in_one_way() -> None:
    words = under(policy(BOTH + COUNTING + LENGTH), {"length": "length-1"})
    record = history(LATE_ELSEWHERE, words.vocabulary)
    (it,) = [one for one in over_readings(record, words, ["first-day"], as_of=date(2015, 3, 9)) if one.duty == "it"]
    # 19, 22, 23, 24, 29 December; with the day itself 24.
    assert it.due_days == (date(2014, 12, 24), date(2014, 12, 29))
