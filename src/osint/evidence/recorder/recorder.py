"""The recorder: puts a question on the wire, keeps the answer, and gives it back.

Every hop, every retry and every failure is an exchange of its own, kept before anybody reads it. A lookup
that fails is an outcome, never an exception.
"""

import asyncio
import email.utils
import ssl
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from osint import names, outcomes
from osint.errors import BadName, LookupFailed
from osint.evidence.recorder import dns, http, tls, whois
from osint.evidence.recorder.answer import Answer
from osint.evidence.recorder.connection import IN_VAIN, Connector, Target, Unreachable
from osint.evidence.recorder.guard import NotAllowed
from osint.evidence.recorder.politeness import Politeness
from osint.evidence.recorder.profile import Profile
from osint.evidence.recorder.secrets import Keyring, Keys, keys_for
from osint.outcomes.http import REDIRECTS, header, status_of
from osint.records import Ask, Exchange, Outcome, facts

PATIENCE = 2  # questions that a host may let run out of time before a run leaves it alone


@dataclass(frozen=True, slots=True)
class Hop:
    """One question of a chain: what is asked, and which exchange led to it."""

    ask: Ask
    keys: Keys
    came_from: str = ""
    attempt: int = 1


class Recorder:
    """Asks on behalf of collectors, under one profile."""

    def __init__(self, profile: Profile, keep: Callable[[Exchange], Exchange], *, key: Keyring) -> None:
        """Keep every exchange through ``keep``; ``key`` finds our keys by name."""
        self.profile = profile
        self._keep = keep
        self._key = key
        self._resolver = dns.Resolver(profile)
        self._connector = Connector(profile, self._resolver)
        self._politeness = Politeness(profile.politeness_s, profile.concurrency)
        self._silent: Counter[str] = Counter()  # hosts that let a question run out of time, and how often

    async def __aenter__(self) -> Self:
        """Use it in ``async with``."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, why: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing stays open between questions."""

    async def ask(self, ask: Ask) -> Exchange:
        """Put a question; the exchange at the end of its redirects and retries. All on the way are kept."""
        keys, missing = keys_for(ask, self._key)
        if missing:
            return self._not_asked(ask, f"no key: set {missing} in the environment or the keyring")
        hop = Hop(ask, keys)
        for _ in range(self.profile.limits.redirects + self.profile.limits.retries + 1):
            exchange = await self._once(hop)
            following = await self._next(hop, exchange)
            if following is None:
                return exchange
            hop = following
        return self._not_asked(hop.ask, "too many redirects: followed no further", came_from=hop.came_from)

    async def _next(self, hop: Hop, exchange: Exchange) -> Hop | None:
        """What follows from an exchange: a retry, the target of a redirect, or nothing."""
        if exchange.ask.uri.partition(":")[0] not in {"http", "https"}:
            return None
        if exchange.outcome is Outcome.REFUSED and hop.attempt <= self.profile.limits.retries:
            wait = _seconds_to_wait(exchange.head, exchange.ended)
            if wait is not None and wait <= self.profile.limits.retry_wait_s:
                await asyncio.sleep(wait)
                return replace(hop, attempt=hop.attempt + 1)
        target = redirect_target(exchange) if hop.ask.follow else None
        if target is None:
            return None
        further = replace(hop.ask, uri=target, method="GET", body=b"", headers=(), keys=())
        return Hop(further, Keys(), came_from=exchange.id)

    async def _once(self, hop: Hop) -> Exchange:
        """One question and its answer, kept."""
        host = _host_of(hop.ask.uri)
        async with self._politeness.turn(host):
            if self._silent[host] >= PATIENCE:
                return self._not_asked(
                    hop.ask,
                    f"{host} let {PATIENCE} questions run out of time: left alone in this run",
                    came_from=hop.came_from,
                )
            at = datetime.now(UTC)
            answer = Answer()
            try:
                async with asyncio.timeout(self.profile.limits.deadline_s):
                    await self._converse(hop, answer)
            except asyncio.CancelledError:
                answer.end(Outcome.FAILED, "interrupted")
                self._seal(hop, answer, at)
                raise
            except NotAllowed as why:
                answer.end(Outcome.NOT_ASKED, f"not contacted: {why}")
            except BadName as why:
                answer.end(Outcome.NOT_ASKED, str(why))
            except TimeoutError:
                self._silent[host] += 1
                answer.end(
                    Outcome.FAILED, f"no whole answer within {self.profile.limits.deadline_s:g} seconds"
                )
            except Unreachable as why:
                self._silent[host] += IN_VAIN in str(why)
                answer.end(Outcome.FAILED, str(why))
            except (LookupFailed, ssl.SSLError, OSError) as why:
                answer.end(Outcome.FAILED, str(why) or type(why).__name__)
        return self._seal(hop, answer, at)

    async def _converse(self, hop: Hop, answer: Answer) -> None:
        match hop.ask.uri.partition(":")[0]:
            case "http" | "https":
                await self._http(hop, answer)
            case "whois":
                await self._whois(hop, answer)
            case "dns":
                await self._dns(hop, answer)
            case "tls":
                await self._tls(hop, answer)
            case scheme:
                raise BadName(f"{scheme}: nothing here speaks that protocol")

    async def _http(self, hop: Hop, answer: Answer) -> None:
        ask, agent = hop.ask, self.profile.user_agent
        headers = tuple((name, hop.keys.in_text(value)) for name, value in ask.headers)
        coding = (
            (("Accept-Encoding", "identity"),) if ask.keys else ()
        )  # so that a key in the reply can be seen
        wire = http.request(
            hop.keys.in_uri(ask.uri), ask.method, (*coding, *headers), hop.keys.in_bytes(ask.body), agent
        )
        answer.said = http.request(ask.uri, ask.method, (*coding, *ask.headers), ask.body, agent).wire()
        answer.facts["protocol"] = "HTTP/1.1"
        target = Target(wire.host, wire.port, wire.tls)
        try:
            await self._send(target, wire, answer)
        except ssl.SSLCertVerificationError as why:
            if ask.keys:
                raise Unreachable(
                    f"the certificate does not hold ({why.verify_message}): no key is sent there"
                ) from why
            await self._send(replace(target, verified=False), wire, answer)
            answer.facts["tls-verified"] = f"no: {why.verify_message}"

    async def _send(self, target: Target, wire: http.Request, answer: Answer) -> None:
        async with self._connector.open(target) as connection:
            answer.address = connection.address
            answer.facts.update(connection.facts)
            await http.converse(connection, wire, answer, self.profile.limits)

    async def _whois(self, hop: Hop, answer: Answer) -> None:
        host, port, said = whois.question(hop.ask.uri)
        answer.said = said
        async with self._connector.open(Target(host, port, tls=False)) as connection:
            answer.address = connection.address
            await whois.converse(connection, said, answer, self.profile.limits)

    async def _dns(self, hop: Hop, answer: Answer) -> None:
        name, _, rest = hop.ask.uri.removeprefix("dns:").partition("?type=")
        query = dns.make_query(unquote(name), rest or "A")
        answer.said = query.to_wire()
        answer.body, transport = await self._resolver.exchange(query)
        answer.address = self._resolver.place()[0]
        answer.facts["protocol"] = f"dns over {transport}"

    async def _tls(self, hop: Hop, answer: Answer) -> None:
        parts = urlsplit(hop.ask.uri)
        target = Target(names.host(parts.hostname or ""), parts.port or 443, tls=True)
        answer.facts["protocol"] = "tls"
        try:
            async with self._connector.open(target) as connection:
                tls.take(connection, answer)
        except ssl.SSLCertVerificationError as why:
            async with self._connector.open(replace(target, verified=False)) as connection:
                tls.take(connection, answer)
            answer.facts["tls-verified"] = f"no: {why.verify_message}"

    def _seal(self, hop: Hop, answer: Answer, at: datetime) -> Exchange:
        """The exchange as it will stay, kept."""
        hop.keys.strike_out(answer)
        told = {**answer.facts, "redirected-from": hop.came_from}
        if hop.attempt > 1:
            told["attempt"] = str(hop.attempt)
        made = Exchange(
            ask=hop.ask,
            at=at,
            ended=datetime.now(UTC),
            outcome=answer.outcome or Outcome.ANSWERED,
            why=answer.why,
            said=answer.said,
            head=answer.head,
            body=answer.body,
            address=answer.address,
            facts=facts(told),
        )
        outcome, why = outcomes.reread(made)
        return self._keep(replace(made, outcome=outcome, why=why))

    def _not_asked(self, ask: Ask, why: str, *, came_from: str = "") -> Exchange:
        now = datetime.now(UTC)
        told = facts({"redirected-from": came_from})
        return self._keep(Exchange(ask, now, now, Outcome.NOT_ASKED, why, facts=told))


def redirect_target(exchange: Exchange) -> str | None:
    """Where an answer redirects to: an http or https URL without credentials and fragment, or nothing."""
    if status_of(exchange.head) not in REDIRECTS:
        return None
    location = header(exchange.head, b"location").decode("utf-8", "replace")
    try:
        parts = urlsplit(urljoin(exchange.ask.uri, location))
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            return None
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        place = f"{host}:{parts.port}" if parts.port else host
    except ValueError:
        return None
    return urlunsplit((parts.scheme, place, parts.path or "/", parts.query, ""))


def _seconds_to_wait(head: bytes, now: datetime) -> float | None:
    """What Retry-After says (RFC 9110, 10.2.3): seconds, or a date; nothing when it says nothing."""
    text = header(head, b"retry-after").decode("ascii", "replace")
    if text.isdigit():
        return float(min(int(text[:9]), 10**8))
    try:
        return max(0.0, (email.utils.parsedate_to_datetime(text) - now).total_seconds())
    except (ValueError, TypeError):
        return None


def _host_of(uri: str) -> str:
    """Whom a question presses: the host, or for DNS the name, since resolvers are made for many."""
    try:
        return urlsplit(uri).hostname or uri
    except ValueError:
        return uri
