"""The case's rows as pandas tables: same columns as on disk, times as UTC timestamps."""

from collections.abc import Iterable, Sequence

import pandas as pd

from osint.rows import Row

TIMES = ("at", "ended", "first_seen", "last_seen")


def frame(rows: Iterable[Row], columns: Sequence[str] = ()) -> pd.DataFrame:
    """Rows as a DataFrame of shape (rows, columns).

    ``columns`` fixes order and presence, so that an empty table has its columns too. Columns named as
    times become ``datetime64[…, UTC]``; text that is no time becomes NaT.
    """
    table = pd.DataFrame.from_records(list(rows), columns=list(columns) or None)
    for name in TIMES:
        if name in table.columns:
            table[name] = pd.to_datetime(table[name], utc=True, errors="coerce", format="ISO8601")
    return table
