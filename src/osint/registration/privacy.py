"""Which registration values name nobody: redacted, a proxy's, a placeholder (strings seen 2026-11-22)."""

import re

from osint.records import Disclosure

REDACTED = re.compile(
    r"redacted|not disclosed|data protected|hidden|withheld|gdpr|non[- ]public data|statutory masking|"
    r"registry policy|private person|masked|confidential|please query the rdds|select (?:request|contact)|"
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
FORM = re.compile(r"^https?://|contact (?:form|the (?:domain|registrant))", re.IGNORECASE)


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
