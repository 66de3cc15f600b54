"""Blocks: what was counted is kept as it was, and never taken for something else."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import simulations.blocks as module
from simulations.blocks import Counted, counted, digest_of, experiment_of, keep, kept, missing
from simulations.experiment import experiment
from simulations.inputs import Setting, prepare
from simulations.points import settings_of
from tests.simulations.offices import tiny


@pytest.fixture(scope="module")
def setting() -> Setting:
    return prepare(tiny({"run": {"days": 60, "warm_up": 10}}))


@pytest.fixture(scope="module")
def block(setting: Setting) -> Counted:
    return counted(setting.inputs, setting.scenario.warm_up, 2, 5)


def equal(one: Counted, other: Counted) -> bool:
    pairs = zip((*one.office, *one.ample), (*other.office, *other.ample), strict=True)
    return one.start == other.start and all(np.array_equal(here, there) for here, there in pairs)


def test_a_block_is_read_as_it_was_written(setting: Setting, block: Counted, tmp_path: Path) -> None:
    path = keep(tmp_path, digest_of(setting), block)
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    [again] = kept(tmp_path, digest_of(setting), setting)
    assert (again.start, again.stop) == (2, 5)
    assert equal(again, block)


def test_blocks_in_any_order_make_the_experiment(setting: Setting) -> None:
    whole = experiment(setting, replications=6)
    warm_up = setting.scenario.warm_up
    parts = [counted(setting.inputs, warm_up, *span) for span in ((4, 6), (0, 3), (3, 4))]
    found = experiment_of(setting, parts)
    assert repr(found.compliance) == repr(whole.compliance)
    assert repr((found.loads, found.stock)) == repr((whole.loads, whole.stock))
    assert equal(parts[1].before(2), counted(setting.inputs, warm_up, 0, 2))


def test_what_is_no_whole_block_of_this_setting_is_not_there(setting: Setting, block: Counted, tmp_path: Path) -> None:
    digest = digest_of(setting)
    path = keep(tmp_path, "another", block)
    path.rename(tmp_path / f"{digest}-2-5.parquet")
    broken = tmp_path / f"{digest}-5-8.parquet"
    broken.write_bytes(keep(tmp_path, digest, replace(block, start=5)).read_bytes()[:-20])
    (tmp_path / f"{digest}-8-9.parquet").mkdir()
    assert kept(tmp_path, digest, setting) == []


def test_blocks_that_overlap_are_taken_once(setting: Setting, block: Counted, tmp_path: Path) -> None:
    digest = digest_of(setting)
    for start in (0, 2, 3):
        keep(tmp_path, digest, replace(block, start=start))
    assert [one.start for one in kept(tmp_path, digest, setting)] == [0, 3]


def test_another_value_seed_version_or_calendar_is_another_digest(
    setting: Setting, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = {**setting.scenario.tables["run"], "seed": 7}
    seeded = replace(setting.scenario, tables={**setting.scenario.tables, "run": head})
    closed = setting.calendar.with_closures([setting.day(setting.inputs.first + 2)], "closed")
    known = [
        digest_of(setting),
        digest_of(settings_of(setting, [{"cases.plan": 0.5}])[0]),
        digest_of(replace(setting, scenario=seeded)),
        digest_of(replace(setting, calendar=closed)),
        digest_of(replace(setting, inputs=setting.inputs._replace(due=setting.inputs.due + 1))),
    ]
    monkeypatch.setattr(module, "__version__", "another")
    assert len({*known, digest_of(setting)}) == 6


def test_what_no_block_holds_is_missing(block: Counted) -> None:
    def part(start: int, count: int) -> Counted:
        return replace(block, start=start, office=block.office._replace(clocks=np.zeros((count, 1, 1), np.int32)))

    assert missing([], 4) == [(0, 4)]
    assert missing([part(5, 2), part(1, 2)], 9) == [(0, 1), (3, 5), (7, 9)]
    assert missing([part(0, 4), part(6, 9)], 8) == [(4, 6)]
    assert missing([part(0, 9)], 4) == missing([part(6, 9), part(0, 6)], 8) == []
    assert missing([part(6, 9)], 4) == [(0, 4)]
    assert missing([part(0, 4), part(6, 9)], 2) == []
