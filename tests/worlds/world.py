"""A generated world: owners with habits, their sites over time, and what an investigator gets to see of them.

Nothing is copied from real operators. A world is made from its number alone, so that it can be made again.
"""

import math
import random
import tomllib
from collections.abc import Iterable
from pathlib import Path

from osint.records import Observation
from worlds.site import DAYS, Site, World, looked_at, observed
from worlds.values import Values

HABITS = tomllib.loads(Path(__file__).with_name("habits.toml").read_text("utf-8"))
HOSTING = ("address", "nameserver_set")
TEMPLATE = ("favicon", "class_vocabulary")
COPIED = (  # what stands in a page, and goes along with a blind copy of it
    "google_analytics", "ga4", "google_tag_manager", "yandex_metrica", "histats", "naver_analytics", "baidu_tongji",
    "disqus", "onesignal",
)  # fmt: skip
TOKENS = ("google_verification", "bing_verification", "naver_verification")  # and this seldom
ADDRESSES = ("telegram", "discord", "email")  # and this only where nobody looked at what was copied


def make(seed: int, *, scale: float = 1.0) -> World:
    """The world of a number; ``scale`` multiplies how many owners it has."""
    maker = _Maker(seed, scale)
    maker.people()
    maker.strangers_in_common()
    maker.copies()
    return maker.world()


class _Maker:
    def __init__(self, seed: int, scale: float) -> None:
        self.seed, self.scale = seed, scale
        self.chance = random.Random(seed)
        self.values = Values(self.chance)
        self.sites: list[Site] = []
        self.pirate: list[Site] = []
        self.honest: list[Site] = []
        self.clones: dict[str, str] = {}
        self.holders: set[str] = set()
        self.hired: dict[str, list[str]] = {}
        self.moved = math.exp(self.chance.gauss(0, HABITS["spread"]))

    def share(self, value: float) -> bool:
        """Whether something of this share happens; each world has shares of its own."""
        return self.chance.random() < min(0.97, value * self.moved)

    def number(self, group: str, name: str) -> int:
        return max(1, round(HABITS[group][name] * self.scale))

    def people(self) -> None:
        """Operators and honest owners, each with the sites that he has run."""
        owners = HABITS["owners"]
        for number in range(self.number("owners", "pirates")):
            more = int(self.chance.expovariate(math.log(1 + 1 / owners["services"])))
            count = 1 + min(owners["services_most"] - 1, more)
            self.pirate += self._operator(f"pirate{number}", count)
        for number in range(self.number("owners", "honest")):
            main = self._main("honest")
            for _ in range(2 if self.share(owners["honest_two"]) else 1):
                site = self._new_site(f"honest{number}")
                self._bears_main(site, main, 1.0)
                self.honest.append(site)
        self.sites = [*self.pirate, *self.honest]

    def _main(self, sort: str) -> dict[str, str]:
        """An owner's accounts: one of each kind that he uses."""
        return {
            name: self.values.new(name) for name, told in HABITS["kind"].items() if self.share(told[sort])
        }

    def _bears_main(self, site: Site, main: dict[str, str], care: float) -> None:
        for name, value in main.items():
            reuse = HABITS["kind"][name]["reuse"] * care
            site.bears(name, value if self.share(reuse) else self.values.new(name))

    def _operator(self, owner: str, services: int) -> list[Site]:
        is_careful = self.share(HABITS["owners"]["careful"])
        main = self._main("pirate")
        made: list[Site] = []
        for _ in range(services):
            site = self._new_site(owner)
            self._bears_main(site, main, HABITS["owners"]["careful_reuse"] if is_careful else 1.0)
            self._hires(site)
            made += self._names_of(site, main, HABITS["services"]["careful_keeps" if is_careful else "keeps"])
        return made

    def _names_of(self, site: Site, main: dict[str, str], keeps: float) -> list[Site]:
        """A service under all its names, the first given."""
        told, made = HABITS["services"], [site]
        count = self.chance.choice(told["names"]) if self.share(told["moved"]) else 1
        while len(made) < count:
            before = made[-1]
            other = self._next_site(before)
            for name, values in before.borne.items():
                if name in HOSTING or name == "redirect_site":
                    continue
                kept = self.share(keeps)
                other.borne[name] = set(values) if kept else {self._again(name, main)}
            made.append(other)
        return made

    def _again(self, name: str, main: dict[str, str]) -> str:
        """A value that a new name has in place of the one that was not kept."""
        is_main = name in main and self.share(HABITS["kind"][name]["reuse"])
        return main[name] if is_main else self.values.new(name)

    def _new_site(self, owner: str) -> Site:
        first = self.chance.uniform(0, DAYS * 0.6)
        last = min(DAYS, first + self.chance.expovariate(1 / 200))
        return Site(f"{self.values.new('disqus')}.example", owner, first, last)

    def _next_site(self, before: Site) -> Site:
        """A further name of the same service: a mirror beside it, or its successor."""
        told, host = HABITS["services"], f"{self.values.new('disqus')}.example"
        if self.share(told["mirror"]):
            site = Site(host, before.owner, before.first, before.last)
        else:
            before.last = min(before.last, DAYS - 20.0)
            first = before.last + self.chance.expovariate(1 / told["gap_days"])
            stays = self.chance.expovariate(1 / 60)
            site = Site(host, before.owner, min(first, DAYS - 5.0), min(DAYS, first + stays))
            if self.share(told["redirect"]):
                before.bears("redirect_site", site.host)
        site.like, site.same_server = before, self.share(told["server"])
        return site

    def _hires(self, site: Site) -> None:
        """What a service has from others who serve many: a store of pictures, a seller of its space."""
        for sort, name in (("rented", "content_host"), ("sellers", "telegram")):
            if not self.share(HABITS[sort]["users"]):
                continue
            hired = self.hired.setdefault(
                sort, [self.values.new(name) for _ in range(self.number(sort, "count"))]
            )
            if sort == "rented":
                site.borne[name] = {self.chance.choice(hired)}
            else:
                site.bears(name, self.chance.choice(hired))

    def strangers_in_common(self) -> None:
        """What strangers share: agencies, themes, sales houses, machines, CDNs; and what they quote."""
        self._agencies()
        self._themes()
        self._houses()
        self._machines()
        for site in self.sites:
            if self.share(HABITS["quoted"]):
                other = self.chance.choice(self.sites)
                told = [(name, value) for name, values in other.borne.items() for value in sorted(values)]
                if told and other.owner != site.owner:
                    site.quoted.append(self.chance.choice(told))

    def _agencies(self) -> None:
        told = HABITS["agencies"]
        for _ in range(self.number("agencies", "count")):
            size = 2 + int(self.chance.expovariate(1 / told["clients"]))
            clients = self.chance.sample(self.honest, min(size, len(self.honest)))
            shared = {
                "google_tag_manager": told["tag_manager"],
                "google_analytics": told["analytics"],
                "bing_verification": told["verification"],
                "address": told["address"],
                "nameserver_set": told["name_servers"],
                "registrant_email": told["registrant"],
            }
            for name, share in shared.items():
                value = self.values.new(name)
                for site in clients if self.share(share) else ():
                    site.borne[name] = {value}

    def _themes(self) -> None:
        told = HABITS["themes"]
        themes = [
            {name: self.values.new(name) for name in (*TEMPLATE, "google_analytics", "adsterra")}
            for _ in range(self.number("themes", "count"))
        ]
        for site in self.sites:
            if site.like and self.share(HABITS["services"]["keeps"]):
                site.borne |= {name: set(site.like.borne[name]) for name in TEMPLATE}
                continue
            theme = self.chance.choice(themes) if self.share(told["users"]) else None
            for name in TEMPLATE:
                site.bears(name, theme[name] if theme else self.values.new(name))
            if theme and self.share(told["left_over"]):
                site.bears("google_analytics", theme["google_analytics"])
            if theme and site.owner.startswith("pirate") and self.share(told["nulled"]):
                site.bears("adsterra", theme["adsterra"])

    def _houses(self) -> None:
        told = HABITS["houses"]
        houses = [
            [self.values.new("ads_txt_direct") for _ in range(told["lines"])]
            for _ in range(self.number("houses", "count"))
        ]
        for site in self.honest:
            if self.share(told["joined"]):
                lines = self.chance.choice(houses)
                site.borne["ads_txt_direct"] = {line for line in lines if self.share(0.9)}
                site.bears("ads_txt_direct", self.values.new("ads_txt_direct"))

    def _machines(self) -> None:
        told = HABITS["hosts"]
        machines = [self.values.new("address") for _ in range(self.number("hosts", "count"))]
        fronts = [self.values.new("address") for _ in range(20)]
        pairs = [self.values.new("nameserver_set") for _ in range(told["cdn_pairs"])]
        for site in self.sites:
            if "address" in site.borne:
                continue
            if site.like and site.same_server:
                site.borne |= {name: set(site.like.borne[name]) for name in HOSTING}
                continue
            is_fronted, is_shared = self.share(told["cdn"]), self.share(told["shared"])
            place = self.chance.choice(fronts if is_fronted else machines)
            site.bears("address", place if is_fronted or is_shared else self.values.new("address"))
            servers = self.chance.choice(pairs) if is_fronted else self.values.new("nameserver_set")
            site.borne.setdefault("nameserver_set", {servers})

    def copies(self) -> None:
        """Blind copies of strangers' pages: the copier keeps what pays him, all else is the victim's."""
        told = HABITS["clones"]
        for site in self.pirate:
            if not self.share(told["share"]):
                continue
            victim = self.chance.choice(self.sites)
            if victim.owner == site.owner or victim.host in self.clones:
                continue
            self.clones[site.host] = victim.host
            is_whole = self.share(told["whole"])
            self._copy(site, victim, (*COPIED, *TEMPLATE))
            self._copy(site, victim, [name for name in TOKENS if is_whole or self.share(told["token"])])
            self._copy(site, victim, ADDRESSES if is_whole else ())
            if self.share(told["whole_canonical" if is_whole else "canonical"]):
                site.bears("canonical_site", victim.host)
            if victim.owner.startswith("honest") and self.share(told["known"]):
                self.holders.add(victim.host)

    def _copy(self, site: Site, victim: Site, names: Iterable[str]) -> None:
        """What the victim bears in place of what the copier had."""
        for name in names:
            site.borne.pop(name, None)
            if name in victim.borne:
                site.borne[name] = set(victim.borne[name])

    def world(self) -> World:
        """What is seen of it."""
        seen = [each for site in self.sites for each in self._seen(site)]
        owner = {site.host: site.owner for site in self.sites}
        return World(self.seed, tuple(seen), owner, frozenset(self.holders), self.clones)

    def _seen(self, site: Site) -> list[Observation]:
        found = [looked_at(site)]
        for name in sorted(site.borne):
            for value in sorted(site.borne[name]):
                if self.chance.random() < HABITS["seen"]:
                    is_wrong = name in HABITS["kind"] and self.chance.random() < HABITS["misread"]
                    found.append(observed(site, name, self.values.new(name) if is_wrong else value, own=True))
        return [*found, *(observed(site, name, value, own=False) for name, value in site.quoted)]
