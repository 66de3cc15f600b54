from typing import Any, cast

import numpy as np
from numba import njit

from model.bulk.jit import NAMES, OUTER, SOURCES, fingerprint, inner
from model.bulk.places import Ints


@inner
def doubled(number: int) -> int:
    return 2 * number


def sum_of(numbers: Ints) -> int:
    found = 0
    for number in numbers:
        found += doubled(number)
    return found


def test_a_part_is_linked_into_what_calls_it() -> None:
    compiled = cast(Any, njit(**OUTER)(sum_of))
    assert compiled(np.arange(5)) == 20


def test_the_kept_kernel_goes_with_any_of_its_files(tmp_path: Any) -> None:
    for name in NAMES:
        (tmp_path / f"{name}.py").write_text(name, encoding="utf-8")
    before = fingerprint(tmp_path)
    (tmp_path / f"{NAMES[0]}.py").write_text("other", encoding="utf-8")
    assert fingerprint(tmp_path) != before
    assert SOURCES > 0
