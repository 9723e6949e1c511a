"""Who carries a case's sites, as rows: what lists say, whom to write to, where an origin may stand."""

from collections.abc import Iterable, Iterator

from osint.case import pivoting
from osint.case.case import Case
from osint.errors import UsageError
from osint.hosting import abuse, classify, origin, zone
from osint.hosting.abuse import Contact
from osint.hosting.classify import Answer, Label
from osint.hosting.lists import Lists
from osint.hosting.origin import Candidate, Standing
from osint.hosting.seen import Seen
from osint.records import SubjectKind, stamp
from osint.rows import Row

HOSTING = (
    "site",
    "subject",
    "label",
    "answer",
    "list",
    "vendor",
    "date",
    "licence",
    "why",
    "exchanges",
)
ABUSE = ("site", "rank", "role", "name", "email", "form", "subject", "answer", "why", "exchanges")
ORIGINS = (
    "site",
    "standing",
    "standing_why",
    "address",
    "bits",
    "words",
    "left_out",
    "networks",
    "evidence",
)
COLUMNS = {"hosting": HOSTING, "abuse": ABUSE, "origins": ORIGINS}


def rows_of(case: Case, what: str, sites: Iterable[str] = ()) -> Iterator[Row]:
    """The rows of ``hosting``, ``abuse`` or ``origins``, of all the case's sites or of those named.

    Raises:
        UsageError: for any other word.
        SettingError: when a list that the case names cannot be read.
    """
    seen, lists = Seen(case.derive().observations()), lists_of(case)
    wanted = list(sites) or case.sites()
    match what:
        case "hosting":
            return (row for site in wanted for row in _hosting(site, seen, lists))
        case "abuse":
            places = {event["id"]: event["uri"] for event in case.store.events()}
            return (_contact(each) for site in wanted for each in abuse.route(site, seen, lists, places))
        case "origins":
            return (row for site in wanted for row in _origins(site, seen, lists))
        case _:
            raise UsageError(f"{what!r}: one of {', '.join(COLUMNS)}")


def lists_of(case: Case) -> Lists:
    """The shipped lists and those that ``case.toml`` names, beside the case or by their whole path.

    Raises:
        SettingError: when one cannot be read.
    """
    return pivoting.lists_of(case.folder, case.settings)


def _hosting(site: str, seen: Seen, lists: Lists) -> Iterator[Row]:
    """What is said of a site's zone, of the hosts that it names and of its addresses of today."""
    labels: list[Label] = [zone.dnssec(site, seen), *zone.wildcard(site, seen)]
    labels += classify.of_hosts(site, seen, lists)
    for each in seen.current(site):
        labels += [*classify.of_address(each.value, seen, lists), *zone.reverse_names(each.value, seen)]
    for row in labels:
        told = (site, row.subject, row.label, row.answer.value, row.list, row.vendor, row.date)
        yield dict(zip(HOSTING, (*told, row.licence, row.why, list(row.exchanges)), strict=True))


def _contact(each: Contact) -> Row:
    answer = "known" if each.answer is Answer.YES else "not known"
    told = (each.site, each.rank, each.role.value, each.name, each.email, each.form, each.subject)
    return dict(zip(ABUSE, (*told, answer, each.why, list(each.exchanges)), strict=True))


def _origins(site: str, seen: Seen, lists: Lists) -> Iterator[Row]:
    """A row for each candidate; of a site without one, one row that says how it stands."""
    stands = origin.standing(site, seen, lists)
    found = () if stands.answer is Answer.NOT_LISTED else origin.candidates(site, seen, lists)
    for each in found or (None,):
        yield _origin(stands, each, seen)


def _origin(stands: Standing, each: Candidate | None, seen: Seen) -> Row:
    behind = {Answer.YES: "behind a front", Answer.NOT_LISTED: "not listed"}.get(stands.answer, "not known")
    networks = [
        value
        for name in ("asn", "network_name")
        for value in (seen.borne(SubjectKind.ADDRESS, each.address, name) if each else ())
    ]
    told = (each.address, each.bits, each.words, each.left_out) if each else (None, None, "", "")
    evidence = [
        {
            "sign": row.sign,
            "bits": row.bits,
            "note": row.note,
            "first_seen": stamp(row.first_seen) if row.exchanges else None,
            "last_seen": stamp(row.last_seen) if row.exchanges else None,
            "exchanges": list(row.exchanges),
        }
        for row in (each.reasons if each else ())
    ]
    return dict(zip(ORIGINS, (stands.site, behind, stands.why, *told, networks, evidence), strict=True))
