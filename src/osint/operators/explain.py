"""Why two sites are linked, or are not: the rows of the sum, and the same in sentences of a language."""

from collections.abc import Iterable
from dataclasses import replace

from osint.links.basis import LinkBasis
from osint.operators import reasons
from osint.operators.languages.language import WRITTEN_IN, language
from osint.operators.statements import Chance, Said
from osint.records import Evidence, Link, Operator

NOT_CALIBRATED = language(WRITTEN_IN).said(reasons.CAUTION)


def in_words(thousandths: int, tongue: str = WRITTEN_IN) -> str:
    """A likelihood ratio of one or more in words, after ENFSI's scale."""
    return language(tongue).support(thousandths)


def caution(tongue: str = WRITTEN_IN) -> str:
    """The sentence that says what the weights are not; it stands last."""
    return language(tongue).said(reasons.CAUTION)


def rows(link: Link, tongue: str = WRITTEN_IN) -> tuple[Evidence, ...]:
    """The rows that add up, the prior first, the total last, as a reader of the language knows them."""
    words = language(tongue)
    note = words.said(Said("probability", {"probability": Chance(link.probability)}))
    total = Evidence("total", "", "", link.bits, 0, (), "")
    return (*map(words.row, link.evidence), replace(words.row(total), note=note))


def sentences(link: Link, tongue: str = WRITTEN_IN, basis: LinkBasis | None = None) -> list[str]:
    """The same for a reader who does not add bits; with a basis, also what would change it.

    Raises:
        UsageError: for a language in which nothing is told.
    """
    return list(map(language(tongue).said, reasons.of_link(link, basis)))


def of_nothing(a: str, b: str, tongue: str = WRITTEN_IN) -> list[str]:
    """What is to be said of two sites that share nothing.

    Raises:
        UsageError: for a language in which nothing is told.
    """
    return list(map(language(tongue).said, reasons.of_nothing(a, b)))


def of_operator(operator: Operator, links: Iterable[Link], tongue: str = WRITTEN_IN) -> list[str]:
    """An operator in sentences: its sites, what holds them, its weakest place.

    Raises:
        UsageError: for a language in which nothing is told.
    """
    return list(map(language(tongue).said, reasons.of_operator(operator, links)))


def what_would_change(link: Link, basis: LinkBasis) -> tuple[str, ...]:
    """What the joining of two sites hangs on: each entry, taken away by itself, undoes it.

    An entry holds all counted values of one family (``kind:value``, several joined by "and"): they are one
    account's, and when one of them turns out to be an agency's or a copy's, the others do with it. A move that
    was seen by one of them falls with it.
    """
    return tuple(
        " and ".join(f"{row.kind}:{row.value}" for row in rows) for rows in reasons.hangs_on(link, basis)
    )
