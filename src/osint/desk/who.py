"""Who it may be, as rows: the parties that sources name, and the accounts that sites point to."""

from collections.abc import Callable, Iterator

from osint import identifiers
from osint.case.case import Case
from osint.errors import UsageError
from osint.links import basis as link_basis
from osint.links.bearing import gather
from osint.links.case_view import CaseView, Circumstances
from osint.operators import who
from osint.operators.accounts import Account, accounts, is_account
from osint.operators.judgement import effective
from osint.operators.who import Named, Shown
from osint.records import stamp
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


def rows_of(case: Case, what: str) -> Iterator[Row]:
    """The rows of ``parties`` or ``accounts``.

    Raises:
        UsageError: for any other word.
    """
    match what:
        case "parties":
            return _parties(case)
        case "accounts":
            return (_account(each) for each in accounts(_view(case, is_account), case.all_operators()))
        case _:
            raise UsageError(f"{what!r}: one of {', '.join(COLUMNS)}")


def _view(case: Case, is_wanted: Callable[[str], bool]) -> CaseView:
    """What the sites of a case bear of some kinds, under the case's circumstances."""
    kept = case.derive()
    inputs = kept.statement["inputs"]
    told = Circumstances(
        rights_holders=frozenset(inputs["rights_holders"]),
        ignored=effective(case.all_judgements()).ignored,
    )
    seen = (each for each in kept.observations() if is_wanted(each.find.kind))
    return CaseView(gather(seen), link_basis.current(), told)


def _parties(case: Case) -> Iterator[Row]:
    """Operator by operator, then the sites of none."""
    view, held = _view(case, who.is_naming), set[str]()
    for operator in case.all_operators():
        sites = [member.site for member in operator.sites]
        held.update(sites)
        yield from (_party(operator.id, each) for each in who.shown(sites, view))
    loose = [site for site in view.by_site if site not in held]
    yield from (_party("", each) for each in who.shown(loose, view))


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
