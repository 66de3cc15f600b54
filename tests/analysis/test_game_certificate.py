"""A game's certificate is accepted where it is right, and refused by name where one thing in it is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model.analysis.adversity import Adversity
from model.analysis.certificate import Longs, decoded, encoded
from model.analysis.game_certificate import GameProof, certified, certify_game, check_game, game_proofs
from model.analysis.keep import Kept, survived
from model.calendar import england_and_wales
from model.compiled.compile import unsplit
from model.compiled.compiled import Compiled
from model.errors import InvalidInput
from tests.miniatures import BACKWARD, MEET, PLAN, SIX_WEEKS, duty, policy

FIRST, LAST = date(2015, 12, 14), date(2015, 12, 18)
ENDS = 'until = "plan_discharged"\n'
FOUR_DAYS = PLAN + MEET + 'within = "4 working days"\n' + ENDS
AGAIN = 'when = "core_group_held"\n' + MEET + 'within = "2 weeks"\nuntil = ["core_group_held", "plan_discharged"]\n'
TOO_FEW = 'when = { event = "core_group_abandoned", reason = "too_few_present" }\n'
ARRANGED = TOO_FEW + 'then = "core_group_scheduled"\nwithin = "2 working days"\n' + ENDS
SEEN = TOO_FEW + 'then = "child_seen"\nwithin = "6 days"\n'
AFTER_THE_PLAN = 'when = "plan_discharged"\nthen = "tac_held"\nwithin = "10 working days"\nuntil = "icpc_held"\n'
NEVER_AT_ONCE = 'when = "icpc_held"\nforbid = "core_group_scheduled"\nwithin = "2 days"\n'
RECORD = (
    'when = "core_group_held"\n'
    'then = { event = "record_distributed", meeting = { same_as = "on" } }\n'
    'within = "3 days"\n'
)
DELAY = """
[[excuse]]
id = "delay"
clauses = ["2"]
covers = ["it"]
when = { event = "core_group_delay_authorised", by = "line_manager" }
says = "The line manager may delay it."
"""
TWO = Adversity(2)
Change = Callable[[dict[str, Any], list[int], list[Longs]], None]

PLAYED = {
    "a meeting in four days": (duty(FOUR_DAYS), TWO),
    "one meeting after the other": (duty(FOUR_DAYS, "a") + duty(AGAIN, "b"), Adversity(1)),
    "longer notice": (duty(PLAN + MEET + 'within = "2 weeks"\n' + ENDS), Adversity(1, notice=3)),
    "a failure that is recorded and triggers a duty": (duty(FOUR_DAYS, "a") + duty(ARRANGED, "b"), Adversity(1)),
    "failures by themselves": (duty(SEEN), Adversity(1)),
    "an end that begins something": (duty(AFTER_THE_PLAN), Adversity(1)),
    "a duty that is the chair's, and not watched": (
        duty(FOUR_DAYS, "a") + duty('when = "core_group_held"\nthen = "rcpc_held"\nwithin = "3 days"\n', "b"),
        Adversity(1),
    ),
    "something that must not be done": (duty(FOUR_DAYS, "a") + duty(NEVER_AT_ONCE, "b"), Adversity(1)),
    "an excuse that nobody uses": (duty(FOUR_DAYS) + DELAY, Adversity(1)),
    "records that each need their own answer": (duty(RECORD), Adversity(1)),
}


@lru_cache(maxsize=64)
def compiled(text: str) -> Compiled:
    return unsplit([policy(text)], england_and_wales())


def proof_of(text: str = duty(FOUR_DAYS), adversity: Adversity = TWO) -> GameProof:
    return GameProof("it", "It can be kept.", compiled(text), adversity, FIRST, LAST)


def altered(path: Path, change: Change) -> None:
    """The file as somebody would write it who wants to be believed: well formed, and wrong in one place."""
    header, kept, sets = decoded(path.read_bytes())
    change(header, kept, sets)
    path.write_bytes(encoded(header, kept, sets))


def refused(path: Path, proof: GameProof, change: Change) -> str:
    certify_game(proof, path)
    altered(path, change)
    return check_game(path, proof.compiled, proof.adversity).refused


@pytest.mark.parametrize("name", PLAYED)
def test_what_can_be_kept_is_certified_and_accepted(name: str, tmp_path: Path) -> None:
    proof = proof_of(*PLAYED[name])
    written = certify_game(proof, tmp_path / "it")
    report = check_game(written.path, proof.compiled, proof.adversity)
    assert report.refused == ""
    assert report.full == report.days == written.full == written.days > (LAST - FIRST).days
    assert (written.sampled, report.sampled) == (0, 0)
    assert written.states > written.sets > 0


def test_it_is_refused_without_a_position_into_which_the_agency_can_be_forced(tmp_path: Path) -> None:
    proof, path = proof_of(adversity=Adversity(1)), tmp_path / "it"
    certify_game(proof, path)
    right, (_, kept, sets) = path.read_bytes(), decoded(path.read_bytes())
    verdicts = {}
    for gone in sets[kept[1]][1:].tolist():
        path.write_bytes(right)
        altered(path, lambda _, __, found, gone=gone: leave_out(found, gone))  # type: ignore[misc]
        verdicts[gone] = check_game(path, proof.compiled, proof.adversity).refused
    forced = {gone: said for gone, said in verdicts.items() if said}
    assert all("the agency cannot stay in the sets from" in said for said in forced.values())
    # A conference leaves four to six days and a wait: nobody can be forced into having all the days and no wait.
    assert 0 < len(forced) < len(verdicts)


def leave_out(sets: list[Longs], gone: int) -> None:
    for place, one in enumerate(sets):
        sets[place] = one[one != gone]


def test_a_position_that_is_lost_is_refused_where_it_is_added(tmp_path: Path) -> None:
    proof = proof_of()

    def add(header: dict[str, Any], kept: list[int], sets: list[Longs]) -> None:
        every = np.arange(np.prod(np.array(header["sizes"])))
        lost = np.setdiff1d(every, sets[kept[0]])
        sets[kept[0]] = np.union1d(sets[kept[0]], lost[:1]).astype(np.int64)

    said = refused(tmp_path / "it", proof, add)
    assert "2015-12-14: the agency cannot stay in the sets from" in said


def test_without_the_empty_case_it_is_refused(tmp_path: Path) -> None:
    def forget(_: dict[str, Any], __: list[int], sets: list[Longs]) -> None:
        leave_out(sets, 0)

    assert refused(tmp_path / "it", proof_of(), forget) == (
        "2015-12-14: the case in which nothing has happened is not in the set"
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("adversity", {"failures": 1}),
        ("watched", 0),
        ("arrays", "0" * 64),
        ("demands", []),
        ("calendar", ["england-and-wales", "0" * 16]),
        ("policies", []),
        ("version", 0),
    ],
)
def test_a_header_about_something_else_is_refused_by_name(key: str, value: object, tmp_path: Path) -> None:
    def change(header: dict[str, Any], _: list[int], __: list[Longs]) -> None:
        header[key] = value

    assert refused(tmp_path / "it", proof_of(), change).startswith(f"its {key}: ")


def test_a_header_without_what_may_go_wrong_is_refused(tmp_path: Path) -> None:
    def shorten(header: dict[str, Any], _: list[int], __: list[Longs]) -> None:
        header["sizes"] = header["sizes"][:-1]

    assert refused(tmp_path / "it", proof_of(), shorten) == "its positions do not hold what may go wrong"


def test_a_certificate_for_fewer_failures_is_none_for_more(tmp_path: Path) -> None:
    proof = proof_of()
    written = certify_game(proof, tmp_path / "it")
    assert check_game(written.path, proof.compiled, Adversity(3)).refused.startswith("its adversity: ")


def test_a_strategy_of_days_gone_by_is_refused(tmp_path: Path) -> None:
    # Before Christmas the positions of an ordinary week do not suffice.
    def as_on_the_first_day(_: dict[str, Any], kept: list[int], __: list[Longs]) -> None:
        kept[:] = [kept[-1]] * len(kept)

    assert "the agency cannot stay" in refused(tmp_path / "it", proof_of(), as_on_the_first_day)


def test_where_the_sets_are_too_large_the_days_that_were_sampled_are_told(tmp_path: Path) -> None:
    proof = proof_of()
    written = certify_game(proof, tmp_path / "it", limit=2_000, samples=2)
    report = check_game(written.path, proof.compiled, proof.adversity)
    assert report.refused == ""
    assert (report.full, report.sampled) == (written.full, written.sampled)
    assert 0 < report.full + report.sampled < report.days


def test_what_cannot_be_kept_has_no_certificate(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="refuted"):
        certify_game(proof_of(duty(BACKWARD)), tmp_path / "it")


def test_a_game_with_an_excuse_has_no_certificate(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="excused"):
        certify_game(replace(proof_of(), adversity=Adversity(1, away=0)), tmp_path / "it")


def test_every_part_that_was_kept_has_a_proof_for_the_most_failures_it_survives(tmp_path: Path) -> None:
    meeting = survived(compiled(duty(FOUR_DAYS)), FIRST, LAST, Adversity(), (0, 1, 2))
    lost = survived(compiled(duty(BACKWARD)), FIRST, LAST, Adversity(), (0,))
    unplayed = Kept(("other",), FIRST, LAST, survives=1)
    (proof,) = game_proofs([meeting, lost, unplayed], Adversity(3))
    assert (proof.name, proof.adversity.failures) == ("game-it", 2)
    assert proof.statement == (
        "Whatever chair and circumstance do, though 2 attempts may fail, there is a way to keep it."
    )
    ((path, same, report),) = certified([proof], tmp_path)
    assert (path.name, same, report.refused) == ("game-it.certificate", proof, "")


def test_where_no_attempt_may_fail_the_statement_speaks_of_none() -> None:
    kept = survived(compiled(duty(SIX_WEEKS)), FIRST, LAST, Adversity(), (0,))
    (proof,) = game_proofs([kept], Adversity(), "keepable")
    assert proof.name == "keepable-it"
    assert proof.statement == "Whatever chair and circumstance do, there is a way to keep it."
