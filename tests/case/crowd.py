"""Hundreds of sites of the practice world, made after one of its own."""

from dataclasses import replace

from osint.practice.content import Content, Site, load


def hosts(count: int, name: str = "crowd") -> tuple[str, ...]:
    """Invented hosts."""
    return tuple(f"{name}{number}.test" for number in range(count))


def world_of(sites: dict[str, str], *, of_one_certificate: int = 4, slow: tuple[str, ...] = ()) -> Content:
    """The practice world with these sites alone, each with what its ports do (``page``, ``silent``, ``trickle`` …).

    The names of those that are ``slow`` were registered where the WHOIS server sends a byte a second.
    """
    whole = load()
    first = next(
        each
        for each in whole.sites.values()
        if each.behaviour == "page" and each.registration and each.top == "test" and each.ads_txt
    )
    made = {
        host: _like(first, host, number, behaviour, f"crowd {number // of_one_certificate}")
        for number, (host, behaviour) in enumerate(sites.items())
    }
    assert first.registration is not None
    trickling = replace(first.registration, registrar="slow")
    made |= {host: replace(made[host], registration=trickling) for host in slow}
    return replace(whole, sites=made)


def _like(first: Site, host: str, number: int, behaviour: str, certificate: str) -> Site:
    """A site like another; one that does not answer has an address of its own, since the world knows it by that."""
    address = first.address if behaviour == "page" else f"100.64.200.{number + 1}"
    return replace(
        first,
        host=host,
        canonical=host,
        certificate=certificate,
        key="crowd",
        behaviour=behaviour,
        address=address,
    )
