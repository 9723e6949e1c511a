"""Scores readers of WHOIS text on answers whose values are known: ours beside python-whois and asyncwhois.

The answers are no part of the repository: ``OSINT_BENCH_WHOIS``, or the first argument, names a file of JSON lines
{domain, whois_server, raw | raw_base64, state, expected}. ``expected`` holds what a line asserts: created, updated,
expires (ISO 8601), registrar, nameservers, registrant_name/_org/_email/_phone/_country, abuse_email; null asserts that
nothing is stated, where a person wrote it (a snapshot of another reader's says by it only that it found nothing). A date is right within a day (expectations leave the zone out), a name without its case and marks.
``--show FIELD`` lists the answers in which a field is not right; ``--half 0|1`` takes one half of the top-level domains.
"""

import argparse
import base64
import hashlib
import json
import os
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from osint import registration
from osint.registration import dates
from osint.registration.opinion import CHILD

DATES = ("created", "updated", "expires")
CORE = ("registrar", *DATES, "nameservers")
HOLDER = tuple(f"registrant_{name}" for name in ("name", "org", "email", "phone", "country"))
FIELDS = (*CORE, *HOLDER, "abuse_email")
# What the files call a state, and what we do.
STATES = {
    "available": "not_registered", "incomplete": "registered", "invalid": "unknown", "other": "registered",
    "unavailable": "unavailable", "throttled": "rate_limited",
}  # fmt: skip
UNSEEN = ("rate_limited", "blocked", "unavailable")
Said = dict[str, Any]
LONGEST_S = 20  # for one text, given to another's parser


@dataclass(frozen=True, slots=True)
class Scored:
    """How often each field was right, wrong or missing where it was asserted."""

    fields: Mapping[str, Counter[str]]
    core: Counter[str]
    seconds: list[float]


def main() -> int:
    """Print the tables; nothing to do is no failure."""
    asked = _words()
    path = asked.file or os.environ.get("OSINT_BENCH_WHOIS", "")
    if not path or not Path(path).is_file():
        print("WHOIS answers with known values: left out (OSINT_BENCH_WHOIS names no file of them)")
        return 0
    rows = [json.loads(line) for line in Path(path).read_text("utf-8").splitlines() if line.strip()]
    if asked.half is not None:
        rows = [row for row in rows if half(row) == asked.half]
    registration.parse(
        "Domain: bücher.example\nRegistrar: x".encode(), domain="warm.example"
    )  # reads the tables
    print(f"{len(rows)} WHOIS answers with known values")
    print(f"{'':<22}{'right':>7}{'wrong':>7}{'missing':>9}{'  of':>6}")
    table("ours", score(rows, ours, asked.show))
    states(rows, show=asked.show == "state")
    for name, reader in () if asked.alone else others():
        table(name, score(rows, reader, ""), CORE if reader is python_whois else FIELDS)
    return 0


def _words() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", default="")
    parser.add_argument("--show", default="")
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--alone", action="store_true", help="leave the other readers out")
    return parser.parse_args()


def half(row: Mapping[str, Any]) -> int:
    """Which half of the top-level domains, drawn by a hash, an answer belongs to."""
    return hashlib.sha256(row["domain"].rpartition(".")[2].encode()).digest()[0] % 2


def ours(row: Mapping[str, Any]) -> Said:
    """What our reader says, under the names of the file."""
    raw = base64.b64decode(row["raw_base64"]) if "raw_base64" in row else row["raw"].encode()
    told = registration.parse(raw, domain=row["domain"], server=row.get("whois_server") or "").to_json()
    full = told["record"].get("contacts", {}).get("registrant", {})
    return {
        "registrar": told["registrar"]["name"],
        **told["dates"],
        "nameservers": told["nameservers"],
        # what was redacted counts as read where the words that stood there are the expected ones
        **{
            f"registrant_{name}": value.get("raw")
            for name, value in full.items()
            if value["disclosure"] != "placeholder"
        },
        "abuse_email": told["contacts"]["abuse"]["email"],
        "state": told["state"],
    }


def others() -> list[tuple[str, Callable[[Mapping[str, Any]], Said]]]:
    """The readers that are installed beside ours."""
    readers: list[tuple[str, Callable[[Mapping[str, Any]], Said]]] = [("python-whois", python_whois)]
    try:
        from asyncwhois.parse_tld import DomainParser  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        print("asyncwhois: not installed, left out")
        return readers

    def asyncwhois(row: Mapping[str, Any]) -> Said:
        top = row["domain"].rpartition(".")[2]
        try:
            told = DomainParser(ignore_not_found=True).parse(row.get("raw", ""), top)
        except (ValueError, LookupError, TypeError, AttributeError, OverflowError):
            return {}
        names = {"nameservers": "name_servers", "abuse_email": "registrar_abuse_email"}
        names |= {"registrant_org": "registrant_organization"}
        return {field: told.get(names.get(field, field)) for field in FIELDS}

    return [*readers, ("asyncwhois", asyncwhois)]


def python_whois(row: Mapping[str, Any]) -> Said:
    """python-whois's values, from a process that is ended when it takes long."""
    asked = json.dumps({"domain": row["domain"], "text": row.get("raw", "")})
    try:
        ended = subprocess.run(
            [sys.executable, str(CHILD)],
            check=False,
            input=asked,
            capture_output=True,
            text=True,
            timeout=LONGEST_S,
        )
        says = json.loads(ended.stdout or "{}").get("says", {})
    except (subprocess.TimeoutExpired, ValueError):
        return {}
    return {
        name: values if name == "nameservers" else (values[:1] or [None])[0] for name, values in says.items()
    }


def score(rows: list[Said], reader: Callable[[Mapping[str, Any]], Said], show: str) -> Scored:
    """Each field of each registered answer, and whether the whole core of it was right."""
    fields: defaultdict[str, Counter[str]] = defaultdict(Counter)
    core: Counter[str] = Counter()
    seconds = []
    for row in rows:
        began = time.process_time()
        said = reader(row)
        seconds.append(time.process_time() - began)
        if row.get("state") not in {"registered", None}:
            continue
        told = {
            name: verdict(name, row["expected"][name], said.get(name))
            for name in FIELDS
            if name in row["expected"] and (row["expected"][name] or row.get("expected_kind") == "hand")
        }
        for name, each in told.items():
            fields[name][each] += 1
            if name == show and each != "right":
                print(f"  {row['id']} {row['domain']}: {each}: {said.get(name)} for {row['expected'][name]}")
        asserted = [told[name] for name in CORE if name in told]
        if asserted:
            core["wrong" if "wrong" in asserted else "missing" if "missing" in asserted else "right"] += 1
    return Scored(fields, core, seconds)


def table(name: str, scored: Scored, shown: Sequence[str] = FIELDS) -> None:
    """Print a reader's score; another process's time is not ours to measure, and says little here."""
    print(name)
    for field, counts in (("whole core", scored.core), *((each, scored.fields[each]) for each in shown)):
        total = sum(counts.values()) or 1
        shares = "".join(
            f"{counts[each] / total:>{width}.1%}"
            for each, width in (("right", 7), ("wrong", 7), ("missing", 9))
        )
        print(f"  {field:<20}{shares}{total:>6}")
    print(
        f"  longest text {max(scored.seconds) * 1000:.1f} ms, all {sum(scored.seconds):.2f} s of CPU",
        flush=True,
    )


def states(rows: list[Said], *, show: bool) -> None:
    """Print what each state was read as, and what of it must never be."""
    seen: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if row.get("state") is None:
            continue
        expected = STATES.get(row["state"], row["state"])
        said = ours(row)["state"]
        seen[expected, said] += 1
        if show and said != expected:
            print(f"  {row['id']} {row['domain']}: {said} for {expected}")
    right = sum(count for (expected, said), count in seen.items() if expected == said)
    print(f"states: {right} of {sum(seen.values())} right")
    for (expected, said), count in sorted(seen.items()):
        worst = expected in UNSEEN and said in {"registered", "not_registered"}
        print(f"  {expected:<15} read as {said:<15}{count:>5}{'  <- never' if worst else ''}")


def verdict(name: str, expected: object, said: object) -> str:
    """``right``, ``wrong`` or ``missing``."""
    if expected in (None, "", []):
        return "right" if not said else "wrong"
    if not said:
        return "missing"
    if name in DATES:
        return "right" if _near(str(expected), str(said)) else "wrong"
    if name == "nameservers":
        return "right" if _hosts(expected) == _hosts(said) else "wrong"
    if name == "registrant_phone":
        return "right" if _digits(expected) == _digits(said) else "wrong"
    return "right" if _bare(str(expected)) == _bare(str(said)) else "wrong"


def _near(expected: str, said: str) -> bool:
    expected = dates.iso(expected) or expected  # some are as they stand in the text
    try:
        first, second = (datetime.fromisoformat(each.replace("Z", "+00:00")) for each in (expected, said))
    except ValueError:
        return False
    first, second = (each if each.tzinfo else each.replace(tzinfo=UTC) for each in (first, second))
    return abs(first - second) <= timedelta(days=1)


def _hosts(values: Any) -> set[str]:
    listed = values if isinstance(values, (list, tuple, set)) else [values]
    return {str(each).lower().strip().rstrip(".") for each in listed}


def _digits(text: object) -> str:
    return "".join(each for each in str(text) if each.isdigit()) or _bare(str(text))


def _bare(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum())


if __name__ == "__main__":
    sys.exit(main())
