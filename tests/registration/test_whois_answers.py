"""WHOIS text as a record: families of registries, states by phrases, and text that means harm."""

import pytest

from osint import registration
from osint.registration import State

ICANN = """Domain Name: TOON-EXAMPLE.COM
Registrar WHOIS Server: whois.registrar.example
Updated Date: 2026-02-03T04:05:06Z
Creation Date: 2024-01-02T03:04:05Z
Registry Expiry Date: 2027-01-02T03:04:05Z
Registrar: Example Registrar, Inc.
Registrar IANA ID: 9999
Registrar Abuse Contact Email: Abuse@registrar.example
Domain Status: clientTransferProhibited https://icann.org/epp#clientTransferProhibited
Registrant Name: REDACTED FOR PRIVACY
Registrant Organization: Privacy service provided by Withheld for Privacy ehf
Registrant Country: IS
Registrant Email: N/A
Name Server: NS1.EXAMPLE.NET
Name Server: ns2.example.net.
Name Server: NS1.EXAMPLE.NET
"""
KRNIC = """도메인이름                  : toon-example.kr
등록인                      : 보기출판
책임자 전자우편             : owner@toon-example.kr
등록일                      : 2024. 01. 02.
최근 정보 변경일            : 2025. 02. 03.
사용 종료일                 : 2027. 01. 02.
등록대행자                  : (주)보기등록(http://registrar.example)
1차 네임서버 정보
   호스트이름               : ns1.example.net
"""
JPRS = """[Domain Name]                   TOON-EXAMPLE.JP
[登録者名]                      例示出版
[Name Server]                   ns1.example.net
[登録年月日]                    2024/01/02
[有効期限]                      2027/01/31
[最終更新]                      2025/01/02 01:05:57 (JST)
"""
TCI = """domain:        TOON-EXAMPLE.RU
nserver:       ns1.example.net.
state:         REGISTERED, DELEGATED, VERIFIED
person:        Private Person
registrar:     EXAMPLE-RU
created:       2024-01-02T03:04:05Z
paid-till:     2027-01-02T03:04:05Z
free-date:     2027-02-02
"""
TWNIC = """Domain Name: toon-example.tw
   Domain Status: ok
   Record expires on 2027-01-02 (YYYY-MM-DD)
   Record created on 2024-01-02 (YYYY-MM-DD)
   Domain servers in listed order:
      ns1.example.net
      ns2.example.net
"""
REFUSED = """% Error: 55000000002 Connection refused; access control limit reached.
"""


def parse(text: str, domain: str = "toon-example.com") -> registration.Record:
    return registration.parse(text.encode(), domain=domain)


def test_an_icann_answer_gives_the_whole_record() -> None:
    told = parse(ICANN).to_json()
    assert told["state"] == "registered"
    assert told["registrar"] == {"name": "Example Registrar, Inc.", "iana_id": "9999"}
    assert told["dates"] == {
        "created": "2024-01-02T03:04:05Z",
        "updated": "2026-02-03T04:05:06Z",
        "expires": "2027-01-02T03:04:05Z",
    }
    assert told["nameservers"] == ["ns1.example.net", "ns2.example.net"]
    assert told["statuses"] == ["clientTransferProhibited"]
    assert told["contacts"]["abuse"] == {"email": "abuse@registrar.example"}


def test_what_names_nobody_is_said_and_not_shown() -> None:
    told = parse(ICANN).to_json()
    assert told["contacts"]["registrant"] == {
        "name": None,
        "org": None,
        "email": None,
        "phone": None,
        "country": "IS",
    }
    assert told["disclosure"] == {
        "contacts.registrant.name": "redacted",
        "contacts.registrant.org": "proxy",
        "contacts.registrant.email": "placeholder",
        "contacts.registrant.phone": "absent",
        "contacts.registrant.country": "disclosed",
    }


@pytest.mark.parametrize("charset", ["utf-8", "cp949"])
def test_a_korean_answer_is_read_in_either_charset(charset: str) -> None:
    told = registration.parse(KRNIC.encode(charset), domain="toon-example.kr").to_json()
    assert told["contacts"]["registrant"]["name"] == "보기출판"
    assert told["dates"] == {"created": "2024-01-02", "updated": "2025-02-03", "expires": "2027-01-02"}


@pytest.mark.parametrize("charset", ["utf-8", "iso2022_jp"])
def test_a_japanese_time_is_turned_to_utc(charset: str) -> None:
    told = registration.parse(JPRS.encode(charset), domain="toon-example.jp").to_json()
    assert told["contacts"]["registrant"]["name"] == "例示出版"
    assert told["dates"]["updated"] == "2025-01-01T16:05:57Z"
    assert told["nameservers"] == ["ns1.example.net"]


def test_a_russian_release_date_is_no_expiry() -> None:
    told = parse(TCI, "toon-example.ru").to_json()
    assert told["dates"]["expires"] == "2027-01-02T03:04:05Z"
    assert told["disclosure"]["contacts.registrant.name"] == "redacted"
    assert (
        parse("domain: A-EXAMPLE.RU\nnserver: ns1.example.net\nfree-date: 2027-02-02\n").dates.get("expires")
        is None
    )


def test_dates_without_a_colon_are_read() -> None:
    told = parse(TWNIC, "toon-example.tw").to_json()
    assert (told["dates"]["created"], told["dates"]["expires"]) == ("2024-01-02", "2027-01-02")
    assert told["nameservers"] == ["ns1.example.net", "ns2.example.net"]


def test_the_roots_record_before_it_is_not_the_domains() -> None:
    root = "domain:       COM\norganisation: Registry\ncreated:      1985-01-01\nchanged:      2023-12-07\nsource:       IANA\n\n"
    assert parse(root + ICANN).dates["created"].iso == "2024-01-02T03:04:05Z"


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ('No match for "TOON-EXAMPLE.COM".\n', State.NOT_REGISTERED),
        (
            "No match for domain.\n\nYour access may be restricted: too many requests are blacklisted.\n",
            State.NOT_REGISTERED,
        ),
        (REFUSED, State.RATE_LIMITED),
        ("Your IP address has been blocked.\n", State.BLOCKED),
        ("Quota exceeded. No match will be given.\n", State.RATE_LIMITED),
        ("", State.MALFORMED),
        ("Hello.\n", State.UNKNOWN),
    ],
)
def test_a_state_is_what_a_phrase_says(text: str, state: State) -> None:
    assert parse(text).state is state


@pytest.mark.parametrize("text", ["", " \n", "\x00" * 50, "Domain Name:\n", "%\n%\n"])
def test_silence_is_never_not_registered(text: str) -> None:
    assert parse(text).state is not State.NOT_REGISTERED


@pytest.mark.parametrize(
    "raw",
    [
        b"\xff\xfe\x00" * 1000,
        b"\x1b$B" + b"\xff" * 99,
        b":" * 200_000,
        b" " * 300_000 + b":",
        b"[" * 100_000,
        b"Registrar: " + b"a." * 200_000,
        b"Name Server: " + b"ns1.example.net " * 50_000,
        b"Creation Date: " + b"9" * 100_000,
        b"Creation Date: 2024-99-99\nExpiry Date: 0000-00-00T99:99:99Z\nRegistrar: x\n",
        b"created: 0001-01-01T00:00:00+14:00\nRegistrar: x\n",
        b"x:" * 10_000 + b"\n" * 100_000,
        b"abc\x1b$\n\n\n\n\n\n\n\n",
    ],
)
def test_hostile_text_gives_a_record_all_the_same(raw: bytes) -> None:
    assert (
        registration.parse(raw, domain="toon-example.com", server="whois.example").domain
        == "toon-example.com"
    )


def test_beside_a_proxys_organisation_nobody_is_named() -> None:
    text = (
        "Domain Name: toon-example.com\nRegistrar: Example Registrar\nRegistrant Name: Domain Admin\n"
        "Registrant Organization: Domains By Proxy, LLC\nRegistrant Phone: +1.2025550100\nRegistrant Country: US\n"
    )
    told = parse(text).to_json()
    assert told["contacts"]["registrant"]["phone"] is None
    assert told["disclosure"]["contacts.registrant.phone"] == "proxy"
    assert told["disclosure"]["contacts.registrant.country"] == "disclosed"


def test_the_roots_record_of_the_top_level_domain_tells_nothing_of_the_name() -> None:
    root = "domain:       COM\n\norganisation: Registry\n\nnserver:      A.EXAMPLE.NET 192.0.2.1\n\ncreated:      1985-01-01\nsource:       IANA\n"
    record = parse(root)
    assert (record.state, record.dates, record.nameservers) == (State.UNKNOWN, {}, ())


def test_a_cut_record_states_what_was_whole() -> None:
    record = parse(
        "Domain Name: toon-example.com\nRegistrar: Example\nCreation Date: 2024-01-02\nExpiry Date: 2027-01-0"
    )
    assert record.dates["created"].iso == "2024-01-02"
    assert "expires" not in record.dates


def test_a_handle_whose_object_is_missing_is_no_name() -> None:
    record = parse(
        "domain: toon-example.at\nregistrant: MV1-NICAT\ntech-c: TC2-NICAT\nnserver: ns1.example.net\n",
        "toon-example.at",
    )
    assert "name" not in record.registrant
    assert record.registrant["handle"].text == "MV1-NICAT"


def test_a_registry_that_tells_no_more_to_those_who_ask_often_has_answered() -> None:
    text = "% Query rate limit exceeded. Reduced information.\n\ndomain: toon.com.br\nowner: Lua Ltda\nnserver: ns1.example.net\ncreated: 20040102\n"
    assert parse(text, "toon.com.br").state is State.REGISTERED


def test_a_name_server_may_be_the_name_itself() -> None:
    text = "Domain Name: toon-example.tw\n   Domain servers in listed order:\n      toon-example.tw       192.0.2.1\n      ns1.example.net\n"
    assert parse(text, "toon-example.tw").nameservers == ("toon-example.tw", "ns1.example.net")


def test_a_taiwanese_organisation_keeps_both_of_its_names() -> None:
    text = (
        "Domain Name: toon-example.tw\n   Registrant:\n      月有限公司\n      Moon Ltd.\n      Moon Person  m@toon-example.tw\n"
        "      +886.2\n      1 Road\n      Taipei\n      TW\n\n   Record created on 2024-01-02 (YYYY-MM-DD)\n"
    )
    org = parse(text, "toon-example.tw").registrant["org"]
    assert (org.text, [each.text for each in org.also]) == ("月有限公司", ["Moon Ltd."])


def test_a_title_in_a_contacts_block_heads_no_other() -> None:
    text = "Domain name: toon-example.com\nRegistrar: Example\n\nRegistrant Contact:\n    Hostmaster\n    Email: m@toon-example.com\n"
    holder = parse(text).registrant
    assert (holder["name"].text, holder["email"].text) == ("Hostmaster", "m@toon-example.com")


@pytest.mark.parametrize("asked", ["TOON-EXAMPLE.COM", "toon-example.com.", " Toon-Example.com"])
def test_a_name_may_be_asked_for_in_any_case(asked: str) -> None:
    text = ICANN + "\nDomain Name: toon-example.com\nReseller: Host Shop\n"
    record = parse(text, asked)
    assert (record.domain, len(record.nameservers)) == (asked, 2)
    assert record.reseller is not None


def test_a_domain_in_its_own_letters_is_read_by_its_registrys_rules() -> None:
    text = "Domain Name: ดาว.ไทย\nRegistrar: THNIC\nRenew date: 02 Jan 2025\nExp date: 03 Jan 2027\n"
    for asked in ("ดาว.ไทย", "xn--12c2b4b.xn--o3cw4h"):
        assert parse(text, asked).dates["expires"].iso == "2027-01-03"


def test_a_heading_said_again_in_another_language_names_nobody() -> None:
    text = (
        "Domain Information: [ドメイン情報]\n[Domain Name]                   MOON.JP\n[登録年月日]          2024/01/02\n\n"
        "Contact Information: [公開連絡窓口]\n[名前]                          例\n[Name]                          Rei\n"
    )
    name = registration.parse(text.encode(), domain="moon.jp", server="whois.jprs.jp").contacts["admin"][
        "name"
    ]
    assert [name.text, *(each.text for each in name.also)] == ["例", "Rei"]
