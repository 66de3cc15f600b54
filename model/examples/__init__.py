"""Synthetic example cases that come with the package; nobody in them exists.

`CASES` is a file of JSON lines; `coregroup demo` tells its first case as things stood on `CASES_AS_OF`.
"""

from pathlib import Path

CASES = Path(__file__).parent / "cases.jsonl"
CASES_AS_OF = "2015-05-31"

__all__ = ["CASES", "CASES_AS_OF"]
