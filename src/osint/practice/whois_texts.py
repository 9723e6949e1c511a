"""WHOIS answers in the manner of several registries and registrars, as text."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from osint.practice.content import Network, Site

REDACTED = "REDACTED FOR PRIVACY"
TERMS = (
    "TERMS OF USE: You may use this data only for lawful purposes; by submitting a query you agree that\r\n"
    "automated access that exceeds what is reasonable may be limited.\r\n"
)
Person = dict[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """What a server tells of: the site, who holds it as the server shows it, and its registrar."""

    site: Site
    person: Person
    registrar: dict[str, Any]


def shown(site: Site, people: dict[str, Person]) -> Person:
    """A registrant as the world is let see it: as it is, redacted, or the proxy's own data."""
    registration = site.registration
    if registration is None or not registration.registrant:
        return {}
    if registration.privacy == "redacted":
        country = people[registration.registrant].get("country", "")
        return {
            **dict.fromkeys(("name", "org", "email", "phone", "street", "city"), REDACTED),
            "country": country,
        }
    if registration.privacy == "proxy":
        proxy = people["proxy"]
        return {**proxy, "email": proxy["email"].replace("HOST", site.host.replace(".", "-"))}
    return people[registration.registrant]


def root(top: str, whois: str, organisation: str) -> str:
    """IANA's answer: which server knows a top-level domain."""
    refer = f"refer:        {whois}\n\n" if whois else ""
    known = f"whois:        {whois}\n\n" if whois else ""
    return (
        "% IANA WHOIS server\n% for more information on IANA, visit http://www.iana.org\n"
        f"% This query returned 1 object\n\n{refer}domain:       {top.upper()}\n\n"
        f"organisation: {organisation}\n\n{known}status:       ACTIVE\nremarks:      Practice world\n\nsource:       IANA\n\n"
    )


def thin(told: Told) -> str:
    """A thin registry in Verisign's manner: dates, servers and the registrar's own server."""
    when = told.site.registration
    registrar = told.registrar
    if when is None:
        return absent(told.site.host)
    lines = [
        ("Domain Name", told.site.host.upper()),
        ("Registry Domain ID", f"{number(told.site.host)}_DOMAIN_TEST-VRSN"),
        ("Registrar WHOIS Server", registrar["whois"]),
        ("Registrar URL", f"http://www.{registrar['domain']}"),
        ("Updated Date", when.updated),
        ("Creation Date", when.created),
        ("Registry Expiry Date", when.expires),
        ("Registrar", registrar["name"]),
        ("Registrar IANA ID", str(registrar["iana_id"])),
        ("Registrar Abuse Contact Email", registrar["abuse"]),
        ("Registrar Abuse Contact Phone", registrar["phone"]),
        *(("Domain Status", f"{status} https://icann.org/epp#{status}") for status in when.status),
        *(("Name Server", name.upper()) for name in told.site.nameservers),
        ("DNSSEC", "unsigned"),
        ("URL of the ICANN Whois Inaccuracy Complaint Form", "https://www.icann.org/wicf/"),
    ]
    text = "".join(f"   {name}: {value}\r\n" for name, value in lines)
    return f"{text}>>> Last update of whois database: 2026-11-24T00:00:00Z <<<\r\n\r\n{TERMS}"


def raa(told: Told) -> str:
    """A registrar, or a thick registry, after ICANN's Registrar Accreditation Agreement of 2013."""
    when, registrar, person = told.site.registration, told.registrar, told.person
    if when is None:
        return absent(told.site.host)
    lines = [
        ("Domain Name", told.site.host),
        ("Registry Domain ID", f"{number(told.site.host)}_DOMAIN"),
        ("Registrar WHOIS Server", registrar["whois"]),
        ("Registrar URL", f"http://www.{registrar['domain']}"),
        ("Updated Date", when.updated),
        ("Creation Date", when.created),
        ("Registrar Registration Expiration Date", when.expires),
        ("Registrar", registrar["name"]),
        ("Registrar IANA ID", str(registrar["iana_id"])),
        ("Registrar Abuse Contact Email", registrar["abuse"]),
        ("Registrar Abuse Contact Phone", registrar["phone"]),
        *(("Domain Status", f"{status} https://icann.org/epp#{status}") for status in when.status),
        *(
            (f"{role} {label}", person.get(field, ""))
            for role in ("Registrant", "Admin", "Tech")
            for label, field in PERSON
        ),
        *(("Name Server", name) for name in told.site.nameservers),
        ("DNSSEC", "unsigned"),
    ]
    text = "".join(f"{name}: {value}\r\n" for name, value in lines)
    return f"{text}>>> Last update of WHOIS database: 2026-11-24T00:00:00Z <<<\r\n\r\n{TERMS}"


def krnic(told: Told) -> str:
    """The Korean registry's answer, in Korean and then in English."""
    when, person = told.site.registration, told.person
    if when is None:
        return f"query : {told.site.host}\n\n등록되어 있지 않은 도메인이름입니다.\n\nThe requested domain was not found in the Registry or Registrar's WHOIS Server.\n"
    made, changed, ends = (_dots(date) for date in (when.created, when.updated, when.expires))
    name, mail = person.get("name", ""), person.get("email", "")
    servers = list(told.site.nameservers)
    korean = "".join(f"   호스트이름               : {server}\n" for server in servers)
    english = "".join(f"   Host Name                : {server}\n" for server in servers)
    return (
        f"query : {told.site.host}\n\n\n# KOREAN\n\n도메인이름                  : {told.site.host}\n"
        f"등록인                      : {name}\n등록인 주소                 : {person.get('street', '')}\n"
        f"등록인 우편번호             : 00000\n책임자                      : {name}\n책임자 전자우편             : {mail}\n"
        f"책임자 전화번호             : {person.get('phone', '')}\n등록일                      : {made}.\n"
        f"최근 정보 변경일            : {changed}.\n사용 종료일                 : {ends}.\n정보공개여부                : Y\n"
        f"등록대행자                  : {told.registrar['local']}(http://{told.registrar['domain']})\nDNSSEC                      : 미서명\n\n"
        f"1차 네임서버 정보\n{korean}\n네임서버 이름이 .kr이 아닌 경우는 IP주소가 보이지 않습니다.\n\n\n"
        f"# ENGLISH\n\nDomain Name                 : {told.site.host}\nRegistrant                  : {person.get('latin', name)}\n"
        f"Administrative Contact(AC)  : {person.get('latin', name)}\nAC E-Mail                   : {mail}\n"
        f"AC Phone Number             : {person.get('phone', '')}\nRegistered Date             : {made}.\n"
        f"Last Updated Date           : {changed}.\nExpiration Date             : {ends}.\nPublishes                   : Y\n"
        f"Authorized Agency           : {told.registrar['name']}(http://{told.registrar['domain']})\nDNSSEC                      : unsigned\n\n"
        f"Primary Name Server\n{english}\n- KISA/KRNIC WHOIS Service -\n"
    )


def jprs(told: Told) -> str:
    """The Japanese registry's answer."""
    when, person = told.site.registration, told.person
    head = "[ JPRS database provides information on network administration. Its use is    ]\n[ restricted to network administration purposes.                             ]\n\n"
    if when is None:
        return f"{head}No match!!\n"
    servers = "".join(f"[ネームサーバ]                  {name}\n" for name in told.site.nameservers)
    return (
        f"{head}Domain Information: [ドメイン情報]\n[ドメイン名]                    {told.site.host.upper()}\n\n"
        f"[登録者名]                      {person.get('name', '')}\n[Registrant]                    {person.get('latin', person.get('name', ''))}\n\n"
        f"{servers}[署名鍵]                        \n\n[登録年月日]                    {_slashes(when.created)}\n"
        f"[有効期限]                      {_slashes(when.expires)}\n[状態]                          Active\n"
        f"[最終更新]                      {_slashes(when.updated)} 01:05:04 (JST)\n\nContact Information: [公開連絡窓口]\n"
        f"[名前]                          {person.get('name', '')}\n[Name]                          {person.get('latin', '')}\n"
        f"[Email]                         {person.get('email', '')}\n[Web Page]                       \n[郵便番号]                      000-0000\n"
        f"[住所]                          {person.get('street', '')}\n[電話番号]                      {person.get('phone', '')}\n[FAX番号]                       \n\n"
    )


def cnnic(told: Told) -> str:
    """The Chinese registry's answer."""
    when, person = told.site.registration, told.person
    if when is None:
        return "No matching record.\n"
    servers = "".join(f"Name Server: {name}\n" for name in told.site.nameservers)
    status = "".join(f"Domain Status: {each}\n" for each in when.status)
    return (
        f"Domain Name: {told.site.host}\nROID: {number(told.site.host)}-cn\n{status}Registrant: {person.get('name', '')}\n"
        f"Registrant Contact Email: {person.get('email', '')}\nSponsoring Registrar: {told.registrar['local']}\n{servers}"
        f"Registration Time: {_plain(when.created)}\nExpiration Time: {_plain(when.expires)}\nDNSSEC: unsigned\n"
    )


def ripe(told: Told) -> str:
    """A registry that writes objects of ``name: value`` lines, as RIPE's software does."""
    when, person = told.site.registration, told.person
    head = "% This query was served by the practice registry.\n% Terms: automated use is limited.\n\n"
    if when is None:
        return f"{head}No entries found for the selected source(s).\n"
    servers = "".join(f"nserver:       {name}.\n" for name in told.site.nameservers)
    return (
        f"{head}domain:        {told.site.host.upper()}\n{servers}state:         REGISTERED, DELEGATED, VERIFIED\n"
        f"org:           {person.get('org') or person.get('name', '')}\ne-mail:        {person.get('email', '')}\n"
        f"registrar:     {told.registrar['name'].upper().replace(' ', '-').replace(',', '').replace('.', '')}\n"
        f"admin-contact: https://www.{told.registrar['domain']}/whois\ncreated:       {when.created}\npaid-till:     {when.expires}\n"
        f"source:        TCI\n\nLast updated on 2026-11-24T00:01:30Z\n\n"
    )


def absent(host: str) -> str:
    """There is no such name, as registries in ICANN's manner say it."""
    return f'No match for domain "{host.upper()}".\r\n>>> Last update of WHOIS database: 2026-11-24T00:00:00Z <<<\r\n'


def quota() -> str:
    """A refusal in the place of an answer."""
    return "% Query rate limit exceeded. Your connection has been logged; try again in 24 hours.\r\n"


def number(host: str) -> int:
    """A registry's own number for a name."""
    return 1_000_000 + sum(ord(each) * (place + 7) for place, each in enumerate(host)) * 991 % 8_999_999


def _dots(date: str) -> str:
    return datetime.fromisoformat(date).strftime("%Y. %m. %d")


def _slashes(date: str) -> str:
    return datetime.fromisoformat(date).strftime("%Y/%m/%d")


def _plain(date: str) -> str:
    return datetime.fromisoformat(date).strftime("%Y-%m-%d %H:%M:%S")


PERSON = (
    ("Name", "name"), ("Organization", "org"), ("Street", "street"), ("City", "city"), ("Country", "country"),
    ("Phone", "phone"), ("Email", "email"),
)  # fmt: skip
FAMILIES: dict[str, Callable[[Told], str]] = {
    "thin": thin,
    "raa": raa,
    "krnic": krnic,
    "jprs": jprs,
    "cnnic": cnnic,
    "ripe": ripe,
}


def krnic_network(network: Network) -> str:
    """A network as KRNIC tells it, the English half."""
    return (
        f"# ENGLISH\n\nKRNIC is not an ISP but a National Internet Registry similar to APNIC.\n\n"
        f"[ Network Information ]\nIPv4 Address       : {network.cidr}\n"
        f"Organization Name  : {network.holder}\nNetwork Type       : CUSTOMER\n"
        f"Registration Date  : 20190507\n\nName               : IP Manager\n"
        f"E-Mail             : ip@{network.abuse.partition('@')[2]}\n"
    )


def jpnic_network(network: Network) -> str:
    """A network as JPNIC tells it in English."""
    return (
        f"Network Information:            \na. [Network Number]             {network.cidr}\n"
        f"b. [Network Name]               {network.name}\ng. [Organization]               {network.holder}\n"
        f"m. [Administrative Contact]     JP00000000\n[Last Update]                   2019/05/07 10:00:00(JST)\n"
    )
