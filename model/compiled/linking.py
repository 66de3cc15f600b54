"""How inner functions are compiled: only as parts of the function that calls them.

Numba makes every function machine code of its own, with all that it calls, each time optimised from the beginning: for
a hundred functions that call each other, most of the time of a first run. Here only the outermost function goes all
the way; this rests on numba's extension points for compiler passes and on how it keeps code until it is linked.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from pathlib import Path
from typing import Any
from zlib import crc32

from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import AnalysisPass, register_pass
from numba.core.typed_passes import AnnotateTypes, NativeLowering


def fingerprint(files: Iterable[Path]) -> int:
    """A number for what some files say, in this order, and for this file, by which all compiled functions are made.

    Numba's cache of a function does not see a change in what the function calls, or in constants of another file. So
    only the outermost functions are kept, each with such a number as the default of its last argument, by which the
    cache goes too.
    """
    return reduce(lambda found, path: crc32(path.read_bytes(), found), [*files, Path(__file__)], 0)


class Part(JITCodeLibrary):
    """The code of a function that is linked into others: not optimised, and no machine code."""

    def _optimize_final_module(self) -> None:
        """Left to the function that it becomes a part of."""

    def _finalize_final_module(self) -> None:
        """There is nothing more to do."""
        self._finalized = True


@register_pass(mutates_CFG=False, analysis_only=True)  # type: ignore[no-untyped-call]
class BeginPart(AnalysisPass):
    """The code that follows goes into a part, and is not made executable."""

    _name = "begin_part"

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    def run_pass(self, state: Any) -> bool:
        """Numba makes a library of its own only where there is none."""
        library: Any = Part
        state.library = library(state.targetctx.codegen(), state.func_id.func_qualname)
        state.flags.no_compile = True
        return False


@register_pass(mutates_CFG=False, analysis_only=True)  # type: ignore[no-untyped-call]
class OfferPart(AnalysisPass):
    """The part can be called from functions that are compiled later."""

    _name = "offer_part"

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    def run_pass(self, state: Any) -> bool:
        """Callers know a function by its executable form; a method of an object of its own stands for that."""
        name = dict[str, object]().get
        state.targetctx.insert_user_function(name, state.cr.fndesc, [state.library])
        state.cr = state.cr._replace(cfunc=name)
        return False


class Linked(CompilerBase):
    """Numba's compiler, for parts."""

    def define_pipelines(self) -> list[Any]:
        """The one way to compile."""
        builder: Any = DefaultPassBuilder
        passes = builder.define_nopython_pipeline(self.state)
        passes.add_pass_after(BeginPart, AnnotateTypes)
        passes.add_pass_after(OfferPart, NativeLowering)
        passes.finalize()
        return [passes]
