"""`coregroup check`: one small policy searched, as text and as JSON; what is not asked for is not done."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from model.analysis.claim import Claim, claims_of, parse_claims
from model.analysis.keep import HANDED
from model.analysis.readings import ONE_CASE
from model.analysis.search import INTERRUPTED
from model.cli.searching import Telling
from model.policy import Policy
from tests.analysis.health.planted import BY_MANAGER, BY_WORKER, HELD, duty
from tests.analysis.test_readings import BOOKED, LATER
from tests.analysis.test_readings import TEN_DAYS as TEN_OR_OTHER
from tests.cli.conftest import Run
from tests.miniatures import HEAD, PLAN, TEN_DAYS, TEN_WORKING_DAYS
from tests.miniatures import duty as miniature

ROOT = Path(__file__).parents[2]
WEEKS = ("--from", "2015-01-05", "--to", "2015-02-05")
SOON = PLAN + 'then = "core_group_held"\nwithin = "10 working days"\nuntil = "plan_discharged"\n'
UNLIMITED = 'when = "impasse_reached"\nthen = "escalated"\n'
MEET_IN_500_DAYS = PLAN + 'then = "core_group_held"\nwithin = "500 days"\n'
RECORDED = 'when = "icpc_held"\nrequires = { outcome = { present = true } }\n'
READ = """
[[reading]]
id = "how-long"
phrase = "ten days"
default = "ten"
reason = "So it stands there."

[[reading.choice]]
id = "ten"
means = "ten days"

[[reading.choice]]
id = "twelve"
means = "twelve days"
set = [{ duty = "it", within = "12 days" }]

[[reading.choice]]
id = "should"
means = "ten days, and good practice"
set = [{ duty = "it", strength = "should" }]
"""


@pytest.fixture
def sound(folder: Path) -> str:
    """A policy with which nothing is wrong."""
    text = duty("it", TEN_DAYS + 'until = "plan_discharged"\n') + duty("said", RECORDED)
    (folder / "sound.toml").write_text(HEAD + text + READ, encoding="utf-8")
    return "sound.toml"


@pytest.fixture
def ill(folder: Path) -> str:
    """A policy that contradicts itself, leaves a duty without a time limit, and asks for what nobody has to record."""
    both = duty("one", HELD + BY_MANAGER) + duty("two", HELD + BY_WORKER)
    (folder / "ill.toml").write_text(HEAD + both + duty("later", UNLIMITED), encoding="utf-8")
    return "ill.toml"


def plain(run: Run, *arguments: str) -> Any:
    said = run("check", *arguments, "--format", "json")
    assert said.code == 0
    return json.loads(said.out)


# ---- what is wrong


def test_every_ailment_is_told_with_its_clauses_and_its_day(coregroup: Run, ill: str) -> None:
    said = coregroup("check", ill, *WEEKS)
    assert (said.code, said.err) == (0, "")
    assert "\nWhat is wrong with it\n\nerror contradiction: Whatever is done, core group held breaches one" in said.out
    assert "warning no-deadline: later says what is to be done, and not by when" in said.out
    assert "Not searched: miniature: later: it has no time limit.\n" in said.out
    assert (
        "\nCases are followed to 2016-04-10: 430 days past the last start day. What takes longer is not seen.\n"
        in said.out
    )


def test_a_sound_policy_is_told_so_with_what_was_covered(coregroup: Run, sound: str) -> None:
    told = coregroup("check", sound, *WEEKS, "--only", "health").out
    assert "note contrary-to-duty-gap" in told
    assert "Every case that begins from 2015-01-05 to 2015-02-05 (32 days).\nCases are followed to 2016-04-10: " in told
    assert "What takes longer is not seen.\nCalendar england-and-wales " in told
    assert "transitions, finished.\n" in told
    assert "Assumed: at most one event of each kind a day.\n" in told


def test_where_nothing_is_wrong_that_is_said(coregroup: Run, folder: Path) -> None:
    (folder / "said.toml").write_text(HEAD + duty("said", RECORDED), encoding="utf-8")
    told = coregroup("check", "said.toml", *WEEKS, "--only", "health").out
    assert "What is wrong with it\n\nNothing was found.\n" in told


@pytest.mark.parametrize(("least", "ill_code"), [("error", 1), ("warning", 1), ("note", 1)])
def test_the_code_says_whether_anything_is_as_grave(coregroup: Run, ill: str, least: str, ill_code: int) -> None:
    assert coregroup("check", ill, *WEEKS, "--fail-on", least).code == ill_code


@pytest.mark.parametrize(("least", "code"), [("error", 0), ("warning", 0), ("note", 1)])
def test_what_is_less_grave_than_asked_is_no_failure(coregroup: Run, sound: str, least: str, code: int) -> None:
    assert coregroup("check", sound, *WEEKS, "--only", "health", "--fail-on", least).code == code


def test_what_was_not_looked_for_is_no_failure(coregroup: Run, ill: str) -> None:
    assert coregroup("check", ill, *WEEKS, "--only", "booking", "--fail-on", "note").code == 0


def test_a_weaker_duty_is_left_out_where_that_is_asked(coregroup: Run, folder: Path) -> None:
    (folder / "soft.toml").write_text(HEAD + duty("said", RECORDED) + duty("soft", UNLIMITED, "may"), "utf-8")
    assert plain(coregroup, "soft.toml", *WEEKS, "--strength", "must")["health"]["ailments"] == []
    assert plain(coregroup, "soft.toml", *WEEKS)["health"]["ailments"] != []


# ---- what holds


@pytest.fixture
def few_claims(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of what is claimed of a policy only what is soon proved."""

    def few(policy: Policy) -> list[Claim]:
        return [claim for claim in claims_of(policy) if claim.id in ("first-core-group-latest", "child-unseen")]

    monkeypatch.setattr("model.cli.check.claims_of", few)


@pytest.mark.usefixtures("few_claims")
def test_claims_are_told_with_their_verdict_number_and_coverage(coregroup: Run) -> None:
    told = coregroup("check", "brent", "--from", "2015-01-05", "--to", "2015-01-18", "--only", "claims").out
    assert (
        "\nproved: The first core group is never due later than 20 calendar days after the conference.\n"
        "    The least number for which it holds: 20, reached under holidays not announced yet only "
        "(from Tuesday 2000-01-04, were these such holidays: Monday 2000-01-17, Tuesday 2000-01-18, "
        "Wednesday 2000-01-19, Thursday 2000-01-20; "
        "under those known today 14, from 2015-01-05). "
        "It comes about: A first core group is due 20 calendar days after its conference.\n"
        "    Holidays not announced yet: it holds on every abstract calendar too.\n"
        "    Searched: 14 start days, 43,372 abstract calendars (first-core-group-latest).\n"
    ) in told
    assert "not finished" not in told
    assert "Assumed of first-core-group-latest: abstract calendars have at most 4 holidays" in told
    assert "What is wrong" not in told


def test_what_is_refuted_is_told_with_the_case_that_shows_it(
    coregroup: Run, sound: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(policy: Policy) -> tuple[Claim, ...]:
        said = {"says": "Nobody ever meets.", "sometimes": "Somebody meets."}
        claims = [{"id": "none", "form": "never", "happens": "core_group_held", **said}]
        return parse_claims({"policy": policy.id, "claim": claims}, policy, "claims.toml")

    monkeypatch.setattr("model.cli.check.claims_of", wrong)
    told = coregroup("check", sound, *WEEKS, "--only", "claims").out
    assert "\nrefuted: Nobody ever meets, as long as every duty that is a must is kept.\n" in told
    assert "\n    The shortest case against it: 2015-01-05 " in told
    assert "core group held; as it stands on 2015-01-06.\n    Searched: 32 start days, " in told


def test_a_policy_of_which_nothing_is_claimed_is_told_so(coregroup: Run, sound: str) -> None:
    told = coregroup("check", sound, *WEEKS, "--only", "claims").out
    assert "claimed of every case\n\nNothing is claimed of this policy. To claim something: " in told


def test_a_reading_that_does_not_exist_is_told_with_what_this_command_takes(coregroup: Run, sound: str) -> None:
    said = coregroup("check", sound, "--reading", "all")
    assert (said.code, said.out) == (2, "")
    assert said.err.endswith("'all' (readings are written ten-days=working-days) [bad-reading]\n")


# ---- by when to book


def test_bookings_are_a_table_with_its_assumptions(coregroup: Run, sound: str) -> None:
    told = coregroup("check", sound, *WEEKS, "--only", "booking").out
    head = "\nduty\tclauses\tcounted from\tdue\tnone fails\tone fails\ttwo fail\tthree fail\tleast room"
    assert f"{head}\nit\tit\tinitial conference held\t10\t" in told
    assert "Assumed: each duty is looked at by itself" in told
    assert "Assumed: at most 3 attempts at a meeting or a visit may fail" in told


def test_json_takes_the_same_for_granted_of_bookings_as_the_text(coregroup: Run, sound: str) -> None:
    told = coregroup("check", sound, *WEEKS, "--only", "booking").out
    found = plain(coregroup, sound, *WEEKS, "--only", "booking")
    assumed = {*found["assumed_of_failures"], *(one for row in found["booking"] for one in row["assumed"])}
    assert {f"Assumed: {one}." for one in assumed} == {line for line in told.splitlines() if line.startswith("Assumed")}


def test_a_day_too_many_is_never_and_a_range_of_due_days_is_told(coregroup: Run, folder: Path) -> None:
    one = PLAN + 'then = "core_group_held"\nwithin = "1 working day"\n'
    (folder / "one.toml").write_text(HEAD + duty("it", one), encoding="utf-8")
    (row,) = plain(coregroup, "one.toml", *WEEKS, "--only", "booking")["booking"]
    assert [margin["least"] for margin in row["margins"]] == [1, None, None, None]
    assert (row["due"], row["counted_from"]) == ([1, 3], "initial conference held")
    assert [margin["share_too_late"] for margin in row["margins"]] == [0, 1, 1, 1]
    told = coregroup("check", "one.toml", *WEEKS, "--only", "booking").out
    assert "\nit\tit\tinitial conference held\t1 to 3\t1 / 1\ttoo late\ttoo late\ttoo late\t2015-01-05\n" in told


def test_start_days_on_which_failures_cannot_be_survived_are_a_share(coregroup: Run, folder: Path) -> None:
    week = 'when = "became_looked_after"\nthen = "child_seen"\nwithin = "4 days"\n'
    (folder / "week.toml").write_text(HEAD + duty("it", week), encoding="utf-8")
    assert "% too late)" in coregroup("check", "week.toml", *WEEKS, "--only", "booking").out


def test_where_there_is_nothing_to_book_that_is_said(coregroup: Run, ill: str) -> None:
    told = coregroup("check", ill, *WEEKS, "--only", "booking").out
    assert "No duty with a due day is answered by one kind of meeting or visit.\n" in told


def test_meetings_are_booked_on_days_on_which_people_are_there(coregroup: Run, folder: Path) -> None:
    text = "[calendar]\nbank_holidays_are_working_days = true\n" + duty("it", TEN_WORKING_DAYS)
    (folder / "open.toml").write_text(HEAD + text, encoding="utf-8")
    days = ("--from", "2014-12-18", "--to", "2014-12-18")
    (row,) = plain(coregroup, "open.toml", *days, "--only", "booking")["booking"]
    # Due on 1 January, which counts as a working day; nobody meets on it.
    assert (row["due"], row["margins"][0]["most"]) == ([14, 14], 13)


# ---- the game


def test_the_game_says_how_many_failures_are_survived_and_what_dooms_then(coregroup: Run, folder: Path) -> None:
    text = PLAN + 'then = "core_group_held"\nwithin = "3 working days"\nuntil = "plan_discharged"\n'
    (folder / "three.toml").write_text(HEAD + duty("it", text), encoding="utf-8")
    days = ("--from", "2015-01-05", "--to", "2015-01-07", "--only", "game")
    told = coregroup("check", "three.toml", *days).out
    assert "\nit: 2.\n    With one more failure, it cannot be made sure that these are kept: it.\n" in told
    assert "nothing saves it (it) from 2015-01-05 on, if 3 more attempts can fail." in told
    assert "the last day on which booking would have saved it: 20" in told
    assert "What is wrong" not in told
    (part,) = plain(coregroup, "three.toml", *days)["game"]
    assert (part["duties"], part["survives"], part["against"], part["skipped"]) == (["it"], 2, ["it"], "")
    assert part["lost"][0]["duties"] == ["it"]
    assert {lost["last_chance"] is None for lost in part["lost"]} == {True, False}


def test_what_survives_all_failures_that_were_tried_is_that_many_or_more(coregroup: Run, folder: Path) -> None:
    (folder / "soon.toml").write_text(HEAD + duty("it", SOON), encoding="utf-8")
    days = ("--from", "2015-01-05", "--to", "2015-01-07", "--only", "game")
    assert "\nit: 3 or more.\n\nAssumed: " in coregroup("check", "soon.toml", *days).out


def test_what_cannot_be_kept_at_all_is_told_so(coregroup: Run, folder: Path) -> None:
    before = 'when = "rcpc_held"\nthen = "core_group_held"\nwithin = "2 weeks before"\n'
    (folder / "before.toml").write_text(HEAD + duty("it", before), encoding="utf-8")
    days = ("--from", "2015-01-05", "--to", "2015-01-07", "--only", "game")
    told = coregroup("check", "before.toml", *days).out
    assert (
        "\nit: cannot be kept, even if no attempt fails.\n    It cannot be made sure that these are kept: it.\n" in told
    )


def test_a_loss_that_no_short_play_shows_says_how_far_plays_were_looked_for(
    coregroup: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("model.analysis.keep.MOST_EVENTS", 0)
    monkeypatch.setattr("model.cli.checked.MOST_EVENTS", 0)
    before = 'when = "rcpc_held"\nthen = "core_group_held"\nwithin = "2 weeks before"\n'
    (folder / "before.toml").write_text(HEAD + duty("it", before), encoding="utf-8")
    days = ("--from", "2015-01-05", "--to", "2015-01-07", "--only", "game")
    told = coregroup("check", "before.toml", *days).out
    assert "are kept: it.\n    No play of at most 0 events shows how; longer ones were not looked for.\n" in told


def test_where_nothing_can_be_played_that_is_said(coregroup: Run, folder: Path) -> None:
    chair = 'when = "core_group_held"\nrequires = { chair = "line_manager" }\n'
    (folder / "chair.toml").write_text(HEAD + duty("it", chair), encoding="utf-8")
    days = ("--from", "2015-01-05", "--to", "2015-01-07", "--only", "game")
    told = coregroup("check", "chair.toml", *days).out
    assert "\nNothing was played: none of these duties asks the agency to do something by a day.\n" in told


def test_what_says_nothing_of_a_part_says_why(coregroup: Run, folder: Path) -> None:
    meet = TEN_DAYS + 'until = "plan_discharged"\n'
    ahead = 'when = "core_group_held"\nthen = "core_group_scheduled"\nwithin = "2 days before"\n'
    (folder / "ahead.toml").write_text(HEAD + duty("meet", meet) + duty("it", ahead), encoding="utf-8")
    days = ("--from", "2015-01-05", "--to", "2015-01-07", "--only", "game")
    told = coregroup("check", "ahead.toml", *days).out
    assert f"it: not played ({HANDED}).\n" in " ".join(told.split(" ")).replace("\n    ", " ")


# ---- the readings


def test_readings_are_told_with_share_days_and_shortest_case(coregroup: Run, sound: str) -> None:
    told = coregroup("check", sound, *WEEKS, "--only", "readings").out
    assert "how-long\ttwelve\t100%\t2, 2, 2\t2015-01-16\t2015-01-05 initial conference held, outcome plan\n" in told
    assert "how-long\tshould\t0%\t\t\tnone found; of other strength, which is left out: it\n" in told
    assert "\nHow strongly something is asked for (must, should, may) changes no finding, and is left out of" in told
    found = plain(coregroup, sound, *WEEKS, "--only", "readings")["readings_that_matter"]
    assert [(one["choice"], one["share"], one["days_between"]) for one in found] == [
        ("twelve", 1.0, {"least": 2, "middle": 2.0, "most": 2}),
        ("should", 0.0, None),
    ]
    assert found[0]["witness"]["parts_on"] == "2015-01-16"


def test_a_share_that_is_told_as_at_least_says_what_was_not_looked_for(coregroup: Run, folder: Path) -> None:
    text = HEAD + miniature(BOOKED) + TEN_OR_OTHER + LATER
    (folder / "booked.toml").write_text(text, encoding="utf-8")
    told = coregroup("check", "booked.toml", *WEEKS, "--only", "readings").out
    assert "\nten\tother\tat least " in told
    assert f"\nten other: 'at least', for {ONE_CASE}.\n" in told
    (found,) = plain(coregroup, "booked.toml", *WEEKS, "--only", "readings")["readings_that_matter"]
    assert (found["exact"], found["why_at_least"]) == (False, ONE_CASE)


def test_a_choice_of_strength_takes_away_what_is_weaker_than_what_is_asked_for(coregroup: Run, sound: str) -> None:
    asked = (*WEEKS, "--only", "readings", "--strength", "must")
    told = coregroup("check", sound, *asked).out
    assert "how-long\tshould\t100%\t\t2015-01-16\t2015-01-05 initial conference held, outcome plan\n" in told
    assert "How strongly" not in told
    assert [one["of_other_strength"] for one in plain(coregroup, sound, *asked)["readings_that_matter"]] == [[], []]


def test_a_weaker_duty_is_left_out_of_the_bookings_where_that_is_asked(coregroup: Run, sound: str) -> None:
    asked = (*WEEKS, "--only", "booking", "--reading", "how-long=should")
    assert [one["duty"] for one in plain(coregroup, sound, *asked)["booking"]] == ["it"]
    assert plain(coregroup, sound, *asked, "--strength", "must")["booking"] == []


def test_a_policy_without_readings_is_told_so(coregroup: Run, ill: str) -> None:
    assert "The policy has no phrase with readings.\n" in coregroup("check", ill, *WEEKS, "--only", "readings").out


def test_a_reading_is_checked_as_it_was_chosen(coregroup: Run, sound: str) -> None:
    said = coregroup("check", sound, *WEEKS, "--only", "booking", "--reading", "how-long=twelve")
    assert said.out.startswith("A miniature (miniature) with how-long=twelve\n")
    assert "\nit\tit\tinitial conference held\t12\t" in said.out


def test_a_reading_that_there_is_not_is_one_clear_line(coregroup: Run, sound: str) -> None:
    said = coregroup("check", sound, "--reading", "how-long=twenty")
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert "twenty" in said.err


# ---- formats, files, stopping


def test_json_carries_the_same_findings_as_the_text(coregroup: Run, ill: str) -> None:
    found, told = plain(coregroup, ill, *WEEKS), coregroup("check", ill, *WEEKS).out
    ailments = found["health"]["ailments"]
    graver = [one["sentence"] for one in ailments if one["severity"] != "note"]
    assert len(graver) >= 2
    assert [sentence for sentence in graver if sentence not in told] == []
    assert (found["claims"], found["booking"], found["game"], found["readings_that_matter"]) == ([], [], None, None)
    assert (found["policy"], found["first"], found["last"]) == ("miniature", "2015-01-05", "2015-02-05")
    assert found["calendar"]["digest"] in told
    assert found["unfinished"] == []


@pytest.mark.usefixtures("few_claims")
def test_json_carries_claims_with_what_they_rest_on(coregroup: Run) -> None:
    found = plain(coregroup, "brent", "--from", "2015-01-05", "--to", "2015-01-11", "--only", "claims")["claims"]
    assert all(one["start_days"] == 7 and one["assumed"] and one["calendar"] for one in found)
    first = found[0]
    assert (first["id"], first["verdict"], first["exact"]) == ("first-core-group-latest", "proved", 20)
    assert first["largest"] == {"days": 14, "from": "2015-01-05"}
    assert first["largest_in_an_abstract_calendar"]["days"] == 20
    assert first["readings"]["ten-days"] == "calendar-days"


@pytest.mark.slow
def test_pictures_and_tests_are_written_and_the_tests_are_green(
    coregroup: Run, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    both = duty("one", HELD + BY_MANAGER) + duty("two", HELD + BY_WORKER)
    (folder / "ill.toml").write_text(HEAD + duty("it", TEN_DAYS) + both + READ, encoding="utf-8")
    parts = ("--only", "health", "--only", "readings")
    said = coregroup("check", "ill.toml", *WEEKS, *parts, "--pictures", "drawn", "--tests", "tested")
    assert said.code == 0
    names = {path.stem for path in (folder / "drawn").iterdir()}
    assert {"contradiction-one", "how-long-twelve"} <= names
    assert "how-long-should" not in names
    tests = list((folder / "tested").iterdir())
    assert {path.name for path in tests} == {f"test_{name.replace('-', '_')}.py" for name in names}
    run = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder / "tested")]
    elsewhere, environment = tmp_path_factory.mktemp("elsewhere"), {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(run, cwd=elsewhere, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, f"{len(tests)} passed" in done.stdout) == (0, True), done.stdout


def test_only_what_has_a_case_is_drawn(coregroup: Run, folder: Path) -> None:
    (folder / "later.toml").write_text(HEAD + duty("later", UNLIMITED), encoding="utf-8")
    said = coregroup("check", "later.toml", *WEEKS, "--only", "health", "--pictures", "drawn")
    assert said.err == "coregroup: 0 pictures written to drawn\n"


def stopping(monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    """Ctrl-C, the first time that a search for this says how far it is."""

    def tell(_: Telling, about: str, *__: int) -> None:
        if about == at:
            raise KeyboardInterrupt

    monkeypatch.setattr(Telling, "__call__", tell)


def test_ctrl_c_tells_what_was_found_and_what_was_not_finished(
    coregroup: Run, sound: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopping(monkeypatch, "readings")
    said = coregroup("check", sound, *WEEKS, "--only", "booking", "--only", "readings")
    assert said.code == 130
    assert "\nit\tit\tinitial conference held\t10\t" in said.out
    assert said.out.endswith("NOT FINISHED, it was stopped: readings.\n")


def test_ctrl_c_in_the_search_for_ailments_ends_everything(
    coregroup: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "soon.toml").write_text(HEAD + duty("it", SOON), encoding="utf-8")
    stopping(monkeypatch, "it")
    said = coregroup("check", "soon.toml", *WEEKS)
    assert said.code == 130
    assert f"NOT FINISHED ({INTERRUPTED}).\n" in said.out
    assert "By when to book" not in said.out
    assert said.out.endswith("NOT FINISHED, it was stopped: health, claims, booking.\n")
    assert coregroup("check", "soon.toml", *WEEKS, "--fail-on", "error").code == 130


def test_ctrl_c_before_an_ailment_is_found_is_no_health(
    coregroup: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "said.toml").write_text(
        HEAD + duty("it", 'when = "core_group_held"\nthen = "child_seen"\nwithin = "3 days"\n'), "utf-8"
    )
    stopping(monkeypatch, "it")
    told = coregroup("check", "said.toml", *WEEKS, "--only", "health").out
    assert "Nothing was found before the search was stopped.\n" in told


@pytest.mark.usefixtures("few_claims")
def test_ctrl_c_in_a_claim_is_never_called_proved(coregroup: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    stopping(monkeypatch, "child-unseen")
    said = coregroup("check", "brent", "--from", "2015-01-05", "--to", "2015-01-11", "--only", "claims")
    assert said.code == 130
    assert "not finished: A child on a plan is never unseen for more than 20 calendar days" in said.out
    assert f"Why: {INTERRUPTED}." in said.out


def test_what_cannot_be_searched_is_one_clear_line(coregroup: Run, folder: Path) -> None:
    many = (duty(f"d{number}", HELD + f'then = "child_seen"\nwithin = "{number + 1} days"\n') for number in range(64))
    (folder / "many.toml").write_text(HEAD + "".join(many), encoding="utf-8")
    said = coregroup("check", "many.toml", *WEEKS)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert "64 duties are more than 63 that can be searched together" in said.err


def test_on_a_terminal_everything_fits(on_terminal: Run, sound: str) -> None:
    said = on_terminal("check", sound, *WEEKS, columns=100)
    assert said.code == 0
    assert "\t" not in said.out
    prose = [line for line in said.out.splitlines() if not line.startswith("\033")]
    assert max(map(len, prose)) <= 100


@pytest.mark.slow
def test_what_a_search_proved_is_certified_and_checked(coregroup: Run, folder: Path) -> None:
    said = coregroup("check", "york", "--only", "claims", *WEEKS, "--certificates", "proofs")
    written = sorted(path.name for path in (folder / "proofs").iterdir())
    assert said.code == 0
    searched = [name for name in written if not name.startswith("keepable-")]
    assert searched == ["core-groups-apart.certificate", "never-two-without-social-worker.certificate"]
    # The game is played as far as a search follows cases.
    assert said.err.count("checked in full 462 days") == len(written)
    assert said.err.count("checked in full") == len(written)
    assert "keepable-first-core-group.certificate: Whatever chair and circumstance do, though 1 attempt" in said.err


def test_what_the_game_kept_is_certified_and_checked(coregroup: Run, sound: str, folder: Path) -> None:
    said = coregroup("check", sound, "--only", "game", *WEEKS, "--certificates", "proofs")
    (written,) = (folder / "proofs").iterdir()
    assert said.code == 0
    assert written.name == "game-it.certificate"
    assert "there is a way to keep it. checked in full" in said.err


def test_where_nothing_is_claimed_nothing_is_certified(coregroup: Run, folder: Path, sound: str) -> None:
    assert coregroup("check", sound, "--only", "booking", *WEEKS, "--certificates", "proofs").code == 0
    assert list((folder / "proofs").iterdir()) == []


def test_the_day_to_which_cases_are_followed_is_said_once_for_all_that_was_asked(coregroup: Run, sound: str) -> None:
    told = coregroup("check", sound, *WEEKS, "--only", "health", "--only", "readings").out
    assert told.count("Cases are followed to 2016-04-10") == 1
    assert "Cases are followed" not in coregroup("check", sound, *WEEKS, "--only", "booking").out


@pytest.mark.slow
def test_where_some_are_followed_further_it_is_said_which(coregroup: Run, folder: Path) -> None:
    (folder / "long.toml").write_text(HEAD + duty("long", MEET_IN_500_DAYS), encoding="utf-8")
    long = '[[claim]]\nid = "apart"\nsays = "{N} days."\nsometimes = "{N} days."\nform = "longest-gap"\nat_most = 600\n'
    gap = 'from = "core_group_held"\nto = "core_group_held"\nuntil = ["plan_discharged"]\n'
    (folder / "claims.toml").write_text(f'policy = "miniature"\n{long}{gap}', encoding="utf-8")
    asked = (*WEEKS, "--only", "claims", "--only", "game", "--claims", "claims.toml")
    told = coregroup("check", "long.toml", *asked).out
    assert "What takes longer is not seen. (So for: apart.)\n" in told
    assert "1,000 days past the last start day. What takes longer is not seen. (So for: failed attempts.)\n" in told


def test_a_game_is_played_as_far_as_cases_are_followed_and_says_so(coregroup: Run, folder: Path) -> None:
    after = 'when = "plan_discharged"\nthen = "tac_held"\nwithin = "10 days"\nuntil = "icpc_held"\n'
    (folder / "after.toml").write_text(HEAD + duty("it", after), encoding="utf-8")
    day = ("--from", "2015-12-01", "--to", "2015-12-01", "--only", "game")
    told = coregroup("check", "after.toml", *day).out
    assert "\nit: 2.\n" in told
    assert "after 2015-12-01 initial conference held, outcome plan; 2015-12-24 plan discharged, nothing saves" in told
    assert "\nCases are followed to 2017-02-03: 430 days past the last start day." in told
    assert "\nAssumed: at most one event of each kind a day.\n" in told
    (part,) = plain(coregroup, "after.toml", *day)["game"]
    assert (part["followed_to"], part["cut_short_by_the_calendar"]) == ("2017-02-03", False)


def test_what_is_claimed_to_be_kept_is_played_as_far_as_cases_are_followed(coregroup: Run, folder: Path) -> None:
    after = 'when = "plan_discharged"\nthen = "tac_held"\nwithin = "10 days"\nuntil = "icpc_held"\n'
    (folder / "after.toml").write_text(HEAD + duty("it", after), encoding="utf-8")
    claim = '[[claim]]\nid = "kept"\nsays = "So."\nsometimes = "Once."\nform = "keepable"\nfailed_meetings = 3\n'
    (folder / "claims.toml").write_text(f'policy = "miniature"\n{claim}', encoding="utf-8")
    day = ("--from", "2015-12-01", "--to", "2015-12-01", "--only", "claims", "--claims", "claims.toml")
    (found,) = plain(coregroup, "after.toml", *day)["claims"]
    assert (found["verdict"], found["followed_to"]) == ("refuted", "2017-02-03")


def test_a_search_that_the_end_of_the_calendar_cuts_short_says_so(coregroup: Run, folder: Path) -> None:
    (folder / "long.toml").write_text(HEAD + duty("long", MEET_IN_500_DAYS), encoding="utf-8")
    end = ("--from", "2040-12-31", "--to", "2040-12-31")
    told = coregroup("check", "long.toml", *end, "--only", "health").out
    assert "Cases are followed to 2042-12-31 only, where the calendar ends: 730 days past the last start day" in told
    assert plain(coregroup, "long.toml", *end, "--only", "health")["health"]["coverage"]["cut_short_by_the_calendar"]
