"""Tables on disk: the columns of each, and Parquet files written and read.

A column is a field of ``rows.py``; Parquet is the durable form.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from osint.errors import EvidenceBroken
from osint.rows import Row

TEXT, WHOLE, TRUTH, REAL = pa.string(), pa.int64(), pa.bool_(), pa.float64()
TEXTS = pa.list_(TEXT)

OBSERVATIONS = pa.schema(
    [
        ("subject_kind", TEXT),
        ("subject", TEXT),
        ("host", TEXT),
        ("site", TEXT),
        ("kind", TEXT),
        ("value", TEXT),
        ("raw", TEXT),
        ("path", TEXTS),
        ("start", WHOLE),
        ("end", WHOLE),
        ("where", TEXT),
        ("own", TRUTH),
        ("check", TEXT),
        ("platform", TRUTH),
        ("exchange", TEXT),
        ("first_seen", TEXT),
        ("last_seen", TEXT),
    ]
)
EVIDENCE = pa.struct(
    [
        ("kind", TEXT),
        ("value", TEXT),
        ("family", TEXT),
        ("bits", WHOLE),
        ("owners", WHOLE),
        ("exchanges", TEXTS),
        ("note", TEXT),
    ]
)
RATIO = pa.struct([("low", REAL), ("mid", REAL), ("high", REAL)])
RATIO_BITS = pa.struct([("low", WHOLE), ("mid", WHOLE), ("high", WHOLE)])
LINK_COLUMNS: list[tuple[str, pa.DataType]] = [
    ("a", TEXT),
    ("b", TEXT),
    ("bits", WHOLE),
    ("likelihood_ratio", RATIO),
    ("likelihood_ratio_bits", RATIO_BITS),
    ("probability", REAL),
    ("evidence", pa.list_(EVIDENCE)),
]
LINKS = pa.schema(LINK_COLUMNS)
MEMBER = pa.struct([("site", TEXT), ("probability", REAL)])
CUT = pa.struct([("bits", WHOLE), ("side", TEXTS), ("other", TEXTS), ("evidence", TEXTS)])
PARTY = pa.struct([("name", TEXT), ("role", TEXT), ("site", TEXT), ("source", TEXT), ("disclosure", TEXT)])
OPERATORS = pa.schema(
    [
        ("operator", TEXT),
        ("sites", pa.list_(MEMBER)),
        ("weakest_cut", CUT),
        ("contacts", TEXTS),
        ("accounts", TEXTS),
        ("parties", pa.list_(PARTY)),
    ]
)


def write(path: Path, rows: Iterable[Row], schema: pa.Schema) -> int:
    """Write rows as one Parquet file and return how many there were."""
    table = pa.Table.from_pylist(list(rows), schema=schema)
    pq.write_table(table, path, compression="zstd")
    return int(table.num_rows)


def read(path: Path) -> Iterator[Row]:
    """The rows of a Parquet file, in order.

    Raises:
        EvidenceBroken: when the file is missing or no Parquet file.
    """
    try:
        batches = pq.ParquetFile(path).iter_batches()
        for batch in batches:
            yield from batch.to_pylist()
    except (OSError, pa.ArrowException) as why:
        raise EvidenceBroken(
            f"{path} cannot be read ({why}): delete the folder derived/ and derive the case again"
        ) from why
