"""The corpus: every changed policy is noticed, ids last, what is read is what was written, changes are told."""

import json
from datetime import date
from pathlib import Path

import msgspec
import pytest

from model.cli import BAD, NO, OK, main
from model.conformance.choose import chosen
from model.conformance.compose import compose
from model.conformance.corpus import CASES, MANIFEST, Case, Corpus, read, write
from model.conformance.corpus_told import changes, stats
from model.conformance.judging import Judging
from model.conformance.probe import Probe
from model.conformance.rivals import Rival, rivals
from model.errors import InvalidInput
from model.events import Event
from model.policy import Policy, load_policy, under
from tests.conformance.mini_policy import loaded, written


@pytest.fixture(scope="module")
def policy(tmp_path_factory: pytest.TempPathFactory) -> Policy:
    return loaded(tmp_path_factory.mktemp("policy"))


@pytest.fixture(scope="module")
def corpus(policy: Policy) -> Corpus:
    return compose(policy, policy)


def unnoticed(policy: Policy, corpus: Corpus, base: Policy) -> set[str]:
    """The rivals that no case of a corpus tells from the policy; judged anew, by the files alone."""
    cases = list(zip(corpus.probes(policy.vocabulary), corpus.cases, strict=True))

    def noticed(rival: Rival) -> bool:
        judging = Judging.of(rival.policy, rival.duties, rival.calendar)
        return any(
            judging.told(probe.events, probe.as_of) != tuple(one for one in case.expected if one.duty in rival.duties)
            for probe, case in cases
        )

    return {rival.id for rival in rivals(policy, base) if rival.duties and not noticed(rival)}


@pytest.mark.slow
def test_every_mutant_is_noticed_or_proved_to_be_none(policy: Policy, corpus: Corpus) -> None:
    manifest = corpus.manifest
    assert manifest.open == ()
    assert unnoticed(policy, corpus, policy) == {one.mutant for one in (*manifest.equivalent, *manifest.same_breaches)}
    assert len(manifest.killed) > 25


def test_due_days_that_cannot_be_closed_make_a_mutant_equivalent(corpus: Corpus) -> None:
    assert [one.mutant for one in corpus.manifest.equivalent] == [
        "counting: due_on_closed_day next-working-day",
        "counting: due_on_closed_day working-day-before",
    ]


@pytest.mark.parametrize(
    "mutant",
    [
        "duty first: within 10 working days -> 9",
        "duty first: within 10 working days -> days",
        "duty first: until dropped",
        "excuse delay: dropped",
        "excuse delay: decided by-due -> any-time",
        "counting: first_day same-day",
        "calendar: without 2022-09-19 (first)",
        "calendar: holidays of Scotland (first)",
        "calendar: holidays of Northern Ireland (first)",
    ],
)
def test_the_manifest_names_a_case_for_each_mutant(corpus: Corpus, mutant: str) -> None:
    assert corpus.manifest.killed[mutant] in {case.id for case in corpus.cases}


def test_what_is_expected_is_what_the_oracle_says(policy: Policy, corpus: Corpus) -> None:
    judging = Judging.of(policy)
    for probe, case in zip(corpus.probes(policy.vocabulary), corpus.cases, strict=True):
        assert judging.told(probe.events, probe.as_of) == case.expected


@pytest.mark.slow
def test_ids_are_the_same_in_every_run_and_no_two_cases_have_one(policy: Policy, corpus: Corpus) -> None:
    ids = [case.id for case in corpus.cases]
    assert len(set(ids)) == len(ids)
    assert compose(policy, policy) == corpus


def test_what_is_read_is_what_was_written(tmp_path: Path, policy: Policy, corpus: Corpus) -> None:
    write(corpus, tmp_path / "new" / "corpus")
    again = read(tmp_path / "new" / "corpus")
    write(again, tmp_path)
    assert again.manifest == corpus.manifest
    assert (tmp_path / CASES).read_bytes() == (tmp_path / "new" / "corpus" / CASES).read_bytes()
    assert list(again.probes(policy.vocabulary)) == list(corpus.probes(policy.vocabulary))
    assert [case.answers for case in again.cases] == [case.answers for case in corpus.cases]


def test_no_case_has_an_event_after_the_day_on_which_it_is_looked_at(policy: Policy, corpus: Corpus) -> None:
    assert all(event.on <= probe.as_of for probe in corpus.probes(policy.vocabulary) for event in probe.events)


def test_a_series_looks_at_one_history_about_the_due_day(corpus: Corpus) -> None:
    series = [case for case in corpus.cases if case.origin == "series" and case.says.startswith("first: not answered")]
    assert [case.expected[0].status.value for case in series] == ["pending", "pending", "breached"]
    assert [(case.as_of - series[1].as_of).days for case in series] == [-1, 0, 1]


def test_a_series_looks_at_what_was_recorded_late(corpus: Corpus) -> None:
    late = [case for case in corpus.cases if case.says.startswith("first: answered on the last day in time, recorded")]
    assert [case.expected[0].status.value for case in late] == ["breached", "met", "met"]
    assert [len(case.history) for case in late] == [1, 2, 2]
    assert late[1].history[-1]["recorded_on"] == late[1].as_of


def test_a_corpus_that_was_never_in_a_file_has_the_same_probes(policy: Policy, corpus: Corpus) -> None:
    held = Event(type="core_group_held", on=date(2015, 1, 5), attributes={"agencies_present": ("health",)}, id="e1")
    case = Case.of(Probe("id", "A core group.", "boundary", (held,), held.on), ())
    (probe,) = Corpus(corpus.manifest, (case,)).probes(policy.vocabulary)
    assert probe.events == (held,)


def test_a_difference_is_told_in_sentences(corpus: Corpus) -> None:
    first, *rest = corpus.cases
    changed = msgspec.structs.replace(rest[0], expected=())
    manifest = msgspec.structs.replace(corpus.manifest, digest="0", readings={"words": "other"})
    new = Corpus(manifest, (changed, *rest[1:], msgspec.structs.replace(first, id="new", says="Another.")))
    lines = list(changes(corpus, new))
    assert lines[0] == f"The text of the policy was {corpus.manifest.digest} and is 0."
    assert lines[1] == "The reading words was not there and is other."
    assert lines[2:4] == ["Added new: Another.", f"Gone {first.id}: {first.says}"]
    assert lines[4].startswith(f"Changed {changed.id}: the finding of first [e1] was pending and is none.")
    assert list(changes(corpus, corpus)) == []
    both = msgspec.structs.replace(manifest, readings={"words": "other", "days": "working"})
    assert list(changes(new, Corpus(both, new.cases))) == ["The reading days was not there and is working."]


def test_the_numbers_are_told(corpus: Corpus) -> None:
    lines = list(stats(corpus))
    assert lines[0].startswith(f"{len(corpus.cases)} cases under mini (digest ")
    assert lines[1] == "Nothing in it can be read in two ways."
    assert any(line.startswith("Mutants that are open: none") for line in lines)


def test_the_fewest_cases_are_chosen_and_the_pinned_ones_stay(policy: Policy, corpus: Corpus) -> None:
    a, b, c, *_ = corpus.probes(policy.vocabulary)
    assert chosen({"one": [a], "two": [a, b], "three": [b]}, [c], times=1) == [c, a, b]
    assert chosen({"one": [a, b], "two": [b]}, [], times=1) == [b]
    assert chosen({"one": [a, b]}, [a], times=1) == [a]
    assert chosen({"one": [a, b]}, [a], times=2) == [a, b]


@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        (MANIFEST, "{", "is no part of a corpus"),
        (MANIFEST, None, "cannot be read"),
        (CASES, '{"id": 3}\n', "line 1"),
        (CASES, "", "it holds 0 cases"),
        (MANIFEST, "version", "of version 1 of coregroup-corpus"),
    ],
)
def test_a_folder_that_holds_no_corpus_is_refused(
    tmp_path: Path, corpus: Corpus, file: str, content: str | None, says: str
) -> None:
    write(corpus, tmp_path)
    path = tmp_path / file
    if content is None:
        path.unlink()
    elif content == "version":
        path.write_text(json.dumps({**json.loads(path.read_text()), "version": 2}))
    else:
        path.write_text(content)
    with pytest.raises(InvalidInput, match=says):
        read(tmp_path)


def test_a_history_of_another_vocabulary_is_refused(policy: Policy, corpus: Corpus) -> None:
    odd = msgspec.structs.replace(corpus.cases[0], history=[{"id": "e1", "type": "moon_landing", "on": "2015-01-05"}])
    with pytest.raises(InvalidInput, match="cannot be read"):
        list(Corpus(corpus.manifest, (odd,)).probes(policy.vocabulary))


def test_the_command_writes_tells_and_compares(
    tmp_path: Path, corpus: Corpus, capsys: pytest.CaptureFixture[str]
) -> None:
    ten, nine = str(tmp_path / "ten"), str(tmp_path / "nine")
    write(corpus, Path(ten))
    assert main(["corpus", "--policy", str(written(tmp_path, 9)), "--out", nine]) == OK
    capsys.readouterr()
    assert main(["corpus", "stats", ten]) == OK
    assert "cases under mini" in capsys.readouterr().out
    assert main(["corpus", "diff", ten, ten]) == OK
    assert capsys.readouterr().out == "Nothing changed.\n"
    assert main(["corpus", "diff", ten, nine]) == NO
    assert "the due day of first [e1] was 2015-02-17 and is 2015-02-16" in capsys.readouterr().out


def test_a_corpus_needs_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["corpus", "--policy", "york"]) == BAD
    assert "no folder to write to" in capsys.readouterr().err
    file = written(tmp_path)
    assert main(["corpus", "--policy", "york", "--out", str(file)]) == BAD
    assert "is a file, not a folder" in capsys.readouterr().err


@pytest.mark.deep
def test_yorks_corpus_is_small_and_notices_every_mutant_but_those_it_lists() -> None:
    base = load_policy("york")
    policy = under(base, {"notes-when": "same-day"})
    corpus = compose(policy, base)
    manifest = corpus.manifest
    assert len(corpus.cases) < 2000
    assert {"boundary", "random", "series", "wild", "worked"} >= set(manifest.by_origin)
    listed = {one.mutant for one in (*manifest.equivalent, *manifest.same_breaches)} | set(manifest.open)
    assert unnoticed(policy, corpus, base) <= listed
    assert "reading: notes-when=two-working-days" in manifest.killed
