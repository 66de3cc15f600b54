"""How the functions of the kernel are compiled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

from numba import njit

from model.compiled import linking
from model.compiled.linking import Linked

F = TypeVar("F", bound=Callable[..., Any])

# The files on which the kernel rests.
NAMES = ("places", "memo", "truths", "lifecycle", "occasions", "verdicts", "scan", "write", "kernel")


def fingerprint(folder: Path) -> int:
    """A number for the files on which the kernel rests."""
    return linking.fingerprint(folder / f"{name}.py" for name in NAMES)


SOURCES = fingerprint(Path(__file__).parent)


# The kernel makes no arrays, so none is counted; inner functions are never called from Python.
OUTER: dict[str, Any] = {"nogil": True, "_nrt": False}
INNER: dict[str, Any] = {**OUTER, "no_cpython_wrapper": True, "no_cfunc_wrapper": True, "pipeline_class": Linked}


def inner(function: F) -> F:
    """Compiled as a part of the functions that call it, and put into them."""
    return cast(F, njit(**INNER, forceinline=True)(function))


def apart(function: F) -> F:
    """Compiled as a part of the functions that call it, each of which would be too long with it."""
    return cast(F, njit(**INNER)(function))


def outer(function: F) -> F:
    """Compiled for Python, and kept on disk."""
    return cast(F, njit(cache=True, **OUTER)(function))
