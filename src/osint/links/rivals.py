"""Innocent explanations of what two sites share, each with its price: how much the finding may count at most.

Rows add up as if strangers could share them only by chance. They also share what a copier of the page took along,
what one caretaker (agency, registrar, host) set up for several customers, and what one sales house put on its
publishers' pages. Such an explanation makes all the rows that it covers likely at once, so together they count no
more than it is unlikely: its price, in bits. Explanations may meet (an agency's customer who was copied), their
prices then add. The sum of a link is what the cheapest explanation leaves of it.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations

from osint.identifiers import kind, kinds
from osint.links.basis import LinkBasis
from osint.links.worth import Row
from osint.records import Evidence, Ratio

KIND = "rival"  # of the row that holds what explanations take away
COPY = "copy"
UNWEIGHED = frozenset({"prior", "succession", KIND})  # rows that are about no shared value


def row(rows: Sequence[Row], basis: LinkBasis) -> list[Row]:
    """The row that takes away what innocent explanations leave no room for; none when they explain little."""
    columns = _columns(rows)
    if all(_whole(column) <= _cheapest(basis) for column in columns):
        return []
    told = [each.evidence for each in rows]
    (low, _), (mid, why), (high, _) = (_left(told, column, basis) for column in columns)
    taken = Ratio(*(left - _whole(part) for left, part in zip((low, mid, high), columns, strict=True)))
    if not taken.mid:
        return []
    reasons = "; ".join(str(basis.tables["rival"][name]["reason"]) for name in why)
    return [Row(Evidence(KIND, " and ".join(why), KIND, taken.mid, 0, (), reasons), taken)]


def taken(evidence: Sequence[Evidence], basis: LinkBasis) -> int:
    """What explanations take away of these rows, in thousandths of a bit: nought or less."""
    told = [each for each in evidence if each.kind not in {"prior", KIND}]
    bits = [each.bits for each in told]
    return _left(told, bits, basis)[0] - _whole(bits)


def covering(sort: str, basis: LinkBasis) -> frozenset[str]:
    """The explanations that cover a kind."""
    if sort not in basis.covers:
        basis.covers[sort] = frozenset(name for name in basis.tables["rival"] if _covers(name, sort, basis))
    return basis.covers[sort]


def _covers(name: str, sort: str, basis: LinkBasis) -> bool:
    if sort in UNWEIGHED:
        return False
    is_copied = bool(basis.tables["rival"][name].get("copied")) and kind(sort).copied
    return is_copied or sort in basis.tables["rival"][name]["kinds"]


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


def _left(told: Sequence[Evidence], bits: Sequence[int], basis: LinkBasis) -> tuple[int, tuple[str, ...]]:
    """The positive bits that the cheapest set of explanations leaves, and which set that is."""
    by_cover: dict[frozenset[str], int] = {}
    for each, part in zip(told, bits, strict=True):
        if part > 0:
            cover = covering(each.kind, basis)
            by_cover[cover] = by_cover.get(cover, 0) + part
    best: int = sum(by_cover.values())
    why: tuple[str, ...] = ()
    if best <= _cheapest(basis):
        return best, why
    for names, price in _sets(basis, is_signed=names_a_victim(told)):
        rest = sum(part for cover, part in by_cover.items() if cover.isdisjoint(names))
        if price + rest < best:
            best, why = price + rest, names
    return best, why


def _cheapest(basis: LinkBasis) -> int:
    return min(price for _, price in _sets(basis, is_signed=True))


def _sets(basis: LinkBasis, *, is_signed: bool) -> list[tuple[tuple[str, ...], int]]:
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


def _columns(rows: Sequence[Row]) -> tuple[list[int], list[int], list[int]]:
    return (
        [each.worth.low for each in rows],
        [each.worth.mid for each in rows],
        [each.worth.high for each in rows],
    )


def _whole(bits: Iterable[int]) -> int:
    """The positive part of a sum."""
    return sum(part for part in bits if part > 0)
