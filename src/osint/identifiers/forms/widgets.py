"""Normal forms of the ids of widgets."""

from collections.abc import Callable


def sentry_project(text: str) -> str:
    """The project of a Sentry DSN, without its key."""
    return text.rpartition("@")[2].lower()


NORMAL: dict[str, Callable[[str], str]] = {
    "sentry project": sentry_project,
}
VALID: dict[str, Callable[[str], bool]] = {}
EMBEDS: dict[str, Callable[[str], str | None]] = {}
