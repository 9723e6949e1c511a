"""How right the links and operators are on worlds that nothing was fitted to: ``make evaluate``.

Worlds are simulated: what is shown is how the method behaves under the habits that ``worlds/habits.toml`` states,
not how it does on real operators. Prices, alpha and what a search eases were fitted on seeds 101 to 110 of the first sort
of world, the steps of ads.txt on numbers from 100 on; nothing on the second sort.
"""

import argparse
import math
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from osint.derive import Derivation, Inputs, derive
from osint.links import basis
from worlds import asked, baselines, causes, measures, searched, seat_curves, splinked
from worlds.measures import Pair, Score
from worlds.other_world import make_other
from worlds.seated import make_seated
from worlds.site import World
from worlds.world import make

HELD_OUT = range(9_021, 9_027)  # seeds that no weight was looked at with
OTHERS = range(9_121, 9_124)  # of the second sort
FILES = range(9_221, 9_227)
JUDGED = 30  # pairs that an analyst judges in a world
RECALLS = (0.1, 0.2, 0.26, 0.3, 0.4, 0.5, 0.56, 0.6, 0.7, 0.8, 0.9)
TURNS = 400  # of the bootstrap
CAPS = (5, 50, 100, 500)
OVERLAPS = (0.2, 0.4, 0.6)
Groups = list[list[str]]


@dataclass(frozen=True)
class Result:
    """What was made of one world, or of the part of it that a case holds."""

    world: World
    derivation: Derivation

    @cached_property
    def groups(self) -> Groups:
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
    sites = sum(len(each.world.owner) for each in results)
    print(f"{len(results)} worlds, {sites} sites; simulated, not real operators\n")
    _grouping(results)
    _bounds(results)
    _merges(results)
    _missed(results)
    _by_kind(results)
    _probabilities(results)
    grown = [_searched(each.world) for each in results]
    _part("After pivoting: a tenth of the sites known, the others found by two rounds of searching", grown)
    late = [_result(asked.later(each.world)) for each in results]
    _part("Held out by time: only sites that nobody had seen in the first 109 days", late)
    helped = [_judged(each) for each in results]
    _part(f"With judgements: the {JUDGED} likeliest pairs in no group judged, all rightly", helped)
    others = [_result(make_other(seed, scale=given.scale)) for seed in OTHERS[: given.worlds]]
    _part("Worlds of a second sort, on which nothing was fitted", others)
    _missed(others)
    _part("The same after pivoting", [_searched(each.world) for each in others])
    for mix in ("one_house", "market"):
        _files(mix, FILES[: given.worlds])
    return 0


def _part(title: str, results: list[Result]) -> None:
    print(f"\n{title}")
    _bounds(results)
    _merges(results)
    _probabilities(results)


def _result(world: World) -> Result:
    told = Inputs(rights_holders=world.rights_holders)
    return Result(world, derive(world.observations, told, basis.current()))


def _searched(world: World) -> Result:
    case = searched.search(world)
    told = Inputs(rights_holders=world.rights_holders, found_by=case.found_by)
    known = {each.site for each in case.observations}
    part = World(
        world.seed,
        case.observations,
        {site: whose for site, whose in world.owner.items() if site in known},
        world.rights_holders,
        world.clones,
    )
    return Result(part, derive(case.observations, told, basis.current()))


def _judged(result: Result) -> Result:
    told = Inputs(asked.judged(result.world, result.derivation, JUDGED), result.world.rights_holders)
    return Result(result.world, derive(result.world.observations, told, basis.current()))


def _files(mix: str, seeds: range) -> None:
    """Files of ads.txt alone: precision by recall beside the overlap by rarity, and the pairs that are joined."""
    ours: dict[Pair, float] = {}
    overlap: dict[Pair, float] = {}
    owner: dict[str, str] = {}
    right = joined = 0
    for seed in seeds:
        world = make_seated(seed, mix)
        shares, made = seat_curves.overlap(world.observations), _result(world)
        overlap |= shares
        ours |= dict.fromkeys(shares, -math.inf)
        ours |= {(link.a, link.b): float(link.bits) for link in made.derivation.links}
        owner |= world.owner
        found = {pair for group in made.groups for pair in combinations(sorted(group), 2)}
        joined, right = joined + len(found), right + len(found & measures.true_pairs(world.owner))
    wanted = sum(owner[a] == owner[b] for a, b in overlap)
    print(f"\nads.txt alone, {mix}: {len(overlap)} pairs of files, {wanted} of one owner")
    print(f"joined {joined}, right {right}: recall {right / wanted:.3f}")
    print(f"{'recall':>8}{'overlap':>10}{'ours':>8}")
    told = (seat_curves.at_recalls(scores, owner, RECALLS) for scores in (overlap, ours))
    for recall, theirs, own in zip(RECALLS, *told, strict=True):
        print(f"{recall:>8.2f}{theirs:>10.3f}{own:>8.3f}")


def _grouping(results: list[Result]) -> None:
    print(
        f"{'pairs and sites':<34}{'precision':>10}{'recall':>8}{'F1':>7}   {'B-cubed P':>9}{'R':>7}{'merges':>8}"
    )
    _line("this software", [(each, each.groups) for each in results])
    _line("any shared id", [(each, baselines.any_shared(each.world.observations)) for each in results])
    for cap in CAPS:
        _line(
            f"any shared id of at most {cap} sites",
            [(each, baselines.any_shared(each.world.observations, cap)) for each in results],
        )
    scores = [(each, baselines.overlap(each.world.observations)) for each in results]
    for threshold in OVERLAPS:
        _line(
            f"rarity-weighted overlap >= {threshold}",
            [(each, baselines.above(score, threshold)) for each, score in scores],
        )
    if splinked.is_there():
        _line("Splink >= 0.95", [(each, splinked.groups(each.world.observations)) for each in results])
    else:
        print("Splink is not installed: `uv pip install --group bench` sets it beside these")
    print()


def _line(name: str, made: list[tuple[Result, Groups]]) -> None:
    pairs = _mean([measures.pairwise(groups, each.world.owner) for each, groups in made])
    cubed = _mean([measures.b_cubed(groups, each.world.owner) for each, groups in made])
    merges = sum(len(measures.false_merges(groups, each.world.owner)) for each, groups in made)
    print(
        f"{name:<34}{pairs.precision:>10.4f}{pairs.recall:>8.3f}{pairs.f1:>7.3f}   {cubed.precision:>9.4f}{cubed.recall:>7.3f}{merges:>8}"
    )


def _mean(scores: list[Score]) -> Score:
    count = len(scores)
    return Score(sum(each.precision for each in scores) / count, sum(each.recall for each in scores) / count)


def _bounds(results: list[Result]) -> None:
    """Precision and recall over all pairs, with their bounds over owners, and recall of what can be seen."""
    tally: dict[str, measures.Tally] = {}
    for number, each in enumerate(results):
        for whose, counted in measures.by_owner(each.groups, each.world.owner).items():
            tally[f"{number} {whose}"] = counted
    names = sorted(tally)
    for what, of in (("precision", measures.precision_of), ("recall", measures.recall_of)):
        low, high = measures.bootstrap(names, _over(tally, of), turns=TURNS, seed=1)
        print(f"{what} over all pairs {of(tally.values()):.4f} (95 % over owners: {low:.4f} to {high:.4f})")
    for beside_copies, words in ((False, "of what is observable"), (True, "of what more than a copy shows")):
        print(f"recall {words}: {_recall_of_observable(results, beside_copies=beside_copies)}")
    print()


def _over(
    tally: dict[str, measures.Tally], of: Callable[[list[measures.Tally]], float]
) -> Callable[[list[str]], float]:
    return lambda drawn: of([tally[name] for name in drawn])


def _recall_of_observable(results: list[Result], *, beside_copies: bool) -> str:
    wanted = right = every = 0
    for each in results:
        found: set[Pair] = {pair for group in each.groups for pair in combinations(sorted(group), 2)}
        seen = causes.observable(each.world, beside_copies=beside_copies)
        wanted, right = wanted + len(seen), right + len(seen & found)
        every += len(measures.true_pairs(each.world.owner))
    return f"{right / max(1, wanted):.3f} (that is {wanted / max(1, every):.3f} of all true pairs)"


def _merges(results: list[Result]) -> None:
    """What wrong groups rest on."""
    by_kind: Counter[str] = Counter()
    groups = wrong = 0
    for each in results:
        groups += len(each.groups)
        wrong += len(measures.false_merges(each.groups, each.world.owner))
        place = {site: number for number, sites in enumerate(each.groups) for site in sites}
        inner = [link for link in each.derivation.links if place.get(link.a, -1) == place.get(link.b, -2)]
        by_kind += causes.false_joins(each.world, inner)
    bound = f", so below {measures.upper_bound(groups):.4f} at 95 %" if not wrong else ""
    print(f"wrong groups: {wrong} of {groups}{bound}")
    for name, count in by_kind.most_common(12):
        print(f"  {count:>4}  {name}")
    print()


def _missed(results: list[Result]) -> None:
    """Why true pairs were not found."""
    why: Counter[tuple[str, str]] = Counter()
    for each in results:
        why += causes.missed(each.world, each.derivation.links, each.groups)
    reasons: Counter[str] = Counter()
    for (reason, _), count in why.items():
        reasons[reason] += count
    print(
        "missed pairs, by the best link between the two parts of their owner's sites, and its two strongest kinds"
    )
    for reason, count in reasons.most_common():
        kinds = [(number, name) for (of, name), number in why.most_common() if of == reason and name]
        print(f"{count:>6}  {reason}: {', '.join(f'{name} {number}' for number, name in kinds[:8])}")
    print()


def _by_kind(results: list[Result]) -> None:
    """For each kind that counted: how often its sharers are of one owner; hubs beside the rest."""
    counted: Counter[tuple[str, bool, bool]] = Counter()
    for each in results:
        for link in each.derivation.links:
            is_true = each.world.owner[link.a] == each.world.owner[link.b]
            sorts = {(row.kind, row.bits > 0) for row in link.evidence if row.owners}
            counted.update((sort, counts, is_true) for sort, counts in sorts)
    print(f"{'pairs that share a value, of one owner':<40}{'counted':>16}{'left out':>18}")
    for sort in sorted({name for name, _, _ in counted}):
        shown = [
            _share(counted[sort, counts, True], counted[sort, counts, False]) for counts in (True, False)
        ]
        print(f"  {sort:<38}{shown[0]:>16}{shown[1]:>18}")
    print()


def _share(right: int, wrong: int) -> str:
    return f"{right / (right + wrong):.3f} of {right + wrong}" if right + wrong else "-"


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
