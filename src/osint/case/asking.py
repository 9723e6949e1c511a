"""One run of questions for a case: its network profile, our keys, and the loop that runs it."""

import asyncio
import os
import threading
from collections.abc import Callable, Coroutine, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from osint.case.settings import Network
from osint.evidence.recorder import profile
from osint.evidence.recorder.profile import LeftAlone, Profile

SERVICE = "osint"


def profile_of(network: Network, *, proxy: str = "", jobs: int = 0) -> Profile:
    """The profile that a case's settings name, with what the user wants otherwise this time.

    Raises:
        SettingError: when the practice world is not there, or a setting is wrong.
    """
    if network.profile == "practice":
        found = profile.practice(Path(os.environ.get("OSINT_PRACTICE_WORLD") or network.world))
    else:
        authorities = network.time_stamp_authorities
        found = profile.internet(
            resolver=network.resolver, proxy=proxy or network.proxy, time_stamp_authorities=authorities
        )
    wanted = {name: getattr(network, name) for name in ("language", "time_zone", "viewport")}
    found = replace(found, visits=profile.visits(found.visits, **wanted))
    return replace(found, concurrency=jobs) if jobs > 0 else found


def leaving_alone(used: Profile, sites: Iterable[str], why: str) -> Profile:
    """The same profile for a run that contacts none of these sites, wherever a source may send it."""
    return replace(used, left_alone=LeftAlone(frozenset(sites), why))


def keys_of(used: Profile) -> Callable[[str], str | None]:
    """Where our keys are: the practice world's own, the environment, the system's keyring."""

    def key(name: str) -> str | None:
        if used.is_practice:
            return used.keys.get(name)
        return os.environ.get(name) or _from_keyring(name)

    return key


def run(work: Coroutine[Any, Any, None]) -> None:
    """Run to the end, also inside a notebook whose own loop is running; Ctrl-C stops it cleanly."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        asyncio.run(work)
        return
    _beside_a_running_loop(work)


def _beside_a_running_loop(work: Coroutine[Any, Any, None]) -> None:
    failed: list[BaseException] = []
    loop = asyncio.new_event_loop()
    task = loop.create_task(work)

    def drive() -> None:
        try:
            loop.run_until_complete(task)
        except BaseException as why:  # noqa: BLE001 -- carried to the thread that waits, and raised there
            failed.append(why)
        finally:
            loop.close()

    thread = threading.Thread(target=drive)
    thread.start()
    try:
        thread.join()
    except KeyboardInterrupt:
        loop.call_soon_threadsafe(task.cancel)
        thread.join()
        raise
    if failed:
        raise failed[0]


def _from_keyring(name: str) -> str | None:
    import keyring.errors  # slow to read, and needed only where a key is

    try:
        return keyring.get_password(SERVICE, name)
    except keyring.errors.KeyringError:
        return None


def innermost(why: BaseException) -> Iterator[BaseException]:
    """The exceptions inside a group of them."""
    if isinstance(why, BaseExceptionGroup):
        for each in why.exceptions:
            yield from innermost(each)
    else:
        yield why
