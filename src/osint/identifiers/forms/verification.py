"""Normal forms and checks of verification tokens."""

from collections.abc import Callable

NORMAL: dict[str, Callable[[str], str]] = {}
VALID: dict[str, Callable[[str], bool]] = {}
EMBEDS: dict[str, Callable[[str], str | None]] = {}
