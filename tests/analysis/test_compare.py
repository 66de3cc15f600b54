"""Topic by topic, who asks more is proved by search, and shown by a history."""

from datetime import date

import pytest

from model.analysis import compare as analysis
from model.analysis import trial
from model.analysis.compare import Comparison, Relation, compare
from model.calendar import england_and_wales
from model.compiled import compile as compiling
from model.errors import Fault, InvalidInput
from model.policy import Strength, load_policy
from tests import miniatures as mini
from tests.analysis.test_conflicts import confirmed_by_the_oracle

FIRST, LAST = date(2015, 1, 1), date(2015, 3, 31)


def meets(topic: str, days: int, strength: str = "must") -> str:
    body = f'topic = "{topic}"\n{mini.PLAN}{mini.MEET}within = "{days} days"\n'
    return mini.duty(body, f"{topic}-meets").replace('"must"', f'"{strength}"')


def chairs(topic: str, who: str) -> str:
    return mini.duty(
        f'topic = "{topic}"\nwhen = "core_group_held"\nrequires = {{ chair = "{who}" }}\n', f"{topic}-{who}"
    )


def explains(topic: str) -> str:
    body = f'topic = "{topic}"\nwhen = "core_group_held"\nrequires = {{ plan_explained = true }}\n'
    return mini.duty(body, f"{topic}-explained")


def compared(a: str, b: str, strength: Strength = Strength.MAY) -> Comparison:
    sides = (mini.policy(a), mini.policy(b))
    return compare(*sides, england_and_wales(), FIRST, LAST, strength)


def relation(a: str, b: str) -> Relation:
    found = compared(a, b)
    assert found.finished
    return found.cells[0].relation


def test_one_deadline_on_both_sides_is_equal() -> None:
    assert relation(meets("x", 5), meets("x", 5, "should")) is Relation.EQUAL


def test_the_sooner_deadline_is_stricter() -> None:
    assert relation(meets("x", 5), meets("x", 9)) is Relation.A_STRICTER
    assert relation(meets("x", 9), meets("x", 5)) is Relation.B_STRICTER


def test_a_sooner_deadline_against_another_requirement_is_incomparable() -> None:
    assert relation(meets("x", 5), meets("x", 9) + explains("x")) is Relation.INCOMPARABLE


def test_a_topic_of_one_side_is_only_there() -> None:
    found = compared(meets("x", 5), explains("y"))
    assert [(cell.topic, cell.relation) for cell in found.cells] == [("x", Relation.ONLY_A), ("y", Relation.ONLY_B)]
    assert [(one.side, one.topic) for one in found.conflicts] == [(0, "x"), (1, "y")]


def test_two_chairs_are_contradictory() -> None:
    found = compared(chairs("x", "line_manager"), chairs("x", "lead_social_worker"))
    assert found.cell("x").relation is Relation.CONTRADICTORY
    assert found.cell("x").contradictions == found.contradictions
    assert len(found.contradictions) == 1


def test_where_not_everything_could_be_searched_no_difference_is_not_called_equal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(trial, "MOST_TRIED", 200)
    anchored = 'topic = "x"\nwhen = "core_group_scheduled"\nfrom = "for"\nthen = "core_group_held"\nwithin = "5 days"\n'
    ended = mini.duty(anchored + 'until = "plan_discharged"\n', "x")
    assert relation(ended, ended.replace('"plan_discharged"', '["plan_discharged"]')) is Relation.EQUAL
    held = ended.replace('then = "core_group_held"', 'then = { event = "core_group_held", any = [{}] }')
    assert relation(ended, held) is Relation.UNDECIDED


def test_weaker_duties_are_left_out_at_a_strength() -> None:
    assert compared(meets("x", 5, "should"), meets("x", 9), Strength.MUST).cells[0].relation is Relation.ONLY_B


def test_progress_is_told_topic_by_topic() -> None:
    seen: list[tuple[int, int]] = []
    sides = mini.policy(meets("x", 5) + explains("y")), mini.policy(meets("x", 9))
    compare(*sides, england_and_wales(), FIRST, LAST, progress=lambda *at: seen.append(at))
    assert seen == [(1, 2), (2, 2)]


def test_an_interruption_ends_with_what_is_done() -> None:
    def stop(*_: int) -> None:
        raise KeyboardInterrupt

    sides = mini.policy(meets("x", 5) + explains("y")), mini.policy(meets("x", 9))
    found = compare(*sides, england_and_wales(), FIRST, LAST, progress=stop)
    assert [cell.topic for cell in found.cells] == ["x"]
    assert found.left_out == ("y",)
    assert (found.interrupted, found.finished, found.unjoined) == (True, False, "")


def test_an_interruption_before_the_first_topic_leaves_all_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(analysis, "contradictions", stop)
    found = compared(meets("x", 5), meets("x", 9))
    assert (found.left_out, found.cells, found.unjoined) == (("x",), (), "the search was stopped before")


def test_a_topic_that_does_not_fit_is_not_finished_and_the_others_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "MOST_DEMANDS", 1)
    monkeypatch.setattr(trial, "MOST_TRIED", 50)
    found = compared(meets("x", 5) + explains("y"), meets("x", 9))
    large, fits = found.cell("x"), found.cell("y")
    assert (large.relation, large.so_far) == (Relation.UNFINISHED, Relation.A_STRICTER)
    assert "2 duties are more than 1 that can be searched together" in large.coverage.unfinished[0]
    assert (fits.relation, fits.so_far) == (Relation.ONLY_A, Relation.ONLY_A)
    assert (found.finished, found.interrupted, found.left_out) == (False, False, ())


def test_where_both_do_not_fit_together_that_is_said_and_the_topics_are_searched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def large(*_: object, **__: object) -> None:
        raise InvalidInput(Fault("too-many-states", "there are too many", hint="restrict them"))

    monkeypatch.setattr(analysis, "contradictions", large)
    found = compared(meets("x", 5), meets("x", 9))
    assert found.unjoined == "there are too many (restrict them)"
    assert found.cell("x").relation is Relation.A_STRICTER
    assert not found.finished


def test_a_range_outside_the_calendar_is_an_error() -> None:
    with pytest.raises(InvalidInput, match="not a day of calendar"):
        compare(mini.policy(meets("x", 5)), mini.policy(meets("x", 9)), england_and_wales(), LAST, date(2100, 1, 1))


def test_what_could_not_be_searched_is_told_of_the_question_whether_both_can_be_kept() -> None:
    around = 'when = "core_group_held"\nthen = "child_seen"\nbetween = ["1 week before", "3 days"]\n'
    found = compared(mini.duty(around), meets("x", 9) + mini.duty('when = "impasse_reached"\nthen = "escalated"\n'))
    assert dict(found.unjoinable) == {"miniature: it": "its window lies before and after the trigger"}


def test_a_duty_that_differs_in_strength_alone_is_equal_and_the_strengths_are_told() -> None:
    found = compared(meets("x", 5), meets("x", 5, "should"))
    assert found.cell("x").relation is Relation.EQUAL
    assert found.cell("x").weights == (("x-meets", "must", "should"),)
    assert compared(meets("x", 5), meets("x", 9)).cell("x").weights == ()


def test_a_topic_on_which_the_other_side_never_can_tell_is_not_called_stricter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(compiling, "MOST_DEMANDS", 1)
    taker = mini.duty(
        'topic = "x"\nwhen = "core_group_held"\nrequires = { minute_taker = "lead_social_worker" }\n', "t"
    )
    found = compared(explains("x"), taker)
    assert [one.untold for one in found.conflicts] == [("t",), ("x-explained",)]
    assert found.cell("x").relation is Relation.UNDECIDED


@pytest.fixture(scope="module")
def texts() -> Comparison:
    brent, york = load_policy("brent"), load_policy("york")
    return compare(brent, york, england_and_wales(), date(2014, 12, 1), date(2016, 12, 31))


RELATIONS = {
    "referral": Relation.EQUAL,
    "first core group": Relation.INCOMPARABLE,
    "interval": Relation.INCOMPARABLE,
    "before a review": Relation.ONLY_A,
    "chair": Relation.CONTRADICTORY,
    "next date": Relation.B_STRICTER,
    "review conferences": Relation.A_STRICTER,
    "end of plan": Relation.ONLY_A,
    "looked after": Relation.EQUAL,
    "impasse": Relation.ONLY_A,
}


@pytest.mark.slow
def test_the_texts_stand_to_each_other_as_read_by_hand(texts: Comparison) -> None:
    assert {topic: texts.cell(topic).relation for topic in RELATIONS} == RELATIONS


@pytest.mark.slow
def test_of_every_conflict_of_the_texts_the_other_side_can_tell(texts: Comparison) -> None:
    assert [one.witness.claim for one in texts.conflicts if one.untold] == []
    assert {(one.duty, one.spared) for one in texts.cell("content").conflicts} == {
        ("plan-explained", ("agenda-followed",)),
        ("agenda-followed", ("plan-explained",)),
    }


@pytest.mark.slow
def test_what_one_text_must_and_the_other_should_is_told(texts: Comparison) -> None:
    assert [one for cell in texts.cells for one in cell.weights] == [
        ("lead-social-worker-chairs", "should", "must"),
        ("next-date-fixed", "should", "must"),
    ]


@pytest.mark.slow
def test_every_conflict_of_the_texts_is_confirmed_by_the_oracle(texts: Comparison) -> None:
    for conflict in texts.conflicts:
        theirs = set(texts.cell(conflict.topic).duties[1 - conflict.side])
        assert confirmed_by_the_oracle(conflict, theirs), conflict.witness.claim


@pytest.mark.slow
def test_what_makes_the_interval_part_is_named(texts: Comparison) -> None:
    named = {(one.side, one.needs) for one in texts.cell("interval").conflicts}
    chair, delay = ("chair-sets-core-group-interval",), ("line-manager-delays",)
    assert named == {(0, ("quorate",)), (0, chair), (1, ("quorate",)), (1, chair), (1, delay)}


@pytest.mark.slow
def test_only_one_text_sends_the_record_to_all_members(texts: Comparison) -> None:
    (one,) = [one for one in texts.cell("record").conflicts if one.duty == "minutes-distributed"]
    assert one.side == 1
    assert one.events[-1].type == "record_distributed"
    assert one.events[-1].get("to") != "all_members"


@pytest.mark.slow
def test_only_one_text_says_how_often_the_child_is_seen(texts: Comparison) -> None:
    seen = [one for one in texts.cell("seeing the child").conflicts if one.duty == "child-seen"]
    assert [(one.side, [event.type for event in one.events]) for one in seen] == [(0, ["icpc_held"])]
