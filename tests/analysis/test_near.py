"""Near a day on which a conflict is seen: the history that shows it best, or none that is not confirmed."""

from collections.abc import Sequence

import pytest

from model.analysis import conflicts as analysis
from model.analysis.replay import Unconfirmed
from tests import miniatures as mini
from tests.analysis.test_conflicts import LATER, SOON, found

HELD = 'when = "core_group_held"\n'
CHAIRS = ("line_manager", "lead_social_worker", "social_worker", "other_professional")
EXPLAINED = mini.duty(HELD + "requires = { plan_explained = true }\n", "explained")


def requires(id: str, *chairs: str) -> str:
    return mini.duty(f"{HELD}requires = {{ chair = {list(chairs)} }}\n".replace("'", '"'), id)


def test_a_history_that_breaches_nothing_else_is_taken_where_it_is_as_short() -> None:
    strict = requires("one", "lead_social_worker") + requires("two", "social_worker")
    shown = found(mini.policy(strict), mini.policy(requires("any", *CHAIRS))).conflicts
    broken = [{one.duty for one in conflict.witness.findings(0)} for conflict in shown]
    others = [[one.duty for one in conflict.witness.others(0)] for conflict in shown]
    assert broken == [{"one"}, {"two"}]
    assert others == [[], []]


def test_a_shorter_history_is_taken_though_it_breaches_more() -> None:
    first = HELD.replace('"core_group_held"', '{ event = "core_group_held", nth = 1 }')
    strict = requires("one", "lead_social_worker") + requires("first", "lead_social_worker").replace(HELD, first)
    shown = found(mini.policy(strict), mini.policy(requires("any", *CHAIRS))).conflicts
    assert [[event.type for event in one.events] for one in shown] == [["icpc_held", "core_group_held"]] * 2
    assert [[one.duty for one in conflict.witness.others(0)] for conflict in shown] == [["first"], ["one"]]


def test_where_the_other_side_breaches_all_that_is_told_the_case_leaves_it_untold() -> None:
    never = 'requires = { minute_taker = "lead_social_worker", not = { minute_taker = "lead_social_worker" } }\n'
    (explained, _) = found(mini.policy(EXPLAINED), mini.policy(mini.duty(HELD + never, "never"))).conflicts
    assert (explained.duty, explained.spared, explained.untold) == ("explained", (), ("never",))


def test_what_the_oracle_never_confirms_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(claim: str, *_: Sequence[object]) -> None:
        raise Unconfirmed(claim)

    monkeypatch.setattr(analysis, "confirmed", refused)
    with pytest.raises(Unconfirmed, match="A finds a breach of it where B finds none"):
        found(mini.policy(SOON), mini.policy(LATER))


def test_what_a_duty_that_cannot_be_searched_may_find_too_is_tried_and_not_finished() -> None:
    # A visit with no meeting in the days before it breaches both, and a meeting before it cannot be searched for.
    before = mini.duty('when = "child_seen"\nthen = "core_group_held"\nwithin = "2 days before"\n', "before")
    after = mini.duty('when = "child_seen"\nthen = "child_seen"\nwithin = "3 days"\n', "again")
    shown = found(mini.policy(before), mini.policy(after))
    assert shown.coverage.unfinished == ("again: whether miniature: before finds the same cannot be searched",)
    (conflict,) = [one for one in shown.conflicts if one.duty == "again"]
    assert [event.type for event in conflict.events] == ["icpc_held", "core_group_held", "child_seen"]
