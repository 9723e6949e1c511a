"""How right the links and operators are on worlds that nothing was fitted to: ``make evaluate``.

Worlds are simulated: what is shown is how the method behaves under the habits that ``worlds/habits.toml`` states,
not how it does on real operators.
"""

import argparse
import sys
from collections import Counter
from dataclasses import dataclass

from osint.derive import Derivation, Inputs, derive
from osint.links import basis
from worlds import baselines, measures
from worlds.measures import Score
from worlds.world import World, make

HELD_OUT = range(9_001, 9_007)  # seeds that no weight was looked at with


@dataclass(frozen=True, slots=True)
class Result:
    """What was made of one world."""

    world: World
    derivation: Derivation

    @property
    def groups(self) -> list[list[str]]:
        """The operators' sites."""
        return [[member.site for member in each.sites] for each in self.derivation.operators]

    def told(self) -> list[tuple[float, bool]]:
        """The probability of each weighed pair, and whether it is true."""
        owner = self.world.owner
        return [(each.probability, owner[each.a] == owner[each.b]) for each in self.derivation.links]

    def ratios(self) -> list[tuple[float, bool]]:
        """Each weighed pair's likelihood ratio in bits."""
        owner = self.world.owner
        return [(each.ratio.mid / 1000, owner[each.a] == owner[each.b]) for each in self.derivation.links]


def main() -> int:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--worlds", type=int, default=len(HELD_OUT), help="how many held-out worlds")
    options.add_argument("--scale", type=float, default=1.0, help="owners, against the habits' own number")
    given = options.parse_args()
    results = [_result(make(seed, scale=given.scale)) for seed in HELD_OUT[: given.worlds]]
    print(
        f"{len(results)} worlds, {sum(len(each.world.owner) for each in results)} sites; simulated, not real operators\n"
    )
    _grouping(results)
    _merges(results)
    _probabilities(results)
    return 0


def _result(world: World) -> Result:
    told = Inputs(rights_holders=world.rights_holders)
    return Result(world, derive(world.observations, told, basis.current()))


def _grouping(results: list[Result]) -> None:
    print(
        f"{'pairs and sites':<34}{'precision':>10}{'recall':>8}{'F1':>7}   {'B-cubed P':>9}{'R':>7}{'merges':>8}"
    )
    _line("this software", [(each, each.groups) for each in results])
    _line("any shared id", [(each, baselines.any_shared(each.world.observations)) for each in results])
    for cap in (5, 50, 100):
        _line(
            f"any shared id of at most {cap} sites",
            [(each, baselines.any_shared(each.world.observations, cap)) for each in results],
        )
    scores = [(each, baselines.overlap(each.world.observations)) for each in results]
    for threshold in (0.2, 0.4, 0.6):
        _line(
            f"rarity-weighted overlap >= {threshold}",
            [(each, baselines.above(score, threshold)) for each, score in scores],
        )
    print()


def _line(name: str, made: list[tuple[Result, list[list[str]]]]) -> None:
    pairs = _mean([measures.pairwise(groups, each.world.owner) for each, groups in made])
    cubed = _mean([measures.b_cubed(groups, each.world.owner) for each, groups in made])
    merges = sum(len(measures.false_merges(groups, each.world.owner)) for each, groups in made)
    print(
        f"{name:<34}{pairs.precision:>10.4f}{pairs.recall:>8.3f}{pairs.f1:>7.3f}   {cubed.precision:>9.4f}{cubed.recall:>7.3f}{merges:>8}"
    )


def _mean(scores: list[Score]) -> Score:
    count = len(scores)
    return Score(sum(each.precision for each in scores) / count, sum(each.recall for each in scores) / count)


def _merges(results: list[Result]) -> None:
    """What wrong groups rest on."""
    by_kind: Counter[str] = Counter()
    groups = wrong = 0
    for each in results:
        owner, clones = each.world.owner, each.world.clones
        groups += len(each.groups)
        wrong += len(measures.false_merges(each.groups, owner))
        place = {site: number for number, sites in enumerate(each.groups) for site in sites}
        for link in each.derivation.links:
            if (
                owner[link.a] != owner[link.b]
                and place.get(link.a, -1) == place.get(link.b, -2)
                and link.probability > 0.9
            ):
                sort = "clone" if clones.keys() & {link.a, link.b} else "strangers"
                kinds = sorted({row.kind for row in link.evidence if row.bits > 2000})
                by_kind[f"{sort}: {' '.join(kinds)}"] += 1
    bound = f", so below {measures.upper_bound(groups):.4f} at 95 %" if not wrong else ""
    print(f"wrong groups: {wrong} of {groups}{bound}")
    for name, count in by_kind.most_common(12):
        print(f"  {count:>4}  {name}")
    print()


def _probabilities(results: list[Result]) -> None:
    told = [each for result in results for each in result.told()]
    ratios = [each for result in results for each in result.ratios()]
    wanted = sum(len(measures.true_pairs(each.world.owner)) for each in results)
    print(
        f"weighed pairs: {len(told)}, true: {sum(is_true for _, is_true in told)}, true pairs in all: {wanted}"
    )
    print(
        f"Brier {measures.brier(told):.4f}   calibration error {measures.calibration_error(told):.4f}   Cllr {measures.cllr(ratios):.3f}"
    )
    for precision in (0.999, 0.995, 0.99):
        print(f"recall at precision {precision}: {measures.recall_at(told, precision, wanted):.3f}")
    print(f"\n{'said':>8}{'came':>8}{'pairs':>9}")
    for count, said, came in measures.reliability(told):
        print(f"{said:>8.3f}{came:>8.3f}{count:>9}")


if __name__ == "__main__":
    sys.exit(main())
