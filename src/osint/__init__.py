"""Operator identification: the door.

``Case`` opens a case, ``lab`` gives a notebook its case, ``verify`` checks a package, ``scan`` finds
identifiers in a text; all read lazily, so that the command line starts quickly.
"""

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from osint.bundle.verify import verify
    from osint.desk import Case
    from osint.identifiers.scan import scan_page as scan
    from osint.practice.lab import lab

__all__ = ["Case", "lab", "scan", "verify"]


def __getattr__(name: str) -> Any:
    """Read what is asked for when it is asked for."""
    match name:
        case "Case":
            from osint.desk import Case

            _teach_notebook()
            return Case
        case "lab":
            from osint.practice.lab import lab

            _teach_notebook()
            return lab
        case "verify":
            from osint.bundle.verify import verify

            return verify
        case "scan":
            from osint.identifiers.scan import scan_page

            return scan_page
        case _:
            raise AttributeError(f"osint has no {name!r}")


def _teach_notebook() -> None:
    """Inside a notebook, let every record show itself."""
    if "IPython" in sys.modules:
        from osint.views import display

        display.register(sys.modules["IPython"].get_ipython())
