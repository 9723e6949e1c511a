"""Which pictures of a page are asked for, since they are likely to hold a code."""

import pytest

from osint.collectors.pictures_named import MOST, likely


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ('<img data-src="/u/qr_pay.jpg?x=1&amp;y=2" alt=x>', "/u/qr_pay.jpg?x=1&y=2"),
        ('<h3>Scan the QR code</h3><img src="/u/8231.webp" width=300>', "/u/8231.webp"),
        ('<img src="/uploads/1.jpg" alt="微信收款码">', "/uploads/1.jpg"),
        ('<img src="/uploads/2.jpg" alt="후원 계좌">', "/uploads/2.jpg"),
        ('<div style="background:url(/img/alipay-qr.png)">', "/img/alipay-qr.png"),
        ('<a href="/files/promptpay.png">give</a>', "/files/promptpay.png"),
    ],
)
def test_a_picture_that_is_named_or_described_as_a_code_is_chosen(page: str, address: str) -> None:
    assert likely(page.encode()) == [address]


@pytest.mark.parametrize(
    "page",
    [
        '<img src="/static/icon-line.png"> LINE',
        '<img src="/a/headline.jpg"><img src="/outline.png">',
        '<img src="/square.png" alt="request a quote">',
        '<img src="/qr.png" width="16" height="16">',
        '<img src="data:image/png;base64,AAAA" alt="qr">',
        "<p>QR</p>",
    ],
)
def test_icons_and_words_that_only_hold_the_letters_are_not(page: str) -> None:
    assert likely(page.encode()) == []


def test_few_are_chosen_and_the_likeliest_come_first() -> None:
    page = "".join(f'<img src="/{number}-wallet.png">' for number in range(9)) + '<img src="/donate-qr.png">'
    chosen = likely(page.encode())
    assert chosen[0] == "/donate-qr.png"
    assert len(chosen) == MOST
