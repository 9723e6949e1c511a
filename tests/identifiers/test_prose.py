"""Links amid prose about others are mentions; what a page offers its readers stays its own."""

import pytest

from osint.identifiers.scan import scan

LONG = (
    "The couple was taken to a hospital in the capital, where the health office said that it had asked everybody "
    "whom they had met to stay at home for two weeks"
)


def own(kind: str, page: str) -> list[bool]:
    return [find.own for find in scan(page.encode()) if find.kind == kind]


@pytest.mark.parametrize(
    "page",
    [
        f'<p>{LONG}, according to <a href="https://twitter.com/healthoffice">the office</a>.</p>',
        f'<p>The code is <a href="https://github.com/moonscans/reader">there</a>. {LONG}.</p>',
        '<blockquote class="tweet"><p>See <a href="https://twitter.com/healthoffice">@healthoffice</a></p>',
    ],
)
def test_a_link_in_a_paragraph_about_others_is_a_mention(page: str) -> None:
    kind = "github_owner" if "github" in page else "x_account"
    assert own(kind, page) == [False]


@pytest.mark.parametrize(
    "page",
    [
        '<p>By <a href="https://twitter.com/moonscans">Moon</a></p>',
        f'<p>{LONG}. Follow us on <a href="https://twitter.com/moonscans">X</a></p>',
        f'<p>{LONG}</p><ul><li><a href="https://twitter.com/moonscans">X</a></li></ul>',
        f'<p>{LONG}. 제휴 <a href="https://twitter.com/moonscans">moonscans</a></p>',
        f'<p>{LONG}<br><a href="https://twitter.com/moonscans">X</a><br></p>',
        f'<blockquote>{LONG}</blockquote><a href="https://twitter.com/moonscans">X</a>',
        f'<p><a href="https://a.example/">{LONG}</a> <a href="https://twitter.com/moonscans">X</a></p>',
    ],
)
def test_a_link_that_a_page_offers_its_readers_is_its_own(page: str) -> None:
    assert own("x_account", page) == [True]


def test_an_account_of_the_pages_own_scripts_is_its_own_amid_prose_too() -> None:
    assert own("ga4", f"<p>{LONG} <a href=\"javascript:gtag('config','G-9X7K2L1QWE')\">x</a> {LONG}</p>") == [
        True
    ]
