"""Exhibits: one telling fact each, the sites that bear it, and everything that a court asks to know of its making."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from osint import names
from osint.bundle.contents import Contents, Event
from osint.bundle.excerpt import excerpt
from osint.identifiers import kinds
from osint.inert import line
from osint.records import Operator, SubjectKind, moment
from osint.rows import Row

MOST_PER_OPERATOR = 12
MOST_SHOWN = 2  # sites with an excerpt: a fact ties two; the others are listed
MOST_LISTED = 40


@dataclass(frozen=True, slots=True)
class Showing:
    """One exchange that shows a fact, the site that bears it, and the observation, where there is one."""

    event: Event
    site: str
    row: Row | None


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A fact, the exchanges that show it, and the page on which they stand."""

    number: int
    label: str  # as the court numbers it
    operator: str
    fact: str  # kind:value
    showings: tuple[Showing, ...]
    page: str

    @property
    def file(self) -> str:
        """Its file's name: ASCII, short."""
        return f"exhibit-{self.number:04d}.txt"


def exhibits(contents: Contents) -> tuple[Exhibit, ...]:
    """The exhibits of all operators: the facts that count in their links, the strongest first."""
    kept = _kept(contents)
    seen = _seen(contents)
    made: list[Exhibit] = []
    for operator in contents.operators:
        for fact, named in _telling(contents, operator):
            sites = {member.site for member in operator.sites}
            showings = tuple(_showings(fact, sites, named, seen, kept))
            if showings:
                made.append(_exhibit(contents, len(made) + 1, operator, fact, showings))
    return tuple(made)


def _kept(contents: Contents) -> dict[str, Event]:
    """The exchanges whose bytes are in the package."""
    gone = {event["exchange"] for event in contents.events if event["type"] == "withdrawal"}
    return {
        event["id"]: event
        for event in contents.events
        if event["type"] == "exchange" and event["id"] not in gone
    }


def _seen(contents: Contents) -> dict[str, list[Row]]:
    """The observations by ``kind:value``: the sites' own before what others tell of them."""
    found: dict[str, list[Row]] = {}
    for row in contents.tables["observations"]:
        found.setdefault(f"{row['kind']}:{row['value']}", []).append(row)
    return {
        fact: sorted(rows, key=lambda row: (not row["own"], "json" in row["path"], row["first_seen"]))
        for fact, rows in found.items()
    }


def _telling(contents: Contents, operator: Operator) -> list[tuple[str, tuple[str, ...]]]:
    """The facts that count in the operator's links, strongest first, each with the exchanges that its rows name."""
    sites = {member.site for member in operator.sites}
    worth: dict[str, int] = {}
    named: dict[str, dict[str, None]] = {}
    for link in contents.links:
        if link.a in sites and link.b in sites:
            for row in link.evidence:
                if row.bits > 0 and row.exchanges:
                    fact = f"{row.kind}:{row.value}"
                    worth[fact] = max(worth.get(fact, 0), row.bits)
                    named.setdefault(fact, {}).update(dict.fromkeys(row.exchanges))
    ordered = sorted(worth, key=lambda fact: (-worth[fact], fact))
    return [(fact, tuple(named[fact])) for fact in ordered[:MOST_PER_OPERATOR]]


def _showings(
    fact: str,
    sites: set[str],
    named: tuple[str, ...],
    seen: Mapping[str, list[Row]],
    kept: Mapping[str, Event],
) -> Iterator[Showing]:
    """For each site that bears the fact one exchange; for a fact of several answers, those that it rests on."""
    shown: set[str] = set()
    for row in seen.get(fact, []):
        if row["site"] in sites and row["site"] not in shown and row["exchange"] in kept:
            shown.add(row["site"])
            yield Showing(kept[row["exchange"]], row["site"], row)
    if not shown:
        plain = [Showing(kept[name], _site_of(kept[name]), None) for name in named if name in kept]
        first = {each.site: each for each in reversed(plain)}
        yield from sorted(plain, key=lambda each: first[each.site] is not each)  # two sites before two of one


def _site_of(event: Event) -> str:
    kind, value, _ = event["subject"]
    return str(value) if kind == SubjectKind.SITE else ""


def _exhibit(
    contents: Contents, number: int, operator: Operator, fact: str, showings: tuple[Showing, ...]
) -> Exhibit:
    label = contents.court.exhibit(number)
    parts = [
        *([contents.banner] if contents.banner else []),
        _lines(
            {
                "Exhibit": label,
                "Fact": fact,
                "What that is": _about(fact),
                "Operator": operator.id,
                "Borne by": ", ".join(
                    dict.fromkeys(
                        names.unicode_form(each.site) for each in showings[:MOST_LISTED] if each.site
                    )
                ),
                "Asked by": contents.facts.get("investigators", "") or "not stated",
                "Language": f"{contents.court.language}: place for the certified translation",
            }
        ),
        *(_shown(contents, place, each) for place, each in enumerate(showings[:MOST_SHOWN], 1)),
    ]
    further = showings[MOST_SHOWN:MOST_LISTED]
    if further:
        listed = (f"{line(each.site)}: {each.event['at']} {_original(each.event)}" for each in further)
        parts.append("Seen likewise on\n" + "\n".join(listed))
    return Exhibit(number, label, operator.id, fact, showings, "\n\n".join(parts) + "\n")


def _shown(contents: Contents, place: int, showing: Showing) -> str:
    """One exchange: who asked what, when and how; where its bytes are; and the excerpt."""
    event = showing.event
    local = moment(event["at"]).astimezone(ZoneInfo(contents.court.time_zone))
    cut = excerpt(contents.read(event["id"]), showing.row)
    told = _lines(
        {
            "Site": names.unicode_form(showing.site) if showing.site else "",
            "Address (URL)": event["uri"],
            "Asked (UTC)": event["at"],
            "Answered (UTC)": event["ended"],
            f"Asked ({contents.court.time_zone})": local.isoformat(),
            "Asked with": f"collector {event['collector']}{_method(event)}",
            "Address contacted": event["address"] or "not known",
            "Outcome": event["outcome"],
            "Circumstances": "; ".join(f"{key}: {value}" for key, value in event["facts"]),
            "sha256 of the head": event["head"],
            "sha256 of the body": event["body"],
            "Exchange": event["id"],
            "Ledger event": f"{event['n']} (line {event['n'] + 1} of data/evidence/ledger.jsonl)",
            "Original": _original(event),
            "Found in it": cut.how,
        }
    )
    return f"({place})\n{told}\nPrint the original:\n  {_command(event)}\n\nExcerpt, the telling part between ⟦ and ⟧:\n\n{cut.text}"


def _about(fact: str) -> str:
    """What kind of fact it is, and why it tells; nothing where several answers make it."""
    entry = kinds().get(fact.partition(":")[0])
    return f"{entry.label}; {entry.reason}" if entry is not None else ""


def _method(event: Event) -> str:
    return f", method {event['method']}" if str(event["uri"]).startswith("http") else ""


def _lines(told: Mapping[str, str]) -> str:
    return "\n".join(f"{key}: {line(str(value), longest=4000)}" for key, value in told.items() if value)


def _original(event: Event) -> str:
    return f"data/evidence/{event['segment']}, bytes {event['offset']} to {event['offset'] + event['length']}"


def _command(event: Event) -> str:
    """The command, typed in the package's folder, that prints an exchange's records."""
    name = f"data/evidence/{event['segment']}"
    return f"tail -c +{event['offset'] + 1} {name} | head -c {event['length']} | gzip -dc"
