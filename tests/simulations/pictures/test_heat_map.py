"""The heat map holds for every duty all that was due, once."""

from functools import cache

import numpy as np
import pytest
from matplotlib.figure import Figure

from simulations.pictures.heat_map import lateness_heat_map, rows
from tests.simulations.pictures.offices import Office, busy, calm
from tests.simulations.pictures.texts import caption, cells, collisions, cut_off, words


@cache
def chart(office: Office) -> Figure:
    return lateness_heat_map(office())


def test_the_classes_of_a_duty_add_up_to_all_that_was_due() -> None:
    for row in rows(busy()):
        assert row.on_time.mean + row.late.sum() == pytest.approx(1.0)
        assert (row.late >= 0).all()


def test_the_shares_on_time_are_those_of_the_table_the_least_first() -> None:
    table = {one.on_time.mean for one in busy().compliance if one.on_time.mean == one.on_time.mean}
    shares = [row.on_time.mean for row in rows(busy())]
    assert set(shares) == table
    assert shares == sorted(shares)


def test_the_cells_are_the_shares() -> None:
    (axes,) = chart(busy).axes
    shares = np.nan_to_num(cells(axes.images[0]))
    assert shares == pytest.approx(np.array([row.late for row in rows(busy())]))


@pytest.mark.parametrize("office", [busy, calm])
def test_no_text_lies_over_another_or_is_cut_off(office: Office) -> None:
    figure = chart(office)
    assert not collisions(figure)
    assert not cut_off(figure)


def test_every_cell_with_something_in_it_says_how_much() -> None:
    told = words(chart(busy))
    for row in rows(busy()):
        for share in row.late:
            assert share < 0.0005 or f"{share:.1%}" in told


def test_where_nothing_is_late_no_cell_is_shaded() -> None:
    (axes,) = chart(calm).axes
    assert np.isnan(cells(axes.images[0])).all()


def test_the_caption_holds_unit_number_and_source() -> None:
    told = caption(chart(busy))
    for part in ("in per cent", "calendar days", "n = 4 replications", "95% confidence", "Source: coregroup"):
        assert part in told
