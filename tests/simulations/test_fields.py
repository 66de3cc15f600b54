"""Fields: a dotted path leads to a value in the tables of a scenario."""

import pytest

from simulations.fields import Nowhere, laid, value_at
from tests.simulations.offices import staff, tiny

TABLES = tiny({"staff": staff(teams=2)}).tables


def there(path: str) -> object:
    return value_at(TABLES, path.split("."))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("cases.enquiries", 40),
        ("task.child_seen.notice", None),
        ("staff.lead_social_worker.posts", 4),
        ("staff.2.role", "line_manager"),
        ("staff.line_manager.t1.team", "t1"),
        ("cases.months.3", 1.1),
        ("task.icpc_held.way.1.who.conference_chair", 210),
        ("scenario.policy", "york"),
    ],
)
def test_a_path_leads_to_a_value(path: str, value: object) -> None:
    assert there(path) == value


@pytest.mark.parametrize(
    "path", ["cases.enquiries", "task.child_seen.lead", "staff.conference_chair.posts", "cases.months.3"]
)
def test_what_is_laid_down_is_there_and_nothing_else_changes(path: str) -> None:
    parts = path.split(".")
    new = laid(TABLES, parts, 3)
    assert value_at(new, parts) == 3 != there(path)
    assert laid(new, parts, there(path)) == TABLES


def test_a_name_that_stands_for_several_means_them_all() -> None:
    all_posts = [one["posts"] for one in laid(TABLES, ["staff", "lead_social_worker", "posts"], 9)["staff"]]
    some = [one["posts"] for one in laid(TABLES, ["staff", "lead_social_worker", "t1", "posts"], 9)["staff"]]
    assert (all_posts, some) == ([9, 1, 9, 1, 1], [4, 1, 9, 1, 1])


@pytest.mark.parametrize(
    ("path", "part", "known"),
    [
        ("case.plan", "case", "cases"),
        ("task.child_sen.lead", "child_sen", "child_seen"),
        ("staff.line_managers.posts", "line_managers", "line_manager"),
        ("cases.plan.low", "low", None),
    ],
)
def test_a_path_that_leads_nowhere_says_where_it_ends(path: str, part: str, known: str | None) -> None:
    with pytest.raises(Nowhere) as error:
        laid(TABLES, path.split("."), 1)
    assert error.value.part == part
    assert known in error.value.known if known else not error.value.known
