"""The case that a notebook works on, with the practice world behind it where the case is practice."""

import os
from pathlib import Path
from typing import Any

from osint.case import settings
from osint.case.settings import Network
from osint.desk import Case
from osint.practice.content import folder as content_folder
from osint.practice.content import hosts
from osint.practice.serving import serve, use_practice_key

CASE = "OSINT_CASE"  # set by `osint lab DIR`
OWN = "practice-case"  # beside the notebooks, when no case is named
FEW = 4  # sites to begin with: enough to find one operator's others


def lab() -> Case:
    """The case of this notebook: the one that ``osint lab DIR`` names, else a small practice case of its own.

    A practice case finds its world served until the program ends, and signs with the practice key.

    Raises:
        CaseError: when the folder that is named holds no case.
    """
    named = os.environ.get(CASE, "")
    place = Path(named or OWN)
    case = Case.open(place) if named or (place / settings.FILE).is_file() else practice_case(place, sites=FEW)
    if case.settings.is_practice:
        use_practice_key()
        serve()
    return case


def practice_case(folder: Path, *, sites: int | None = None) -> Case:
    """A new case on the practice world, with its seed sites (or only the first few).

    Raises:
        CaseError: when the folder is not empty.
    """
    return Case.start(
        folder,
        "Practice: who runs these reader sites?",
        sites=hosts("seeds.txt")[:sites],
        originals=hosts("originals.txt"),
        investigators=["practice"],
        legal_basis="training on invented data",
        **ground(),
    )


def ground() -> dict[str, Any]:
    """What ``Case.start`` is told so that a case stands on the practice world: its network, its lists of hosting."""
    lists = [str(content_folder() / "hosting_lists.toml")]
    return {"network": Network(profile="practice"), "hosting_lists": lists}
