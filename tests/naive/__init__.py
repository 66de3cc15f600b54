"""A third, deliberately simple program that gives findings; it is written from the page of the meaning alone."""

from tests.naive.tables import Rules, rules
from tests.naive.verdicts import Found, judge

__all__ = ["Found", "Rules", "judge", "rules"]
