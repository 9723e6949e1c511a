"""What an analyst may put down: each verdict, and what it can be about."""

from osint import identifiers, names
from osint.errors import UsageError
from osint.records import Verdict


def checked(
    verdict: str, about: tuple[str, ...], known: frozenset[str], sites: frozenset[str]
) -> tuple[Verdict, tuple[str, ...]]:
    """A verdict and its objects in their normal form.

    ``known`` are the judgements that can be retracted, ``sites`` those of the case.

    Raises:
        UsageError: for an unknown verdict, or objects that it cannot be about.
    """
    try:
        held = Verdict(verdict)
    except ValueError as why:
        raise UsageError(f"{verdict!r}: one of {', '.join(each.value for each in Verdict)}") from why
    match held:
        case Verdict.RETRACT:
            return held, _one_judgement(about, known)
        case Verdict.IGNORE:
            return held, _one_identifier(about)
        case _:
            return held, _two_sites(held, about, sites)


def _one_judgement(about: tuple[str, ...], known: frozenset[str]) -> tuple[str, ...]:
    if len(about) != 1 or about[0] not in known:
        raise UsageError("retract takes a judgement's id: `osint show DIR judgements` lists them")
    return about


def _one_identifier(about: tuple[str, ...]) -> tuple[str, ...]:
    if len(about) != 1:
        raise UsageError("ignore takes one KIND:VALUE")
    entry, value = identifiers.split(about[0])
    return (f"{entry.name}:{value}",)


def _two_sites(held: Verdict, about: tuple[str, ...], known: frozenset[str]) -> tuple[str, ...]:
    sites = tuple(names.site(host) for host in about)
    if len(sites) != 2 or sites[0] == sites[1]:
        raise UsageError(f"{held} takes two different sites")
    if strangers := [site for site in sites if site not in known]:
        raise UsageError(f"{', '.join(strangers)}: no site of this case: `osint show DIR sites` lists them")
    return sites
