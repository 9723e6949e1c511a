"""One run of a case's questions: on the wire, into the store, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from osint.case import asking
from osint.case.collecting import Collection, Progress
from osint.case.kept import Kept, Questions
from osint.case.limits import Limits
from osint.case.summary import Summary
from osint.evidence.recorder.profile import Profile
from osint.evidence.recorder.recorder import Recorder
from osint.evidence.store import Store
from osint.records import Exchange, Subject


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run is to do."""

    subjects: tuple[Subject, ...]
    only: frozenset[str] = frozenset()  # the collectors that may be used; empty: all but those on call
    passive: bool = False
    limits: Limits = field(default_factory=Limits)
    progress: Progress | None = None


def begun(store: Store, used: Profile, wanted: Wanted, summary: Summary, questions: Questions) -> Collection:
    """A run that is made ready: whatever it is answered is counted, kept, and found again."""
    questions.catch_up(store.ledger)
    kept = Kept(questions, store.read, store.withdrawn())

    def keep(exchange: Exchange) -> Exchange:
        summary.take(exchange)
        store.keep(exchange)
        kept.add(exchange)
        return exchange

    recorder = Recorder(used, keep, key=asking.keys_of(used))
    return Collection(
        recorder,
        kept,
        keep,
        passive=wanted.passive,
        only=wanted.only,
        progress=wanted.progress,
        limits=wanted.limits,
    )


def run(collection: Collection, subjects: Iterable[Subject], used: Profile) -> None:
    """Run to the end; what went wrong in it is raised as itself."""
    work = collection.run_to_the_end(subjects, workers=used.concurrency, slow_s=used.limits.slow_s)
    try:
        asking.run(work)
    except BaseExceptionGroup as several:
        raise next(asking.innermost(several)) from several
