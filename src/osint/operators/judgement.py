"""What the analysts' judgements bind: retractions applied, contradictions named."""

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from osint.records import Judgement, Verdict

Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Constraints:
    """What grouping must keep to."""

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()
    unsure: frozenset[Pair] = frozenset()
    ignored: frozenset[str] = frozenset()  # ``kind:value``
    contradictions: tuple[str, ...] = ()  # in words, with the judgements' ids


def effective(judgements: Iterable[Judgement]) -> Constraints:
    """The judgements that stand: the retracted ones gone, of two on one pair the later one."""
    standing = _standing(list(judgements))
    latest = {frozenset(each.about): each for each in standing if len(set(each.about)) == 2}
    pairs = {
        verdict: {pair for pair, each in latest.items() if each.verdict is verdict} for verdict in Verdict
    }
    return Constraints(
        same=frozenset(pairs[Verdict.SAME]),
        different=frozenset(pairs[Verdict.DIFFERENT]),
        unsure=frozenset(pairs[Verdict.UNSURE]),
        ignored=frozenset(
            each.about[0] for each in standing if each.verdict is Verdict.IGNORE and each.about
        ),
        contradictions=tuple(_contradictions(latest)),
    )


def _standing(judgements: list[Judgement]) -> list[Judgement]:
    """All but the retracted ones; a retraction that was itself taken back retracts nothing."""
    retracted: set[str] = set()
    for each in reversed(judgements):
        if each.verdict is Verdict.RETRACT and each.id not in retracted:
            retracted.update(each.about)
    return [each for each in judgements if each.id not in retracted and each.verdict is not Verdict.RETRACT]


def _contradictions(latest: Mapping[Pair, Judgement]) -> Iterable[str]:
    """Every "different" whose two sites a chain of "same" joins, with the judgements of the chain."""
    same = {pair: each.id for pair, each in latest.items() if each.verdict is Verdict.SAME}
    for pair, each in sorted(latest.items(), key=lambda item: item[1].id):
        if each.verdict is not Verdict.DIFFERENT:
            continue
        a, b = sorted(pair)
        if chain := _chain(same, a, b):
            yield f"{a} and {b} are held different by {each.id}, and joined by {', '.join(chain)}: retract one"


def _chain(same: Mapping[Pair, str], a: str, b: str) -> list[str]:
    """The judgements of a shortest chain from one site to another; empty when none leads there."""
    next_to: dict[str, list[tuple[str, str]]] = {}
    for pair, name in sorted(same.items(), key=lambda item: sorted(item[0])):
        one, two = sorted(pair)
        next_to.setdefault(one, []).append((two, name))
        next_to.setdefault(two, []).append((one, name))
    chains: dict[str, list[str]] = {a: []}
    waiting = deque([a])
    while waiting and b not in chains:
        here = waiting.popleft()
        for site, name in next_to.get(here, ()):
            if site not in chains:
                chains[site] = [*chains[here], name]
                waiting.append(site)
    return chains.get(b, [])
