"""The words of the pictures: plain names, and no office shown as steady that is not."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from simulations.experiment import experiment
from simulations.inputs import prepare
from simulations.pictures.words import about, closed, named, practice_note, size, source, spoken, sure
from tests.simulations.offices import staff, tiny
from tests.simulations.pictures.offices import busy, calm


@pytest.mark.parametrize(
    ("duty", "name"),
    [("first-core-group", "First core group"), ("tac-after-discharge", "TAC after discharge"), ("", "")],
)
def test_a_duty_has_a_plain_name(duty: str, name: str) -> None:
    assert spoken(duty) == name


def test_office_practice_is_marked_and_the_mark_explained() -> None:
    marked = {duty.id for duty, _ in busy().duties.values() if named(duty).endswith(" *")}
    assert marked == {duty.id for duty, _ in busy().duties.values() if duty.strength.value == "may"}
    assert "practice that the scenario assumes" in practice_note(busy())


def test_the_days_on_which_nobody_works_are_those_of_both_calendars() -> None:
    setting = prepare(tiny({"run": {"closure_days": [date(2023, 12, 27)]}}))
    found = list(closed(setting, date(2023, 12, 23), date(2024, 1, 1)))
    assert found == [date(2023, 12, 25), date(2023, 12, 26), date(2023, 12, 27), date(2024, 1, 1)]


def test_an_unstable_office_is_never_shown_as_a_steady_state() -> None:
    crowded = tiny({"run": {"days": 60}, "cases": {"enquiries": 900}, "staff": staff(workers=2)}, policy="brent")
    assert "No steady state, this run only: unstable: demand " in about(experiment(prepare(crowded), replications=2))
    assert "steady" not in about(calm())


def test_the_source_says_how_to_make_it_again() -> None:
    setting = busy().setting
    for part in ("scenario tiny", "policy brent", "seed 1", setting.calendar.digest, "--describe"):
        assert part in source(setting)


def test_the_command_in_the_source_names_a_file_of_ones_own_as_it_was_given() -> None:
    setting = busy().setting
    own = replace(setting, scenario=replace(setting.scenario, file=Path("office/mine.toml")))
    assert "coregroup simulate office/mine.toml --describe." in source(own)


@pytest.mark.parametrize(("count", "text"), [(1, "n = 1 replication"), (40, "n = 40 replications")])
def test_the_number_of_replications_stands_on_one_line(count: int, text: str) -> None:
    assert " " not in size(count)
    assert size(count).replace("\u00a0", " ") == text
    assert sure(count, 0.9).endswith("intervals: 90% confidence of the mean.")
