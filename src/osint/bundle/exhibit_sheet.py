"""An exhibit's sheet: everything that a court asks to know of a fact's making, in the court's language."""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any
from zoneinfo import ZoneInfo

from osint import names
from osint.bundle.contents import Contents, Event
from osint.bundle.excerpt import excerpt, pieces
from osint.bundle.exhibits import MOST_LISTED, MOST_SHOWN, PICTURE, Exhibit, Showing
from osint.bundle.typeset.fonts import Fonts, fonts
from osint.bundle.typeset.press import Sheet, layout
from osint.bundle.typeset.words import ENGLISH, Words, words
from osint.evidence import sealing
from osint.evidence.merkle import leaf_hash
from osint.identifiers import kinds
from osint.records import moment

LONGEST = 2000  # characters of a value that are printed
LEDGER = "data/evidence/ledger.jsonl"
PNG = b"\x89PNG\r\n\x1a\n"
LARGEST = 24 * 1024 * 1024  # bytes of a picture
MOST_PIXELS = 80_000_000  # of a picture: what a browser of ours takes has 40 million at most

Value = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Desk:
    """What every line of a sheet is written with."""

    contents: Contents
    words: Words
    fonts: Fonts

    def row(self, name: str, value: str, *, fixed: bool = False) -> Value:
        """A line of a sheet: its label in the court's language and in English, and a value made harmless."""
        english = "" if self.words.lang == ENGLISH else words(ENGLISH).exhibit[name]
        zone = self.contents.court.time_zone
        return {
            "label": self.words.exhibit[name].format(zone=zone),
            "english": english.format(zone=zone),
            "value": self.printed(value),
            "fixed": fixed,
        }

    def printed(self, value: str) -> str:
        """A value as it can be printed; of a very long one its beginning, and how long it is."""
        shown = self.fonts.legible(value, longest=LONGEST)
        if len(value) <= LONGEST:
            return shown
        return f"{shown} ({self.words.exhibit['cut'].format(count=len(value))})"

    def said(self, name: str, **put_in: object) -> str:
        """A sentence in the court's language."""
        return self.words.exhibit[name].format(**put_in)


def desk(contents: Contents) -> Desk:
    """The desk at which a package's sheets are written.

    Raises:
        SettingError: when the fonts are missing.
    """
    return Desk(contents, words(contents.court.language), fonts())


def exhibit_sheet(at: Desk, exhibit: Exhibit) -> Sheet:
    """The sheet of an exhibit, its pictures with it; read from the kept exchanges."""
    pictures: dict[str, bytes] = {}
    parts = [_part(at, exhibit, place, each, pictures) for place, each in enumerate(exhibit.shown, 1)]
    told = {
        "exhibit": exhibit.label,
        "fact": exhibit.fact,
        "operator": exhibit.operator,
        "case": at.contents.case,
        "made": at.contents.at,
        "notice": at.contents.banner,
        "showings": [_exact(at, each) for each in exhibit.showings],
    }
    values = {
        **layout(at.words, at.contents.court.page, at.fonts, at.contents.at),
        "words": at.words.exhibit,
        "title": at.printed(f"{exhibit.label} {exhibit.fact}"),
        "banner": at.contents.banner,
        "label": exhibit.label,
        "foot": at.contents.case,
        "fact": at.printed(_named(exhibit.fact)),
        "rows": _first_rows(at, exhibit),
        "translation": at.words.lang != ENGLISH,
        "likewise": _likewise(at, exhibit),
        "parts": parts,
    }
    attached = json.dumps(told, sort_keys=True, indent=1).encode("ascii")
    return Sheet(exhibit.file, "exhibit", values, pictures, attached)


def _first_rows(at: Desk, exhibit: Exhibit) -> list[Value]:
    contents = at.contents
    borne = dict.fromkeys(
        names.unicode_form(each.site) for each in exhibit.showings[:MOST_LISTED] if each.site
    )
    told = {
        "fact": exhibit.fact,
        "what": _about(exhibit.fact),
        "operator": exhibit.operator,
        "borne_by": ", ".join(borne),
        "captured_by": contents.facts.get("investigators", "") or at.words.exhibit["not_stated"],
        "software": at.said("software_is", version=version("osint")),
        "made": contents.at,
        "language": at.said("translated", language=at.words.name)
        if at.words.lang != ENGLISH
        else at.words.name,
    }
    return [at.row(name, value, fixed=name == "fact") for name, value in told.items() if value]


def _likewise(at: Desk, exhibit: Exhibit) -> list[str]:
    further = exhibit.showings[MOST_SHOWN:MOST_LISTED]
    return [
        at.printed(f"{names.unicode_form(each.site)}  {each.event['at']}  {_original(at, each.event)}")
        for each in further
    ]


def _part(at: Desk, exhibit: Exhibit, place: int, showing: Showing, pictures: dict[str, bytes]) -> Value:
    """One exchange: who asked what, when and how; where its bytes are; the excerpt; the picture; the proof."""
    event = showing.event
    cut = excerpt(at.contents.read(event["id"]), showing.row)
    site = [at.row("site", names.unicode_form(showing.site))] if showing.site else []
    shots = [] if showing.picture is None else [_picture(at, place, showing.picture, pictures)]
    is_page = str(event["uri"]).startswith(("http:", "https:"))
    return {
        "label": at.contents.court.part(exhibit.number, place),
        "address": at.fonts.legible(str(event["uri"]), longest=300),
        "telling": at.fonts.legible(str(showing.row["raw"]), longest=200) if showing.row else "",
        "rows": [*site, *_made(at, event), at.row("found", cut.how, fixed=True)],
        "excerpt": [
            {"text": at.fonts.legible(text), "marked": is_marked} for text, is_marked in pieces(cut.text)
        ],
        "command": command(event),
        "pictures": shots,
        "note": at.words.exhibit["picture_none"] if is_page and not shots else "",
        "proof": _proof(at, event),
    }


def _made(at: Desk, event: Event) -> list[Value]:
    """How an exchange was made, and where its original stands."""
    contents = at.contents
    local = moment(event["at"]).astimezone(ZoneInfo(contents.court.time_zone))
    outcome = at.words.outcome.get(event["outcome"], event["outcome"])
    scheme = str(event["uri"]).partition(":")[0]
    method = event["method"] if scheme.startswith("http") else scheme
    told = {
        "address": str(event["uri"]),
        "asked_utc": event["at"],
        "asked_local": local.isoformat(),
        "answered_utc": event["ended"],
        "captured_by": contents.facts.get("investigators", "") or at.words.exhibit["not_stated"],
        "asked_with": at.said("asked_with_is", collector=event["collector"], method=method),
        "contacted": event["address"] or at.words.exhibit["not_known"],
        "outcome": outcome,
        "circumstances": "; ".join(f"{key}: {value}" for key, value in event["facts"]),
        "head": event["head"],
        "body": event["body"],
        "exchange": event["id"],
        "ledger": at.said("ledger_is", n=event["n"], line=event["n"] + 1, file=LEDGER),
        "original": _original(at, event),
    }
    fixed = {"address", "head", "body", "exchange", "asked_utc", "asked_local", "answered_utc"}
    return [at.row(name, str(value), fixed=name in fixed) for name, value in told.items() if value]


def _picture(at: Desk, place: int, event: Event, pictures: dict[str, bytes]) -> Value:
    """A kept picture of a page, or why it is not printed."""
    data = at.contents.read(event["id"]).body
    width, height = _size(data)
    file = f"picture-{place}.png"
    reason = "" if width else "unreadable"
    if len(data) > LARGEST or width * height > MOST_PIXELS:
        reason = "too_large"
    if not reason:
        pictures[file] = data
    where = _original(at, event)
    return {
        "shown": not reason,
        "unshown": at.said("picture_unshown", why=at.words.exhibit[reason or "unreadable"], file=where),
        "unreadable": at.said("picture_unshown", why=at.words.exhibit["unreadable"], file=where),
        "file": file,
        "alt": at.fonts.legible(str(event["uri"]), longest=300),
        "width": width,
        "height": height,
        "address": at.fonts.legible(_of_page(event), longest=300),
        "rows": _made(at, event),
        "command": command(event),
        "proof": _proof(at, event),
    }


def _of_page(event: Event) -> str:
    """The address of the page that a picture is of."""
    return str(event["uri"]).removeprefix("browser:").removesuffix(PICTURE)


def _size(data: bytes) -> tuple[int, int]:
    """A PNG's width and height in pixels, as its header says; nought and nought where it is none."""
    if data[:8] != PNG or data[12:16] != b"IHDR" or len(data) < 33:
        return 0, 0
    width, height = struct.unpack(">II", data[16:24])
    return (width, height) if width and height else (0, 0)


def _proof(at: Desk, event: Event) -> Value:
    size, steps = at.contents.inclusion(int(event["n"]))
    return {
        "says": at.said("proof_is", size=size),
        "leaf": leaf(at.contents, event),
        "path": [step.hex() for step in steps],
    }


def _exact(at: Desk, showing: Showing) -> Mapping[str, Any]:
    """A showing for programs, nothing of it cut or made harmless: the text is JSON's own ASCII."""
    contents = at.contents

    def proven(event: Event) -> Value:
        size, steps = contents.inclusion(int(event["n"]))
        proof = {"size": size, "leaf": leaf(contents, event), "proof": [step.hex() for step in steps]}
        told = {name: value for name, value in event.items() if name != sealing.SALT}
        return {"event": told, "command": command(event), "ledger": proof}

    picture = None if showing.picture is None else proven(showing.picture)
    return {"site": showing.site, "observation": showing.row, "picture": picture, **proven(showing.event)}


def leaf(contents: Contents, event: Event) -> str:
    """The hash of an event's leaf in the ledger's tree (RFC 9162, 2.1.1)."""
    return leaf_hash(sealing.leaf(json.loads(contents.lines[int(event["n"])]))).hex()


def command(event: Event) -> str:
    """The command, typed in the package's folder, that prints an exchange's records."""
    name = f"data/evidence/{event['segment']}"
    return f"tail -c +{event['offset'] + 1} {name} | head -c {event['length']} | gzip -dc"


def _original(at: Desk, event: Event) -> str:
    file, start = f"data/evidence/{event['segment']}", event["offset"]
    return at.said("original_is", file=file, start=start, end=start + event["length"])


def _named(fact: str) -> str:
    """A fact by the name of its kind and its value."""
    kind, _, value = fact.partition(":")
    entry = kinds().get(kind)
    return f"{entry.label}: {value}" if entry is not None else fact


def _about(fact: str) -> str:
    """What kind of fact it is, and why it tells; nothing where several answers make it."""
    entry = kinds().get(fact.partition(":")[0])
    return f"{entry.label}; {entry.reason}" if entry is not None else ""
