"""TLS: the certificates as they were served, as PEM."""

import ssl

from osint.evidence.recorder.answer import Answer
from osint.evidence.recorder.connection import Connection
from osint.records import Outcome


def take(connection: Connection, answer: Answer) -> None:
    """Take the chain of an open connection, the leaf first."""
    answer.address = connection.address
    answer.facts.update(connection.facts)
    answer.body = "".join(ssl.DER_cert_to_PEM_cert(each) for each in connection.chain).encode("ascii")
    if not answer.body:
        answer.end(Outcome.FAILED, "the server sent no certificate")
