"""What servers say beside a record: none registered, a quota, a block, an outage, each by its own words."""

import pytest
from whois_phrases import ANSWERS

from osint import registration
from osint.registration import State

EACH = [(state, top, text) for state, listed in ANSWERS.items() for top, text in listed]
UNSEEN = {State.RATE_LIMITED, State.BLOCKED, State.UNAVAILABLE}


@pytest.mark.parametrize(("state", "top", "text"), EACH)
def test_an_answer_is_read_by_its_words(state: str, top: str, text: str) -> None:
    assert registration.parse(text.encode(), domain=f"toon.{top}").state.value == state


@pytest.mark.parametrize("banner", ["% Welcome to the registry\n%\n\n", "----\n Whois server\n----\n"])
@pytest.mark.parametrize(("state", "top", "text"), [each for each in EACH if State(each[0]) in UNSEEN])
def test_a_refusal_or_outage_below_a_banner_is_one(banner: str, state: str, top: str, text: str) -> None:
    read = registration.parse((banner + text).encode(), domain=f"toon.{top}").state
    assert read in UNSEEN
    assert (read is State.UNAVAILABLE) == (state == State.UNAVAILABLE.value)


@pytest.mark.parametrize("charset", ["cp949", "shift_jis", "gb18030"])
def test_a_refusal_is_read_in_its_charset(charset: str) -> None:
    text = {
        "cp949": "일일 조회 한도를 초과하였습니다.\n",
        "shift_jis": "検索回数の上限に達しました。\n",
        "gb18030": "查询过于频繁，请稍后再试\n",
    }[charset]
    top = {"cp949": "kr", "shift_jis": "jp", "gb18030": "cn"}[charset]
    assert registration.parse(text.encode(charset), domain=f"toon.{top}").state is State.RATE_LIMITED


@pytest.mark.parametrize(
    "text",
    [
        "Domain Name: toon.com\nRegistrar: Example\nCreation Date: 2004-01-02\n\nAccess is rate limited. Try again later.\n",
        "domain: toon.de\nnserver: ns1.example.net\nregistrar: x\n% Too many requests are blocked\n",
    ],
)
def test_terms_of_use_below_a_record_take_it_away_from_nobody(text: str) -> None:
    assert registration.parse(text.encode(), domain="toon.com").state is State.REGISTERED


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("No match for toon.com\nQuota exceeded\n", State.RATE_LIMITED),
        ("% Quota exceeded. You can ask again in an hour\n", State.RATE_LIMITED),
        ("No match for toon.com\n\nThose who send too many requests may be blocked.\n", State.NOT_REGISTERED),
        ("No match for toon.com\n\nAccess is rate limited.\n", State.NOT_REGISTERED),
    ],
)
def test_a_refusal_behind_an_absence_counts_unless_it_is_a_warning(text: str, state: State) -> None:
    assert registration.parse(text.encode(), domain="toon.com").state is state


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html><html><body>Please complete the captcha. Domain not found? Try again.</body></html>",
        "HTTP/1.1 404 Not Found\r\n\r\nNot found\n",
        "<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>",
        "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>",
    ],
)
def test_a_page_for_people_is_an_outage_and_no_absence(text: str) -> None:
    assert registration.parse(text.encode(), domain="toon.es").state is State.UNAVAILABLE
