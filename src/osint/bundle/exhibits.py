"""Exhibits: one telling fact each, the exchanges that show it, and the pictures of the pages on which it stood."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from osint.bundle.contents import Contents, Event
from osint.records import Operator, Outcome, SubjectKind, moment
from osint.rows import Row

MOST_PER_OPERATOR = 12
MOST_SHOWN = 2  # sites with an excerpt: a fact ties two; the others are listed
MOST_LISTED = 40
PICTURE = "#screenshot"  # how the address of a kept picture of a page ends
PAGES = ("http:", "https:", "browser:")  # of what a browser shows


@dataclass(frozen=True, slots=True)
class Showing:
    """One exchange that shows a fact, the site that bears it, and the observation, where there is one."""

    event: Event
    site: str
    row: Row | None
    picture: Event | None = None  # the exchange that kept what a browser showed of the page


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A fact, and the exchanges that show it."""

    number: int
    label: str  # as the court numbers it
    operator: str
    fact: str  # kind:value
    showings: tuple[Showing, ...]

    @property
    def file(self) -> str:
        """Its file's name: ASCII, short."""
        return f"exhibit-{self.number:04d}.pdf"

    @property
    def shown(self) -> tuple[Showing, ...]:
        """The showings that are printed whole."""
        return self.showings[:MOST_SHOWN]

    @property
    def events(self) -> tuple[Event, ...]:
        """The ledger's events that it rests on, each once: of its exchanges, and of the pictures that it prints."""
        pictures = [each.picture for each in self.shown if each.picture is not None]
        return tuple(
            {event["n"]: event for event in [*(each.event for each in self.showings), *pictures]}.values()
        )


def exhibits(contents: Contents) -> tuple[Exhibit, ...]:
    """The exhibits of all operators: the facts that count in their links, the strongest first."""
    kept = _kept(contents)
    seen = _seen(contents)
    pictures = _pictures(kept)
    made: list[Exhibit] = []
    for operator in contents.operators:
        for fact, named in _telling(contents, operator):
            sites = {member.site for member in operator.sites}
            showings = tuple(_pictured(each, pictures) for each in _showings(fact, sites, named, seen, kept))
            if showings:
                number = len(made) + 1
                made.append(Exhibit(number, contents.court.exhibit(number), operator.id, fact, showings))
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


def _pictures(kept: Mapping[str, Event]) -> dict[str, list[Event]]:
    """The kept pictures of pages, by site."""
    found: dict[str, list[Event]] = {}
    for event in kept.values():
        if str(event["uri"]).endswith(PICTURE) and event["outcome"] == Outcome.ANSWERED:
            found.setdefault(_site_of(event), []).append(event)
    return found


def _pictured(showing: Showing, pictures: Mapping[str, list[Event]]) -> Showing:
    """A showing with the picture of its site that was taken nearest to it, where it shows a page."""
    taken = pictures.get(showing.site, []) if showing.site else []
    if not taken or not str(showing.event["uri"]).startswith(PAGES):
        return showing
    at = moment(showing.event["at"])
    nearest = min(taken, key=lambda event: (abs(moment(event["at"]) - at), event["n"]))
    return Showing(showing.event, showing.site, showing.row, nearest)
