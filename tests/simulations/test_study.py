"""A study: how precisely it knows what is on time, and whether that is as precisely as asked."""

from math import isfinite

import pytest

import simulations.experiment as experiments
from simulations.estimates import LEVEL, together
from simulations.experiment import experiment
from simulations.inputs import Setting, prepare
from simulations.study import known, widest
from tests.simulations.offices import tiny


@pytest.fixture(scope="module")
def setting() -> Setting:
    # Nobody becomes looked after: what hardly ever falls due would take very many replications.
    return prepare(tiny({"run": {"days": 120}, "cases": {"enquiries": 200, "care": 0.0}}))


def test_the_widest_is_the_interval_that_holds_with_all_others(setting: Setting) -> None:
    found = experiment(setting, replications=5)
    alone = [one.on_time.half for one in found.compliance if isfinite(one.on_time.mean)]
    level = together(LEVEL, len(found.compliance))
    half, duty = widest(found)
    assert half == found.on_time(found.duties[duty][1], level).half
    assert half > max(alone)


def test_a_study_goes_on_until_the_widest_is_as_narrow_as_asked(setting: Setting) -> None:
    said: list[str] = []
    rough = known(setting, 5, None, 1, said.append)
    goal = widest(rough)[0] / 2
    found = known(setting, 5, goal, 1, said.append)
    assert widest(found)[0] <= goal
    count = len(found.runs.replications)
    assert 5 < count < experiments.MOST
    assert said[0] == "5 replications, and as many with ample staff"
    assert said[1] == f"5 replications and more, until every duty's share on time is known to {goal:g} each way"
    assert said[2].startswith(f"{count} replications: every duty's share on time is known to 0.")
    assert said[2].endswith(f" each way, least well {widest(found)[1]}")


def test_a_precision_that_takes_too_many_is_told_of(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(experiments, "MOST", 8)
    said: list[str] = []
    assert len(known(setting, 5, 1e-9, 1, said.append).runs.replications) == 8
    assert said[1].endswith("; 1e-09 takes more than the most there are, 1000")
