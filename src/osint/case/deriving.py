"""The derived tables of a case as of now: those on disk, or new ones when something has happened since."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from osint import canonical
from osint import derive as derivation
from osint.case import generations, journal
from osint.case.generations import Generation
from osint.evidence.store import Store
from osint.links import basis as link_basis
from osint.records import Observation


@dataclass(frozen=True, slots=True)
class Alone:
    """A derivation from the evidence alone, which no generation holds."""

    made: derivation.Derivation
    statement: dict[str, Any]
    basis: dict[str, Any]


def sealed(statement: Mapping[str, Any]) -> dict[str, Any]:
    """What the ledger says of a derivation."""
    told = {key: statement[key] for key in ("basis", "results", "changes", "contradictions")}
    return {**told, "inputs": canonical.digest(statement["inputs"]), "over": statement["ledger_size"]}


class Derived:
    """What is derived from one case, for as long as it is open."""

    def __init__(
        self, folder: Path, store: Store, inputs: Callable[[Generation | None], derivation.Inputs]
    ) -> None:
        """Derive from this store; ``inputs`` tells what else goes in, given the last generation."""
        self._folder = folder
        self._store = store
        self._inputs = inputs
        self._seen: dict[str, tuple[Observation, ...]] = {}  # by exchange; reading is pure
        self._current: tuple[int, Generation] | None = None  # with the ledger's length that it is current for

    def current(self) -> Generation:
        """The generation as of now."""
        if self._current is None or not self._is_current(*self._current):
            found = self._derived()
            self._current = (len(self._store.ledger), found)
        return self._current[1]

    def _is_current(self, length: int, found: Generation) -> bool:
        return length == len(self._store.ledger) and found.is_there

    def _derived(self) -> Generation:
        size = journal.size_that_matters(self._store.others(), self._store.asked())
        basis = derivation.basis_of(link_basis.current())
        last = generations.current(self._folder)
        wanted = {"ledger_size": size, "basis": canonical.digest(basis)}
        if last is not None and all(last.statement[key] == value for key, value in wanted.items()):
            return last
        inputs = self._inputs(last)
        made = derivation.derive(self._observed(), inputs, link_basis.current())
        statement = derivation.statement(made, inputs, basis, size)
        fresh = generations.write(self._folder, made, basis, statement)
        self._store.ledger.append("derivation", sealed(statement))
        return fresh

    def of_evidence_alone(self) -> "Alone":
        """What comes out without any judgement, and what the ledger is told of it; nothing is written.

        The operators bear names of their own: those of the case were given with its judgements.
        """
        current = self.current()
        basis = current.basis()
        inputs = replace(self._inputs(current), judgements=(), previous=())
        made = derivation.derive(self._observed(), inputs, link_basis.current())
        return Alone(made, derivation.statement(made, inputs, basis, current.statement["ledger_size"]), basis)

    def _observed(self) -> Iterator[Observation]:
        """What every exchange shows; each is read once in the life of this object."""
        for name in self._store.names():
            if name not in self._seen:
                self._seen[name] = tuple(derivation.read(self._store.read(name)))
            yield from self._seen[name]
