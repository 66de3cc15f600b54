"""One conflict as it is told: a limit that is overstepped, a word that two define, what is found on other topics."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from model.analysis.compare import Comparison, compare
from model.analysis.conflicts import Conflict
from model.calendar import england_and_wales
from model.cli.parting import LETTERS, behind, breach, headline, plain_conflict, tell_conflict
from model.policy import Strength
from model.policy.load import policy_from_text
from tests.analysis.health.planted import HELD, duty
from tests.miniatures import HEAD

DAY = date(2015, 1, 5)
OTHER = HEAD.replace("miniature", "other")
QUORATE = '[[definition]]\nid = "quorate"\nclauses = ["4"]\nsays = "{}"\nevent = "core_group_held"\n{} = true\n'
NOTES = 'topic = "notes"\nwhen = { event = "core_group_held", minute_taker = { present = true } }\n'
TAKER = NOTES + 'requires = { minute_taker = { not = "family_member" } }\n'
INTERVAL = 'topic = "interval"\nwhen = { event = "core_group_held", quorate = true }\n'
NEXT = INTERVAL + 'then = { event = "core_group_held", quorate = true }\nwithin = "6 days"\n'
ITEMS = HELD + 'requires = { record_items = { includes = ["visits"] } }\n'


@cache
def found() -> Comparison:
    counted = QUORATE.format("Enough came.", "family_present")
    judged = QUORATE.format("Somebody says so.", "judged_quorate")
    ours = (
        HEAD + counted + duty("next", NEXT) + duty("taker", TAKER, "may") + duty("visits", 'topic = "record"\n' + ITEMS)
    )
    theirs = OTHER + judged + duty("next", NEXT) + duty("all", 'topic = "content"\n' + ITEMS)
    return compare(policy_from_text(ours, "a"), policy_from_text(theirs, "b"), england_and_wales(), DAY, DAY)


def of(topic: str, side: int = 0) -> Conflict:
    return next(one for one in found().cell(topic).conflicts if one.side == side)


def test_what_a_text_allows_within_limits_is_overstepped_and_not_breached() -> None:
    one = of("notes")
    assert (one.strength, breach(one)) == ("may", "finds the limits of what taker allows overstepped (may)")
    assert one.witness.claim.startswith("miniature finds the limits of what taker allows overstepped where other ")
    assert Strength.MUST.value in breach(of("record"))


def test_a_duty_that_does_not_arise_is_named_and_no_longer_said_to_ask_for_nothing() -> None:
    one = of("interval")
    told = headline(one, found().cell("interval"))
    assert told.startswith(
        "interval: A finds a breach of next (must), B finds none: next does not arise in this case ["
    )
    assert one.idle == ("next",)


def test_a_word_that_two_define_is_told_with_both_meanings() -> None:
    (_, because, *_) = behind(of("interval"), found())
    assert because == "Because of the definition quorate: A says (4): Enough came. B says (4): Somebody says so."


def test_what_the_other_side_finds_of_the_same_fact_on_another_topic_is_told() -> None:
    (says, elsewhere) = behind(of("record"), found())
    assert says == "A says: It is to be so."
    assert elsewhere == "On other topics B finds a breach in the same case: all (content; all)."


def test_json_carries_what_is_told() -> None:
    for topic, side in (("interval", 0), ("interval", 1), ("record", 0), ("content", 1), ("notes", 0)):
        one = of(topic, side)
        plain = plain_conflict(one, found())
        told = " ".join(behind(one, found()))
        assert plain["says"] in told
        assert all(because in told for because in plain["because"])
        assert all(id in told for id in plain["breached_on_other_topics"])
        assert plain["by"] == LETTERS[side]


def test_the_case_is_told_last(capsys: pytest.CaptureFixture[str]) -> None:
    tell_conflict(of("notes"), found())
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.endswith("core group held, minute taker family member; they part on 2015-01-06")
