"""Overlays: abolish, then add or replace, then set; what they are laid on stays as it is."""

from copy import deepcopy
from typing import Any

import pytest

from model.errors import Fault, InvalidInput
from model.policy.overlay import overlaid
from model.policy.shape import sound

BASE: dict[str, Any] = {
    "policy": {"id": "base", "title": "B"},
    "duty": [
        {"id": "a", "strength": "must", "within": "1 day", "then": "x", "until": "y"},
        {"id": "b", "strength": "should", "within": "2 days"},
        {"id": "b", "strength": "must", "in_force": "later"},
    ],
    "excuse": [{"id": "e", "covers": ["a", "b"]}],
    "power": [{"id": "p", "retimes": ["b"]}],
    "clause": [{"id": "1", "by": ["a", "b"]}, {"id": "2", "by": ["a"], "treatment": "modelled"}, {"id": "3"}],
    "reading": [{"id": "a"}],
}


def laid(overlay: dict[str, Any]) -> dict[str, Any]:
    """The overlay on the base; the base is as it was."""
    before = deepcopy(BASE)
    new = overlaid(BASE, overlay, "here")
    assert before == BASE
    return new


def faults(overlay: dict[str, Any]) -> list[str]:
    """The faults of the overlay."""
    with pytest.raises(InvalidInput) as error:
        overlaid(BASE, overlay, "here")
    return [str(fault) for fault in error.value.faults]


def test_nothing_laid_on_changes_nothing() -> None:
    assert laid({}) == BASE


def test_an_entry_replaces_all_of_its_id_in_their_place_and_others_are_added_behind() -> None:
    new = laid({"duty": [{"id": "c"}, {"id": "b", "x": 1}, {"id": "b", "x": 2}]})
    assert new["duty"] == [BASE["duty"][0], {"id": "b", "x": 1}, {"id": "b", "x": 2}, {"id": "c"}]


def test_a_plain_table_is_laid_on_key_by_key() -> None:
    assert laid({"policy": {"title": "C"}})["policy"] == {"id": "base", "title": "C"}
    assert laid({"counting": {"first_day": "same-day"}})["counting"] == {"first_day": "same-day"}


def test_kinds_of_event_are_only_ever_added() -> None:
    first = overlaid({"event": [{"type": "x"}]}, {"event": [{"type": "x"}, {"type": "y"}]}, "here")
    assert [one["type"] for one in first["event"]] == ["x", "x", "y"]
    assert faults({"abolish": [{"event": "x"}]}) == [
        (
            "here, abolish: must name one entry: \"{'event': 'x'}\" "
            "(one of duty, excuse, power, definition, reading, clause with the id of an entry) [overlay-target]"
        )
    ]


def test_an_unknown_section_is_left_for_the_parser_to_name() -> None:
    assert laid({"duties": 3})["duties"] == 3


def test_what_is_abolished_leaves_excuses_powers_and_clauses() -> None:
    new = laid({"abolish": [{"duty": "a"}]})
    assert [one["id"] for one in new["duty"]] == ["b", "b"]
    assert new["excuse"] == [{"id": "e", "covers": ["b"]}]
    assert new["power"] == BASE["power"]
    assert new["clause"] == [
        {"id": "1", "by": ["b"]},
        {"id": "2", "by": [], "treatment": "not-modelled", "why": "a is abolished"},
        {"id": "3"},
    ]


def test_a_reading_that_is_abolished_leaves_duties_of_its_name_their_excuses() -> None:
    new = laid({"abolish": [{"reading": "a"}]})
    assert (new["reading"], new["excuse"]) == ([], BASE["excuse"])


def test_all_that_match_can_be_abolished() -> None:
    new = laid({"abolish": [{"duty": "*", "where": {"strength": "must"}}]})
    assert new["duty"] == [BASE["duty"][1]]
    # One version of b is left, and so is what is said of b.
    assert new["excuse"] == [{"id": "e", "covers": ["b"]}]
    assert laid({"abolish": [{"definition": "*"}]})["definition"] == []


def test_an_entry_is_abolished_before_one_of_its_name_is_added() -> None:
    assert laid({"abolish": [{"duty": "a"}], "duty": [{"id": "a", "x": 1}]})["duty"][-1] == {"id": "a", "x": 1}


def test_a_key_is_set_after_entries_are_added() -> None:
    new = laid({"set": [{"duty": "c", "strength": "may"}], "duty": [{"id": "c", "strength": "must"}]})
    assert new["duty"][-1] == {"id": "c", "strength": "may"}


def test_a_new_window_or_form_takes_the_place_of_the_old_one() -> None:
    (duty, *_) = laid({"set": [{"duty": "a", "between": ["1 day", "2 days"], "forbid": "z"}]})["duty"]
    assert duty == {"id": "a", "strength": "must", "until": "y", "between": ["1 day", "2 days"], "forbid": "z"}


def test_keys_can_be_removed() -> None:
    (duty, *_) = laid({"set": [{"duty": "a", "remove": ["until", "within"]}]})["duty"]
    assert duty == {"id": "a", "strength": "must", "then": "x"}


def test_a_window_of_something_else_than_a_duty_is_a_key_like_others() -> None:
    new = overlaid({"definition": [{"id": "d", "within": 1}]}, {"set": [{"definition": "d", "at_least": 2}]}, "here")
    assert new["definition"] == [{"id": "d", "within": 1, "at_least": 2}]


def test_all_versions_of_an_id_are_set_or_those_that_match() -> None:
    both = laid({"set": [{"duty": "b", "owed_by": "x"}]})["duty"]
    assert [one.get("owed_by") for one in both] == [None, "x", "x"]
    one = laid({"set": [{"duty": "b", "where": {"strength": "must"}, "owed_by": "x"}]})["duty"]
    assert [one.get("owed_by") for one in one] == [None, None, "x"]


def test_all_that_match_can_be_set_and_none_need_match() -> None:
    new = laid({"set": [{"duty": "*", "where": {"strength": "must"}, "strength": "may"}]})["duty"]
    assert [one["strength"] for one in new] == ["may", "should", "may"]
    assert laid({"set": [{"duty": "*", "where": {"strength": "x"}, "strength": "may"}]})["duty"] == BASE["duty"]
    assert laid({"set": [{"definition": "*", "event": "x"}]})["definition"] == []


def test_a_plain_table_is_set_by_its_name_whether_it_was_there_or_not() -> None:
    new = laid({"set": [{"in": "policy", "title": "C"}, {"in": "calendar", "closure_days": []}]})
    assert new["policy"] == {"id": "base", "title": "C"}
    assert new["calendar"] == {"closure_days": []}


def test_every_fault_of_an_overlay_is_named() -> None:
    overlay = {
        "abolish": [{"duty": "aa"}, {}, {"duty": "a", "reading": "a"}, {"duty": ["a"]}],
        "set": [{"in": "countin", "x": 1}, {"excuse": "f"}, {"duty": "b", "where": 1, "remove": "x"}],
    }
    sections = "(one of duty, excuse, power, definition, reading, clause with the id of an entry)"
    assert faults(overlay) == [
        "here, abolish, duty: there is no duty with this id: 'aa' (did you mean 'a'?) [unknown-id]",
        f"here, abolish: must name one entry: '{{}}' {sections} [overlay-target]",
        f"here, abolish: must name one entry: \"{{'duty': 'a', 'reading': 'a'}}\" {sections} [overlay-target]",
        "here, abolish, duty: there is no duty with this id: \"['a']\" (known: a, b) [unknown-id]",
        "here, set, in: no plain table of a policy: 'countin' (did you mean 'counting'?) [overlay-target]",
        "here, set, excuse: there is no excuse with this id: 'f' (known: e) [unknown-id]",
        "here, set, where: must be a table of keys: '1' [not-a-table]",
        "here, set, remove: must be a list of texts: 'x' [wrong-type]",
    ]


def test_an_entry_without_an_id_has_no_name() -> None:
    new = overlaid({"duty": [{"x": 1}, {"id": ["y"]}]}, {"duty": [{"id": "z"}]}, "here")
    assert new["duty"] == [{"x": 1}, {"id": ["y"]}, {"id": "z"}]


def test_sound_tables_are_lists_of_tables_and_the_rest_is_a_fault() -> None:
    noted: list[Fault] = []
    tables = {"duty": {"id": "a"}, "set": [{"in": "policy"}, 3], "policy": 1, "calendar": {}, "zzz": 4}
    assert sound(tables, "here", noted) == {"duty": [{"id": "a"}], "set": [{"in": "policy"}], "calendar": {}, "zzz": 4}
    assert [str(fault) for fault in noted] == [
        "here, set: must be a table of keys: '3' [not-a-table]",
        "here, policy: must be a table of keys: '1' [not-a-table]",
    ]
    assert sound({}, "here", noted) == {}
