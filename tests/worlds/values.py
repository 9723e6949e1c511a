"""Values of the catalogue's kinds, invented: each passes the kind's own pattern and check."""

import base64
import hashlib
import random
import string
from collections.abc import Callable

CODE = string.ascii_uppercase + string.digits
WORD = string.ascii_lowercase


class Values:
    """Makes values, none twice, from one source of chance."""

    def __init__(self, chance: random.Random) -> None:
        """Draw from this."""
        self._chance = chance
        self._made: set[str] = set()

    def new(self, kind: str) -> str:
        """A value of a kind that nobody has yet."""
        while (value := self._draw(kind)) in self._made:
            pass
        self._made.add(value)
        return value

    def word(self, length: int = 8) -> str:
        """A word of small letters."""
        return "".join(self._chance.choices(WORD, k=length))

    def _draw(self, kind: str) -> str:
        return MAKERS[kind](self)

    def digits(self, length: int) -> str:
        """A number of so many digits, none of the first being nought."""
        return str(self._chance.randrange(10 ** (length - 1), 10**length))

    def hexed(self, length: int) -> str:
        """So many hexadecimal digits."""
        return f"{self._chance.getrandbits(4 * length):0{length}x}"

    def code(self, length: int) -> str:
        """Capitals and digits."""
        return "".join(self._chance.choices(CODE, k=length))

    def address(self) -> str:
        """An address of the range that carriers share (RFC 6598)."""
        return f"100.{self._chance.randrange(64, 128)}.{self._chance.randrange(256)}.{self._chance.randrange(1, 255)}"

    def name_servers(self) -> str:
        """Two name servers of one zone."""
        zone = f"{self.word(9)}.example"
        return f"ns1.{zone} ns2.{zone}"

    def tron(self) -> str:
        """A TRON address with its checksum (Base58Check, version 0x41)."""
        payload = b"\x41" + self._chance.randbytes(20)
        check = hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4]
        return _base58(payload + check)

    def token(self) -> str:
        """Forty-three characters of base64url, as Google's tokens are."""
        return base64.urlsafe_b64encode(self._chance.randbytes(32)).decode("ascii").rstrip("=")


def _base58(data: bytes) -> str:
    alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        text = alphabet[rest] + text
    return text


MAKERS: dict[str, Callable[[Values], str]] = {
    "google_analytics": lambda of: f"UA-{of.digits(8)}",
    "ga4": lambda of: f"G-{of.code(10)}",
    "google_tag_manager": lambda of: f"GTM-{of.code(7)}",
    "yandex_metrica": lambda of: of.digits(8),
    "histats": lambda of: of.digits(7),
    "naver_analytics": lambda of: f"s_{of.hexed(12)}",
    "baidu_tongji": lambda of: of.hexed(32),
    "facebook_pixel": lambda of: of.digits(15),
    "statcounter": lambda of: of.digits(8),
    "yandex_verification": lambda of: of.hexed(16),
    "ko_fi": lambda of: of.word(9),
    "adsense": lambda of: f"pub-{of.digits(16)}",
    "adsterra": lambda of: of.hexed(32),
    "propeller_zone": lambda of: of.digits(7),
    "exoclick": lambda of: of.digits(7),
    "popads": lambda of: of.digits(7),
    "paypal_button": lambda of: of.code(13),
    "tron": Values.tron,
    "telegram": lambda of: of.word(10),
    "discord": lambda of: of.word(9),
    "email": lambda of: f"{of.word(7)}@{of.word(8)}.example",
    "google_verification": Values.token,
    "bing_verification": lambda of: of.hexed(32).upper(),
    "naver_verification": lambda of: of.hexed(40),
    "disqus": lambda of: of.word(11),
    "onesignal": lambda of: "-".join(
        (of.hexed(8), of.hexed(4), f"4{of.hexed(3)}", f"a{of.hexed(3)}", of.hexed(12))
    ),
    "tls_key": lambda of: of.hexed(64),
    "content_host": lambda of: f"img.{of.word(9)}.example",
    "registrant_email": lambda of: f"{of.word(8)}@{of.word(8)}.example",
    "registrant_name": lambda of: f"{of.word(6)} {of.word(7)}",
    "favicon": lambda of: str(int(of.hexed(8), 16) - 2**31),
    "class_vocabulary": lambda of: of.hexed(64),
    "address": Values.address,
    "nameserver_set": Values.name_servers,
    "ads_txt_direct": lambda of: f"{of.word(8)}.example {of.digits(9)}",
}
