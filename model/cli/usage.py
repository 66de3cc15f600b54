"""A parser of command lines that says what a misspelt command, option or choice was likely meant to be."""

from __future__ import annotations

from argparse import Action, ArgumentError, ArgumentParser
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any


class Parser(ArgumentParser):
    """Answers what it does not know with the likely mistake, and with the usage of the command that was asked for."""

    # The answer of argparse names the usage of the whole program, and leaves it to the reader to find the slip.
    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """As argparse; ends the program with exit code 2 where anything is left over."""
        found, left = super().parse_known_args(args, namespace)
        if left:
            self.error(self.unknown(left))
        return found, left

    def unknown(self, left: Sequence[str]) -> str:
        """What to say of arguments that are left over: of the options where there are some, else of all."""
        options = [word.partition("=")[0] for word in left if word.startswith("-")]
        if not options:
            return f"unrecognized arguments: {' '.join(left)}"
        known = [name for name in self._option_string_actions if name.startswith("--")]
        return "; ".join(f"there is no option {one}{suggestion(one, known)}" for one in options)

    def _check_value(self, action: Action, value: Any) -> None:
        try:
            super()._check_value(action, value)
        except ArgumentError as error:
            if meant := suggestion(str(value), map(str, action.choices or ())):
                error.message = f"{value!r} is not known{meant}"
            raise


def suggestion(word: str, known: Iterable[str]) -> str:
    """`: did you mean --as-of?`, an empty text where nothing known looks like the word."""
    close = get_close_matches(word, list(known), n=1)
    return f": did you mean {close[0]}?" if close else ""
