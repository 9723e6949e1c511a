"""What a judge reads: rows that add up, and sentences that claim neither too much nor nonsense."""

import re

import pytest

from osint import names
from osint.operators import explain
from osint.operators.cluster import joins
from osint.records import Link
from weighing import (
    BASIS,
    CHANNEL,
    COPIED,
    COPIED_ELSEWHERE,
    PRIOR,
    ZONE,
    borne,
    derived,
    judged,
    link,
    links_of,
    seen,
)

A, B = PAIR = ("a.example", "b.example")


def said(told: Link) -> str:
    return " ".join(explain.sentences(told))


class TestRows:
    def test_stand_prior_first_and_total_last_and_add_up_exactly(self) -> None:
        case = [
            *borne(PAIR, ZONE, CHANNEL, "favicon:-123456"),
            seen(A, "x_account:one"),
            seen(B, "x_account:two"),
        ]
        told = links_of(case)[PAIR]
        rows = explain.rows(told)
        assert (rows[0].kind, rows[-1].kind) == ("prior", "total")
        assert rows[-1].bits == told.bits == sum(each.bits for each in rows[:-1])

    def test_every_row_has_its_reason(self) -> None:
        told = links_of(borne(PAIR, ZONE, CHANNEL, "registrar:Namebarn Inc."))[PAIR]
        assert all(each.note for each in explain.rows(told))

    def test_the_total_never_tells_a_probability_as_certain(self) -> None:
        assert explain.rows(link(A, B, (ZONE, 90_000)))[-1].note == "probability more than 0.9999"
        assert explain.rows(link(A, B, ("x_account:", -3_000)))[-1].note == "probability less than 0.0001"


class TestInWords:
    @pytest.mark.parametrize(
        ("ratio", "words"),
        [
            (1, "no support"),
            (2, "weak support"),
            (10, "moderate support"),
            (100, "moderately strong support"),
            (1_000, "strong support"),
            (10_000, "very strong support"),
            (1_000_000, "extremely strong support"),
        ],
    )
    def test_each_step_of_the_scale_begins_at_its_ratio(self, ratio: int, words: str) -> None:
        thousandths = next(bits for bits in range(30_000) if 2 ** (bits / 1000) >= ratio)
        assert explain.in_words(thousandths) == words
        assert ratio == 1 or explain.in_words(thousandths - 1) != words

    def test_an_absurd_ratio_has_words_too(self) -> None:
        assert explain.in_words(5_000_000) == "extremely strong support"


class TestSentences:
    def test_name_the_prior_its_reason_and_the_reason_of_every_row(self) -> None:
        told = links_of(borne(PAIR, ZONE, CHANNEL))[PAIR]
        text = said(told)
        assert "With the prior of -10.5 bits" in text
        assert all(each.note in text for each in told.evidence)
        assert explain.NOT_CALIBRATED in text

    def test_say_what_is_shared_by_its_name(self) -> None:
        text = said(links_of(borne(PAIR, CHANNEL))[PAIR])
        assert "Both bear Telegram" in text
        assert f"moonscans_px: +{BASIS.worth('telegram').mid / 1000:.1f} bits" in text

    def test_give_the_ratio_with_two_digits_and_its_range(self) -> None:
        text = said(link(A, B, (CHANNEL, 13_000)))
        assert "likelihood ratio about 8,200; from about 91 to about 67,000,000" in text

    @pytest.mark.parametrize("bits", [41_000, 60_000, 5_000_000])
    def test_give_no_number_where_numbers_mean_nothing(self, bits: int) -> None:
        text = said(link(A, B, (ZONE, bits)))
        assert "likelihood ratio more than a million million" in text
        assert not re.search(r"\d{1,3}(,\d{3}){5}", text)

    def test_of_evidence_against_support_that_two_hands_run_them(self) -> None:
        text = said(link(A, B, ("x_account:", -750), ("bing_verification:", -750), ("histats:", -1_500)))
        assert "weak support to the proposition that they are run by two rather than that a.example" in text
        assert "likelihood ratio about one to 8.0" in text
        assert "Against it" in text

    def test_of_little_evidence_claim_no_support_for_either(self) -> None:
        assert "gives no support" in said(link(A, B, ("nameserver_set:x", 500)))

    def test_of_a_link_below_even_odds_still_say_what_the_evidence_supports(self) -> None:
        text = said(link(A, B, (CHANNEL, 6_500)))
        assert "moderate support to the proposition that a.example and b.example are run by one hand" in text
        assert "the sum is -4.0 bits, a probability of 0.0588" in text

    def test_of_nothing_that_counts_say_so(self) -> None:
        text = said(links_of([seen(site, COPIED, platform=True) for site in PAIR])[PAIR])
        assert "Nothing that a.example and b.example share says whether one hand runs them." in text
        assert "1 further shared value counts nothing" in text

    def test_say_who_names_whom(self) -> None:
        text = said(links_of([seen(B, f"redirect_site:{A}"), seen(A, "histats:4400002")])[PAIR])
        assert "b.example names a.example" in text
        assert "Both bear" not in text

    def test_tell_a_move_as_a_move(self) -> None:
        text = said(link(A, B, (CHANNEL, 13_000), ("succession:moonscans_px", 2_000)))
        assert "moonscans_px moved from one to the other: +2.0 bits" in text

    def test_show_a_site_as_its_readers_know_it(self) -> None:
        assert "웹툰.example" in said(link(names.host("웹툰.example"), B, (ZONE, 19_000)))

    def test_never_tell_a_probability_as_certain(self) -> None:
        assert "a probability of more than 0.9999" in said(link(A, B, (ZONE, 90_000)))


class TestWhatWouldChange:
    def test_names_the_only_thing_that_joins(self) -> None:
        assert explain.what_would_change(link(A, B, (ZONE, 19_000)), BASIS) == (ZONE,)

    def test_is_nothing_where_each_of_two_would_do(self) -> None:
        assert explain.what_would_change(link(A, B, (ZONE, 19_000), (CHANNEL, 19_000)), BASIS) == ()

    def test_is_nothing_for_a_link_that_does_not_join(self) -> None:
        assert explain.what_would_change(link(A, B, (CHANNEL, 1_000)), BASIS) == ()

    def test_takes_one_account_s_ids_together(self) -> None:
        rows = (ZONE, 9_000), ("adsterra:" + "f" * 32, 1_300), (CHANNEL, 8_000)
        together = f"{ZONE} and adsterra:{'f' * 32}"
        assert explain.what_would_change(link(A, B, *rows), BASIS) == (together, CHANNEL)

    def test_weighs_innocent_explanations_anew_for_what_is_left(self) -> None:
        rows = (COPIED, 13_000), (COPIED_ELSEWHERE, 13_000), ("registrant_email:x@y.example", 13_000)
        told = links_of(borne(PAIR, *(name for name, _ in rows)))[PAIR]
        assert joins(told, BASIS)
        assert set(explain.what_would_change(told, BASIS)) == {
            COPIED_ELSEWHERE,
            "registrant_email:x@y.example",
        }

    def test_lets_a_move_fall_with_the_value_that_showed_it(self) -> None:
        rows = (CHANNEL, 12_000), ("succession:moonscans_px", 2_000), ("email:x@y.example", 14_000)
        assert explain.what_would_change(link(A, B, *rows), BASIS) == (CHANNEL, "email:x@y.example")

    def test_names_what_alone_was_no_copy(self) -> None:
        rows = (COPIED, 20_000), (ZONE, 19_000)
        told = link(A, B, *rows)
        assert joins(told, BASIS)
        assert explain.what_would_change(told, BASIS) == (ZONE,)


class TestOfOperator:
    def test_names_sites_probabilities_what_it_rests_on_and_its_weakest_place(self) -> None:
        made = derived(borne(["a.example", "b.example", "c.example"], ZONE))
        text = " ".join(explain.of_operator(made.operators[0], made.links))
        assert f"a.example ({made.operators[0].sites[0].probability:.4f})" in text
        assert f"{ZONE} (in 3 links)" in text
        cut = made.operators[0].weakest_cut
        assert cut is not None
        assert f"the strongest link across comes to {cut.bits / 1000:.1f} bits after the prior" in text

    def test_says_which_sites_belong_certainly_and_which_probably(self) -> None:
        case = [*borne(PAIR, ZONE, CHANNEL), *borne([B, "c.example"], "popads:1234567")]
        made = derived(case)
        text = " ".join(explain.of_operator(made.operators[0], made.links))
        assert "Certainly these 2, taken also at the lower end of the range: a.example, b.example" in text
        assert "probably these 1: c.example." in text

    def test_says_where_all_belong_only_probably(self) -> None:
        made = derived(borne(PAIR, ZONE))
        assert "all belong probably" in " ".join(explain.of_operator(made.operators[0], made.links))

    def test_says_where_only_a_judgement_holds_it(self) -> None:
        made = derived([], [judged("1", "same", *PAIR)])
        text = " ".join(explain.of_operator(made.operators[0], made.links))
        assert "no evidence counts: an analyst's judgement joins them" in text
        assert "1.0000" not in text

    def test_tells_no_place_as_certain(self) -> None:
        made = derived(borne(PAIR, ZONE, CHANNEL, "email:owner@mailnest.example"))
        text = " ".join(explain.of_operator(made.operators[0], made.links))
        assert "a.example (more than 0.9999)" in text

    def test_prior_is_no_value_that_it_rests_on(self) -> None:
        made = derived(borne(PAIR, ZONE))
        assert PRIOR < 0
        assert "prior:" not in " ".join(explain.of_operator(made.operators[0], made.links))
