"""The recorder: puts a question on the wire, keeps the answer, and gives it back.

Every hop, every retry and every failure is an exchange of its own, kept before anybody reads it. A lookup
that fails is an outcome, never an exception.
"""

import asyncio
import secrets
import ssl
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

from osint import names, outcomes
from osint.errors import BadName, LookupFailed
from osint.evidence.recorder import browser_rendering as rendering
from osint.evidence.recorder import dns, guard, http, packing, tls, whois
from osint.evidence.recorder.answer import Answer, Unreachable
from osint.evidence.recorder.browser import Browser, NoBrowser
from osint.evidence.recorder.browser_gate import Wanted
from osint.evidence.recorder.connection import IN_VAIN, Connector, Target
from osint.evidence.recorder.following import redirected, seconds_to_wait
from osint.evidence.recorder.guard import NotAllowed
from osint.evidence.recorder.packing import Bomb
from osint.evidence.recorder.politeness import Politeness
from osint.evidence.recorder.profile import Profile
from osint.evidence.recorder.secrets import Keyring, Keys, keys_for
from osint.records import Ask, Exchange, Outcome, facts

PATIENCE = 2  # questions that a host may let run out of time before a run leaves it alone


@dataclass(frozen=True, slots=True)
class Hop:
    """One question of a chain: what is asked, and which exchange led to it."""

    ask: Ask
    keys: Keys  # to be put on the wire
    told: Keys  # what the chain has told so far: struck out of every answer in it
    came_from: str = ""
    redirects: int = 0  # followed to come here
    attempt: int = 1
    visit: str = ""  # the visit of a page that it is part of


class Recorder:
    """Asks on behalf of collectors, under one profile."""

    def __init__(self, profile: Profile, keep: Callable[[Exchange], Exchange], *, key: Keyring) -> None:
        """Keep every exchange through ``keep``; ``key`` finds our keys by name."""
        self.profile = profile
        self._keep = keep
        self._key = key
        self._resolver = dns.Resolver(profile)
        self._connector = Connector(profile, self._resolver)
        self._politeness = Politeness(profile.politeness_s, profile.concurrency, slow_s=profile.limits.slow_s)
        self._silent: Counter[str] = Counter()  # hosts that let a question run out of time, and how often
        self._closed: dict[str, str] = {}  # hosts that asked to be left alone for longer than a run waits
        self._browser = Browser(profile.visits)

    async def __aenter__(self) -> Self:
        """Use it in ``async with``."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, why: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing stays open between questions but the browser's driver, which ends here."""
        await self._browser.close()

    async def ask(self, ask: Ask) -> Exchange:
        """Put a question; the exchange at the end of its redirects and retries. All on the way are kept."""
        ask = _writable(ask)
        if ask.uri.startswith(rendering.SCHEME):
            return await self._visit(ask)
        keys, missing = keys_for(ask, self._key)
        if missing:
            return self._not_asked(ask, f"no key: set {missing} in the environment or the keyring")
        if ask.keys and not ask.uri.startswith("https://"):
            return self._not_asked(ask, "a key is sent over https only")
        hop: Hop | None = Hop(ask, keys, told=keys)
        while hop is not None:
            if hop.redirects > self.profile.limits.redirects:
                why = f"more than {self.profile.limits.redirects} redirects: followed no further"
                return self._not_asked(hop.ask, why, came_from=hop.came_from)
            exchange = await self._once(hop)
            hop = self._next(hop, exchange)
        return exchange

    def _next(self, hop: Hop, exchange: Exchange) -> Hop | None:
        """What follows from an exchange: a retry, the target of a redirect, or nothing."""
        if exchange.ask.uri.partition(":")[0] not in {"http", "https"}:
            return None
        if exchange.outcome is Outcome.REFUSED and self._waits(hop, exchange):
            return replace(hop, attempt=hop.attempt + 1)
        further = redirected(exchange) if hop.ask.follow else None
        if further is None:
            return None
        return Hop(further, Keys(), hop.told, came_from=exchange.id, redirects=hop.redirects + 1)

    def _waits(self, hop: Hop, exchange: Exchange) -> bool:
        """Whether a source that refused is asked again: when it said for how long to wait, and that is short."""
        host = _host_of(hop.ask.uri)
        wait = seconds_to_wait(exchange.head, exchange.ended)
        if wait is None:
            return False
        if wait > self.profile.limits.retry_wait_s:
            self._closed[host] = f"{host} asked to wait {wait:.0f} seconds: left alone in this run"
            return False
        self._politeness.rest(host, wait)
        return hop.attempt <= self.profile.limits.retries

    async def _visit(self, ask: Ask) -> Exchange:
        """A page visited in a browser: one turn with its host, for the page and all that it asks for."""
        made = rendering.Rendering(ask, secrets.token_hex(8))

        async def carry(wanted: Wanted) -> Exchange:
            return await self._put(Hop(made.part(wanted), Keys(), Keys(), visit=made.name))

        host = _host_of(made.url)
        async with self._politeness.turn(host):
            if (why_not := self._reason_to_leave(host)) is not None:
                return self._not_asked(ask, why_not)
            try:
                if urlsplit(made.url).scheme not in {"http", "https"}:
                    raise NotAllowed(f"{made.url[:200]!a}: a browser visits http and https alone")
                guard.check_target(host, self.profile)
                await self._browser.visit(made.url, carry, made.taken)
            except (NotAllowed, NoBrowser) as why:
                return self._not_asked(ask, str(why))
        *parts, page = made.exchanges()
        for each in parts:
            self._keep(each)
        return self._keep(page)

    async def _once(self, hop: Hop) -> Exchange:
        """One question and its answer, kept, when it is its host's turn."""
        async with self._politeness.turn(_host_of(hop.ask.uri)):
            return await self._put(hop)

    async def _put(self, hop: Hop) -> Exchange:
        """One question and its answer, kept."""
        host = _host_of(hop.ask.uri)
        if (why_not := self._reason_to_leave(host)) is not None:
            return self._not_asked(hop.ask, why_not, came_from=hop.came_from, visit=hop.visit)
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
            answer.end(Outcome.FAILED, f"no whole answer within {self.profile.limits.deadline_s:g} seconds")
        except Unreachable as why:
            self._silent[host] += IN_VAIN in str(why)
            answer.end(Outcome.FAILED, str(why))
        except (LookupFailed, ssl.SSLError, OSError) as why:
            answer.end(Outcome.FAILED, str(why) or type(why).__name__)
        return self._seal(hop, answer, at)

    def _reason_to_leave(self, host: str) -> str | None:
        if self._silent[host] >= PATIENCE:
            return f"{host} let {PATIENCE} questions run out of time: left alone in this run"
        if (left := self.profile.left_alone) is not None and (why := left.reason(host)) is not None:
            return why
        return self._closed.get(host)

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
        # So that a key in the reply can be seen.
        coding = (("Accept-Encoding", "identity"),) if ask.keys else ()
        # First without the keys: a question that is none is told of in these words.
        answer.said = http.request(ask.uri, ask.method, (*coding, *ask.headers), ask.body, agent).wire()
        wire = http.request(
            hop.keys.in_uri(ask.uri), ask.method, (*coding, *headers), hop.keys.in_bytes(ask.body), agent
        )
        guard.check_port("https" if wire.tls else "http", wire.port)
        if ask.keys:
            answer.facts["keys"] = " ".join(ask.keys)  # the question is kept with their names in their places
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
        guard.check_port("whois", port)
        answer.said = said
        async with self._connector.open(Target(host, port, tls=False)) as connection:
            answer.address = connection.address
            answer.facts.update(connection.facts)
            await whois.converse(connection, said, answer, self.profile.limits)

    async def _dns(self, hop: Hop, answer: Answer) -> None:
        name, _, rest = hop.ask.uri.removeprefix("dns:").partition("?type=")
        query = dns.make_query(unquote(name), rest or "A")
        answer.said = query.to_wire()
        await self._resolver.exchange(query, answer)

    async def _tls(self, hop: Hop, answer: Answer) -> None:
        try:
            parts = urlsplit(hop.ask.uri)
            target = Target(names.host(parts.hostname or ""), parts.port or 443, tls=True)
        except ValueError as why:
            raise BadName(f"{hop.ask.uri[:200]!r} names no place for TLS ({why})") from why
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
        hop.told.strike_out(answer, self.profile.limits)
        self._weigh(answer)
        told = {**answer.facts, "redirected-from": hop.came_from, "part-of-visit": hop.visit}
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

    def _weigh(self, answer: Answer) -> None:
        """An answer that unpacks to a bomb is as one that is too large: kept as it came, and not read."""
        if answer.outcome is not None or not packing.is_packed(answer.head):
            return
        try:
            packing.unpacked(answer.head, answer.body, self.profile.limits)
        except Bomb as why:
            answer.facts["unpacked"] = str(why)
            answer.end(Outcome.FAILED, f"{why}: kept packed, as it came")

    def _not_asked(self, ask: Ask, why: str, *, came_from: str = "", visit: str = "") -> Exchange:
        now = datetime.now(UTC)
        told = facts({"redirected-from": came_from, "part-of-visit": visit})
        return self._keep(Exchange(ask, now, now, Outcome.NOT_ASKED, why, facts=told))


def _writable(ask: Ask) -> Ask:
    """A question in characters that can be written: halves of characters, from a page's script, cannot."""
    return replace(ask, uri=ask.uri.encode("utf-8", "replace").decode("utf-8"))


def _host_of(uri: str) -> str:
    """Whom a question presses: the host, or for DNS the name, since resolvers are made for many."""
    try:
        return urlsplit(uri).hostname or uri
    except ValueError:
        return uri
