"""Tables on disk: the columns of each, and Parquet files written and read.

A column is a field of ``rows.py``; Parquet is the durable form.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from osint.errors import EvidenceBroken
from osint.rows import Row

if TYPE_CHECKING:
    import pyarrow as pa

# A column's type: one of these words, [a type] for a list of it, {name: type} for a record.
TEXT, WHOLE, TRUTH, REAL = "string", "int64", "bool_", "float64"
TEXTS = [TEXT]
Type = str | list[Any] | Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table, in order."""

    columns: Mapping[str, Type]

    @property
    def names(self) -> list[str]:
        """The columns' names."""
        return list(self.columns)


OBSERVATIONS = Table(
    {
        "subject_kind": TEXT,
        "subject": TEXT,
        "host": TEXT,
        "site": TEXT,
        "kind": TEXT,
        "value": TEXT,
        "raw": TEXT,
        "path": TEXTS,
        "start": WHOLE,
        "end": WHOLE,
        "where": TEXT,
        "own": TRUTH,
        "check": TEXT,
        "platform": TRUTH,
        "exchange": TEXT,
        "first_seen": TEXT,
        "last_seen": TEXT,
    }
)
EVIDENCE = {
    "kind": TEXT,
    "value": TEXT,
    "family": TEXT,
    "bits": WHOLE,
    "owners": WHOLE,
    "exchanges": TEXTS,
    "note": TEXT,
}
LINKS = Table(
    {
        "a": TEXT,
        "b": TEXT,
        "bits": WHOLE,
        "likelihood_ratio": {"low": REAL, "mid": REAL, "high": REAL},
        "likelihood_ratio_bits": {"low": WHOLE, "mid": WHOLE, "high": WHOLE},
        "probability": REAL,
        "evidence": [EVIDENCE],
    }
)
MEMBER = {"site": TEXT, "probability": REAL, "certain": TRUTH}
CUT = {"bits": WHOLE, "side": TEXTS, "other": TEXTS, "evidence": TEXTS}
PARTY = {"name": TEXT, "role": TEXT, "site": TEXT, "source": TEXT, "disclosure": TEXT, "field": TEXT}
OPERATORS = Table(
    {
        "operator": TEXT,
        "sites": [MEMBER],
        "weakest_cut": CUT,
        "contacts": TEXTS,
        "accounts": TEXTS,
        "parties": [PARTY],
    }
)


def write(path: Path, rows: Iterable[Row], table: Table) -> int:
    """Write rows as one Parquet file and return how many there were."""
    import pyarrow as pa  # heavy: only whoever writes or reads a table waits for it
    import pyarrow.parquet as pq

    made = pa.Table.from_pylist(list(rows), schema=schema(table))
    pq.write_table(made, path, compression="zstd")
    return int(made.num_rows)


def read(path: Path) -> Iterator[Row]:
    """The rows of a Parquet file, in order.

    Raises:
        EvidenceBroken: when the file is missing or no Parquet file.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches():
                yield from batch.to_pylist()
    except (OSError, pa.ArrowException) as why:
        raise EvidenceBroken(
            f"{path} cannot be read ({why}): delete the folder derived/ and derive the case again"
        ) from why


def read_where(path: Path, **equal: str) -> Iterator[Row]:
    """The rows of a Parquet file whose columns hold these very texts, in order; no other row is made.

    Raises:
        EvidenceBroken: when the file is missing or no Parquet file.
    """
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches():
                found = batch
                for column, text in equal.items():
                    found = found.filter(pc.equal(found[column], pa.scalar(text)))
                yield from found.to_pylist()
    except (OSError, KeyError, pa.ArrowException) as why:
        raise EvidenceBroken(
            f"{path} cannot be read ({why}): delete the folder derived/ and derive the case again"
        ) from why


def schema(table: Table) -> "pa.Schema":
    """The table as Arrow knows it."""
    import pyarrow as pa

    return pa.schema([(name, _type(told)) for name, told in table.columns.items()])


def _leaf(arrow: Any, told: str) -> "pa.DataType":
    made: pa.DataType = getattr(arrow, told)()
    return made


def _type(told: Type) -> "pa.DataType":
    import pyarrow as pa

    match told:
        case [inner]:
            return pa.list_(_type(inner))
        case str():
            return _leaf(pa, told)
        case _:
            return pa.struct([(name, _type(inner)) for name, inner in dict(told).items()])
