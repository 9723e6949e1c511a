"""Why two sites are linked, or why a group is held to be one operator: sentences, and the rows behind them."""

from collections.abc import Iterable
from dataclasses import dataclass

from osint import rows
from osint.case.case import Case
from osint.errors import UsageError
from osint.links import basis as link_basis
from osint.operators import explain
from osint.operators.languages.language import WRITTEN_IN, language
from osint.records import Evidence, Link, Operator
from osint.rows import Row


@dataclass(frozen=True, slots=True)
class Explanation:
    """Sentences for a reader, the row for a program, and the record that a notebook shows."""

    sentences: tuple[str, ...]
    row: Row
    about: Link | Operator | None = None
    banner: str = ""  # what stands over it in a notebook; the command line says it by itself
    language: str = WRITTEN_IN
    evidence: tuple[Evidence, ...] = ()  # the rows that add up, in that language

    def __str__(self) -> str:
        """The sentences, a line each, then the rows that add up."""
        shown = [
            f"{each.bits / 1000:+9.2f}  {each.kind} {each.value}  ({each.note})" for each in self.evidence
        ]
        return "\n".join([*self.sentences, *shown])


def of_pair(case: Case, a: str, b: str, tongue: str = WRITTEN_IN) -> Explanation:
    """Why two sites are linked, or not.

    Raises:
        UsageError: when one of them is no site of the case, or nothing is told in the language.
    """
    known, words = case.sites(), language(tongue)
    for site in (a, b):
        if site not in known:
            raise UsageError(f"{site} is no site of this case: `osint show DIR sites` lists them")
    link = next((each for each in case.all_links() if {each.a, each.b} == {a, b}), None)
    if link is None:
        said = tuple(explain.of_nothing(a, b, tongue))
        return Explanation(
            said, _told({"a": a, "b": b, "bits": None, "evidence": []}, said, tongue), language=tongue
        )
    basis = link_basis.current()
    said = tuple(explain.sentences(link, tongue, basis))
    told = rows.link_row(link) | {"would_change": list(explain.what_would_change(link, basis))}
    evidence = tuple(map(words.row, link.evidence))
    return Explanation(said, _told(told, said, tongue), link, language=tongue, evidence=evidence)


def of_operator(case: Case, name: str, tongue: str = WRITTEN_IN) -> Explanation:
    """Why a group is held to be one operator.

    Raises:
        UsageError: when there is no operator of this name, or nothing is told in the language.
    """
    found = next((each for each in case.all_operators() if each.id == name), None)
    if found is None:
        raise UsageError(f"no operator {name}: `osint show DIR operators` lists them")
    said = tuple(explain.of_operator(found, case.all_links(), tongue))
    return Explanation(said, _told(rows.operator_row(found), said, tongue), found, language=tongue)


def _told(row: Row, said: Iterable[str], tongue: str) -> Row:
    """A row with its sentences, and the language that they are in."""
    return {**row, "language": tongue, "sentences": list(said)}
