"""The weights and the background that a derivation uses: frozen, hashed, carried in every package."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from osint import identifiers
from osint.records import Ratio


@dataclass(frozen=True, slots=True)
class LinkBasis:
    """The tables as read; every number in thousandths of a bit or of one."""

    tables: Mapping[str, Any]  # weights, with whole numbers
    background: Mapping[str, int]  # "kind:value" → independent owners known beforehand
    _listed: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)
    charged: dict[str, tuple[int, ...]] = field(default_factory=dict, compare=False, repr=False)  # see rivals
    priced: dict[bool, list[tuple[tuple[str, ...], int]]] = field(
        default_factory=dict, compare=False, repr=False
    )  # see rivals
    _worths: dict[str, Ratio] = field(default_factory=dict, compare=False, repr=False)

    def number(self, table: str, name: str) -> int:
        """One setting, in thousandths."""
        return int(self.tables[table][name])

    def threshold(self) -> int:
        """The bits, after the prior, from which two sites are held to be of one hand."""
        probability = self.number("threshold", "probability") / 1000
        return round(1000 * math.log2(probability / (1 - probability)))

    def listed(self, table: str) -> frozenset[str]:
        """The kinds that a table lists."""
        if table not in self._listed:
            self._listed[table] = frozenset(self.tables[table]["kinds"])
        return self._listed[table]

    def worth(self, name: str) -> Ratio:
        """What a value of a kind is worth when only one group bears it: low, most, high."""
        if name not in self._worths:
            line = self._line(name)
            self._worths[name] = Ratio(line["low"], line["most"], line["high"])
        return self._worths[name]

    def _line(self, name: str) -> Mapping[str, Any]:
        """A kind's own line, or the one of those that are like it, or else its strength's."""
        alike = (line for line in self.tables.get("alike", ()) if name in line["kinds"])
        own: Mapping[str, Any] | None = self.tables["kind"].get(name) or next(alike, None)
        return own or self.tables["strength"][str(identifiers.kind(name).strength)]

    def is_likely(self, name: str) -> bool:
        """Whether a kind is more than context: strangers seldom share it by sharing a host or a provider."""
        least = int(self.tables["likely"].get("bits", 0))
        return (
            identifiers.kind(name).strength >= self.number("likely", "strength")
            and self.worth(name).mid >= least
        )

    def family(self, name: str) -> str:
        """The family with which a kind votes: the catalogue's, or the one that several of it make up."""
        own = identifiers.kind(name).family
        return str(self.tables["family"]["of"].get(own, own))

    def to_json(self) -> dict[str, Any]:
        """The basis as canonical JSON can hold it."""
        return {"tables": dict(self.tables), "background": dict(self.background)}


def from_json(told: Mapping[str, Any]) -> LinkBasis:
    """The basis that a package carries."""
    return LinkBasis(told["tables"], {name: int(owners) for name, owners in told["background"].items()})


@cache
def current() -> LinkBasis:
    """The basis that this version of the software brings."""
    weights = _whole(tomllib.loads(_text("weights.toml")))
    listed = tomllib.loads(_text("background.toml"))["owner"]
    known = {f"{each['kind']}:{each['value']}": int(each["owners"]) for each in listed}
    return LinkBasis(weights, known)


def _text(name: str) -> str:
    return files("osint.links").joinpath(name).read_text("utf-8")


def _whole(value: Any) -> Any:
    """Every fraction as thousandths; whole numbers stay as they are."""
    if isinstance(value, float):
        return round(value * 1000)
    if isinstance(value, dict):
        return {key: _whole(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_whole(inner) for inner in value]
    return value
