"""The Gantt chart shows every occasion of a case once, and tells of each lateness why."""

from functools import cache
from itertools import pairwise

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from simulations.engine import run_log
from simulations.experiment import CAUSES
from simulations.inputs import Setting
from simulations.pictures.case import is_practice, spans, telling
from simulations.pictures.gantt import NEVER, OPEN, UNKNOWN, case_gantt, lanes_of, line_of
from simulations.rows import Cause, Standing
from tests.simulations.pictures.offices import busy, calm, log
from tests.simulations.pictures.texts import caption, collisions, cut_off, words


def setting() -> Setting:
    return busy().setting


@cache
def family() -> int:
    found = telling(setting(), log())
    assert found is not None
    return found


@cache
def chart() -> Figure:
    return case_gantt(setting(), log(), family())


def bars(figure: Figure, hatched: bool) -> list[Rectangle]:
    patches = [one for one in figure.axes[0].patches if isinstance(one, Rectangle) and one.get_zorder() == 3]
    return [one for one in patches if bool(one.get_hatch()) == hatched]


def test_every_occasion_has_a_bar_to_the_end_of_its_due_day() -> None:
    found = spans(setting(), log(), family())
    zero = setting().calendar.first.toordinal()
    ends = sorted(one.get_x() + one.get_width() for one in bars(chart(), hatched=False))
    kept = [zero + one.due + 1 for one in found if one.standing != Standing.LAPSED]
    assert len(ends) == len(found)
    assert set(kept) <= {*ends}


def test_a_late_one_is_hatched_from_its_due_day_until_it_was_done() -> None:
    zero, stop = setting().calendar.first.toordinal(), setting().inputs.stop
    late = [one for one in spans(setting(), log(), family()) if one.late]
    expected = sorted((zero + one.due + 1, zero + (one.settled + 1 if one.settled >= 0 else stop)) for one in late)
    shown = sorted((one.get_x(), one.get_x() + one.get_width()) for one in bars(chart(), hatched=True))
    assert shown == expected


def test_every_lateness_is_told_with_cause_and_clauses() -> None:
    told = words(chart())
    for one in spans(setting(), log(), family()):
        duty = setting().duties[one.clock]
        if one.late:
            assert CAUSES[one.cause] in told
            assert line_of(setting(), one) in told
            assert is_practice(duty) or f"({', '.join(duty.clauses)})" in told


def test_on_one_row_nothing_runs_into_the_next() -> None:
    for number in range(int(log().family_of.max()) + 1):
        found = spans(setting(), log(), number)
        rows = [row for lane in lanes_of(found) for row in lane.rows]
        assert sorted(one for row in rows for one in row) == found
        assert all(before.over < after.anchor for row in rows for before, after in pairwise(row))


def test_no_text_lies_over_another_or_is_cut_off() -> None:
    assert not collisions(chart())
    assert not cut_off(chart())


def test_a_case_in_which_nothing_is_late_says_so() -> None:
    own = calm().setting
    kept = telling(own, run_log(own.inputs))
    assert kept is not None
    figure = case_gantt(own, run_log(own.inputs), kept)
    assert f"none of {len(spans(own, run_log(own.inputs), kept))} deadlines was missed" in caption(figure)
    assert not bars(figure, hatched=True)
    assert not collisions(figure)


def test_what_was_never_done_is_told_as_what_it_is() -> None:
    one = next(one for one in spans(setting(), log(), family()) if one.late)
    assert NEVER in line_of(setting(), one._replace(standing=Standing.ENDED))
    assert OPEN in line_of(setting(), one._replace(standing=Standing.RUNNING))
    assert UNKNOWN in line_of(setting(), one._replace(cause=Cause.NONE))
    assert ", 1 day late: " in line_of(setting(), one._replace(standing=Standing.ANSWERED, settled=one.due + 1))


def test_the_caption_says_whose_case_it_is_and_of_which_replication() -> None:
    told = caption(chart())
    for part in ("Replication 0, n = 1 made-up family of", f"F{family():05d}", "calendar days", "Source: coregroup"):
        assert part in told
