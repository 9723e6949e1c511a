"""Writes the pages that are made from the shelves: docs/collectors.md and docs/identifiers.md."""

from pathlib import Path

from osint import identifiers
from osint.collectors import COLLECTORS

HERE = Path(__file__).parent


def collectors() -> str:
    """The page of collectors."""
    lines = [
        "# Collectors",
        "",
        "Each asks one place, and reads only what that place answered itself. A passive run (`--passive`) asks none that",
        "touches the target; a recursive resolver still asks the site's own name servers. What a collector needs a key for",
        "it leaves out without one, and the case says so. Made by `python docs/pages.py`.",
        "",
        "| collector | what it asks | asks about | touches | key |",
        "|---|---|---|---|---|",
    ]
    for each in COLLECTORS:
        subjects = ", ".join(sorted(kind.value for kind in each.accepts))
        keys = ", ".join(f"`{key}`" for key in each.keys)
        lines.append(f"| {each.name} | {each.about} | {subjects} | {each.touches.value} | {keys} |")
    return "\n".join(lines) + "\n"


def kinds() -> str:
    """The page of identifiers."""
    lines = [
        "# Kinds of identifier",
        "",
        "What the scan recognises, and how telling a value is: 0 names nobody, 1 context, 2 weak, 3 likely, 4 an account,",
        "5 a payee or a proof of control. Everything about a kind: `osint kinds --format json`. Made by",
        "`python docs/pages.py`.",
    ]
    group = ""
    for each in identifiers.kinds().values():
        if each.group.value != group:
            group = each.group.value
            lines += [
                "",
                f"## {group.capitalize()}",
                "",
                "| kind | what it is | strength | why |",
                "|---|---|---|---|",
            ]
        lines.append(f"| `{each.name}` | {each.label} | {each.strength} | {each.reason} |")
    return "\n".join(lines) + "\n"


PAGES = {"collectors.md": collectors, "identifiers.md": kinds}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), "utf-8")
