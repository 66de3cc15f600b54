"""What happened: histories, and the formats in which they come and go."""

from model.history.history import History

__all__ = ["History"]
