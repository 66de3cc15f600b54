"""A case in a run holds every occasion of its family, and each lateness with the cause that the log gives."""

from dataclasses import replace

import numpy as np
import pytest

from simulations.engine import run_log
from simulations.inputs import Setting
from simulations.log import JOB_COLUMNS, OCCASION_COLUMNS
from simulations.measures import measures
from simulations.pictures.case import (
    LATE_TO,
    MOST_CHILDREN,
    MOST_SPANS,
    by_family,
    doubled,
    is_practice,
    spans,
    telling,
)
from simulations.rows import Cause, Standing
from tests.simulations.pictures.offices import busy, calm, empty, log


def families() -> range:
    return range(int(log().family_of.max()) + 1)


def setting() -> Setting:
    return busy().setting


def test_the_occasions_of_a_family_are_those_of_the_log() -> None:
    for family in families():
        rows = log().occasions[log().family_of[log().occasions[:, 0]] == family]
        clocks = doubled(setting(), {*spans(setting(), log(), family)})
        assert not clocks
        theirs = {tuple(row[2:]) for row in rows.tolist()}
        assert {
            (one.anchor, one.opens, one.due, one.standing, one.settled) for one in spans(setting(), log(), family)
        } == theirs


def test_as_many_are_late_as_the_measures_count() -> None:
    inputs = setting().inputs
    counted = measures(log(), inputs)
    columns = {name: log().occasions[:, OCCASION_COLUMNS.index(name)] for name in OCCASION_COLUMNS}
    inside = (columns["due"] >= inputs.first) & (columns["due"] < inputs.stop)
    single = [family for family in families() if (log().family_of == family).sum() == 1]
    whose = log().family_of[columns["child"]]
    late = sum(one.late for family in single for one in spans(setting(), log(), family) if one.due >= inputs.first)
    answered = columns["standing"] == Standing.ANSWERED
    breached = np.where(answered, columns["settled"] > columns["due"], columns["standing"] != Standing.LAPSED)
    breached &= inside & (answered | (columns["due"] < inputs.stop - 1))
    assert breached.sum() == counted.clocks[:, 2].sum()
    practice = np.array([is_practice(duty) for duty in setting().duties])[columns["clock"]]
    # Practice that only says again what the policy demands stands once.
    assert (breached & np.isin(whose, single) & ~practice).sum() <= late <= (breached & np.isin(whose, single)).sum()


def test_a_lateness_has_the_cause_of_the_job_that_ended_with_it() -> None:
    columns = {name: log().jobs[:, JOB_COLUMNS.index(name)] for name in JOB_COLUMNS}
    over = np.where(columns["done"] >= 0, columns["done"], columns["cancelled"])
    known = 0
    for family in families():
        for one in spans(setting(), log(), family):
            ended = (columns["family"] == family) & (over == one.settled)
            assert one.late or one.cause == Cause.NONE
            assert one.cause in {0, *columns["cause"][ended & (columns["task"] == setting().inputs.task_of[one.clock])]}
            known += one.cause > 0
    assert known > 20


def test_most_of_what_is_late_after_the_start_has_a_cause() -> None:
    late = [one for family in families() for one in spans(setting(), log(), family) if one.late]
    late = [one for one in late if one.anchor >= setting().inputs.first and setting().inputs.task_of[one.clock] >= 0]
    assert sum(one.cause > 0 for one in late) > 0.95 * len(late)


def test_the_telling_case_is_late_for_known_causes_and_fits_into_a_picture() -> None:
    family = telling(setting(), log())
    assert family is not None
    found = spans(setting(), log(), family)
    late = [one for one in found if one.late]
    assert 1 <= len(late) <= LATE_TO
    assert all(one.cause for one in late)
    assert len(found) <= MOST_SPANS
    assert (log().family_of == family).sum() <= MOST_CHILDREN
    assert min(one.anchor for one in found) >= setting().inputs.first


def test_where_nothing_is_late_a_case_is_shown_all_the_same() -> None:
    own = calm().setting
    family = telling(own, run_log(own.inputs))
    assert family is not None
    assert not any(one.late for one in spans(own, run_log(own.inputs), family))


def test_without_any_case_there_is_none() -> None:
    assert telling(empty().setting, run_log(empty().setting.inputs)) is None


def test_practice_that_says_what_the_policy_demands_is_left_out_with_the_same_days_alone() -> None:
    demanded = next(clock for clock, duty in enumerate(setting().duties) if not is_practice(duty))
    practice = next(clock for clock, duty in enumerate(setting().duties) if is_practice(duty))
    one = spans(setting(), log(), families()[-1])[0]
    same = {one._replace(clock=demanded), one._replace(clock=practice)}
    assert doubled(setting(), same) == {practice}
    assert doubled(setting(), {one._replace(clock=demanded), one._replace(clock=practice, due=one.due + 1)}) == set()


@pytest.mark.parametrize("whose", [[], [3, 1, 3, 2, 1]], ids=["none", "some"])
def test_every_family_has_its_rows_in_their_order(whose: list[int]) -> None:
    rows = np.arange(2 * len(whose)).reshape(-1, 2)
    found = by_family(rows, np.array(whose, np.int64))
    assert {family: listed.tolist() for family, listed in found.items()} == {
        family: [row for row, own in zip(rows.tolist(), whose, strict=True) if own == family] for family in set(whose)
    }


def test_a_case_of_another_log_is_another_case() -> None:
    nothing = replace(log(), occasions=log().occasions[:0])
    assert telling(setting(), nothing) is None
