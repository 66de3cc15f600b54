"""A Parquet file: one event a row, in and out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO
from typing import Any, BinaryIO

from model.history import cell
from model.history.history import History
from model.history.log import Log
from model.history.record import OWN
from model.history.table import TableReader
from model.history.value import shown
from model.history.written import Table
from model.kinds import Type, Vocabulary

ROWS_AT_ONCE = 65_536


def read(stream: BinaryIO, vocabulary: Vocabulary, log: Log) -> Iterator[History]:
    """The histories of a file; the rows of a case need not stand together, so it is read as a whole first."""
    # Half a second of import, for those who need it.
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = TableReader(vocabulary, log)
    try:
        file = pq.ParquetFile(BytesIO(stream.read()))
        readable = table.header(file.schema_arrow.names)
        for number, values in enumerate(rows(file) if readable else (), 2):
            table.row(number, values)
    except (pa.ArrowException, OSError, OverflowError, ValueError) as error:
        log.fault("not-parquet", "cannot be read as a Parquet file", hint=shown(" ".join(str(error).split())))
        return
    if readable:
        yield from table.histories()


def rows(file: Any) -> Iterator[tuple[Any, ...]]:
    """The rows of an open file, as Python values."""
    for batch in file.iter_batches(batch_size=ROWS_AT_ONCE):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def write(histories: Iterable[History], stream: BinaryIO, vocabulary: Vocabulary) -> int:
    """Writes the histories, with typed columns for the attributes that they use; how many there were."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = Table.of(histories, vocabulary)
    types = {name: arrow_type(name, vocabulary) for name in table.columns}
    columns = {
        name: pa.array([typed(row.get(name), type_) for row in table.rows], type_) for name, type_ in types.items()
    }
    pq.write_table(pa.table(columns), stream)
    return table.cases


def arrow_type(column: str, vocabulary: Vocabulary) -> Any:
    """The type of a column; text where kinds use one name for attributes of different types."""
    import pyarrow as pa

    by_type = {
        Type.BOOLEAN: pa.bool_(),
        Type.NUMBER: pa.float64(),
        Type.DATE: pa.date32(),
        Type.TEXTS: pa.list_(pa.string()),
    }
    own = {OWN[column].type} if column in OWN else set()
    types = own or {kind.attributes[column].type for kind in vocabulary.kinds if column in kind.attributes}
    return by_type.get(types.pop(), pa.string()) if len(types) == 1 else pa.string()


def typed(value: Any, type_: Any) -> Any:
    """Plain JSON as pyarrow takes it for a column of this type."""
    if value is None:
        return None
    if type_ == "string":
        return cell.written(value)
    return date.fromisoformat(value) if type_ == "date32[day]" else value
