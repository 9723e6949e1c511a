"""All links of a case, weighed twice: who is independent shows only after a first grouping."""

from weighing import (
    BASIS,
    CHANNEL,
    COPIED,
    COPIED_ELSEWHERE,
    ZONE,
    borne,
    links_of,
    row,
    seen,
    some,
)

STORE = "content_host:img.moon.example"


def test_an_operator_s_own_mirrors_do_not_make_his_ids_common() -> None:
    mirrors = some("mirror", 40)
    links = links_of(borne(mirrors, COPIED, ZONE))
    assert len(links) == 40 * 39 // 2
    assert {row(each, COPIED).owners for each in links.values()} == {1}


def test_strangers_who_share_a_single_id_stay_independent() -> None:
    strangers = some("stranger", 4)
    links = links_of(borne(strangers, COPIED))
    assert {row(each, COPIED).owners for each in links.values()} == {3}


def test_a_group_counts_once_among_strangers_however_large_it_is() -> None:
    mirrors, stranger = some("mirror", 12), "stranger.example"
    links = links_of([*borne(mirrors, COPIED, ZONE), seen(stranger, COPIED)])
    assert row(links[mirrors[0], stranger], COPIED).owners == 1
    assert row(links[mirrors[0], mirrors[1]], COPIED).owners == 2


def test_an_agency_s_container_on_its_customers_does_not_make_them_one_group() -> None:
    customers = some("customer", 7)
    links = links_of(borne(customers, "google_tag_manager:GTM-AB12CD3"))
    assert {row(each, "google_tag_manager").bits for each in links.values()} == {0}


def test_customers_of_one_hosting_company_are_not_put_together() -> None:
    package = (
        "address:100.64.7.9",
        "nameserver_set:ns1.host.example ns2.host.example",
        "mail_host:mx.host.example",
    )
    links = links_of(borne(some("shop", 3), *package, "google_tag_manager:GTM-AB12CD3"))
    assert {row(each, "google_tag_manager").owners for each in links.values()} == {2}


def test_links_stand_in_the_order_of_their_sites() -> None:
    pairs = list(links_of(borne(["c.example", "a.example", "b.example"], COPIED, COPIED_ELSEWHERE)))
    assert pairs == sorted(pairs)
    assert all(a < b for a, b in pairs)


def test_a_case_of_nothing_has_no_links() -> None:
    assert links_of([]) == {}


def test_the_low_end_of_a_link_s_range_is_the_sum_of_its_rows_low_ends() -> None:
    (found,) = links_of(borne(["a.example", "b.example"], CHANNEL, STORE)).values()
    parts = [BASIS.worth("telegram"), BASIS.worth("content_host")]
    assert found.ratio.low == sum(each.low for each in parts)
    assert found.ratio.high == sum(each.high for each in parts)
