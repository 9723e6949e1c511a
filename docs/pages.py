"""Writes the pages that are made from the shelves: docs/collectors.md and docs/identifiers.md, with a page for each."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from osint import identifiers
from osint.collectors import COLLECTORS
from osint.collectors.collector import Collector, Touch
from osint.collectors.sources import sources
from osint.identifiers.kind import Group, Kind
from osint.records import Subject, SubjectKind

HERE = Path(__file__).parent
MOST_NAMED = 16  # kinds that a collector's page names


def collectors() -> str:
    """The page of collectors: a line each, leading to its page."""
    lines = [
        "# Collectors",
        "",
        "Each asks one place, and reads only what that place answered itself. A passive run (`--passive`) asks none that",
        "touches the target; a recursive resolver still asks the site's own name servers. What a collector needs a key for",
        "it leaves out without one, and the case says so. A source that no user has confirmed live is built from its published",
        "documentation and tested on recorded shapes. Made by `python docs/pages.py` from `src/osint/collectors/`.",
        "",
        "| collector | what it asks | asks about | touches | key | confirmed live |",
        "|---|---|---|---|---|---|",
    ]
    for each in COLLECTORS:
        subjects = ", ".join(sorted(kind.value for kind in each.accepts))
        keys = ", ".join(f"`{key}`" for key in each.keys)
        live = sources()[each.name].confirmed or "not yet"
        name = f"[{each.name}](collectors/{each.name}.md)"
        lines.append(f"| {name} | {each.about} | {subjects} | {each.touches.value} | {keys} | {live} |")
    return "\n".join(lines) + "\n"


def collector_page(each: Collector) -> str:
    """The page of one collector: what it asks, of whom, what that costs, under which terms."""
    told = sources()[each.name]
    is_passive = each.touches is not Touch.TARGET
    keys = ", ".join(f"`{key}`" for key in each.keys)
    subjects = ", ".join(sorted(kind.value for kind in each.accepts))
    facts = (
        ("what it is asked", each.about),
        ("what it answers", told.answers),
        ("subjects", subjects),
        ("cost", told.cost),
        ("touches", each.touches.value),
        ("under `--passive`", "asked" if is_passive else "left out: it contacts the site itself"),
        ("its limits", told.limits),
        ("held to", f"{told.at_once} at once, one at a time to a host, {max(1.0, told.pause_s):g} s apart"),
        ("terms", told.terms),
        ("key", f"{keys}, from {told.key}" if told.key else "none needed"),
        ("confirmed live", told.confirmed or "not yet: built from the published documentation"),
        ("learnt from", "; ".join(told.pages)),
    )
    facts = (*facts[:3], *searches(each), *facts[3:])
    lines = [
        f"# {each.name}",
        "",
        "All of them: [collectors](../collectors.md). Made by `python docs/pages.py`.",
        "",
    ]
    lines += ["| | |", "|---|---|", *(f"| {name} | {plain(text)} |" for name, text in facts)]
    return "\n".join(lines) + "\n"


def searches(each: Collector) -> tuple[tuple[str, str], ...]:
    """What a source can be searched for, how the bearers are counted before they are fetched, in what it is charged."""
    if each.search is None:
        return ()
    asked = [
        kind.name
        for kind in identifiers.kinds().values()
        if each.search.query(Subject(SubjectKind.IDENTIFIER, f"{kind.name}:{kind.examples[0].value}"))
    ]
    named = ", ".join(f"`{name}`" for name in (asked if len(asked) <= MOST_NAMED else asked[:3]))
    told = named if len(asked) <= MOST_NAMED else f"{len(asked)} kinds, among them {named}"
    return (
        ("searched for", told),
        ("counted before", each.search.counted),
        ("charged in", each.search.unit or "nothing"),
    )


def kinds() -> str:
    """The page of identifiers: what the tables say, and how many kinds each group has."""
    listed = identifiers.kinds().values()
    lines = [
        "# Kinds of identifier",
        "",
        f"The scan recognises {len(listed)} kinds of values that tie sites together. Each is an entry of the catalogue",
        "(`src/osint/identifiers/catalogue/`); everything about it, its pattern, examples, lookalikes and denied values",
        "included: `osint kinds --format json`. This page and the pages of the groups are made by `python docs/pages.py`.",
        "",
        "| group | kinds | found in text | checked | name a site |",
        "|---|---|---|---|---|",
    ]
    for group in Group:
        some = [each for each in listed if each.group is group]
        counts = (
            len(some),
            sum(bool(each.expression) for each in some),
            sum(each.valid is not None for each in some),
            sum(each.embeds is not None for each in some),
        )
        lines.append(f"| [{group.value}](identifiers/{group.value}.md) | {' | '.join(map(str, counts))} |")
    lines += [
        "",
        "How telling a value is (its strength): 0 names nobody, 1 context, 2 weak, 3 likely, 4 an account, 5 a payee or",
        "a proof of control. What it weighs between two sites is told in [weighing](weighing.md). A kind that is not found",
        "in text is read by a collector from a structured answer.",
        "",
        "The marks in the tables:",
        "",
        "- **checked**: a value's form is checked beyond the pattern: a checksum, a length, a registry's rule; a value that",
        "  fails is not read. Whether the check can vouch for a value as it stood, its find says (`check`).",
        "- **mention**: in running text a value is a mention and not the page's own. With words beside it by which a page",
        "  offers it (a donation's), it is the page's own.",
        "- **copied**: whoever copies a page carries the value along without a reason of his own.",
        "- **site**: the value names a site, by which an earlier or a further address is found.",
        "- **denied**: so many values of platforms, vendors and manuals are known; they are shown, and tie nobody.",
    ]
    return "\n".join(lines) + "\n"


def group_page(group: Group) -> str:
    """The page of one group: each kind with an example, what looks like it and is not read, and what fools it."""
    lines = [
        f"# {group.value.capitalize()}",
        "",
        "What the columns and marks mean: [kinds of identifier](../identifiers.md). Made by `python docs/pages.py`.",
        "",
        "| kind | what it is | a value | strength, and why | marks | not read |",
        "|---|---|---|---|---|---|",
    ]
    lines += [row(each) for each in identifiers.kinds().values() if each.group is group]
    return "\n".join(lines) + "\n"


def row(each: Kind) -> str:
    """A kind as a row of its group's table."""
    marks = {
        "checked": each.valid is not None,
        "mention": each.quotable,
        "copied": each.copied,
        "site": each.embeds is not None,
        f"{len(each.deny)} denied": bool(each.deny),
    }
    cells = (
        f"`{each.name}`",
        plain(each.label),
        code(each.examples[0].value),
        f"{each.strength}: {plain(each.reason)}",
        ", ".join(mark for mark, is_so in marks.items() if is_so),
        " ".join(code(text) for text in each.lookalikes[:2]),
    )
    return f"| {' | '.join(cells)} |"


def plain(text: str) -> str:
    """A text that a table cell can hold."""
    return text.replace("|", "\\|").replace("<", "&lt;")


def code(text: str, *, longest: int = 60) -> str:
    """A text as it stands, cut where it is long."""
    shown = " ".join(text.split())
    shown = shown[:longest] + ("…" if len(shown) > longest else "")
    return f"`` {shown.replace('|', chr(92) + '|').replace('``', '')} ``"


PAGES: dict[str, Callable[[], str]] = {
    "collectors.md": collectors,
    **{f"collectors/{each.name}.md": partial(collector_page, each) for each in COLLECTORS},
    "identifiers.md": kinds,
    **{f"identifiers/{group.value}.md": partial(group_page, group) for group in Group},
}

if __name__ == "__main__":
    for folder in ("collectors", "identifiers"):
        (HERE / folder).mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), "utf-8")
