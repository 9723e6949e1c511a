"""Whether a link stands in prose about others: in a quotation, or in a paragraph with no word that offers a contact.

What a page uses itself stands in menus, lists and short lines, or beside a word by which readers are told to get
in touch. A link amid a long paragraph without such a word leads to whom the paragraph is about.
"""

import re

LEAST = 120  # characters of a paragraph beside its links, from which on it is prose
FAR = 1500  # bytes on either side of a link in which its paragraph is looked for
LONGEST = 2000  # bytes of a link
BESIDE = 96  # bytes before a link in which a word offers it
BLOCK = re.compile(
    rb"</?(?:p|div|li|ul|ol|t[dhr]|table|h[1-6]|section|article|nav|footer|header|aside|main|head|body|form|d[dlt]|"
    rb"figure|figcaption|blockquote|pre|br|hr|script|style|svg)(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
ELEMENTS = re.compile(rb"<a\s[^<>]*>[^<>]{0,200}</a>|<[^<>]*>", re.IGNORECASE)
# Words by which pages ask readers to write, join or pay, in the languages of our readers.
OFFERS = tuple(
    word.encode()
    for word in (
        "contact", "mail", "follow", "find us", "reach", "let us know", "write to", "join", "donat", "subscri",
        "message", "official", "our ", "문의", "연락", "제휴", "광고", "신고", "공지", "채널", "구독", "후원", "참여",
        "입장", "주소", "联系", "聯繫", "聯絡", "商务", "合作", "投稿", "关注", "加入", "客服", "問い合わせ", "連絡",
        "公式", "フォロー", "liên hệ", "theo dõi", "ủng hộ", "tham gia", "ติดต่อ", "ติดตาม", "สนับสนุน", "hubungi",
        "kontak", "gabung", "ikuti", "contacto", "contato", "siga", "síguenos", "kontakt", "свяж", "подпис", "канал",
        "для связи",
    )
)  # fmt: skip


def is_cited(page: bytes, place: int) -> bool:
    """Whether the link in whose tag a place stands is in prose about others."""
    opening = page.rfind(b"<", 0, place)
    if page[opening : opening + 2].lower() != b"<a":
        return False
    if _is_quoted(page, opening):
        return True
    closing = page.find(b"</", place, place + LONGEST)
    before = _paragraph_before(page, opening)
    behind = _paragraph_behind(page, max(place, closing))
    prose = ELEMENTS.sub(b" ", before) + ELEMENTS.sub(b" ", behind)
    if len(b" ".join(prose.split()).decode("utf-8", "replace")) < LEAST:
        return False
    text = re.sub(rb"<[^<>]*>", b" ", before)[-BESIDE:] + re.sub(rb"<[^<>]*>", b" ", page[place:closing])
    return not any(word in text.lower() for word in OFFERS)


def _is_quoted(page: bytes, place: int) -> bool:
    """Whether a quotation is open at a place; Facebook's boxes of a site's own page are written as one."""
    first = max(0, place - 8 * FAR)
    opening = page.rfind(b"<blockquote", first, place)
    is_open = opening > page.rfind(b"</blockquote", first, place)
    return is_open and b"fb-xfbml-parse-ignore" not in page[opening:place]


def _paragraph_before(page: bytes, opening: int) -> bytes:
    """What stands between the last edge of a block and a link."""
    before = page[max(0, opening - FAR) : opening]
    edges = [found.end() for found in BLOCK.finditer(before)]
    return before[edges[-1] :] if edges else b""


def _paragraph_behind(page: bytes, closing: int) -> bytes:
    """What stands between a link and the next edge of a block."""
    edge = BLOCK.search(page, closing, closing + FAR)
    return page[closing : edge.start()] if edge else b""
