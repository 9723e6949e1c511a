"""Normal forms and checks of technical values."""

from collections.abc import Callable

NORMAL: dict[str, Callable[[str], str]] = {}
VALID: dict[str, Callable[[str], bool]] = {}
EMBEDS: dict[str, Callable[[str], str | None]] = {}
