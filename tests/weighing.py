"""Small invented cases for tests of weighing and grouping: observations by site, and what comes of them."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from osint.derive import Derivation, Inputs, derive
from osint.links import basis
from osint.links.bearing import gather
from osint.links.case_view import CaseView, Circumstances
from osint.links.graph import link_sites
from osint.records import (
    Check,
    Evidence,
    Find,
    Judgement,
    Link,
    Observation,
    Ratio,
    Subject,
    SubjectKind,
    Verdict,
    Where,
    sha256,
)

BEGUN = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)
NOW = 300  # the day on which everything is looked at, unless a test says otherwise
BASIS = basis.current()
PRIOR = int(BASIS.tables["prior"]["bits"])

COPIED, COPIED_ELSEWHERE = "google_analytics:UA-990000001", "histats:4400001"  # two families, in the page
ZONE = "adsterra:0123456789abcdef0123456789abcdef"  # a payee: no copier carries it along
CHANNEL = "telegram:moonscans_px"


def day(number: float) -> datetime:
    """A day of the case, counted from its beginning."""
    return BEGUN + timedelta(days=number)


def seen(
    site: str,
    name: str,
    *,
    first: float = NOW,
    last: float | None = None,
    own: bool = True,
    platform: bool = False,
) -> Observation:
    """A site bears ``kind:value``, between two days."""
    kind, _, value = name.partition(":")
    find = Find(kind, value, value, ("body",), 10, 20, Where.SCRIPT, own, Check.NONE, platform)
    exchange = sha256(f"{site} {first}".encode())
    until = first if last is None else last
    return Observation(Subject(SubjectKind.SITE, site), find, exchange, day(first), day(until))


def borne(by: Iterable[str], *names: str) -> list[Observation]:
    """Several sites that bear the same values."""
    return [seen(site, name) for site in by for name in names]


def some(word: str, count: int) -> list[str]:
    """Names of invented sites."""
    return [f"{word}{number}.example" for number in range(1, count + 1)]


def view_of(observations: Iterable[Observation], **told: frozenset[str]) -> CaseView:
    """The observations as one case's view; ``rights_holders`` and ``ignored`` may be told."""
    return CaseView(gather(observations), BASIS, Circumstances(**told))  # type: ignore[arg-type]


def links_of(
    observations: Iterable[Observation], told: Circumstances | None = None
) -> dict[tuple[str, str], Link]:
    """The links by their pairs."""
    view = CaseView(gather(observations), BASIS, told or Circumstances())
    return {(link.a, link.b): link for link in link_sites(view)}


def row(link: Link, name: str) -> Evidence:
    """The one row of a link for a kind, or for ``kind:value``."""
    kind, _, value = name.partition(":")
    found = [each for each in link.evidence if each.kind == kind and value in {"", each.value}]
    assert len(found) == 1, f"{name}: {len(found)} rows"
    return found[0]


def rows_of_kind(link: Link, kind: str) -> list[Evidence]:
    """All rows of a kind."""
    return [each for each in link.evidence if each.kind == kind]


def derived(
    observations: Iterable[Observation],
    judgements: Iterable[Judgement] = (),
    *,
    originals: Iterable[str] = (),
    found_by: Mapping[str, frozenset[str]] | None = None,
    previous: Derivation | None = None,
) -> Derivation:
    """What the whole derivation makes of a case."""
    before = previous.operators if previous else ()
    inputs = Inputs(tuple(judgements), frozenset(originals), found_by or {}, before)
    return derive(observations, inputs, BASIS)


def grouped(derivation: Derivation) -> list[list[str]]:
    """The operators' sites."""
    return [[member.site for member in operator.sites] for operator in derivation.operators]


def judged(name: str, verdict: str, *about: str) -> Judgement:
    """A judgement; ``name`` is its id."""
    return Judgement(name, Verdict(verdict), about, BEGUN, "analyst", "as the test says")


def link(a: str, b: str, *counted: tuple[str, int], prior: int = PRIOR) -> Link:
    """A link made by hand of ``kind:value`` and bits, after the prior."""
    rows = [Evidence("prior", "", "", prior, 0, (), "before anything is known")]
    for name, bits in counted:
        kind, _, value = name.partition(":")
        rows.append(
            Evidence(kind, value, BASIS.family(kind) if kind != "succession" else kind, bits, 1, ("e",), "so")
        )
    total = sum(each.bits for each in rows)
    ratio = total - prior
    return Link(a, b, total, Ratio(ratio // 2, ratio, ratio * 2), tuple(rows))
