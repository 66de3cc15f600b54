"""Findings by definition, and their reasons. This package knows nothing of the state machine."""

from model.oracle.certainty import Certainty, over_readings
from model.oracle.explain import Sentence, Story, explain
from model.oracle.judge import judge

__all__ = ["Certainty", "Sentence", "Story", "explain", "judge", "over_readings"]
