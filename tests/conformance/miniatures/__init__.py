"""Flawed miniatures: programs with one planted fault each, by which a campaign is tried."""

from tests.conformance.miniatures.manners import MANNERS
from tests.conformance.miniatures.meanings import MEANINGS
from tests.conformance.miniatures.miniature import Miniature
from tests.conformance.miniatures.rules import RULES
from tests.conformance.miniatures.verdicts import VERDICTS

MINIATURES: tuple[Miniature, ...] = (*MEANINGS, *RULES, *VERDICTS, *MANNERS)


def by_name(name: str) -> Miniature:
    """The miniature of this name; KeyError where there is none."""
    return {one.name: one for one in MINIATURES}[name]


__all__ = ["MINIATURES", "Miniature", "by_name"]
