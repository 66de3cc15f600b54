"""What a witness shows and leaves out, and its JSON, which reads back as the same case and the same findings."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import jsonschema
import msgspec
import pytest

from model.analysis.replay import judged
from model.analysis.witness import Expected, Gap, Side, Witness, as_json, common_vocabulary
from model.findings import Judgement, Status
from model.history import finding_schema, read_histories
from model.policy import under
from tests import miniatures as mini
from tests.analysis.witnesses import ALL, BRENT, UNSEEN, YORK, alone, christmas, event, odd, own_kinds, quorum, unseen


def statuses(witness: Witness) -> list[list[tuple[str, str]]]:
    """Duty and status of what is shown, side by side."""
    return [[(one.duty, one.status.value) for one in witness.shown(side)] for side in range(len(witness.sides))]


def test_both_sides_show_their_finding_on_the_event_from_which_the_breach_counts() -> None:
    assert statuses(christmas()) == [[("tac-after-discharge", "breached")], [("tac-after-discharge", "pending")]]
    assert statuses(quorum()) == [[("first-core-group", "breached")], [("first-core-group", "met")]]


def test_a_side_that_does_not_know_the_duty_shows_nothing() -> None:
    assert statuses(alone()) == [[("reschedule-after-too-few", "breached")], []]


def test_a_stretch_shows_the_occasion_that_it_begins_and_no_other() -> None:
    (shown,) = unseen().shown(0)
    assert (shown.anchor, shown.due, shown.status) == (date(2014, 12, 18), date(2015, 1, 6), Status.MET)
    assert len(unseen().findings(0)) == 3


def test_what_both_sides_find_on_one_event_stands_in_the_same_place() -> None:
    both = Expected(about=frozenset({"first-core-group", "child-seen"}))
    witness = replace(quorum(), expected=(both, both))
    assert [[duty for duty, _ in side] for side in statuses(witness)] == [
        ["first-core-group", "child-seen"],
        ["first-core-group"],
    ]


def test_of_a_duty_without_a_breach_only_the_latest_occasion_is_shown() -> None:
    witness = replace(unseen(), expected=(Expected(kept=frozenset({"child-seen"})),))
    (shown,) = witness.shown(0)
    assert (shown.occasion, shown.status) == (3, Status.PENDING)


def test_breaches_that_the_claim_is_not_about_are_kept_apart() -> None:
    assert [one.duty for one in christmas().others(0)] == ["first-core-group-scheduled"]
    assert [one.duty for one in alone().others(1)] == ["first-core-group-scheduled"]
    assert odd().others(0) == ()


def test_a_side_is_loaded_by_the_policy_s_id_unless_it_says_otherwise() -> None:
    assert [side.name for side in (BRENT, YORK, replace(BRENT, source="mine.toml"))] == [
        "brent-2014",
        "york-2015",
        "mine.toml",
    ]


def test_the_longest_stretch_runs_to_the_next_event_or_to_the_day_of_the_question() -> None:
    seen = [event("2015-01-05", "icpc_held"), event("2015-01-08", "child_seen"), event("2015-01-12", "child_seen")]
    assert UNSEEN.longest(seen, date(2015, 1, 14)) == (date(2015, 1, 8), date(2015, 1, 12))
    assert UNSEEN.longest(seen, date(2015, 1, 31)) == (date(2015, 1, 12), date(2015, 1, 31))


def test_a_stretch_that_nothing_began_has_no_length() -> None:
    day = date(2015, 1, 31)
    assert Gap(("plan_discharged",), ("tac_held",), 1).longest([event("2015-01-05", "icpc_held")], day) == (day, day)


@pytest.mark.parametrize(
    ("expected", "agrees"),
    [
        (Expected(breached=frozenset({"child-seen", "first-core-group"})), True),
        (Expected(breached=frozenset({"child-seen", "core-group-interval"})), False),
        (Expected(kept=frozenset({"core-group-interval"})), True),
        (Expected(kept=frozenset({"core-group-interval", "child-seen"})), False),
        (Expected(triggered=frozenset({"plan-explained", "child-seen"})), False),
        (Expected(triggered=frozenset({"child-seen"})), True),
        (Expected(gap=replace(UNSEEN, days=17)), True),
        (Expected(gap=replace(UNSEEN, days=18)), False),
    ],
    ids=["both", "one-too-many", "none-of-one", "none-of-two", "not-both", "triggered", "gap", "longer-gap"],
)
def test_the_oracle_agrees_where_every_named_duty_is_as_it_was_said(expected: Expected, agrees: bool) -> None:
    witness = quorum()
    assert expected.agrees(witness.judgements[0], witness.history.events) is agrees


def test_an_event_that_was_set_aside_begins_no_stretch() -> None:
    expected = Expected(gap=Gap(("tac_held",), ("case_closed",), 1))
    assert not expected.agrees(odd().judgements[0], odd().history.events)
    assert odd().judgements[0].refused


def test_the_common_vocabulary_has_the_kinds_and_attributes_of_all_sides() -> None:
    words = common_vocabulary(own_kinds().sides)
    assert "briefing_held" in words.by_name
    assert "child_spoken_to" in words.by_name["core_group_held"].attributes
    turned = common_vocabulary(own_kinds().sides[::-1])
    assert {kind.name: set(kind.attributes) for kind in turned.kinds} == {
        kind.name: set(kind.attributes) for kind in words.kinds
    }


def test_one_policy_has_its_own_vocabulary() -> None:
    policy = mini.policy(mini.BRIEFED_FIRST)
    assert common_vocabulary([Side(policy, "")]) == policy.vocabulary


@pytest.mark.parametrize("example", ALL, ids=lambda example: example.__name__)
def test_the_history_in_the_json_reads_back_and_is_judged_the_same(example: Callable[[], Witness]) -> None:
    witness = example()
    told = json.loads(json.dumps(as_json(witness)))
    line = json.dumps(told["history"]).encode()
    read = list(read_histories(BytesIO(line), common_vocabulary(witness.sides), strict=True))
    assert read == [witness.history]
    for side, said in zip(witness.sides, told["sides"], strict=True):
        kept = msgspec.convert({key: said[key] for key in Judgement.__struct_fields__}, Judgement)
        assert kept == judged(side, read[0], witness.parts_on)


@pytest.mark.parametrize("example", ALL, ids=lambda example: example.__name__)
def test_each_side_of_the_json_holds_a_judgement_in_the_findings_format(example: Callable[[], Witness]) -> None:
    for said in as_json(example())["sides"]:
        own = {key: said[key] for key in Judgement.__struct_fields__}
        jsonschema.validate(own, finding_schema())


def test_the_json_says_claim_day_policies_readings_and_what_the_search_said() -> None:
    told = as_json(christmas())
    assert (told["claim"], told["parts_on"]) == (christmas().claim, "2014-12-29")
    assert [(one["label"], one["policy"], one["readings"], one["expected"]) for one in told["sides"]] == [
        ("Brent", "brent-2014", {}, {"breached": ["tac-after-discharge"]}),
        ("Brent, ten working days", "brent-2014", {"ten-days": "working-days"}, {"kept": ["tac-after-discharge"]}),
    ]
    (side,) = as_json(unseen())["sides"]
    stretch = {
        "after": ["icpc_held", "child_seen"],
        "without": ["child_seen", "plan_discharged"],
        "days": 19,
        "between": None,
    }
    assert side["expected"] == {"kept": ["child-seen"], "gap": {**stretch, "words": ""}}


def test_a_policy_under_its_readings_is_judged_as_it_is() -> None:
    working = christmas().sides[1]
    assert working.policy == under(BRENT.policy, {"ten-days": "working-days"})
    assert christmas().judgements[1].readings == {"ten-days": "working-days"}
