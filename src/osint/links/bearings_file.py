"""Bearings as a Parquet file: how a case that is too large for memory is handed on to be weighed."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from osint.links.bearing import Bearing

AT_ONCE = 100_000  # rows of a group in the file


def write(bearings: Iterable[Bearing], file: Path) -> None:
    """Write them, one a row: the fields of a bearing, times with their zone (UTC)."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    moment, text = pa.timestamp("us", tz="UTC"), pa.string()
    columns: dict[str, pa.DataType] = {
        "site": text,
        "kind": text,
        "value": text,
        "first_seen": moment,
        "last_seen": moment,
        "exchanges": pa.list_(text),
        "own": pa.bool_(),
        "platform": pa.bool_(),
    }
    schema = pa.schema(columns)
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for some in _chunks(bearings):
            rows = {name: [getattr(each, name) for each in some] for name in columns}
            writer.write_table(pa.table(rows, schema=schema))


def _chunks(bearings: Iterable[Bearing]) -> Iterator[list[Bearing]]:
    rest = iter(bearings)
    while some := list(islice(rest, AT_ONCE)):
        yield some
