"""A program that works on a case beside others, and can be killed: ``evidence_writer.py HOW FOLDER FROM TO``.

It prints an exchange's id once ``keep`` has returned, when nothing may lose it any more.
"""

import os
import sys
import tempfile
from pathlib import Path

from evidence_cases import filled, opened, page

from osint.errors import OsintError
from osint.evidence.index import Index
from osint.evidence.store import Store


def say(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def write(store: Store, numbers: range) -> None:
    for number in numbers:
        say(store.keep(page(number, b"<p>%d</p>" % number * 40)).id)


def write_and_note(store: Store, numbers: range) -> None:
    """Exchanges, and events of other sorts between them."""
    for number in numbers:
        say(store.keep(page(number)).id)
        if not number % 4:
            store.ledger.append("lead", {"site": f"s{number}.example", "because": "test:1", "exchange": ""})


def die_before_the_ledger(store: Store, numbers: range) -> None:
    """A crash between the segment's write and the ledger's."""
    write(store, numbers)

    def die(*_: object, **__: object) -> bool:
        os._exit(9)

    Index.enter = die  # type: ignore[method-assign]
    store.keep(page(numbers.stop))


def fill_the_disk(store: Store, numbers: range) -> None:
    """A disk that takes no more than so many bytes a file."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
    try:
        for number in numbers:
            say(store.keep(page(number, os.urandom(700))).id)
    except OsintError as why:
        say("refused:", str(why))
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        say(store.keep(page(numbers.stop)).id)


def read_as_nobody(folder: Path, numbers: range) -> None:
    """Who may read a case and not write it."""
    with tempfile.TemporaryDirectory() as other:  # loads all that is needed, while this may be read
        filled(Path(other), 1)
        opened(Path(other)).read(page(0).id)
    os.chdir(folder)  # the way there may be closed to nobody
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)
    with opened(Path()) as mine:
        for name in mine.names():
            say(mine.read(name).id)
        try:
            mine.keep(page(numbers.stop))
        except OsintError as why:
            say("refused:", str(why))


HOW = {each.__name__: each for each in (write, write_and_note, die_before_the_ledger, fill_the_disk)}

if __name__ == "__main__":
    how, folder, start, stop = sys.argv[1:]
    numbers = range(int(start), int(stop))
    if how in HOW:
        HOW[how](opened(Path(folder)), numbers)
    else:
        read_as_nobody(Path(folder), numbers)
