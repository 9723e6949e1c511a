"""What else a case may be: only what began late; or one of whose doubtful pairs an analyst has judged some."""

from datetime import timedelta

from osint.derive import Derivation
from osint.records import Judgement, Verdict
from worlds.site import BEGUN, DAYS, World


def later(world: World, *, since: float = DAYS * 0.3) -> World:
    """The sites that nobody had seen before a day: what was fitted on the others is held out from them by time."""
    late = {
        each.site
        for each in world.observations
        if each.find.kind == "asn" and each.first_seen >= BEGUN + timedelta(days=since)
    }
    seen = tuple(each for each in world.observations if each.site in late)
    owner = {site: whose for site, whose in world.owner.items() if site in late}
    return World(world.seed, seen, owner, world.rights_holders, world.clones)


def judged(world: World, made: Derivation, most: int) -> tuple[Judgement, ...]:
    """An analyst's judgements, all right, on the likeliest pairs that stand in no group together."""
    place = {member.site: each.id for each in made.operators for member in each.sites}
    open_pairs = [
        link for link in made.links if link.a not in place or place[link.a] != place.get(link.b, "none")
    ]
    chosen = sorted(open_pairs, key=lambda link: (-link.bits, link.a, link.b))[:most]
    return tuple(_judgement(world, number, link.a, link.b) for number, link in enumerate(chosen))


def _judgement(world: World, number: int, a: str, b: str) -> Judgement:
    verdict = Verdict.SAME if world.owner[a] == world.owner[b] else Verdict.DIFFERENT
    return Judgement(f"j{number}", verdict, (a, b), BEGUN, "analyst", "as the world has it")
