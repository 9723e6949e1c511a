"""Files of ads.txt and who owns their sites: publishers with brands, houses with lists, pools, templates."""

import random
import tomllib
from collections.abc import Sequence
from pathlib import Path

from worlds.site import DAYS, Site, World, looked_at, observed
from worlds.values import Values

HABITS = tomllib.loads(Path(__file__).with_name("seat_habits.toml").read_text("utf-8"))
FILE = HABITS["file"]
SEATS, RESOLD = "ads_txt_direct", "ads_txt_reseller"


def make_seated(seed: int, mix: str) -> World:
    """The files of a number, in one of the mixes that the habits name; they hold no line that names an owner."""
    return _Maker(seed, mix).world()


class _House:
    def __init__(self, of: "_Maker") -> None:
        self.core, self.optional = of.seats(FILE["core"]), of.seats(FILE["optional"])
        self.resold = of.seats(FILE["reseller"])


class _Maker:
    def __init__(self, seed: int, mix: str) -> None:
        self.seed, self.told = seed, HABITS[mix]
        self.chance = random.Random(f"seats {mix} {seed}")
        self.values = Values(self.chance)
        self.sites: list[Site] = []

    def seats(self, count: int) -> list[str]:
        return [self.values.new(SEATS) for _ in range(count)]

    def between(self, ends: Sequence[int]) -> int:
        return self.chance.randint(*ends)

    def some(self, seats: Sequence[str], share: float) -> set[str]:
        return {seat for seat in seats if self.chance.random() < share}

    def world(self) -> World:
        houses = [_House(self) for _ in range(self.told["houses"])]
        for one in houses:
            for other in houses if len(houses) > 1 else ():
                one.resold += (
                    self.some(other.optional, FILE["both"] / len(houses)) if one is not other else ()
                )
        for number in range(self.told["publishers"]):
            sizes = self.told["sizes"]
            size = sizes[number] if len(houses) == 1 else self.chance.choice(sizes)
            self._publisher(f"publisher{number}", size, self.chance.choice(houses))
        for number in range(self.told["independents"]):
            self._independent(f"independent{number}", self.chance.choice(houses))
        for seat in self.seats(FILE["pooled"]):
            for site in self.chance.sample(self.sites, self.chance.randint(2, 5)):
                site.bears(SEATS, seat)
        seen = [looked_at(site) for site in self.sites]
        for site in self.sites:
            for name in sorted(site.borne):
                seen += [observed(site, name, seat, own=True) for seat in sorted(site.borne[name])]
        owner = {site.host: site.owner for site in self.sites}
        return World(self.seed, tuple(seen), owner, frozenset(), {})

    def _site(self, owner: str) -> Site:
        site = Site(f"{self.values.new('disqus')}.example", owner, 0.0, float(DAYS))
        self.sites.append(site)
        return site

    def _publisher(self, owner: str, size: int, house: _House) -> None:
        everywhere = self.seats(self.between(FILE["publisher_seats"]))
        share = self.chance.uniform(*FILE["optional_share"])
        has_one = self.chance.random() < FILE["google"]
        google, left = self._google(), size
        while left:
            count = min(left, 1 + int(self.chance.expovariate(1 / FILE["brands"])))
            brand = self.seats(self.between(FILE["brand_seats"]))
            taken = self.some(house.optional, share)
            google = google if has_one else self._google()
            for _ in range(count):
                site = self._site(owner)
                seats = self.some(brand, FILE["kept"]) | self.some(sorted(taken), FILE["kept"])
                seats |= self.some(everywhere, self.chance.uniform(*FILE["publisher_share"]))
                seats |= {*house.core, google, *self.seats(self.between(FILE["own_seats"]))}
                site.borne[SEATS], site.borne[RESOLD] = seats, self.some(house.resold, FILE["kept"])
            left -= count

    def _google(self) -> str:
        return f"google.com pub-{self.values.digits(16)}"

    def _independent(self, owner: str, house: _House) -> None:
        site = self._site(owner)
        is_copied = self.chance.random() < FILE["template"]
        site.borne[SEATS] = {self._google(), *self.seats(self.between(FILE["brand_seats"]))}
        if is_copied:
            site.borne[SEATS] |= {*house.core, *self.some(house.optional, 0.5)}
            site.borne[RESOLD] = self.some(house.resold, FILE["kept"])
