"""The shodan client over kept answers: what it makes of them, or which answer it wants first.

The client speaks to a session that has no wire. Apart from its entry since reading the client takes longer
than most commands.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import requests
import shodan
from requests.adapters import BaseAdapter

from osint.errors import SourceUnusable
from osint.identifiers.layers import uncoded
from osint.outcomes.http import status_of
from osint.records import Exchange

KEY = "SHODAN_API_KEY"
BASE = "https://api.shodan.io"

Call = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Wants:
    """The client cannot go on before this address has answered."""

    url: str


@dataclass(frozen=True, slots=True)
class Says:
    """What the client made of the answers; nothing where they hold none."""

    value: Any


class Wanting(BaseAdapter):
    """Answers the client from kept exchanges; remembers the one address that it wants besides."""

    def __init__(self, answers: Mapping[str, Exchange]) -> None:
        """Answer from these, by address."""
        super().__init__()
        self._answers = answers
        self.wanted = ""
        self.status = 0

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        """A kept answer, or a note of what is wanted."""
        url = str(request.url)
        kept = self._answers.get(url)
        if kept is None:
            self.wanted = url
            raise requests.ConnectionError(url)
        response = requests.Response()
        response.status_code = self.status = status_of(kept.head) or 0
        response._content = uncoded(kept.head, kept.body).data
        response.url = url
        return response

    def close(self) -> None:
        """Nothing is open."""


def run(call: Call, answers: Mapping[str, Exchange]) -> Says | Wants:
    """Let the client make its call on the answers that there are.

    Raises:
        SourceUnusable: when Shodan does not take the key, has had enough, or no credit is left.
    """
    wire = Wanting(answers)
    try:
        return Says(call(_client(wire)))
    except (shodan.APIError, RecursionError) as why:
        if wire.wanted:
            return Wants(wire.wanted)
        if wire.status == requests.codes.too_many_requests:
            raise SourceUnusable("Shodan: it was asked too much (HTTP 429): go on later") from why
        if "credit" in str(why).lower():
            hint = "wait for the month's credits, or leave it out"
            raise SourceUnusable(f"Shodan: no credit is left ({why}): {hint}") from why
        if wire.status == requests.codes.unauthorized:
            raise SourceUnusable(f"Shodan: {why}: set {KEY} to a key that holds") from why
        return Says(None)  # nothing known, not in the plan, or no JSON: this question alone has no answer


def _client(wire: Wanting) -> Any:
    """A client that speaks to this wire alone, whatever the environment says, and never sleeps."""
    client = shodan.Shodan(f"__{KEY}__")
    client.api_rate_limit = 0  # the recorder is polite
    client.base_url = BASE
    client._session.trust_env = False
    client._session.mount("https://", wire)
    client._session.mount("http://", wire)
    return client
