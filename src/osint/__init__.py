"""Operator identification: the door.

``Case`` opens a case, ``verify`` checks a package, ``scan`` finds identifiers in a text; all read lazily, so
that the command line starts quickly.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from osint.bundle.verify import verify
    from osint.desk import Case
    from osint.identifiers.scan import scan

__all__ = ["Case", "scan", "verify"]


def __getattr__(name: str) -> Any:
    """Read what is asked for when it is asked for."""
    match name:
        case "Case":
            from osint.desk import Case

            return Case
        case "verify":
            from osint.bundle.verify import verify

            return verify
        case "scan":
            from osint.identifiers.scan import scan

            return scan
        case _:
            raise AttributeError(f"osint has no {name!r}")
