"""One investigation: a folder, and its steps in order. No arithmetic here, and no pictures."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from osint import collectors as shelf
from osint import derive as derivation
from osint import names
from osint.case import agenda, deciding, findings, generations, importing, journal, pivoting, settings
from osint.case.deriving import Alone, Derived
from osint.case.generations import Generation
from osint.case.importing import Imported
from osint.case.kept import Questions
from osint.case.limits import Limits
from osint.case.settings import Settings
from osint.case.summary import PASSIVE, Left, Summary
from osint.errors import CaseError, UsageError
from osint.evidence.ledger import Event, Ledger
from osint.evidence.store import Store
from osint.formats.reading import UNSTATED, Capture
from osint.records import Judgement, Link, Operator, Subject, SubjectKind

if TYPE_CHECKING:  # what speaks to the network is read when something is asked: the rest starts without it
    from osint.case.collecting import Progress
    from osint.evidence.recorder.profile import Profile


class Case:
    """A case that is open."""

    def __init__(self, folder: Path, told: Settings) -> None:
        """Open the evidence; what a crash had left behind is mended, and ``mended`` says so."""
        self.folder = folder
        self.settings = told
        self.ledger = Ledger(folder / settings.EVIDENCE)
        self.store = Store(folder / settings.EVIDENCE, self.ledger, warcinfo=settings.warcinfo(told))
        self.mended = tuple(self.store.mended)
        self._questions = Questions()
        self._derived = Derived(folder, self.store, self._inputs)

    @classmethod
    def new(cls, folder: Path | str, told: Settings) -> Self:
        """Make a case in a folder that is empty or not there yet.

        Raises:
            CaseError: when something is there already.
        """
        folder = Path(folder)
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CaseError(f"{folder} is not empty: give a new folder's name, or open what is there")
        folder.mkdir(parents=True, exist_ok=True)
        settings.write(folder, told)
        made = cls(folder, told)
        made.ledger.append("case", {"id": told.id, "title": told.title, "sites": list(told.sites)})
        return made

    @classmethod
    def open(cls, folder: Path | str) -> Self:
        """Open the case in a folder.

        Raises:
            CaseError: when there is none.
        """
        return cls(Path(folder), settings.read(Path(folder)))

    def close(self) -> None:
        """End this program's segment; the case can be opened again at any time."""
        self.store.close()

    # -- sites ------------------------------------------------------------------------------------------

    def sites(self) -> tuple[str, ...]:
        """The sites of the case: those it began with, those that were found, those that were imported."""
        seeds = [names.site(host) for host in (*self.settings.sites, *self.settings.originals)]
        return tuple(dict.fromkeys([*seeds, *sorted(self.found_by()), *self._imported_sites()]))

    def found_by(self) -> dict[str, frozenset[str]]:
        """Each site that was found, with the ``kind:value`` by which."""
        return journal.leads(self.store.others())

    def _imported_sites(self) -> list[str]:
        """Sites whose pages came from files, also where a crash came before the import's own event."""
        found = {value for kind, value in self.store.imported() if kind == SubjectKind.SITE}
        return sorted(found | journal.imported_sites(self.store.others()))

    def subjects(self, hosts: Iterable[str]) -> list[Subject]:
        """Hosts as subjects."""
        return [agenda.site_subject(host) for host in hosts]

    # -- asking -----------------------------------------------------------------------------------------

    def collect(
        self,
        *,
        sites: Sequence[str] = (),
        collectors: Sequence[str] = (),
        passive: bool = False,
        network: "Profile | None" = None,
        progress: "Progress | None" = None,
    ) -> Summary:
        """Ask every collector about every site (or only those named), and keep every answer.

        Raises:
            BadName: for a host or collector that is none.
            SettingError: when the network profile cannot be had.
        """
        only = frozenset(shelf.collector(name).name for name in collectors)
        added = [names.host(host) for host in sites if names.site(host) not in self.sites()]
        if added:
            self.settings = settings.with_sites(self.settings, *added)
            settings.write(self.folder, self.settings)
        hosts = list(sites) or [*self.settings.sites, *self.settings.originals, *sorted(self.found_by())]
        if not hosts:
            raise UsageError("the case has no sites: name one with --site HOST, or import pages")
        return self.ask(self.subjects(hosts), network, only=only, passive=passive, progress=progress)

    def ask(
        self,
        subjects: Sequence[Subject],
        network: "Profile | None" = None,
        *,
        only: frozenset[str] = frozenset(),
        passive: bool = False,
        limits: Limits | None = None,
        progress: "Progress | None" = None,
    ) -> Summary:
        """Put the collectors' questions about subjects; what the case has is not asked again."""
        from osint.case import asking, running

        used = network or asking.profile_of(self.settings.network)
        used = asking.leaving_alone(used, self.sites(), PASSIVE) if passive else used
        summary = Summary(is_expected=self.settings.is_practice)
        wanted = running.Wanted(tuple(subjects), only, passive, limits or Limits(), progress)
        collection = running.begun(self.store, used, wanted, summary, self._questions)
        try:
            running.run(collection, subjects, used)
        finally:
            findings.note(self.store, self.sites(), collection)
            self.store.sync()
        summary.kept, summary.sites = collection.reused, len(self.sites())
        summary.spent += collection.purse.spent
        return summary

    def search(
        self,
        wanted: Sequence[Subject],
        limits: Limits | None = None,
        network: "Profile | None" = None,
        *,
        passive: bool = False,
        progress: "Progress | None" = None,
    ) -> Summary:
        """Ask the sources whose keys are there who bears these identifiers; what is left out is said, and why."""
        from osint.case import asking

        used = network or asking.profile_of(self.settings.network)
        key = asking.keys_of(used)
        wanted, shared = pivoting.apart(wanted, pivoting.lists_of(self.folder, self.settings))
        only = pivoting.open_sources(key)
        summary = self.ask(wanted, used, only=only, passive=passive, limits=limits, progress=progress)
        summary.left += [Left(*each) for each in (*shared, *pivoting.without_key(wanted, key))]
        return summary

    def expand(  # noqa: PLR0913 -- what a user chooses, each by its name
        self,
        *,
        depth: int = 1,
        budget: int = 50,
        passive: bool = False,
        limits: Limits | None = None,
        network: "Profile | None" = None,
        progress: "Progress | None" = None,
        say: Callable[[str], None] | None = None,
    ) -> Summary:
        """Pivot and collect, ``depth`` times, until ``budget`` further sites were taken in.

        Most telling first: sites that the case's sites name, then searches for what they bear. One that was
        stopped goes on where it stood when it is asked for with the same numbers, also with its credits. A passive
        one contacts none of the sites.
        """
        from osint.case import expanding

        wanted = expanding.Wanted(depth, budget, limits or Limits(), passive)
        return expanding.expand(self, wanted, network, progress, say)

    def take_in(self, budget: int) -> tuple[list[str], int]:
        """Enter up to ``budget`` further sites as leads; which, and how many the budget left out."""
        seen = self.derive().observations()
        return findings.take_in(self.store, seen, frozenset(self.sites()), budget)

    def unasked(self) -> list[str]:
        """The sites that were found and never asked about, by this program or another that was stopped or goes on."""
        asked = {
            event["subject"][1] for event in self.store.events() if event["subject"][0] == SubjectKind.SITE
        }
        return [site for site in sorted(self.found_by()) if site not in asked]

    def import_files(
        self, paths: Sequence[Path | str], *, url: str = "", capture: Capture = UNSTATED
    ) -> Imported:
        """Take in files, or a partner's package; the same exchange twice is kept once.

        ``capture`` says who captured them, when and how: kept with each answer, and in the ledger.

        Raises:
            UsageError: when a file is not there.
        """
        brought = importing.NOTHING
        for path in importing.files_of(map(Path, paths)):
            taken = importing.take(path, self.store, url=url, capture=capture)
            self.ledger.append("import", taken.told(path, capture))
            brought = brought.plus(taken)
        self.store.sync()
        return brought

    # -- deriving ---------------------------------------------------------------------------------------

    def derive(self) -> Generation:
        """The derived tables as of now: those on disk, or new ones when something has happened since."""
        return self._derived.current()

    def of_evidence_alone(self) -> Alone:
        """What comes out of the evidence without any judgement; the case goes on standing on its judgements."""
        return self._derived.of_evidence_alone()

    def _inputs(self, last: Generation | None) -> derivation.Inputs:
        return derivation.Inputs(
            judgements=self.all_judgements(),
            rights_holders=frozenset(names.site(host) for host in self.settings.originals),
            found_by=journal.searched(self.store.others()),
            previous=tuple(last.operators()) if last is not None else (),
        )

    def all_operators(self) -> tuple[Operator, ...]:
        """The operators as of now."""
        return tuple(self.derive().operators())

    def all_links(self) -> tuple[Link, ...]:
        """The links as of now."""
        return tuple(self.derive().links())

    # -- deciding ---------------------------------------------------------------------------------------

    def all_judgements(self) -> tuple[Judgement, ...]:
        """Every judgement, in order, the retracted ones too."""
        return tuple(journal.judgements(self.store.others(), self.folder / settings.EVIDENCE / journal.NOTES))

    def judge(self, verdict: str, *about: str, because: str, author: str = "") -> Judgement:
        """Put down a judgement.

        Raises:
            UsageError: for an unknown verdict, sites or identifiers that are none, or without a reason.
        """
        known = frozenset(each.id for each in self.all_judgements())
        held = deciding.checked(verdict, about, known, frozenset(self.sites()))
        opinion = journal.Opinion(*held, because, author)
        return journal.put(self.ledger, self.folder / settings.EVIDENCE, opinion)

    def withdraw(self, prefix: str, *, because: str, everywhere: bool = False) -> tuple[str, ...]:
        """Destroy an exchange's bytes, and ``everywhere`` those of others with the very same body.

        What was derived from them goes too, and comes back without.

        Returns:
            The exchanges that were withdrawn; ``copies`` names those that still hold the same body.

        Raises:
            UsageError: for no such exchange, or without a reason.
        """
        name = self.store.find(prefix)
        gone = (name, *(self.store.same_body(name) if everywhere else ()))
        for each in gone:
            self.store.withdraw(each, because)
        with suppress(FileNotFoundError):
            shutil.rmtree(self.folder / generations.FOLDER)
        return gone

    def copies(self, name: str) -> tuple[str, ...]:
        """The other exchanges that hold the very same body, and are not withdrawn."""
        return self.store.same_body(name)

    def note_key(self, fingerprint: str) -> None:
        """Put into ``case.toml`` which key signs; an earlier one stays in its checkpoints."""
        if self.settings.key_fingerprint != fingerprint:
            self.settings = replace(self.settings, key_fingerprint=fingerprint)
            settings.write(self.folder, self.settings)

    def events(self) -> Iterator[Event]:
        """The ledger's events."""
        return self.ledger.events()
