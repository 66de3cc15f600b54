"""Testing: a campaign inside a test suite, which fails with the report."""

from __future__ import annotations

from typing import Any

from model.conformance.report import Report
from model.conformance.report_text import as_text
from model.conformance.verifying import verify


def assert_agrees(command: list[str] | tuple[str, ...] = (), **options: Any) -> Report:
    """Runs `verify` with the same options; AssertionError with the report as a text where a fault is found."""
    __tracebackhide__ = True  # pytest shows the line of the test, not this one
    report = verify(command, **options)
    if not report.agrees:
        raise AssertionError(as_text(report))
    return report
