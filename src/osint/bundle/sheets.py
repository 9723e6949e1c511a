"""Tables as files: JSON lines with the exact values, and CSV for spreadsheets, defused."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from osint.inert import cell
from osint.rows import Row


def write_table(path: Path, rows: Sequence[Row]) -> None:
    """Write ``path.jsonl`` and ``path.csv``."""
    path.with_suffix(".jsonl").write_bytes(b"".join(_json(row) + b"\n" for row in rows))
    path.with_suffix(".csv").write_bytes(_csv(rows).encode("utf-8-sig", "replace"))


def _json(row: Row) -> bytes:
    text = json.dumps(row, ensure_ascii=False)
    try:
        return text.encode()
    except UnicodeEncodeError:  # a lone surrogate has no UTF-8: all is escaped
        return json.dumps(row).encode()


def _csv(rows: Sequence[Row]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for place, row in enumerate(rows):
        if place == 0:
            writer.writerow(row)
        writer.writerow([_cell(value) for value in row.values()])
    return text.getvalue()


def _cell(value: Any) -> Any:
    if value is None or isinstance(value, (int, float)):
        return value
    return cell(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
