"""Accounts as subjects of their own: who points to them, as his own or not, since when, and what they are."""

import pytest

from osint import identifiers
from osint.links.bearing import gather
from osint.links.case_view import CaseView, Circumstances
from osint.operators.accounts import BY_FORM, SORT_OF, WALLETS, Account, accounts, is_account, sort_of
from osint.records import Member, Observation, Operator
from weighing import BASIS, borne, day, seen, some

KINDS = identifiers.kinds()
OPERATOR = Operator("op-00000001", (Member("a.example", 1.0), Member("b.example", 1.0)), None, (), (), ())


def found(*observations: Observation, told: Circumstances | None = None) -> list[Account]:
    view = CaseView(gather(observations), BASIS, told or Circumstances())
    return list(accounts(view, [OPERATOR]))


def test_each_site_that_points_to_it_is_told_with_times_and_whether_as_its_own() -> None:
    (made,) = found(
        seen("a.example", "telegram:moonscans_px", first=3, last=9),
        seen("b.example", "telegram:moonscans_px", first=5, last=20),
        seen("forum.example", "telegram:moonscans_px", own=False),
    )
    assert [(each.site, each.own, each.operator) for each in made.sites] == [
        ("a.example", True, "op-00000001"),
        ("b.example", True, "op-00000001"),
        ("forum.example", False, ""),
    ]
    assert (made.sites[1].first_seen, made.sites[1].last_seen) == (day(5), day(20))
    assert made.operators == ("op-00000001",)
    assert made.ties_nobody == ""


def test_an_account_that_is_only_mentioned_is_no_operator_s() -> None:
    (made,) = found(seen("a.example", "discord:QxT7nMz2", own=False))
    assert (made.own, made.operators) == (False, ())


def test_they_are_gathered_by_operator_and_those_of_none_stand_last() -> None:
    made = found(
        seen("other.example", "discord:AaaaBbb1"),
        seen("b.example", "telegram:zzz_px"),
        seen("a.example", "discord:QxT7nMz2"),
    )
    assert [f"{each.kind}:{each.value}" for each in made] == [
        "discord:QxT7nMz2",
        "telegram:zzz_px",
        "discord:AaaaBbb1",
    ]


def test_what_ties_nobody_is_said_and_a_hub_is_one() -> None:
    (made,) = found(seen("a.example", "telegram:durov", platform=True))
    assert "platform" in made.ties_nobody
    name = "telegram:ad_seller"
    (made,) = found(seen("a.example", name), *borne(some("stranger", 60), name))
    assert made.ties_nobody == "a hub: 60 other sites bear it"


def test_analytics_mailboxes_and_names_are_no_accounts_of_this_sort() -> None:
    assert found(seen("a.example", "ga4:G-ABCDE1F2G3"), seen("a.example", "email:x@mail.example")) == []


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("telegram:+AAAAAEkL9x2QmZ7n", "group or channel"),
        ("telegram:moonscans_bot", "bot"),
        ("telegram:moonscans", "channel, group or person"),
        ("discord:mQ7xZ2k", "server"),
        ("kakaotalk_open_chat:sQ7mZ2kb", "group"),
        ("kakaotalk_channel:_aBxQzC", "channel"),
        ("line_id:@moonscans", "official account"),
        ("line_id:moonscans", "person"),
        ("patreon:moonscans", "sponsor page"),
        ("naver_store:moonshop", "shop"),
        ("kr_bank_account:농협 3521234567893", "bank account"),
        ("bitcoin:bc1qinvented", "wallet"),
        ("stripe_key:pk_live_x", "payee"),
        ("x_account:moonscans", "profile or page"),
    ],
)
def test_what_an_account_is_follows_from_its_kind_and_form(name: str, sort: str) -> None:
    kind, _, value = name.partition(":")
    assert is_account(kind)
    assert sort_of(KINDS[kind], value) == sort


def test_every_kind_that_has_a_sort_is_an_account_and_every_wallet_s_family_is_one() -> None:
    assert all(is_account(kind) for kind in SORT_OF.keys() | BY_FORM.keys())
    assert {each.family for each in KINDS.values()} >= WALLETS
