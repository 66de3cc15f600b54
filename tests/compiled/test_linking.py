"""Functions compiled as parts of others do the same as compiled alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zlib import crc32

import numba

from model.compiled import linking
from model.compiled.linking import Linked, fingerprint

jit: Any = numba.njit
PART = jit(pipeline_class=Linked, no_cpython_wrapper=True, no_cfunc_wrapper=True)


def halved(number: int) -> int:
    """One step of Collatz's walk, downwards."""
    return number // 2


half: Any = PART(halved)


def steps(number: int) -> int:
    """How many steps the walk takes to 1."""
    count = 0
    while number > 1:
        number = half(number) if number % 2 == 0 else 3 * number + 1
        count += 1
    return count


def quarter(number: int) -> Any:
    """Two steps downwards."""
    return half(half(number))


def test_a_function_does_the_same_as_a_part_of_its_callers() -> None:
    walk, down = jit(steps), jit(quarter)
    assert [walk(number) for number in (1, 6, 7, 27)] == [0, 8, 16, 111]
    assert [down(number) for number in (40, 41, 43, 44)] == [10, 10, 10, 11]


def test_the_fingerprint_is_of_the_files_in_their_order_and_of_the_one_that_compiles(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("first.py", "second.py")]
    for file in files:
        file.write_text(file.name, encoding="utf-8")
    shared = Path(linking.__file__).read_bytes()
    assert fingerprint(files) == crc32(b"first.pysecond.py" + shared)
    assert len({fingerprint(some) for some in ([], files[:1], files[1:], files, files[::-1])}) == 5
