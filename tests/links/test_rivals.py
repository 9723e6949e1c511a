"""Innocent explanations: what they cover counts together no more than their price."""

from osint.links import rivals
from osint.records import Link
from weighing import BASIS, CHANNEL, COPIED, COPIED_ELSEWHERE, PRIOR, ZONE, borne, links_of, row, seen, some

PAIR = ("a.example", "b.example")
REGISTRANT, CONTAINER = "registrant_email:x@y.example", "google_tag_manager:GTM-AB12CD3"


def linked(*names: str) -> Link:
    return links_of(borne(PAIR, *names))[PAIR]


def price(*names: str) -> int:
    return sum(int(BASIS.tables["rival"][name]["price"]) for name in names)


def test_a_page_counts_no_more_than_that_it_was_copied() -> None:
    found = linked(COPIED, COPIED_ELSEWHERE, "disqus:moonscans", "google_verification:" + "x" * 43)
    assert found.bits - PRIOR == price("copy")
    assert "a copy of the page" in row(found, "rival").note


def test_what_a_copier_does_not_carry_along_counts_beside_it_in_full() -> None:
    found = linked(COPIED, COPIED_ELSEWHERE, CHANNEL)
    assert found.bits - PRIOR == price("copy") + BASIS.worth("telegram").mid


def test_an_agency_that_registers_for_its_customers_explains_mailbox_container_and_machine_at_once() -> None:
    found = linked(REGISTRANT, CONTAINER, "address:100.64.7.9")
    assert found.bits - PRIOR == price("caretaker")
    assert row(found, "rival").value == "caretaker"


def test_two_explanations_that_are_both_needed_cost_both() -> None:
    found = linked(REGISTRANT, COPIED_ELSEWHERE, "disqus:moonscans", "livere:abc123")
    assert found.bits - PRIOR == price("caretaker", "copy")


def test_what_nothing_explains_is_left_alone() -> None:
    found = linked(ZONE, CHANNEL)
    assert not [each for each in found.evidence if each.kind == "rival"]


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
