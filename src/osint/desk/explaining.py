"""Why two sites are linked, or why a group is held to be one operator: sentences, and the rows behind them."""

from dataclasses import dataclass

from osint import names, rows
from osint.case.case import Case
from osint.errors import UsageError
from osint.links import basis as link_basis
from osint.operators import explain
from osint.records import Link, Operator
from osint.rows import Row


@dataclass(frozen=True, slots=True)
class Explanation:
    """Sentences for a reader, the row for a program, and the record that a notebook shows."""

    sentences: tuple[str, ...]
    row: Row
    about: Link | Operator | None = None
    banner: str = ""  # what stands over it in a notebook; the command line says it by itself

    def __str__(self) -> str:
        """The sentences, a line each, then the rows that add up."""
        shown = [
            f"{each['bits'] / 1000:+9.2f}  {each['kind']} {each['value']}  ({each['note']})"
            for each in self.row.get("evidence", ())
        ]
        return "\n".join([*self.sentences, *shown])


def of_pair(case: Case, a: str, b: str) -> Explanation:
    """Why two sites are linked, or not.

    Raises:
        UsageError: when one of them is no site of the case.
    """
    known = case.sites()
    for site in (a, b):
        if site not in known:
            raise UsageError(f"{site} is no site of this case: `osint show DIR sites` lists them")
    link = next((each for each in case.all_links() if {each.a, each.b} == {a, b}), None)
    if link is None:
        shown = f"{names.unicode_form(a)} and {names.unicode_form(b)}"
        said = f"{shown} share nothing that was seen and could tie them; that says nothing else."
        return Explanation((said,), {"a": a, "b": b, "bits": None, "evidence": []})
    told = rows.link_row(link)
    told["would_change"] = list(explain.what_would_change(link, link_basis.current()))
    return Explanation(tuple(explain.sentences(link)), told, link)


def of_operator(case: Case, name: str) -> Explanation:
    """Why a group is held to be one operator.

    Raises:
        UsageError: when there is no operator of this name.
    """
    found = next((each for each in case.all_operators() if each.id == name), None)
    if found is None:
        raise UsageError(f"no operator {name}: `osint show DIR operators` lists them")
    said = explain.of_operator(found, case.all_links())
    return Explanation(tuple(said), rows.operator_row(found), found)
