"""What the reasons for a link or an operator are: statements in their order, in no language yet."""

from collections import Counter
from collections.abc import Iterable

from osint.identifiers import kind
from osint.links import rivals, seats
from osint.links.basis import LinkBasis
from osint.operators.cluster import BY_JUDGEMENT, joins
from osint.operators.statements import (
    Bits,
    Chance,
    Exact,
    Factor,
    Listed,
    Named,
    Part,
    Reason,
    Said,
    Site,
    Support,
)
from osint.records import Evidence, Link, Member, Operator

RESTS_ON = 6  # values that an operator's statement names
WEAK = 1_000  # thousandths of a bit from which the verbal scale speaks of support: a ratio of two
CAUTION = Said("not_calibrated")


def of_link(link: Link, basis: LinkBasis | None = None) -> list[Said]:
    """What is said of a link; with a basis, also what would change it."""
    rest = [row for row in link.evidence if row.kind != "prior"]
    said = [_verdict(link), _posterior(link)]
    said += [_borne(link, row) for row in rest if row.bits > 0]
    said += [_against(row) for row in rest if row.bits < 0]
    left_out = sum(1 for row in rest if row.bits == 0)
    if left_out:
        said.append(Said("left_out", {"count": left_out}))
    if basis is not None:
        said += _changes(link, basis)
    terms = ("terms", "scale") if "support" in said[0].parts else ("terms",)
    return [*said, *map(Said, terms), CAUTION]


def of_nothing(a: str, b: str) -> list[Said]:
    """What is said of two sites that share nothing."""
    return [Said("nothing_shared", {"a": Site(a), "b": Site(b)})]


def of_operator(operator: Operator, links: Iterable[Link]) -> list[Said]:
    """What is said of an operator: its sites, what holds them, its weakest place."""
    sites = {member.site for member in operator.sites}
    members = Listed(tuple(_member(each) for each in operator.sites))
    said = [Said("group", {"id": Exact(operator.id), "count": len(sites), "members": members})]
    said += _nested(operator)
    inner = (link for link in links if {link.a, link.b} <= sites and link.bits > 0)
    shared = Counter(_name(row) for link in inner for row in link.evidence if row.bits > 0)
    strongest = sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))[:RESTS_ON]
    if strongest:
        listed = (Said("in_links", {"name": Named(name), "count": count}) for name, count in strongest)
        said.append(Said("rests", {"listed": Listed(tuple(listed), "semicolon")}))
    return [*said, *_weakest(operator), CAUTION]


def hangs_on(link: Link, basis: LinkBasis) -> list[list[Evidence]]:
    """The rows of one family each without which the evidence would not join two sites that it joins."""
    if not joins(link, basis):
        return []
    counted = [row for row in link.evidence if row.bits > 0 and row.kind not in rivals.UNWEIGHED]
    families = (
        [row for row in counted if row.family == family]
        for family in dict.fromkeys(each.family for each in counted)
    )
    return [rows for rows in families if not joins(_without(link, rows, basis), basis)]


def _verdict(link: Link) -> Said:
    """What the evidence supports, and how much: one hand, two hands, or neither."""
    mid, low, high = link.ratio.mid, link.ratio.low, link.ratio.high
    pair: dict[str, Part] = {"a": Site(link.a), "b": Site(link.b)}
    if not any(row.bits for row in link.evidence if row.kind != "prior"):
        return Said("nothing_counts", pair)
    bounds = {"ratio": Factor(mid), "low": Factor(low), "high": Factor(high)}
    told = {**pair, "numbers": Said("ratio_range" if low != high else "ratio", bounds)}
    if abs(mid) < WEAK:
        return Said("neither", told)
    return Said("one_hand" if mid > 0 else "two_hands", {**told, "support": Support(abs(mid))})


def _posterior(link: Link) -> Said:
    prior = link.evidence[0]
    return Said(
        "posterior",
        {
            "prior": Bits(prior.bits),
            "note": Reason(prior.note),
            "sum": Bits(link.bits),
            "probability": Chance(link.probability),
        },
    )


def _borne(link: Link, row: Evidence) -> Said:
    """What a counted row says of the two sites."""
    told: dict[str, Part] = {"bits": Bits(row.bits), "note": Reason(row.note)}
    if row.kind == "succession":
        return Said("moved", {**told, "value": Exact(row.value)})
    entry = kind(row.kind)
    told["label"] = Exact(entry.label)
    if row.kind == seats.SEATS:
        return Said("lists", told)
    other = entry.embeds(row.value) if entry.embeds else None
    if other in {link.a, link.b}:
        namer = link.b if other == link.a else link.a
        return Said("names", {**told, "namer": Site(namer), "named": Site(str(other))})
    return Said("both", {**told, "value": Exact(row.value)})


def _against(row: Evidence) -> Said:
    note = Reason(row.note)
    if row.kind == rivals.KIND:
        return Said("explained_away", {"bits": Bits(-row.bits, plain=True), "note": note})
    return Said("against", {"label": Exact(kind(row.kind).label), "note": note, "bits": Bits(row.bits)})


def _changes(link: Link, basis: LinkBasis) -> list[Said]:
    """What the joining of two sites hangs on."""
    if not joins(link, basis):
        return [Said("joins_not")]
    found = hangs_on(link, basis)
    if not found:
        return [Said("hangs_on_none")]
    return [
        Said(
            "hangs_on" if len(rows) == 1 else "hangs_on_family",
            {"names": Listed(tuple(Named(_name(row)) for row in rows), "and")},
        )
        for rows in found
    ]


def _member(member: Member) -> Said:
    """A member's place: judged, or as probable as its best link."""
    site = Site(member.site)
    if member.probability >= 1:
        return Said("member_judged", {"site": site})
    return Said("member", {"site": site, "probability": Chance(member.probability)})


def _nested(operator: Operator) -> list[Said]:
    """Which sites belong certainly, where that is not all of them."""
    core = tuple(Site(each.site) for each in operator.sites if each.certain)
    others = tuple(Site(each.site) for each in operator.sites if not each.certain)
    if not others:
        return []
    if not core:
        return [Said("no_core")]
    told: dict[str, Part] = {"count": len(core), "core": Listed(core)}
    return [Said("core", {**told, "others_count": len(others), "others": Listed(others)})]


def _weakest(operator: Operator) -> list[Said]:
    cut = operator.weakest_cut
    if cut is None:
        return []
    smaller = cut.side if len(cut.side) <= len(cut.other) else cut.other
    side = Listed(tuple(map(Site, smaller)))
    if cut.evidence == (BY_JUDGEMENT,):
        return [Said("judged_only", {"side": side})]
    listed = Listed(tuple(Named(name) for name in cut.evidence if name != BY_JUDGEMENT))
    name = "weakest_and_judged" if BY_JUDGEMENT in cut.evidence else "weakest"
    return [Said(name, {"side": side, "bits": Bits(cut.bits, plain=True), "listed": listed})]


def _without(link: Link, gone: list[Evidence], basis: LinkBasis) -> Link:
    """The link as it would be if some rows, and the moves seen by their values, were not there.

    What innocent explanations take away is worked out anew for the rows that are left.
    """
    values = {row.value for row in gone}
    rest = tuple(
        row
        for row in link.evidence
        if row not in gone
        and row.kind != rivals.KIND
        and not (row.kind == "succession" and row.value in values)
    )
    bits = sum(row.bits for row in rest) + rivals.taken(rest, basis)
    return Link(link.a, link.b, bits, link.ratio, rest)


def _name(row: Evidence) -> str:
    return f"{row.kind}:{row.value}"
