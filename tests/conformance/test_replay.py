"""A replay asks a system for one history, and says in a sentence a finding what is wrong."""

from pathlib import Path
from typing import Any

import pytest

from model.conformance.campaign import Campaign
from model.conformance.faults import SystemFault
from model.conformance.probe import Answered, Level
from model.conformance.replay import disagreements, findings, outcome, read, replay_of, written
from model.conformance.report import Report
from model.conformance.session import About
from model.findings import Status
from tests.conformance.mini_policy import loaded
from tests.conformance.mini_policy import written as policy_file
from tests.conformance.programs import LONG, START, code
from tests.conformance.programs import probe as conference

OPTIONS: dict[str, Any] = {"url": "", "level": None, "batch": None, "timeout": LONG, "memory": None}
RIGHT = """
def nothing(run):
    one = {"duty": "first", "trigger": "e1", "status": "breached", "due": "2015-01-19"}
    two = {"duty": "named", "trigger": "e1", "status": "unknown", "due": "2015-01-05"}
    return {"seq": run["seq"], "findings": [one, two]}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A conference, and what is expected of it under the small policy."""
    policy = loaded(tmp_path)
    report = Report(
        About("x", "x", ""), policy, str(policy_file(tmp_path)), Level.DUE, policy.duty_ids, (), Campaign(1, 1)
    )
    expected = {("first", "e1"): Answered(Status.BREACHED)}
    fault = SystemFault("disagrees", "is wrong", conference(), "p1", expected=expected)
    path = tmp_path / "fault-1.json"
    path.write_text(written(replay_of(fault, report)), encoding="utf-8")
    return path


def test_a_system_that_is_right_now_agrees(file: Path) -> None:
    assert outcome(read(file), code(RIGHT), **OPTIONS) == ()


def test_a_system_that_is_still_wrong_is_told_where(file: Path) -> None:
    wrong = RIGHT.replace("2015-01-19", "2015-01-16")
    says = "first [e1]: due: the policy says 2015-01-19, the system 2015-01-16"
    assert outcome(read(file), code(wrong), **OPTIONS) == (says,)
    assert outcome(read(file), code(wrong), **{**OPTIONS, "level": "status"}) == ()


@pytest.mark.parametrize(
    ("spoilt", "says"),
    [
        ("return {'seq': run['seq'], 'skipped': True, 'reason': 'no idea'}", "the system skips it: no idea"),
        ("return {'seq': run['seq'], 'errored': True, 'context': {}}", "the system says that it met an error"),
        ("sys.exit(3)", "the system ended, or closed its output: ended with exit code 3 before it had answered"),
        ("time.sleep(60)", "the system gave no answer in time: did not answer within 1 second"),
    ],
    ids=["skips", "errs", "dies", "hangs"],
)
def test_a_system_that_does_not_answer_does_not_agree(file: Path, spoilt: str, says: str) -> None:
    options = {**OPTIONS, "timeout": START} if "sleep" in spoilt else OPTIONS
    (line,) = outcome(read(file), code(f"def spoil(run): {spoilt}"), **options)
    assert line.startswith(says)


def test_only_the_duties_of_the_file_are_asked_about(tmp_path: Path) -> None:
    policy = loaded(tmp_path)
    got = {("first", "e1"): Answered(Status.MET), ("named", "e1"): Answered(Status.MET)}
    (line,) = disagreements(conference(), policy, ["named"], got, Level.STATUS)
    assert line == "named [e1]: status: the policy says unknown, the system met"


def test_findings_of_one_duty_are_told_without_those_of_others() -> None:
    both = {("b", "e1"): Answered(Status.MET), ("a", "e2"): Answered(Status.LAPSED)}
    assert [one["duty"] for one in findings(both, "")] == ["a", "b"]
    assert findings(both, "b") == [{"duty": "b", "trigger": "e1", "status": "met"}]
