"""A large case weighed part by part: time and memory against the bare join on the same data, and how both grow.

``python tests/links/bench_wide.py [--sites N ...]``: each size runs in a process of its own. The sites are made up: half
of them stand alone, the others belong to operators of two to forty sites; of thirty values a site bears, some are its
operator's, some a host's, a theme's or a house's, and most its own. Nothing is said of how right the result is.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from osint.links import basis
from osint.links.candidates import Candidates
from osint.links.case_view import Circumstances
from osint.operators.judgement import Constraints
from osint.operators.wide import Under, Wide

SIZES = (10_000, 100_000)
JOBS = 2  # processes
CAP = 50  # sites of a value that the bare join pairs
MADE = """
COPY (
  WITH site AS (
    SELECT i, CASE WHEN hash(i, 1) % 2 = 0 THEN -i ELSE (hash(i, 2) % ({sites} // 24))::BIGINT END AS owner
    FROM range({sites}) AS made(i)
  ),
  operators(kind, form, share) AS (VALUES
    ('yandex_metrica', '{{}}', 60), ('adsterra', '{{}}', 30), ('telegram', 'channel{{}}', 40), ('email', 'a{{}}@mail.example', 30),
    ('google_analytics', 'UA-{{}}-1', 50), ('histats', '{{}}', 30), ('content_host', 'cdn{{}}.example', 30), ('tls_key', 'key{{}}', 30)
  ),
  shared(kind, form, many) AS (VALUES
    ('address', '198.51.100.{{}}', 60), ('nameserver_set', 'ns{{}}.example', 300), ('class_vocabulary', 'theme{{}}', 100),
    ('favicon', '{{}}', 40), ('script_sha256', 'script{{}}', 500), ('certificate_org', 'org{{}}', 80)
  ),
  own(kind, form) AS (
    SELECT unnest(['stylesheet_sha256', 'page_hash', 'wordpress_author', 'facebook_page', 'registration_minute', 'dkim_key']),
           unnest(['style{{}}', 'page{{}}', 'author{{}}', '{{}}', 'minute{{}}', 'dkim{{}}'])
  ),
  borne AS (
    SELECT i, kind, replace(form, '{{}}', owner::VARCHAR) AS value
    FROM site, operators WHERE hash(i, kind) % 100 < share
    UNION ALL
    SELECT i, kind, replace(form, '{{}}', (hash(i, kind) % greatest(2, {sites} // many))::VARCHAR) FROM site, shared
    UNION ALL
    SELECT i, kind, replace(form, '{{}}', i::VARCHAR || '-' || copy::VARCHAR) FROM site, own, range(3) AS copies(copy)
  )
  SELECT 'site' || i || '.example' AS site, kind, value, TIMESTAMPTZ '2026-01-01 00:00:00+00' AS first_seen,
         TIMESTAMPTZ '2026-06-01 00:00:00+00' AS last_seen, ['exchange' || i] AS exchanges, true AS own, false AS platform
  FROM borne
) TO '{file}' (FORMAT parquet, COMPRESSION zstd)
"""
BARE = """
SELECT count(*) FROM (
  WITH few AS (SELECT kind, value FROM read_parquet('{file}') GROUP BY kind, value HAVING count(*) BETWEEN 2 AND {cap}),
  b AS (SELECT seen.* FROM read_parquet('{file}') AS seen SEMI JOIN few USING (kind, value))
  SELECT x.site, y.site, count(*) FROM b x JOIN b y ON x.kind = y.kind AND x.value = y.value AND x.site < y.site
  GROUP BY x.site, y.site
)
"""


def main() -> int:
    """Print a line a size."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--sites", type=int, nargs="*", default=SIZES)
    given.add_argument("--only", choices=("bare", "wide"), help="one measurement, in this process")
    told = given.parse_args()
    if told.only:
        with tempfile.TemporaryDirectory() as folder:
            say(measured(told.only, told.sites[0], Path(folder)))
        return 0
    for sites in told.sites:
        for what in ("bare", "wide"):
            subprocess.run([sys.executable, __file__, "--only", what, "--sites", str(sites)], check=True)
    return 0


def measured(what: str, sites: int, folder: Path) -> str:
    """One line: how long it took, and the most memory that its processes held, each at its most."""
    import duckdb

    file = folder / "bearings.parquet"
    with duckdb.connect() as db:
        db.execute("SET memory_limit = '3GB'; SET threads = 2; SET TimeZone = 'UTC'")
        db.execute(f"SET temp_directory = '{folder / 'making'}'")
        db.execute(MADE.format(sites=sites, file=file))
        rows = db.execute(f"SELECT count(*) FROM read_parquet('{file}')").fetchall()[0][0]
        begun = time.perf_counter()
        found = bare(db, file) if what == "bare" else ""
    found = found or wide(file, folder)
    took = time.perf_counter() - begun
    own, others = (
        resource.getrusage(who).ru_maxrss / 1e6 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    most = own + (JOBS * others if what == "wide" else 0)
    return f"{what}: {sites:,} sites, {rows:,} bearings, {took:.1f} s, {most:.2f} GB at most, all processes together; {found}"


def bare(db: object, file: Path) -> str:
    """The join alone: every pair of sites that share a value which not too many bear."""
    pairs = db.execute(BARE.format(file=file, cap=CAP)).fetchall()[0][0]  # type: ignore[attr-defined]
    return f"{pairs:,} pairs that share a value of at most {CAP} sites"


def wide(file: Path, folder: Path) -> str:
    """Everything: parts, both passes, links, operators."""
    made, told = basis.current(), Circumstances()
    begun = time.perf_counter()
    candidates = Candidates(file, made, told, workspace=folder)
    indexed = time.perf_counter() - begun
    parts = links = operators = largest = 0
    for part in Wide(candidates, Under(made, told, Constraints()), jobs=JOBS).parts():
        parts, links, operators = parts + 1, links + len(part.links), operators + len(part.operators)
        largest = max(largest, len(part.sites))
    return (
        f"{operators:,} operators, {links:,} links in {parts:,} parts, the largest of {largest:,} sites; "
        f"{indexed:.1f} s of it to index"
    )


def say(line: str) -> None:
    """One line, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
