"""Accounts as subjects of their own: a channel, a server, a sponsor page, a payee, and which sites point to it.

An account is what the catalogue leads to as one (``leads = "account"``), and whom a payment goes to. What it is (a person,
a channel, a shop) follows from its kind; where a kind's values can be several, that is said.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from osint import identifiers
from osint.identifiers.kind import Group, Kind
from osint.links.bearing import Bearing
from osint.links.case_view import CaseView
from osint.operators.parties import not_its_own
from osint.records import Operator, SubjectKind

# What the accounts of a kind are; a kind that is not named is of its group's sort.
SORTS = {
    "channel": ("kakaotalk_channel", "whatsapp_channel", "youtube_channel", "youtube_name", "twitch"),
    "server": ("discord",),
    "group": (
        *("line_group", "kakaotalk_open_chat", "whatsapp_group", "zalo_group", "qq_group", "signal_group"),
        *("viber_community", "facebook_group", "reddit_community", "naver_cafe", "daum_cafe"),
    ),
    "person": (
        *(
            "discord_user",
            "kakaotalk_id",
            "whatsapp",
            "whatsapp_link",
            "zalo",
            "skype",
            "qq_number",
            "wechat_id",
        ),
        *("signal", "viber", "session_id", "tox_id", "threema_id", "simplex_address", "xmpp", "keybase"),
        *("reddit_user", "blogger_profile"),
    ),
    "shop": ("naver_store", "naver_talk", "zalo_account", "gumroad"),
    "blog": (
        "naver_blog",
        "tistory_blog",
        "tumblr",
        "blogspot_blog",
        "blogger_blog",
        "medium",
        "note_account",
    ),
    "page of links": ("linktree", "beacons", "about_me", "link_page", "carrd_page"),
    "bank account": (
        *(
            "iban",
            "kr_bank_account",
            "jp_bank_account",
            "th_bank_account",
            "vn_bank_account",
            "id_bank_account",
        ),
        *(
            "unionpay_card",
            "clabe",
            "tw_bank_account",
            "promptpay_number",
            "pix_key",
            "upi_payee",
            "emvco_payee",
        ),
    ),
}
SORT_OF = {kind: sort for sort, kinds in SORTS.items() for kind in kinds}
WALLET = "wallet"
# Families of payment kinds that are addresses of a ledger which anybody can read.
WALLETS = frozenset(
    {
        *(
            "bitcoin",
            "evm",
            "tron",
            "litecoin",
            "dogecoin",
            "dash",
            "bitcoin cash",
            "zcash",
            "monero",
            "xrp",
            "cardano",
        ),
        *(
            "substrate",
            "stellar",
            "algorand",
            "cosmos",
            "tezos",
            "nano",
            "lightning",
            "solana",
            "ton",
            "ens name",
        ),
        "unstoppable name",
    }
)
SPONSOR_PAGE, PAYEE, PROFILE = "sponsor page", "payee", "profile or page"


@dataclass(frozen=True, slots=True)
class Pointing:
    """A site that points to an account."""

    site: str
    own: bool  # the page presents it as its own; else it only mentions it
    first_seen: datetime
    last_seen: datetime
    exchanges: tuple[str, ...]
    operator: str  # the operator to whom the site is held to belong; empty where to none


@dataclass(frozen=True, slots=True)
class Account:
    """An account and the sites that point to it. Who holds it, its provider knows."""

    kind: str
    value: str
    sort: str
    sites: tuple[Pointing, ...]
    ties_nobody: str  # why it says nothing of who runs the sites; empty where it may

    @property
    def own(self) -> bool:
        """Whether a site presents it as its own."""
        return any(each.own for each in self.sites)

    @property
    def operators(self) -> tuple[str, ...]:
        """The operators whose sites present it as their own."""
        return tuple(sorted({each.operator for each in self.sites if each.own and each.operator}))


def is_account(kind: str) -> bool:
    """Whether values of a kind are accounts of this sort."""
    entry = identifiers.kinds()[kind]
    return entry.leads is SubjectKind.ACCOUNT or entry.group is Group.PAYMENT


def accounts(view: CaseView, operators: Iterable[Operator]) -> tuple[Account, ...]:
    """The accounts of a case, by operator, those of none last; in each by kind and value."""
    listed = list(operators)
    whose = {member.site: operator.id for operator in listed for member in operator.sites}
    groups = {operator.id: frozenset(member.site for member in operator.sites) for operator in listed}
    made = [
        _account(bearers, view, whose, groups)
        for name, bearers in view.by_value.items()
        if is_account(name.partition(":")[0])
    ]
    made.sort(key=lambda each: (not each.operators, each.operators, each.kind, each.value))
    return tuple(made)


def sort_of(entry: Kind, value: str) -> str:
    """What an account is, as far as its kind and its form say."""
    if entry.name in BY_FORM:
        return BY_FORM[entry.name](value)
    if entry.name in SORT_OF:
        return SORT_OF[entry.name]
    if entry.group is not Group.PAYMENT:
        return PROFILE
    if entry.family in WALLETS:
        return WALLET
    return SPONSOR_PAGE if entry.leads is SubjectKind.ACCOUNT else PAYEE


def _telegram(value: str) -> str:
    """An invitation leads to a group or channel; a bot's name ends in bot (core.telegram.org/bots, seen 2026-11-29)."""
    if value.startswith("+"):
        return "group or channel"
    return "bot" if value.endswith("bot") else "channel, group or person"


def _line(value: str) -> str:
    """An official account's name begins with @ (LINE Official Account Manager's premium and basic ids)."""
    return "official account" if value.startswith("@") else "person"


BY_FORM = {"telegram": _telegram, "line_id": _line}


def _account(
    bearers: Mapping[str, Bearing],
    view: CaseView,
    whose: Mapping[str, str],
    groups: Mapping[str, frozenset[str]],
) -> Account:
    first = min(bearers.values(), key=lambda each: each.site)
    pointing = tuple(
        Pointing(
            each.site, each.own, each.first_seen, each.last_seen, each.exchanges, whose.get(each.site, "")
        )
        for _, each in sorted(bearers.items())
    )
    own = {each.operator for each in pointing if each.own and each.operator}
    group = groups[next(iter(own))] if len(own) == 1 else frozenset[str]()
    entry = identifiers.kinds()[first.kind]
    return Account(
        kind=first.kind,
        value=first.value,
        sort=sort_of(entry, first.value),
        sites=pointing,
        ties_nobody=not_its_own(first, group, view),
    )
