"""Parties and accounts as rows: the same from the same observations, operators and judgements."""

from collections.abc import Iterable, Iterator

from osint import identifiers
from osint.links.basis import LinkBasis
from osint.links.bearing import gather
from osint.links.case_view import CaseView, Circumstances
from osint.operators import who
from osint.operators.accounts import Account, accounts, is_account
from osint.operators.who import Named, Shown
from osint.records import Observation, Operator, stamp
from osint.rows import Row

PARTIES = (
    "operator",
    "party",
    "name",
    "spellings",
    "nature",
    "nature_why",
    "standing",
    "standing_why",
    "roles",
    "sites",
    "disclosure",
    "first_seen",
    "last_seen",
    "named",
    "may_be",
)
ACCOUNTS = (
    "account",
    "kind",
    "value",
    "label",
    "vendor",
    "sort",
    "operators",
    "own",
    "first_seen",
    "last_seen",
    "sites",
    "ties_nobody",
)
COLUMNS = {"parties": PARTIES, "accounts": ACCOUNTS}
CANDIDATE, BETWEEN = "candidate", "stands between"


def party_rows(
    observations: Iterable[Observation], operators: Iterable[Operator], told: Circumstances, basis: LinkBasis
) -> Iterator[Row]:
    """The parties, operator by operator, then those of the sites that are no operator's."""
    view = CaseView(gather(each for each in observations if who.is_naming(each.find.kind)), basis, told)
    held = set[str]()
    for operator in operators:
        sites = [member.site for member in operator.sites]
        held.update(sites)
        yield from (_party(operator.id, each) for each in who.shown(sites, view))
    loose = [site for site in view.by_site if site not in held]
    yield from (_party("", each) for each in who.shown(loose, view))


def account_rows(
    observations: Iterable[Observation], operators: Iterable[Operator], told: Circumstances, basis: LinkBasis
) -> Iterator[Row]:
    """The accounts, by operator, those of none last."""
    view = CaseView(gather(each for each in observations if is_account(each.find.kind)), basis, told)
    return (_account(each) for each in accounts(view, operators))


def _party(operator: str, shown: Shown) -> Row:
    made = shown.candidate
    told = (
        operator,
        made.id,
        made.name,
        list(made.spellings),
        made.nature.value,
        made.why,
        BETWEEN if shown.no_candidate else CANDIDATE,
        shown.no_candidate,
        list(made.roles),
        list(made.sites),
        made.mentions[0].disclosure.value,
        stamp(min(each.first_seen for each in shown.named)),
        stamp(max(each.last_seen for each in shown.named)),
        [_named(each) for each in shown.named],
        [{"party": each.id, "name": each.name, "why": each.why} for each in made.may_be],
    )
    return dict(zip(PARTIES, told, strict=True))


def _named(each: Named) -> Row:
    return {
        "name": each.party.name,
        "role": each.party.role,
        "field": each.party.field,
        "site": each.party.site,
        "first_seen": stamp(each.first_seen),
        "last_seen": stamp(each.last_seen),
        "exchanges": list(each.exchanges),
    }


def _account(made: Account) -> Row:
    entry = identifiers.kinds()[made.kind]
    told = (
        f"{made.kind}:{made.value}",
        made.kind,
        made.value,
        entry.label,
        entry.vendor,
        made.sort,
        list(made.operators),
        made.own,
        stamp(min(each.first_seen for each in made.sites)),
        stamp(max(each.last_seen for each in made.sites)),
        [
            {
                "site": each.site,
                "operator": each.operator,
                "own": each.own,
                "first_seen": stamp(each.first_seen),
                "last_seen": stamp(each.last_seen),
                "exchanges": list(each.exchanges),
            }
            for each in made.sites
        ],
        made.ties_nobody,
    )
    return dict(zip(ACCOUNTS, told, strict=True))
