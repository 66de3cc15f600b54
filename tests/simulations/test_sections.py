"""The sections of a scenario file: what is likely mistaken there is named."""

from pathlib import Path

import pytest

from model import InvalidInput
from simulations.load import load_scenario


def test_a_policy_is_one_fault_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('[policy]\nid = "mine"\n[[duty]]\nid = "it"\n', encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        load_scenario(tmp_path / "mine.toml")
    told = 'looks like a policy, not a scenario: it has [policy] (a scenario names it: policy = "my.toml") [a-policy]'
    assert [str(fault) for fault in caught.value.faults] == [f"mine.toml: {told}"]


def test_a_policy_named_outside_its_table_is_not_taken_for_one(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('extends = "york-2024"\npolicy = "brent"\n', encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"unknown key: 'policy'"):
        load_scenario(path)


@pytest.mark.parametrize("line", ['first = "2024-04-01"', 'closure_days = ["2024-04-01"]'])
def test_a_day_in_quotes_is_said_to_stand_without_them(tmp_path: Path, line: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(f'extends = "york-2024"\n[run]\n{line}\n', encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"such as 2023-04-01, without quotes: .*2024-04-01"):
        load_scenario(path)
