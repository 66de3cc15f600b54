"""The meaning by operation: a case and its clocks as state machines, stepped through a history.

This package knows nothing of the oracle.
"""

from model.statemachine.arrows import Step
from model.statemachine.chart import graph, mermaid, mermaid_clock
from model.statemachine.draw import draw
from model.statemachine.lifecycle import Refused
from model.statemachine.run import Run, run

__all__ = ["Refused", "Run", "Step", "draw", "graph", "mermaid", "mermaid_clock", "run"]
