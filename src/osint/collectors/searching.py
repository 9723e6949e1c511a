"""What sources that are asked who bears an identifier have in common: the identifier, and a find where its bearer stands."""

from osint import identifiers
from osint.collectors.seen import as_it_stood, placed
from osint.errors import BadName
from osint.identifiers.kind import Kind
from osint.identifiers.layers import Layer
from osint.records import Check, Find, Subject, SubjectKind, Where


def identifier(subject: Subject) -> tuple[Kind, str] | None:
    """The kind and value of ``kind:value``; the value is in its normal form already."""
    name, _, value = subject.value.partition(":")
    if subject.kind is not SubjectKind.IDENTIFIER or not value:
        return None
    try:
        return identifiers.kind(name), value
    except BadName:
        return None


def telling(subject: Subject) -> tuple[Kind, str] | None:
    """The same, unless it names nobody: a platform's value, a kind without strength, what cannot be printed."""
    found = identifier(subject)
    if found is None:
        return None
    entry, value = found
    is_void = entry.is_shared_by_design(value) or entry.strength == 0 or not value.isprintable()
    return None if is_void else found


def borne_by(layer: Layer, entry: Kind, value: str, stands: str) -> Find:
    """A value as it stands in an answer, or else where the bearer stands of which the answer tells it."""
    path, span = placed(layer, value)
    if path != layer.path:
        path, span = placed(layer, stands)
    shared = entry.is_shared_by_design(value)
    made = Find(entry.name, value, value, (*path, "json"), *span, Where.FILE, True, Check.NONE, shared)
    return as_it_stood(made, layer)
