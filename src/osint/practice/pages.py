"""Pages of the practice world: templates filled with a site's words, ids and invented works."""

import hashlib
import html
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from string import Template
from typing import Any

from osint.practice.content import Capture, Content, Ids, Site

ITEMS = 18
ITEM = ("<!--item-->", "<!--/item-->")
AGO = ("3", "8", "14", "21", "2", "5")


@dataclass(frozen=True, slots=True)
class Snippets:
    """A site's ids as markup, by the place where they stand in a page."""

    head: str
    body: str
    foot: str


def snippets(content: Content, ids: Ids, host: str) -> Snippets:
    """The markup in which these ids stand.

    Raises:
        KeyError: for an id without a snippet.
    """
    placed: dict[str, list[str]] = {"head": [], "body": [], "foot": []}
    for name, values in ids.items():
        form = content.table("snippets")[name]
        for value in values:
            parts = {"value": value, "host": host, **_halves(value)}
            placed[form["place"]].append(Template(form["html"]).substitute(parts))
    return Snippets(*("\n".join(placed[place]) for place in ("head", "body", "foot")))


def front(content: Content, site: Site, capture: Capture | None = None) -> str:
    """A site's front page, today's or as it was captured."""
    name = (capture.template if capture else "") or site.template
    source, item = _split(content.template(name))
    fields = _fields(content, site, capture)
    fields["items"] = "".join(
        Template(item).substitute(fields, **each) for each in _works(content, site, ITEMS)
    )
    return Template(source).substitute(fields)


def reader(content: Content, site: Site, number: int) -> str:
    """A page on which an episode is read."""
    source, item = _split(content.template("reader"))
    fields = _fields(content, site, None)
    work = _works(content, site, ITEMS)[number % ITEMS]
    pages = range(1, 13)
    fields["items"] = "".join(
        Template(item).substitute(fields, **{**work, "number": f"{page:03d}"}) for page in pages
    )
    return Template(source).substitute(fields, work=work["work"], chapter=work["chapter"])


def script(content: Content, site: Site) -> str:
    """The site's own script, in which ids may stand instead of in its page."""
    lines = ["(function(){var d=document;d.documentElement.className+=' js';"]
    for name, values in site.script_ids.items():
        lines += [
            Template(content.table("snippets")[name]["script"]).substitute(value=value) for value in values
        ]
    return "\n".join([*lines, "})();"])


@lru_cache(maxsize=4096)
def icon(name: str) -> bytes:
    """A small picture that follows from a name: sites with one name have one icon."""
    seed = hashlib.sha256(name.encode()).digest()
    colours = (seed[0:3], seed[3:6])
    rows = []
    for y in range(16):
        half = [colours[seed[6 + y % 16] >> x & 1] for x in range(8)]
        rows.append(b"\x00" + b"".join([*half, *reversed(half)]))
    return _png(16, 16, b"".join(rows))


def picture() -> bytes:
    """A grey picture that stands for a page of a work."""
    return _png(8, 12, (b"\x00" + b"\xb0\xb0\xb0" * 8) * 12)


def _fields(content: Content, site: Site, capture: Capture | None) -> dict[str, str]:
    words = content.table("languages")[site.language]
    made = snippets(content, capture.ids if capture else site.ids, site.host)
    announce = capture.announce if capture else site.announce
    title = (capture.title if capture else "") or site.title
    return {
        "lang": site.language,
        "dir": words.get("dir", "ltr"),
        "charset": site.encoding,
        "host": site.host,
        "title": title if site.behaviour == "hostile" else html.escape(title),
        "description": words["description"],
        "canonical": f"https://{site.canonical}/",
        "head": made.head + ("" if not site.script_ids else '\n<script src="/assets/app.js" defer></script>'),
        "body": made.body,
        "foot": made.foot,
        "menu": "".join(f'<li><a href="/list/{n}">{word}</a></li>' for n, word in enumerate(words["menu"])),
        "latest": words["latest"],
        "announce": Template(words["announce"]).substitute(host=announce) if announce else "",
        "text": "" if capture else site.text,
        "store": site.store or site.host,
        "footer": words["footer"],
        "year": capture.at[:4] if capture else "2026",
    }


def _works(content: Content, site: Site, count: int) -> list[dict[str, str]]:
    """Invented works, in an order of the site's own."""
    words: Mapping[str, Any] = content.table("languages")[site.language]
    seed = hashlib.sha256(site.host.encode()).digest()
    made = []
    for place in range(count):
        byte = seed[place % 32] + place
        made.append(
            {
                "work": html.escape(words["works"][byte % len(words["works"])]),
                "number": str(100 + place * 7 + seed[0]),
                "episode": str(1 + place),
                "chapter": words["chapter"].format(1 + byte % 90),
                "genre": words["genres"][byte % len(words["genres"])],
                "ago": AGO[place % len(AGO)],
            }
        )
    return made


def _split(source: str) -> tuple[str, str]:
    """A template without its repeated part, and that part; ``$items`` stands in its place."""
    before, found, rest = source.partition(ITEM[0])
    if not found:
        return source, ""
    item, _, after = rest.partition(ITEM[1])
    return f"{before}$items{after}", item


def _halves(value: str) -> dict[str, str]:
    """The parts of a value of two parts (``account|holder``)."""
    first, _, second = value.partition("|")
    return {"first": first, "second": second}


def _png(width: int, height: int, rows: bytes) -> bytes:
    """A PNG of 8-bit RGB rows with their filter bytes (PNG specification, 11.2)."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
