"""Registration data read from its text: a record, with what was disclosed and what was not. Opens nothing."""

from osint.registration.reading import parse
from osint.registration.record import Record, State

__all__ = ["Record", "State", "parse"]
