"""A field of a scenario: a dotted path into its tables, such as `cases.plan` or `task.child_seen.lead`.

An entry of a list is named by its event, role, team or place from 1; where a name stands for several, all are meant:
`staff.lead_social_worker.posts` are the posts of every team, `staff.lead_social_worker.north.posts` those of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

NAMES = ("event", "role", "team", "key")


class Nowhere(LookupError):
    """A path leads to no field: the `part` of it that is wrong, and the words that are `known` there."""

    def __init__(self, part: str, known: Iterable[str]) -> None:
        super().__init__(part)
        self.part = part
        self.known = tuple(known)


def laid(node: Any, path: Sequence[str], value: Any) -> Any:
    """New tables with a value at a path, given in parts; Nowhere where it leads to no table.

    >>> laid({"cases": {"plan": 0.8}, "run": {}}, ["cases", "plan"], 0.9)
    {'cases': {'plan': 0.9}, 'run': {}}
    """
    if not path:
        return value
    head, rest = path[0], path[1:]
    if isinstance(node, list):
        places, rest = chosen(node, path)
        return [laid(one, rest, value) if place in places else one for place, one in enumerate(node)]
    # The last part may be missing: a field that has its default stands in no table.
    if not isinstance(node, Mapping) or (rest and head not in node):
        raise Nowhere(head, node if isinstance(node, Mapping) else ())
    return {**node, head: laid(node.get(head), rest, value)}


def value_at(node: Any, path: Sequence[str]) -> Any:
    """The value at a path, the first where there are several; None for a field that has its default."""
    if not path or node is None:
        return node
    if isinstance(node, list):
        places, rest = chosen(node, path)
        return value_at(node[places[0]], rest)
    if not isinstance(node, Mapping):
        raise Nowhere(path[0], ())
    return value_at(node.get(path[0]), path[1:])


def chosen(entries: Sequence[Any], path: Sequence[str]) -> tuple[list[int], Sequence[str]]:
    """The places of the entries that the front of a path names, and the rest of the path; Nowhere where it names none.

    >>> staff = [{"role": "chair", "team": "a"}, {"role": "chair", "team": "b"}]
    >>> chosen(staff, ["chair", "posts"]), chosen(staff, ["chair", "b", "posts"])
    (([0, 1], ['posts']), ([1], ['posts']))
    """
    places, rest = list(range(len(entries))), path
    while rest and (fewer := [place for place in places if named(entries[place], place, rest[0])]):
        places, rest = fewer, rest[1:]
    if rest is path:
        names = [entry[name] for entry in entries if isinstance(entry, Mapping) for name in NAMES if name in entry]
        raise Nowhere(path[0], map(str, names))
    return places, rest


def named(entry: Any, place: int, part: str) -> bool:
    """Whether a part of a path names an entry."""
    if part == str(place + 1):
        return True
    return isinstance(entry, Mapping) and part not in entry and part in [entry.get(name) for name in NAMES]
