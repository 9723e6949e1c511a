"""Searching selects: what it does to a pair's prior, and to the value by which a site was found."""

from osint.identifiers import kind
from osint.links import rivals
from osint.links.basis import LinkBasis
from osint.links.case_view import CaseView
from osint.records import Evidence, Link


def was_searched_for(view: CaseView, pair: tuple[str, str], name: str) -> bool:
    """Whether one of the two is in the case because a search for the value found it.

    A search picks, of all sites there are, those that bear the value; to follow a name that a site gives
    (a redirect, an announcement) picks nothing.
    """
    return _picks(name) and any(name in view.told.found_by.get(site, ()) for site in pair)


def eased(view: CaseView, pair: tuple[str, str]) -> int:
    """By how many thousandths of a bit a search that found one of the two eases the prior; nought where none did."""
    if any(map(_picks, (name for site in pair for name in view.told.found_by.get(site, ())))):
        return view.basis.number("prior", "searched")
    return 0


def prior(view: CaseView, pair: tuple[str, str]) -> Evidence:
    """The first row of a link: two sites before anything is known of them but how they came into the case."""
    told, less = view.basis.tables["prior"], eased(view, pair)
    reason = told["searched_reason"] if less else told["reason"]
    return Evidence("prior", "", "", int(told["bits"]) + less, 0, (), str(reason))


def proven(link: Link, basis: LinkBasis) -> int:
    """The bits of a link, after the prior, as they would be had no search eased prior and prices: likelier is not proven."""
    if link.evidence[0].bits == int(basis.tables["prior"]["bits"]):
        return link.bits
    rows = [row for row in link.evidence if row.kind not in {"prior", rivals.KIND}]
    return int(basis.tables["prior"]["bits"]) + sum(row.bits for row in rows) + rivals.taken(rows, basis)


def _picks(name: str) -> bool:
    return kind(name.partition(":")[0]).embeds is None
