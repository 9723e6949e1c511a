"""Which sites of a large case can be of one hand at all: the parts that have to be weighed, found in DuckDB.

A link joins from a number of bits on, and no row is worth more than its kind's ``most``. So of each pair of sites the
sum of these, less what innocent explanations leave no room for, says whether it can ever join. Pairs are looked for only
by what is rare: of each site the commonest values that together cannot suffice are left out (prefix filtering, Chaudhuri
et al., ICDE 2006; Bayardo et al., WWW 2007), which changes no result. What joins is closed within the parts that these
pairs make up, so each part is weighed by itself, with counts of what the other sites bear.
"""

from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from osint.identifiers import kinds
from osint.links import rivals, seats
from osint.links.basis import LinkBasis
from osint.links.case_view import Circumstances
from osint.links.worth import rarer
from osint.records import Ratio

SITES = """CREATE TABLE sites AS
SELECT site AS name, row_number() OVER (ORDER BY site) AS site FROM (SELECT DISTINCT site FROM seen)"""
NAMED = """CREATE TABLE named AS
SELECT DISTINCT kind, value, other FROM naming JOIN sites ON sites.name = naming.other
WHERE NOT EXISTS (
  SELECT 1 FROM seen WHERE seen.site = naming.other AND seen.kind = naming.kind AND seen.value = naming.value
)"""
UNGROUPED = "CREATE TABLE grouped (site BIGINT, grp BIGINT)"
ALL = 1_000_000  # thousandths of a bit: more than any value is worth
HELD = """INSERT INTO edges
SELECT x.site, y.site FROM held JOIN sites x ON x.name = held.a JOIN sites y ON y.name = held.b"""


class Candidates:
    """The bearings of a case in DuckDB, and the parts that can hold a link which joins.

    ``bearings`` are Parquet files with the columns ``site``, ``kind``, ``value``, ``first_seen``, ``last_seen``
    (timestamps with zone), ``exchanges`` (a list), ``own`` and ``platform``: one row for each value of a site.
    """

    def __init__(
        self,
        bearings: Path,
        basis: LinkBasis,
        told: Circumstances,
        *,
        workspace: Path,
        memory: str = "5GB",
        threads: int = 2,
    ) -> None:
        """Read them; tables go to a file in the workspace, which may be thrown away afterwards."""
        import duckdb

        self._basis, self._told, self.workspace = basis, told, workspace
        self.db = duckdb.connect(str(workspace / "candidates.duckdb"))
        for name, value in (
            ("memory_limit", memory),
            ("threads", str(threads)),
            ("temp_directory", str(workspace / "spilled")),
            ("preserve_insertion_order", "false"),
        ):
            self.db.execute(f"SET {name} = '{value}'")
        self.db.read_parquet(str(bearings)).create_view("seen")
        self._index()

    def first_parts(self) -> int:
        """Find the parts of the first pass, in which every bearer counts as independent; see ``parts``."""
        self._run("worth_of_sites.sql", hub=self._basis.number("hub", "owners"))
        return self._parts(())

    def parts(self, sites: Sequence[str], groups: Sequence[int], held: Iterable[tuple[str, str]] = ()) -> int:
        """Find the parts, each of two sites or more, once it is known which sites are a group after the first pass.

        Pairs that are ``held`` to be the same are in one part.

        Returns:
            How many there are; table ``parts`` says of each site in which it is.
        """
        self._table("told", {"site": sites, "grp": groups}, site="text")
        self._run("worth_of_groups.sql", hub=self._basis.number("hub", "owners"))
        count = self._parts(held)
        self._run("groups.sql")
        self._hand_over("beyond_groups", "grouped_parts")
        return count

    def _parts(self, held: Iterable[tuple[str, str]]) -> int:
        import numpy as np

        self._run("pairs.sql", **self._numbers())
        self._add_held(held)
        edges = self.db.execute("SELECT a, b FROM edges").fetchnumpy()
        a, b = np.asarray(edges["a"]), np.asarray(edges["b"])
        sites, ends = np.unique(np.concatenate((a, b)), return_inverse=True)
        parts = _components(ends[: len(a)], ends[len(a) :], len(sites))
        self._table("parts", {"site": sites.tolist(), "part": parts.tolist()})
        self._run("within.sql")
        self._hand_over("within", "beyond")
        return int(parts.max()) + 1 if len(parts) else 0

    def seated(self) -> tuple[int, int]:
        """How many sites have an ads.txt with seats of their own, and how many groups these are.

        Before groups are known each site is one.
        """
        counted = (
            "SELECT count(*), count(DISTINCT coalesce(grp, -site)) FROM seated LEFT JOIN grouped USING (site)"
        )
        return self.db.execute(counted).fetchall()[0]

    def _hand_over(self, *tables: str) -> None:
        """Write tables to files in the workspace, for ``Handed``."""
        for table in tables:
            self.db.table(table).to_parquet(str(self.workspace / f"{table}.parquet"), compression="zstd")

    def _index(self) -> None:
        basis, told = self._basis, self._told
        entries = kinds().values()
        covers = self._explain()
        self._table(
            "kinds",
            {
                "kind": [each.name for each in entries],
                "most": [_most(each.name, basis) for each in entries],
                "cover": [covers[rivals.charges(each.name, basis)] for each in entries],
            },
            kind="text",
        )
        self._table("rights", {"site": sorted(told.rights_holders)}, site="text")
        self._table("ignored", {"name": sorted(told.ignored)}, name="text")
        self.db.execute(SITES)
        self._name_sites()
        self._table("rarity", _rarity(basis))
        known = [(*name.split(":", 1), owners) for name, owners in sorted(basis.background.items())]
        columns = {name: [row[at] for row in known] for at, name in enumerate(("kind", "value", "owners"))}
        self._table("background", columns, kind="text", value="text")
        self.db.execute(UNGROUPED)
        self._run("names.sql", most=basis.number("hub", "pair_limit"))

    def _explain(self) -> dict[tuple[int, ...], int]:
        """Tables ``priced`` and ``charges``: sets of innocent explanations, and what each asks for what it covers.

        Returns:
            The number under which what all sets ask for a kind stands in ``charges``.
        """
        covers = dict[tuple[int, ...], int]()
        for name in (rivals.KIND, *kinds()):
            covers.setdefault(rivals.charges(name, self._basis), len(covers))
        most = rivals.most_replaced(self._basis)
        prices = [
            price + (most if rivals.COPIES & {*names} else 0)
            for names, price in rivals.sets(self._basis, is_signed=False)
        ]
        self._table("priced", {"chosen": list(range(len(prices))), "price": prices})
        told = [(cover, place, bits) for asked, cover in covers.items() for place, bits in enumerate(asked)]
        columns = {name: [row[at] for row in told] for at, name in enumerate(("cover", "chosen", "bits"))}
        self._table("charges", columns)
        # A set of seats may stand beside those of a house that is seen: no explanation covers it then.
        self._table("seat_cover", {"cover": [covers[rivals.charges(rivals.KIND, self._basis)]]})
        return covers

    def _name_sites(self) -> None:
        """Table ``named``: the site of the case that a value names."""
        naming = {each.name: each.embeds for each in kinds().values() if each.embeds is not None}
        self._table("naming_kinds", {"kind": sorted(naming)}, kind="text")
        rows = self.db.execute(
            "SELECT DISTINCT kind, value FROM seen SEMI JOIN naming_kinds USING (kind)"
        ).fetchall()
        found = [(kind, value, other) for kind, value in rows if (other := naming[kind](value))]
        columns = {name: [row[at] for row in found] for at, name in enumerate(("kind", "value", "other"))}
        self._table("naming", columns, kind="text", value="text", other="text")
        self.db.execute(NAMED)

    def _add_held(self, held: Iterable[tuple[str, str]]) -> None:
        pairs = sorted(set(held))
        self._table("held", {"a": [a for a, _ in pairs], "b": [b for _, b in pairs]}, a="text", b="text")
        self.db.execute(HELD)

    def _numbers(self) -> Mapping[str, int]:
        """What the statements are given: thousandths of a bit."""
        basis = self._basis
        eased = basis.number("prior", "searched") if self._told.found_by else 0
        beside = int(basis.tables["prior"]["bits"]) + basis.number("succession", "bits") + eased
        told = {"need": basis.threshold() - beside, "eased": eased, "seats": seats.most(basis)}
        hub, most = basis.number("hub", "owners"), basis.number("hub", "pair_limit")
        return told | {"least": basis.number("seats", "least"), "hub": hub, "most": most}

    def _run(self, name: str, **numbers: int) -> None:
        text = files("osint.links").joinpath("sql", name).read_text("utf-8")
        for key, number in numbers.items():
            text = text.replace(f":{key}", str(int(number)))
        self.db.execute(text)

    def _table(self, table: str, columns: Mapping[str, Sequence[Any]], **types: str) -> None:
        """A table of these columns; one that is not said to be of text is of whole numbers."""
        import pyarrow as pa

        kinds = {"text": pa.string(), "number": pa.int64()}
        made = {name: pa.array(values, kinds[types.get(name, "number")]) for name, values in columns.items()}
        self.db.execute(f"DROP TABLE IF EXISTS {table}")
        self.db.from_arrow(pa.table(made)).create(table)


def _most(kind: str, basis: LinkBasis) -> int:
    """The most that a shared value of a kind is worth; seats count as a set."""
    return 0 if kind == seats.SEATS else max(0, basis.worth(kind).mid)


def _rarity(basis: LinkBasis) -> dict[str, list[int]]:
    """By owners, up to a hub's: how many bits less a value is worth than when one group bears it."""
    hub, alpha = basis.number("hub", "owners"), basis.number("rarity", "alpha")
    less = [ALL - rarer(Ratio(ALL, ALL, ALL), owners, alpha).mid for owners in range(1, hub)]
    return {"owners": list(range(1, hub + 1)), "less": [*less, ALL]}


def _components(a: Any, b: Any, count: int) -> Any:
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    graph = coo_array((np.ones(len(a), np.int8), (a, b)), shape=(count, count))
    return connected_components(graph, directed=False)[1]
