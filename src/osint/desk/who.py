"""Who it may be: a case's parties and accounts, as rows."""

from collections.abc import Iterator

from osint.case.case import Case
from osint.errors import UsageError
from osint.links import basis as link_basis
from osint.links.case_view import Circumstances
from osint.operators.judgement import effective
from osint.operators.who_rows import COLUMNS, account_rows, party_rows
from osint.rows import Row

__all__ = ["COLUMNS", "rows_of"]


def rows_of(case: Case, what: str) -> Iterator[Row]:
    """The rows of ``parties`` or ``accounts``.

    Raises:
        UsageError: for any other word.
    """
    made = {"parties": party_rows, "accounts": account_rows}.get(what)
    if made is None:
        raise UsageError(f"{what!r}: one of {', '.join(COLUMNS)}")
    kept = case.derive()
    told = Circumstances(
        rights_holders=frozenset(kept.statement["inputs"]["rights_holders"]),
        ignored=effective(case.all_judgements()).ignored,
    )
    return made(kept.observations(), list(kept.operators()), told, link_basis.current())
