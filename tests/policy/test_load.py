"""Policies by name and from files, layered, changed, and read in one way or another."""

from datetime import date
from pathlib import Path

import pytest

from model.errors import InvalidInput
from model.policy import Policy, Strength, built_in, changed_by, load_policy, under
from model.policy.load import policy_from_text
from model.policy.overruled import overruled
from tests.miniatures import BASE, HEAD, LOCAL, TEN_WORKING_DAYS, duty, policy, verdicts

CONFERENCE = "2015-01-05 icpc_held outcome=plan"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the base policy in it."""
    (tmp_path / "base.toml").write_text(BASE, encoding="utf-8")
    return tmp_path


def local(folder: Path, text: str = LOCAL) -> Policy:
    """The local policy, as if it stood in the folder."""
    return policy_from_text(text, str(folder / "local.toml"))


def refused(folder: Path, text: str) -> list[str]:
    """The faults of a local policy in the folder."""
    with pytest.raises(InvalidInput) as error:
        local(folder, text)
    return [str(fault) for fault in error.value.faults]


def change(folder: Path, text: str) -> Path:
    """A change file in the folder."""
    path = folder / "change.toml"
    path.write_text(text, encoding="utf-8")
    return path


# ---- names and files


def test_the_built_in_policies_go_by_their_ids_and_by_short_names() -> None:
    assert built_in() == ("brent-2014", "working-together-2013", "working-together-2015", "york-2015")
    assert [load_policy(name).id for name in ("brent", "york", "working-together")] == [
        "brent-2014",
        "york-2015",
        "working-together-2015",
    ]


def test_a_built_in_policy_is_built_once() -> None:
    assert load_policy("brent") is load_policy("brent-2014")


def test_a_file_of_your_own_is_read_anew_each_time(folder: Path) -> None:
    path = folder / "base.toml"
    first = load_policy(str(path))
    path.write_text(BASE.replace("A miniature", "A new title"), encoding="utf-8")
    assert (first.title, load_policy(str(path)).title) == ("A miniature", "A new title")


def test_an_unknown_name_is_refused_with_the_likely_mistake() -> None:
    with pytest.raises(InvalidInput, match=r"no such file: 'yrok' \(did you mean 'york'\?; a file of your own"):
        load_policy("yrok")


def test_a_change_that_is_not_there_cannot_be_read(folder: Path) -> None:
    with pytest.raises(InvalidInput, match=r"none.toml: cannot be read \(No such file or directory\) \[unreadable\]"):
        changed_by(load_policy("york"), folder / "none.toml")


def test_a_folder_is_no_policy(folder: Path) -> None:
    with pytest.raises(InvalidInput, match="no policy of this name"):
        load_policy(str(folder))


# ---- layers


def test_a_local_policy_has_its_own_name_and_the_duties_of_its_base(folder: Path) -> None:
    policy = local(folder)
    assert (policy.id, policy.title, policy.in_force) == ("local", "A local policy", date(2014, 1, 1))
    assert policy.extends == ("base",)
    assert policy.duty_ids == ("first-core-group", "interval")


def test_a_duty_of_the_local_policy_takes_the_place_of_the_one_of_the_base(folder: Path) -> None:
    duty = local(folder).duty("first-core-group")
    assert (duty.source, duty.strength, duty.clauses, duty.until) == ("local", Strength.SHOULD, ("L1",), ())
    assert duty.window.text == "within 5 working days"


def test_a_duty_that_is_only_changed_keeps_the_rest_and_its_source(folder: Path) -> None:
    duty = local(folder).duty("interval")
    assert (duty.source, duty.window.text, duty.until) == ("base", "within 4 weeks", ())
    assert duty.then[0].event == "core_group_held"


def test_what_is_abolished_is_gone_and_the_ledger_says_so(folder: Path) -> None:
    policy = local(folder)
    assert "notice" not in policy.duty_ids
    (clause,) = [one for one in policy.clauses if one.id == "2"]
    assert (clause.treatment.value, clause.by, clause.why) == ("not-modelled", (), "notice is abolished")


def test_verdicts_follow_the_local_policy(folder: Path) -> None:
    lines = CONFERENCE + "\n2015-01-13 core_group_held"
    # 6, 7, 8, 9, 12 January; and 13 January and four weeks.
    assert verdicts(local(folder), lines, "2015-01-13") == [
        "breached due 2015-01-12 done 2015-01-13 slack -1 late 1",
        "pending due 2015-02-10",
    ]


def test_the_base_is_found_beside_the_file_or_among_the_built_in(folder: Path) -> None:
    assert local(folder, LOCAL.replace('"base"', '"base.toml"')).extends == ("base",)
    national = '[policy]\nid = "x"\ntitle = "X"\nin_force = 2014-01-01\nextends = "working-together"\n'
    assert local(folder, national).extends == ("working-together-2013", "working-together-2015")


def test_a_local_policy_must_say_its_own_name(folder: Path) -> None:
    text = LOCAL.replace('id = "local"\ntitle = "A local policy"\nin_force = 2014-01-01\n', "")
    assert refused(folder, text) == [
        "local.toml, policy: needs 'id', a text [missing-key]",
        "local.toml, policy: needs 'title', a text [missing-key]",
        "local.toml, policy: needs 'in_force', a day such as 2014-12-03, without quotes [missing-key]",
    ]


@pytest.mark.parametrize(("one", "other"), [("local", "local"), ("base", "local")])
def test_a_policy_that_extends_itself_is_refused(folder: Path, one: str, other: str) -> None:
    (folder / "local.toml").write_text(LOCAL.replace('"base"', f'"{one}"'), encoding="utf-8")
    (folder / "base.toml").write_text(BASE.replace("\ntitle", f'\nextends = "{other}"\ntitle', 1), encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"policy, extends: extends itself: '\w+' \[extends-itself\]"):
        load_policy(str(folder / "local.toml"))


def test_faults_of_the_layers_and_of_the_duties_come_together(folder: Path) -> None:
    text = LOCAL.replace('duty = "notice"', 'duty = "notise"').replace('"4 weeks"', '"4 wekks"')
    assert refused(folder, text) == [
        "local.toml, abolish, duty: there is no duty with this id: 'notise' (did you mean 'notice'?) [unknown-id]",
        "local.toml, duty interval, within: not a period: '4 wekks' (did you mean '4 weeks'?) [bad-period]",
    ]


def test_a_section_of_one_table_adds_one_entry_and_replaces_no_others(folder: Path) -> None:
    assert local(folder, LOCAL.replace("[[duty]]", "[duty]")).duty_ids == ("first-core-group", "interval")


def test_an_inherited_reading_that_speaks_of_what_is_abolished_is_a_fault_at_once(folder: Path) -> None:
    base = BASE.replace('set = [{ in = "counting"', 'set = [{ duty = "notice", strength = "may" }, { in = "counting"')
    (folder / "base.toml").write_text(base, encoding="utf-8")
    assert refused(folder, LOCAL) == [
        (
            "local.toml, reading first-day, choice same-day, set, duty: there is no duty with this id: 'notice' "
            "(known: first-core-group, interval) [unknown-id]"
        )
    ]
    assert local(folder, LOCAL + '\n[[abolish]]\nreading = "first-day"\n').readings == ()


def test_a_local_policy_may_build_on_the_kinds_of_its_base(folder: Path) -> None:
    kind = '[[event]]\ntype = "briefing_held"\nchosen_by = "agency"\n'
    (folder / "base.toml").write_text(BASE + kind, encoding="utf-8")
    more = '[[event]]\ntype = "briefing_held"\n[event.attributes]\nlong = "boolean"\n'
    policy = local(folder, LOCAL + more)
    assert set(policy.vocabulary.by_name["briefing_held"].attributes) == {"long"}


# ---- changes


def test_a_change_gives_a_new_policy_and_leaves_the_old_one(folder: Path) -> None:
    old = policy(BASE)
    before = repr(old.tables)
    new = changed_by(old, change(folder, '[change]\nid = "sooner"\n[[set]]\nduty = "interval"\nwithin = "3 weeks"\n'))
    assert new.duty("interval").window.text == "within 3 weeks"
    assert old.duty("interval").window.text == "within 6 weeks"
    assert repr(old.tables) == before


def test_an_entry_that_a_change_adds_is_marked_with_the_change(folder: Path) -> None:
    new = changed_by(policy(BASE), change(folder, duty('when = "icpc_held"\nthen = "child_seen"\n', "seen")))
    assert new.duty("seen").source == "change"
    assert new.duty("interval").source == "base"


def test_a_change_may_rename_the_policy(folder: Path) -> None:
    new = changed_by(policy(BASE), change(folder, '[policy]\nid = "proposed"\n'))
    assert (new.id, new.title) == ("proposed", "A miniature")


def test_the_faults_of_a_change_name_its_file(folder: Path) -> None:
    with pytest.raises(InvalidInput) as error:
        changed_by(policy(BASE), change(folder, '[[set]]\nduty = "intervall"\nwithin = "3 weeks"\n'))
    assert str(error.value) == (
        "change.toml, set, duty: there is no duty with this id: 'intervall' (did you mean 'interval'?) [unknown-id]"
    )


def test_a_change_of_layered_policies_comes_after_the_layers(folder: Path) -> None:
    new = changed_by(local(folder), change(folder, '[[set]]\nduty = "first-core-group"\nwithin = "2 working days"\n'))
    assert verdicts(new, CONFERENCE, "2015-01-05") == ["pending due 2015-01-07"]
    assert new.extends == ("base",)


# ---- readings


def test_a_reading_is_laid_on_after_the_change(folder: Path) -> None:
    new = changed_by(policy(BASE), change(folder, '[[set]]\nduty = "first-core-group"\nwithin = "2 working days"\n'))
    # The day itself is day 1: 5 and 6 January.
    assert verdicts(new, CONFERENCE, "2015-01-05", readings={"first-day": "same-day"}) == ["pending due 2015-01-06"]


def test_a_change_may_be_made_of_readings(folder: Path) -> None:
    text = '[[set]]\nreading = "first-day"\ndefault = "same-day"\nchoice = [{ id = "same-day", means = "so" }]\n'
    text += '[[set]]\nin = "counting"\nfirst_day = "same-day"\n'
    new = changed_by(policy(BASE), change(folder, text))
    assert verdicts(new, CONFERENCE, "2015-01-05") == ["pending due 2015-01-16"]  # 5 to 9, 12 to 16
    assert new.reading("first-day").default == "same-day"


def test_the_default_readings_are_the_policy_itself() -> None:
    base = policy(BASE)
    assert under(base, {}) is base
    assert under(base, {"first-day": "day-after"}) is base


def test_a_policy_under_readings_is_built_once_and_says_which_were_chosen() -> None:
    base = policy(BASE)
    read_so = under(base, {"first-day": "same-day"})
    assert read_so is under(base, {"first-day": "same-day"})
    assert read_so.chosen == {"first-day": "same-day"}
    assert base.chosen == {}


def test_two_policies_never_share_a_reading() -> None:
    one, other = policy_from_text(BASE), policy_from_text(BASE.replace("10 working", "5 working"))
    read_so = {"first-day": "same-day"}
    assert under(one, read_so) is not under(other, read_so)
    assert under(other, read_so).duty("first-core-group").window.text == "within 5 working days"


def test_an_unknown_reading_or_choice_is_refused_with_the_likely_mistake() -> None:
    with pytest.raises(InvalidInput) as error:
        under(policy(BASE), {"frist-day": "same-day", "first-day": "sameday"})
    assert [str(fault) for fault in error.value.faults] == [
        "--reading: base has no such reading: 'frist-day' (did you mean 'first-day'?) [unknown-reading]",
        "--reading: reading first-day has no such choice: 'sameday' (did you mean 'same-day'?) [unknown-choice]",
    ]


def test_readings_are_laid_on_in_the_order_of_the_policy_whatever_the_order_of_the_question() -> None:
    reading = """
[[reading]]
id = "{0}"
phrase = "p"
default = "usual"
reason = "r"
[[reading.choice]]
id = "usual"
means = "u"
[[reading.choice]]
id = "other"
means = "o"
set = [{{ duty = "it", within = "{1}" }}]
"""
    text = HEAD + duty('when = "icpc_held"\nthen = "core_group_held"\nwithin = "1 day"\n')
    two = policy(text + reading.format("first", "2 days") + reading.format("second", "3 days"))
    either_way = [under(two, {"second": "other", "first": "other"}), under(two, {"first": "other", "second": "other"})]
    assert [one.duty("it").window.text for one in either_way] == ["within 3 days", "within 3 days"]
    assert list(either_way[0].chosen) == ["first", "second"]


def test_two_readings_that_contradict_each_other_are_refused_when_both_are_chosen() -> None:
    text = (
        BASE
        + """
[[reading]]
id = "notice-at-all"
phrase = "notice"
default = "yes"
reason = "r"
[[reading.choice]]
id = "yes"
means = "y"
[[reading.choice]]
id = "no"
means = "n"
abolish = [{ duty = "notice" }]

[[reading]]
id = "notice-strength"
phrase = "notice"
default = "must"
reason = "r"
[[reading.choice]]
id = "must"
means = "m"
[[reading.choice]]
id = "may"
means = "m"
set = [{ duty = "notice", strength = "may" }]
"""
    )
    assert under(policy(text), {"notice-at-all": "no"}).duty_ids == ("first-core-group", "interval")
    with pytest.raises(InvalidInput, match=r"reading notice-strength=may, set, duty: there is no duty with this id"):
        under(policy(text), {"notice-at-all": "no", "notice-strength": "may"})


INWARD = HEAD + duty(TEN_WORKING_DAYS) + "[duty.unless" + ".not" * 900 + "]\nmembers_named = true\n"


@pytest.mark.parametrize("text", ["x = " + "[" * 5_000, INWARD], ids=["lists", "conditions"])
def test_a_file_that_is_nested_too_deeply_is_said_to_be(text: str) -> None:
    with pytest.raises(InvalidInput, match="too-deep"):
        policy_from_text(text)


def test_a_file_may_begin_with_a_byte_order_mark(folder: Path) -> None:
    file = folder / "mine.toml"
    file.write_text(BASE, encoding="utf-8-sig")
    assert load_policy(str(file)).id == "base"


HALVES = """
[[reading]]
id = "six-weeks"
phrase = "6 weeks"
default = "weeks"
reason = "It is so written."
[[reading.choice]]
id = "weeks"
means = "six weeks"
[[reading.choice]]
id = "days"
means = "forty-five days"
set = [{ duty = "interval", within = "45 days" }, { in = "counting", first_day = "same-day" }]
"""
MINE = '[policy]\nid = "mine"\ntitle = "Mine"\nin_force = 2015-01-01\nextends = "base"\n'
SETS = '[[set]]\nduty = "interval"\nbetween = ["1 week", "4 weeks"]\n'


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (SETS, "duty interval"),
        ('[counting]\nfirst_day = "same-day"\n', "counting "),
        ('[[set]]\nin = "counting"\nfirst_day = "same-day"\n', "counting "),
        (duty(TEN_WORKING_DAYS, "interval"), "duty interval"),
    ],
)
def test_a_reading_that_a_local_policy_overrules_is_a_fault(folder: Path, change: str, what: str) -> None:
    (folder / "base.toml").write_text(BASE + HALVES, encoding="utf-8")
    (fault,) = [one for one in refused(folder, MINE + change) if "reading six-weeks" in one]
    assert fault.startswith("local.toml, reading six-weeks: an inherited reading sets what this policy changes: ")
    assert f"{what!r}" in fault
    assert "reading-overruled" in fault


@pytest.mark.parametrize(
    "more", ['[[abolish]]\nreading = "six-weeks"\n', HALVES, '[[set]]\nduty = "interval"\nstrength = "may"\n']
)
def test_a_reading_that_is_abolished_stated_anew_or_not_touched_is_none(folder: Path, more: str) -> None:
    (folder / "base.toml").write_text(BASE + HALVES, encoding="utf-8")
    change = "" if "strength" in more else SETS
    assert local(folder, MINE + change + more).id == "mine"


def test_a_choice_that_sets_no_table_overrules_nothing() -> None:
    base = {"reading": [{"id": "r", "choice": [{"id": "c", "set": ["x"]}, "y"]}]}
    assert list(overruled(base, {"counting": {"first_day": "same-day"}}, "mine.toml")) == []


def test_a_scenario_is_one_fault_that_says_so() -> None:
    with pytest.raises(InvalidInput) as caught:
        policy_from_text('[scenario]\nid = "office"\n[[staff]]\nposts = 1\n', "office.toml")
    told = "looks like a scenario, not a policy: it has [scenario] (coregroup simulate takes scenarios) [a-scenario]"
    assert [str(fault) for fault in caught.value.faults] == [f"office.toml: {told}"]
