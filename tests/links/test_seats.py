"""The overlap of ads.txt: a sales house's pool is not an operator's list."""

from osint.links import seats
from osint.links.seats import SEATS
from osint.operators.cluster import joins
from osint.records import Observation
from weighing import BASIS, PRIOR, borne, links_of, row, rows_of_kind, some

A, B = PAIR = ("a.example", "b.example")


def files(**lists: list[str]) -> list[Observation]:
    """Sites, by the first part of their names, with the DIRECT seats that they list."""
    return [
        each
        for site, listed in lists.items()
        for each in borne([f"{site}.example"], *(f"{SEATS}:{seat}" for seat in listed))
    ]


def pool(count: int = 20) -> list[str]:
    return [f"exchange{number}.example house{number}" for number in range(count)]


def others(count: int) -> dict[str, list[str]]:
    """Files of strangers, each with a list of its own."""
    return {f"other{each}": [f"x{number}.example of{each}" for number in range(5)] for each in range(count)}


def test_a_list_of_its_own_among_many_files_is_worth_most() -> None:
    own = [f"x{number}.example mine{number}" for number in range(6)]
    found = row(links_of(files(a=own, b=own, **others(60)))[PAIR], SEATS)
    assert found.bits == sum(BASIS.tables["seats"][part][-1][1] for part in ("whole", "own"))
    assert "6 of 6 DIRECT seats" in found.note


WHOLE = BASIS.tables["seats"]["whole"][-1][1]  # what a house's own list can be worth at the very most


def test_seats_that_many_groups_list_are_a_house_s_and_count_little() -> None:
    publishers = {f"p{each}": [*pool(), f"own.example {each}"] for each in range(10)}
    links = links_of(files(**publishers, **others(10)))
    assert all(0 <= row(each, SEATS).bits <= WHOLE for each in links.values())
    assert all("0 that no house is seen to hold" in row(each, SEATS).note for each in links.values())


def test_what_two_customers_of_a_house_that_is_seen_share_beside_its_list_is_not_explained_by_the_house() -> (
    None
):
    own = [f"x{number}.example mine{number}" for number in range(8)]
    customers = {f"p{each}": [*pool(), f"own.example {each}"] for each in range(8)}
    crowd = others(40)
    seen = links_of(files(a=[*own, *pool()], b=[*own, *pool()], **customers, **crowd))[PAIR]
    unseen = links_of(files(a=[*own, *pool()], b=[*own, *pool()], **crowd))[PAIR]
    assert [each.value for each in rows_of_kind(seen, SEATS)] == ["whole set", "whole set beside a house's"]
    assert joins(seen, BASIS)
    assert not rows_of_kind(seen, "rival")
    assert not joins(unseen, BASIS)
    assert unseen.bits - PRIOR == BASIS.tables["rival"]["house"]["price"]


def test_what_fewer_customers_of_a_house_hold_of_its_list_is_still_the_house_s() -> None:
    """Of twenty seats each customer lacks some, so that half of them stand in few of the files."""
    lists = {
        f"p{each}": [
            *(seat for place, seat in enumerate(pool()) if place < 10 or (place + each) % 3),
            f"own.example {each}",
        ]
        for each in range(7)
    }
    assert not any(joins(each, BASIS) for each in links_of(files(**lists, **others(40))).values())


def test_the_list_of_a_house_that_is_seen_and_an_agency_s_container_are_still_one_caretaker_s() -> None:
    customers = {f"p{each}": [*pool(), f"own.example {each}"] for each in range(8)}
    case = [
        *files(**customers, **others(40)),
        *borne(["p0.example", "p1.example"], "google_tag_manager:GTM-AB12CD3"),
    ]
    found = links_of(case)["p0.example", "p1.example"]
    assert found.bits - PRIOR == BASIS.tables["rival"]["caretaker"]["price"]


def test_customers_of_a_house_that_is_seen_are_not_joined_by_its_list() -> None:
    customers = {f"p{each}": [*pool(), f"own.example {each}"] for each in range(8)}
    assert not any(joins(each, BASIS) for each in links_of(files(**customers, **others(40))).values())


def test_the_larger_the_overlap_of_two_lists_the_more_it_tells() -> None:
    own = [f"x{number}.example mine{number}" for number in range(20)]
    lists = {
        f"b{kept}": [*own[:kept], *(f"y{number}.example {kept}" for number in range(20 - kept))]
        for kept in (3, 8, 14, 20)
    }
    bits = [
        row(
            links_of(files(a=own, **{name: listed}, **others(40)))["a.example", f"{name}.example"], SEATS
        ).bits
        for name, listed in lists.items()
    ]
    assert bits == sorted(set(bits))


def test_an_overlap_between_two_steps_is_worth_what_lies_between_them() -> None:
    steps = ((0, 0), (50, 1000), (100, 3000))
    assert [seats._between(steps, share) for share in (0, 25, 50, 75, 100, 900)] == [
        0,
        500,
        1000,
        2000,
        3000,
        3000,
    ]


def test_a_short_list_of_one_s_own_beside_a_long_pool_tells_less_than_it_does_alone() -> None:
    own = [f"x{number}.example mine{number}" for number in range(4)]
    crowd = {f"p{each}": pool(60) for each in range(10)}
    alone = links_of(files(a=own, b=own, **crowd, **others(40)))[PAIR]
    pooled = links_of(files(a=[*own, *pool(60)], b=[*own, *pool(60)], **crowd, **others(40)))[PAIR]
    weights = [sum(each.bits for each in rows_of_kind(found, SEATS)) for found in (pooled, alone)]
    assert 0 < weights[0] < weights[1]


def test_seats_that_another_file_lists_as_reseller_are_a_house_s() -> None:
    resold = borne(["other0.example"], *(f"ads_txt_reseller:{seat}" for seat in pool()))
    case = files(a=pool(), b=pool(), **others(40))
    assert row(links_of(case)[PAIR], SEATS).bits > WHOLE
    assert row(links_of([*case, *resold])[PAIR], SEATS).bits <= WHOLE


def test_an_advertising_account_that_a_file_lists_as_reseller_ties_nobody() -> None:
    account = "adsense:pub-9900000000000001"
    resold = borne(["other.example"], "ads_txt_reseller:google.com pub-9900000000000001")
    assert row(links_of(borne(PAIR, account))[PAIR], account).bits > 0
    assert row(links_of([*borne(PAIR, account), *resold])[PAIR], account).bits == 0


class TestAManager:
    NAMED = "ads_txt_manager_domain:house.example"

    def test_makes_all_seats_his_where_both_files_name_him(self) -> None:
        case = [*files(a=pool(), b=pool(), **others(40)), *borne(PAIR, self.NAMED)]
        found = row(links_of(case)[PAIR], SEATS)
        assert found.bits == 0
        assert "house.example" in found.note

    def test_makes_the_account_his_that_both_files_list(self) -> None:
        account, seat = "adsense:pub-9900000000000001", f"{SEATS}:google.com pub-9900000000000001"
        case = borne(PAIR, account, seat, self.NAMED)
        assert row(links_of(case)[PAIR], account).bits == 0
        assert row(links_of(borne(PAIR, account, seat))[PAIR], account).bits > 0

    def test_is_no_third_party_when_he_is_one_of_the_two(self) -> None:
        case = [
            *files(a=pool(), b=pool(), **others(40)),
            *borne(PAIR, f"ads_txt_manager_domain:{A}"),
        ]
        assert row(links_of(case)[PAIR], SEATS).bits > 0

    def test_of_one_side_only_says_nothing_of_the_other(self) -> None:
        case = [*files(a=pool(), b=pool(), **others(40)), *borne([A], self.NAMED)]
        assert row(links_of(case)[PAIR], SEATS).bits > 0


def test_two_files_alone_prove_little_though_they_are_the_same_from_end_to_end() -> None:
    found = row(links_of(files(a=pool(), b=pool()))[PAIR], SEATS)
    assert found.bits == BASIS.number("seats", "unknown")


def test_publishers_of_one_house_who_show_its_account_too_are_not_joined() -> None:
    sites = some("publisher", 4)
    case = [
        *borne(sites, *(f"{SEATS}:{seat}" for seat in [*pool(), "google.com pub-9900000000000001"])),
        *borne(sites, "adsense:pub-9900000000000001"),
        *(each for site in sites for each in borne([site], f"{SEATS}:own.example {site}")),
    ]
    threshold = BASIS.number("threshold", "probability")
    assert all(each.probability * 1000 < threshold for each in links_of(case).values())


def test_a_seat_whose_account_counts_already_is_not_counted_again() -> None:
    own = ["google.com pub-9900000000000001", "x1.example mine1", "x2.example mine2"]
    case = [*files(a=own, b=own, **others(40)), *borne(PAIR, "adsense:pub-9900000000000001")]
    assert row(links_of(case)[PAIR], SEATS).bits == 0
    assert "2 shared seats are too few" in row(links_of(case)[PAIR], SEATS).note


def test_one_shared_seat_is_shown_and_worth_nothing() -> None:
    one = ["google.com pub-9900000000000001"]
    found = row(links_of(files(a=one, b=one, **others(10)))[PAIR], SEATS)
    assert found.bits == 0


def test_files_without_a_seat_in_common_have_no_row() -> None:
    case = files(a=["x.example 1"], b=["x.example 2"])
    found = links_of([*case, *borne(PAIR, "telegram:moonscans_px")])[PAIR]
    assert not rows_of_kind(found, SEATS)


def test_an_operator_s_mirrors_do_not_make_his_seats_common() -> None:
    own = [f"x{number}.example mine{number}" for number in range(6)]
    few = row(links_of(files(a=own, b=own, **others(12)))[PAIR], SEATS)
    mirrors = {f"mirror{number}": own for number in range(8)}
    known = borne([*PAIR, *(f"{site}.example" for site in mirrors)], "telegram:moonscans_px")
    many = row(links_of([*files(a=own, b=own, **mirrors, **others(12)), *known])[PAIR], SEATS)
    assert many.bits == few.bits > 0
