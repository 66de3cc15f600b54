"""What is found of a claim is shown by a shortest history, which the oracle judges as the search did."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from model.analysis import exhibit
from model.analysis.claim import parse_claims
from model.analysis.path import Path, shortest
from model.analysis.prove import proved
from model.analysis.replay import Unconfirmed, confirmed_on
from model.analysis.result import Result, Verdict
from model.analysis.search import INTERRUPTED, Reach, explore
from model.analysis.story import told
from model.analysis.witness import Expected, Side
from model.calendar import ClosedDay, england_and_wales
from model.errors import Fault, InvalidInput
from model.findings import Judgement
from model.policy import Policy
from tests.analysis.test_observe import CHAIRED, FIRST, FIVE, GAP, LAST, OVER, SENTENCES
from tests.miniatures import MEET, PLAN, duty, policy

DAY = timedelta(days=1)
ENGLAND = england_and_wales()
QUORATE = {"event": "core_group_held", "family_present": True}
HELD = {"form": "never", **SENTENCES}
WORKING = PLAN + MEET + 'within = "10 working days"\n' + OVER


def result(words: Policy, first: date = FIRST, last: date = LAST, **claim: Any) -> Result:
    tables = {"policy": words.id, "claim": [{"id": "claim", **claim}]}
    engine = "plain" if first == FIRST else "numba"
    return proved(parse_claims(tables, words, "mini.toml")[0], words, ENGLAND, first, last, engine=engine)  # type: ignore[arg-type]


def gap(text: str, at_most: int, **more: Any) -> Result:
    return result(policy(text), **{**GAP, "at_most": at_most, **more})


def never(text: str, **more: Any) -> Result:
    return result(policy(text), **{**HELD, **more})


def days_of(found: Result, which: str) -> int | None:
    witness = getattr(found, which)
    if witness is None:
        return None
    first, last = witness.stretch(0)
    return int((last - first).days)


@pytest.mark.parametrize(
    ("at_most", "against", "reaching"), [(3, 4, 5), (4, 5, 5), (5, None, 5), (6, None, 5)], ids=["3", "4", "5", "6"]
)
def test_a_gap_is_shown_by_a_history_that_is_too_long_and_by_one_of_exactly_the_number(
    at_most: int, against: int | None, reaching: int
) -> None:
    found = gap(FIVE, at_most)
    assert (days_of(found, "against"), days_of(found, "reaching")) == (against, reaching)
    assert found.reaching is not None
    (event,) = found.reaching.history.events
    assert found.largest is not None
    assert (found.largest.days, found.largest.anchor) == (5, event.on)
    assert found.reaching.parts_on == event.on + timedelta(days=5)


def test_the_first_day_on_which_a_gap_is_too_long_is_told() -> None:
    assert gap(FIVE, 3).seen == FIRST + timedelta(days=3)


def test_a_gap_without_an_end_is_shown_by_one_that_is_a_day_too_long() -> None:
    found = gap(FIVE, 5, to=QUORATE)
    assert (days_of(found, "against"), found.reaching, found.largest) == (6, None, None)
    assert found.against is not None
    lacking = (
        "6 days without this: the core group met (family present is true) or the child protection plan was discharged"
    )
    assert lacking in told(found.against, 400)


def test_a_gap_of_one_day_is_shown_too() -> None:
    found = gap(FIVE.replace("5 days", "1 day"), 0)
    assert (found.exact, days_of(found, "against")) == (1, 1)


def test_a_gap_that_is_over_on_its_first_day_has_nothing_to_show() -> None:
    found = gap(FIVE.replace("5 days", "0 days"), 3)
    assert (found.verdict, found.exact, found.against, found.reaching) == (Verdict.PROVED, 0, None, None)


def test_a_gap_that_never_begins_has_nothing_to_show() -> None:
    found = gap(FIVE, 5, without=["icpc_held"])
    assert (found.against, found.reaching) == (None, None)


def test_a_gap_over_days_that_move_due_days_is_confirmed_too() -> None:
    words = replace(policy(FIVE), counting=replace(policy(FIVE).counting, closed_day=ClosedDay.NEXT))
    claim: dict[str, Any] = {**GAP, "at_most": 9}
    assert days_of(result(words, **claim), "reaching") == 9


def test_what_is_reached_late_in_the_range_is_found() -> None:
    # Ten working days last for twenty days from 13 April 2011 on, and never before.
    claim: dict[str, Any] = {**GAP, "at_most": 20}
    found = result(policy(WORKING), date(2010, 1, 1), date(2011, 12, 31), **claim)
    assert found.largest is not None
    assert (found.largest.days, found.largest.anchor) == (20, date(2011, 4, 13))


def test_a_duty_that_is_the_first_to_be_breached_is_shown_breached() -> None:
    found = never(FIVE, breached="it")
    assert found.against is not None
    assert [one.status.value for one in found.against.findings(0)] == ["breached"]


def test_a_duty_that_is_never_breached_first_is_shown_triggered() -> None:
    longer = duty(PLAN + MEET + 'within = "6 days"\n' + OVER, "longer")
    found = never(FIVE + longer, breached="longer")
    assert found.against is None
    assert found.reaching is not None
    assert [event.type for event in found.reaching.history.events] == ["icpc_held"]
    assert "longer" in {one.duty for one in found.reaching.findings(0)}


@pytest.mark.parametrize("more", ["in_force_until = 2015-01-07\n", ""], ids=["for some time", "always"])
def test_what_triggers_a_duty_that_is_in_force_for_some_time_is_not_shown(more: str) -> None:
    longer = duty(PLAN + MEET + 'within = "6 days"\n' + OVER + more, "longer")
    found = never(FIVE + longer, breached="longer")
    assert (found.attained, found.reaching is None) == (True, bool(more))


def test_what_happens_without_a_breach_is_shown_and_nothing_is_breached() -> None:
    found = never(FIVE + CHAIRED, happens={"event": "core_group_held", "chair": "line_manager"})
    assert found.against is not None
    assert found.against.history.events[-1].get("chair") == "line_manager"
    assert {one.status.value for one in found.against.findings(0)} == {"met"}


def test_what_never_happens_is_held_against_an_event_of_its_kind() -> None:
    found = never(FIVE + CHAIRED, happens={"event": "core_group_held", "chair": "social_worker"})
    assert found.against is None
    assert found.reaching is not None
    assert [event.type for event in found.reaching.history.events] == ["icpc_held", "core_group_held"]


@pytest.mark.parametrize(
    "claim",
    [{**GAP, "at_most": 4}, {**HELD, "breached": "it"}, {**HELD, "happens": "core_group_held"}],
    ids=["gap", "breached", "happens"],
)
def test_what_no_search_finds_again_is_not_shown(monkeypatch: pytest.MonkeyPatch, claim: dict[str, Any]) -> None:
    def blind(*given: Any, **more: Any) -> Reach:
        return replace(explore(*given, **more), breaches={})

    monkeypatch.setattr(exhibit, "explore", blind)
    found = result(policy(FIVE), **claim)
    assert (found.verdict, found.against) == (Verdict.REFUTED, None)


def test_a_history_that_does_not_fit_is_said_not_to_be_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    def crowded(*_: Any, **__: Any) -> Path | None:
        raise InvalidInput(Fault("search-too-large", "it is too large"))

    monkeypatch.setattr(exhibit, "shortest", crowded)
    found = gap(FIVE, 4)
    assert (found.verdict, found.why) == (Verdict.REFUTED, "no case is shown: it is too large")


def test_a_search_for_a_history_that_is_stopped_leaves_the_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*given: Any, **more: Any) -> Reach:
        return replace(explore(*given, **more), finished=False, stopped=INTERRUPTED)

    monkeypatch.setattr(exhibit, "explore", stopped)
    found = gap(FIVE, 4)
    assert (found.verdict, found.against, found.why) == (Verdict.REFUTED, None, INTERRUPTED)


def test_a_gap_that_the_oracle_does_not_see_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def blind(*given: Any, **more: Any) -> Path | None:
        found = shortest(*given, **more)
        return replace(found, ends=found.ends + DAY) if found else None

    monkeypatch.setattr(exhibit, "shortest", blind)
    with pytest.raises(Unconfirmed, match="not confirmed by the oracle"):
        gap(FIVE, 4)


def test_what_is_not_so_on_a_day_is_not_confirmed_on_it() -> None:
    found = never(FIVE, breached="it").against
    assert found is not None
    side = Side(policy(FIVE), "it")
    said = [Expected(breached=frozenset({"it"}))]
    eve = found.parts_on - DAY
    with pytest.raises(Unconfirmed, match="not confirmed by the oracle"):
        confirmed_on(eve, "It is breached.", found.history.events, [side], said)
    shown = confirmed_on(found.parts_on, "It is breached.", found.history.events, [side], said)
    assert isinstance(shown.judgements[0], Judgement)
