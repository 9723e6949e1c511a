"""Exhibits: one telling fact each, with everything that a court asks to know of its making."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from osint.bundle.contents import Contents, Event
from osint.inert import block
from osint.records import Exchange, Operator, moment

AROUND = 240  # bytes of the answer shown on each side of the telling part
MOST_PER_OPERATOR = 12


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A fact, the exchange that shows it, and the excerpt in which it stands."""

    number: int
    label: str  # as the court numbers it
    operator: str
    fact: str  # kind:value
    event: Event
    excerpt: str
    page: str

    @property
    def file(self) -> str:
        """Its file's name: ASCII, short."""
        return f"exhibit-{self.number:04d}.txt"


def exhibits(contents: Contents) -> tuple[Exhibit, ...]:
    """The exhibits of all operators: for each telling value, one exchange that shows it."""
    by_id = {event["id"]: event for event in contents.events if event["type"] == "exchange"}
    made: list[Exhibit] = []
    for operator in contents.operators:
        for fact, name in _telling(contents, operator):
            if name in by_id:
                made.append(_exhibit(contents, len(made) + 1, operator, fact, by_id[name]))
    return tuple(made)


def _telling(contents: Contents, operator: Operator) -> list[tuple[str, str]]:
    """The facts that count in the operator's links, strongest first, each with its first exchange."""
    sites = {member.site for member in operator.sites}
    worth: dict[str, tuple[int, str]] = {}
    for link in contents.links:
        if {link.a, link.b} <= sites:
            for row in link.evidence:
                if row.bits > 0 and row.exchanges:
                    name = f"{row.kind}:{row.value}"
                    worth[name] = max(worth.get(name, (0, "")), (row.bits, row.exchanges[0]))
    ordered = sorted(worth.items(), key=lambda item: (-item[1][0], item[0]))
    return [(fact, exchange) for fact, (_, exchange) in ordered[:MOST_PER_OPERATOR]]


def _exhibit(contents: Contents, number: int, operator: Operator, fact: str, event: Event) -> Exhibit:
    label = contents.court.exhibit(number)
    excerpt = _excerpt(contents.read(event["id"]), fact, contents, event["id"])
    local = moment(event["at"]).astimezone(ZoneInfo(contents.court.time_zone))
    lines = {
        "Exhibit": label,
        "Fact": fact,
        "Operator": operator.id,
        "Address (URL)": event["uri"],
        "Asked (UTC)": event["at"],
        "Answered (UTC)": event["ended"],
        f"Asked ({contents.court.time_zone})": local.isoformat(),
        "Asked by": f"collector {event['collector']}; investigators: {contents.facts.get('investigators', '') or 'not stated'}",
        "Address contacted": event["address"] or "not known",
        "Outcome": event["outcome"],
        "Facts": "; ".join(f"{key}: {value}" for key, value in event["facts"]),
        "sha256 of the head": event["head"],
        "sha256 of the body": event["body"],
        "Original": f"evidence/{event['segment']}, bytes {event['offset']} to {event['offset'] + event['length']}",
        "Exchange": event["id"],
        "Ledger event": str(event["n"]),
        "Language": f"{contents.court.language}: place for the certified translation",
    }
    text = "".join(f"{key}: {block(value)}\n" for key, value in lines.items())
    head = f"{contents.banner}\n\n" if contents.banner else ""
    return Exhibit(number, label, operator.id, fact, event, excerpt, f"{head}{text}\nExcerpt:\n\n{excerpt}\n")


def _excerpt(exchange: Exchange, fact: str, contents: Contents, name: str) -> str:
    """The part of the answer in which the fact stands, as inert text."""
    row = next(
        (
            each
            for each in contents.tables["observations"]
            if each["exchange"] == name and f"{each['kind']}:{each['value']}" == fact
        ),
        None,
    )
    data = exchange.head + exchange.body
    raw = str(row["raw"]).encode() if row else b""
    start = data.find(raw) if raw else -1
    if start < 0:
        return (
            block(data[: 2 * AROUND].decode("utf-8", "replace"))
            + "\n(the value is read through: "
            + ("/".join(row["path"]) if row else "another exchange")
            + ")"
        )
    return block(data[max(0, start - AROUND) : start + len(raw) + AROUND].decode("utf-8", "replace"))
