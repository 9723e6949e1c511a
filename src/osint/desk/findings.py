"""What a package shows as found: with the judgements where they were released, else what the evidence alone gives."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from osint import rows
from osint.bundle.policy import JUDGEMENTS, REASONS
from osint.case.case import Case
from osint.desk import overview
from osint.links import basis as link_basis
from osint.links.case_view import Circumstances
from osint.operators.judgement import effective
from osint.operators.who_rows import account_rows, party_rows
from osint.records import Link, Observation, Operator
from osint.rows import Row


@dataclass(frozen=True, slots=True)
class Findings:
    """A derivation as a package shows it."""

    observations: tuple[Observation, ...]
    links: tuple[Link, ...]
    operators: tuple[Operator, ...]
    statement: Mapping[str, Any]
    basis: Mapping[str, Any]
    ignored: frozenset[str] = frozenset()  # ``kind:value`` that a released judgement leaves out

    def nearest(self, operator: Operator) -> Operator | None:
        """The operator that shares most sites with another; nothing where none shares two."""
        sites = {each.site for each in operator.sites}
        shared = {each.id: len(sites & {one.site for one in each.sites}) for each in self.operators}
        best = max(self.operators, key=lambda each: (shared[each.id], each.id == operator.id), default=None)
        return best if best is not None and shared[best.id] > 1 else None

    def table(self, case: Case, name: str, released: frozenset[str]) -> Iterable[Row]:
        """The rows of a table, as they follow from this derivation."""
        told = (self.observations, self.operators, self._told(), link_basis.current())
        made: dict[str, Callable[[], Iterable[Row]]] = {
            "observations": lambda: map(rows.observation_row, self.observations),
            "links": lambda: map(rows.link_row, self.links),
            "operators": lambda: map(rows.operator_row, self.operators),
            "sites": lambda: self._sites(case),
            "judgements": lambda: _judgements(case, released),
            "parties": lambda: party_rows(*told),
            "accounts": lambda: account_rows(*told),
        }
        return made[name]() if name in made else overview.rows_of(case, name)

    def _told(self) -> Circumstances:
        return Circumstances(frozenset(self.statement["inputs"]["rights_holders"]), self.ignored)

    def _sites(self, case: Case) -> Iterator[Row]:
        held = {each.site: (one.id, each.probability) for one in self.operators for each in one.sites}
        for row in overview.rows_of(case, "sites"):
            operator, probability = held.get(row["site"], ("", None))
            yield {**row, "operator": operator, "probability": probability}


def findings(case: Case, released: frozenset[str]) -> Findings:
    """The derivation that a package shows: the case's own, or without its judgements where these are withheld."""
    if JUDGEMENTS in released or not case.all_judgements():
        made = case.derive()
        found = tuple(made.observations()), tuple(made.links()), tuple(made.operators())
        return Findings(*found, made.statement, made.basis(), effective(case.all_judgements()).ignored)
    alone = case.of_evidence_alone()
    found = alone.made.observations, alone.made.links, alone.made.operators
    return Findings(*found, alone.statement, alone.basis)


def _judgements(case: Case, released: frozenset[str]) -> Iterator[Row]:
    """The judgements that were released, their reasons only where these were too."""
    if JUDGEMENTS not in released:
        return
    for row in overview.rows_of(case, "judgements"):
        yield row if REASONS in released else {**row, "author": "", "because": ""}
