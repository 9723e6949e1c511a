"""Kinds by name, values as an investigator types them, and a start that loads no more than it needs."""

import subprocess
import sys

import pytest

from osint import identifiers
from osint.errors import BadName
from osint.identifiers import kind, split
from osint.identifiers.kind import Group
from osint.records import Where


def test_an_unknown_kind_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(BadName, match="telegram"):
        kind("telegramm")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("telegram: MoonScans ", "moonscans"),
        ("telegram:+AAAAAEkL9x2QmZ7n", "+AAAAAEkL9x2QmZ7n"),
        ("email:Contact@Moonscans.example", "contact@moonscans.example"),
        ("google_analytics:UA-7345812-3", "UA-7345812"),
        ("adsense:ca-pub-4810293847561023", "pub-4810293847561023"),
        ("matomo:stats.reader.example 4", "stats.reader.example 4"),
        ("emvco_payee:promptpay 0066812345678", "promptpay 0066812345678"),
        ("affiliate_code:bet.example moon7788", "bet.example moon7788"),
        ("sentry:o48213.ingest.sentry.example/5129384", "o48213.ingest.sentry.example/5129384"),
        ("ethereum:0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"),
    ],
)
def test_a_value_is_taken_as_it_stood_and_as_it_is_shown(typed: str, value: str) -> None:
    found, normal = split(typed)
    assert normal == value
    assert found.name == typed.partition(":")[0]


@pytest.mark.parametrize(
    "typed",
    [
        "telegram",
        "telegram:",
        "telegram: ",
        "telegram:share",
        "nosuch:x",
        "email:foo",
        "emvco_payee:x",
        "bitcoin:1BoatSLRHtKNngkdXEeobR76b53LETtpyX",
        "emvco_payee:²²²²²²²²²²²²²²²²²²²²6304zzzz",
        "emvco_payee:promptpay",
        "address:300.1.1.1",
        "ethereum:0x12",
        "phone:+",
        "phone:١٢٣",
        "kr_bank_account:국민",
        "tls_key:ab",
        "matomo:4",
        "iban:²",
    ],
)
def test_what_is_no_value_is_refused_in_words(typed: str) -> None:
    with pytest.raises(BadName):
        split(typed)


@pytest.mark.parametrize("name", sorted(identifiers.kinds()))
@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "²", "🌙", "a" * 5000, "@", "//", "-" * 40, "0" * 40, "6304zzzz"]
)
def test_no_form_and_no_check_fails_on_any_text(name: str, text: str) -> None:
    each = kind(name)
    value = each.read(text)
    find = each.find(text, path=("body",), span=(0, 1), where=sorted(each.where)[0])
    assert (find is not None) == bool(value)
    if value and each.embeds is not None:
        each.embeds(value)


def test_a_kind_is_not_read_where_it_does_not_stand() -> None:
    token = "MS=ms48120394"
    each = kind("domain_verification_txt")
    assert each.find(token, path=("body",), span=(0, 13), where=Where.TEXT) is None
    assert each.find(token, path=("body",), span=(0, 13), where=Where.DNS) is not None


def test_a_field_that_nobody_reads_is_a_mistake_in_the_catalogue() -> None:
    entry = {
        **dict.fromkeys(("name", "label", "vendor", "family", "reason", "source"), "x"),
        "strength": 1,
        "examples": [["x", "x"]],
        "strenght": 5,
    }
    with pytest.raises(ValueError, match="strenght"):
        identifiers._kind(Group.CONTACTS, entry)


def test_the_catalogue_as_data_holds_every_kind_with_its_pattern() -> None:
    listed = {entry["name"]: entry for entry in identifiers.catalogue()}
    assert list(listed) == list(identifiers.kinds())
    assert listed["telegram"]["pattern"] == kind("telegram").expression
    assert listed["registrar"]["pattern"] == ""


def test_listing_the_kinds_loads_no_telephone_plans_and_compiles_no_patterns() -> None:
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from osint import identifiers as i; i.catalogue(); k = sys.modules['osint.identifiers.kind'];"
            "print(sorted({'phonenumbers', 'stdnum'} & set(sys.modules)), k._compiled.cache_info().currsize)",
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert told.stdout.split() == ["[]", "0"]
