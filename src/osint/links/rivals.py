"""Innocent explanations of what two sites share, each with its price: how much the finding may count at most.

Rows add up as if strangers could share them only by chance. They also share what a copier of the page took along,
what one caretaker (agency, registrar, host) set up for several customers, and what one sales house put on its
publishers' pages. Such an explanation makes all the rows that it covers likely at once, so together they count no
more than it is unlikely: its price, in bits. What an explanation brings along only now and then (a copier his
victim's token or contact) it covers at a charge, the logarithm of how seldom that is. Explanations may meet (an
agency's customer who was copied), their prices then add. The sum of a link is what the cheapest explanation leaves
of it. A copier who replaced an id of the page's code looked at what he copied: each makes a copy unlikelier. A search finds what was copied as well as what is of one hand: where it eased the prior, it eases the price.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import Any

from osint.identifiers import kind, kinds
from osint.identifiers.kind import Kind
from osint.links.basis import LinkBasis
from osint.links.worth import Row
from osint.records import Evidence, Ratio

KIND = "rival"  # of the row that holds what explanations take away
COPY = "copy"
COPIES = frozenset({COPY, "mirror"})
UNWEIGHED = frozenset({"prior", "succession", KIND})  # rows that are about no shared value
APART = "whole set beside a house's"  # the value of a row of seats whose house is seen: it explains these no further
NEVER = 1_000_000  # thousandths of a bit: the charge of what an explanation does not cover

Priced = tuple[tuple[str, ...], int]  # a set of explanations, and its price


def row(rows: Sequence[Row], basis: LinkBasis, eased: int = 0) -> list[Row]:
    """The row that takes away what innocent explanations leave no room for; none when they explain little.

    ``eased`` says by how many thousandths of a bit a search has eased the prior of the pair.
    """
    columns = _columns(rows)
    if all(_whole(column) <= _cheapest(basis) - eased for column in columns):
        return []
    told = [each.evidence for each in rows]
    (low, _), (mid, why), (high, _) = (_left(told, column, basis, eased) for column in columns)
    taken = Ratio(*(left - _whole(part) for left, part in zip((low, mid, high), columns, strict=True)))
    if not taken.mid:
        return []
    reasons = "; ".join(str(basis.tables["rival"][name]["reason"]) for name in why)
    return [Row(Evidence(KIND, " and ".join(why), KIND, taken.mid, 0, (), reasons), taken)]


def taken(evidence: Sequence[Evidence], basis: LinkBasis) -> int:
    """What explanations take away of these rows, in thousandths of a bit: nought or less."""
    eased = sum(each.bits - int(basis.tables["prior"]["bits"]) for each in evidence if each.kind == "prior")
    told = [each for each in evidence if each.kind not in {"prior", KIND}]
    bits = [each.bits for each in told]
    return _left(told, bits, basis, eased)[0] - _whole(bits)


def charge(name: str, sort: str, basis: LinkBasis) -> int:
    """What an explanation asks for a value of a kind: nought where it brings that along, ``NEVER`` where not at all."""
    if sort in UNWEIGHED:
        return NEVER
    told, entry = basis.tables["rival"][name], kind(sort)
    for line in told.get("seldom", ()):
        if _lists(line, entry):
            return round(1000 * math.log2(1000 / int(line["share"])))
    return 0 if (told["copied"] and entry.copied) or _lists(told, entry) else NEVER


def _lists(line: Mapping[str, Any], entry: Kind) -> bool:
    """Whether a line names a kind: by its name, or by its group where a copy does not carry it along anyway."""
    is_of_group = entry.group in line.get("groups", ()) and not entry.copied
    return entry.name in line.get("kinds", ()) or (is_of_group and entry.name not in line.get("but", ()))


def charges(sort: str, basis: LinkBasis) -> tuple[int, ...]:
    """For each set of explanations, in the order of ``sets``, what the cheapest of it asks for a kind."""
    if sort not in basis.charged:
        each = {name: charge(name, sort, basis) for name in basis.tables["rival"]}
        basis.charged[sort] = tuple(
            min(each[name] for name in names) for names, _ in sets(basis, is_signed=False)
        )
    return basis.charged[sort]


def beside_copies(row: Evidence, basis: LinkBasis) -> int:
    """The bits of a row that rest on what a copier of the page has no reason to take along, or cannot."""
    return min(row.bits, charge(COPY, row.kind, basis))


def names_a_victim(evidence: Iterable[Evidence]) -> bool:
    """Whether a row tells whose page was copied: by such a kind, and not a platform that many pages name."""
    return any(
        each.kind in victim_names() and not kind(each.kind).is_shared_by_design(each.value)
        for each in evidence
    )


@cache
def victim_names() -> frozenset[str]:
    """The kinds by which a copy tells whose page it was: they name a site, and a copier carries them along."""
    return frozenset(
        entry.name
        for entry in kinds().values()
        if entry.copied and entry.embeds and entry.family == "named site"
    )


def sets(basis: LinkBasis, *, is_signed: bool) -> list[Priced]:
    """All sets of explanations with their prices, small sets first; a copy that names its victim is cheap."""
    if is_signed not in basis.priced:
        prices = {
            name: int(each["signed" if is_signed and "signed" in each else "price"])
            for name, each in sorted(basis.tables["rival"].items())
        }
        basis.priced[is_signed] = [
            (names, sum(prices[name] for name in names))
            for count in range(1, len(prices) + 1)
            for names in combinations(prices, count)
        ]
    return basis.priced[is_signed]


def most_replaced(basis: LinkBasis) -> int:
    """The most that differing ids add to a copy's price beyond what they count against one hand."""
    each, most = basis.number("difference", "bits"), basis.number("difference", "most")
    return max(0, (int(basis.tables["rival"][COPY]["replaced"]) + each) * (most // each))


def _left(
    told: Sequence[Evidence], bits: Sequence[int], basis: LinkBasis, eased: int
) -> tuple[int, tuple[str, ...]]:
    """The positive bits that the cheapest set of explanations leaves, and which set that is."""
    counted = [
        (charges(each.kind if each.value != APART else KIND, basis), part)
        for each, part in zip(told, bits, strict=True)
        if part > 0
    ]
    best: int = sum(part for _, part in counted)
    why: tuple[str, ...] = ()
    if best <= _cheapest(basis) - eased:
        return best, why
    replaced = _replaced(told, basis)
    for place, (names, price) in enumerate(sets(basis, is_signed=names_a_victim(told))):
        left = max(0, price - eased) + (replaced if COPIES & {*names} else 0)
        if left < best:
            left += sum(min(part, asked[place]) for asked, part in counted)
        if left < best:
            best, why = left, names
    return best, why


def _replaced(told: Iterable[Evidence], basis: LinkBasis) -> int:
    """What it adds to a copy's price that ids which every copy brings along differ on the two sites."""
    differing = sum(each.bits < 0 and charge(COPY, each.kind, basis) == 0 for each in told)
    return differing * int(basis.tables["rival"][COPY]["replaced"])


def _cheapest(basis: LinkBasis) -> int:
    return min(price for _, price in sets(basis, is_signed=True))


def _columns(rows: Sequence[Row]) -> tuple[list[int], list[int], list[int]]:
    return (
        [each.worth.low for each in rows],
        [each.worth.mid for each in rows],
        [each.worth.high for each in rows],
    )


def _whole(bits: Iterable[int]) -> int:
    """The positive part of a sum."""
    return sum(part for part in bits if part > 0)
