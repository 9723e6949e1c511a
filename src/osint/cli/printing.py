"""How answers leave the program: rows as a table, JSON, JSON lines or CSV; words to standard error.

What came from a page is never given to a terminal as it stood: a table, a text and CSV show what is hidden
as its code point; JSON writes it as an escape, so that a program reads the exact value.
"""

import csv
import json
import re
import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from osint.inert import block, cell, line

if TYPE_CHECKING:  # drawing is read when something is drawn: the program starts without it
    from rich.console import Console

Row = dict[str, Any]
# JSON itself escapes only what stands below U+0020.
ACTING = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
UNBOUNDED = 100_000  # columns: a table that nobody watches is not folded, so that it can be searched by line


class Format(StrEnum):
    """The forms in which rows can be had."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


class Prose(StrEnum):
    """The forms of an explanation or a finding."""

    TEXT = "text"
    JSON = "json"


@cache
def words() -> "Console":
    """Where words and progress go: standard error."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


def say(text: str) -> None:
    """Words on standard error, with nothing hidden in them."""
    from rich.text import Text

    words().print(Text(block(text)))


def put(text: str) -> None:
    """Data on standard output, as it is."""
    sys.stdout.write(text + "\n")


def put_text(text: str) -> None:
    """Text for a reader on standard output, with nothing hidden in it."""
    put(block(text))


def as_json(value: Any, *, indent: int | None = None) -> str:
    """A value as JSON in which nothing acts on a terminal and no line ends early."""
    return ACTING.sub(
        lambda found: json.dumps(found[0])[1:-1], json.dumps(value, ensure_ascii=False, indent=indent)
    )


def put_rows(
    rows: Iterable[Row], form: Format, columns: Sequence[str], *, fields: Sequence[str] = ()
) -> None:
    """Rows on standard output; ``columns`` are those that a table shows, JSON and CSV hold all.

    ``fields`` head a CSV that has no rows.
    """
    match form:
        case Format.JSON:
            put(as_json(list(rows), indent=1))
        case Format.JSONL:
            for row in rows:
                put(as_json(row))
        case Format.CSV:
            _put_csv(rows, fields)
        case Format.TABLE:
            _put_table(rows, columns)


def _put_csv(rows: Iterable[Row], fields: Sequence[str]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    is_headed = False
    for row in rows:
        if not is_headed:
            writer.writerow(row)
            is_headed = True
        writer.writerow([_cell(value) for value in row.values()])
    if fields and not is_headed:
        writer.writerow(fields)


def _cell(value: Any) -> Any:
    """Numbers and yes or no as they are, lists and objects as JSON; text from outside defused."""
    if value is None or isinstance(value, (int, float)):
        return value
    return cell(block(value if isinstance(value, str) else as_json(value)))


def _put_table(rows: Iterable[Row], columns: Sequence[str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold")
    count = 0
    for row in rows:
        table.add_row(*(Text(line(_flat(row[name]))) for name in columns))
        count += 1
    console = Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else UNBOUNDED)
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
