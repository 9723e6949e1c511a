"""Registration data read from its text: a record, with what was disclosed and what was not. Opens nothing."""

from osint.registration.reading import parse
from osint.registration.record import Contact, Date, Record, Registrar, State, Status, Value, Zone

__all__ = ["Contact", "Date", "Record", "Registrar", "State", "Status", "Value", "Zone", "parse"]
