"""The pictures of a page that are likely to hold a code: named, described or surrounded by words that say so."""

import html
import re
from collections.abc import Iterator
from itertools import islice

MOST = 4  # that are asked for
LOOKED_AT = 2000  # tags of one page
NEAR = 240  # bytes before and behind a picture whose words count
SMALLEST = 40  # pixels, where a tag states them

TAG = re.compile(rb"<(?:img|source|input|a|object|embed)\b[^<>]{0,3000}>", re.IGNORECASE)
STYLE = re.compile(rb"url\(\s{0,4}[\"']?([^\"')\s]{4,600})", re.IGNORECASE)
ADDRESS = re.compile(
    rb"""\b(?:data-(?:src|original|lazy-src|lazy|url|echo)|srcset|src|href|data)\s{0,4}=\s{0,4}(?:"([^"]{3,900})"|'([^']{3,900})'|([^\s"'>]{3,900}))""",
    re.IGNORECASE,
)
SIDES = re.compile(rb"\b(?:width|height)\s{0,4}=\s{0,4}[\"']?(\d{1,4})(?=[\"'\s>/px])", re.IGNORECASE)
PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|bmp|avif)(?:$|[?#&])", re.IGNORECASE)
TAGS = re.compile(rb"<[^<>]{0,3000}(?:>|\Z)|\A[^<>]{0,300}>")

# What says that a picture is a code.
CODE = re.compile(
    r"(?<![a-z])(?:my|the|line|pay|wechat|weixin|wx|alipay|zfb|pp|kakao|tg|usdt|btc|bank)?[-_.]?qr(?![a-z])"
    r"|qr[-_.]?(?:code|img|image|pay|line|donate|bank|usdt|btc|pic|\d)|(?<![a-z])(?:erweima|ewm|skm|shoukuan(?:ma)?|zsm)(?![a-z])"
    r"|barcode2d|二维码|二維碼|收款码|收款碼|收钱码|赞赏码|讚賞碼|큐알|qr코드|ＱＲ|คิวอาร์|qrコード|mã qr",
    re.IGNORECASE,
)
# What says that money or a contact is meant.
PAY = re.compile(
    r"(?<![a-z])(?:donat(?:e|ion|ions|ing)|sponsor|tipjar|reward|alipay|zhifubao|zfb|wechat|weixin|wxpay|wepay|promptpay"
    r"|truemoney|paynow|duitnow|qris|gopay|dana|ovo|vietqr|momo|zalopay|zalo|pix|upi|paytm|phonepe|gcash|toss|naverpay"
    r"|line|lineid|kakaopay|whatsapp|paypal|usdt|trc-?20|erc-?20|bitcoin|btc|ethereum|wallet|deposit|topup|top-up|payment)(?![a-z])"
    r"|후원|충전|계좌|입금|송금|도네|카카오페이|오픈채팅|打赏|打賞|赞赏|讚賞|捐赠|捐贈|支付宝|支付寶|微信|充值|加群|寄付|投げ銭|送金"
    r"|พร้อมเพย์|โดเนท|บริจาค|เติมเงิน|โอนเงิน|ủng hộ|nạp tiền|chuyển khoản|doação|apoie|donar|donaci[oó]n|donasi|تبرع",
    re.IGNORECASE,
)
# Pictures of a brand beside such words.
MARK = re.compile(
    r"(?<![a-z])(?:icon|icons|logo|btn|button|arrow|sprite|badge|emoji|avatar|loading|placeholder|banner|bg)(?![a-z])",
    re.IGNORECASE,
)


def likely(page: bytes) -> list[str]:
    """The addresses of pictures that are likely to hold a code, as they stand in the page, the likeliest first.

    At most ``MOST``. They may be relative and may lead to other sites: whoever asks for them resolves them and
    keeps to the site's own.
    """
    worth: dict[str, int] = {}
    for address, own, near in _named(page):
        bits = _worth(address, own, near)
        if bits >= 2 and not address.lower().startswith("data:"):
            worth[address] = max(worth.get(address, 0), bits)
    return sorted(worth, key=lambda address: -worth[address])[:MOST]


def _worth(address: str, own: str, near: str) -> int:
    """How likely a picture is a code: by its own words, then by those round it."""
    named = f"{address.partition('?')[0].rpartition('//')[2].partition('/')[2]} {own}"
    if CODE.search(named):
        return 5 if PAY.search(named) or PAY.search(near) else 4
    if MARK.search(address.rpartition("/")[2]):
        return 0
    if PAY.search(named):
        return 3 if CODE.search(near) else 2
    return 2 if CODE.search(near) else 0


def _named(page: bytes) -> Iterator[tuple[str, str, str]]:
    """Each picture's address, the words of its tag, and the text near it."""
    for found in islice(TAG.finditer(page), LOOKED_AT):
        tag = found[0]
        if any(int(side) < SMALLEST for side in SIDES.findall(tag)):
            continue
        is_link = tag[:3].lower() in {b"<a ", b"<a\n", b"<a\t"}
        words = _text(ADDRESS.sub(b" ", tag))
        near = _near(page, *found.span())
        for address in ADDRESS.finditer(tag):
            stood = _text(next(each for each in address.groups() if each is not None)).strip().split(" ")[0]
            if PICTURE.search(stood) or (not is_link and CODE.search(stood)):
                yield stood, words, near
    for found in islice(STYLE.finditer(page), LOOKED_AT):
        stood = _text(found[1])
        if PICTURE.search(stood):
            yield stood, "", ""


def _near(page: bytes, start: int, end: int) -> str:
    """The text before and behind a tag, without markup."""
    before, behind = page[max(0, start - NEAR) : start], page[end : end + NEAR]
    return f"{_text(TAGS.sub(b' ', before))} {_text(TAGS.sub(b' ', behind))}"


def _text(data: bytes) -> str:
    return html.unescape(data.decode("utf-8", "replace"))
