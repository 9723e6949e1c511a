"""Innocent explanations: what they cover counts together no more than their price."""

from osint.links import rivals
from osint.links.case_view import Circumstances
from osint.operators.cluster import joins
from osint.records import Link
from weighing import BASIS, CHANNEL, COPIED, COPIED_ELSEWHERE, PRIOR, ZONE, borne, links_of, row, seen, some

PAIR = ("a.example", "b.example")
TOKEN, SECOND_TOKEN = "google_verification:" + "x" * 43, "yandex_verification:0123456789abcdef"
REGISTRANT, CONTAINER = "registrant_email:x@y.example", "google_tag_manager:GTM-AB12CD3"


def linked(*names: str) -> Link:
    return links_of(borne(PAIR, *names))[PAIR]


def price(*names: str) -> int:
    return sum(int(BASIS.tables["rival"][name]["price"]) for name in names)


def asked(name: str, sort: str) -> int:
    return rivals.charge(name, sort, BASIS)


def test_a_page_counts_no_more_than_that_it_was_copied() -> None:
    found = linked(COPIED, COPIED_ELSEWHERE, "disqus:moonscans")
    assert found.bits - PRIOR == price("copy")
    assert "a copy of the page" in row(found, "rival").note


def test_a_token_counts_beside_it_as_seldom_as_a_copy_brings_one() -> None:
    found = linked(COPIED, COPIED_ELSEWHERE, TOKEN)
    assert found.bits - PRIOR == price("copy") + asked("copy", "google_verification")
    assert not joins(found, BASIS)


def test_an_id_that_a_copier_would_have_had_to_replace_makes_a_copy_unlikelier() -> None:
    ones = [seen(site, f"yandex_metrica:3000000{digit}") for site, digit in zip(PAIR, "12", strict=True)]
    found = links_of([*borne(PAIR, COPIED, COPIED_ELSEWHERE, "disqus:moonscans"), *ones])[PAIR]
    replaced, against = BASIS.tables["rival"]["copy"]["replaced"], BASIS.number("difference", "bits")
    assert found.bits - PRIOR == price("copy") + replaced + against
    assert rivals.taken(found.evidence, BASIS) == row(found, "rival").bits


def test_a_zone_joins_though_the_counters_beside_it_differ() -> None:
    ones = [seen(site, f"yandex_metrica:3000000{digit}") for site, digit in zip(PAIR, "12", strict=True)]
    assert joins(links_of([*borne(PAIR, ZONE), *ones])[PAIR], BASIS)


def test_differing_counters_make_no_copy_of_code_and_one_token_join() -> None:
    ones = [seen(site, f"yandex_metrica:3000000{digit}") for site, digit in zip(PAIR, "12", strict=True)]
    assert not joins(links_of([*borne(PAIR, COPIED, COPIED_ELSEWHERE, TOKEN), *ones])[PAIR], BASIS)


def test_two_tokens_of_two_vendors_join_where_one_does_not() -> None:
    assert not joins(linked(TOKEN), BASIS)
    assert joins(linked(TOKEN, SECOND_TOKEN), BASIS)


def test_a_mailbox_joins_and_a_channel_joins_beside_a_page() -> None:
    assert joins(linked("email:someone@moon.example"), BASIS)
    assert not joins(linked(CHANNEL), BASIS)
    assert joins(linked(COPIED, CHANNEL), BASIS)


def test_a_page_saved_whole_counts_no_more_than_that_though_it_holds_tokens_and_contacts() -> None:
    found = linked(COPIED, COPIED_ELSEWHERE, TOKEN, SECOND_TOKEN, CHANNEL, "email:someone@moon.example")
    assert found.bits - PRIOR == price("mirror")
    assert row(found, "rival").value == "mirror"


def test_what_cannot_stand_in_a_page_counts_beside_it_in_full() -> None:
    found = linked(COPIED, COPIED_ELSEWHERE, "content_host:img.moon.example")
    assert found.bits - PRIOR == price("copy") + BASIS.worth("content_host").mid


def test_an_agency_that_registers_for_its_customers_explains_container_and_machine_and_mailbox_seldom() -> (
    None
):
    found = linked(REGISTRANT, CONTAINER, "address:100.64.7.9")
    assert found.bits - PRIOR == price("caretaker") + asked("caretaker", "registrant_email")
    assert row(found, "rival").value == "caretaker"
    assert not joins(found, BASIS)


def test_two_explanations_that_are_both_needed_cost_both() -> None:
    found = linked(REGISTRANT, COPIED_ELSEWHERE, "disqus:moonscans", "livere:abc123")
    assert found.bits - PRIOR == price("caretaker", "copy") + asked("caretaker", "registrant_email")


def test_of_two_explanations_of_a_value_the_cheaper_counts() -> None:
    found = linked(CONTAINER, TOKEN)
    cheaper = min(
        price(name) + asked(name, "google_verification") + asked(name, "google_tag_manager")
        for name in ("copy", "caretaker")
    )
    assert found.bits - PRIOR == cheaper


def test_what_nothing_explains_is_left_alone() -> None:
    found = linked("content_host:img.moon.example")
    assert not [each for each in found.evidence if each.kind == "rival"]


def test_a_search_eases_each_explanation_s_price_by_as_much_as_the_prior() -> None:
    told = Circumstances(found_by={PAIR[1]: frozenset({"dkim_key:" + "x" * 8})})
    case = borne(PAIR, COPIED, COPIED_ELSEWHERE, "disqus:moonscans")
    found, plain = links_of(case, told)[PAIR], links_of(case)[PAIR]
    assert found.bits == plain.bits
    assert found.evidence[0].bits == PRIOR + BASIS.number("prior", "searched")
    assert rivals.taken(found.evidence, BASIS) == row(found, "rival").bits


def test_a_page_that_names_its_origin_needs_no_further_luck_to_be_a_copy() -> None:
    case = [*borne(PAIR, COPIED, COPIED_ELSEWHERE), seen("b.example", "canonical_site:a.example")]
    found = links_of(case)[PAIR]
    assert found.bits - PRIOR == int(BASIS.tables["rival"]["copy"]["signed"])


def test_a_platform_that_both_name_is_nobody_s_origin() -> None:
    found = linked(COPIED, COPIED_ELSEWHERE, "alternate_site:wp.me")
    assert found.bits - PRIOR == price("copy")


def test_the_row_s_range_keeps_the_link_s_range_in_order() -> None:
    found = linked(COPIED, COPIED_ELSEWHERE, REGISTRANT, CONTAINER, "adsense:pub-9900000000000001")
    assert found.ratio.low <= found.ratio.mid <= found.ratio.high
    assert found.ratio.mid == sum(each.bits for each in found.evidence) - PRIOR


def test_what_is_taken_away_can_be_worked_out_from_the_rows_alone() -> None:
    found = linked(COPIED, COPIED_ELSEWHERE, REGISTRANT, CHANNEL)
    assert rivals.taken(found.evidence, BASIS) == row(found, "rival").bits


def test_rows_that_strangers_have_made_small_are_explained_away_no_further() -> None:
    strangers = some("stranger", BASIS.number("hub", "owners") - 2)
    found = links_of(borne([*PAIR, *strangers], COPIED))[PAIR]
    assert 0 < row(found, COPIED).bits < price("copy")
    assert not [each for each in found.evidence if each.kind == "rival"]
