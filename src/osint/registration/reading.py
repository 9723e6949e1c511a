"""WHOIS text as a record: one engine of labelled lines, in linear time, for the families that registries use.

A line is ``label: value``, ``[label] value`` (JPRS), ``label : value`` (KRNIC) or a label with its values
indented below it. Labels are looked up in one table; the first value of a field stands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from osint import names
from osint.errors import BadName
from osint.outcomes import judge_whois
from osint.records import Disclosure, Outcome
from osint.registration import dates
from osint.registration.privacy import of_contact
from osint.registration.record import Date, Record, Registrar, State, Status, Value

MOST = 256 * 1024  # bytes; a longer answer is no single domain's
LINES = 4000
IANA = re.compile(r"(?im)^source:[ \t]{1,40}IANA[ \t\r]*$")
# Lines without a colon, as TWNIC, EDUCAUSE and others write them (seen 2026-11-24).
SPOKEN = re.compile(
    r"(?i)^[ \t]{0,40}((?:domain )?record (?:created|activated|expires|last updated|last modified)(?: on)?|"
    r"created on|expires on|registered on)[ \t.]{1,60}(\d.*)$"
)
ALONE = re.compile(
    r"^[ \t]{0,60}[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}\.?(?:[ \t]{1,40}[0-9a-fA-F.:]{3,45}){0,4}[ \t]*$"
)
# Said at the beginning of a line, before any terms of use: there is no such domain.
NONE_SUCH = re.compile(
    r"(?im)^[ \t%#>*\"'-]{0,20}(?:no match\b|not found|no (?:entries|data|objects?|records?|domain) (?:was |were )?found|"
    r"the queried object does not exist|domain not found|object does not exist|no object found|nothing found|not registered|"
    r"(?:domain )?status:[ \t]{0,40}(?:available|free|not registered)\b|unfortunately, no results were found)"
)
LINE = re.compile(
    r"^[\s*]{0,40}(?:[a-z]\.\s)?(?:\[([^\]]{1,60})\]|([^:\[\]]{1,60}?)[\s.]{0,60}:(?!//))[ \t]*(.*)$"
)
CHARSETS = {
    "kr": ("utf-8", "cp949"),
    "cn": ("utf-8", "gb18030"),
    "jp": ("iso2022_jp", "utf-8", "shift_jis"),
    "tw": ("utf-8", "big5"),
    "th": ("utf-8", "cp874"),
    "ru": ("utf-8", "koi8-r"),
    "su": ("utf-8", "koi8-r"),
}
FALLBACK = ("utf-8", "cp949", "gb18030")

FIELDS = {
    "registrar": "registrar, registrar name, sponsoring registrar, registrar organization, current registrar, authorized agency, 등록대행자, registration service provider, registrar company name, registrador, sponsoring registrar organization, registrar of record, registrar information",
    "iana": "registrar iana id, sponsoring registrar iana id, registrar id",
    "server": "registrar whois server, whois server, refer, whois",
    "created": "creation date, created, created on, created date, registered, registered on, registered date, registration date, registration time, domain registration date, domain created, record created, 등록일, 登録年月日, fecha de registro, domain record activated, activated, domain_dateregistered, registration, domain name commencement date, creation date (dd/mm/yyyy), record created on, domain created on, registered since, first registration date, connected (yyyy/mm/dd), date registered, registration-date, domain name commencement date (yyyy-mm-dd), created at, date created, domain registered, record created",
    "updated": "updated date, last updated, last updated on, last updated date, updated, changed, last modified, modified, last update, domain last updated date, 최근 정보 변경일, 最終更新, last-update, last-modified, record last updated, domain_datelastmodified, last-updated, update date, record last updated on, domain record last updated, last updated at, last_updated, datelastmodified, modification date, last edited on, record last modified, last changed date, entry updated",
    "expires": "registry expiry date, registrar registration expiration date, expiration date, expiration time, expires, expires on, expiry date, expire date, expiry, paid-till, valid until, renewal date, domain expiration date, exp date, validity, record expires, 사용 종료일, 有効期限, renewal, domain_datebilleduntil, expire-date, expiration date (dd/mm/yyyy), record expires on, domain expires, expiry-date, expire, expires at, renewal-date, domain expires on, fecha de vencimiento, fecha de expiracion, record expires, expiration, expires-date, domain expiration",
    "ns": "name server, nameserver, nameservers, nserver, name servers, dns, nameserver(s), domain servers in listed order, host name, ネームサーバ, name servers information, 1차 네임서버 정보, 2차 네임서버 정보, domain nameservers, dns servers, primary server, secondary server, ns 1, ns 2, ns 3, ns 4, hostname, name servers in the listed order, domain servers, nserver1, nserver2, nserver3, nserver4, primary name server, secondary name server, p. name server, s. name server, dns server, name server information, name server (db), servidores dns, domain name servers, servidor dns, ns1, ns2, ns3, ns4, nameserver 1, nameserver 2, nameserver 3, nameserver 4, nameserver1, nameserver2, dns 1, dns 2",
    "status": "domain status, status, state, 状態, registration status, eppstatus, epp status",
    "name": "registrant name, registrant contact name, 등록인, registrant, 登録者名, owner name, holder, person, owner, registrant_contact_name",
    "org": "registrant organization, registrant organisation, registrant contact organisation, organization, organisation, registrant org, org",
    "email": "registrant email, registrant e-mail, registrant contact email, 책임자 전자우편, ac e-mail, registrant contact e-mail",
    "phone": "registrant phone, registrant phone number, registrant contact phone, 책임자 전화번호, ac phone number",
    "country": "registrant country, registrant country/economy, registrant country code, registrant contact country",
    "abuse": "registrar abuse contact email, abuse contact email, registrar abuse email, abuse email, abuse-mailbox",
}
ALIASES = {label.strip(): field for field, labels in FIELDS.items() for label in labels.split(",")}
HOLDS_BELOW = frozenset({"registrar", "ns", "name", "created", "expires", "status", "updated"})
NOT_A_NAME = re.compile(r"^(?:yes|no|true|false)$", re.IGNORECASE)
RESERVED = re.compile(
    r"(?im)^.{0,60}\b(?:reserved (?:name|domain|by)|is reserved|premium (?:name|domain)|prohibited string|cannot be registered|has been reserved|예약)"
)
BLOCKED = re.compile(
    r"(?i)blocked|banned|blacklist|access (?:denied|restricted)|not authori[sz]ed|not permitted|only be enabled"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A labelled value."""

    field: str
    text: str


def parse(raw: bytes, *, domain: str, server: str = "") -> Record:
    """The record that a WHOIS answer states; never raises, and never says "not registered" of silence."""
    text = decoded(raw[:MOST], domain, server)
    outcome, why = judge_whois(raw[:MOST])
    state = _state(text, outcome, why)
    text = _after_root(text)
    found: dict[str, list[str]] = {}
    for each in _labelled(text):
        found.setdefault(each.field, []).append(each.text)
    if state is State.RATE_LIMITED and {"registrar", "ns"} <= found.keys():
        state = State.REGISTERED  # a whole record: the limits are in its terms of use
    if state is not State.REGISTERED:
        return Record(domain, state)
    if not found.keys() & {"registrar", "created", "expires", "ns", "status", "name", "updated"}:
        return Record(domain, State.RESERVED if RESERVED.search(text) else State.UNKNOWN)
    return _record(domain, found, server or domain)


def decoded(raw: bytes, domain: str, server: str) -> str:
    """The text: by the registry's charsets, then by the common ones; every byte stands for something."""
    tld = (domain or server).rpartition(".")[2]
    escapes = b"\x1b$" in raw
    order = ("iso2022_jp", *FALLBACK) if escapes else (*CHARSETS.get(tld, ()), *FALLBACK)
    for charset in order:
        if charset == "iso2022_jp" and not escapes:
            continue
        try:
            return raw.decode(charset)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


def _after_root(text: str) -> str:
    """What follows the root's own record, where a client has put the answers of a chain into one text."""
    ends = [found.end() for found in IANA.finditer(text)]
    rest = text[ends[-1] :] if ends else ""
    return rest if ":" in rest else text


def _state(text: str, outcome: Outcome, why: str) -> State:
    match outcome:
        case Outcome.ANSWERED:
            return State.REGISTERED
        case Outcome.ABSENT:
            return State.RESERVED if RESERVED.search(text) else State.NOT_REGISTERED
        case Outcome.REFUSED if _comes_first(text, why.partition(": ")[2]):
            return State.RESERVED if RESERVED.search(text) else State.NOT_REGISTERED
        case Outcome.REFUSED:
            return State.BLOCKED if BLOCKED.search(why) else State.RATE_LIMITED
        case _:
            return State.UNAVAILABLE if text.strip() else State.MALFORMED


def _comes_first(text: str, refusal: str) -> bool:
    """Whether "there is none" stands before the line that was read as a refusal: then those are terms of use."""
    found = NONE_SUCH.search(text)
    return found is not None and bool(refusal) and found.start() < text.find(refusal)


def _labelled(text: str) -> Iterator[Found]:
    """The values of the labels that are known, in order; indented lines below a label without a value too."""
    above = ""
    for line in text.splitlines()[:LINES]:
        if line.lstrip().startswith(("%", "#", ">>>")):
            continue
        found = LINE.match(line[:1000])
        if spoken := SPOKEN.match(line[:200]):
            yield Found(ALIASES.get(" ".join(spoken[1].split()).lower(), ""), spoken[2].strip())
            continue
        field = ALIASES.get(" ".join((found[1] or found[2]).split()).lower()) if found else None
        if found and field:
            value = found[3].strip()
            above = field if not value or field == "ns" else ""
            if value:
                yield Found(field, value)
        elif not line.strip():
            above = above if above == "ns" else ""
        elif above == "ns" and ALONE.match(line[:300]):
            yield Found(above, line.split()[0])
        elif found and found[3].strip() and not line.startswith((" ", "\t")):
            above = ""
        elif above in HOLDS_BELOW and line.startswith((" ", "\t")):
            if above != "ns":
                yield Found(above, line.strip())
            above = above if above in {"ns", "status"} else ""


def _record(domain: str, found: dict[str, list[str]], server: str) -> Record:
    first = {field: values[0] for field, values in found.items()}
    stated = {
        key: dates.iso(value, server)
        for key in ("created", "updated", "expires")
        for value in _stated(found.get(key, []))
    }
    registrant = of_contact(
        {
            key: first[key]
            for key in ("name", "org", "email", "phone", "country")
            if key in first and not NOT_A_NAME.match(first[key])
        }
    )
    return Record(
        domain=domain,
        state=State.REGISTERED,
        registrar=Registrar(
            name=Value(first["registrar"], Disclosure.DISCLOSED) if "registrar" in first else None,
            iana_id=first.get("iana", "") if first.get("iana", "").isdigit() else "",
            whois_server=first.get("server", ""),
        ),
        dates={key: Date(value) for key, value in stated.items() if value},
        nameservers=tuple(host for host in _hosts(found.get("ns", [])) if host != domain),
        statuses=tuple(
            Status(each)
            for each in dict.fromkeys(
                status for value in found.get("status", []) for status in _statuses(value)
            )
        ),
        contacts={
            "registrant": registrant,
            "abuse": {"email": Value(first["abuse"].lower(), Disclosure.DISCLOSED)}
            if "abuse" in first
            else {},
        },
    )


def _stated(values: list[str]) -> list[str]:
    """The first value that is a date: a label may stand earlier over something else."""
    return [value for value in values[:8] if dates.iso(value)][:1]


def _hosts(values: list[str]) -> Iterator[str]:
    known: set[str] = set()
    for value in values:
        for word in re.split(r"[\s,;]+", value)[:8]:
            try:
                host = names.host(word.strip("()[]"))
            except BadName:
                continue
            if host not in known and not host.rpartition(".")[2].isdigit():
                known.add(host)
                yield host


def _statuses(value: str) -> Iterator[str]:
    for part in value.split(","):
        word = part.strip().split(" ")[0]
        if word:
            yield word
