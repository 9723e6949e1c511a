"""Widgets and services: what has a sum or a curve is checked, what names an account is read as that account."""

import base64
import json

import pytest

from osint.identifiers import kind, kinds
from osint.identifiers.forms.widgets import (
    clerk_host,
    has_smart_captcha_sum,
    is_livere,
    is_snowflake,
    is_vapid,
    mapbox_account,
    sentry_project,
    site_of_disqus,
)
from osint.identifiers.kind import Group
from osint.identifiers.scan import scan, scan_reply
from osint.records import Check, Find

PUSH_KEY = kind("vapid_key").examples[0].value
CAPTCHA_KEY = kind("yandex_captcha").examples[0].value
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
HEX = "7c1d2e3f4a5b69788796a5b4c3d2e1f0"
UUID = "3f8c1b2a-9d4e-4c7f-8a1b-2c3d4e5f6a7b"


def of(name: str, text: str) -> list[Find]:
    return [find for find in scan(text.encode()) if find.kind == name]


def mutants(value: str) -> list[str]:
    return [
        value[:place] + LETTERS[(LETTERS.find(stood) + 7) % 64] + value[place + 1 :]
        for place, stood in enumerate(value)
    ]


def token(told: object) -> str:
    return "pk." + base64.urlsafe_b64encode(json.dumps(told).encode()).rstrip(b"=").decode() + "." + "a" * 22


class TestChecks:
    def test_a_push_key_is_a_point_of_its_curve_and_no_mutant_is(self) -> None:
        assert is_vapid(PUSH_KEY)
        # The last character holds two bits that belong to no byte.
        assert [each for each in mutants(PUSH_KEY)[:-1] if is_vapid(each)] == []

    @pytest.mark.parametrize(
        "value", ["", "B" * 87, PUSH_KEY[:-1], PUSH_KEY + "A", "BA" + "A" * 85, "é" * 87]
    )
    def test_what_is_no_point_is_no_push_key(self, value: str) -> None:
        assert not is_vapid(value)

    def test_a_captcha_key_ends_with_its_sum_and_no_mutant_does(self) -> None:
        assert has_smart_captcha_sum(CAPTCHA_KEY)
        assert [each for each in mutants(CAPTCHA_KEY) if has_smart_captcha_sum(each)] == []

    def test_a_captcha_key_without_the_sum_is_read_and_not_vouched_for(self) -> None:
        key = CAPTCHA_KEY[:-1] + "0"
        checks = [of("yandex_captcha", f'data-sitekey="{each}"')[0].check for each in (CAPTCHA_KEY, key)]
        assert checks == [Check.VALID, Check.NONE]

    @pytest.mark.parametrize(
        ("plain", "is_one"), [("1020/81293/64774", True), ("1020/81293", False), ("moonscans", False)]
    )
    def test_a_livere_account_tells_three_numbers(self, plain: str, is_one: bool) -> None:
        assert is_livere(base64.b64encode(plain.encode()).decode()) is is_one

    @pytest.mark.parametrize(
        ("value", "is_one"),
        [
            ("281930475610293847", True),
            ("00000000000000001", False),
            ("99999999999999999999", False),
            ("x", False),
        ],
    )
    def test_a_server_s_id_is_one_that_can_have_been_given_out(self, value: str, is_one: bool) -> None:
        assert is_snowflake(value) is is_one


class TestAccountsThatValuesName:
    def test_two_tokens_of_one_mapbox_account_are_one_value(self) -> None:
        first, second = (token({"u": "MoonScans", "a": each}) for each in ("a1", "b2"))
        assert mapbox_account(first) == mapbox_account(second) == mapbox_account("moonscans") == "moonscans"

    @pytest.mark.parametrize(
        "told",
        [{}, [], "moonscans", {"u": 7}, {"u": ""}, {"u": "a b"}, {"u": None}, [[[[[]]]]], {"a": "moonscans"}],
    )
    def test_a_token_that_names_nobody_is_none(self, told: object) -> None:
        assert mapbox_account(token(told)) == ""

    @pytest.mark.parametrize("text", ["pk.", "pk.eyJ", "pk.eyJ!.x", "pk." + "[" * 5000, "é", ""])
    def test_a_broken_token_is_none(self, text: str) -> None:
        assert mapbox_account(text) == ""

    @pytest.mark.parametrize(
        ("host", "read"),
        [
            ("clerk.toonlight.example$", "clerk.toonlight.example"),
            ("clerk.toonlight.example", ""),
            ("clerk$", ""),
        ],
    )
    def test_a_log_in_key_writes_out_its_host(self, host: str, read: str) -> None:
        assert clerk_host("pk_live_" + base64.b64encode(host.encode()).decode()) == read

    def test_a_payee_s_key_is_no_log_in_s(self) -> None:
        assert of("clerk", 'key="pk_live_51K3T9xQ2mZb7nR5wY8cA1dF4gH6jK0pSqUeXoIiBt"') == []

    @pytest.mark.parametrize(
        "dsn",
        [
            f"https://{HEX}@o48213.ingest.sentry.io/5129384",
            f"//{HEX}@o48213.ingest.sentry.io/5129384",
            f"https://{HEX}:{HEX}@O48213.ingest.sentry.io/5129384",
            "o48213.ingest.sentry.io/5129384",
        ],
    )
    def test_a_project_is_one_value_whatever_key_leads_to_it(self, dsn: str) -> None:
        assert sentry_project(dsn) == "o48213.ingest.sentry.io/5129384"

    @pytest.mark.parametrize(
        ("name", "site"),
        [
            ("moonscans-reader-com", "moonscans-reader.com"),
            ("moonscans-reader", None),
            ("moonscans-io", None),
            ("-com", None),
        ],
    )
    def test_a_forum_may_write_out_its_site(self, name: str, site: str | None) -> None:
        assert site_of_disqus(name) == site


class TestWhatIsNobodys:
    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("turnstile", 'data-sitekey="1x00000000000000000000AA"'),
            ("turnstile", 'data-sitekey="3x00000000000000000000FF"'),
            ("hcaptcha", '<div class="h-captcha" data-sitekey="10000000-ffff-ffff-ffff-000000000001">'),
            ("gravatar", "//www.gravatar.com/avatar/d41d8cd98f00b204e9800998ecf8427e?d=mm"),
            ("firebase_sender", 'messagingSenderId: "103953800507"'),
            ("kakao_key", "Kakao.init('c089c8172def97eb00c07217cae17495')"),
            ("mapbox", token({"u": "mapbox", "a": "x"})),
            ("disqus", "var disqus_shortname = 'example';"),
            ("algolia", "docsearch({appId:'BH4D9OD16A'})"),
        ],
    )
    def test_demonstrations_and_vendors_own_are_shown_as_such(self, name: str, text: str) -> None:
        (find,) = of(name, text)
        assert find.platform


class TestOneAccountInEveryFormOfItsSnippet:
    @pytest.mark.parametrize(
        ("name", "forms"),
        [
            (
                "kakao_key",
                [
                    f"Kakao.init('{HEX}')",
                    f'Kakao.init( "{HEX}" )',
                    f"//dapi.kakao.com/v2/maps/sdk.js?autoload=false&amp;appkey={HEX}",
                    f"https:\\/\\/dapi.kakao.com\\/v2\\/maps\\/sdk.js?appkey={HEX}",
                ],
            ),
            (
                "onesignal",
                [
                    f'OneSignal.init({{appId:"{UUID}"}})',
                    f"OneSignal.push(['init', {{\n  appId: '{UUID.upper()}'",
                    f"https://onesignal.com/api/v1/apps/{UUID}/icon",
                ],
            ),
            (
                "wordpress_blog",
                [
                    "_stq.push([ 'view', {v:'ext',blog:'28193047',post:'1'} ]);",
                    '_stq.push([ "view", JSON.parse("{\\"v\\":\\"ext\\",\\"blog\\":\\"28193047\\"}") ]);',
                    '<img src="https://pixel.wp.com/g.gif?v=ext&amp;blog=28193047&amp;post=1">',
                ],
            ),
            (
                "facebook_app",
                [
                    '<meta property="fb:app_id" content="281930475610293">',
                    '<meta content="281930475610293" property="fb:app_id"/>',
                    "FB.init({\n      appId            : '281930475610293',\n",
                    '<iframe src="https://www.facebook.com/plugins/like.php?href=x&amp;appId=281930475610293">',
                ],
            ),
        ],
    )
    def test_is_one_value(self, name: str, forms: list[str]) -> None:
        for form in forms:
            values = {find.value for find in scan_reply(b"", form.encode()) if find.kind == name}
            assert len(values) == 1, form
            assert values < {"28193047", "281930475610293", HEX, UUID}, form


def test_there_are_eighty_kinds_of_tokens_widgets_and_services() -> None:
    listed = [each for each in kinds().values() if each.group in {Group.VERIFICATION, Group.WIDGETS}]
    assert len(listed) >= 80
