"""How good a grouping and its probabilities are: pairs, B-cubed, false merges, calibration; hand-checked in a test.

Pairwise and B-cubed after Amigó et al. 2009; log-likelihood-ratio cost (Cllr) after Brümmer and du Preez 2006;
expected calibration error after Naeini et al. 2015, over ten bins of equal width.
"""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Score:
    """Of pairs or of elements: right among those found, found among those there are."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return (
            2 * self.precision * self.recall / (self.precision + self.recall)
            if self.precision + self.recall
            else 0.0
        )


def true_pairs(owner: Mapping[str, str]) -> set[Pair]:
    """All pairs of sites of one owner."""
    held: dict[str, list[str]] = defaultdict(list)
    for site, whose in owner.items():
        held[whose].append(site)
    return {pair for sites in held.values() for pair in combinations(sorted(sites), 2)}


def pairwise(groups: Iterable[Iterable[str]], owner: Mapping[str, str]) -> Score:
    """Over all pairs that stand in one group."""
    found = {pair for group in groups for pair in combinations(sorted(group), 2)}
    wanted = true_pairs(owner)
    right = len(found & wanted)
    return Score(right / len(found) if found else 1.0, right / len(wanted) if wanted else 1.0)


@dataclass(frozen=True, slots=True)
class Tally:
    """An owner's pairs: those found and right, those there are, and his half of each that joins him to a stranger."""

    right: int
    wanted: int
    wrong: float


def by_owner(groups: Iterable[Iterable[str]], owner: Mapping[str, str]) -> dict[str, Tally]:
    """The pairs counted owner by owner, so that owners can be drawn."""
    right: Counter[str] = Counter()
    halves: Counter[str] = Counter()
    for group in groups:
        for whose, other in combinations([owner[site] for site in group], 2):
            if whose == other:
                right[whose] += 1
            else:
                halves.update((whose, other))
    sizes = Counter(owner.values())
    return {
        whose: Tally(right[whose], size * (size - 1) // 2, halves[whose] / 2) for whose, size in sizes.items()
    }


def precision_of(tallies: Iterable[Tally]) -> float:
    """Right among the pairs found."""
    held = list(tallies)
    right, wrong = sum(each.right for each in held), sum(each.wrong for each in held)
    return right / (right + wrong) if right + wrong else 1.0


def recall_of(tallies: Iterable[Tally]) -> float:
    """Found among the pairs there are."""
    held = list(tallies)
    wanted = sum(each.wanted for each in held)
    return sum(each.right for each in held) / wanted if wanted else 1.0


def b_cubed(groups: Iterable[Iterable[str]], owner: Mapping[str, str]) -> Score:
    """Over all sites; one that is in no group is a group of its own."""
    place: dict[str, frozenset[str]] = {site: frozenset([site]) for site in owner}
    for group in groups:
        members = frozenset(group)
        place.update(dict.fromkeys(members, members))
    sizes = Counter(owner.values())
    precision = recall = 0.0
    for site, members in place.items():
        right = sum(owner[each] == owner[site] for each in members)
        precision += right / len(members)
        recall += right / sizes[owner[site]]
    return Score(precision / len(place), recall / len(place))


def false_merges(groups: Iterable[Iterable[str]], owner: Mapping[str, str]) -> list[list[str]]:
    """The groups that hold sites of more than one owner."""
    return [sorted(group) for group in map(list, groups) if len({owner[site] for site in group}) > 1]


def brier(told: Sequence[tuple[float, bool]]) -> float:
    """The mean square of what probabilities lack of the truth."""
    return sum((p - is_true) ** 2 for p, is_true in told) / len(told)


def calibration_error(told: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """The mean distance between what was said and what came, over bins of equal width, by their sizes."""
    return sum(count * abs(said - came) for count, said, came in reliability(told, bins)) / len(told)


def reliability(told: Sequence[tuple[float, bool]], bins: int = 10) -> list[tuple[int, float, float]]:
    """For each bin that is not empty: how many, the mean probability, the share that was true."""
    held: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for p, is_true in told:
        held[min(bins - 1, int(p * bins))].append((p, is_true))
    return [
        (len(each), sum(p for p, _ in each) / len(each), sum(is_true for _, is_true in each) / len(each))
        for _, each in sorted(held.items())
    ]


def cllr(ratios: Sequence[tuple[float, bool]]) -> float:
    """The cost of log2 likelihood ratios, in bits: 0 is perfect, 1 is worth nothing.

    Raises:
        ValueError: when there is no true pair, or no false one.
    """
    same = [bits for bits, is_true in ratios if is_true]
    other = [bits for bits, is_true in ratios if not is_true]
    if not same or not other:
        raise ValueError("true and false pairs are both wanted")
    return (sum(map(_cost, (-bits for bits in same))) / len(same) + sum(map(_cost, other)) / len(other)) / 2


def _cost(bits: float) -> float:
    """log2(1 + 2^bits), also where that is large."""
    return bits if bits > 60 else math.log2(1 + 2**bits)


def recall_at(told: Sequence[tuple[float, bool]], precision: float, wanted: int) -> float:
    """The most of the wanted pairs that a threshold finds with at least this precision."""
    best = right = 0
    for number, (_, is_true) in enumerate(sorted(told, key=lambda each: -each[0]), 1):
        right += is_true
        if right / number >= precision:
            best = right
    return best / wanted if wanted else 1.0


def bootstrap(
    owners: Sequence[str], measure: Callable[[list[str]], float], *, turns: int, seed: int
) -> tuple[float, float]:
    """The middle 95 % of a measure over owners drawn with replacement: sites of one owner hang together."""
    chance = random.Random(seed)
    found = sorted(measure(chance.choices(owners, k=len(owners))) for _ in range(turns))
    return found[int(turns * 0.025)], found[min(turns - 1, int(turns * 0.975))]


def upper_bound(of: int) -> float:
    """What nought of so many leaves possible, at 95 % (the rule of three)."""
    return min(1.0, 3 / of) if of else 1.0
