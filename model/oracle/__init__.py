"""Findings by definition. This package knows nothing of the state machine."""

from model.oracle.judge import judge

__all__ = ["judge"]
