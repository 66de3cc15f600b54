"""The pytest face: `pytest_plugins = ["model.conformance.plugin"]` in a `conftest.py` gives the fixture `agrees`."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from model.conformance.report import Report
from model.conformance.testing import assert_agrees


@pytest.fixture
def agrees() -> Callable[..., Report]:
    """Holds a system against the oracle, and fails the test with the report where they differ.

    `agrees(["node", "my_system.js"], policy="york", count=2000)`
    """
    return assert_agrees
