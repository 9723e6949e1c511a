"""A kind of identifier: what every entry of the shelf is."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from osint.records import Check, Find, SubjectKind, Where


class Group(StrEnum):
    """The part of the shelf on which a kind stands."""

    ANALYTICS = "analytics"
    ADVERTISING = "advertising"
    PAYMENT = "payment"
    VERIFICATION = "verification"
    WIDGETS = "widgets"
    CONTACTS = "contacts"
    TECHNICAL = "technical"
    REGISTRATION = "registration"


BEFORE, BEHIND = 512, 1024  # bytes before and behind a match that are near it
REACH = 128  # bytes: the usual reach of a pattern


@cache
def _compiled(expression: str) -> re.Pattern[bytes]:
    return re.compile(expression.encode())


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the one value that must be read from it."""

    text: str
    value: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Where the form of a kind, or a denied value, was learnt."""

    source: str  # a vendor's page, standard or public code
    seen: str  # the day it was seen, ISO 8601


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of identifier that sites can share.

    A kind with a ``pattern`` is found by scanning text: its first group that matched is the value as it stands.
    A kind without gates is looked for in the whole text: its pattern begins with a literal, or with one of few
    bytes, so that this is quick.
    A kind without one is read by a collector from a structured answer (an address, a certificate key).
    """

    name: str
    label: str
    vendor: str
    group: Group
    family: str  # identifiers of one account, or copied together, vote once
    strength: (
        int  # 0 names nobody · 1 context · 2 weak · 3 likely · 4 an account · 5 a payee or a proof of control
    )
    reason: str  # why it is that strong, and what fools it
    reference: Reference
    examples: tuple[Example, ...]
    lookalikes: tuple[str, ...] = ()  # texts from which nothing of this kind may be read
    expression: str = ""  # the pattern as it is written
    gates: tuple[bytes, ...] = ()  # lower-case literals of which one stands in every match
    # For a kind without gates a short pattern that matches within every match, and is looked for
    run: str = ""  # in long runs of letters and digits, where it must begin at no letter or digit's back
    detect: str = ""  # anywhere
    near: tuple[bytes, ...] = ()  # lower-case words of which one must stand near a match
    reach: int = REACH  # bytes that a match, with what its pattern looks at round it, is long at the most
    normal: Callable[[str], str] = str.strip
    valid: Callable[[str], bool] | None = None  # over the normal form; None: there is nothing to check
    checked: Callable[[str], bool] | None = (
        None  # over the value as it stood: can the check vouch for it; None: yes
    )
    many: re.Pattern[str] | None = None  # group 1 is a list, and each match of this is a value
    reserved: frozenset[str] = frozenset()  # a vendor's own words in the same place: no values
    deny: Mapping[str, str] = field(default_factory=dict)  # platform, vendor and demonstration values: why
    is_platform: Callable[[str], bool] | None = None  # for values that are platforms' by their form
    where: frozenset[Where] = frozenset(Where)  # where it may stand
    quotable: bool = False  # in running text it is a mention, not the page's own
    offered: tuple[bytes, ...] = ()  # lower-case words beside which it is the page's own in running text too
    copied: bool = True  # a copier of the page carries it along without a reason of his own
    embeds: Callable[[str], str | None] | None = None  # the site that a value names, if it names one
    leads: SubjectKind | None = None  # what a value becomes a subject as

    @property
    def pattern(self) -> re.Pattern[bytes] | None:
        """What finds it in text; made when it is first asked for."""
        return _compiled(self.expression) if self.expression else None

    def read(self, raw: str) -> str:
        """A value in its normal form; empty when it is not of this kind."""
        value = self.normal(raw)
        if not value or value in self.reserved or (self.valid is not None and not self.valid(value)):
            return ""
        return value

    def find(self, raw: str, *, path: tuple[str, ...], span: tuple[int, int], where: Where) -> Find | None:
        """Read a value as it stands; nothing when it is not of this kind.

        Returns:
            The find in normal form, with its check and whether it is a platform's value.
        """
        value = self.read(raw) if where in self.where else ""
        return self.made(value, raw, path=path, span=span, where=where) if value else None

    def made(
        self,
        value: str,
        raw: str,
        *,
        path: tuple[str, ...],
        span: tuple[int, int],
        where: Where,
        is_offered: bool | None = None,
    ) -> Find:
        """The find of a value that was read from a raw form.

        It is offered when the page presents it as its own, not offered when it stands in prose about others;
        where nothing tells, its place decides.
        """
        return Find(
            kind=self.name,
            value=value,
            raw=raw,
            path=path,
            start=span[0],
            end=span[1],
            where=where,
            own=where is not Where.COMMENT
            and is_offered is not False
            and (is_offered or not self.quotable or where is not Where.TEXT),
            check=Check.VALID if self._is_vouched_for(raw) else Check.NONE,
            platform=self.is_shared_by_design(value),
        )

    def _is_vouched_for(self, raw: str) -> bool:
        return self.valid is not None and (self.checked is None or self.checked(raw))

    def is_shared_by_design(self, value: str) -> bool:
        """Whether a value belongs to a platform, a vendor or a demonstration, so that it ties nobody."""
        return value in self.deny or bool(self.is_platform is not None and self.is_platform(value))
