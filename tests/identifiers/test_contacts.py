"""Contacts as pages publish them, and what only looks like one."""

import pytest

from osint.identifiers import kind, kinds
from osint.identifiers.kind import Group
from osint.identifiers.scan import scan, scan_reply
from osint.records import Check, Where

HTML = b"HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\n\r\n"
MAILBOX = "ads@moonscans.com"


def read(name: str, page: str) -> set[str]:
    return {find.value for find in scan_reply(HTML, page.encode()) if find.kind == name}


def cfemail(mailbox: str, key: int = 0x42) -> str:
    return bytes([key, *(each ^ key for each in mailbox.encode())]).hex()


class TestMailbox:
    @pytest.mark.parametrize(
        "page",
        [
            '<a href="mailto:Ads@MoonScans.com?subject=ad&amp;body=x">',
            "<a href=mailto:ads@moonscans.com>",
            '<a href="mailto:ads%40moonscans.com">',
            '<a href="&#109;&#97;&#105;&#108;&#116;&#111;&#58;ads&#64;moonscans.com">',
            "ads&commat;moonscans.com",
            f'<span class="__cf_email__" data-cfemail="{cfemail(MAILBOX)}">',
            f'<a href="/cdn-cgi/l/email-protection#{cfemail(MAILBOX)}">',
            '<script>x={"email":"ads\\u0040moonscans.com"}</script>',
            "ads [at] moonscans [dot] com",
            "ads{at}moonscans{dot}com",
            "ads(골뱅이)moonscans.com",
            "ads（＠）moonscans.com".replace("（＠）", "＠"),
            "ads AT moonscans DOT com",
            "<script>document.write('<a href=\"mailto:' + 'ads' + '@' + 'moonscans.com' + '\">')</script>",
            "<script>location='mailto:'+'ads'+'@'+'moonscans'+'.com'</script>",
            '<script>var n = "ads"; var d = "moonscans.com"; document.write(n + "@" + d)</script>',
            "문의:ads@moonscans.com으로 연락",
            "Write to ads@moonscans.com. Then wait.",
            "Write to ads@moonscans.com.Then wait.",
            "https://mail.google.com/mail/?view=cm&amp;to=ads@moonscans.com",
        ],
    )
    def test_is_read_however_it_is_hidden(self, page: str) -> None:
        assert read("email", page) == {MAILBOX}

    @pytest.mark.parametrize(
        "page",
        [
            '<img srcset="a@2x.jpg 2x, b@3x.webp 3x, c@2x.min.svg, d@2x.ai 2x">',
            "https://cdn.jsdelivr.net/npm/vue@2.6.14/dist/vue.min.js",
            "https://cdn.jsdelivr.net/npm/@fancyapps/ui@4.0/dist/fancybox.umd.js",
            "https://cdn.jsdelivr.net/gh/user/repo@main/file.js",
            "https://0a1b2c3d4e5f60718293a4b5c6d7e8f9@o45.ingest.sentry.io/45",
            "https://user:secret@moonscans.com/",
            "redis://default:pass@redis.moonscans.com:6379",
            "@media screen{} @font-face{} @import 'a.css'",
            "user@localhost x@y.internal foo@bar.notatld",
            "xmpp:ads@moonscans.com",
            "<script>if(at)t.info=1;for(at)t.name</script>",
            "<script>'root'+':'+'secret'+'@'+'moonscans.com'</script>",
            "ads@192.0.2.7 ads@-moonscans.com ads@moonscans..com ads@co.kr",
        ],
    )
    def test_is_none_where_only_its_mark_stands(self, page: str) -> None:
        assert read("email", page) == set()

    def test_is_one_value_in_both_cases_and_in_both_forms_of_its_host(self) -> None:
        assert kind("email").read("Ads@툰라이트.한국") == kind("email").read(
            "ads@xn--oi2bw61ar6hvpa.xn--3e0b707e"
        )
        assert kind("email").read("ADS@툰라이트.한국으로") == "ads@xn--oi2bw61ar6hvpa.xn--3e0b707e"

    def test_is_the_pages_own_in_a_link_and_a_mention_in_its_text(self) -> None:
        page = '<a href="mailto:ads@moonscans.com">x</a><p>said author@paper.com</p>'
        finds = {find.value: find.own for find in scan(page.encode()) if find.kind == "email"}
        assert finds == {"ads@moonscans.com": True, "author@paper.com": False}

    @pytest.mark.parametrize(
        "mailbox",
        [
            "you@example.com",
            "me@sub.example.org",
            "vous@example.fr",
            "info@yourdomain.com",
            "abuse@namecheap.com",
            "support@cloudflare.com",
            "git@github.com",
            "abuse@gabia.com",
        ],
    )
    def test_of_a_vendor_platform_or_manual_ties_nobody(self, mailbox: str) -> None:
        (find,) = [find for find in scan(f"mailto:{mailbox}".encode()) if find.kind == "email"]
        assert find.platform

    def test_under_the_names_kept_for_examples_is_no_platforms(self) -> None:
        (find,) = [find for find in scan(b"mailto:ads@moonscans.example") if find.kind == "email"]
        assert not find.platform


class TestPhone:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ('<a href="tel:010-2345-6712">', "+821023456712"),
            ('<a href="tel:+82%2010-2345-6712">', "+821023456712"),
            ('<a href="tel:0082-10-2345-6712">', "+821023456712"),
            ('<a href="tel:15883456">', "+8215883456"),
            ("전화번호 : 02)312-3456", "+8223123456"),
            ("연락처 <b>070-7345-6712</b>", "+827073456712"),
            ("Tel. 02-312-3456", "+8223123456"),
            ("TEL：0120-345-678", "+81120345678"),
            ("お電話でのお問い合わせ 03(3234)5678", "+81332345678"),
            ("联系电话：010-62345678", "+861062345678"),
            ("客服热线：400-623-4567", "+864006234567"),
            ("手機：0912-345-678", "+886912345678"),
            ("เบอร์โทรศัพท์: 089 234 5678", "+66892345678"),
            ("SĐT: 0912.345.678", "+84912345678"),
            ("No. HP 0812-3456-7890", "+6281234567890"),
            ("전화 02-312-3456 010-2345-6712", "+8223123456"),
        ],
    )
    def test_is_read_with_the_country_that_its_word_or_form_tells(self, text: str, value: str) -> None:
        assert value in read("phone", text)

    @pytest.mark.parametrize(
        "text",
        [
            "2026-11-22",
            "전화 2026-11-22",
            "문의 2026.11.22 15,000원",
            "가격 1588-3456원",
            "TEL 1234-5678",
            "電話：02-2345-6789",  # of Japan or of Taiwan
            "ISBN 978-89-1234-567-8",
            "카드 1234-5678-9012-3456",
            "hotel 02-312-3456",
        ],
    )
    def test_is_none_where_nothing_tells_that_it_is_one_or_whose(self, text: str) -> None:
        assert read("phone", text) == set()

    def test_that_no_plan_allows_is_none_wherever_it_stands(self) -> None:
        for name in (
            "phone",
            "whatsapp",
            "viber",
            "zalo",
            "registrant_phone",
            "admin_phone",
            "registrant_fax",
        ):
            assert kind(name).read("+1.5555555555") == "", name


@pytest.mark.parametrize(
    "page",
    [
        "https://www.patreon.com/create",
        "https://ko-fi.com/gallery",
        "https://vk.com/search?c=1",
        "https://github.com/features",
        "https://x.com/Explore",
        "https://www.instagram.com/explore/tags/webtoon/",
        "https://opencollective.com/login",
        "https://www.twitch.tv/register",
    ],
)
def test_a_page_of_the_networks_own_is_nobodys_account(page: str) -> None:
    groups = (Group.CONTACTS, Group.PAYMENT)
    finds = scan(f'<a href="{page}">'.encode())
    assert [find.kind for find in finds if kind(find.kind).group in groups] == []


class TestTelegram:
    def test_words_of_its_own_are_no_names(self) -> None:
        for word in kind("telegram").reserved:
            assert read("telegram", f'<a href="https://t.me/{word}">') == set(), word

    def test_a_number_behind_its_host_is_a_telephone_number(self) -> None:
        page = '<a href="https://t.me/+821023456712">'
        assert read("telegram", page) == set()
        assert read("phone", page) == {"+821023456712"}

    def test_is_read_through_the_escapes_of_scripts_and_addresses(self) -> None:
        assert read("telegram", '<script>"https:\\/\\/t.me\\/moonscans"</script>') == {"moonscans"}
        assert read("telegram", "<a href='/go?u=https%3A%2F%2Ft.me%2Fmoonscans'>") == {"moonscans"}


class TestNetworks:
    @pytest.mark.parametrize(
        ("name", "page"),
        [
            ("x_account", '<script src="https://platform.twitter.com/widgets.js"></script>'),
            ("x_account", '<a href="https://twitter.com/someone/status/12345">'),
            ("facebook_account", '<script src="https://connect.facebook.net/en_US/sdk.js"></script>'),
            ("facebook_account", '<a href="https://www.facebook.com/sharer/sharer.php?u=x">'),
            ("facebook_account", '<html xmlns:fb="http://www.facebook.com/2008/fbml">'),
            ("instagram", '<script src="//www.instagram.com/embed.js"></script>'),
            ("instagram", '<a href="https://www.instagram.com/p/CaB3xQ9zLm0/">'),
            ("pinterest_account", '<a href="https://www.pinterest.com/pin/create/button/?url=x">'),
            ("linkedin_account", '<a href="https://www.linkedin.com/shareArticle?url=x">'),
            ("tiktok", '<blockquote cite="https://www.tiktok.com/@someone/video/7123456789012345678">'),
            ("weibo", '<a href="https://service.weibo.com/share/share.php?url=x">'),
            ("vk_page", '<script src="https://vk.com/js/api/openapi.js?168"></script>'),
            ("tumblr", "https:\\u002F\\u002Fmoonscans.tumblr.com.x"),
        ],
    )
    def test_a_vendors_own_addresses_and_others_posts_are_no_accounts(self, name: str, page: str) -> None:
        assert read(name, page) == set()

    def test_a_name_is_not_cut_out_of_an_escape_before_it(self) -> None:
        assert read("tumblr", '<script>"https:\\u002F\\u002Fmoonscans.tumblr.com\\u002F"</script>') == {
            "moonscans"
        }
        assert read("blogspot_blog", "<a href='?u=%22moonscans.blogspot.com'>") == {"moonscans"}

    def test_an_account_linked_is_own_and_one_in_the_text_a_mention(self) -> None:
        page = b'<a href="https://x.com/moonscans">x</a> <p>see https://x.com/another</p>'
        finds = {find.value: find.own for find in scan(page) if find.kind == "x_account"}
        assert finds == {"moonscans": True, "another": False}


def test_every_contact_in_running_text_is_a_mention_unless_a_vendor_alone_writes_it() -> None:
    unquoted = {name for name, each in kinds().items() if each.group is Group.CONTACTS and not each.quotable}
    assert unquoted <= {"discord_webhook", "mastodon"}


def test_only_what_has_a_check_is_vouched_for() -> None:
    (telegram,) = [find for find in scan(b'<a href="https://t.me/moonscans">') if find.kind == "telegram"]
    (phone,) = [find for find in scan(b'<a href="tel:+8223123456">') if find.kind == "phone"]
    assert (telegram.check, phone.check) == (Check.NONE, Check.VALID)


def test_a_tox_id_with_one_character_changed_is_refused() -> None:
    value = kind("tox_id").examples[0].value
    for place, stood in enumerate(value):
        for other in set("0123456789ABCDEF") - {stood}:
            assert kind("tox_id").read(value[:place] + other + value[place + 1 :]) == ""


def test_contacts_are_total_over_hostile_text() -> None:
    for each in kinds().values():
        if each.group is Group.CONTACTS:
            for text in ("", "@", "\x00", "a@", "%", "%ff%40", "\ud7ff", "'" * 300, "＠" * 50, "+" * 40):
                assert isinstance(each.read(text), str)
                each.find(text, path=("body",), span=(0, 1), where=Where.FILE)
