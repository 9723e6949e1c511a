"""What the analysts' judgements bind: retractions applied, contradictions named."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

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
    listed = list(judgements)
    retracted = {name for each in listed if each.verdict is Verdict.RETRACT for name in each.about}
    standing = [each for each in listed if each.id not in retracted and each.verdict is not Verdict.RETRACT]
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


def _contradictions(latest: dict[Pair, Judgement]) -> Iterable[str]:
    """Every "different" whose two sites a chain of "same" joins, with the judgements of the chain."""
    graph: nx.Graph[str] = nx.Graph()
    for pair, each in latest.items():
        if each.verdict is Verdict.SAME:
            graph.add_edge(*sorted(pair), judgement=each.id)
    for pair, each in sorted(latest.items(), key=lambda item: item[1].id):
        a, b = sorted(pair)
        if each.verdict is Verdict.DIFFERENT and a in graph and b in graph and nx.has_path(graph, a, b):
            path = nx.shortest_path(graph, a, b)
            chain = [graph.edges[one, two]["judgement"] for one, two in pairwise(path)]
            joined = ", ".join(chain)
            yield f"{a} and {b} are held different by {each.id}, and joined by {joined}: retract one"
