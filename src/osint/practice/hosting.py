"""The sites of the practice world: what each answers to a question for one of its paths."""

import json
import re

from osint.practice import faults, pages, scripted
from osint.practice.content import Content, Site
from osint.practice.web import Request, Response, redirect

EPISODE = re.compile(r"^/(?:ep|series)/(\d{1,4})$")
TEXT = "text/plain; charset=utf-8"
HIDDEN = frozenset({scripted.ASSEMBLED, scripted.MANAGED})


class Hosting:
    """Answers for all sites, and for the hosts of their readers' images."""

    def __init__(self, content: Content) -> None:
        """Answer with this content."""
        self._content = content
        self._stores = {site.store for site in content.sites.values() if site.store}
        self._fronts: dict[str, bytes] = {}

    def holds(self, host: str) -> bool:
        """Whether this is a site or a store of images."""
        return host in self._stores or self._content.site(host) is not None

    def answer(self, request: Request) -> Response:
        """What the host answers."""
        site = self._content.site(request.host)
        if site is None:
            return Response(200, pages.picture(), "image/png")
        return _signed(site, self._of_site(request, site))

    def front(self, site: Site) -> bytes:
        """A site's front page as bytes, in its own encoding."""
        if site.host not in self._fronts:
            text = pages.front(self._content, site)
            self._fronts[site.host] = text.encode(site.encoding, "xmlcharrefreplace")
        return self._fronts[site.host]

    def _of_site(self, request: Request, site: Site) -> Response:
        if site.behaviour == "redirect":
            return redirect(site.to)
        fault = faults.FAULTS.get(site.behaviour)
        if fault is not None and (site.behaviour == "loop" or request.path == "/"):
            return fault(request, self.front(site))
        return self._file(request.path, site)

    def _file(self, path: str, site: Site) -> Response:
        """One file of the site: a page, or one of the few others that it has."""
        if path == "/":
            return Response(200, self.front(site), _media(site))
        episode = EPISODE.match(path)
        if episode:
            text = pages.reader(self._content, site, int(episode[1]))
            return Response(200, text.encode(site.encoding, "xmlcharrefreplace"), _media(site))
        return self._other(path, site) or _absent(site)

    def _other(self, path: str, site: Site) -> Response | None:
        if path in {"/favicon.ico", f"/assets/{site.icon}.png"}:
            return Response(200, pages.icon(site.icon), "image/png")
        if path == "/assets/app.js" and site.script_ids:
            made = scripted.script(site) if site.behaviour in HIDDEN else pages.script(self._content, site)
            return Response(200, made.encode(), scripted.SCRIPT)
        if path in {"/ads.txt", "/app-ads.txt"} and site.ads_txt:
            return Response(200, "\n".join([*site.ads_txt, ""]).encode(), TEXT)
        if path == "/sellers.json" and site.sellers:
            told = json.loads((self._content.folder / site.sellers).read_text("utf-8"))
            return Response(200, json.dumps(told).encode(), "application/json")
        return Response(200, b"User-agent: *\nAllow: /\n", TEXT) if path == "/robots.txt" else None


def _absent(site: Site) -> Response:
    """No such file: some sites say so, some show a page with status 200 instead."""
    if site.template in {"board", "cms"}:
        return Response(200, b"<!DOCTYPE html><html><head><title>404</title></head><body>404</body></html>")
    return Response(404, b"<html><head><title>404 Not Found</title></head><body>404</body></html>")


def _media(site: Site) -> str:
    """The type of a page; servers of older sites leave the encoding to the page itself."""
    return "text/html" if site.encoding == "euc-kr" else f"text/html; charset={site.encoding}"


def _signed(site: Site, response: Response) -> Response:
    """With the name of the site's server."""
    if any(name == "Server" for name, _ in response.headers):
        return response
    headers = (*response.headers, ("Server", site.server))
    return Response(response.status, response.body, response.media, headers, response.wire)
