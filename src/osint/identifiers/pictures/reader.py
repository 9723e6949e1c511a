"""The decoders in a child process, begun when the first picture is read and anew when it crashed or took long."""

import atexit
import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from osint.errors import FormatError

LONGEST_S = 60.0  # for one picture; the worst within the bounds that was measured takes about ten
CHILD = Path(__file__).with_name("child.py")


class Reader:
    """A child process that decodes pictures, one at a time; several threads may ask."""

    def __init__(self, *, longest_s: float = LONGEST_S) -> None:
        """Give each picture so many seconds."""
        self._longest_s = longest_s
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[bytes] = queue.Queue()
        self._owner = 0

    def read(self, data: bytes, asked: Mapping[str, Any]) -> dict[str, Any]:
        """What the child says of a picture.

        Raises:
            FormatError: when it cannot be decoded, took too long, or the decoder crashed over it.
        """
        with self._lock:
            try:
                said: dict[str, Any] = json.loads(self._ask(data, asked))
            except queue.Empty:
                self._end()
                raise FormatError(f"not read within {self._longest_s:g} seconds") from None
            except (OSError, ValueError) as why:
                self._end()
                raise FormatError("the decoder crashed over it") from why
        if "failed" in said:
            raise FormatError(said["failed"])
        return said

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._end()

    def _ask(self, data: bytes, asked: Mapping[str, Any]) -> bytes:
        if (
            self._child is not None and self._owner != os.getpid()
        ):  # a copy of this process has none of its own
            self._child = None
        if self._child is not None and self._child.poll() is not None:
            self._end()
        child = self._child = self._child or self._begin()
        if child.stdin is not None:
            child.stdin.write(json.dumps({**asked, "length": len(data)}).encode("ascii") + b"\n" + data)
            child.stdin.flush()
        return self._answers.get(timeout=self._longest_s)

    def _begin(self) -> "subprocess.Popen[bytes]":
        """Start a child, isolated from the user's environment, and a thread that listens to it."""
        child = subprocess.Popen(
            [sys.executable, "-I", str(CHILD)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._owner = os.getpid()
        self._answers = queue.Queue()  # the last child's is not this one's
        threading.Thread(target=_listen, args=(child, self._answers), daemon=True).start()
        return child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None or self._owner != os.getpid():
            return
        child.kill()
        child.wait()
        if child.stdin is not None:
            with contextlib.suppress(OSError):  # what was not sent is not wanted
                child.stdin.close()


def _listen(child: "subprocess.Popen[bytes]", answers: "queue.Queue[bytes]") -> None:
    if child.stdout is not None:
        with child.stdout:
            for line in child.stdout:
                answers.put(line)
    answers.put(b"")  # the child has ended: whoever waits need not


READER = Reader()
atexit.register(READER.close)
