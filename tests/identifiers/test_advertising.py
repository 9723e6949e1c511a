"""Advertising accounts in snippets as networks publish them, and in pages that only look like them."""

import pytest

from osint.identifiers import kind, kinds
from osint.identifiers.forms import advertising
from osint.identifiers.kind import Group
from osint.identifiers.scan import scan, scan_reply
from osint.records import Check, Where

KEY = "5d8f0b2e7a914c36bf0d1e2a3c4b5d6e"


def read(text: str, where: Where | None = None) -> set[tuple[str, str]]:
    return {
        (find.kind, find.value)
        for find in scan(text.encode(), where=where)
        if kind(find.kind).group is Group.ADVERTISING
    }


def read_page(text: str) -> set[tuple[str, str]]:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    return {
        (find.kind, find.value)
        for find in scan_reply(head, text.encode())
        if kind(find.kind).group is Group.ADVERTISING
    }


def test_there_are_a_hundred_kinds_and_each_pattern_has_gates_of_three_bytes_at_least() -> None:
    mine = [each for each in kinds().values() if each.group is Group.ADVERTISING]
    assert len(mine) >= 100
    assert [(each.name, gate) for each in mine for gate in each.gates if len(gate) < 3] == []


@pytest.mark.parametrize(
    ("snippet", "found"),
    [
        (
            f"""<script type="text/javascript">\n\tatOptions = {{\n\t\t'key' : '{KEY}',\n\t\t'format' : 'iframe',\n\t\t'height' : 90,"""
            f"""\n\t\t'width' : 728,\n\t\t'params' : {{}}\n\t}};\n</script><script src="//www.highperf.example/{KEY}/invoke.js"></script>""",
            {("adsterra", KEY)},
        ),
        (
            f"""<script async="async" data-cfasync="false" src="//pl15180.highperf.example/{KEY}/invoke.js"></script>"""
            f"""<div id="container-{KEY}"></div>""",
            {("adsterra", KEY)},
        ),
        (
            """<script type="text/javascript" data-cfasync="false">/*<![CDATA[/* */(function(){var x=window,v="a8876ec4588517dc1fe664b0e6812854","""
            """d=[["siteId",847*577+608*61*11+4371892],["minBid",0],["popundersPerIP","0"],["delayBetween",0]]""",
            {("popads", "5268579")},
        ),
        (
            """<script async type="application/javascript" src="https://a.magsrv.com/ad-provider.js"></script>"""
            """<ins class="eas6a97888e2" data-zoneid="5203948"></ins><script>(AdProvider = window.AdProvider || []).push({"serve": {}});</script>""",
            {("exoclick", "5203948")},
        ),
        (
            """<script>var ad_idzone = "4009822",ad_width = "300",ad_height = "250"</script><script src="https://a.realsrv.com/ads.js"></script>"""
            """<noscript><iframe src="https://syndication.realsrv.com/ads-iframe-display.php?idzone=4009822&output=noscript&type=300x250"></iframe></noscript>""",
            {("exoclick", "4009822")},
        ),
        (
            """<ins class="kakao_ad_area" style="display:none;"\ndata-ad-unit    = "DAN-q7Wm2KxL9tRz4BnV"\ndata-ad-width   = "320"\n"""
            """data-ad-height  = "100"></ins><script type="text/javascript" src="//t1.daumcdn.net/kas/static/ba.min.js" async></script>""",
            {("kakao_adfit", "DAN-q7Wm2KxL9tRz4BnV")},
        ),
        (
            """var dv=iw[ce]('div');dv.id="MG_ID";var s=iw[ce]('script');s.src="//jsc.mgid.com/1/0/10toons.example.227556.js?t="+D.getYear()""",
            {("mgid", "10toons.example.227556")},
        ),
        (
            """<script async src="//pagead2.googlesyndication.com/pagead/js/adsbygoogle.js?client=ca-pub-4810293847561023"></script>"""
            """<ins class="adsbygoogle" data-ad-client="ca-pub-4810293847561023" data-ad-slot="5729184036"></ins>""",
            {("adsense", "pub-4810293847561023"), ("adsense_slot", "5729184036")},
        ),
        (
            """<script>(function(d,a,b,l,e,_) { d[b]=d[b]||function(){(d[b].q=d[b].q||[]).push(arguments)};})(window,document,'dable','script');"""
            """dable('setService', 'toonlight.example');dable('renderWidget', 'dablewidget_3k7LmZ9q');</script>""",
            {("dable", "toonlight.example"), ("dable_widget", "3k7LmZ9q")},
        ),
        (
            """self.options = {\n    "domain": "5gvci.example",\n    "zoneId": 10847120\n}\nself.lary = ""\n"""
            """importScripts('https://5gvci.example/act/files/service-worker.min.js?r=sw')""",
            {("propeller_zone", "10847120")},
        ),
        (
            """<script>(s=>{s.dataset.zone='10847120',s.src='https://x.example/vignette.min.js'})([document.documentElement]"""
            """.filter(Boolean).pop().appendChild(document.createElement('script')))</script>""",
            {("propeller_zone", "10847120")},
        ),
    ],
)
def test_reads_a_whole_snippet_once_under_its_own_kind(snippet: str, found: set[tuple[str, str]]) -> None:
    assert read(snippet) == found


def test_reads_through_entities_and_escapes() -> None:
    page = f"""<a href="https://www.amazon.co.jp/dp/4088820118?ie=UTF8&amp;tag=toonlight-22">x</a>
      <iframe src="https://pubads.g.doubleclick.net/gampad/ads?iu=%2F5349028%2C21904837465%2Freader&sz=1x1"></iframe>
      <script>var u="\\u002F\\u002Fwww.highperf.example\\u002F{KEY}\\u002Finvoke.js"</script>
      <div data-code="&lt;ins class=&quot;adsbyexoclick&quot; data-zoneid=&quot;5203948&quot;&gt;"></div>"""
    assert read_page(page) == {
        ("amazon_associate", "toonlight-22"),
        ("google_ad_manager", "21904837465"),
        ("google_ad_manager_parent", "5349028"),
        ("adsterra", KEY),
        ("exoclick", "5203948"),
    }


@pytest.mark.parametrize(
    "decoy",
    [
        '<input name="zone" data-zone="8471203"><div data-zoom="14" class="map"></div>',
        '<script src="/js/jquery.min.js?ver=3.6.0"></script><script>var zoneId = 8471203;</script>',
        f'<link href="https://cdn.example/{KEY}.css"><script src="/build/{KEY}.js"></script>',
        f'<img src="https://www.gravatar.com/avatar/{KEY}?s=64"><script>var key = "{KEY}"</script>',
        f"https://api.weather.example/v1/current.json?key={KEY}",
        '<a href="https://github.com/o/r?ref=nav_logo"><img src="l.png"></a><a href="/login?ref=abc123">x</a>',
        '<a href="https://shop.example/?utm_source=news&code=summer">sale</a>',
        "xpub6CUGRUonZSQ4TWtTMmzXdrXDtypWZDyXbS7Z7Kd4Cz5yRsv",
        '<a href="/2019/03/img">2019/03/img</a> defineSlot(a.getAdUnitPath(), a.sizes, a.id)',
        "우편번호 코드 : 12345 오류 코드 : 404 색상 코드 : ff00ff",
        '<meta name="taboola" content="x"><link rel="preconnect" href="https://cdn.taboola.com">',
        "const ins = document.createElement('ins'); ins.setAttribute('data-zoneid', '5203948');",
        '{"app_id": "1148391726", "mm_a": "mm_1_2", "spot": "x", "pid": 48391, "poolid": 74839}',
        "The part R-A-748391-8 fits the model DAN-1234567890AB of 2019.",
    ],
)
def test_reads_nothing_from_what_only_looks_like_it(decoy: str) -> None:
    assert read(decoy) == set()


def test_a_key_that_its_path_repeats_is_checked_and_one_that_stands_alone_is_not() -> None:
    path, plain = f"//x.example/5d/8f/0b/{KEY}.js", f"//x.example/{KEY}/invoke.js"
    (found,) = [find for find in scan(path.encode()) if find.kind == "adsterra"]
    (other,) = [find for find in scan(plain.encode()) if find.kind == "adsterra"]
    assert (found.value, found.check) == (KEY, Check.VALID)
    assert (other.value, other.check) == (KEY, Check.NONE)
    for place in range(6):
        changed = KEY[:place] + ("0" if KEY[place] != "0" else "1") + KEY[place + 1 :]
        assert read(f"//x.example/5d/8f/0b/{changed}.js") == set()


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("adsense", "ca-app-pub-3940256099942544/6300978111", "pub-3940256099942544"),
        ("adsense", 'data-ad-client="ca-pub-7777777777777777"', "pub-7777777777777777"),
        ("google_ad_manager", "googletag.defineSlot('/6355419/Travel', [1, 1], 'x')", "6355419"),
        ("kakao_adfit", 'data-ad-unit="DAN-XxxxxxxxxxxxxxxX"', "DAN-XxxxxxxxxxxxxxxX"),
        ("outbrain", 'data-ob-installation-key="WORDP263NC92GIANECJP6HEPM"', "WORDP263NC92GIANECJP6HEPM"),
        ("taboola", "//cdn.taboola.com/libtrc/toon-publishernetwork/loader.js", "toon-publishernetwork"),
        ("adcash", "aclib.runBanner({ zoneId: '1234567', })", "1234567"),
        ("tencent_ad", "TencentGDT.push({placement_id:'1',app_id:'1101152570'})", "1101152570"),
    ],
)
def test_shows_platforms_demonstrations_and_placeholders_as_such(name: str, text: str, value: str) -> None:
    (find,) = [find for find in scan(text.encode()) if find.kind == name]
    assert (find.value, find.platform) == (value, True)


@pytest.mark.parametrize(
    ("stood", "number"),
    [
        ("5129384", "5129384"),
        ("847*577+608*61*11+4371892", "5268579"),
        ("960*379+979+302+4814508", "5179629"),
        ("63+270*340-303+4975445", "5067005"),
        ("0005129384", ""),
        ("5129384+", ""),
        ("5129384++1", ""),
        ("1-5129384", ""),
        ("99999999*99999999", ""),
        ("12", ""),
        ("5129384; alert(1)", ""),
        ("", ""),
    ],
)
def test_popads_numbers_are_worked_out_and_nothing_else_is(stood: str, number: str) -> None:
    assert advertising.popads_site(stood) == number


@pytest.mark.parametrize(
    "stood", ["waWQiOnt9fQ==eyJ", "waWQiOiJ4In0=eyJ", "%%%eyJ", "eyJ", "", "waWQiOltbW1tbeyJ"]
)
def test_evadav_names_that_hold_no_account_are_refused(stood: str) -> None:
    assert advertising.evadav_account(stood) == ""


@pytest.mark.parametrize(
    ("name", "value", "site"),
    [
        ("mgid", "10toons.example.227556", "10toons.example"),
        ("mgid", "227556", None),
        ("taboola", "toonlight.example", "toonlight.example"),
        ("taboola", "toonlight-reader", None),
        ("freestar", "toonlight-com", "toonlight.com"),
        ("freestar", "toon-light-co-kr", "toon-light.co.kr"),
        ("plugrush", "toonlight.example/zjf", "toonlight.example"),
        ("venatus", "60b1a2c3d4e5f60718293a4b", None),
        ("ads_txt_owner_domain", "m.toonlight.co.kr", "toonlight.co.kr"),
    ],
)
def test_names_the_site_in_a_value_where_there_is_one(name: str, value: str, site: str | None) -> None:
    embeds = kind(name).embeds
    assert embeds is not None
    assert embeds(value) == site


def test_a_banner_and_a_code_make_one_value_with_the_advertisers_host() -> None:
    page = """<a href="https://BET-one.example/?lang=ko&amp;recommend=moon77" target="_blank"><img src="b.gif"></a>
      <a href="//bet-two.example/register?code=moon77"><img src="c.gif"></a>
      <p>가입코드 : <b>MOON77</b></p>"""
    assert read_page(page) == {
        ("affiliate_code", "bet-one.example moon77"),
        ("banner_referral", "bet-two.example moon77"),
        ("signup_code", "moon77"),
    }


def test_every_normal_form_takes_any_text_and_settles() -> None:
    texts = [
        "",
        " ",
        "\0",
        "a" * 500,
        "9" * 500,
        "=",
        "/",
        "-" * 40,
        "é",
        "{}",
        "a b",
        "eyJ",
        "mm__",
        "[" * 99,
    ]
    for name, normal in advertising.NORMAL.items():
        for text in texts:
            once = normal(text)
            assert normal(once) in {once, ""}, (name, text)


def test_googles_seat_is_written_as_adsense_writes_the_account() -> None:
    assert advertising.seat("Google.com CA-pub-4810293847561023") == "google.com pub-4810293847561023"
    assert advertising.seat("exchange.example ABC-9") == "exchange.example ABC-9"
