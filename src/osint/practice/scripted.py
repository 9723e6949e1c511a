"""Pages whose accounts no source shows: a script puts them together, or a tag manager calls them."""

from osint.practice.content import Content, Site
from osint.practice.web import Request, Response

ASSEMBLED, MANAGED = "assembled", "tag manager"
MANAGER = "tags.tagharbor.example"
SCRIPT = "application/javascript"
CALL = "https://www.google-analytics.com/collect?v=1&t=pageview&tid="


def script(site: Site) -> str:
    """The script of such a site."""
    if site.behaviour == MANAGED:
        return (
            "(function(){var s=document.createElement('script');"
            f"s.src='https://{MANAGER}/c.js?for={site.host}';document.head.appendChild(s)}})();"
        )
    account = _codes(site.script_ids["google_analytics"][0])
    return (
        f"(function(){{var a={account},s=document.createElement('script');"
        "s.text=\"window.ga&&ga('create', '\"+a+\"', 'auto');\";document.body.appendChild(s);"
        "document.documentElement.setAttribute('data-ready','1')})();"
    )


class TagManager:
    """Answers with the calls of the site that asks."""

    def __init__(self, content: Content) -> None:
        """Manage the tags of this content's sites."""
        self._content = content

    def answer(self, request: Request) -> Response:
        """The script of one customer: it sends a call for each of his accounts."""
        site = self._content.site(request.query("for"))
        if request.path != "/c.js" or site is None or site.behaviour != MANAGED:
            return Response(404, b"")
        accounts = ",".join(_codes(each) for each in site.script_ids["google_analytics"])
        call = f"new Image().src='{CALL}'+a+'&dl='+encodeURIComponent(location.href)"
        return Response(200, f"[{accounts}].forEach(function(a){{{call}}});".encode(), SCRIPT)


def _codes(text: str) -> str:
    """A text as a script writes it that does not want it read."""
    return f"[{','.join(str(ord(each) + 7) for each in text)}].map(function(c){{return String.fromCharCode(c-7)}}).join('')"
