"""How the functions of the engine are compiled, and the array that they pass to each other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

import numpy as np
from numba import config, njit, types
from numba.extending import intrinsic
from numpy.typing import NDArray

from model.compiled import linking
from model.compiled.linking import Linked

Longs = NDArray[np.int64]


class Words(Protocol):
    """The memory of a run, as the functions of the engine see it: words by place."""

    def __getitem__(self, place: int, /) -> int:
        """One word."""

    def __setitem__(self, place: int, value: int | np.int64, /) -> None:
        """Another word."""


# The files whose numbers are constants of the engine.
TAKEN_OVER = ("acts", "course", "draws", "lives", "measures", "offices", "roster", "rows")

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


def trailing_zeros(_context: Any, word: Any) -> Any:
    """Finds the lowest bit of a word that is not 0."""

    def zeros(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.cttz(arguments[0], context.get_constant(types.boolean, True))

    return types.int64(word), zeros


def same(array: Any) -> Any:
    """The array itself."""
    return array


def lowest_bit(word: int) -> int:
    """The place of the lowest bit."""
    return (int(word) & -int(word)).bit_length() - 1


# Where functions are compiled, the words of an array and the place of the lowest bit are machine instructions.
INTERPRETED = getattr(config, "DISABLE_JIT", 0)
pointer: Callable[[Longs], Words] = same if INTERPRETED else cast(Any, intrinsic(words))
lowest: Callable[[int], int] = lowest_bit if INTERPRETED else cast(Any, intrinsic(trailing_zeros))


def fingerprint(folder: Path) -> int:
    """A number for the files of the engine, and for those whose numbers it takes over."""
    taken = [folder.parent / f"{name}.py" for name in TAKEN_OVER]
    return linking.fingerprint([*sorted(folder.glob("*.py")), *taken])


SOURCES = fingerprint(Path(__file__).parent)
# The engine makes no arrays, so none is counted; inner functions are never called from Python.
OUTER: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}
INNER: dict[str, Any] = {**OUTER, **dict.fromkeys(("no_cpython_wrapper", "no_cfunc_wrapper", "forceinline"), True)}
INNER["pipeline_class"] = Linked


def inner(function: F) -> F:
    """Compiled as a part of the functions that call it, and put into them."""
    return cast(F, njit(**INNER)(function))


def apart(function: F) -> F:
    """Compiled as a part of the functions that call it, each of which would be too long with it."""
    return cast(F, njit(**(INNER | {"forceinline": False}))(function))


def outer(function: F) -> F:
    """Compiled for Python, and kept on disk."""
    return cast(F, njit(cache=True, **OUTER)(function))
