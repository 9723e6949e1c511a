"""A second opinion on kept WHOIS text: python-whois's, from a child process that is ended when it takes long.

It never changes a record. Where two readers of one text differ, a person should look at the text.
"""

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from osint.registration.record import Record

LONGEST_S = 5.0  # for one text; a good one takes milliseconds, starting the child about a second
CHILD = Path(__file__).with_name("opinion_child.py")


class Verdict(StrEnum):
    """How the second reader stands to the record."""

    AGREES = "agrees"  # in all that both state
    DIFFERS = "differs"
    SILENT = "silent"  # there is nothing that both state
    FAILED = "failed"  # it could not read the text, or took too long


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the second reader says; ``differs`` holds its values where they are not the record's."""

    verdict: Verdict
    differs: Mapping[str, str] = field(default_factory=dict)
    why: str = ""

    def to_json(self) -> dict[str, Any]:
        """The opinion as ``osint parse-whois --second-opinion`` prints it."""
        return {"verdict": self.verdict.value, "differs": dict(self.differs), "why": self.why}


class SecondReader:
    """python-whois in a child process; begun when it is first asked, and anew after it was ended."""

    def __init__(self, *, longest_s: float = LONGEST_S) -> None:
        """Give each text so many seconds."""
        self._longest_s = longest_s
        self._child: subprocess.Popen[str] | None = None
        self._answers: queue.Queue[str] = queue.Queue()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, why: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def opinion(self, record: Record, text: str) -> Opinion:
        """What it makes of the text that the record was read from."""
        try:
            said = json.loads(self._ask({"domain": record.domain, "text": text}))
        except queue.Empty:
            self.close()
            return Opinion(Verdict.FAILED, why=f"no answer within {self._longest_s:g} seconds")
        except (OSError, ValueError) as why:
            self.close()
            return Opinion(Verdict.FAILED, why=f"the child process ended ({why})")
        if "failed" in said:
            return Opinion(Verdict.FAILED, why=said["failed"])
        return compared(record, said["says"])

    def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.communicate()

    def _ask(self, question: Mapping[str, str]) -> str:
        child = self._child = self._child or self._begin()
        if child.stdin is not None:
            child.stdin.write(json.dumps(question) + "\n")
            child.stdin.flush()
        return self._answers.get(timeout=self._longest_s)

    def _begin(self) -> "subprocess.Popen[str]":
        """Start a child, isolated from the user's environment, and a thread that listens to it."""
        child = subprocess.Popen(
            [sys.executable, "-I", str(CHILD)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="ascii",
        )
        self._answers = queue.Queue()  # the last child's is not this one's
        threading.Thread(target=_listen, args=(child, self._answers), daemon=True).start()
        return child


def _listen(child: "subprocess.Popen[str]", answers: "queue.Queue[str]") -> None:
    for line in child.stdout or ():
        answers.put(line)
    answers.put("")  # the child has ended: whoever waits need not


def compared(record: Record, says: Mapping[str, list[str]]) -> Opinion:
    """The record beside what a second reader says, in what both state: days, registrar, name servers."""
    ours = {
        "registrar": {_bare(record.registrar.name.text)} if record.registrar.name else set(),
        **{name: {record.dates[name].iso[:10]} if name in record.dates else set() for name in _DATES},
        "nameservers": set(record.nameservers),
    }
    both = {name: values for name, values in ours.items() if values and says.get(name)}
    differs = {
        name: " ".join(says[name])[:400]
        for name, values in both.items()
        if not _same(name, values, says[name])
    }
    if not both:
        return Opinion(Verdict.SILENT)
    return Opinion(Verdict.DIFFERS if differs else Verdict.AGREES, differs)


_DATES = ("created", "updated", "expires")


def _same(name: str, ours: set[str], theirs: list[str]) -> bool:
    if name in _DATES:
        return ours <= {each[:10] for each in theirs}
    if name == "registrar":
        return ours <= {_bare(each) for each in theirs}
    return ours == {each.lower().rstrip(".").split(" ")[0] for each in theirs}


def _bare(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum())
