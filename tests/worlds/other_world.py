"""A second sort of world: kits of accounts that operators carry over, and what strangers share by popularity.

The first sort has services with names, and a trap of each sort by itself. Here every kind has values that strangers share,
few of them widely and many by two or three; an operator's sites follow one another, each with the kit of the one before
or a new one. Made from its number alone.
"""

import random
import tomllib
from pathlib import Path

from osint.identifiers import kind
from osint.identifiers.kind import Group
from worlds.site import DAYS, Site, World, looked_at, observed
from worlds.values import Values

HABITS = tomllib.loads(Path(__file__).with_name("other_habits.toml").read_text("utf-8"))
KINDS = HABITS["kind"]
Kit = dict[str, str]


def make_other(seed: int, *, scale: float = 1.0) -> World:
    """The world of a number; ``scale`` multiplies how many owners it has."""
    maker = _Maker(seed, scale)
    maker.people()
    maker.strangers_in_common()
    maker.copies()
    return maker.world()


class _Maker:
    def __init__(self, seed: int, scale: float) -> None:
        self.seed, self.scale = seed, scale
        self.chance = random.Random(f"other {seed}")
        self.values = Values(self.chance)
        self.run: list[Site] = []
        self.honest: list[Site] = []
        self.clones: dict[str, str] = {}
        self.holders: set[str] = set()

    def happens(self, share: float) -> bool:
        return self.chance.random() < share

    def people(self) -> None:
        """Operators with the sites that they ran one after the other, and honest owners of one site each."""
        for number in range(round(HABITS["operators"] * self.scale)):
            self.run += self._sites_of(f"operator{number}")
        for number in range(round(HABITS["honest"] * self.scale)):
            site = self._site(f"honest{number}", 0.0, float(DAYS))
            for name, told in KINDS.items():
                if self.happens(told["honest"]):
                    site.bears(name, self.values.new(name))
            self.honest.append(site)

    def _sites_of(self, owner: str) -> list[Site]:
        count = min(HABITS["size_most"], int(self.chance.paretovariate(HABITS["size_law"])))
        is_careful = self.happens(HABITS["careful"])
        renew = HABITS["renew_careful" if is_careful else "renew"]
        kit = {name: self.values.new(name) for name, told in KINDS.items() if self.happens(told["kit"])}
        made = []
        for number in range(count):
            if number and self.happens(renew):
                kit = self._renewed(kit, HABITS["carried_careful"] if is_careful else 1.0)
            first = DAYS * number / (count + 1)
            site = self._site(owner, first, min(float(DAYS), first + self.chance.expovariate(1 / 90)))
            for name, value in kit.items():
                if self.happens(HABITS["shown"]):
                    site.bears(name, value)
            made.append(site)
        return made

    def _renewed(self, kit: Kit, care: float) -> Kit:
        """A new kit: what is carried over of the old one, and the rest afresh."""
        made = {name: value for name, value in kit.items() if self.happens(KINDS[name]["carried"] * care)}
        for name, told in KINDS.items():
            if name not in made and self.happens(told["kit"]):
                made[name] = self.values.new(name)
        return made

    def _site(self, owner: str, first: float, last: float) -> Site:
        return Site(f"{self.values.new('disqus')}.example", owner, first, last)

    def strangers_in_common(self) -> None:
        """Values that strangers share, some by many and most by few; the lists of sales houses; what is quoted."""
        for name, told in KINDS.items():
            shared = [self.values.new(name) for _ in range(told["values"])]
            weights = [(rank + 1) ** -HABITS["share_most"] for rank in range(len(shared))]
            for site in (*self.run, *self.honest):
                if self.happens(told["foreign"]):
                    site.borne[name] = {*self.chance.choices(shared, weights)}
        houses = [self._seats(HABITS["house_lines"]) for _ in range(HABITS["houses"])]
        for site in self.honest:
            if self.happens(HABITS["joined"]):
                lines = {line for line in self.chance.choice(houses) if self.happens(0.9)}
                site.borne["ads_txt_direct"] = lines | set(self._seats(self.chance.randrange(1, 6)))
        every = [*self.run, *self.honest]
        for site in every:
            other = self.chance.choice(every)
            told = [(name, value) for name, values in other.borne.items() for value in sorted(values)]
            if told and other.owner != site.owner and self.happens(HABITS["quoted"]):
                site.quoted.append(self.chance.choice(told))

    def _seats(self, count: int) -> list[str]:
        return [self.values.new("ads_txt_direct") for _ in range(count)]

    def copies(self) -> None:
        """Copies of strangers' pages: what the page's code holds mostly goes along, token and contact seldom."""
        for site in self.run:
            victim = self.chance.choice(self.run + self.honest)
            if not self.happens(HABITS["clones"]) or victim.owner == site.owner or victim.host in self.clones:
                continue
            self.clones[site.host] = victim.host
            for name in sorted(victim.borne):
                if self.happens(_carried(name)):
                    site.borne[name] = set(victim.borne[name])
            if self.happens(HABITS["named"]):
                site.bears("canonical_site", victim.host)
            if victim.owner.startswith("honest") and self.happens(HABITS["known"]):
                self.holders.add(victim.host)

    def world(self) -> World:
        """What is seen of it."""
        every = [*self.run, *self.honest]
        seen = [looked_at(site) for site in every]
        for site in every:
            for name in sorted(site.borne):
                for value in sorted(site.borne[name]):
                    if self.happens(HABITS["seen"]):
                        is_wrong = name in KINDS and self.happens(HABITS["misread"])
                        told = self.values.new(name) if is_wrong else value
                        seen.append(observed(site, name, told, own=True))
            seen += [observed(site, name, value, own=False) for name, value in site.quoted]
        owner = {site.host: site.owner for site in every}
        return World(self.seed, tuple(seen), owner, frozenset(self.holders), self.clones)


def _carried(name: str) -> float:
    """How often a copy of a page carries a kind along."""
    entry = kind(name)
    if entry.group is Group.VERIFICATION:
        return float(HABITS["token"])
    if entry.group is Group.CONTACTS:
        return float(HABITS["contact"])
    return float(HABITS["carried_along"]) if entry.copied else 0.0
