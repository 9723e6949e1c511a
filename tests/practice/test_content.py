"""The content is what the truth says of it, and gives nothing of the truth away."""

import gzip
import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from practice_wire import DATA, Wire

from osint.identifiers import checksums
from osint.practice.content import Content, Site

LANGUAGES = {"ko", "ja", "zh-CN", "zh-TW", "th", "vi", "ar", "es", "pt", "en"}
SEEDS = (DATA / "seeds.txt").read_text("utf-8").split()
SOURCE = Path(__file__).parents[2] / "src"
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def operators_of(truth: Any) -> dict[str, str]:
    """Every operator's site, with its operator."""
    return {host: each["id"] for each in truth["operators"] for host in each["sites"]}


def pages_of(wire: Wire, site: Site) -> str:
    """What a site shows or showed: its page today, its script, its captures."""
    texts = [
        wire.get(f"https://web.archive.org/web/{each.at}id_/https://{site.host}/").body
        for each in site.captures
    ]
    if site.behaviour in {"page", "hostile", "plain only", "redirect"}:
        texts += [wire.get(f"http://{site.host}{path}").body for path in ("/", "/assets/app.js", "/ads.txt")]
    return b"\n".join(texts).decode(site.encoding, "replace")


class TestTruth:
    def test_there_are_enough_sites_of_enough_operators_in_enough_languages(
        self, truth: Any, content: Content
    ) -> None:
        assert len(truth["operators"]) >= 8
        assert len(operators_of(truth)) >= 64
        assert len(truth["unrelated"]) >= 22
        assert {site.language for site in content.sites.values()} == LANGUAGES

    def test_every_site_is_of_one_operator_or_of_none(self, truth: Any, content: Content) -> None:
        of_operators, unrelated = set(operators_of(truth)), set(truth["unrelated"])
        assert not of_operators & unrelated
        assert of_operators | unrelated == set(content.sites)
        assert sum(len(each["sites"]) for each in truth["operators"]) == len(of_operators)

    def test_every_tie_is_between_sites_of_its_operator(self, truth: Any) -> None:
        for each in truth["operators"]:
            for tie in each["ties"]:
                assert len(tie["sites"]) >= 2, tie
                assert set(tie["sites"]) <= set(each["sites"]), tie

    def test_the_ties_of_an_operator_hold_all_its_sites_together(self, truth: Any) -> None:
        for each in truth["operators"]:
            held = {each["ties"][0]["sites"][0]}
            for _ in each["sites"]:
                held |= {host for tie in each["ties"] if held & set(tie["sites"]) for host in tie["sites"]}
            assert held == set(each["sites"]), each["id"]

    def test_a_trap_catches_sites_that_are_not_of_one_operator(self, truth: Any) -> None:
        of = operators_of(truth)
        for trap in truth["traps"]:
            hands = [of.get(host, host) for host in trap["sites"]]
            assert len(set(hands)) >= 2, trap["name"]

    def test_nothing_under_src_reads_it_and_no_content_names_an_operator(self, truth: Any) -> None:
        for path in SOURCE.rglob("*.py"):
            assert "truth.json" not in path.read_text("utf-8"), path
        names = {word.lower() for each in truth["operators"] for word in each["name"].split()}
        for path in [*DATA.rglob("*.toml"), *DATA.rglob("*.html"), DATA / "sellers.json"]:
            words = set(re.findall(r"[a-z]+", path.read_text("utf-8").lower()))
            assert not words & (names - {"operator"}), path

    def test_seeds_and_originals_are_sites(self, truth: Any, content: Content) -> None:
        assert len(SEEDS) == len(set(SEEDS)) == 12
        assert set(SEEDS) <= set(operators_of(truth))
        originals = (DATA / "originals.txt").read_text("utf-8").split()
        assert originals == truth["originals"]
        assert set(originals) <= set(truth["unrelated"]) & set(content.sites)

    def test_the_guide_names_every_trap(self, truth: Any) -> None:
        guide = (DATA / "README.md").read_text("utf-8")
        missing = [trap["name"] for trap in truth["traps"] if trap["name"] not in guide]
        assert not missing


class TestIds:
    def test_names_and_addresses_are_reserved_ones(self, content: Content) -> None:
        tops = {each["name"] for each in content.table("registries")["top"]}
        for site in content.sites.values():
            assert site.top in tops or site.host == "warning.or.kr"
            assert site.address.startswith(("100.", "10.11."))
            for store in filter(None, [site.store]):
                assert store.endswith((".test", ".example"))

    def test_wallets_have_their_checksums(self, content: Content) -> None:
        bearing = Counter[str]()
        for site in content.sites.values():
            for wallet in site.ids.get("tron", ()):
                bearing["tron"] += base58check(wallet)[0] == 0x41
            for wallet in site.ids.get("bitcoin", ()):
                bearing["bitcoin"] += checksums.segwit(wallet, "bc")
            for wallet in site.ids.get("ethereum", ()):
                bearing["ethereum"] += checksums.is_evm(wallet) and wallet.lower() != wallet
            for code in site.ids.get("emvco_payee", ()):
                bearing["emvco_payee"] += crc(code[:-4].encode()) == int(code[-4:], 16)
        counted = {
            name: sum(len(site.ids.get(name, ())) for site in content.sites.values()) for name in bearing
        }
        assert dict(bearing) == counted
        assert min(counted.values()) >= 2

    @pytest.mark.parametrize(
        ("name", "form"),
        [
            ("google_analytics", r"UA-99\d{7}-\d{1,2}"),
            ("ga4", r"G-[A-Z0-9]{10}"),
            ("google_tag_manager", r"GTM-[A-Z0-9]{7}"),
            ("adsense", r"(?:partner-)?pub-99\d{14}"),
            ("adsterra", r"[0-9a-f]{32}"),
            ("propeller_zone", r"\d{7}"),
            ("histats", r"\d{7}"),
            ("paypal_button", r"[A-Z0-9]{13}"),
            ("google_verification", r"[\w-]{43}"),
        ],
    )
    def test_ids_have_their_vendors_form_outside_what_is_given_out(
        self, content: Content, name: str, form: str
    ) -> None:
        values = [value for site in content.sites.values() for value in site.ids.get(name, ())]
        assert values
        assert not [value for value in values if not re.fullmatch(form, value)]


@pytest.mark.loopback
class TestServed:
    def test_every_site_answers_as_its_behaviour_says(self, wire: Wire, content: Content) -> None:
        for site in content.sites.values():
            if (
                site.behaviour
                in {"page", "hostile", "many records", "two families", "assembled", "tag manager"}
                and site.host != "privatehost.test"
            ):
                reply = wire.get(f"https://{site.host}/")
                assert reply.status == 200, site.host
                assert len(reply.body) > 150, site.host
            elif site.behaviour == "redirect":
                assert wire.get(f"https://{site.host}/").header("Location") == site.to

    def test_each_tie_stands_in_what_its_sites_show_or_showed(
        self, wire: Wire, content: Content, truth: Any
    ) -> None:
        shown = {host: pages_of(wire, content.sites[host]) for host in operators_of(truth)}
        for each in truth["operators"]:
            for tie in each["ties"]:
                missing = [
                    host
                    for host in tie["sites"]
                    if tie["text"] and shown[host] and tie["text"].lower() not in shown[host].lower()
                ]
                assert not missing, (tie["kind"], tie["value"], missing)

    def test_each_trap_stands_in_the_bytes(self, wire: Wire, content: Content, truth: Any) -> None:
        for trap in truth["traps"]:
            for host in trap["sites"]:
                site = content.sites[host]
                if trap["kind"] in {
                    "address",
                    "nameserver_set",
                    "favicon",
                    "registrant_org",
                    "registrant_email",
                }:
                    continue
                if site.behaviour in {"truncated", "loop", "challenge"}:
                    continue
                value = trap["value"].rpartition(" ")[2]
                assert value in pages_of(wire, site), (trap["name"], host)

    def test_the_traps_that_are_not_in_pages_stand_elsewhere(self, wire: Wire, truth: Any) -> None:
        traps = {trap["name"]: trap for trap in truth["traps"]}
        assert {wire.records(host, "A")[0] for host in traps["cdn address"]["sites"]} == {"100.72.0.10"}
        icons = {
            hashlib.sha256(wire.get(f"https://{host}/favicon.ico").body).hexdigest()
            for host in traps["theme icon"]["sites"]
        }
        assert len(icons) == 1
        for host in traps["host default servers"]["sites"][:5]:
            assert sorted(wire.records(host, "NS")) == ["ns1.tidedns.example.", "ns2.tidedns.example."]
        proxied = wire.whois("whois.gatepost.example", "badalink.test").decode()
        assert "Registrant Organization: Domain Privacy Service FBO Registrant" in proxied
        assert "hello@pixelnamu.example" in wire.whois("whois.gatepost.example", "sunnykids.test").decode()

    def test_pages_in_place_of_sites_carry_ids_of_their_own(self, wire: Wire) -> None:
        assert wire.get("https://badatoon34.test/").header("Location") == "http://www.warning.or.kr/"
        notice = wire.get("http://www.warning.or.kr/").text
        framed = wire.get("https://toonmoa30.test/").text
        assert 'src="http://www.warning.or.kr/' in framed
        assert re.search(r"UA-99\d+-\d", notice)[0] in framed  # type: ignore[index]
        assert "<title>This domain has been seized</title>" in wire.get("https://bailuzw.test/").text
        assert "data-adblockkey" in wire.get("https://badatoon33.test/").text

    def test_an_id_that_only_old_captures_carry_is_the_only_tie(self, wire: Wire, truth: Any) -> None:
        ties = [
            tie for each in truth["operators"] for tie in each["ties"] if "oldhearth.test" in tie["sites"]
        ]
        assert [tie["kind"] for tie in ties] == ["paypal_button"]
        assert ties[0]["text"] not in wire.get("https://oldhearth.test/").text
        assert ties[0]["text"] in wire.get("https://emberscans.test/").text

    def test_an_article_about_blocking_is_an_ordinary_page(self, wire: Wire) -> None:
        reply = wire.get("https://morningledger.example/")
        assert "www.warning.or.kr" in reply.text
        assert "<title>The Morning Ledger</title>" in reply.text

    def test_from_the_seeds_most_other_sites_are_reached(
        self, wire: Wire, content: Content, truth: Any
    ) -> None:
        reached = reach(wire, content, truth)
        of = operators_of(truth)
        counts = Counter(of[host] for host in reached)
        assert len([name for name, count in counts.items() if count >= 3]) >= 8
        assert len(reached) >= 70, sorted(set(of) - reached)


def reach(wire: Wire, content: Content, truth: Any) -> set[str]:
    """The operators' sites to which the pivots lead: shared ids, shared certificates, redirects, announcements."""
    of = operators_of(truth)
    texts = {tie["text"] for each in truth["operators"] for tie in each["ties"] if tie["text"]}
    reached, new, searched = set(SEEDS), set(SEEDS), set[str]()
    while new:
        found: set[str] = set()
        for host in sorted(new):
            page = pages_of(wire, content.sites[host])
            found |= {
                site for site in of if f"https://{site}/" in page or f"//{site}/" in content.sites[host].to
            }
            rows = wire.get(f"https://crt.sh/?q={host}&output=json").json
            found |= {name.removeprefix("www.") for row in rows for name in row["name_value"].split("\n")}
            for text in texts - searched:
                if text.lower() in page.lower():
                    searched.add(text)
                    found |= wire.found(f'http.html:"{text}"')
        new = (found & set(of)) - reached
        reached |= new
    return reached


def base58check(text: str) -> bytes:
    """The payload of base58check text; empty bytes fail the caller when the checksum does not hold."""
    number = 0
    for each in text:
        number = number * 58 + BASE58.index(each)
    data = number.to_bytes(25, "big")
    digest = hashlib.sha256(hashlib.sha256(data[:-4]).digest()).digest()
    return data[:-4] if digest[:4] == data[-4:] else b"\xff"


def crc(data: bytes) -> int:
    """CRC-16/CCITT-FALSE."""
    value = 0xFFFF
    for byte in data:
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1 ^ 0x1021 if value & 0x8000 else value << 1) & 0xFFFF
    return value


def test_the_content_is_small_enough_to_ship() -> None:
    packed = sum(len(gzip.compress(path.read_bytes())) for path in DATA.rglob("*") if path.is_file())
    assert packed < 150_000
    assert json.loads((DATA / "sellers.json").read_text("utf-8"))["sellers"]
