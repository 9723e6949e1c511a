"""What a page is built of: its class names, its plug-ins, its cookies, and the files that are the site's own.

Each is a set or a file, and one value stands for the whole: two pages share it only when they are alike to the last
name or byte. That is exact, and therefore weak where one part differs; a measure of overlap belongs to links.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from osint.identifiers.kind import Kind
from osint.records import Find, Where

CLASS = re.compile(
    rb"""<[a-zA-Z][^<>]{0,400}?\sclass\s{0,2}=\s{0,2}(?:"([^"<>]{1,2000})"|'([^'<>]{1,2000})')"""
)
PLUGIN = re.compile(rb"/wp-content/plugins/([a-zA-Z0-9][a-zA-Z0-9_-]{1,80})/")
COOKIE = re.compile(rb"(?im)^set-cookie[ \t]*:[ \t]*([!#$%&'*+.^_`|~0-9a-z-]{1,80})=")
BANNER = re.compile(
    rb"(?i)(?:jquery|bootstrap|swiper|slick|owl carousel|lazysizes|popper|modernizr|moment\.js|lodash|underscore|vue\.js"
    rb"|react(?:-dom)?\.production|angularjs|font awesome|normalize\.css|animate\.css|select2|sweetalert|hls\.js"
    rb"|video\.js|plyr|crypto-?js|core-js|requirejs|wordpress|mdui|layui|tailwindcss)\b"
)
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{2,60}")
FEWEST, MOST = 15, 4000  # class names: fewer are no vocabulary, more are an attack
FEWEST_PLUGINS, FEWEST_COOKIES = 3, 2

# Names that frameworks bring, in all sites that use them: Bootstrap 5, Tailwind 4, Font Awesome 6, WordPress core,
# WooCommerce, Elementor, WPBakery, Swiper (their documents, 2026-11-25), and names with numbers or random parts.
FRAMEWORKS = re.compile(
    r"(?:col|row|container|btn|nav|navbar|card|modal|dropdown|form|input|badge|alert|list-group|pagination|breadcrumb"
    r"|table|carousel|accordion|offcanvas|tooltip|popover|progress|spinner|toast|collapse|figure|img|text|bg|border"
    r"|rounded|shadow|d|flex|grid|justify|align|items|self|order|gap|space|float|position|overflow|visible|invisible"
    r"|w|h|m|p|mx|my|mt|mb|ml|mr|ms|me|px|py|pt|pb|pl|pr|ps|pe|min|max|top|left|right|bottom|inset|z|opacity|font"
    r"|leading|tracking|hover|focus|active|sm|md|lg|xl|xxl|dark|group|peer|transition|duration|ease|animate|transform"
    r"|fa|fas|far|fab|fal|icon|glyphicon|material-icons|bi|wp|wp-block|post|page|type|status|category|tag|menu|menu-item"
    r"|sub-menu|current|hentry|format|has-post|alignleft|alignright|aligncenter|attachment|size|widget|screen-reader"
    r"|entry|site|comment|author|archive|single|home|blog|logged-in|admin-bar|woocommerce|product|elementor|e-con|vc|wpb"
    r"|swiper|slick|owl|lazy|lazyload|lazyloaded|no-js|js|clearfix|clear|hidden|show|hide|open|close|fixed|sticky|absolute"
    r"|relative|block|inline|static)(?:[-_].*)?"
)
RANDOM = re.compile(r".*(?:\d{3,}|[0-9a-f]{6,}|__[A-Za-z0-9]{5,}|--?[A-Za-z]*\d[A-Za-z0-9]*)$")
# Cookies of programs and networks that set them on every site (their documents, 2026-11-25).
COMMON = re.compile(
    r"(?i)(?:phpsessid|jsessionid|asp\.?net.*|aspsession.*|xsrf-token|csrf.*|_csrf|laravel_session|ci_session|sessionid"
    r"|session|sid|lang|locale|connect\.sid|__cf.*|cf_.*|__ddg.*|__ssds.*|_ga.*|_gid|_fbp|wordpress.*|wp.*|pll_language"
    r"|incap_.*|visid_incap.*|nlbi_.*|ak_bmsc|bm_.*|aws.*|arr.*|bigip.*|ts[0-9a-f]{6,}.*|sucuri.*|__qrator.*|ddos.*"
    r"|server(?:id)?|route|backend|geoip|country|device|vid|uid|guest_id|waf.*|hwwaf.*|acw_tc|aliyun.*|__nxquid)"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a page is built of, and where it stood."""

    kind: str  # the name of its kind
    raw: str  # in the order of its normal form
    span: tuple[int, int]
    where: Where
    is_shared: bool = False  # it says of itself that it is a public library

    def found(self, entry: Kind, path: tuple[str, ...]) -> Find | None:
        """The find that it is; a public library ties nobody."""
        made = entry.find(self.raw, path=path, span=self.span, where=self.where)
        if made is None or not self.is_shared:
            return made
        return Find(
            made.kind,
            made.value,
            made.raw,
            made.path,
            made.start,
            made.end,
            made.where,
            made.own,
            made.check,
            platform=True,
        )


def of_page(body: bytes) -> Iterator[Part]:
    """What the markup of a page shows: its class names and its plug-ins, as sets."""
    names = vocabulary(body)
    if len(names) >= FEWEST:
        yield Part("class_vocabulary", _digest(names), (0, len(body)), Where.ATTRIBUTE)
    plugins = {found[1].decode("ascii").lower() for found in PLUGIN.finditer(body)}
    if FEWEST_PLUGINS <= len(plugins) <= 100:
        first = PLUGIN.search(body)
        yield Part("plugin_set", " ".join(sorted(plugins)), first.span(1) if first else (0, 0), Where.LINK)


def of_head(head: bytes) -> Iterator[Part]:
    """What the head of an answer shows: the cookies of the site's own."""
    found = [(match[1].decode("ascii"), match.span(1)) for match in COOKIE.finditer(head)]
    own = [(name, span) for name, span in found if not COMMON.fullmatch(name) and not RANDOM.fullmatch(name)]
    names = sorted({name for name, _ in own})
    if FEWEST_COOKIES <= len(names) <= 30:
        yield Part("cookie_names", " ".join(names), own[0][1], Where.HEADER)


def of_file(body: bytes, kind: str) -> Iterator[Part]:
    """A file of the site's own, byte for byte; one with a public library's banner is that library."""
    if len(body) > 64:
        shared = BANNER.search(body[:600]) is not None
        yield Part(kind, hashlib.sha256(body).hexdigest(), (0, len(body)), Where.FILE, shared)


def of_icon(body: bytes) -> Iterator[Part]:
    """An icon, as Shodan counts it (MurmurHash3 over base64 with line ends) and byte for byte."""
    import mmh3

    span = (0, len(body))
    yield Part("favicon", str(mmh3.hash(base64.encodebytes(body))), span, Where.IMAGE)
    yield Part("favicon_sha256", hashlib.sha256(body).hexdigest(), span, Where.IMAGE)


def vocabulary(body: bytes) -> frozenset[str]:
    """The class names that are the page's own: without those of frameworks, of numbers and of chance."""
    found: set[str] = set()
    for match in CLASS.finditer(body):
        listed = (match[1] or match[2]).decode("utf-8", "replace").split()
        found.update(name for name in listed if _is_own(name))
        if len(found) > MOST:
            return frozenset()
    return frozenset(found)


def _is_own(name: str) -> bool:
    return bool(NAME.fullmatch(name)) and not FRAMEWORKS.fullmatch(name) and not RANDOM.fullmatch(name)


def _digest(names: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(names)).encode()).hexdigest()
