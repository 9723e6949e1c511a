"""A visit of a page taken out of a case as a WACZ, for whoever replays archives."""

import html
import importlib.metadata
import re
from collections.abc import Iterator
from pathlib import Path

from osint.case.settings import Settings
from osint.errors import UsageError
from osint.evidence.store import Store
from osint.formats import wacz_write
from osint.records import PRACTICE, Exchange

SCHEME = "browser:"
TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{0,400})</title", re.IGNORECASE)


def write(store: Store, told: Settings, prefix: str, path: Path) -> int:
    """Write the visit whose page is the exchange that begins so; how many exchanges it holds.

    Raises:
        UsageError: when that exchange is no page of a visit.
        OSError: when it cannot be written.
    """
    page = store.read(store.find(prefix))
    name = page.fact("visit")
    if not name:
        raise UsageError(
            f"{prefix}: no visit in a browser: `osint show DIR exchanges` lists them as {SCHEME}…"
        )
    kept = list(_of(store, name))
    found = TITLE.search(page.body)
    title = html.unescape(found[1].decode("utf-8", "replace")).strip() if found else ""
    url = page.fact("shown") or page.ask.uri.removeprefix(SCHEME)
    info = {
        "software": f"osint/{importlib.metadata.version('osint')}",
        "format": "WARC File Format 1.1",
        "case": told.id,
        "operator": ", ".join(told.investigators),
        "notice": PRACTICE if told.is_practice else "",
    }
    notice = f"{PRACTICE}: {title}" if told.is_practice else title
    shown = wacz_write.Shown(url, notice, page.at.strftime("%Y-%m-%dT%H:%M:%SZ"))
    wacz_write.write(path, kept, [shown], {key: value for key, value in info.items() if value})
    return len(kept)


def _of(store: Store, name: str) -> Iterator[Exchange]:
    """The exchanges of a visit, in the order in which they were kept; those that were withdrawn are gone."""
    gone = store.withdrawn()
    for event in store.events():
        told = dict(event["facts"])
        if name in {told.get("part-of-visit"), told.get("visit")} and event["id"] not in gone:
            yield store.read(str(event["id"]))
