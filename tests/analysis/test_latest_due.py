"""A due day is shown by the shortest history in which the oracle finds it."""

from dataclasses import replace
from datetime import date

import pytest

from model.analysis import latest_due
from model.analysis.latest_due import Offsets, abstractly
from model.analysis.replay import Unconfirmed
from model.analysis.result import Result, Verdict
from model.analysis.story import told
from model.analysis.witness import Witness, as_json
from model.analysis.worst import worst_offset
from model.policy import Duty
from tests.analysis.test_prove import result
from tests.miniatures import DUTY, MEET, PLAN, policy

MONDAY = date(2015, 1, 5)
TEN = PLAN + MEET + 'within = "10 working days"\n'
THIRD = 'when = { event = "core_group_held", nth = 3, chair = "line_manager" }\nthen = "record_distributed"\n'
NAMED = 'when = "core_group_scheduled"\nfrom = "for"\nthen = "core_group_held"\nwithin = "1 working day"\n'
TIED = (
    'when = { event = "core_group_scheduled", for = { same_as = "on" } }\nthen = "core_group_held"\nwithin = "1 day"\n'
)


def days(witness: Witness | None) -> tuple[date, date] | None:
    return None if witness is None else witness.expected[0].due


def test_a_due_day_that_is_too_late_is_shown_and_one_that_is_as_late_as_any() -> None:
    found = result(TEN, 17)
    assert days(found.against) == (date(2010, 3, 19), date(2010, 4, 6))
    assert days(found.reaching) == (date(2011, 4, 13), date(2011, 5, 3))
    assert found.largest is not None
    assert found.largest.anchor == date(2011, 4, 13)
    assert found.reaching is not None
    assert [(event.type, event.on) for event in found.reaching.history.events] == [("icpc_held", date(2011, 4, 13))]
    assert [one.status.value for one in found.reaching.findings(0)] == ["pending"]


def test_one_case_that_is_too_late_and_as_late_as_any_is_both() -> None:
    found = result(TEN, 19)
    assert found.against is found.reaching is not None


def test_what_is_never_too_late_is_shown_as_late_as_it_can_be() -> None:
    found = result(TEN, 20)
    assert (found.verdict, found.against) == (Verdict.PROVED, None)
    assert days(found.reaching) == (date(2011, 4, 13), date(2011, 5, 3))


def test_what_only_an_abstract_calendar_reaches_has_no_case() -> None:
    found = result(TEN, 19, date(2015, 1, 1), date(2015, 12, 31))
    assert (found.verdict, found.against, found.reaching) == (Verdict.REFUTED, None, None)


def test_a_case_has_what_the_trigger_needs_and_begins_in_the_range_where_it_can() -> None:
    text = DUTY + THIRD + 'within = "10 days"\n'
    found = result(text, 9, MONDAY, date(2015, 1, 30))
    assert found.against is not None
    assert [event.type for event in found.against.history.events] == ["icpc_held", *["core_group_held"] * 3]
    assert (found.against.history.events[0].on, days(found.against)) == (MONDAY, (date(2015, 1, 7), date(2015, 1, 17)))
    short = result(text, 9, MONDAY, MONDAY)
    assert short.against is not None
    assert (short.against.history.events[0].on, days(short.against)) == (date(2015, 1, 3), (MONDAY, date(2015, 1, 15)))


def test_a_day_that_the_trigger_names_is_the_one_from_which_it_counts() -> None:
    found = result(DUTY + NAMED, 4, date(2015, 4, 1), date(2015, 4, 3))
    assert days(found.against) == (date(2015, 4, 2), date(2015, 4, 7))
    assert found.against is not None
    assert found.against.history.events[-1].get("for") == date(2015, 4, 2)


def test_a_day_that_the_trigger_cannot_name_has_no_case() -> None:
    past = '{ event = "core_group_scheduled", for = { at_most = 2010-01-01 } }'
    never = NAMED.replace('"core_group_scheduled"', past, 1)
    found = result(DUTY + never, 4, date(2015, 4, 1), date(2015, 4, 3))
    assert (found.verdict, found.against) == (Verdict.REFUTED, None)


def test_a_trigger_that_no_search_can_make_has_no_case() -> None:
    found = result(DUTY + TIED, 0, MONDAY, MONDAY)
    assert (found.verdict, found.exact, found.against) == (Verdict.REFUTED, 1, None)


def test_a_trigger_that_needs_more_days_than_are_looked_at_has_no_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(latest_due, "DAYS_BEFORE", 2)
    found = result(DUTY + THIRD + 'within = "10 days"\n', 9, MONDAY, date(2015, 1, 30))
    assert (found.verdict, found.against) == (Verdict.REFUTED, None)


def test_a_bank_holiday_that_was_announced_late_is_known_in_the_case() -> None:
    found = result(TEN, 14, date(2022, 9, 8), date(2022, 9, 8))
    assert days(found.against) == (date(2022, 9, 8), date(2022, 9, 23))


def test_a_due_day_that_the_oracle_does_not_find_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    offsets = latest_due.offsets_of

    def late(given: Duty, empty: Result) -> Offsets:
        found = offsets(given, empty)
        return found._replace(days=found.days + 1)

    monkeypatch.setattr(latest_due, "offsets_of", late)
    with pytest.raises(Unconfirmed, match="not confirmed by the oracle"):
        result(TEN, 19)


def test_an_abstract_due_day_that_the_oracle_counts_otherwise_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    words = policy(TEN)
    monkeypatch.setattr(latest_due, "worst_offset", lambda *given: worst_offset(*given)._replace(days=21))
    with pytest.raises(Unconfirmed, match="not 21 days after"):
        abstractly(words.duties[0], words.counting, 4)


@pytest.mark.parametrize(
    ("text", "most"), [("3 months", 92), ("2 weeks before", -1), ("1 working day", 7), ("5 days", 5)]
)
def test_every_kind_of_window_is_counted_by_the_oracle_as_by_the_search(text: str, most: int) -> None:
    words = policy(PLAN + MEET + f'within = "{text}"\n')
    assert abstractly(words.duties[0], words.counting, 4).days == most


def test_the_story_and_the_json_say_from_when_it_counts() -> None:
    found = result(TEN, 19).against
    assert found is not None
    assert "it counts from 2011-04-13 and is due on 2011-05-03, 20 calendar days later." in told(found)
    assert "the day on which it is due" in told(found)
    assert as_json(found)["sides"][0]["expected"] == {
        "triggered": ["it"],
        "duties": ["it"],
        "counted_from": "2011-04-13",
        "due": "2011-05-03",
    }
    assert not replace(found.expected[0], due=(MONDAY, MONDAY)).agrees(found.judgements[0], found.history.events)
