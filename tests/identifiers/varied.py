"""An archive of varied pages, always the same: prose of several scripts, markup, code, styles, data and identifiers."""

import base64
import gzip
import random
from collections.abc import Iterator
from pathlib import Path

from osint import identifiers

LETTERS = {
    "en": "abcdefghijklmnopqrstuvwxyz",
    "ko": "가나다라마바사아자차카타파하고노도로모보소오조초코토포호는을이를에서",
    "ja": "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめも漫画話第",
    "ru": "абвгдежзийклмнопрстуфхцчшщыэюя",
}
ESCAPES = (
    lambda text: text,
    lambda text: text.replace("/", r"\/"),
    lambda text: text.replace("&", "&amp;").replace('"', "&quot;"),
)
BETWEEN = (
    "\n",
    " ",
    "\n<p>",
    "</p>\n",
    "<br>",
    "; ",
    '">\n',
    "</script>\n<script>",
    "', '",
    " | ",
)  # two examples
SHARE = 0.35  # of the pages bear identifiers


def pages(count: int, *, size: int = 150_000, seed: int = 7) -> Iterator[bytes]:
    """So many pages of about so many bytes."""
    chance = random.Random(seed)
    words = {
        # As languages have it, few words make most of a text.
        name: [each for rank, each in enumerate(made, 1) for _ in range(1 + 400 // rank)]
        for name, letters in LETTERS.items()
        for made in (["".join(chance.choices(letters, k=chance.randint(2, 9))) for _ in range(2500)],)
    }
    examples = [
        each.text for kind in identifiers.kinds().values() if kind.expression for each in kind.examples
    ]
    for number in range(count):
        yield page(chance, words[chance.choice(list(words))], words["en"], examples, size, number)


def dense(rounds: int, *, size: int = 100_000, seed: int = 11) -> Iterator[bytes]:
    """Pages of nothing but examples: each of every kind so many times, with other digits, some cut, side by side."""
    chance = random.Random(seed)
    examples = [
        each.text for kind in identifiers.kinds().values() if kind.expression for each in kind.examples
    ]
    parts: list[str] = []
    length = 0
    for _ in range(rounds):
        for text in chance.sample(examples, len(examples)):
            made = text
            if chance.random() < 0.3:
                made = "".join(chance.choice("0123456789") if each in "0123456789" else each for each in text)
            if chance.random() < 0.1:
                made = made[: chance.randint(1, len(made))]
            parts.append(chance.choice(ESCAPES)(made) + chance.choice(BETWEEN))
            length += len(parts[-1].encode())
            if length > size:
                yield "".join(parts).encode()
                parts, length = [], 0
    yield "".join(parts).encode()


def page(
    chance: random.Random, prose: list[str], names: list[str], examples: list[str], size: int, number: int
) -> bytes:
    """One page: a head with scripts and styles, then paragraphs, links, pictures, code and data by chance."""
    makers = (_paragraph,) * 6 + (_links,) * 4 + (_code,) * 3 + (_style, _data, _picture)
    parts = [f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{chance.choice(prose)} {number}</title>"]
    parts += [_style(chance, prose, names) for _ in range(3)]
    parts.append("</head><body>")
    length = 0
    while length < size:
        parts.append(chance.choice(makers)(chance, prose, names))
        length += len(parts[-1].encode())
    if chance.random() < SHARE:
        for text in chance.sample(examples, chance.randint(2, 12)):
            place = chance.randrange(1, len(parts))
            escaped = chance.choice(ESCAPES)(text)
            parts.insert(
                place, f"\n<script>{escaped}</script>\n" if chance.random() < 0.5 else f"\n{escaped}\n"
            )
    return "".join([*parts, "</body></html>"]).encode()


def _paragraph(chance: random.Random, prose: list[str], names: list[str]) -> str:
    return f'<p class="{chance.choice(names)}">{" ".join(chance.choices(prose, k=60))}. <b>{chance.choice(prose)}</b></p>\n'


def _links(chance: random.Random, prose: list[str], names: list[str]) -> str:
    return "<ul>" + "".join(
        f'<li class="{chance.choice(names)}-item"><a href="/{chance.choice(names)}/{chance.randint(1, 9999)}?p={each}&amp;s=1" '
        f'title="{chance.choice(prose)}">{chance.choice(prose)} &nbsp; {each}</a></li>\n'
        for each in range(12)
    )


def _code(chance: random.Random, prose: list[str], names: list[str]) -> str:
    lines = "".join(
        f"var {chance.choice(names)}=function({chance.choice(names)[:1]},e){{if(e&&e.{chance.choice(names)}){{"
        f'return "{chance.choice(names)}"+e.{chance.choice(names)}({chance.randint(0, 9999)})}}}};'
        for _ in range(25)
    )
    return f"<script>(function(w,d){{{lines}}})(window,document);</script>\n"


def _style(chance: random.Random, prose: list[str], names: list[str]) -> str:
    rules = "".join(
        f".{chance.choice(names)} .{chance.choice(names)}{{color:#{chance.getrandbits(24):06x};margin:{chance.randint(0, 40)}px}}"
        for _ in range(40)
    )
    return f"<style>{rules}@media (max-width:600px){{.{chance.choice(names)}{{display:none}}}}</style>\n"


def _data(chance: random.Random, prose: list[str], names: list[str]) -> str:
    fields = ",".join(
        f'"{chance.choice(names)}":"https:\\/\\/{chance.choice(names)}.example\\/{chance.getrandbits(128):032x}"'
        for _ in range(20)
    )
    return f'<script type="application/json">{{{fields}}}</script>\n'


def _picture(chance: random.Random, prose: list[str], names: list[str]) -> str:
    data = base64.b64encode(chance.randbytes(1500)).decode()
    return f'<img alt="{chance.choice(prose)}" src="data:image/gif;base64,{data}"><img src="/i/{chance.choice(names)}.webp">\n'


def archive(path: Path, count: int) -> int:
    """Write pages as a WARC, a gzip member each; the bytes of all pages."""
    size = 0
    with path.open("wb") as file:
        for number, body in enumerate(pages(count)):
            answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
            head = (
                "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
                f"WARC-Record-ID: <urn:uuid:{number:08x}-0000-4000-8000-000000000000>\r\n"
                f"WARC-Target-URI: https://page-{number}.example/\r\nWARC-Date: 2026-01-01T00:00:00Z\r\n"
                f"Content-Length: {len(answer)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + answer + b"\r\n\r\n", 6, mtime=0))
            size += len(body)
    return size
