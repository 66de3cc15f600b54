"""Synthetic example cases that come with the package; nobody in them exists."""

from pathlib import Path

CASES = Path(__file__).parent / "cases.jsonl"
CASES_AS_OF = "2015-05-31"

__all__ = ["CASES", "CASES_AS_OF"]
