"""What a banner of Shodan's shows of an address: its certificate, its keys, its software, its icon and its page."""

import base64
import binascii
import hashlib
from collections.abc import Iterator
from typing import Any

from osint.collectors.answers import text

LONGEST = 16_384  # characters of a key; an RSA key of 16,384 bits has some 2,800


def shown(banner: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """By kind; a hash of 0 is Shodan's for nothing."""
    ssl, ssh, http = inner(banner, "ssl"), inner(banner, "ssh"), inner(banner, "http")
    certificate = inner(ssl, "cert")
    yield "certificate", text(inner(certificate, "fingerprint").get("sha256"))
    yield "certificate_org", text(inner(certificate, "subject").get("O"))
    yield "jarm", text(ssl.get("jarm"))
    yield "ssh_key", text(ssh.get("fingerprint")) or _fingerprint(text(ssh.get("key")))
    yield "hassh", text(ssh.get("hassh"))
    if ssl:
        from osint.collectors import shodan_certificates  # reading certificates takes long to learn

        yield from shodan_certificates.shown(ssl)
    for name, number in (
        ("favicon", inner(http, "favicon").get("hash")),
        ("page_hash", http.get("html_hash")),
    ):
        if isinstance(number, int) and number:
            yield name, str(number)


def _fingerprint(key: str) -> str:
    """The MD5 of a host's key (RFC 4716, 4), as Shodan writes it beside the key; empty where it is no base64."""
    if not key or len(key) > LONGEST:
        return ""
    try:
        data = base64.b64decode("".join(key.split()), validate=True)
    except (binascii.Error, ValueError):
        return ""
    return hashlib.md5(data, usedforsecurity=False).hexdigest() if data else ""


def inner(value: Any, *names: str) -> dict[str, Any]:
    """The object below names; an empty one where there is none."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}
