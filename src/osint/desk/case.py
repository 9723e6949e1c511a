"""The public Case: the case itself, its tables and pictures, and its evidence package."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from osint import names
from osint.case import looking, pivoting, settings, visits
from osint.case.case import Case as Inner
from osint.case.limits import Limits
from osint.case.settings import Network
from osint.case.summary import Failure, Summary
from osint.courts import court as court_of
from osint.desk import explaining, hosting, overview, who
from osint.desk.explaining import Explanation
from osint.errors import UsageError
from osint.identifiers import split
from osint.records import PRACTICE, Exchange, Link, Outcome, Subject, SubjectKind
from osint.rows import Row

if TYPE_CHECKING:  # pictures are read when one is wanted: the command line starts without them
    import networkx as nx
    import pandas as pd
    import plotly.graph_objects as go

    from osint.views.network import Drawing


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
        """The rows of a table: ``sites``, ``exchanges``, ``observations``, ``links``, ``operators``, ``judgements``,
        ``registrations``.

        Of ``parties`` and ``accounts``: who it may be. And of ``hosting``, ``abuse`` and ``origins``, which rest on
        lists that go out of date.

        Raises:
            UsageError: for any other word.
        """
        if what in who.COLUMNS:
            return who.rows_of(self, what)
        return hosting.rows_of(self, what) if what in hosting.COLUMNS else overview.rows_of(self, what)

    @property
    def observations(self) -> "pd.DataFrame":
        """Every observation: one row a value and place."""
        return self._frame("observations")

    @property
    def exchanges(self) -> "pd.DataFrame":
        """Every exchange: one row a question, with its outcome."""
        return self._frame("exchanges")

    @property
    def links(self) -> "pd.DataFrame":
        """Every weighed pair of sites."""
        return self._frame("links")

    @property
    def operators(self) -> "pd.DataFrame":
        """Every group of sites held to be run by one hand."""
        return self._frame("operators")

    @property
    def parties(self) -> "pd.DataFrame":
        """Whom the sources name, operator by operator: candidates for who it is, and who only stands between."""
        return self._frame("parties")

    @property
    def accounts(self) -> "pd.DataFrame":
        """The accounts that sites point to, by operator: channels, servers, sponsor pages, payees."""
        return self._frame("accounts")

    @property
    def judgements(self) -> "pd.DataFrame":
        """Every judgement, the retracted ones too."""
        return self._frame("judgements")

    @property
    def registrations(self) -> "pd.DataFrame":
        """How each site is registered: one row a field, with what every source states of it."""
        return self._frame("registrations")

    @property
    def site_table(self) -> "pd.DataFrame":
        """Every site: how it came in, whose it is held to be, how its questions ended."""
        return self._frame("sites")

    def hosting(self, *sites: str) -> "pd.DataFrame":
        """What lists and registries say of the addresses and names that carry the sites, or those named."""
        return self._carrying("hosting", sites)

    def abuse(self, *sites: str) -> "pd.DataFrame":
        """Whom to write to about the sites, or those named, in the order in which a notice should go out."""
        return self._carrying("abuse", sites)

    def origin(self, *sites: str) -> "pd.DataFrame":
        """Where the sites, or those named, may stand behind a CDN, each candidate with its reasons."""
        return self._carrying("origins", sites)

    def graph(self) -> "nx.Graph[str]":
        """The sites and their links (``views/network.py`` names the attributes)."""
        from osint.views import network

        return network.graph(self.sites(), self.all_links(), self.all_operators())

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

    def waterfall(self, a: str, b: str) -> "go.Figure":
        """A link's sum, row by row.

        Raises:
            UsageError: when the two share nothing that was seen.
        """
        from osint.views import charts

        link = self.explain(a, b).about
        if not isinstance(link, Link):
            raise UsageError(f"{a} and {b} share nothing that was seen: there is no sum to draw")
        return charts.waterfall(link, banner=self.banner)

    def rarity(self) -> "go.Figure":
        """How many sites bear each identifier, the rarest first."""
        from osint.views import charts

        return charts.rarity(self.observations, title=self._heading("Who bears what"))

    def exchange(self, prefix: str) -> Exchange:
        """One exchange with its bytes, by the beginning of its name.

        Raises:
            UsageError: when none or several begin so, or it was withdrawn.
            EvidenceBroken: when its bytes are not what they were.
        """
        return self.store.read(self.store.find(prefix))

    def save_visit(self, prefix: str, path: Path | str) -> int:
        """A visit in a browser as a WACZ, by the exchange of its page; how many exchanges it holds.

        Raises:
            UsageError: when that exchange is no page of a visit.
        """
        return visits.write(self.store, self.settings, prefix, Path(path))

    @property
    def banner(self) -> str:
        """What stands over everything that practice made."""
        return PRACTICE if self.settings.is_practice else ""

    def explain(self, *subject: str, language: str = "en") -> Explanation:
        """Why two sites are linked or not; or why a group is held to be one operator; in ``en``, ``ko`` or ``ja``.

        Raises:
            UsageError: for anything but two sites of the case, or one operator; for another language.
        """
        match subject:
            case (a, b):
                made = explaining.of_pair(self, names.site(a), names.site(b), language)
            case (operator,):
                made = explaining.of_operator(self, operator, language)
            case _:
                raise UsageError("explain takes two sites, or one operator")
        return replace(made, banner=self.banner)

    # -- who else bears an identifier ---------------------------------------------------------------------

    def pivot(
        self, kind: str, value: str, *, cases: Path | str | None = None, limits: Limits | None = None
    ) -> "pd.DataFrame":
        """Who else bears an identifier: in one's own other cases below a folder, then in the sources."""
        found, _ = self.pivot_rows(f"{kind}:{value}", cases=cases, limits=limits)
        return self._table(found, overview.BEARERS)

    def pivot_rows(
        self,
        identifier: str,
        *,
        cases: Path | str | None = None,
        limits: Limits | None = None,
        network: Any = None,
    ) -> tuple[list[Row], Summary]:
        """The same as rows, with what was asked.

        Raises:
            UsageError: for no ``kind:value``.
        """
        entry, value = split(identifier)
        wanted = f"{entry.name}:{value}"
        elsewhere = list(_cases_below(Path(cases), self.folder)) if cases is not None else []
        seen = [(folder, *looking.bearers(folder, wanted)) for folder in elsewhere]
        about = [Subject(SubjectKind.IDENTIFIER, wanted)]
        summary = self.search(about, limits, network, passive=True)  # of sources, never of the case's sites
        asked = overview.asked_about(self.ledger.events(), wanted)
        found = overview.bearers(self.derive().observations(), wanted, "this case", asked)
        summary.bare += overview.bare_machines(self.derive().observations(), wanted, found)
        for folder, observations, why in seen:
            found += overview.bearers(observations, wanted, folder.name)
            if why:
                summary.fail(str(folder), Failure(Outcome.FAILED.value, str(folder), why))
        return found, summary

    def pivot_plan(self, identifier: str, *, network: Any = None) -> list[Row]:
        """The sources that could say who bears an identifier, with their questions and costs; nothing is asked.

        Raises:
            UsageError: for no ``kind:value``.
        """
        from osint.case import asking

        entry, value = split(identifier)
        subject = Subject(SubjectKind.IDENTIFIER, f"{entry.name}:{value}")
        key = asking.keys_of(network or asking.profile_of(self.settings.network))
        asked, _ = pivoting.apart([subject], pivoting.lists_of(self.folder, self.settings))
        return [overview.way_row(each) for one in asked for each in pivoting.ways(one, key)]

    def pivot_left_out(self, identifier: str) -> list[str]:
        """Why no source is asked about an identifier that lists hold as a CDN's or a provider's; else nothing.

        Raises:
            UsageError: for no ``kind:value``.
        """
        entry, value = split(identifier)
        subject = Subject(SubjectKind.IDENTIFIER, f"{entry.name}:{value}")
        _, shared = pivoting.apart([subject], pivoting.lists_of(self.folder, self.settings))
        return [why for _, _, why in shared]

    # -- the package --------------------------------------------------------------------------------------

    def export(  # noqa: PLR0913 -- each is a word of the contract
        self,
        target: Path | str | None = None,
        *,
        court: str,
        operators: Sequence[str] = (),
        share: str = "court",
        release: Sequence[str] = (),
        jobs: int = 1,
        progress: Callable[[int, int], None] | None = None,
    ) -> Path:
        """Write the evidence package; without a target, as the next one in the case's ``exports``.

        Judgements are work product: a package rests on the evidence alone, unless ``release`` names ``judgements``
        (what was judged) or ``reasons`` (why, and by whom, too). ``jobs`` processes set its pages in type;
        ``progress`` is told how many are done, of how many.

        Raises:
            UsageError: for an unknown court, share, release or operator, or a target that is there already.
        """
        from osint.bundle.build import Setting
        from osint.bundle.policy import policy
        from osint.desk import packing  # with it come templates and drawing, which nothing else here needs

        setting = Setting(jobs, progress)
        wanted = packing.Wanted(court_of(court), policy(share, frozenset(release)), tuple(operators), setting)
        return packing.pack(self, Path(target) if target else packing.next_place(self), wanted)

    def _frame(self, what: str) -> "pd.DataFrame":
        return self._table(self.rows(what), {**overview.COLUMNS, **who.COLUMNS}[what])

    def _carrying(self, what: str, sites: Sequence[str]) -> "pd.DataFrame":
        wanted = [names.site(each) for each in sites]
        return self._table(hosting.rows_of(self, what, wanted), hosting.COLUMNS[what])

    def _table(self, rows: Iterable[Row], columns: Sequence[str]) -> "pd.DataFrame":
        from osint.views.display import BANNER
        from osint.views.tables import frame

        made = frame(rows, columns)
        made.attrs[BANNER] = self.banner
        return made

    def _heading(self, what: str) -> str:
        return f"{what}: {self.settings.title}" + (f" ({self.banner})" if self.banner else "")


def _cases_below(folder: Path, own: Path) -> Iterator[Path]:
    """The other cases that lie in a folder."""
    for each in sorted(folder.iterdir()):
        if (each / settings.FILE).is_file() and each.resolve() != own.resolve():
            yield each
