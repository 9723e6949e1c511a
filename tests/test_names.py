"""What a host is, and which site it belongs to."""

import pytest

from osint import names
from osint.errors import BadName


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("www.Example.ORG.", "example.org"),
        ("a.b.co.kr", "b.co.kr"),
        ("reader.someone.github.io", "someone.github.io"),
        ("웹툰.테스트", "xn--yq5b48r.xn--9t4b11yi5a"),
        ("shop.unknown-tld", "shop.unknown-tld"),
        ("reader.1st", "reader.1st"),
        ("300.1.2.3.example", "3.example"),
    ],
)
def test_a_host_belongs_to_its_registrable_domain(text: str, site: str) -> None:
    assert names.site(text) == site


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example",
        "http://example.org/",
        "192.0.2.1",
        "300.1.2.3",
        "1.2.3",
        "reader.300",
        "reader.0x1f",
        "[2001:db8::1]",
        "a..b",
        "-a.org",
        "a b.org",
        "x" * 64 + ".org",
        "a\r\nb.org",
        "a.org/",
    ],
)
def test_what_is_no_host_name_is_refused(text: str) -> None:
    with pytest.raises(BadName):
        names.host(text)


def test_a_public_suffix_is_no_site() -> None:
    with pytest.raises(BadName, match="public suffix"):
        names.site("co.kr")


def test_a_label_is_shown_in_its_own_script() -> None:
    assert names.unicode_form("xn--yq5b48r.xn--9t4b11yi5a") == "웹툰.테스트"


def test_a_broken_label_is_shown_as_it_is() -> None:
    assert names.unicode_form("xn--a.org") == "xn--a.org"
