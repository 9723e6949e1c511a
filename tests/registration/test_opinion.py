"""The second opinion: python-whois on kept text, in a child that may take no longer than it is given."""

import pytest

from osint.registration import opinion, parse
from osint.registration.opinion import SecondReader, Verdict

TEXT = (
    "Domain Name: TOON-EXAMPLE.COM\nRegistrar: Example Registrar, Inc.\nUpdated Date: 2025-02-03T04:05:06Z\n"
    "Creation Date: 2024-01-02T03:04:05Z\nRegistry Expiry Date: 2027-01-02T03:04:05Z\n"
    "Name Server: NS1.EXAMPLE.NET\nName Server: NS2.EXAMPLE.NET\n"
)
SAYS = {
    "registrar": ["EXAMPLE REGISTRAR INC"],
    "created": ["2024-01-02T03:04:05+00:00"],
    "updated": [],
    "expires": ["2027-01-02"],
    "nameservers": ["NS2.example.net.", "ns1.example.net"],
}


def record(text: str = TEXT):  # type: ignore[no-untyped-def]
    return parse(text.encode(), domain="toon-example.com", server="whois.example")


def test_python_whois_reads_the_text_in_a_child_of_its_own() -> None:
    with SecondReader() as reader:
        assert reader.opinion(record(), TEXT).verdict is Verdict.AGREES
        other = TEXT.replace("2024-01-02", "2023-11-12")
        assert reader.opinion(record(), other).differs == {"created": "2023-11-12T03:04:05+00:00"}


def test_case_punctuation_order_and_the_time_of_day_are_no_difference() -> None:
    assert opinion.compared(record(), SAYS).verdict is Verdict.AGREES


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("registrar", ["Other Registrar"]),
        ("created", ["2024-01-03"]),
        ("expires", ["2026-01-02"]),
        ("nameservers", ["ns1.example.net"]),
        ("nameservers", ["ns1.example.net", "ns2.example.net", "ns3.example.net"]),
    ],
)
def test_a_difference_is_named_with_the_other_value(name: str, said: list[str]) -> None:
    told = opinion.compared(record(), {**SAYS, name: said})
    assert (told.verdict, dict(told.differs)) == (Verdict.DIFFERS, {name: " ".join(said)})


def test_where_nothing_is_stated_by_both_there_is_no_agreement() -> None:
    assert opinion.compared(record("No match for TOON-EXAMPLE.COM.\n"), SAYS).verdict is Verdict.SILENT
    assert opinion.compared(record(), {}).verdict is Verdict.SILENT


def test_what_it_cannot_read_is_said() -> None:
    with SecondReader() as reader:
        told = reader.opinion(record(), 'No match for "TOON-EXAMPLE.COM".\n')
    assert told.verdict is Verdict.FAILED
    assert "No match" in told.why


def test_a_child_that_takes_too_long_is_ended_and_another_is_begun(
    monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:  # type: ignore[no-untyped-def]
    slow = tmp_path / "slow.py"
    slow.write_text("import time\nwhile True: time.sleep(60)\n", "utf-8")
    with SecondReader(longest_s=0.2) as reader:
        with monkeypatch.context() as patch:
            patch.setattr(opinion, "CHILD", slow)
            assert "0.2 seconds" in reader.opinion(record(), TEXT).why
        reader._longest_s = 30.0
        assert reader.opinion(record(), TEXT).verdict is Verdict.AGREES


def test_a_child_that_dies_is_a_failed_opinion(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:  # type: ignore[no-untyped-def]
    dying = tmp_path / "dying.py"
    dying.write_text("raise SystemExit(3)\n", "utf-8")
    monkeypatch.setattr(opinion, "CHILD", dying)
    with SecondReader() as reader:
        assert reader.opinion(record(), TEXT).verdict is Verdict.FAILED
