"""Normal forms of registration values."""

from collections.abc import Callable


def person(text: str) -> str:
    """A name in one case with single blanks (issue 5 adds scripts and romanisation)."""
    return " ".join(text.casefold().split())


NORMAL: dict[str, Callable[[str], str]] = {
    "person": person,
}
VALID: dict[str, Callable[[str], bool]] = {}
EMBEDS: dict[str, Callable[[str], str | None]] = {}
