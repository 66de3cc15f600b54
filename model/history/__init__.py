"""What happened: histories, and the formats in which they come and go."""

from model.history.files import Cases, read_histories, write_histories
from model.history.history import History
from model.history.schema import finding_schema, history_schema

__all__ = ["Cases", "History", "finding_schema", "history_schema", "read_histories", "write_histories"]
