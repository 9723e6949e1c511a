"""The public Case: the case itself, its tables and pictures, and its evidence package."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from osint import names, rows
from osint.bundle.build import build
from osint.bundle.contents import Contents
from osint.case import asking, settings
from osint.case.asking import Summary
from osint.case.case import Case as Inner
from osint.case.settings import Network
from osint.case.signing import sign
from osint.courts import court as court_of
from osint.errors import UsageError
from osint.identifiers import split
from osint.links import basis as link_basis
from osint.operators import explain
from osint.records import Operator, Subject, SubjectKind
from osint.rows import Row

if TYPE_CHECKING:  # pictures are read when one is wanted: the command line starts without them
    import networkx as nx
    import pandas as pd
    import plotly.graph_objects as go

    from osint.views.network import Drawing

PRACTICE = "PRACTICE, NOT EVIDENCE"
SHARES = ("court", "lawfirm", "police", "partner", "public")
FINE = frozenset({"answered", "absent"})


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why two sites are linked, or why a group is one operator: sentences, and the rows behind them."""

    sentences: tuple[str, ...]
    row: Row

    def __str__(self) -> str:
        """The sentences, a line each, then the rows that add up."""
        shown = [
            f"{each['bits'] / 1000:+9.2f}  {each['kind']} {each['value']}  ({each['note']})"
            for each in self.row.get("evidence", ())
        ]
        return "\n".join([*self.sentences, *shown])


class Case(Inner):
    """A case as investigators use it, from a notebook or the command line."""

    @classmethod
    def start(cls, folder: Path | str, title: str, *, sites: Sequence[str] = (), **told: Any) -> Self:
        """Make a case.

        ``told`` may name: originals, investigators (sequences), legal_basis, retention_until, network.

        Raises:
            CaseError: when the folder is not empty.
            UsageError: for a site or a setting that is none.
        """
        made = settings.make(title, sites=tuple(sites), network=told.pop("network", Network()))
        lists = {key: tuple(value) for key, value in told.items() if not isinstance(value, str)}
        return cls.new(folder, settings.checked(replace(made, **{**told, **lists})))

    # -- what is known, as rows, tables and pictures ------------------------------------------------------

    def rows(self, what: str) -> Iterator[Row]:
        """The rows of ``sites``, ``exchanges``, ``observations``, ``links``, ``operators`` or ``judgements``."""
        tables: dict[str, Callable[[], Iterable[Row]]] = {
            "sites": self._site_rows,
            "exchanges": self._exchange_rows,
            "observations": lambda: map(rows.observation_row, self.derive().observations()),
            "links": lambda: map(rows.link_row, self.links_()),
            "operators": lambda: map(rows.operator_row, self.operators_()),
            "judgements": lambda: map(rows.judgement_row, self.judgements_()),
        }
        if what not in tables:
            raise UsageError(f"{what!r}: one of {', '.join(tables)}")
        return iter(tables[what]())

    @property
    def observations(self) -> "pd.DataFrame":
        """Every observation: one row a value and place."""
        return _frame(self.rows("observations"))

    @property
    def exchanges(self) -> "pd.DataFrame":
        """Every exchange: one row a question, with its outcome."""
        return _frame(self.rows("exchanges"))

    @property
    def links(self) -> "pd.DataFrame":
        """Every weighed pair of sites."""
        return _frame(self.rows("links"))

    @property
    def operators(self) -> "pd.DataFrame":
        """Every group of sites held to be run by one hand."""
        return _frame(self.rows("operators"))

    @property
    def judgements(self) -> "pd.DataFrame":
        """Every judgement, the retracted ones too."""
        return _frame(self.rows("judgements"))

    def graph(self) -> "nx.Graph[str]":
        """The sites and their links (``views/network.py`` names the attributes)."""
        from osint.views import network

        return network.graph(self.sites(), self.links_(), self.operators_())

    def draw(self, *, threshold: float = 0.5) -> "Drawing":
        """The graph as a picture that opens offline; links below the threshold are left out."""
        from osint.views import network

        return network.draw(self.graph(), threshold=threshold, banner=self.banner)

    def timeline(self) -> "go.Figure":
        """What was seen on each site, and when."""
        from osint.views import charts

        return charts.timeline(self.observations, title=self._heading("Seen"))

    def coverage(self) -> "go.Figure":
        """How the questions to each source ended."""
        from osint.views import charts

        return charts.coverage(self.exchanges, title=self._heading("Questions and outcomes"))

    @property
    def banner(self) -> str:
        """What stands over everything that practice made."""
        return PRACTICE if self.settings.is_practice else ""

    def explain(self, *subject: str) -> Explanation:
        """Why two sites are linked or not; or why a group is held to be one operator.

        Raises:
            UsageError: for anything but two sites of the case, or one operator.
        """
        if len(subject) == 2:
            return self._explain_pair(*(names.site(host) for host in subject))
        found = (
            next((each for each in self.operators_() if each.id == subject[0]), None)
            if len(subject) == 1
            else None
        )
        if found is None:
            raise UsageError(
                "explain takes two sites, or one operator: `osint show DIR operators` lists them"
            )
        return Explanation(tuple(explain.of_operator(found, self.links_())), rows.operator_row(found))

    def _explain_pair(self, a: str, b: str) -> Explanation:
        for site in (a, b):
            if site not in self.sites():
                raise UsageError(f"{site} is no site of this case: `osint show DIR sites` lists them")
        link = next((each for each in self.links_() if {each.a, each.b} == {a, b}), None)
        if link is None:
            said = f"{names.unicode_form(a)} and {names.unicode_form(b)} share nothing that was seen; that says nothing else."
            return Explanation((said,), {"a": a, "b": b, "bits": None, "evidence": []})
        told = rows.link_row(link)
        told["would_change"] = list(explain.what_would_change(link, link_basis.current()))
        return Explanation(tuple(explain.sentences(link)), told)

    # -- who else bears an identifier ---------------------------------------------------------------------

    def pivot(self, kind: str, value: str, *, cases: Path | str | None = None) -> "pd.DataFrame":
        """Who else bears an identifier: in the sources, and in one's own other cases below a folder."""
        return _frame(self.pivot_rows(f"{kind}:{value}", cases=cases)[0])

    def pivot_rows(self, identifier: str, *, cases: Path | str | None = None) -> tuple[list[Row], Summary]:
        """The same as rows, with what was asked."""
        entry, value = split(identifier)
        wanted = f"{entry.name}:{value}"
        summary = self.ask(
            [Subject(SubjectKind.IDENTIFIER, wanted)], asking.profile_of(self.settings.network)
        )
        found = _bearers(self, entry.name, value, "this case")
        for folder in sorted(Path(cases).iterdir()) if cases is not None else ():
            if (folder / settings.FILE).is_file() and folder.resolve() != self.folder.resolve():
                found += _bearers(Case.open(folder), entry.name, value, folder.name)
        return found, summary

    # -- the package --------------------------------------------------------------------------------------

    def export(
        self, target: Path | str, *, court: str, operators: Sequence[str] = (), share: str = "court"
    ) -> Path:
        """Write the evidence package.

        Judgements' reasons and authors are work product: no share holds them.

        Raises:
            UsageError: for an unknown court, share or operator, or a target that is there already.
        """
        jurisdiction, target = court_of(court), Path(target)
        if share not in SHARES:
            raise UsageError(f"no share {share!r}: one of {', '.join(SHARES)}")
        chosen = self._chosen(operators)
        if target.exists():
            raise UsageError(f"{target} is there already: give another name")
        self.ledger.append(
            "export", {"court": court, "share": share, "operators": [each.id for each in chosen]}
        )
        size = sign(self)
        tree = self.ledger.tree()
        made = self.derive()
        lines = tuple(self.ledger.lines())
        events = tuple(event for event in self.events())[: len(lines)]
        contents = Contents(
            title=self.settings.title,
            case=self.settings.id,
            court=jurisdiction,
            share=share,
            is_practice=self.settings.is_practice,
            facts={
                "legal_basis": self.settings.legal_basis,
                "investigators": ", ".join(self.settings.investigators),
                "retention_until": self.settings.retention_until,
            },
            evidence=self.folder / "evidence",
            lines=lines,
            events=events,
            tables={
                name: tuple(self._shared(name))
                for name in ("sites", "exchanges", "observations", "links", "operators", "judgements")
            },
            links=self.links_(),
            operators=chosen,
            statement=made.statement,
            basis=made.basis(),
            at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            read=self.store.read,
            inclusion=lambda number: (size, tree.inclusion(number, size)),
        )
        return build(contents, target)

    def _shared(self, name: str) -> Iterable[Row]:
        if name != "judgements":
            return self.rows(name)
        return ({**row, "author": "", "because": ""} for row in self.rows(name))

    def _chosen(self, wanted: Sequence[str]) -> tuple[Operator, ...]:
        known = {each.id: each for each in self.operators_()}
        missing = [name for name in wanted if name not in known]
        if missing:
            raise UsageError(f"no operator {', '.join(missing)}: `osint show DIR operators` lists them")
        return tuple(known[name] for name in wanted) if wanted else tuple(known.values())

    # -- rows ---------------------------------------------------------------------------------------------

    def _site_rows(self) -> Iterator[Row]:
        member = {
            each.site: (operator.id, each.probability)
            for operator in self.operators_()
            for each in operator.sites
        }
        seeds = {names.site(host) for host in self.settings.sites}
        originals = {names.site(host) for host in self.settings.originals}
        found = self.found_by()
        ended: dict[str, dict[str, int]] = {}
        for event in self.store.events():
            if event["subject"][0] == SubjectKind.SITE:
                counted = ended.setdefault(event["subject"][1], {})
                counted[event["outcome"]] = counted.get(event["outcome"], 0) + 1
        for site in self.sites():
            operator, probability = member.get(site, ("", None))
            counted = ended.get(site, {})
            yield {
                "site": site,
                "unicode": names.unicode_form(site),
                "seed": site in seeds,
                "original": site in originals,
                "found_by": sorted(found.get(site, ())),
                "operator": operator,
                "probability": probability,
                "answered": sum(count for outcome, count in counted.items() if outcome in FINE),
                "failed": sum(count for outcome, count in counted.items() if outcome not in FINE),
                "outcomes": dict(sorted(counted.items())),
            }

    def _exchange_rows(self) -> Iterator[Row]:
        gone = self.store.withdrawn()
        for event in self.store.events():
            kind, value, host = event["subject"]
            yield {
                "exchange": event["id"],
                "at": event["at"],
                "ended": event["ended"],
                "collector": event["collector"],
                "subject": {"kind": kind, "value": value, "host": host},
                "uri": event["uri"],
                "outcome": event["outcome"],
                "why": event["why"],
                "address": event["address"],
                "bytes": event["length"],
                "sha256": event["body"],
                "facts": dict(event["facts"]),
                "withdrawn": gone[event["id"]]["because"] if event["id"] in gone else "",
            }

    def _heading(self, what: str) -> str:
        return f"{what}: {self.settings.title}" + (f" ({self.banner})" if self.banner else "")


def _frame(rows: Iterable[Row]) -> "pd.DataFrame":
    from osint.views.tables import frame

    return frame(rows)


def _bearers(case: Case, kind: str, value: str, source: str) -> list[Row]:
    found: dict[str, Row] = {}
    for seen in case.derive().observations():
        if seen.site and seen.find.kind == kind and seen.find.value == value:
            row = rows.observation_row(seen)
            found.setdefault(
                seen.site,
                {
                    "site": seen.site,
                    "source": source,
                    "first_seen": row["first_seen"],
                    "last_seen": row["last_seen"],
                    "exchange": seen.exchange,
                },
            )
    return [found[site] for site in sorted(found)]
