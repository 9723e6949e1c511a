"""Where a site behind a front may stand: which signs count, which speak against, and that rows add up."""

from pathlib import Path

import pytest
from hosting_cases import FRONT, ORIGIN, own_lists, seen

from osint.hosting.classify import Answer
from osint.hosting.lists import Lists
from osint.hosting.origin import Candidate, candidates, standing
from osint.hosting.seen import Seen
from osint.records import Observation

SITE = "moonscans.com"
BEHIND = [seen(SITE, "address", FRONT), seen(SITE, "address", FRONT, host=f"www.{SITE}")]
PAST = seen(SITE, "address", ORIGIN, first="2026-01-01", last="2026-06-01")


@pytest.fixture
def lists(tmp_path: Path) -> Lists:
    return own_lists(tmp_path)


def found(lists: Lists, *more: Observation) -> dict[str, Candidate]:
    return {each.address: each for each in candidates(SITE, Seen([*BEHIND, *more]), lists)}


def signs(candidate: Candidate) -> list[str]:
    return [each.sign for each in candidate.reasons]


class TestStanding:
    def test_a_site_of_which_every_address_is_a_fronts_stands_behind_one(self, lists: Lists) -> None:
        told = standing(SITE, Seen(BEHIND), lists)
        assert (told.answer, told.vendors) == (Answer.YES, ("Veilfront",))
        assert "Veilfront's addresses of 2026-10-01" in told.why

    def test_one_address_that_no_list_holds_is_enough_to_be_seen_itself(self, lists: Lists) -> None:
        told = standing(SITE, Seen([*BEHIND, seen(SITE, "address", ORIGIN)]), lists)
        assert told.answer is Answer.NOT_LISTED
        assert ORIGIN in told.why

    def test_an_address_of_the_past_or_of_another_host_does_not_count(self, lists: Lists) -> None:
        beside = seen(SITE, "address", "100.68.30.8", host=f"mail.{SITE}")
        assert standing(SITE, Seen([*BEHIND, PAST, beside]), lists).answer is Answer.YES

    def test_www_is_the_sites_own_name_and_another_host_is_not(self, lists: Lists) -> None:
        hosts = [seen(SITE, "address", ORIGIN, host=f"{name}.{SITE}") for name in ("www", "cdn")]
        assert standing(SITE, Seen([BEHIND[0], hosts[0]]), lists).answer is Answer.NOT_LISTED
        assert standing(SITE, Seen([BEHIND[0], hosts[1]]), lists).answer is Answer.YES

    def test_an_old_address_stays_old_though_a_host_below_leads_to_it_today(self, lists: Lists) -> None:
        beside = seen(SITE, "address", ORIGIN, host=f"direct.{SITE}")
        assert standing(SITE, Seen([*BEHIND, PAST, beside]), lists).answer is Answer.YES

    def test_without_an_address_it_is_not_known(self, lists: Lists) -> None:
        assert standing(SITE, Seen([]), lists).answer is Answer.NOT_KNOWN


class TestSigns:
    def test_an_address_of_the_past_is_a_candidate_with_its_own_times(self, lists: Lists) -> None:
        (row,) = (each for each in found(lists, PAST)[ORIGIN].reasons if each.sign == "past")
        assert (row.first_seen, row.last_seen) == (PAST.first_seen, PAST.last_seen)
        assert row.exchanges == (PAST.exchange,)

    def test_what_the_sites_visitors_reach_is_no_candidate(self, lists: Lists) -> None:
        assert FRONT not in found(lists)
        assert ORIGIN not in found(lists, seen(SITE, "address", ORIGIN))

    def test_an_address_that_a_front_lists_is_left_out_and_says_why(self, lists: Lists) -> None:
        other = found(lists, seen(SITE, "address", "100.72.1.1", last="2026-06-01"), PAST)
        assert "Veilfront" in other["100.72.1.1"].left_out
        assert list(other) == [ORIGIN, "100.72.1.1"]

    @pytest.mark.parametrize(
        ("sign", "more"),
        [
            ("beside", [seen(SITE, "address", ORIGIN, host=f"direct.{SITE}")]),
            ("mail", [seen(SITE, "address", ORIGIN, host=f"mail.{SITE}")]),
            (
                "mail",
                [
                    seen(SITE, "address", ORIGIN, host=f"post.{SITE}"),
                    seen(SITE, "mail_host", f"post.{SITE}"),
                ],
            ),
            ("policy", [seen(SITE, "spf_address_set", f"100.68.0.0/16 {ORIGIN}")]),
            ("certificate", [seen(SITE, "certificate", "ab" * 32), seen(ORIGIN, "certificate", "ab" * 32)]),
            ("certificate_name", [seen(ORIGIN, "certificate_name", SITE)]),
            (
                "reverse",
                [
                    seen(ORIGIN, "reverse_host", f"server7.{SITE}"),
                    seen(ORIGIN, "reverse_check", f"confirmed server7.{SITE}"),
                ],
            ),
            (
                "reverse",
                [
                    seen(ORIGIN, "reverse_host", f"mail.{SITE}"),
                    seen(SITE, "address", ORIGIN, host=f"mail.{SITE}"),
                ],
            ),
            (
                "shared: google account",
                [
                    seen(SITE, "google_analytics", "UA-48105563"),
                    seen(ORIGIN, "google_analytics", "UA-48105563"),
                ],
            ),
            (
                "shared: template",
                [seen(SITE, "page_hash", "-1957161625"), seen(ORIGIN, "page_hash", "-1957161625")],
            ),
            (
                "shared: template",
                [seen(SITE, "favicon", "-1840324437"), seen(ORIGIN, "favicon", "-1840324437")],
            ),
        ],
    )
    def test_each_sign_makes_a_candidate(self, lists: Lists, sign: str, more: list[Observation]) -> None:
        (candidate,) = found(lists, *more).values()
        assert candidate.address == ORIGIN
        assert sign in signs(candidate)

    @pytest.mark.parametrize(
        "more",
        [
            [seen(SITE, "spf_address_set", "100.68.0.0/16")],
            [
                seen(ORIGIN, "reverse_host", f"server7.{SITE}"),
                seen(ORIGIN, "reverse_check", f"denied server7.{SITE}"),
            ],
            [seen(ORIGIN, "reverse_host", f"server7.{SITE}")],
            [
                seen(ORIGIN, "reverse_host", f"server7.not{SITE}"),
                seen(ORIGIN, "reverse_check", f"confirmed server7.not{SITE}"),
            ],
            [seen(ORIGIN, "certificate", "ab" * 32)],
            [
                seen(SITE, "google_analytics", "UA-48105563", own=False),
                seen(ORIGIN, "google_analytics", "UA-48105563"),
            ],
            [seen(SITE, "asn", "AS64499"), seen(ORIGIN, "asn", "AS64499")],
            [seen(SITE, "favicon", "0"), seen(ORIGIN, "favicon", "0")],
        ],
    )
    def test_what_ties_nothing_makes_none(self, lists: Lists, more: list[Observation]) -> None:
        assert found(lists, *more) == {}

    def test_what_another_site_on_the_address_bears_is_that_sites(self, lists: Lists) -> None:
        account = "google_analytics", "UA-48105563"
        shown = [seen(SITE, *account), seen(ORIGIN, *account)]
        sister = seen("sister.example", "address", ORIGIN)
        assert "shared: google account" in signs(found(lists, *shown, sister)[ORIGIN])
        assert found(lists, *shown, sister, seen("sister.example", *account)) == {}


class TestSums:
    def test_rows_add_up_with_the_prior_first(self, lists: Lists) -> None:
        for each in found(lists, PAST, seen(ORIGIN, "site_count", "40")).values():
            assert each.reasons[0].sign == "prior"
            assert sum(row.bits for row in each.reasons) == each.bits

    def test_more_signs_rank_higher_and_one_sign_counts_once(self, lists: Lists) -> None:
        beside = [seen(SITE, "address", ORIGIN, host=f"{name}.{SITE}") for name in ("direct", "origin")]
        other = seen(SITE, "address", "100.68.30.9", last="2026-06-01")
        ranked = found(lists, PAST, other, *beside)
        assert list(ranked) == [ORIGIN, "100.68.30.9"]
        assert signs(ranked[ORIGIN]).count("beside") == 1
        assert (ranked[ORIGIN].words, ranked["100.68.30.9"].words) == ("strong signs", "some signs")

    def test_strangers_beside_it_speak_against_it_the_more_the_stronger(self, lists: Lists) -> None:
        totals = [
            found(lists, PAST, *([seen(ORIGIN, "site_count", count)] if count else []))[ORIGIN].bits
            for count in ("", "20", "21", "501")
        ]
        assert totals[0] == totals[1] > totals[2] > totals[3]

    def test_what_is_long_gone_counts_less(self, lists: Lists) -> None:
        totals = [
            found(lists, seen(SITE, "address", ORIGIN, first="2019-01-01", last=last))[ORIGIN].bits
            for last in ("2026-06-01", "2024-06-01", "2020-06-01")
        ]
        assert totals[0] > totals[1] > totals[2]

    def test_the_order_of_observations_does_not_matter(self, lists: Lists) -> None:
        more = [
            PAST,
            seen(SITE, "address", ORIGIN, host=f"direct.{SITE}"),
            seen(SITE, "address", ORIGIN, host=f"origin.{SITE}"),
            seen(ORIGIN, "site_count", "40"),
        ]
        forward = candidates(SITE, Seen([*BEHIND, *more]), lists)
        assert forward == candidates(SITE, Seen([*reversed(more), *reversed(BEHIND)]), lists)
