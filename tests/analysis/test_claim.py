from pathlib import Path
from typing import Any

import pytest

from model.analysis.claim import (
    BUNDLED,
    Claim,
    Keepable,
    LatestDue,
    LongestGap,
    Never,
    claims_of,
    load_claims,
    parse_claims,
)
from model.errors import InvalidInput
from model.policy import Strength, built_in, load_policy
from model.policy.conditions import All, Pattern
from tests.miniatures import MEET, PLAN, policy

WORDS = policy(PLAN + MEET + 'within = "10 working days"\n')
PAGE = Path(BUNDLED).parents[2] / "analysis" / "CLAIMS.md"
NUMBERED = {"says": "Never more than {N}.", "sometimes": "{N} is reached."}
PLAIN = {"says": "It is so.", "sometimes": "It happens."}
DUE = {"id": "due", "form": "latest-due", "duty": "it", "at_most": 20, **NUMBERED}
GAP = {
    "id": "gap",
    "form": "longest-gap",
    "from": "core_group_held",
    "to": "core_group_held",
    "at_most": 42,
    **NUMBERED,
}
KEPT = {"id": "kept", "form": "keepable", "failed_meetings": 1, **PLAIN}
NO_BREACH = {"id": "no-breach", "form": "never", "breached": "it", **PLAIN}
NO_EVENT = {
    "id": "no-event",
    "form": "never",
    "happens": {"event": "core_group_held", "chair": "other_professional"},
    **PLAIN,
}


def read(*claims: Any, **root: Any) -> tuple[Claim, ...]:
    return parse_claims({"policy": "miniature", "claim": list(claims), **root}, WORDS, "mini.toml")


def codes(*claims: Any, **root: Any) -> list[str]:
    with pytest.raises(InvalidInput) as error:
        read(*claims, **root)
    return [fault.code for fault in error.value.faults]


def without(claim: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in claim.items() if name != key}


def test_each_form_is_read_into_what_it_is_about() -> None:
    held = Pattern("core_group_held")
    due, gap, kept, no_breach, no_event = (claim.about for claim in read(DUE, GAP, KEPT, NO_BREACH, NO_EVENT))
    assert due == LatestDue("it", 20)
    assert gap == LongestGap((held,), (held,), (), 42, Strength.MUST)
    assert kept == Keepable(Strength.MUST, 1)
    assert no_breach == Never("it", (), Strength.MUST)
    assert isinstance(no_event, Never)
    assert [pattern.words() for pattern in no_event.happens] == ["core group held where chair is other professional"]


def test_what_may_be_left_out_may_be_given() -> None:
    more = {
        "until": ["plan_discharged"],
        "strength": "should",
        "without": ["chair_direction_given"],
        "note": "for people",
    }
    (claim,) = read({**GAP, **more})
    assert isinstance(claim.about, LongestGap)
    assert claim.about.until == (Pattern("plan_discharged", All()),)
    assert (claim.about.strength, claim.about.without) == (Strength.SHOULD, ("chair_direction_given",))


def test_the_sentences_are_told_with_the_number() -> None:
    due, kept = read(DUE, KEPT)
    assert (due.number, due.sentence(), due.twin()) == (20, "Never more than 20.", "20 is reached.")
    counting = ", counting every duty that is a must."
    assert (kept.number, kept.sentence(), kept.twin()) == (None, f"It is so{counting}", f"It happens{counting}")


@pytest.mark.parametrize(
    ("strength", "kept"),
    [
        ("must", ", as long as every duty that is a must is kept."),
        ("should", ", as long as every duty that is a must or a should is kept."),
        ("may", "."),
    ],
)
def test_a_sentence_says_which_duties_have_to_be_kept(strength: str, kept: str) -> None:
    gap, event = read({**GAP, "strength": strength}, {**NO_EVENT, "strength": strength})
    assert (gap.sentence(), gap.twin()) == (f"Never more than 42{kept}", f"42 is reached{kept}")
    assert event.sentence() == f"It is so{kept}"


@pytest.mark.parametrize(("strength", "duties"), [("must", "every duty that is a must"), ("may", "every duty")])
def test_a_sentence_with_a_place_for_the_duties_has_them_there(strength: str, duties: str) -> None:
    (claim,) = read({**KEPT, "strength": strength, "says": "There is a way to keep {duties}."})
    assert claim.sentence() == f"There is a way to keep {duties}."


def test_every_claim_that_comes_with_the_package_and_has_a_strength_says_so() -> None:
    claims = [claim for name in built_in() for claim in claims_of(load_policy(name))]
    told = [claim.sentence() for claim in claims if claim.duties]
    assert len(told) > 5
    assert all("every duty that is a must" in sentence for sentence in told)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        *[({**DUE, key: ""}, ["missing-key"]) for key in ("id", "says", "sometimes", "duty")],
        *[(without(DUE, key), ["missing-key"]) for key in ("id", "says", "sometimes", "form", "duty", "at_most")],
        *[(without(GAP, key), ["missing-key"]) for key in ("from", "to", "at_most")],
        (without(KEPT, "failed_meetings"), ["missing-key"]),
        ({**DUE, "form": "latest"}, ["unknown-value"]),
        ({**DUE, "says": "{N} of {duties}."}, ["duties-in-sentence"]),
        ({**DUE, "duty": "its"}, ["unknown-id"]),
        ({**DUE, "at_most": -1}, ["negative"]),
        ({**DUE, "at_most": "20"}, ["wrong-type"]),
        ({**DUE, "strength": "must"}, ["unknown-key"]),
        ({**DUE, "says": "Never more than 20."}, ["number-in-sentence"]),
        ({**KEPT, "sometimes": "{N} happen."}, ["number-in-sentence"]),
        ({**KEPT, "strength": "mst"}, ["unknown-value"]),
        ({**GAP, "from": "core_group_hold"}, ["unknown-kind"]),
        ({**GAP, "to": {"event": "core_group_held", "chare": "line_manager"}}, ["unknown-attribute"]),
        ({**GAP, "without": ["chair_direction"]}, ["unknown-kind"]),
        ({**NO_BREACH, "happens": "core_group_held"}, ["which-form"]),
        (without(NO_BREACH, "breached"), ["which-form"]),
        ("due", ["not-a-table"]),
    ],
    ids=str,
)
def test_a_claim_that_cannot_be_understood_is_one_fault(claim: Any, expected: list[str]) -> None:
    assert codes(claim) == expected


def test_a_file_of_another_policy_is_refused_and_so_is_an_id_twice() -> None:
    assert codes(DUE, policy="miniatures") == ["other-policy"]
    assert codes(DUE, {**KEPT, "id": "due"}, GAP) == ["duplicate-id"]
    assert codes(DUE, claims=[]) == ["unknown-key"]


def test_all_faults_of_a_file_are_told_at_once_with_their_place() -> None:
    with pytest.raises(InvalidInput) as error:
        read({**DUE, "duty": "its"}, {**KEPT, "failed_meetings": -1})
    assert [str(fault) for fault in error.value.faults] == [
        "mini.toml, claim due, duty: the policy has no such duty: 'its' (did you mean 'it'?) [unknown-id]",
        "mini.toml, claim kept, failed_meetings: must be 0 or more: '-1' [negative]",
    ]


def test_a_file_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("policy =", encoding="utf-8")
    with pytest.raises(InvalidInput, match="not-toml"):
        load_claims(tmp_path / "bad.toml", WORDS)


def test_every_bundled_file_is_about_a_policy_of_the_package_and_can_be_read() -> None:
    files = sorted(path.stem for path in BUNDLED.glob("*.toml"))
    assert set(files) <= set(built_in())
    assert all(len(claims_of(load_policy(name))) > 3 for name in files)


def test_a_policy_without_claims_has_none() -> None:
    assert claims_of(WORDS) == ()


def test_the_page_of_claims_has_an_example_that_can_be_read() -> None:
    from model.policy.load import toml

    text = PAGE.read_text(encoding="utf-8")
    lines = [line[4:] for line in text.splitlines() if line.startswith("    ") or not line]
    tables = toml("\n".join(lines), "example")
    tables["policy"], tables["claim"][0]["duty"] = "miniature", "it"
    (claim,) = parse_claims(tables, WORDS, "example")
    assert claim.sentence() == "The first core group is never due later than 20 calendar days after the conference."
