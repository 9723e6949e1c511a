"""How each kind is sighted: its pattern cut to what tells it, for the automaton that looks for all kinds at once.

``python tests/identifiers/leads.py`` writes the file that the scan reads; a test holds that it is true.
"""

import json
from pathlib import Path

from shrunk import Shrunk, first_letters, shrunk

from osint import identifiers

FILE = Path(identifiers.__file__).parent / "catalogue" / "leads.json"


def leads() -> dict[str, tuple[str, list[Shrunk]]]:
    """By the names of kinds: the bytes with which a match can begin, and what is looked for.

    Those that stand in long runs are looked for there, by what the catalogue says.
    """
    return {
        name: (first_letters(each.expression), [] if each.run else shrunk(each.expression))
        for name, each in identifiers.kinds().items()
        if each.expression
    }


if __name__ == "__main__":
    FILE.write_text(json.dumps(leads(), indent=0) + "\n", "utf-8")
