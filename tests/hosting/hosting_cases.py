"""Invented observations of sites and addresses, and lists that hold some of them."""

from datetime import UTC, datetime
from pathlib import Path

from osint.hosting.lists import Lists, with_own
from osint.identifiers import kind
from osint.records import Check, Find, Observation, Subject, SubjectKind, Where

NOW = datetime(2026, 11, 1, tzinfo=UTC)
FRONT = "100.72.0.10"  # in the invented CDN's block
ORIGIN = "100.68.30.7"
OWN = """
[[list]]
name = "Veilfront's addresses"
vendor = "Veilfront"
sort = "reverse proxy"
date = "2026-10-01"
licence = "invented"
source = "veilfront.example/ips"
networks = ["100.72.0.0/22"]
asns = [64510]
hosts = ["veilfront.example"]
nameservers = ["ns.veilfront.example"]
[list.abuse]
form = "https://veilfront.example/abuse"
says = "names the host to who reported"
source = "veilfront.example/abuse"
"""


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def seen(
    subject: str, name: str, value: str, *, host: str = "", first: str = "", last: str = "", own: bool = True
) -> Observation:
    """A subject (a site, or an address) bears a value; now, unless said."""
    sort = SubjectKind.ADDRESS if subject.replace(".", "").isdigit() else SubjectKind.SITE
    find = Find(
        name, value, value, ("body",), 0, 1, Where.DNS, own, Check.NONE, kind(name).is_shared_by_design(value)
    )
    begin, end = day(first) if first else NOW, day(last) if last else NOW
    exchange = f"{name} {value} {host}"
    return Observation(Subject(sort, subject, host), find, exchange, begin, end)


def own_lists(folder: Path, text: str = OWN) -> Lists:
    """The shipped lists and one more."""
    path = folder / "own.toml"
    path.write_text(text, "utf-8")
    return with_own([path])
