"""Splink on the same rows: a probabilistic linker with frequencies of terms, as it is meant to be used.

One record a site, one column a kind (the site's first own value in order, since its columns hold one value); exact
comparison with term frequencies; u by random sampling, m by expectation maximisation; links from 0.95. It comes with
the dependency group ``bench`` and is no part of the software.
"""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from osint.identifiers import kind
from osint.links.sets import components
from osint.records import Observation

COMMON = 40  # a kind that fewer sites bear gives nothing to learn from
BLOCKED = 4  # columns on which it learns
LIKELY = 3  # strength


def is_there() -> bool:
    """Whether Splink is installed."""
    try:
        import splink
    except ImportError:
        return False
    return splink is not None


def groups(observations: Iterable[Observation], *, threshold: float = 0.95) -> list[list[str]]:
    """The sites that hang together by Splink's links of at least this probability."""
    rows, columns = _table(observations)
    linker = _trained(rows, columns)
    made = linker.inference.predict(threshold_match_probability=threshold).as_record_list()
    ties = sorted((each["unique_id_l"], each["unique_id_r"]) for each in made)
    names = sorted({site for tie in ties for site in tie})
    return [list(each) for each in components(names, ties) if len(each) > 1]


def _table(observations: Iterable[Observation]) -> tuple[list[dict[str, Any]], list[str]]:
    held: dict[str, dict[str, str]] = defaultdict(dict)
    for each in sorted(observations, key=lambda seen: (seen.site, seen.find.kind, seen.find.value)):
        if each.find.own and kind(each.find.kind).strength >= LIKELY:
            held[each.site].setdefault(each.find.kind, each.find.value)
    count = {
        name: sum(name in values for values in held.values()) for values in held.values() for name in values
    }
    columns = sorted(name for name, sites in count.items() if sites >= COMMON)
    rows = [
        {"unique_id": site, **{name: values.get(name) for name in columns}} for site, values in held.items()
    ]
    return rows, sorted(columns, key=lambda name: -count[name])


def _trained(rows: list[dict[str, Any]], columns: list[str]) -> Any:
    import pandas as pd
    import splink.comparison_library as library
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    exact = [library.ExactMatch(name).configure(term_frequency_adjustments=True) for name in columns]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=exact,
        blocking_rules_to_generate_predictions=[block_on(name) for name in columns],
        probability_two_random_records_match=2**-10.5,
    )
    linker = Linker(DuckDBAPI().register(pd.DataFrame(rows)), settings, log_level=50)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for name in columns[:BLOCKED]:
        with suppress(ValueError):  # within this block a column never agrees: Splink takes no m of nought
            linker.training.estimate_parameters_using_expectation_maximisation(block_on(name))
    return linker
