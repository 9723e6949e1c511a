"""Every entry of the shelf, visited: examples read at their bytes, lookalikes refused, and what each says of itself."""

import re
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from patterns import reach

from osint import identifiers, names
from osint.identifiers import PARTS, kind, kinds
from osint.identifiers.kind import Kind
from osint.identifiers.scan import scan
from osint.records import Check, Find, Where

KINDS = tuple(kinds().values())
EVERY = pytest.mark.parametrize("each", KINDS, ids=lambda each: each.name)
SCANNED = tuple(each for each in KINDS if each.expression)
FOUND_IN_TEXT = pytest.mark.parametrize("each", SCANNED, ids=lambda each: each.name)
ADDRESSES = ("bitcoin", "ethereum", "tron", "iban", "emvco_payee")
ALPHABETS = ("0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def read(each: Kind, text: str) -> list[Find]:
    """What is read of a kind: from a text as a page shows it, or by a collector that hands a value over."""
    if not each.expression:
        found = each.find(text, path=("body",), span=(0, len(text.encode())), where=Where.FILE)
        return [found] if found else []
    where = None if Where.TEXT in each.where else sorted(each.where)[0]
    return [find for find in scan(text.encode(), where=where) if find.kind == each.name]


@EVERY
class TestEveryKind:
    def test_reads_its_examples_and_nothing_else_from_them(self, each: Kind) -> None:
        for example in each.examples:
            assert {find.value for find in read(each, example.text)} == {example.value}, example

    def test_refuses_its_lookalikes(self, each: Kind) -> None:
        for lookalike in each.lookalikes:
            assert read(each, lookalike) == [], lookalike

    def test_says_what_it_is_how_telling_why_and_where_that_was_learnt(self, each: Kind) -> None:
        assert re.fullmatch(r"[a-z][a-z0-9_]{2,29}", each.name)
        assert each.label
        assert each.family
        assert 0 <= each.strength <= 5
        assert re.match(r"[A-Z].{15,}\.$", each.reason), each.reason
        assert each.reference.source
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", each.reference.seen)
        assert each.where

    def test_has_examples_and_each_that_refuses_anything_a_lookalike(self, each: Kind) -> None:
        assert each.examples
        assert each.lookalikes or (not each.expression and each.valid is None)

    def test_leaves_a_value_in_its_normal_form_as_it_is(self, each: Kind) -> None:
        for example in each.examples:
            assert each.read(example.value) == example.value

    def test_denies_values_in_their_normal_form_for_a_reason(self, each: Kind) -> None:
        for value, why in each.deny.items():
            assert each.normal(value) == value or each.normal(value) == "", value
            assert why
            assert each.is_shared_by_design(value)

    def test_names_a_site_in_every_example_when_its_values_name_sites(self, each: Kind) -> None:
        if each.embeds is not None:
            named = {each.embeds(example.value) for example in each.examples} - {None}
            assert named
            assert {names.site(site) for site in named if site} == named


@FOUND_IN_TEXT
class TestEveryPattern:
    def test_gives_the_very_bytes_at_its_span(self, each: Kind) -> None:
        for example in each.examples:
            around = f"<p>앞 &amp; {example.text} 뒤</p>" if Where.TEXT in each.where else example.text
            data = around.encode()
            for find in read(each, around):
                assert data[find.start : find.end].decode() == find.raw
                assert each.read(find.raw) == find.value

    def test_has_a_gate_in_every_match(self, each: Kind) -> None:
        for example in each.examples:
            for match in each.pattern.finditer(example.text.encode()) if each.pattern else ():
                seen = example.text.encode()[match.start() : match.start() + each.reach].lower()
                assert not each.gates or any(gate in seen for gate in each.gates)
                assert not each.near or any(word in example.text.encode().lower() for word in each.near)

    def test_has_gates_as_lower_case_has_them(self, each: Kind) -> None:
        assert all((gate == gate.lower() and len(gate) > 1) or gate == b"@" for gate in each.gates)
        assert all(word == word.lower() for word in each.near)

    def test_reaches_no_farther_than_it_says(self, each: Kind) -> None:
        assert reach(each.expression) <= each.reach

    def test_has_no_letters_of_many_bytes_in_a_set(self, each: Kind) -> None:
        assert [found for found in re.findall(r"\[[^\]]+\]", each.expression) if not found.isascii()] == []

    def test_is_quick_to_skip_text_where_it_has_no_gate(self, each: Kind) -> None:
        """A literal first, so that the search goes from one to the next."""
        if not each.gates:
            assert re.match(r"\((?:[A-Za-z0-9]|\[[A-Z-]+\])", each.expression), each.expression

    def test_is_not_read_inside_a_longer_word(self, each: Kind) -> None:
        """The value's last byte repeated makes another value or none, never the same cut short."""
        if each.many is not None or each.name in HOSTS:
            return
        for example in each.examples:
            for find in read(each, example.text):
                longer = example.text.encode()
                longer = longer[: find.end] + longer[find.end - 1 : find.end] * 60 + longer[find.end :]
                values = {other.value for other in scan(longer) if other.kind == each.name}
                assert find.value not in values or example.text.count(find.raw) > 1, longer


# A host ends where its characters end, however long it is.
HOSTS = frozenset({"canonical_site", "linked_site", "content_host", "google_analytics", "facebook_app"})


@given(st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_a_pattern_matches_holds_a_gate_and_is_found_by_the_scan(data: st.DataObject) -> None:
    each = data.draw(
        st.sampled_from([kind for kind in SCANNED if "(?=" not in kind.expression and kind.many is None])
    )
    text = data.draw(st.from_regex(re.compile(each.expression.encode())))
    assert each.pattern is not None
    match = each.pattern.search(text)
    assert match is not None
    if each.gates:
        assert any(gate in match[0].lower() for gate in each.gates), (each.name, match[0])
    raws = {
        found[number].decode("utf-8", "replace")
        for found in each.pattern.finditer(text)
        for number in range(1, len(found.groups()) + 1)
        if found[number] is not None
    }
    wanted = {each.read(raw) for raw in raws if each.many is None} - {""}
    if not each.near:
        where = sorted(each.where)[0]
        assert wanted <= {find.value for find in scan(text, where=where) if find.kind == each.name}


def test_names_stand_once() -> None:
    listed = [entry["name"] for entry in identifiers.catalogue()]
    assert len(listed) == len(set(listed)) == len(KINDS)


def test_there_are_forty_kinds_at_least_and_some_in_every_group() -> None:
    assert len(KINDS) >= 40
    assert {each.group for each in KINDS} == set(PARTS)


def test_a_gate_that_is_said_is_used_and_a_kind_without_a_pattern_has_none() -> None:
    assert [
        each.name for each in KINDS if not each.expression and (each.gates or each.near or each.many)
    ] == []


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_checksummed_value_with_one_character_changed_is_refused(name: str) -> None:
    each = kind(name)
    for example in each.examples:
        (find,) = read(each, example.text)[:1]
        if find.check is Check.NONE:
            continue
        raw = find.raw.encode()
        before, after = example.text.encode()[: find.start], example.text.encode()[find.end :]
        for place in range(len(raw)):
            for other in changed(raw, place):
                text = before + raw[:place] + other + raw[place + 1 :] + after
                assert [one.raw for one in scan(text) if one.kind == name] == [], text


def changed(raw: bytes, place: int) -> list[bytes]:
    """Other characters of the same alphabet, the nearest ones first."""
    stood = chr(raw[place])
    alphabet = next((letters for letters in ALPHABETS if stood in letters), "")
    turned = alphabet[alphabet.find(stood) + 1 :] + alphabet[: alphabet.find(stood)]
    return [other.encode() for other in islice(turned, 4)]


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("google_analytics", "ga('create','UA-12345678-1')", "UA-12345678"),
        ("adsense", 'data-ad-client="ca-pub-1234567890123456"', "pub-1234567890123456"),
        ("adsense", 'data-ad-host="ca-host-pub-2644536267352236"', "host-pub-2644536267352236"),
        ("quantcast", 'qacct:"p-18-mFEk4J448M"', "p-18-mFEk4J448M"),
        ("comscore", '_comscore.push({c2:"7518284"})', "7518284"),
        ("comscore", '_comscore.push({c2:"3000001"})', "3000001"),
        (
            "recaptcha",
            '"6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ_MXjiZKhI"',
            "6LeIxAcTAAAAAJcZVRqyHh71UMIEGNQ_MXjiZKhI",
        ),
        ("facebook_app", '<meta property="fb:app_id" content="966242223397117">', "966242223397117"),
        ("adcash", "aclib.runPop({zoneId:'ab1cdefg23'})", "ab1cdefg23"),
        ("tron", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"),
        (
            "ethereum",
            "0xdac17f958d2ee523a2206206994597c13d831ec7",
            "0xdAC17F958D2ee523a2206206994597C13D831ec7",
        ),
        ("iban", "IBAN GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432"),
        ("email", "mail you@example.com", "you@example.com"),
        ("taboola", "//cdn.taboola.com/libtrc/house-network/loader.js", "house-network"),
    ],
)
def test_the_values_of_platforms_manuals_and_demonstrations_are_shown_as_such(
    name: str, text: str, value: str
) -> None:
    (find,) = [find for find in scan(text.encode()) if find.kind == name]
    assert (find.value, find.platform) == (value, True)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("google_tag_manager", "GTM-DATA-LAYER"),
        ("email", '<img src="a.png" srcset="photo@2x.jpg 2x, logo@3x.webp 3x">'),
        ("telegram", "https://t.me/share/url?url=https://toonlight.example"),
        ("telegram", "https://t.me/addlist/aB3xQ9z"),
        ("adsense", "https://pub-0a1b2c3d4e5f60718293a4b5c6d7e8f9.r2.dev/1.webp"),
        ("tron", "Donaudampfschifffahrtsgesellschaften"),
        ("kr_bank_account", "국민 2026-11-25 농협 031-123-4567 신한 010-1234-5678"),
        ("ethereum", "0x88df016429689c079f3b2f6ad39fa052532c56795b733da78a91ebe6a713944b"),
    ],
)
def test_what_only_looks_like_one_is_none(name: str, text: str) -> None:
    assert [find for find in scan(text.encode()) if find.kind == name] == []


def test_one_evm_account_is_one_value_however_it_stood_and_only_the_checksum_vouches_for_it() -> None:
    mixed = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
    finds = scan(f"{mixed} {mixed.lower()}".encode())
    assert [(find.value, find.check) for find in finds] == [(mixed, Check.VALID), (mixed, Check.NONE)]
