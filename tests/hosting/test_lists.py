"""Lists of networks: look-ups, a user's own files, and what is refused."""

import ipaddress
from pathlib import Path

import pytest
from hosting_cases import OWN, own_lists

from osint.errors import SettingError
from osint.hosting.lists import Sort, entries, shipped, with_own

HEAD = """
[[list]]
name = "an invented compilation"
sort = "bulletproof"
date = "2026-10-01"
licence = "free with credit"
source = "lists.example"
"""


class TestShipped:
    def test_every_list_is_named_dated_and_licensed_and_holds_something(self) -> None:
        for each in shipped().every:
            assert all((each.name, each.date, each.licence, each.source, each.vendor))
            assert each.networks or each.asns or each.hosts

    def test_names_stand_once_and_no_number_in_two_lists(self) -> None:
        every = shipped().every
        assert len({each.name for each in every}) == len(every)
        numbers = [number for each in every for number in each.asns]
        assert len(numbers) == len(set(numbers))

    def test_ship_no_compilation_of_what_only_its_maker_may_hand_on(self) -> None:
        assert not shipped().sorts() & {Sort.BULLETPROOF, Sort.VPN}

    @pytest.mark.parametrize(
        ("address", "vendor"),
        [
            ("104.16.1.1", "Cloudflare"),
            ("2606:4700::6810:1", "Cloudflare"),
            ("151.101.1.1", "Fastly"),
            ("45.60.1.1", "Imperva"),
            ("13.32.0.1", "Amazon CloudFront"),
        ],
    )
    def test_find_the_vendor_of_an_address(self, address: str, vendor: str) -> None:
        assert [hit.listing.vendor for hit in shipped().of_address(address)] == [vendor]

    @pytest.mark.parametrize("text", ["100.64.7.9", "104.15.255.255", "nonsense", "", "104.16.0.0/13", "::1"])
    def test_find_nothing_for_what_no_list_holds(self, text: str) -> None:
        assert shipped().of_address(text) == []

    def test_find_hosts_at_and_below_a_name_and_not_beside_it(self) -> None:
        found = {host: bool(shipped().of_host(host)) for host in ("x.b-cdn.net", "b-cdn.net", "xb-cdn.net")}
        assert found == {"x.b-cdn.net": True, "b-cdn.net": True, "xb-cdn.net": False}

    def test_find_as_numbers_however_they_are_written(self) -> None:
        assert [hit.listing.vendor for hit in shipped().of_asn("AS13335")] == ["Cloudflare"]
        assert shipped().of_asn("as13335")
        assert not shipped().of_asn("AS133350")
        assert not shipped().of_asn("AS")


class TestOwn:
    def test_stand_beside_the_shipped_ones(self, tmp_path: Path) -> None:
        lists = own_lists(tmp_path)
        (hit,) = lists.of_address("100.72.3.255")
        assert (hit.listing.name, hit.entry, hit.listing.sort) == (
            "Veilfront's addresses",
            "100.72.0.0/22",
            Sort.PROXY,
        )
        assert lists.of_address("104.16.1.1")

    def test_the_smallest_block_comes_first(self, tmp_path: Path) -> None:
        narrow = OWN.replace("Veilfront's addresses", "narrow").replace("0.0/22", "0.0/24")
        lists = own_lists(tmp_path, OWN + narrow)
        assert [hit.entry for hit in lists.of_address("100.72.0.1")] == ["100.72.0.0/24", "100.72.0.0/22"]

    def test_a_file_beside_it_is_read_and_known_by_its_digest(self, tmp_path: Path) -> None:
        (tmp_path / "drop.json").write_text(
            '{"cidr":"100.70.50.0/24","sblid":"SBL1","rir":"ripencc"}\n'
            '{"asn":64501,"rir":"ripencc","asname":"OFFSHELL-1"}\n'
            '{"type":"metadata","timestamp":1,"records":2,"terms":"see lists.example"}\n',
            "utf-8",
        )
        (tmp_path / "own.toml").write_text(HEAD + 'file = "drop.json"\n', "utf-8")
        lists = with_own([tmp_path / "own.toml"])
        (listing,) = (each for each in lists.every if each.sort is Sort.BULLETPROOF)
        assert listing.networks == {ipaddress.ip_network("100.70.50.0/24")}
        assert listing.asns == {64501}
        assert (listing.unread, len(listing.sha256)) == (0, 64)

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("", "a list of lists"),
            ("[[list]]\nname = 'x'", "licence"),
            (HEAD.replace("2026-10-01", "lately"), "lately"),
            (HEAD.replace("bulletproof", "bad"), "bad"),
            (HEAD + "colour = 'red'", "colour"),
            (HEAD + "networks = ['100.64.0.0/99']", "100.64.0.0/99"),
            (HEAD + "file = 'nowhere.txt'", "nowhere.txt"),
            (HEAD + "[list.abuse]\nfax = '1'", "fax"),
            (HEAD + "hosts = ['no host']", "no host"),
        ],
    )
    def test_what_is_no_list_is_refused_with_its_fault(self, tmp_path: Path, text: str, words: str) -> None:
        with pytest.raises(SettingError, match=words):
            own_lists(tmp_path, text)

    def test_a_file_in_which_nothing_is_read_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "page.html").write_text("<html>not found</html>\n", "utf-8")
        with pytest.raises(SettingError, match=r"page\.html"):
            own_lists(tmp_path, HEAD + 'file = "page.html"')


class TestLines:
    def test_networks_addresses_numbers_comments_and_csv_are_read(self) -> None:
        text = (
            "# made yesterday\n100.70.50.0/24 ; SBL1\n100.70.51.9\n\n3fff::/20\nAS64501 OFFSHELL-1\n"
            '"64502","MESAHOST, US"\n64503,PAMPANET\n'
        )
        found, unread = entries(text)
        assert [str(each) for each in found] == [
            "100.70.50.0/24",
            "100.70.51.9/32",
            "3fff::/20",
            "64501",
            "64502",
            "64503",
        ]
        assert unread == 0

    def test_lines_that_are_neither_are_counted(self) -> None:
        assert entries('ASN,Entity\n{"cidr": broken\n[1]\n100.64.0.0/33\n{"cidr":"x"}\n')[1] == 5
