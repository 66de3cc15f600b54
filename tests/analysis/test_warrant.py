"""What was proved by a search can be certified, and the checker accepts it; a tighter claim cannot."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from model.analysis.certificate import certify, check
from model.analysis.claim import Claim, LongestGap, Never, claims_of
from model.analysis.game_certificate import certified
from model.analysis.prove import proved
from model.analysis.result import Result, Verdict
from model.analysis.warrant import games_of, warrant
from model.calendar import england_and_wales
from model.errors import InvalidInput
from model.policy import Strength, load_policy

FIRST, LAST = date(2015, 1, 1), date(2015, 4, 30)
YORK = load_policy("york-2015")


def named(id: str) -> Claim:
    return next(claim for claim in claims_of(YORK) if claim.id == id)


def result(claim: Claim) -> Result:
    return proved(claim, YORK, england_and_wales(), FIRST, LAST)


SEARCHED = [claim.id for claim in claims_of(YORK) if type(claim.about).__name__ in ("LongestGap", "Never")]


@pytest.mark.parametrize("id", SEARCHED)
def test_a_claim_that_was_proved_by_a_search_gets_a_certificate_that_the_checker_accepts(
    id: str, tmp_path: Path
) -> None:
    proof = warrant(result(named(id)))
    assert proof is not None
    certify(proof, tmp_path / id)
    report = check(tmp_path / id, proof.compiled)
    assert report.refused == ""
    # From the first start day to 430 days past the last.
    assert report.full == report.days == 120 + 430


def test_a_duty_that_is_never_breached_first_is_certified(tmp_path: Path) -> None:
    claim = named(SEARCHED[-1])
    assert isinstance(claim.about, Never)
    about = replace(claim.about, happens=(), breached="note-taker-not-family", strength=Strength.MAY)
    proof = warrant(proved(replace(claim, about=about), YORK, england_and_wales(), FIRST, LAST))
    assert proof is not None
    certify(proof, tmp_path / "implied")
    assert check(tmp_path / "implied", proof.compiled).refused == ""


def test_a_tighter_gap_cannot_be_certified(tmp_path: Path) -> None:
    found = result(named("core-groups-apart"))
    about = found.claim.about
    assert isinstance(about, LongestGap)
    tighter = replace(found, claim=replace(found.claim, about=replace(about, at_most=about.at_most - 1)))
    proof = warrant(tighter)
    assert proof is not None
    with pytest.raises(InvalidInput, match="refuted"):
        certify(proof, tmp_path / "tighter")


def test_what_was_not_searched_has_no_certificate() -> None:
    assert warrant(result(named("first-core-group-latest"))) is None


def test_that_everything_can_be_kept_is_certified_part_by_part(tmp_path: Path) -> None:
    proofs = list(games_of(result(named("keepable"))))
    assert {proof.name for proof in proofs} > {"keepable-first-core-group", "keepable-minutes-distributed"}
    assert {proof.adversity.failures for proof in proofs} == {1}
    assert all(report.refused == "" for _, _, report in certified(proofs, tmp_path))


def test_only_what_the_game_proved_has_the_certificates_of_a_game() -> None:
    found = result(named("keepable"))
    assert not list(games_of(result(named("core-groups-apart"))))
    assert not list(games_of(replace(found, verdict=Verdict.NOT_FINISHED)))
