"""What fell due day by day adds up to what the measures count."""

import numpy as np
import pytest

from simulations.measures import CLOCK_COLUMNS, WEEK
from simulations.pictures.daily import by_day
from tests.simulations.pictures.offices import Office, busy, calm, empty


@pytest.mark.parametrize("office", [busy, calm, empty])
def test_days_add_up_to_the_measures(office: Office) -> None:
    found = office()
    counted, measured = by_day(found), found.runs.measures.clocks
    for name in ("met", "breached"):
        days = getattr(counted, name)
        assert (days.sum(axis=2) == measured[:, :, CLOCK_COLUMNS.index(name)]).all()
    assert counted.count == len(found.runs.replications)


def test_weeks_hold_what_the_measures_count_by_week() -> None:
    found = busy()
    counted, full = by_day(found), by_day(found).met.shape[2] // WEEK
    weeks = counted.met[:, :, : full * WEEK].reshape(*counted.met.shape[:2], full, WEEK).sum(axis=3)
    assert (weeks == found.runs.measures.week_met[:, :, :full]).all()


def test_a_share_of_a_week_is_of_what_did_not_lapse() -> None:
    counted = by_day(busy())
    shares, week = counted.weekly(busy().owed), slice(7, 14)
    met = counted.met[:, busy().owed, week].sum(axis=(1, 2))
    late = counted.breached[:, busy().owed, week].sum(axis=(1, 2))
    # Where nothing was due there is no share.
    assert np.nan_to_num(shares[:, 1]) * (met + late) == pytest.approx(met)
    assert (np.isnan(shares[:, 1]) == (met + late == 0)).all()
    assert met.sum() > 0


def test_a_week_in_which_nothing_is_due_has_no_share() -> None:
    assert np.isnan(by_day(empty()).weekly(empty().owed)).all()


def test_as_many_replications_are_counted_as_asked_for() -> None:
    assert by_day(busy(), most=1).count == 1
