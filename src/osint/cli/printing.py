"""How answers leave the program: rows as a table, JSON, JSON lines or CSV; words to standard error."""

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from osint.inert import cell, line
from osint.rows import Row

WORDS = Console(stderr=True, highlight=False, soft_wrap=True)


class Format(StrEnum):
    """The forms in which rows can be had."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


def say(text: str) -> None:
    """A line of words on standard error."""
    WORDS.print(Text(text))


def put(text: str) -> None:
    """A line of data on standard output."""
    sys.stdout.write(text + "\n")


def put_rows(rows: Iterable[Row], form: Format, columns: Sequence[str]) -> None:
    """Rows on standard output; ``columns`` are those that a table shows, JSON and CSV hold all."""
    match form:
        case Format.JSON:
            put(json.dumps(list(rows), ensure_ascii=False, indent=1))
        case Format.JSONL:
            for row in rows:
                put(json.dumps(row, ensure_ascii=False))
        case Format.CSV:
            _put_csv(rows)
        case Format.TABLE:
            _put_table(rows, columns)


def _put_csv(rows: Iterable[Row]) -> None:
    writer: Any = None
    for row in rows:
        if writer is None:
            writer = csv.writer(sys.stdout, lineterminator="\n")
            writer.writerow(row)
        writer.writerow([_cell(value) for value in row.values()])


def _cell(value: Any) -> str:
    """Numbers as they are; everything that came from outside defused."""
    return _flat(value) if isinstance(value, (int, float)) else cell(_flat(value))


def _put_table(rows: Iterable[Row], columns: Sequence[str]) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold")
    count = 0
    for row in rows:
        table.add_row(*(Text(line(_flat(row[name]))) for name in columns))
        count += 1
    console = Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else 200)
    console.print(table)
    say(f"{count} {'row' if count == 1 else 'rows'}")


def _flat(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return " ".join(_flat(each) for each in value)
    if isinstance(value, dict):
        return " ".join(f"{key}={_flat(each)}" for key, each in value.items() if each not in ("", None))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.3f}"
    return "" if value is None else str(value)
