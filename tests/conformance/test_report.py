"""The faces of a report say the same, and what a file holds can be asked again."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

from model.conformance.faults import Explanation, SystemFault
from model.conformance.judging import Judging
from model.conformance.reason import reason
from model.conformance.replay import read, replay_of, written
from model.conformance.report import Report
from model.conformance.report_html import as_html
from model.conformance.report_json import as_json
from model.conformance.report_junit import as_junit, clean
from model.conformance.report_text import as_text
from model.conformance.suspects import Suspect
from model.conformance.telling import complained
from model.errors import InvalidInput
from tests.conformance.systems import crashes, laid, lapsed_as_met, report, york


@cache
def wrong() -> Report:
    return report(laid(set=[{"duty": "first-core-group", "within": "9 working days"}]), crashes("case_closed"), 60)


@cache
def right() -> Report:
    return report(count=20)


def fault() -> SystemFault:
    return next(one for one in wrong().faults if one.duty)


def test_the_text_tells_each_fault_once_with_both_answers_and_the_clause() -> None:
    text = " ".join(as_text(wrong()).split())
    assert text.count("takes 9 working days for 10 working days (time limit of first-core-group) [wrong;") == 1
    assert "the policy: pending, due Mon 19 January 2015, not done" in text
    assert "because: Due by Mon 19 January 2015 (within 10 working days, counted from Mon 5 January 2015)." in text
    assert "the system: pending, due Fri 16 January 2015, not done" in text
    assert "clause: The first core group, one judged quorate, meets within 10 working days" in text
    assert "on standard error: IndexError: list index out of range" in text


def test_a_report_without_a_fault_says_so_and_how_to_repeat_it() -> None:
    assert right().agrees
    assert "agrees with york-2015 on" in as_text(right())
    assert "--policy york --level done --seed 1 --count 20" in as_text(right())


def test_nothing_compared_is_no_agreement() -> None:
    empty = report(count=0)
    empty.campaign.agreed = 0
    assert not empty.agrees
    assert empty.headline.startswith("Nothing could be compared: ")
    assert empty.headline.endswith(" gave no findings.")
    empty.campaign.stopped = "it was interrupted"
    assert empty.headline == "Nothing could be compared: it was interrupted."


def test_a_system_that_computes_no_duty_does_not_agree() -> None:
    none = replace(report(count=20), duties=())
    assert none.campaign.agreed
    assert not none.agrees
    assert "computes none of the duties of york-2015" in none.headline


def test_the_junit_file_can_be_read_whatever_a_system_writes() -> None:
    for char in ("\x00", "\x1b", "\ufffe", "\ud800"):
        assert ElementTree.XML(f"<a>{clean(f'bad {char}!')}</a>").text == "bad ?!"


def test_the_json_holds_every_fault_with_its_replay() -> None:
    told = json.loads(as_json(wrong()))
    assert told["agrees"] is False
    assert [one["title"] for one in told["faults"]] == [one.title for one in wrong().faults]
    assert [one["policy_because"] for one in told["faults"] if one["duty"]] == [reason(fault(), york())]
    assert all(one["replay"]["format"] == "coregroup-replay" for one in told["faults"])


def test_the_junit_file_has_one_failed_test_for_each_duty_with_a_fault() -> None:
    suite = ElementTree.fromstring(as_junit(wrong()))[0]  # noqa: S314 (our own)
    failed = {case.get("name") for case in suite if case.find("failure") is not None}
    assert failed == {"first-core-group", "conversation"}
    assert suite.get("failures") == "2"
    assert suite.get("tests") == str(len(york().duty_ids) + 1)


def test_the_page_needs_nothing_else_and_shows_every_fault() -> None:
    page = as_html(wrong())
    assert not any(word in page for word in ("<script", "<img", "<link", "src=", "http://", "https://"))
    assert page.count("<section") == len(wrong().faults) == 2
    assert "takes 9 working days for 10 working days" in page
    assert f"<th>Because</th><td>{reason(fault(), york())}</td>" in page
    assert "What may have been misunderstood" not in page
    assert "class=agrees" in as_html(right())


def test_what_a_system_writes_cannot_change_the_page() -> None:
    bad = SystemFault("errored", "says <script>alert(1)</script>", fault().probe, "x", stderr="<b>bold</b>")
    told = report(count=0)
    told.campaign.faults.append(bad)
    assert "<script" not in as_html(told)
    assert "<b>" not in as_html(told)
    assert "\x00" not in as_junit(told)


def test_the_line_of_standard_error_that_names_an_error_is_told() -> None:
    assert complained(SystemFault("ended", "", fault().probe, "x", stderr="a\nKeyError: 'x'\nbye")) == "KeyError: 'x'"
    assert complained(SystemFault("ended", "", fault().probe, "x", stderr="a\nbye\n")) == "bye"
    assert complained(SystemFault("ended", "", fault().probe, "x")) == ""


def test_a_replay_gives_the_probe_back(tmp_path: Path) -> None:
    path = tmp_path / "fault-1.json"
    path.write_text(written(replay_of(fault(), wrong())), encoding="utf-8")
    found = read(path).probe(york())
    assert (found.events, found.as_of) == (fault().probe.events, fault().probe.as_of)


@pytest.mark.parametrize(("name", "value"), [("format", "another"), ("version", 2)])
def test_a_replay_file_of_another_format_is_refused(tmp_path: Path, name: str, value: object) -> None:
    path = tmp_path / "x.json"
    path.write_text(written({**replay_of(fault(), wrong()), name: value}), encoding="utf-8")
    with pytest.raises(InvalidInput, match="is no replay file"):
        read(path)


def test_a_replay_file_with_a_history_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    odd = [{"id": "e1", "type": "moon_landing", "on": "2015-01-05"}]
    path.write_text(written({**replay_of(fault(), wrong()), "history": odd}), encoding="utf-8")
    with pytest.raises(InvalidInput, match="bad-replay"):
        read(path).probe(york())


@pytest.mark.parametrize("content", ["", "{}", '{"format": 1}'], ids=["empty", "nothing", "number"])
def test_what_is_no_replay_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidInput, match="is no replay file"):
        read(path)


def test_a_replay_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no-replay"):
        read(tmp_path / "gone.json")


def test_a_replay_under_another_text_of_the_policy_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(written(replay_of(fault(), wrong())), encoding="utf-8")
    with pytest.raises(InvalidInput, match="changed-policy"):
        read(path).probe(laid(set=[{"duty": "first-review", "within": "4 months"}]))


def test_a_report_says_why_it_ended_early() -> None:
    told = report(count=0)
    told.campaign.stopped = "it was stopped (SIGTERM)"
    assert "Ended early: it was stopped (SIGTERM)." in as_text(told)
    assert "<th>Ended early</th><td>it was stopped (SIGTERM)</td>" in as_html(told)
    assert "Ended early" not in as_text(right()) + as_html(right())


def test_the_duties_in_which_a_fault_shows_are_named() -> None:
    told = report(spoil=lapsed_as_met, count=120)
    assert "also seen in: " in as_text(told)
    assert "Also seen in: " in as_html(told)


def test_a_page_with_several_faults_begins_with_their_names() -> None:
    page = as_html(wrong())
    assert page.count('<li><a href="#fault-') == 2
    assert page.index("<li><a href") < page.index("<section")
    assert "<li><a href" not in as_html(right())


def test_what_a_name_leaves_unexplained_is_said_and_what_else_may_be_the_cause() -> None:
    told = report(count=0)
    best, other = (Suspect(says, says, lambda: Judging.of(york())) for says in ("is a", "is b"))
    explanations = (Explanation(best, 5, 9, 0, 7), Explanation(other, 5, 9, 0, 7))
    told.campaign.faults.append(replace(fault(), explanations=explanations))
    for face in (" ".join(as_text(told).split()), as_html(told)):
        assert "This explains 5 of the 9 wrong answers to histories like this one; what it leaves" in face
    assert "What else may be the cause" in as_html(told)


def test_the_junit_file_fails_every_duty_in_which_a_fault_shows_and_tells_it_once() -> None:
    told = report(count=0)
    told.campaign.faults.append(replace(fault(), duties={"first-core-group", "first-review"}))
    suite = ElementTree.fromstring(as_junit(told))[0]  # noqa: S314 (our own)
    texts = {case.get("name"): case.findtext("failure") for case in suite if case.find("failure") is not None}
    assert set(texts) == {"first-core-group", "first-review"}
    assert texts["first-review"] == f"1. {fault().title} (told under first-core-group)"
    assert "the policy:" in (texts["first-core-group"] or "")
