"""What a report holds is drawn, into files with a name each."""

from pathlib import Path

import pytest
from matplotlib.image import imread

from simulations.pictures.album import draw, drawn
from simulations.pictures.sheet import WIDTH
from simulations.report import Report
from simulations.rule_change import NoEffect
from tests.simulations.pictures.offices import calm, empty, report
from tests.simulations.pictures.texts import collisions, cut_off

ALWAYS = ["on_time_by_week", "lateness", "days_late", "due_by_day", "busy_and_late", "one_case"]


@pytest.mark.slow
def test_a_report_is_drawn_as_pictures_that_open(tmp_path: Path) -> None:
    paths = draw(report(), tmp_path / "new")
    assert {path.stem for path in paths} == {*ALWAYS, "rule_changes", "staffing_frontier"}
    assert sorted(paths) == sorted((tmp_path / "new").iterdir())
    for path in paths:
        assert imread(path).shape[1] == WIDTH * 150


def test_without_effects_and_frontier_the_rest_is_drawn() -> None:
    none = NoEffect("four-weeks", "Core groups every four weeks", "no duty")
    listed = dict(drawn(Report(calm(), (none,))))
    assert list(listed) == ALWAYS
    for name in ("busy_and_late", "one_case"):
        figure = listed[name]()
        assert not collisions(figure)
        assert not cut_off(figure)


def test_an_office_without_any_case_has_no_picture(tmp_path: Path) -> None:
    assert draw(Report(empty()), tmp_path) == ()
