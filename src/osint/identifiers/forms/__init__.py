"""What the catalogue's entries name: normal forms, checks, and the sites that values name.

A part of the shelf has its own file; what several parts share stands in ``plain``. A name stands once.
"""

from osint.identifiers.forms import (
    accounts,
    advertising,
    analytics,
    contacts,
    crypto,
    emvco,
    payment,
    plain,
    registration,
    technical,
    verification,
    widgets,
)

PARTS = (
    plain,
    analytics,
    advertising,
    payment,
    accounts,
    crypto,
    emvco,
    verification,
    widgets,
    contacts,
    technical,
    registration,
)
NORMAL = {name: made for part in PARTS for name, made in part.NORMAL.items()}
VALID = {name: made for part in PARTS for name, made in part.VALID.items()}
EMBEDS = {name: made for part in PARTS for name, made in part.EMBEDS.items()}
