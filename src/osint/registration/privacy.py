"""Which registration values name nobody: redacted, a proxy's, a placeholder (strings seen 2026-11-22)."""

import re
from collections.abc import Mapping

from osint.records import Disclosure
from osint.registration.record import Value

REDACTED = re.compile(
    r"redacted|not (?:disclosed|shown|displayed|published)|data protected|hidden|withheld|gdpr|non[- ]public data|statutory masking|"
    r"registry policy|private person|masked|confidential|please (?:query the rdds|ask the registrar)|use registrar whois|select (?:request|contact)|"
    r"비공개|개인정보|非公開|隐私保护|ไม่เปิดเผย",
    re.IGNORECASE,
)
PROXY = re.compile(
    r"whoisguard|domains by proxy|domainsbyproxy|privacyguardian|privacy ?(?:protect|service|guard|dotlink|inc)|"
    r"privacydotlink|identity protect|withheld for privacy|whois ?privacy|contact ?privacy|private by design|"
    r"registration private|private registra|proxy (?:service|protection)|perfect privacy|anonymi[sz]e|super privacy|"
    r"domain (?:protection|privacy)|digital privacy|privacy\b.{0,20}(?:ehf|ltd|llc|inc)|whoisprotect|whoisproxy|njal\.la|"
    r"protected@|@(?:privacy|whois|anonym)[a-z0-9-]*\.",
    re.IGNORECASE,
)
PLACEHOLDER = re.compile(
    r"^(?:n/?a|none|null|nil|-+|\.+|unknown|not (?:available|applicable|defined)|0+|x+|\*+)$", re.IGNORECASE
)
OF_A_PERSON = frozenset({"name", "org", "email", "phone"})  # a country names nobody
FORM = re.compile(
    r"^https?://|^[a-z0-9.-]{3,60}\.[a-z]{2,12}/\S{1,200}$|contact (?:form|the (?:domain|registrant))",
    re.IGNORECASE,
)


def disclosure_of(text: str) -> Disclosure:
    """How a value came to be seen, or not."""
    bare = text.strip()
    if not bare:
        return Disclosure.ABSENT
    if PROXY.search(bare):
        return Disclosure.PROXY
    if REDACTED.search(bare) or FORM.search(bare):
        return Disclosure.REDACTED
    if PLACEHOLDER.match(bare):
        return Disclosure.PLACEHOLDER
    return Disclosure.DISCLOSED


def of_contact(texts: Mapping[str, str]) -> dict[str, Value]:
    """A contact's values by field: where its name or organisation is a proxy's, who is named there is the proxy.

    A proxy's telephone and mailbox stand on the sites of thousands of strangers. A proxy's mailbox alone does
    not make a name one: registrars forward mail for organisations that they name.
    """
    made = {field: Value(text, disclosure_of(text)) for field, text in texts.items()}
    if not any(made[field].disclosure is Disclosure.PROXY for field in ("name", "org") if field in made):
        return made
    return {
        field: Value(value.text, Disclosure.PROXY)
        if field in OF_A_PERSON and value.disclosure is Disclosure.DISCLOSED
        else value
        for field, value in made.items()
    }
