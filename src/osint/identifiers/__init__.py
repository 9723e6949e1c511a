"""The shelf of identifiers: what ties sites together, each kind an entry of the catalogue.

The entries are data (``catalogue/*.toml``); their normal forms and checks are functions that the entries
name (``forms/``). The list of the catalogue's parts is written out by hand.
"""

import difflib
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from osint.errors import BadName
from osint.identifiers.forms import EMBEDS, NORMAL, VALID
from osint.identifiers.forms.plain import PAGES
from osint.identifiers.kind import REACH, Example, Group, Kind, Reference
from osint.records import SubjectKind, Where

PARTS = {
    Group.ANALYTICS: ("analytics", "pixels"),
    Group.ADVERTISING: ("advertising", "pop_networks", "sellers"),
    Group.PAYMENT: ("accounts", "crypto", "payment"),
    Group.VERIFICATION: ("verification",),
    Group.WIDGETS: ("widgets", "services"),
    Group.CONTACTS: ("contacts",),
    Group.TECHNICAL: ("technical", "hosting", "storage", "pictures"),
    Group.REGISTRATION: ("registration",),
}
SEEN = "2026-11-22"


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by name, in the catalogue's order."""
    return {
        made.name: made
        for group, parts in PARTS.items()
        for part in parts
        for made in (_kind(group, entry) for entry in _entries(part))
    }


def kind(name: str) -> Kind:
    """The kind of that name.

    Raises:
        BadName: when there is none; the message names the nearest.
    """
    found = kinds().get(name)
    if found is None:
        near = difflib.get_close_matches(name, kinds(), n=3, cutoff=0.4)
        hint = f": did you mean {' or '.join(near)}?" if near else ""
        raise BadName(f"no kind of identifier {name!r}{hint} (`osint kinds` lists them)")
    return found


def split(text: str) -> tuple[Kind, str]:
    """``kind:value`` as a kind and a value in its normal form.

    Raises:
        BadName: for another form, an unknown kind, or a value that is not of the kind.
    """
    name, found, raw = text.partition(":")
    if not found or not raw.strip():
        raise BadName(f"{text!r}: give KIND:VALUE, such as telegram:moonscans")
    entry = kind(name)
    value = entry.read(raw.strip())
    if not value:
        example = entry.examples[0].value
        raise BadName(f"{raw!r} is no {entry.label}: a value looks like {example}")
    return entry, value


def catalogue() -> list[dict[str, Any]]:
    """The shelf as data: what ``osint kinds`` prints and a derivation's basis holds."""
    return [
        {
            "name": each.name,
            "label": each.label,
            "group": each.group.value,
            "vendor": each.vendor,
            "family": each.family,
            "strength": each.strength,
            "reason": each.reason,
            "copied": each.copied,
            "quotable": each.quotable,
            "offered": [word.decode() for word in each.offered],
            "checked": each.valid is not None,
            "embeds_site": each.embeds is not None,
            "where": sorted(place.value for place in each.where),
            "pattern": each.expression,
            "gates": [gate.decode() for gate in each.gates],
            "near": [word.decode() for word in each.near],
            "run": each.run,
            "detect": each.detect,
            "reserved": sorted(each.reserved),
            "deny": dict(each.deny),
            "example": each.examples[0].value,
            "examples": [{"text": example.text, "value": example.value} for example in each.examples],
            "lookalikes": list(each.lookalikes),
            "reference": {"source": each.reference.source, "seen": each.reference.seen},
        }
        for each in kinds().values()
    ]


def _entries(part: str) -> list[dict[str, Any]]:
    text = files("osint.identifiers").joinpath("catalogue", f"{part}.toml").read_text("utf-8")
    entries: list[dict[str, Any]] = tomllib.loads(text).get("kind", [])
    return entries


def _kind(group: Group, entry: dict[str, Any]) -> Kind:
    """One entry; a field that nobody knows is a mistake in the catalogue."""
    platform, many, deny = entry.pop("platform", None), entry.pop("many", None), entry.pop("deny", {})
    pages: frozenset[str] = PAGES if entry.pop("beside_pages", False) else frozenset()
    made = Kind(
        name=entry.pop("name"),
        label=entry.pop("label"),
        vendor=entry.pop("vendor"),
        group=group,
        family=entry.pop("family"),
        strength=entry.pop("strength"),
        reason=entry.pop("reason"),
        reference=Reference(entry.pop("source"), entry.pop("seen", SEEN)),
        examples=tuple(Example(text, value) for text, value in entry.pop("examples")),
        lookalikes=tuple(entry.pop("lookalikes", ())),
        expression=entry.pop("pattern", ""),
        gates=tuple(gate.encode() for gate in entry.pop("gates", ())),
        run=entry.pop("run", ""),
        detect=entry.pop("detect", ""),
        near=tuple(word.encode() for word in entry.pop("near", ())),
        reach=entry.pop("reach", REACH),
        normal=NORMAL[entry.pop("normal", "strip")],
        valid=VALID[entry.pop("valid")] if "valid" in entry else None,
        checked=VALID[entry.pop("checked")] if "checked" in entry else None,
        many=re.compile(many) if many else None,
        reserved=frozenset(entry.pop("reserved", ())) | (pages - deny.keys()),
        deny=deny,
        is_platform=re.compile(platform).search if platform else None,  # type: ignore[arg-type]  # a match is true
        where=frozenset(Where(place) for place in entry.pop("where", [place.value for place in Where])),
        quotable=entry.pop("quotable", False),
        offered=tuple(word.encode() for word in entry.pop("offered", ())),
        copied=entry.pop("copied", True),
        embeds=EMBEDS[entry.pop("embeds")] if "embeds" in entry else None,
        leads=SubjectKind(entry.pop("leads")) if "leads" in entry else None,
    )
    if entry:
        raise ValueError(f"catalogue: {made.name}: nobody reads {sorted(entry)}")
    return made
