"""A site's registration as its sources state it, side by side."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from osint.desk import Case
from osint.records import Ask, Exchange, Outcome, Subject, SubjectKind

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
SITE = Subject(SubjectKind.SITE, "moontoon.example")
WHOIS = "Domain Name: MOONTOON.EXAMPLE\nRegistrar: Invented Names Ltd.\nCreation Date: 2024-02-03T04:05:06Z\nRegistrant Name: Kim Invented\n"
RDAP = """{"objectClassName":"domain","ldhName":"MOONTOON.EXAMPLE","events":[{"eventAction":"registration",
"eventDate":"2024-02-07T04:05:06Z"}],"entities":[{"roles":["registrar"],"vcardArray":["vcard",[["fn",{},"text",
"INVENTED NAMES"]]]}],"redacted":[{"name":{"type":"Registrant Name"},"method":"removal"}]}"""
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/rdap+json\r\n\r\n"


def kept(case: Case, collector: str, uri: str, body: str, outcome: Outcome = Outcome.ANSWERED) -> str:
    head = HEAD if uri.startswith("https") else b""
    made = Exchange(Ask(uri, collector, SITE), AT, AT, outcome, "", head=head, body=body.encode())
    return case.store.keep(made).id


def standings(case: Case) -> Mapping[str, str]:
    return {row["field"]: row["standing"] for row in case.rows("registrations")}


def both(folder: Path) -> Case:
    case = Case.start(folder / "case", "an invented case", sites=["moontoon.example"])
    kept(case, "whois", "whois://whois.iana.org/example", "refer: whois.registry.example\n")
    kept(case, "whois", "whois://whois.registry.example/moontoon.example", WHOIS)
    kept(case, "rdap", "https://data.iana.org/rdap/dns.json", '{"services":[]}')
    kept(case, "rdap", "https://rdap.registry.example/domain/moontoon.example", RDAP)
    return case


def test_protocols_stand_beside_each_other_and_conflicts_are_shown(tmp_path: Path) -> None:
    assert standings(both(tmp_path)) == {
        "state": "agreed",
        "registrar": "agreed",
        "dates.created": "differs",
        "contacts.registrant.name": "alone",
    }


def test_each_value_names_its_source_and_its_exchange(tmp_path: Path) -> None:
    case = both(tmp_path)
    (holder,) = [row for row in case.rows("registrations") if row["field"] == "contacts.registrant.name"]
    assert [(each["source"], each["value"], each["disclosure"]) for each in holder["said"]] == [
        ("whois whois.registry.example", "Kim Invented", "disclosed"),
        ("rdap rdap.registry.example", "", "redacted"),
    ]
    assert b"Kim Invented" in case.exchange(holder["said"][0]["exchange"]).body


def test_the_last_answer_of_a_source_counts_and_a_withdrawn_one_does_not(tmp_path: Path) -> None:
    case = both(tmp_path)
    later = kept(
        case,
        "whois",
        "whois://whois.registry.example/moontoon.example",
        "No match for MOONTOON.EXAMPLE\n",
        Outcome.ABSENT,
    )
    assert standings(case)["state"] == "differs"
    case.withdraw(later, because="an erasure order")
    assert standings(case)["contacts.registrant.name"] == "alone"


def test_a_quota_is_told_as_one_and_is_no_record(tmp_path: Path) -> None:
    case = Case.start(tmp_path / "case", "an invented case", sites=["moontoon.example"])
    kept(
        case,
        "whois",
        "whois://whois.registry.example/moontoon.example",
        "WHOIS LIMIT EXCEEDED - SEE WWW.PIR.ORG/WHOIS FOR DETAILS\n",
        Outcome.REFUSED,
    )
    assert [(row["field"], row["said"][0]["value"]) for row in case.rows("registrations")] == [
        ("state", "rate_limited")
    ]
