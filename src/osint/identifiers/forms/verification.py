"""Normal forms and checks of verification tokens."""

import re
from collections.abc import Callable

# Names that have a kind of their own, in whatever form: the open kinds leave them alone.
KNOWN = re.compile(
    r"(?:google-site|yandex|naver-site|baidu-site|360-site|shenma-site|facebook-domain|pinterest-site|ahrefs-site"
    r"|majestic-site|wot|norton-safeweb-site|dmca-site|impact-site|botify-site|bitly|dailymotion-domain"
    r"|pocket-site|mailru|wmail|pmail|zen|exoclick-site|6a97888e-site|juicyads-site|trafficjunky-site"
    r"|bitmedia-site|hilltopads|hilltopads-site|lomadee|convertiser|takprodam|interkassa|apple-domain"
    r"|atlassian-domain|stripe|zoho|adobe-idp-site|adobe-sign|dropbox-domain|canva-site|have-i-been-pwned"
    r"|protonmail|cisco-ci-domain|webex-domain|keybase-site|status-page-domain|loaderio|openai-domain|miro"
    r"|slack-domain|onetrust-domain|notion-domain|zoom-domain|tiktok-developers-site|_?globalsign-domain"
    r"|galaksion-domain|kadam|unitpay|popads)"
    r"-verification"
    r"|popads-verification-[0-9]{4,9}|galaksion-domain-verify|lava-verify|hilltopads-verification"
    r"|(?:baidu_union|ttunion|ero|p:domain)_verify|verify-(?:v1|admitad|paysera)|alexaverifyid|linkbuxverifycode"
    r"|sogou_site_verification|asg_verification|bytedance-verification-code|ir-site-verification-token"
    r"|trustpilot-one-time-domain-verification-id|anthropic-domain-verification-[a-z0-9]{6}"
    r"|webexdomainverification(?:\.[a-z0-9]{1,12})?"
    r"|.*(?:csrf|xsrf|nonce|session).*"  # made anew for every visit
)
NAME = re.compile(r"[a-z0-9_][a-z0-9_.:-]{1,80}")
TOKEN = re.compile(r"[A-Za-z0-9+/_.:-]{6,128}={0,2}")
TEMPLATE = re.compile(r"your|pending|example|placeholder|token|x{4}|12345|verification", re.IGNORECASE)
# How a name and its token stand: the normal form, a tag with its content before or behind its name, a record.
FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?P<name>[\w.:-]*[\w-]) (?P<token>[A-Za-z0-9+/_.:-]+={0,2})",
        r"""(?P<token>[^\s"']+)["']?[^"'<>]*?\s(?:name|property)\s*=\s*["']?(?P<name>[\w.:-]+)""",
        r"""(?P<name>[\w.:-]+)["']?[^"'<>]*?\s(?:content|value)\s*=\s*["']?(?P<token>[^\s"']+)""",
        r"(?P<name>[\w.-]+)\s*[=:]\s*(?P<token>\S+)",
    )
)


def verification(text: str) -> str:
    """``name token`` of a meta tag or TXT record whose name has no kind of its own; else empty."""
    for form in FORMS:
        found = form.fullmatch(text.strip()[:400])
        if found is not None:
            name = found["name"].lower()
            return f"{name} {found['token']}" if NAME.fullmatch(name) and not KNOWN.fullmatch(name) else ""
    return ""


def is_verification(value: str) -> bool:
    """A token with a digit that is no template's word."""
    _, _, token = value.partition(" ")
    return TOKEN.fullmatch(token) is not None and any(map(str.isdigit, token)) and not TEMPLATE.search(token)


def same_twice(text: str) -> str:
    """The digest that stands twice in a tag, as its name and as its content, or such a digest itself."""
    found = re.findall(r"(?<![0-9a-f])[0-9a-f]{40}(?![0-9a-f])", text[:160])
    return found[0] if found and len(set(found)) == 1 and (len(found) == 2 or text == found[0]) else ""


NORMAL: dict[str, Callable[[str], str]] = {
    "same twice": same_twice,
    "verification": verification,
}
VALID: dict[str, Callable[[str], bool]] = {
    "verification": is_verification,
}
EMBEDS: dict[str, Callable[[str], str | None]] = {}
