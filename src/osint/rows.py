"""Records as rows, and rows as the records they were: what tables hold and the command line prints.

The fields are a contract (``docs/contract/``): they are added to, never renamed. Times are text, bits are
whole thousandths, likelihood ratios are numbers.
"""

import json
import math
from collections.abc import Mapping
from typing import Any

from osint.records import (
    Check,
    Cut,
    Disclosure,
    Evidence,
    Find,
    Judgement,
    Link,
    Member,
    Observation,
    Operator,
    Party,
    Ratio,
    Subject,
    SubjectKind,
    Where,
    moment,
    stamp,
)

Row = dict[str, Any]


def observation_row(seen: Observation) -> Row:
    """An observation as a row."""
    find = seen.find
    return {
        "subject_kind": seen.subject.kind.value,
        "subject": seen.subject.value,
        "host": seen.subject.host,
        "site": seen.site,
        "kind": find.kind,
        "value": find.value,
        "raw": find.raw,
        "path": list(find.path),
        "start": find.start,
        "end": find.end,
        "where": find.where.value,
        "own": find.own,
        "check": find.check.value,
        "platform": find.platform,
        "exchange": seen.exchange,
        "first_seen": stamp(seen.first_seen),
        "last_seen": stamp(seen.last_seen),
    }


def observation(row: Mapping[str, Any]) -> Observation:
    """A row as the observation it was."""
    return Observation(
        subject=Subject(SubjectKind(row["subject_kind"]), row["subject"], row["host"]),
        find=Find(
            kind=row["kind"],
            value=row["value"],
            raw=row["raw"],
            path=tuple(row["path"]),
            start=row["start"],
            end=row["end"],
            where=Where(row["where"]),
            own=row["own"],
            check=Check(row["check"]),
            platform=row["platform"],
        ),
        exchange=row["exchange"],
        first_seen=moment(row["first_seen"]),
        last_seen=moment(row["last_seen"]),
    )


def find_row(find: Find, *, source: str, site: str, url: str) -> Row:
    """A find as ``osint scan`` prints it."""
    return {
        "source": source,
        "site": site,
        "url": url,
        "kind": find.kind,
        "value": find.value,
        "raw": find.raw,
        "path": list(find.path),
        "start": find.start,
        "end": find.end,
        "where": find.where.value,
        "own": find.own,
        "check": find.check.value,
        "platform": find.platform,
    }


def link_row(link: Link) -> Row:
    """A link as a row: the rows of its sum in order, the prior first."""
    return {
        "a": link.a,
        "b": link.b,
        "bits": link.bits,
        "likelihood_ratio": {
            "low": ratio_number(link.ratio.low),
            "mid": ratio_number(link.ratio.mid),
            "high": ratio_number(link.ratio.high),
        },
        "likelihood_ratio_bits": {"low": link.ratio.low, "mid": link.ratio.mid, "high": link.ratio.high},
        "probability": probability_number(link.probability),
        "evidence": [evidence_row(row) for row in link.evidence],
    }


def evidence_row(row: Evidence) -> Row:
    """One row of a link's sum."""
    return {
        "kind": row.kind,
        "value": row.value,
        "family": row.family,
        "bits": row.bits,
        "owners": row.owners,
        "exchanges": list(row.exchanges),
        "note": row.note,
    }


def link(row: Mapping[str, Any]) -> Link:
    """A row as the link it was."""
    bits = row["likelihood_ratio_bits"]
    return Link(
        a=row["a"],
        b=row["b"],
        bits=row["bits"],
        ratio=Ratio(bits["low"], bits["mid"], bits["high"]),
        evidence=tuple(
            Evidence(**{**dict(each), "exchanges": tuple(each["exchanges"])}) for each in row["evidence"]
        ),
    )


def operator_row(operator: Operator) -> Row:
    """An operator as a row."""
    cut = operator.weakest_cut
    return {
        "operator": operator.id,
        "sites": [
            {
                "site": member.site,
                "probability": round(member.probability, 6),
                "certain": member.certain,
            }
            for member in operator.sites
        ],
        "weakest_cut": None
        if cut is None
        else {
            "bits": cut.bits,
            "side": list(cut.side),
            "other": list(cut.other),
            "evidence": list(cut.evidence),
        },
        "contacts": list(operator.contacts),
        "accounts": list(operator.accounts),
        "parties": [
            {
                "name": party.name,
                "role": party.role,
                "site": party.site,
                "source": party.source,
                "disclosure": party.disclosure.value,
                "field": party.field,
            }
            for party in operator.parties
        ],
    }


def operator(row: Mapping[str, Any]) -> Operator:
    """A row as the operator it was."""
    cut = row["weakest_cut"]
    return Operator(
        id=row["operator"],
        sites=tuple(
            Member(each["site"], each["probability"], bool(each.get("certain"))) for each in row["sites"]
        ),
        weakest_cut=None
        if cut is None
        else Cut(cut["bits"], tuple(cut["side"]), tuple(cut["other"]), tuple(cut["evidence"])),
        contacts=tuple(row["contacts"]),
        accounts=tuple(row["accounts"]),
        parties=tuple(
            Party(**{**each, "disclosure": Disclosure(each["disclosure"])}) for each in row["parties"]
        ),
    )


def judgement_row(judgement: Judgement) -> Row:
    """A judgement as a row."""
    return {
        "id": judgement.id,
        "verdict": judgement.verdict.value,
        "about": list(judgement.about),
        "at": stamp(judgement.at),
        "author": judgement.author,
        "because": judgement.because,
    }


def ratio_number(thousandths: int) -> float:
    """A likelihood ratio from thousandths of a bit, to four significant digits, kept below 10^300."""
    value = math.pow(2.0, max(-900.0, min(900.0, thousandths / 1000)))
    return float(f"{value:.4g}")


def probability_number(probability: float) -> float:
    """A probability to six places, never told as certain: evidence leaves a doubt, however small."""
    return min(0.999999, max(0.000001, round(probability, 6)))


def as_line(row: Mapping[str, Any]) -> str:
    """A row as one line of JSON, keys in the order of its columns."""
    return json.dumps(row, ensure_ascii=False)
