"""What somebody else wrote, as it may go to a terminal."""

from __future__ import annotations

ALLOWED = "\n\t"


def printable(text: str) -> str:
    """The text with what would command a terminal, such as to clear its screen, written as its code."""
    return "".join(one if one.isprintable() or one in ALLOWED else f"\\x{ord(one):02x}" for one in text)
