"""The parts of a large case as files: what each bears, and what is known of the rest; to be read by several processes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

ORDER = {
    "within": "site, kind, value",
    "beyond": "kind, value",
    "beyond_groups": "kind, value",
    "grouped_parts": "site",
}


class Handed:
    """The files that ``Candidates`` wrote to a workspace."""

    def __init__(self, workspace: Path) -> None:
        """Open them; nothing is read yet."""
        import duckdb

        self._workspace = workspace
        self._db = duckdb.connect()
        self._db.execute("SET threads = 1; SET TimeZone = 'UTC'")

    def spans(self, rows: int) -> Iterator[tuple[int, int]]:
        """The first and the last of parts that together hold about so many bearings, in order."""
        first, held = 0, 0
        counted = self._file("within").aggregate("part, count(*)", "part").order("part").fetchall()
        for part, count in counted:
            if held and held + count > rows:
                yield first, part - 1
                first, held = part, 0
            held += count
        if counted:
            yield first, counted[-1][0]

    def of_parts(self, table: str, first: int, last: int) -> dict[int, list[dict[str, Any]]]:
        """The rows of a table (``within``, ``beyond``, ``beyond_groups``, ``grouped_parts``) by part, in order."""
        found: dict[int, list[dict[str, Any]]] = {}
        chosen = self._file(table).filter(f"part BETWEEN {first} AND {last}")
        for row in chosen.order(f"part, {ORDER[table]}").to_arrow_table().to_pylist():
            found.setdefault(row.pop("part"), []).append(row)
        return found

    def _file(self, table: str) -> Any:
        return self._db.read_parquet(str(self._workspace / f"{table}.parquet"))
