"""Analytics ids and pixels: one value however a snippet was published, and nothing from what only looks alike."""

import html
import json
import re
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint.identifiers import PARTS, kind, kinds
from osint.identifiers.forms import analytics
from osint.identifiers.kind import Group, Kind
from osint.identifiers.scan import scan, scan_reply

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
KINDS = tuple(each for each in kinds().values() if each.group is Group.ANALYTICS and each.expression)
EVERY = pytest.mark.parametrize("each", KINDS, ids=lambda each: each.name)
UUID = "1f3a5c7e-9b2d-4f60-8a1c-3e5d7f902b4c"
HEX = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"


def values(text: str, name: str) -> set[str]:
    return {find.value for find in scan_reply(HEAD, text.encode()) if find.kind == name}


def in_attribute(text: str) -> str:
    return f'<div data-code="{html.escape(text)}"></div>'


def in_json(text: str) -> str:
    written = json.dumps(text).replace("/", "\\/").replace("<", "\\u003c")
    return f"<script>var page = {written}</script>"


def in_address(text: str) -> str:
    return f'<a href="https://reader.example/?code={quote(text, safe="")}">'


def without_blanks(text: str) -> str:
    return "<script>" + re.sub(r"\s*([=,:(){}\[\];+])\s*", r"\1", text) + "</script>"


def with_other_quotes(text: str) -> str:
    return "<p>" + text.translate({34: 39, 39: 34}) + "</p>"


@EVERY
@pytest.mark.parametrize(
    "written",
    [in_attribute, in_json, in_address, without_blanks, with_other_quotes],
    ids=lambda how: how.__name__,
)
def test_a_snippet_is_read_however_a_page_writes_it(each: Kind, written) -> None:  # type: ignore[no-untyped-def]
    for example in each.examples:
        assert values(written(example.text), each.name) == {example.value}, written(example.text)


def test_there_are_more_than_a_hundred_kinds_and_each_file_of_the_part_has_some() -> None:
    assert len(KINDS) > 100
    assert PARTS[Group.ANALYTICS] == ("analytics", "pixels")
    assert {"ga4", "facebook_pixel"} <= {each.name for each in KINDS}


@pytest.mark.parametrize(
    ("name", "texts", "value"),
    [
        (
            "google_analytics",
            [
                "_gaq.push(['_setAccount','UA-7345812-1'])",
                "gtag('config', 'UA-7345812-2')",
                "/collect?v=1&tid=UA-7345812-33&cid=5",
                "window['ga-disable-UA-7345812-4']",
            ],
            "UA-7345812",
        ),
        (
            "google_ads",
            [
                "gtag('config','AW-874512390')",
                "google_conversion_id=874512390",
                "/pagead/conversion/874512390/?x",
            ],
            "AW-874512390",
        ),
        (
            "floodlight",
            ["gtag('config','DC-8451239')", "//8451239.fls.doubleclick.net/activityi;src=8451239;type=a"],
            "DC-8451239",
        ),
        (
            "ga4",
            ["/gtag/js?id=G-9X7K2L1QWE", "gtag _ga_9X7K2L1QWE=GS1", '"ga4_id":"G-9X7K2L1QWE"'],
            "G-9X7K2L1QWE",
        ),
    ],
)
def test_the_forms_of_one_account_give_one_value(name: str, texts: list[str], value: str) -> None:
    for text in texts:
        assert values(text, name) == {value}, text


class TestMatomo:
    def test_takes_the_tracker_and_not_an_address_that_stands_before_it(self) -> None:
        text = (
            "var a='https://cdn.other.example/x.js'; var u='//stats.reader.example/'; "
            "_paq.push(['setTrackerUrl', u+'matomo.php']); _paq.push(['setSiteId', '7']);"
        )
        assert values(text, "matomo") == {"stats.reader.example 7"}

    def test_does_not_join_a_tracker_and_a_number_of_two_scripts(self) -> None:
        text = (
            "<script>var u='//stats.reader.example/'; push(['setTrackerUrl', u+'matomo.php'])</script>"
            "<script>_paq.push(['setSiteId', '7'])</script>"
        )
        assert values(text, "matomo") == set()

    def test_a_number_without_a_host_is_nothing(self) -> None:
        assert kind("matomo").read("1") == ""
        assert kind("matomo").read("setSiteId','1'") == ""

    def test_the_trackers_host_names_a_site_unless_the_vendor_runs_it(self) -> None:
        embeds = kind("matomo").embeds
        assert embeds is not None
        assert embeds("stats.toonlight.example 4") == "toonlight.example"
        assert embeds("goatcounter.com") is None

    def test_the_vendors_demonstration_ties_nobody(self) -> None:
        assert kind("matomo").is_shared_by_design("demo.matomo.org 1")
        assert not kind("matomo").is_shared_by_design("stats.toonlight.example 1")


@pytest.mark.parametrize(
    ("name", "text", "site"),
    [
        ("naver_inflow", 'wcs.inflow("www.toonlight.co.kr");', "toonlight.co.kr"),
        (
            "plausible",
            '<script data-domain="toonlight.co.kr" src="/js/script.js"></script>',
            "toonlight.co.kr",
        ),
        ("parsely", "//cdn.parsely.com/keys/toonlight.co.kr/p.js", "toonlight.co.kr"),
        ("chartbeat_domain", "_sf_async_config={domain:'www.toonlight.co.kr'}", "toonlight.co.kr"),
        ("woopra", "woopra.config({domain:'toonlight.co.kr'})", "toonlight.co.kr"),
    ],
)
def test_a_value_that_is_a_domain_names_the_owners_site(name: str, text: str, site: str) -> None:
    (find,) = [find for find in scan(text.encode()) if find.kind == name]
    embeds = kind(name).embeds
    assert embeds is not None
    assert embeds(find.value) == site


def test_every_domain_of_a_list_is_read() -> None:
    text = (
        '<script data-domain="toonlight.example, moonscans.example" src="https://plausible.io/js/script.js">'
    )
    assert values(text, "plausible") == {"toonlight.example", "moonscans.example"}
    assert values('s_account="toonprod,toonglobal";', "adobe_report_suite") == {"toonprod", "toonglobal"}
    assert values("//s.yjtag.jp/tag.js#site=lVqScB1,z5DQbh7", "yahoo_japan_tag") == {"lVqScB1", "z5DQbh7"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ga4", "gtag product PG-13-2021 and G-SHOCK-5600 and G-MEASUREMENT"),
        ("ga4", "gtag('config','G-XXXXXXXXXX')"),
        ("ga4", 'gtag {"sku":"G-9X7K2L1QWE"}'),
        ("ga4", 'a product code: "G-9X7K2L1QWE"'),
        ("google_tag_manager", "GTM-DATA-LAYER GTM-NOSCRIPT GTM-XXXXXXX gtm-k7q2zp9 GTM-5"),
        ("google_analytics", "X-UA-Compatible UA-2021-07 UA-XXXXX-Y UA-12345"),
        ("yandex_metrica", "mc.yandex.ru/pixel/7512390812345678901 ym(2024,11) gym(87451239, 'x')"),
        ("matomo", "cX.callQueue.push(['setSiteId', '1136292848854841239']); u='//a.example/'"),
        ("segment", f'rudderanalytics.load("{HEX}")'),
        ("facebook_pixel", "fbq('track', '281930475610293'); facebook.com/profile.php?id=281930475610293"),
        ("bing_uet", 'uetq {"multi":"5661239","ratio":5661239}'),
        ("umami", 'data-website-id="site-1"'),
        ("x_pixel", "twq('track','nyk39'); https://t.co/nyk39"),
        ("linkedin_insight", '<div id="article_social_bottom_linkedin" data-pid="6481239">'),
        ("cnzz", "https://s4.reader.example/z_stat.php?id=1278451239"),
        ("tiktok_pixel", "ttq.track('D4JKQHBC77U6MI8IK10G')"),
        ("thinking_data", f"appId: '{HEX}'"),
        ("snap_pixel", f"snaptr('track', '{UUID}')"),
    ],
)
def test_what_only_looks_like_one_is_none(name: str, text: str) -> None:
    assert values(text, name) == set()


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("google_analytics", "_gaq.push(['_setAccount', 'UA-97144-8'])", "UA-97144"),
        ("google_analytics", "wixAnalytics:['UA-2117194-45']", "UA-2117194"),
        ("cnzz", "http://v7.cnzz.com/stat.php?id=155540&web_id=155540", "155540"),
        ("la51", "http://js.users.51.la/5527487.js", "5527487"),
        ("tencent_analytics", "http://tajs.qq.com/stats?sId=9347272", "9347272"),
        ("nielsen_sitecensus", "//secure-us.imrworldwide.com/cgi-bin/m?ci=ent599834&c1=x", "ent599834"),
        ("liveinternet", "//counter.yadro.ru/hit;ucoz_desktop_click?r", "ucoz_desktop_click"),
    ],
)
def test_what_platforms_and_templates_carry_is_kept_and_marked(name: str, text: str, value: str) -> None:
    (find,) = {(find.value, find.platform) for find in scan(text.encode()) if find.kind == name}
    assert find == (value, True)


@given(st.text())
def test_a_normal_form_takes_any_text_and_changes_nothing_twice(text: str) -> None:
    for name, normal in analytics.NORMAL.items():
        once = normal(text)
        assert normal(once) == once, name
