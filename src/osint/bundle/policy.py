"""Who is given what: the policy of each share, as ``shares.toml`` states it. What it does not list is withheld."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from osint.errors import UsageError
from osint.identifiers import kinds

ALL = "*"
EVENTS = "events"  # the table of shares.toml that is no share
JUDGEMENTS, REASONS = "judgements", "reasons"
RELEASES = (JUDGEMENTS, REASONS)  # work product that a person may release


@dataclass(frozen=True, slots=True)
class Policy:
    """What one share may show."""

    name: str
    answers: frozenset[str]  # collectors; ``*``: all
    groups: frozenset[str]  # of the catalogue; ``*``: all
    but_not: frozenset[str]  # kinds
    further: frozenset[str]  # kinds
    roles: frozenset[str]  # kinds whose mailboxes are shown where they are a role's
    facts: frozenset[str]
    parties: bool
    released: frozenset[str] = frozenset()  # of RELEASES

    @property
    def is_whole(self) -> bool:
        """Whether every answer and every value is shown: only work product can be withheld."""
        return ALL in self.answers and ALL in self.groups and not self.but_not and self.parties

    def shows_answers_of(self, collector: str) -> bool:
        """Whether a collector's answers are handed on."""
        return ALL in self.answers or collector in self.answers

    def shows(self, kind: str) -> bool:
        """Whether the values of a kind are shown; those of a kind that the catalogue does not know only in a whole share."""
        if kind in self.but_not:
            return False
        entry = kinds().get(kind)
        return (
            ALL in self.groups or kind in self.further or (entry is not None and entry.group in self.groups)
        )


def policy(share: str, released: frozenset[str] = frozenset()) -> Policy:
    """The policy of a share.

    Raises:
        UsageError: for a share or a release that there is not.
    """
    told = _told()
    if share not in shares():
        raise UsageError(f"no share {share!r}: one of {', '.join(shares())}")
    if unknown := released - set(RELEASES):
        raise UsageError(f"nothing to release by the name of {min(unknown)!r}: {' or '.join(RELEASES)}")
    if REASONS in released:
        released |= {JUDGEMENTS}
    row = told[share]
    lists = {
        name: frozenset(row.get(name, ()))
        for name in ("answers", "groups", "but_not", "and", "roles", "facts")
    }
    return Policy(share, further=lists.pop("and"), parties=row["parties"], released=released, **lists)


def shares() -> tuple[str, ...]:
    """The shares that there are."""
    return tuple(name for name in _told() if name != EVENTS)


def shown_of(event: str) -> frozenset[str]:
    """The fields of an event of a type that a share shows which withholds more than work product."""
    return frozenset(_told()[EVENTS].get(event, ()))


@cache
def _told() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("osint.bundle").joinpath("shares.toml").read_text("utf-8"))
