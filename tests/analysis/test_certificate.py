from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model import england_and_wales, load_policy
from model.analysis.certificate import (
    LEFT_OUT,
    SUFFIX,
    Longs,
    Proof,
    certify,
    check,
    check_all,
    decoded,
    encoded,
    identity,
    lawful,
    write_all,
)
from model.analysis.path import Wanted
from model.analysis.search import explore
from model.compiled.compile import compile_policies
from model.compiled.compiled import Clock, Compiled, Sense
from model.errors import InvalidInput
from tests.compiled.tiny import DAYS, FIRST, calendar, demands, letter, tiny

LAST = FIRST + timedelta(days=DAYS - 6)
EARLY, LATE = 1, 2
NEVER_LATE_ALONE = (Wanted(LATE, EARLY),)
EXCUSE = 2
Change = Callable[[dict[str, Any], list[int], list[Longs]], None]


def two_deadlines() -> Compiled:
    """One event starts an early and a late deadline, one answers both; a third could excuse the early one, but cannot
    happen. So the late one is never the only one missed. The early one is due 3 days on, on some days 4.
    """
    after = np.zeros((1, 3), np.int32)
    after[0, EXCUSE] = -1
    answers, excuses, starts = np.zeros((1, 3, 2), np.uint8), np.zeros((1, 3, 2), np.uint8), np.full((1, 3, 2), -1)
    starts[0, 0], answers[0, 1], excuses[0, EXCUSE, 0] = [0, 1], 1, 1
    return Compiled(
        policies=(),
        calendar=calendar(),
        demands=demands(2),
        letters=(letter("start"), letter("answer"), letter("excuse")),
        groups=((0, 1), (1, 2), (2, 3)),
        clocks=(Clock(0, Sense.DEADLINE, 1, 4, False, 0), Clock(1, Sense.DEADLINE, 1, 6, False, 1)),
        after=after,
        night=np.zeros(1, np.int32),
        broken=np.zeros((1, 3), np.uint64),
        touched=np.zeros((1, 3), np.uint64),
        answers=answers,
        ends=np.zeros((1, 3, 2), np.uint8),
        excuses=excuses,
        starts=starts.astype(np.int16),
        due=np.array([[3 + (day % 5 == 0) for day in range(DAYS)], [6] * DAYS], np.int16),
        opening=np.zeros((2, DAYS), np.int16),
    )


def proof_of(compiled: Compiled, bad: tuple[Wanted, ...] = NEVER_LATE_ALONE, **more: Any) -> Proof:
    return Proof("late", "The late deadline is never the only one missed.", compiled, FIRST, LAST, bad, **more)


def altered(path: Path, change: Change) -> None:
    """The file as somebody would write it who wants to be believed: well formed, and wrong in one place."""
    header, kept, sets = decoded(path.read_bytes())
    change(header, kept, sets)
    path.write_bytes(encoded(header, kept, sets))


def vouched(path: Path, compiled: Compiled) -> str:
    """Why a certificate is refused that claims to be about these arrays."""
    altered(path, lambda header, _kept, _sets: header.update(identity(compiled)))
    return check(path, compiled).refused


def changed(compiled: Compiled, name: str, at: tuple[int, ...], value: int) -> Compiled:
    array = getattr(compiled, name).copy()
    array[at] = value
    return replace(compiled, **{name: array})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A right certificate."""
    return certify(proof_of(two_deadlines()), tmp_path / f"late{SUFFIX}").path


def test_a_right_certificate_passes_on_every_day(path: Path) -> None:
    report = check(path, two_deadlines())
    days = (LAST - FIRST).days + 1
    assert (report.refused, report.full, report.sampled, report.days) == ("", days, 0, days)
    assert report.statement == "The late deadline is never the only one missed."


def test_a_statement_that_is_not_true_gets_no_certificate(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="refuted"):
        certify(proof_of(two_deadlines(), (Wanted(EARLY),)), tmp_path / "x")
    with pytest.raises(InvalidInput, match="refuted"):
        certify(proof_of(two_deadlines(), floors={1: 4}), tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


def test_the_highest_true_floor_passes_and_a_higher_one_is_refused(tmp_path: Path) -> None:
    compiled = two_deadlines()
    certificate = certify(proof_of(compiled, floors={1: 3}), tmp_path / "x")
    assert check(certificate.path, compiled).refused == ""
    altered(certificate.path, lambda header, _kept, _sets: header["floors"].__setitem__(2, 4))
    assert "a counter too low" in check(certificate.path, compiled).refused


def test_a_set_without_any_one_of_its_states_is_refused(path: Path) -> None:
    right, tried = path.read_bytes(), 0
    _, kept, sets = decoded(right)
    for number in sorted(set(kept[:-1])):
        for place in range(len(sets[number])):
            lacking = [np.delete(one, place) if at == number else one for at, one in enumerate(sets)]
            altered(path, lambda _header, _kept, found, lacking=lacking: found.__setitem__(slice(None), lacking))  # type: ignore[misc]
            refused = check(path, two_deadlines()).refused
            assert "a state not kept" in refused or (place == 0 and "nothing has happened" in refused)
            path.write_bytes(right)
            tried += 1
    assert tried > 15


def test_a_bad_state_more_is_refused(path: Path) -> None:
    late_alone = 1 << 3
    altered(path, lambda _header, kept, sets: sets.__setitem__(kept[9], np.union1d(sets[kept[9]], [late_alone])))
    assert "a bad breach" in check(path, two_deadlines()).refused


def test_sets_a_day_too_late_are_refused(path: Path) -> None:
    def shift(header: dict[str, Any], _kept: list[int], _sets: list[Longs]) -> None:
        header["first"], header["last"] = str(FIRST + timedelta(days=1)), str(LAST + timedelta(days=1))

    altered(path, shift)
    assert "a state not kept" in check(path, two_deadlines()).refused


@pytest.mark.parametrize(
    ("name", "at", "value", "why"),
    [
        ("due", (0, 7), 6, "a state not kept"),
        ("due", (0, 17), 6, "a state not kept"),
        ("after", (0, EXCUSE), 0, "a state not kept"),
        ("broken", (0, 1), LATE, "a bad breach"),
        ("answers", (0, 1, 1), 0, "a state not kept"),
        ("starts", (0, 0, 0), -1, "a state not kept"),
    ],
)
def test_other_arrays_are_refused_by_their_digest_and_where_that_is_forged_by_their_steps(
    path: Path, name: str, at: tuple[int, ...], value: int, why: str
) -> None:
    other = changed(two_deadlines(), name, at, value)
    assert check(path, other).refused.startswith("its arrays")
    assert why in vouched(path, other)


def test_a_certificate_with_a_letter_dropped_is_refused_for_the_full_alphabet(tmp_path: Path) -> None:
    full = changed(two_deadlines(), "after", (0, EXCUSE), 0)
    with pytest.raises(InvalidInput, match="refuted"):
        certify(proof_of(full), tmp_path / "x")
    dropped = certify(proof_of(changed(full, "after", (0, EXCUSE), -1)), tmp_path / "x")
    assert check(dropped.path, full).refused.startswith("its arrays")
    assert "a state not kept" in vouched(dropped.path, full)


def test_a_certificate_of_another_calendar_or_demand_is_refused(path: Path) -> None:
    compiled = two_deadlines()
    shorter = replace(compiled, calendar=calendar(DAYS - 1))
    assert check(path, shorter).refused.startswith("its calendar")
    assert check(path, replace(compiled, demands=demands(1))).refused.startswith("its demands")
    assert check(path, replace(compiled, assumed=("nobody is ill",))).refused.startswith("its assumed")


def test_a_certificate_of_another_reading_is_refused(tmp_path: Path) -> None:
    policy = load_policy("york")
    reading = policy.readings[0]
    other = next(choice.id for choice in reading.choices if choice.id != reading.default)
    default, chosen = (
        compile_policies([one], england_and_wales())[0] for one in (policy, replace(policy, chosen={reading.id: other}))
    )
    written = certify(replace(proof_of(default, ()), first=date(2015, 1, 1), last=date(2015, 1, 31)), tmp_path / "x")
    assert check(written.path, default).refused == ""
    assert check(written.path, chosen).refused.startswith("its policies")


def test_a_file_that_is_damaged_is_refused(path: Path) -> None:
    right = path.read_bytes()
    for content in (b"", b"{}\n", right[:-9], right.replace(b'"first"', b'"fist"'), b"[" + right):
        path.write_bytes(content)
        assert check(path, two_deadlines()).refused.startswith("it cannot be read")


def test_a_flipped_bit_is_refused(path: Path) -> None:
    right = path.read_bytes()
    start = right.index(b"\n") + 1
    for at in range(start, len(right)):
        path.write_bytes(right[:at] + bytes([right[at] ^ 1]) + right[at + 1 :])
        assert check(path, two_deadlines()).refused


def test_a_certificate_that_holds_no_day_is_refused(path: Path) -> None:
    altered(path, lambda _header, kept, _sets: kept.__setitem__(slice(None, None, 2), [-1] * len(kept[::2])))
    assert check(path, two_deadlines()).refused == "it holds no day"


def test_a_day_outside_the_calendar_is_refused(path: Path) -> None:
    altered(
        path,
        lambda header, _kept, _sets: header.update(first="1999-01-01", last=str(LAST + (date(1999, 1, 1) - FIRST))),
    )
    assert "outside" in check(path, two_deadlines()).refused


def test_the_same_proof_gives_the_same_bytes(path: Path, tmp_path: Path) -> None:
    again = certify(proof_of(two_deadlines()), tmp_path / "again")
    assert again.path.read_bytes() == path.read_bytes()


def test_the_first_line_says_what_is_certified(path: Path) -> None:
    header = json.loads(path.read_bytes().partition(b"\n")[0])
    assert header["demands"] == [[0, "duty-0"], [0, "duty-1"]]
    assert (header["first"], header["last"], header["bad"]) == (str(FIRST), str(LAST), [[LATE, EARLY]])
    assert (header["full"], header["sampled"], header["overflow"]) == ((LAST - FIRST).days + 1, 0, False)


def test_what_there_is_no_room_for_is_sampled_and_both_sides_say_so(tmp_path: Path) -> None:
    compiled = two_deadlines()
    for limit in (0, 20, 60, 120):
        written = certify(proof_of(compiled), tmp_path / "x", limit=limit, samples=2)
        report = check(written.path, compiled)
        assert written.full < written.days
        assert written.full + written.sampled < written.days
        assert (report.refused, report.full, report.sampled) == ("", written.full, written.sampled)
        assert f"sampled {written.sampled} of {written.days - written.full}" in str(report)


def test_a_wrong_state_of_a_sampled_day_is_refused(tmp_path: Path) -> None:
    compiled = two_deadlines()
    path = certify(proof_of(compiled), tmp_path / "x", limit=0, samples=2).path
    altered(path, lambda _header, kept, sets: sets.__setitem__(kept[-1], sets[kept[-1]][:-1]))
    assert "a state not kept" in check(path, compiled).refused


def test_a_search_that_does_not_fit_is_an_error() -> None:
    with pytest.raises(InvalidInput, match=r"2024-01-04: .*no-room"):
        lawful(proof_of(two_deadlines()), None, (), 3)


@pytest.mark.parametrize("seed", range(10))
def test_exactly_the_true_statements_about_breaches_get_a_certificate_that_passes(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    compiled = tiny(chance)
    reach = explore(compiled, FIRST, LAST, engine="plain")
    for some, none in [(1, 6), (2, 5), (4, 3), (3, 4), (7, 0), (chance.randrange(1, 8), chance.randrange(8))]:
        wanted = Wanted(some, none)
        if any(mask in wanted for mask in reach.breaches):
            with pytest.raises(InvalidInput, match="refuted"):
                certify(proof_of(compiled, (wanted,)), tmp_path / "x")
            path = certify(proof_of(compiled, ()), tmp_path / "x").path
            altered(path, lambda header, _kept, _sets, bad=[some, none]: header.update(bad=[bad]))  # type: ignore[misc]
            assert "a bad breach" in check(path, compiled).refused
        else:
            path = certify(proof_of(compiled, (wanted,)), tmp_path / "x").path
            assert check(path, compiled).refused == ""


@pytest.mark.parametrize("seed", range(10))
def test_the_least_that_counters_show_after_no_breach_is_the_highest_floor_that_passes(
    seed: int, tmp_path: Path
) -> None:
    compiled = tiny(random.Random(seed))
    lows = explore(compiled, FIRST, LAST, engine="plain").lows
    floors = {slot: low for slot, low in enumerate(lows) if low}
    path = certify(proof_of(compiled, (), floors=floors), tmp_path / "x").path
    assert check(path, compiled).refused == ""
    altered(path, lambda header, _kept, _sets: header.update(floors=[floor + 1 for floor in header["floors"]]))
    assert bool(floors) == ("a counter too low" in check(path, compiled).refused)


def test_what_a_full_clock_leaves_out_is_said_on_both_sides(tmp_path: Path) -> None:
    parts = compile_policies([load_policy("york")], england_and_wales())
    compiled = next(part for part in parts if part.demands[0].duty.id == "notes-to-social-worker")
    proof = replace(proof_of(compiled, ()), first=date(2015, 1, 1), last=date(2015, 2, 1))
    path = certify(proof, tmp_path / "x").path
    assert check(path, compiled).statement.endswith(LEFT_OUT)
    altered(path, lambda header, _kept, _sets: header.update(overflow=False))
    assert "no place" in check(path, compiled).refused


@pytest.mark.parametrize(
    ("name", "most"),
    [("york", 5), pytest.param("brent", 99, marks=pytest.mark.slow), pytest.param("york", 99, marks=pytest.mark.slow)],
)
def test_the_parts_of_a_policy_have_certificates_over_christmas(name: str, most: int, tmp_path: Path) -> None:
    parts = compile_policies([load_policy(name)], england_and_wales())[:most]
    days = {"first": date(2015, 12, 20), "last": date(2016, 1, 6)}
    proofs = [
        replace(proof_of(part, ()), name=f"part-{number}", **days)  # type: ignore[arg-type]
        for number, part in enumerate(parts)
    ]
    told: list[tuple[int, int]] = []
    written = write_all(proofs, tmp_path / "certificates", lambda *done: told.append(done))
    reports = check_all(tmp_path / "certificates", parts, lambda *done: told.append(done))
    assert told == [(done + 1, len(parts)) for done in range(len(parts))] * 2
    assert [report.refused for report in reports.values()] == [""] * len(parts)
    assert {report.full for report in reports.values()} == {18}
    assert [one.full for one in written] == [18] * len(parts)


def test_of_several_parts_each_certificate_is_checked_against_its_own(tmp_path: Path) -> None:
    sound, other = two_deadlines(), tiny(random.Random(4))
    write_all([proof_of(sound)], tmp_path)
    assert check_all(tmp_path, [other, sound])["late"].refused == ""
    assert check_all(tmp_path, [other])["late"].refused.startswith("its demands")
    late_due = changed(sound, "due", (0, 7), 6)
    assert check_all(tmp_path, [other, late_due, other])["late"].refused.startswith("its arrays")
    assert check_all(tmp_path, [])["late"].refused == "there is nothing to check it against"


def test_progress_is_told_after_every_day(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    certify(proof_of(two_deadlines()), tmp_path / "x", progress=lambda *done: told.append(done))
    days = (LAST - FIRST).days + 1
    assert told == [(done + 1, days) for done in range(days)]
