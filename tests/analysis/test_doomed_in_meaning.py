"""The example of `model/MEANING.md`, section 5: from which day a core group after a review at Christmas is doomed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from model.analysis.adversity import Adversity
from model.analysis.doomed import marked
from model.oracle import judge
from model.policy import load_policy
from tests.miniatures import history

MEANING = (Path(__file__).parents[2] / "model" / "MEANING.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d) \| (\S+) \| (\d{4}-\d\d-\d\d) \|$", MEANING.partition("## 5. Doomed")[2], re.MULTILINE)
CASE = """
2015-11-02 icpc_held outcome=plan agencies_involved=health,education
2015-12-24 rcpc_held outcome=continue
"""


def doomed_since(failures: int, as_of: date) -> date | None:
    brent = load_policy("brent")
    judgement = judge(history(CASE, brent.vocabulary), brent, as_of=as_of)
    found = marked(judgement, brent, [], Adversity(failures=failures)).findings
    (one,) = (one for one in found if one.duty == "core-group-after-review")
    assert one.due == date(2016, 1, 3)
    return one.doomed_since


def test_the_example_has_a_row_for_none_and_for_each_number_of_failures() -> None:
    assert [failures for failures, _, _ in ROWS] == ["0", "1", "2", "3"]


@pytest.mark.parametrize(("failures", "last", "since"), ROWS)
def test_each_row_of_the_example_is_so(failures: str, last: str, since: str) -> None:
    day = date.fromisoformat(since)
    assert doomed_since(int(failures), date(2016, 1, 3)) == day
    assert last == "none" or date.fromisoformat(last) == day - timedelta(days=1)


@pytest.mark.parametrize(("failures", "last"), [(int(row[0]), row[1]) for row in ROWS if row[1] != "none"])
def test_up_to_the_last_day_for_a_first_attempt_nothing_is_doomed(failures: int, last: str) -> None:
    assert doomed_since(failures, date.fromisoformat(last)) is None
