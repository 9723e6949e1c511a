"""Normal forms and checks of technical values: one store, key or hidden service is one value however it stood."""

import base64
import binascii
import hashlib
import ipaddress
import re
from collections.abc import Callable

from osint.identifiers.forms.plain import host

BUCKET = r"(?P<bucket>[a-z0-9][a-z0-9._-]{1,61}[a-z0-9])"
AMAZON = r"s3(?:[.-][a-z0-9-]{2,24}){0,2}\.amazonaws\.com(?P<rest>\.cn)?"
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
SHA2_256 = b"\x12\x20"  # multihash: the function, and a length of 32 bytes (multiformats.io)
DAG_PB = b"\x01\x70"  # version 1 of a content identifier, and the codec that version 0 means
ONION_VERSION = b"\x03"

Rules = tuple[tuple[re.Pattern[str], str], ...]


def _rules(*forms: tuple[str, str]) -> Rules:
    return tuple((re.compile(form), made) for form, made in forms)


def _one_form(rules: Rules) -> Callable[[str], str]:
    """A normal form by the first rule that fits the whole text in lower case; empty when none does."""

    def normal(text: str) -> str:
        bare = text.strip().lower()
        for form, made in rules:
            found = form.fullmatch(bare)
            if found:
                return made.format(**{name: part or "" for name, part in found.groupdict().items()})
        return ""

    return normal


def _either(host_form: str, path_form: str, made: str) -> Rules:
    """Rules for a bucket that stands as a label before a host, or as the first part of its path."""
    return _rules((host_form, made), (path_form, made))


S3 = _rules(
    (r"(?P<bucket>pub-[0-9a-f]{32})\.r2\.dev", "{bucket}.r2.dev"),
    (BUCKET + r"\." + AMAZON, "{bucket}.s3.amazonaws.com{rest}"),
    (AMAZON + r"(?::443)?/" + BUCKET, "{bucket}.s3.amazonaws.com{rest}"),
    (BUCKET + r"\.s3\.[a-z0-9-]{5,20}\.backblazeb2\.com", "{bucket}.backblazeb2.com"),
    (r"(?:s3\.[a-z0-9-]{5,20}|f[0-9]{3})\.backblazeb2\.com/(?:file/)?" + BUCKET, "{bucket}.backblazeb2.com"),
    (r"(?P<bucket>[a-z0-9-]{6,63})\.backblazeb2\.com", "{bucket}.backblazeb2.com"),
)
WASABI = _either(
    BUCKET + r"\.s3(?:\.[a-z0-9-]{3,20})?\.wasabisys\.com",
    r"s3(?:\.[a-z0-9-]{3,20})?\.wasabisys\.com/" + BUCKET,
    "{bucket}.s3.wasabisys.com",
)
SPACES = _either(
    BUCKET + r"\.(?P<region>[a-z]{3}[0-9])(?:\.cdn)?\.digitaloceanspaces\.com",
    r"(?P<region>[a-z]{3}[0-9])\.digitaloceanspaces\.com/" + BUCKET,
    "{bucket}.{region}.digitaloceanspaces.com",
)
LINODE = _either(
    BUCKET + r"\.(?:website-)?(?P<region>[a-z]{2}-[a-z]{3,9}-[0-9])\.linodeobjects\.com",
    r"(?P<region>[a-z]{2}-[a-z]{3,9}-[0-9])\.linodeobjects\.com/" + BUCKET,
    "{bucket}.{region}.linodeobjects.com",
)
VULTR = _either(
    BUCKET + r"\.(?P<region>[a-z]{3}[0-9])\.vultrobjects\.com",
    r"(?P<region>[a-z]{3}[0-9])\.vultrobjects\.com/" + BUCKET,
    "{bucket}.{region}.vultrobjects.com",
)
SCALEWAY = _rules(
    (BUCKET + r"\.s3(?:-website)?\.[a-z]{2}-[a-z]{3}\.scw\.cloud", "{bucket}.s3.scw.cloud"),
    (r"s3\.[a-z]{2}-[a-z]{3}\.scw\.cloud/" + BUCKET, "{bucket}.s3.scw.cloud"),
    (BUCKET + r"\.s3\.scw\.cloud", "{bucket}.s3.scw.cloud"),
)
HETZNER = _rules(
    (BUCKET + r"\.[a-z]{3}[0-9]\.your-objectstorage\.com", "{bucket}.your-objectstorage.com"),
    (r"[a-z]{3}[0-9]\.your-objectstorage\.com/" + BUCKET, "{bucket}.your-objectstorage.com"),
    (BUCKET + r"\.your-objectstorage\.com", "{bucket}.your-objectstorage.com"),
)
YANDEX = _either(
    BUCKET + r"\.(?:storage|website)\.yandexcloud\.net",
    r"storage\.yandexcloud\.net/" + BUCKET,
    "{bucket}.storage.yandexcloud.net",
)
GOOGLE = _rules(
    (
        r"(?:storage|commondatastorage)\.googleapis\.com/(?:(?:download/|upload/)?storage/v1/b/)?" + BUCKET,
        "{bucket}.storage.googleapis.com",
    ),
    (BUCKET + r"\.(?:storage|commondatastorage)\.googleapis\.com", "{bucket}.storage.googleapis.com"),
    (r"(?:storage\.cloud\.google\.com/|gs://)" + BUCKET, "{bucket}.storage.googleapis.com"),
)
ALIYUN = _rules(
    (
        BUCKET + r"\.(?:img-|vod-)?oss(?:-website)?-[a-z0-9-]{4,30}\.aliyuncs\.com",
        "{bucket}.oss.aliyuncs.com",
    ),
    (r"oss-[a-z0-9-]{4,30}\.aliyuncs\.com/" + BUCKET, "{bucket}.oss.aliyuncs.com"),
    (BUCKET + r"\.oss\.aliyuncs\.com", "{bucket}.oss.aliyuncs.com"),
)
NAVER = _either(
    BUCKET.replace("._-", "-")
    + r"(?:\.bucket)?(?:\.s3-website)?\.(?P<rest>[a-z]{2}\.object\.(?:gov-|fin-)?ncloudstorage\.com)",
    r"(?P<rest>[a-z]{2}\.object\.(?:gov-|fin-)?ncloudstorage\.com)/" + BUCKET,
    "{bucket}.{rest}",
)
AZURE = _rules(
    (
        r"(?P<account>[a-z0-9]{3,24})(?:-secondary)?\.(?:(?:z[0-9]{1,2}\.)?[a-z]{3,5}\.)?"
        r"core\.(?P<cloud>windows\.net|chinacloudapi\.cn|usgovcloudapi\.net)",
        "{account}.core.{cloud}",
    ),
)
NETLIFY = _rules((r"(?P<site>[a-z0-9-]{1,63})\.netlify\.(?:app|com)", "{site}.netlify.app"))


def certificate_number(text: str) -> str:
    """``serial issuer``: the number in hex without leading zeros and colons, the issuer's name in one case."""
    number, _, issuer = text.strip().partition(" ")
    digits = number.replace(":", "").lower().lstrip("0")
    named = " ".join(issuer.casefold().split())
    return f"{digits} {named}" if re.fullmatch(r"[0-9a-f]{1,40}", digits) and named else ""


def word_set(text: str) -> str:
    """Words in one case and in order, each once."""
    return " ".join(sorted(set(text.lower().split())))


def words_in_order(text: str) -> str:
    """Words as they stand, in order, each once."""
    return " ".join(sorted(set(text.split())))


def network_set(text: str) -> str:
    """Addresses and networks in their shortest form and in order; what is none is left out."""
    return " ".join(sorted({found for each in text.split() if (found := _network(each))}))


def host_of_url(text: str) -> str:
    """The host of a source in a policy, without its scheme and star."""
    return host(text.strip().partition("://")[2] or text)


def ssh_key(text: str) -> str:
    """The fingerprint of a host key: hex digits without colons, or OpenSSH's SHA256 form as it stands."""
    bare = text.strip()
    if bare.startswith("SHA256:"):
        return bare.rstrip("=")
    return bare.removeprefix("MD5:").replace(":", "").lower()


def acme_account(text: str) -> str:
    """The address of an account at a certification authority, its host in lower case, without a last slash."""
    found = re.fullmatch(r"(https://)([^/\s]{4,80})(/[^\s]{1,200})", text.strip())
    return f"{found[1]}{found[2].lower()}{found[3].rstrip('/')}" if found else ""


def content_id(text: str) -> str:
    """A content identifier as version 1 in base32, so that both versions of one content are one value."""
    bare = text.strip()
    if re.fullmatch(r"Qm[1-9A-HJ-NP-Za-km-z]{44}", bare):
        number = 0
        for each in bare:
            number = number * 58 + BASE58.index(each)
        if number.bit_length() > 34 * 8:
            return ""
        made = base64.b32encode(DAG_PB + number.to_bytes(34, "big")).decode("ascii")
        return "b" + made.rstrip("=").lower()
    return bare.lower() if bare[:1] in {"b", "B"} else ""


def is_content_id(value: str) -> bool:
    """Version 1, a codec, and a sha2-256 of 32 bytes; it holds no checksum."""
    data = _base32(value[1:]) if len(value) == 59 else None
    return data is not None and data[:1] == b"\x01" and data[2:4] == SHA2_256 and len(data) == 36


def onion(text: str) -> str:
    """The name of a hidden service, without what stands before it."""
    return ".".join(text.strip().lower().strip(".").split(".")[-2:]).strip(".")


def is_onion(value: str) -> bool:
    """Version 3: a key, two bytes of a checksum over it, and the version (rend-spec-v3, 6)."""
    name, _, rest = value.partition(".")
    data = _base32(name) if len(name) == 56 and rest == "onion" else None
    if data is None or data[34:] != ONION_VERSION:
        return False
    return hashlib.sha3_256(b".onion checksum" + data[:32] + ONION_VERSION).digest()[:2] == data[32:34]


def is_i2p(value: str) -> bool:
    """The sha256 of a destination in 52 letters of base32, whose last four bits are nothing."""
    name, _, rest = value.partition(".")
    return rest == "b32.i2p" and len(name) == 52 and _base32(name) is not None


def is_jarm(value: str) -> bool:
    """Sixty-two hex digits, not all zeros: those say that nobody answered in TLS."""
    return re.fullmatch(r"[0-9a-f]{62}", value) is not None and value.strip("0") != ""


def is_hassh(value: str) -> bool:
    """An MD5 in hex digits; not all zeros, and not that of nothing, which says that nothing was offered."""
    nothing = "d41d8cd98f00b204e9800998ecf8427e"
    return re.fullmatch(r"[0-9a-f]{32}", value) is not None and value.strip("0") != "" and value != nothing


def is_ja4s(value: str) -> bool:
    """Protocol, version, extensions and ALPN; the cipher; a hash of the extensions (FoxIO's JA4+)."""
    return re.fullmatch(r"[tqd][0-9s][0-9][0-9]{2}[0-9a-z]{2}_[0-9a-f]{4}_[0-9a-f]{12}", value) is not None


def is_ssh_key(value: str) -> bool:
    """An MD5 or SHA-256 in hex digits, or a SHA-256 as OpenSSH writes it."""
    return re.fullmatch(r"[0-9a-f]{32}|[0-9a-f]{64}|SHA256:[A-Za-z0-9+/]{43}", value) is not None


def is_cloudflare_pair(value: str) -> bool:
    """Two names of persons below Cloudflare's name server domain."""
    return (
        re.fullmatch(r"([a-z]{2,20}\.ns\.cloudflare\.com) (?!\1)[a-z]{2,20}\.ns\.cloudflare\.com", value)
        is not None
    )


def is_key_tag(value: str) -> bool:
    """A number of 16 bits and that of an algorithm."""
    found = re.fullmatch(r"([0-9]{1,5}) ([0-9]{1,3})", value)
    return found is not None and int(found[1]) < 65536 and int(found[2]) < 256


def holds_no_checksum(_raw: str) -> bool:
    """The form was checked, but it holds nothing that a changed character would break."""
    return False


def is_signed_32_bits(value: str) -> bool:
    """A whole number as MurmurHash3 gives it, written as it is counted."""
    try:
        return str(int(value)) == value and -(2**31) <= int(value) < 2**31
    except ValueError:
        return False


def is_package(value: str) -> bool:
    """The name of an Android package: two parts or more, each beginning with a letter."""
    return len(value) <= 200 and re.fullmatch(r"[A-Za-z]\w*(?:\.[A-Za-z]\w*)+", value, re.ASCII) is not None


def is_cipher_key(value: str) -> bool:
    """A key of 16, 24 or 32 characters or of twice as many hex digits, that uses more than a few characters."""
    return len(value) in {16, 24, 32, 48, 64} and len(set(value)) > 5


def _network(text: str) -> str:
    try:
        found = ipaddress.ip_network(text, strict=False)
    except ValueError:
        return ""
    return str(found.network_address) if found.prefixlen == found.max_prefixlen else str(found)


def _base32(text: str) -> bytes | None:
    """The bytes of base32 in lower case; nothing when its last bits are not nothing."""
    try:
        data = base64.b32decode(text.upper() + "=" * (-len(text) % 8))
    except (binascii.Error, ValueError):
        return None
    again = base64.b32encode(data).decode("ascii").rstrip("=").lower()
    return data if again == text else None


NORMAL: dict[str, Callable[[str], str]] = {
    "s3 bucket": _one_form(S3),
    "wasabi bucket": _one_form(WASABI),
    "spaces bucket": _one_form(SPACES),
    "linode bucket": _one_form(LINODE),
    "vultr bucket": _one_form(VULTR),
    "scaleway bucket": _one_form(SCALEWAY),
    "hetzner bucket": _one_form(HETZNER),
    "yandex bucket": _one_form(YANDEX),
    "google bucket": _one_form(GOOGLE),
    "aliyun bucket": _one_form(ALIYUN),
    "naver bucket": _one_form(NAVER),
    "azure storage": _one_form(AZURE),
    "netlify": _one_form(NETLIFY),
    "certificate number": certificate_number,
    "word set": word_set,
    "words in order": words_in_order,
    "network set": network_set,
    "host of url": host_of_url,
    "ssh key": ssh_key,
    "acme account": acme_account,
    "content id": content_id,
    "onion": onion,
}
VALID: dict[str, Callable[[str], bool]] = {
    "content id": is_content_id,
    "onion": is_onion,
    "i2p": is_i2p,
    "jarm": is_jarm,
    "ja4s": is_ja4s,
    "hassh": is_hassh,
    "ssh key": is_ssh_key,
    "signed 32 bits": is_signed_32_bits,
    "cloudflare pair": is_cloudflare_pair,
    "key tag": is_key_tag,
    "never": holds_no_checksum,
    "package": is_package,
    "cipher key": is_cipher_key,
}
EMBEDS: dict[str, Callable[[str], str | None]] = {}
