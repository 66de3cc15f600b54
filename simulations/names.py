"""Names: by which the draws of a post are known, whatever else is in the list of staff.

A name says what the post is: team and role, which entry of theirs in the scenario, and the number within that entry.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from model import Fault, InvalidInput
from simulations.scenario import Scenario, Staff

# A name has 47 bits: of what the posts of an entry have in common, then of the number within it.
COMMON_BITS = 30
NUMBER_BITS = 17


def post_names(scenario: Scenario) -> NDArray[np.int64]:
    """The name of every post, in the order of the scenario; InvalidInput where two entries would share theirs."""
    entries = entry_names(scenario.staff)
    alike = Counter(entries)
    fact, hint = "would share its draws with another team or role", "give the team another name"
    if faults := [
        Fault("same-draws", fact, one.team, f"{scenario.id}, staff", hint)
        for one, entry in zip(scenario.staff, entries, strict=True)
        if alike[entry] > 1
    ]:
        raise InvalidInput(*faults)
    staffed = zip(entries, scenario.staff, strict=True)
    return np.array([entry + number for entry, one in staffed for number in range(one.posts)], np.int64)


def entry_names(staff: Sequence[Staff]) -> list[int]:
    """The name of the first post of every entry; the first entry of a team and role, the second, ... are apart."""
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for one in staff:
        found.append(common(one.role, one.team, seen[one.role, one.team]) << NUMBER_BITS)
        seen[one.role, one.team] += 1
    return found


def common(role: str, team: str, entry: int) -> int:
    """The first bits of a digest: the same on every machine and in every version."""
    digest = sha256(f"{role} {entry} {team}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - COMMON_BITS)
