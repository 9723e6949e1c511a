"""Pages in the real shape of bot checks and notices, invented in their words; and pages that only look like them."""

CF = "window._cf_chl_opt={cvId:'3',cZone:'x.example',cType:'managed',cRay:'8c1f'};"
JSD = (
    "<script>(function(){var a=document.createElement('iframe');a.onload=function(){var s=a.contentDocument.createElement('script');"
    "s.innerHTML=\"window.__CF$cv$params={r:'8c1f',t:'MTc='};\";s.src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'}})();</script>"
)
MANY = "".join(f'<li><a href="/title/{n}">달빛 기사 {n}화</a></li>' for n in range(30))


def page(title: str = "", body: str = "", inside: str = "") -> str:
    return f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}</title>{inside}</head><body>{body}</body></html>"


# Each bot check, as it comes with status 200 (as it is imported): by the rule's name.
CHALLENGED: dict[str, str] = {
    "cloudflare challenge, by page": page(
        "잠시만 기다리십시오…", f"<noscript>x</noscript><script>(function(){{{CF}}}());</script>"
    ),
    "cloudflare, old": page(
        "Just a moment...",
        '<form id="challenge-form" action="/?__cf_chl_jschl_tk__=a1"><input name="jschl_vc" value="x"></form>',
    ),
    "cloudflare, rendered": page(
        "請稍候...",
        '<h1>x.example</h1><div id="cf-chl-widget-kp5nf"></div><p id="challenge-error-text">Enable JavaScript</p>',
    ),
    "vercel challenge, by page": page("Vercel Security Checkpoint", "<p>We're verifying your browser</p>"),
    "ddos-guard": page(
        "DDoS-Guard",
        '<h1 data-translate="title">Checking your browser</h1><script src="https://check.ddos-guard.net/check.js"></script>',
    ),
    "sucuri": page("You are being redirected...", "<script>var s={},sucuri_cloudproxy_js='',S='x';</script>"),
    "imperva, in a frame": page("", '<iframe src="/_Incapsula_Resource?SWUDNSAI=31&incident_id=5"></iframe>'),
    "imperva, by a page of nothing but its script": '<html><head><META NAME="robots" CONTENT="noindex,nofollow"><script src="/_Incapsula_Resource?SWJIYLWA=5074"></script></head><body>\n</body></html>',
    "imperva, interruption": page(
        "Pardon Our Interruption",
        "<p>As you were browsing something about your browser made us think you were a bot.</p>",
    ),
    "akamai": page(
        "",
        '<div id="sec-if-cpt-container" role="main"></div><script src="/_sec/cp_challenge/sec-3-9.js"></script>',
    ),
    "akamai, verify": '<html><head><meta http-equiv="refresh" content="5; URL=\'/?bm-verify=AAQAAA\'" /></head><body><script>var i=1;</script></body></html>',
    "aws waf, by page": page(
        "",
        '<div id="challenge-container"></div><script>window.awsWafCookieDomainList = []; window.gokuProps = {"key":"x"};</script>',
    ),
    "human (perimeterx)": page(
        "Access to this page has been denied",
        '<div id="px-captcha"></div><script>window._pxAppId="PXabc";</script>',
    ),
    "human (perimeterx), before its script has run": page(
        "Access to this page has been denied.", "<script>window._pxAppId='PXabc';</script>"
    ),
    "datadome": page(
        "x.example",
        "<p id=cmsg>Please enable JS and disable any ad blocker</p><script data-cfasync=false>var dd={'rt':'c','cid':'x','host':'geo.captcha-delivery.com'}</script>",
    ),
    "kasada": '<!DOCTYPE html><html><body><script>window.KPSDK={};</script><script src="/149e9513-01fa-4fb0-aad4-566afd725d1b/2d206a39-8ed7-437e-a3be-862e0f06eea3/ips.js?x=1"></script></body></html>',
    "fastly": page(
        "Client Challenge",
        '<script src="/_fs-ch-1T1wmsGaOgGaSxcX/script.js"></script><noscript>JavaScript is disabled</noscript>',
    ),
    "anubis": page(
        "봇이 아닌지 확인하는 중입니다!", '<script id="anubis_challenge" type="application/json">{}</script>'
    ),
    "siteground": '<html><head><meta http-equiv="refresh" content="0;/.well-known/sgcaptcha/?r=%2F&y=ipc:1"></meta></head></html>',
    "siteground, by title": page("Robot Challenge Screen", "<p>Checking the site connection security</p>"),
    "imunify360": page(
        "One moment, please...",
        "<p>Please wait while your request is being verified...</p><form id=wsidchk-form><input name=wsidchk></form>",
    ),
    "imunify360, by words": page(
        "One moment, please...", "<h1>Please wait while your request is being verified...</h1>"
    ),
    "bitninja": page("Waiting for the redirectiron...", "<h1>Browser Integrity Check</h1>"),
    "bunny shield": page(
        "Establishing a secure connection ...", '<script src="/.bunny-shield/assets/challenge.js"></script>'
    ),
    "litespeed": page("Please wait...", '<form action="/.lsrecap/recaptcha?" method="POST"></form>'),
    "free hosting's script check": '<html><body><script type="text/javascript" src="/aes.js" ></script><script>document.cookie="__test="+toHex(slowAES.decrypt(c,2,a,b));location.href="http://x.example/?i=1";</script></body></html>',
    "f5": '<html><head><script src="/TSPD/08b1?type=9"></script><noscript>Please enable JavaScript to view the page content.<br/>Your support ID is: 123.</noscript></head><body></body></html>',
    "radware": page("Radware Captcha Page", "<p>We apologize for the inconvenience</p>"),
    "stackpath": page("", '<iframe src="/sbbi/?sbbpg=sbbShell&gprid=x"></iframe>'),
    "reblaze": "<html><head><script>window.rbzns={fiftyeightkb:1};winsocks(true)</script></head><body></body></html>",
    "qrator": '<html><head><script src="/__qrator/qauth_utm_v2.js"></script></head><body></body></html>',
    "knownsec jiasule": "<script>document.cookie=('_')+('_')+('j')+('s')+('l')+('_')+('c')+'=1';location.href=location.pathname</script>",
    "knownsec jiasule, later": '<script>var _0x1=[];go({"bts":["17","x"],"ha":"md5","tn":"__jsl_clearance_s","vt":"3600"})</script>',
    "alibaba cloud waf, by cookie": "<html><script>var arg1='3A1F0B2C4D5E6F708192A3B4C5D6E7F801234567';var _0x4818=[];</script></html>",
    "alibaba cloud waf, by slider": page(
        "验证码拦截",
        '<script>sessionStorage.x5referer=location.href;location.replace("https://x.example:443//_____tmd_____/punish?x5secdata=a")</script>',
    ),
    "tencent edgeone": '<html><script>function a(a){} document.cookie="EO_Bot_Ssid=123;";location.reload()</script></html>',
    "baota waf": page(
        "滑动验证",
        '<script>$.get("/a20be899_96a6_40b2_88ba_32f1f75f1552_yanzheng_huadong.php?type=x")</script>',
    ),
    "cdnfly": '<html><head><title></title></head><body><script src="/_guard/auto.js"></script></body></html>',
    "safeline": page("", "<script>SafeLineChallenge('client-id', {level: 1})</script>"),
    "baidu, by page": page("百度安全验证", "<p>网络不给力，请稍后重试</p>"),
    "naver": page("네이버 : 보안 확인", '<img src="https://captcha.naver.com/nhncaptchav4.gif?key=x">'),
    "kakao": page("DKAPTCHA", '<script src="https://dkaptcha.kakao.com/dkaptcha/v1/x.js"></script>'),
    "korean hosting's check, in its own words": page(
        "알림",
        "<p>자동화된 프로그램의 접속을 방지하기 위한 절차입니다. 아래 숫자를 입력하신 후 확인을 눌러 주세요.</p><input name=code>",
    ),
    "chinese check, in its own words": page(
        "提示", "<p>当前访问过于频繁，请完成安全验证后继续访问</p><div id=box></div>"
    ),
    "a bot check in its own words": page(
        "Verify you are human", '<div class="h-captcha" data-sitekey="x"></div>'
    ),
    "a bot check, ja": page(
        "ブラウザを確認しています…",
        "<p>お待ちください</p><script>document.cookie='a=1';location.reload()</script>",
    ),
    "a bot check, ko": page(
        "보안 확인 중입니다",
        "<p>잠시만 기다려 주세요</p><script>document.cookie='c=1'; location.reload()</script>",
    ),
    "a bot check, zh": page(
        "安全验证", '<div id="captcha"></div><script src="/static/captcha/v2.js"></script>'
    ),
    "a bot check, th": page(
        "กำลังตรวจสอบเบราว์เซอร์ของคุณ", "<script>document.cookie='t=1';location.reload()</script>"
    ),
    "a bot check, vi": page("Đang kiểm tra trình duyệt của bạn", '<div class="cf-turnstile"></div>'),
    "a bot check, ru": page("Проверка браузера", '<div class="smart-captcha" data-sitekey="x"></div>'),
    "a bot check, es": page("Verifique que usted es humano", '<div class="g-recaptcha"></div>'),
}
# Bot checks that only their status or their redirect tells: status, page, header lines.
CHALLENGED_BY_STATUS: dict[str, tuple[int, str, tuple[str, ...]]] = {
    "cloudflare challenge, by header": (403, page("x"), ("cf-mitigated: challenge",)),
    "cloudflare challenge, by title and status": (
        403,
        page("Just a moment...", '<div class="cf-turnstile-wrapper cf-challenge"></div>'),
        (),
    ),
    "vercel challenge, by header": (429, page("x"), ("x-vercel-mitigated: challenge",)),
    "ddos-guard, by status": (403, page("DDOS-GUARD", '<img src="/.well-known/ddos-guard/id/x">'), ()),
    "aws waf": (202, "", ("x-amzn-waf-action: challenge",)),
    "radware, by redirect": (302, "", ("Location: https://validate.perfdrive.com/?ssa=1",)),
    "captcha in place of a page": (
        403,
        page("One more step", '<div class="h-captcha" data-sitekey="x"></div>'),
        (),
    ),
    "river security": (412, "<html><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script></html>", ()),
    "goedge": (307, "", ("Location: /WAF/VERIFY/CAPTCHA?info=abc",)),
    "baidu": (302, "", ("Location: https://wappass.baidu.com/static/captcha/tuxing.html?x",)),
}
REPLACED: dict[str, str] = {
    "korean block notice, in its own words": page(
        "",
        "<img src=/w.png><p>지금 접속하려고 하신 불법 사이트는 저작권 침해로 인해 방송미디어통신심의위원회의 심의를 거쳐 접속이 차단되었습니다.</p>",
    ),
    "block notice, in its own words (English)": page(
        "Access denied",
        "<h1>Sorry</h1><p>Access to this website has been blocked under an Order of the Higher Court.</p>",
    ),
    "block notice, malaysia": page(
        "", "<p>This website is not available in Malaysia as it violates the National law(s).</p>"
    ),
    "block notice, india": page(
        "",
        "<p>Your requested URL has been blocked as per the directions received from Department of Telecommunications, Government of India.</p>",
    ),
    "block notice, emirates": page(
        "",
        "<h1>Surf Safely!</h1><p>This website is not accessible in the UAE. The Internet is a powerful medium.</p>",
    ),
    "block notice, in its own words (Indonesian, Malay, Filipino)": page(
        "",
        "<p>Mohon maaf, situs yang akan Anda buka tidak dapat diakses melalui jaringan ini karena terindikasi melanggar peraturan perundang-undangan.</p>",
    ),
    "block notice, in its own words (Russian, Ukrainian, Kazakh)": page(
        "Уважаемые пользователи",
        "<p>Доступ к запрашиваемому ресурсу ограничен на основании Федерального закона от 27.07.2006 № 149-ФЗ.</p>",
    ),
    "block notice, in its own words (Turkish)": page(
        "",
        "<p>Bu internet sitesi hakkında 5651 sayılı Kanun uyarınca verilen karar ile erişime engellenmiştir.</p>",
    ),
    "block notice, in its own words (Thai)": page(
        "", "<p>เว็บไซต์นี้ถูกระงับการเข้าถึงตามคำสั่งศาล กระทรวงดิจิทัลเพื่อเศรษฐกิจและสังคม</p>"
    ),
    "block notice, in its own words (Vietnamese)": page(
        "", "<p>Trang web này đã bị chặn theo yêu cầu của cơ quan có thẩm quyền.</p>"
    ),
    "block notice, in its own words (Japanese)": page(
        "",
        "<p>このサイトは、児童の権利を守るためアクセスを制限しています。アドレスリスト管理団体の情報に基づき、プロバイダが閲覧を遮断しました。法令による措置です。アクセスが制限されています。</p>",
    ),
    "block notice, in its own words (Chinese)": page(
        "", "<p>本網站因涉及違反著作權法，已依法院裁定停止解析。</p>"
    ),
    "block notice, in its own words (Italian, Spanish, Portuguese, French, German and neighbours)": page(
        "Avviso",
        "<p>Il sito è stato inibito in ottemperanza a un provvedimento dell'Autorità per le garanzie nelle comunicazioni.</p>",
    ),
    "block notice, spain": page("", "<p>Por causas ajenas a LineaUno, esta web no está disponible.</p>"),
    "block notice, brazil": page("", "<p>Este site foi bloqueado por decisão judicial.</p>"),
    "block notice, france": page(
        "", "<p>L'accès à ce site est bloqué en application d'une décision de justice.</p>"
    ),
    "block notice, germany": page(
        "",
        "<p>Diese Webseite ist aus urheberrechtlichen Gründen nicht verfügbar. Zu den Hintergründen: CUII, Gericht.</p>",
    ),
    "block notice, denmark": page("", "<p>Adgangen til siden er blokeret efter kendelse fra retten.</p>"),
    "block notice, in its own words (Arabic, Persian, Hindi)": page(
        "", "<p>عذراً، الموقع المطلوب غير متاح. هيئة الاتصالات</p>"
    ),
    "block notice, by frame": '<html><head><meta http-equiv="refresh" content="0;url=http://internet-positif.org/"></head></html>',
    "blocked, by title in further languages": page("접속 차단 안내", "<img src=/notice.png>"),
    "blocked, tr": page("Erişim Engellendi", ""),
    "blocked, zh": page("該網站已被封鎖", ""),
    "seizure notice": page("This domain has been seized", "<img src=/b.jpg>"),
    "seizure notice, by picture": page("", '<img src="/img/seizure-banner.png">'),
    "seizure notice, in its own words": page(
        "Notice",
        "<h1>THIS WEBSITE HAS BEEN SEIZED</h1><p>This domain has been seized by Homeland Security Investigations pursuant to a seizure warrant issued by a District Court.</p>",
    ),
    "seizure notice, in further languages": page(
        "", "<p>이 사이트는 경찰청과 문화체육관광부의 합동 수사에 따라 폐쇄되었습니다.</p>"
    ),
    "seizure notice, ja": page("", "<p>このサイトは、警察の捜査により閉鎖されました。</p>"),
    "seizure notice, th": page("", "<p>เว็บไซต์นี้ถูกกรมสอบสวนคดีพิเศษยึด</p>"),
    "seizure notice, de": page("", "<h1>Diese Domain wurde beschlagnahmt</h1>"),
    "seizure notice, by title in further forms": page("Seized", "<img src=/x.jpg>"),
    "taken over by rights holders, in its own words": page(
        "", "<p>This website is no longer available due to copyright infringement. Visit watch legally.</p>"
    ),
    "account suspended": page("Account Suspended", "<p>Contact your hosting provider.</p>"),
    "suspended, in its own words": page(
        "x.example", "<p>This domain has been suspended. Please contact the registrar.</p>"
    ),
    "suspended, expired or over its quota, in further languages": page(
        "안내",
        "<p>해당 도메인은 웹호스팅 서비스 기간 만료로 서비스가 중지되었습니다. 호스팅 서비스가 정지되었습니다.</p>",
    ),
    "suspended, traffic": page("cafe", "<p>일일 트래픽을 초과하여 접속이 차단되었습니다.</p>"),
    "suspended, zh": page("提示", "<p>该网站暂时无法访问，网站未备案。</p>"),
    "suspended, ja": page("お知らせ", "<p>このアカウントは凍結されています。</p>"),
    "suspended, vi": page("", "<p>Website này đã bị tạm ngưng, vui lòng liên hệ nhà cung cấp.</p>"),
    "suspended, ru": page("", "<p>Аккаунт пользователя приостановлен.</p>"),
    "suspended, expired or over its quota, by title": page("This domain has expired", "<p>x</p>"),
    "parking page, by its machinery": page("x.example", '<script src="//img.sedoparking.com/x.js"></script>'),
    "parking page, by its machinery, of further companies": '<!doctype html><html><head><title>x.example</title></head><body><script>window.LANDER_SYSTEM="PW"</script><script src="https://img1.wsimg.com/parking-lander/static/js/main.js"></script></body></html>',
    "parking page, in its own words": page(
        "x.example", "<h1>x.example</h1><p>This domain is for sale. Make an offer.</p>"
    ),
    "parking page, zh": page("x.example", "<p>您正在访问的域名可以转让!</p>"),
    "parking page, ja": page("x.example", "<p>このドメインは販売中です</p>"),
    "parking page, ru": page("x.example", "<p>Домен x.example продаётся</p>"),
    "parking page, by title in further forms": page("Buy x.example | Marketplace", "<p>x</p>"),
    "server's default page, by title": page(
        "Welcome to nginx!",
        "<h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed.</p>",
    ),
    "default, apache": page(
        "Apache2 Ubuntu Default Page: It works", "<p>This is the default welcome page. /var/www/html</p>"
    ),
    "default, iis": page("IIS Windows Server", '<img src="iisstart.png" alt="IIS">'),
    "default, plesk": page(
        "Domain Default page", "<p>If you are seeing this message, the website is not available. Plesk</p>"
    ),
    "default, baota": page("恭喜，站点创建成功！", "<p>站点创建成功，本页面由系统自动生成</p>"),
    "server's default page, by words": "<html><body><h1>It works!</h1></body></html>",
}
REPLACED_BY_REDIRECT = (
    "http://internet-positif.org/", "https://trustpositif.komdigi.go.id/", "http://warning.rt.ru/?id=1", "https://internet.btk.gov.tr/x",
    "http://www.airtel.in/dot/?dpid=1", "https://notice.cuii.info", "http://lighthouse.du.ae/x", "http://10.10.34.34?type=x",
    "https://www.ukispcourtorders.co.uk/", "https://forsale.godaddy.com/forsale/x.example", "https://www.afternic.com/forsale/x.example",
)  # fmt: skip
REFUSED: dict[str, str] = {
    "cloudflare block": page(
        "Attention Required! | Cloudflare",
        '<div id="cf-wrapper"><div id="cf-error-details"><h1>Sorry, you have been blocked</h1></div></div>',
    ),
    "firewall, in its own words": page(
        "Access Denied",
        '<p>You don\'t have permission to access "http://x.example/" on this server. Reference #18.x</p>',
    ),
    "chinese firewall": page("网站防火墙", "<p>您的请求带有不合法参数，已被网站管理员设置拦截！</p>"),
    "korean firewall": page("접근 제한", "<p>보안 정책에 의해 접속이 차단되었습니다.</p>"),
}
# The site's own pages, all of them.
CONTENT: dict[str, str] = {
    "reader behind cloudflare": page("달빛 툰", f"<ul>{MANY}</ul>{JSD}"),
    "short page behind cloudflare": page("달빛 툰", f"<p>공지</p>{JSD}"),
    "turnstile in a form": page("문의", '<form><div class="cf-turnstile" data-sitekey="x"></div></form><script src="https://challenges.cloudflare.com/turnstile/v0/api.js"></script>'),
    "captcha in a comment form": page("달빛 기사 3화", f'{MANY}<form><textarea></textarea><div class="g-recaptcha"></div></form>'),
    "reader with naver captcha help": page("자주 묻는 질문", "<p>자동입력 방지 문자는 회원 가입에서만 씁니다.</p>"),
    "protected by imperva": page("Manga", '<p>x</p><script src="/_Incapsula_Resource?SWJIYLWA=7"></script>'),
    "protected by akamai": page("Manga", '<script src="/akam/13/5e2a"></script><p>x</p>'),
    "protected by datadome": page("Manga", '<script src="https://js.datadome.co/tags.js"></script><p>x</p>'),
    "protected by perimeterx": page("Manga", "<script>window._pxAppId='PX1';</script><p>x</p>"),
    "protected by kasada": page("Manga", '<script src="/149e9513-01fa-4fb0-aad4-566afd725d1b/2d206a39-8ed7-437e-a3be-862e0f06eea3/p.js"></script><p>x</p>'),
    "protected by aws": page("Manga", '<script src="https://x.token.awswaf.com/x/challenge.js"></script><script>AwsWafIntegration.getToken()</script><p>x</p>'),
    "protected by f5": page("Manga", '<script src="/TSPD/08b1?type=9"></script><p>x</p>'),
    "protected by river security": page("漫画", f"<script>$_ts=window['$_ts'];if(!$_ts)$_ts={{}};</script>{MANY}"),
    "article on cloudflare's code": page("How a challenge page works", "<pre>&lt;script&gt;window._cf_chl_opt={cvId:'3'}&lt;/script&gt;</pre><p>The page sets _cf_chl_opt = { and loads /cdn-cgi/challenge-platform/h/b/orchestrate/.</p>"),
    "article called just a moment": page("Just a moment...", "<p>The word moment, and how writers use it. It takes a while.</p>"),
    "novel called captcha": page("Captcha", "<p>Chapter one. The machine asked who he was.</p>"),
    "shop of locks": page("Security check", f"<p>We check the security of your home.</p>{MANY}"),
    "news on a seizure": page("Webtoon site seized", "<p>Police said this website has been seized by officers in Busan. Three were arrested.</p>"),
    "news on a seizure, quoted": page("Reader goes dark", '<p>Visitors are met by the words “This domain has been seized by the FBI”.</p>'),
    "news on a seizure, ko": page("웹툰 불법 사이트 폐쇄", "<p>이 사이트는 경찰청 수사로 폐쇄되었다고 문화체육관광부가 밝혔다.</p>"),
    "news on a seizure, ja": page("海賊版サイト閉鎖", "<p>このサイトは警察の捜査で閉鎖されたと、CODAが発表した。</p>"),
    "news on a block, it": page("Bloccato mangasole", "<p>Il sito è stato bloccato dall'Autorità. Il presidente ha dichiarato che altri seguiranno.</p>"),
    "news on a block, ru": page("Читалка закрыта", "<p>Доступ к сайту ограничен по решению суда, сообщил Роскомнадзор.</p>"),
    "news on a block, ko": page("불법 사이트 차단", "<p>방송통신심의위원회는 불법 사이트 40곳의 접속이 차단되었다고 밝혔다.</p>"),
    "reader on its own moves": page("달빛 툰 새 주소", "<p>이전 주소가 차단되었습니다. 새 주소로 접속해 주세요. 텔레그램 공지를 확인하세요.</p><a href=https://new.example/>새 주소</a>"),
    "reader that is down for a day": page("Maintenance", "<p>We are moving servers and will be back tomorrow. Follow us on Telegram.</p>"),
    "hosting company's price list": page("Hosting", f"<p>What happens when your account is suspended? Ask us.</p>{MANY}"),
    "domain dealer's own page": page("Names", f"<p>Our names. Each domain is for sale by auction.</p>{MANY}" + MANY),
    "guide to nginx": page("How to remove the Welcome to nginx page", "<p>Edit the site. For example: rm index.html</p>"),
    "welcome page of a site": page("Welcome!", "<p>Welcome to Moon Scans, we translate comics.</p>"),
    "terms": page("Terms of use", "<p>We may close accounts. Your account may be suspended if you post links.</p>"),
    "works page": page("Works", "<p>It works like this: choose a chapter.</p>"),
    "warning for adults": page("Warning", "<p>This comic is for adults. 19세 미만은 이용할 수 없습니다.</p>"),
    "story on a blocked road": page("The road", "<p>The site has been blocked by the snow for days, and the court was closed.</p>"),
}  # fmt: skip
