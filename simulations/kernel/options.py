"""How the functions of the engine are compiled, and the array that they pass to each other."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast
from zlib import crc32

import numpy as np
from numba import config, njit, types
from numba.extending import intrinsic
from numpy.typing import NDArray

Longs = NDArray[np.int64]


class Words(Protocol):
    """The memory of a run, as the functions of the engine see it: words by place."""

    def __getitem__(self, place: int, /) -> int:
        """One word."""

    def __setitem__(self, place: int, value: int, /) -> None:
        """Another word."""


F = TypeVar("F", bound=Callable[..., Any])


def whole(value: int) -> int:
    """A constant that is handed to functions: with one of Python's own, each value would be compiled apart."""
    return cast(int, np.int64(value))


def words(_context: Any, array: Any) -> Any:
    """Makes an array a bare pointer: one thing to hand on instead of seven, and no place is counted from its end."""

    def data(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return context.make_array(signature.args[0])(context, builder, arguments[0]).data

    kind: Any = types.CPointer
    return kind(types.int64)(array), data


def same(array: Any) -> Any:
    """The array itself."""
    return array


# The words of an array, where functions are compiled.
pointer: Callable[[Longs], Words] = same if getattr(config, "DISABLE_JIT", 0) else cast(Any, intrinsic(words))


def fingerprint(folder: Path) -> int:
    """A number for the files of the engine, and for those whose numbers it takes over."""
    names = [*sorted(folder.glob("*.py")), *(folder.parent / name for name in ("draws.py", "rows.py", "acts.py"))]
    return reduce(lambda found, path: crc32(path.read_bytes(), found), names, 0)


# Numba's cache of a function does not see a change in what the function calls. So only the outermost function is kept,
# with this number as the default of its last argument, by which the cache goes too.
SOURCES = fingerprint(Path(__file__).parent)
# The engine makes no arrays, so none is counted; inner functions are compiled for those that call them alone.
OUTER: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}
INNER: dict[str, Any] = {**OUTER, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}


def inner(function: F) -> F:
    """Compiled with the functions that call it."""
    return cast(F, njit(**INNER)(function))


def inlined(function: F) -> F:
    """The same, and put into the functions that call it: for what is small, or called from one place."""
    return cast(F, njit(forceinline=True, **INNER)(function))


def outer(function: F) -> F:
    """Compiled for Python, and kept on disk."""
    return cast(F, njit(cache=True, **OUTER)(function))
