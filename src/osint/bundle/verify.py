"""Check an evidence package, or a case's evidence, offline: Python's standard library and the openssl program.

    python verify.py PACKAGE [--format text|json]

Each check ends in one of three: passed; failed, naming the file and what is wrong; not checkable here, with
what is needed. It shares no code with the software that wrote the package, and says nothing about what a
court will make of it.
"""

import argparse
import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

PASSED, FAILED, NOT_CHECKABLE = "passed", "failed", "not checkable"
LONGEST_LINE = 64 * 1024 * 1024
LARGEST_GROUP = 1024 * 1024 * 1024
CHUNK = 1024 * 1024
EXCHANGE_TYPE = "application/vnd.osint.exchange+json"
WITHDRAWAL_TYPE = "application/vnd.osint.withdrawal+json"


class Findings:
    """What the checks said, in order."""

    def __init__(self):
        self.rows = []

    def add(self, check, file, result, why=""):
        self.rows.append({"check": check, "file": str(file), "result": result, "why": why})

    def passed(self, check, file, why=""):
        self.add(check, file, PASSED, why)

    def failed(self, check, file, why):
        self.add(check, file, FAILED, why)

    def not_checkable(self, check, file, why):
        self.add(check, file, NOT_CHECKABLE, why)

    def result(self):
        failed = any(row["result"] == FAILED for row in self.rows)
        return {"result": FAILED if failed or not self.rows else PASSED, "checks": self.rows}


def verify(path: Path) -> dict:
    """Check a package or a case; a dict with ``result`` and ``checks``."""
    path, findings = Path(path), Findings()
    if (path / "bagit.txt").is_file() or (path / "manifest-sha256.txt").is_file():
        check_bag(path, findings)
        evidence = path / "data" / "evidence"
        check_evidence(evidence, findings)
        check_derivation(path, findings)
        check_exhibits(path, evidence, findings)
    elif (path / "case.toml").is_file():
        check_evidence(path / "evidence", findings)
    else:
        findings.failed("structure", path, "neither a package (bagit.txt) nor a case (case.toml) is here")
    return findings.result()


# -- the bag (RFC 8493) ---------------------------------------------------------------------------------------


def check_bag(bag, findings):
    """Every file listed and every listed file there, with the digests that the manifests state."""
    declared = read_text(bag / "bagit.txt")
    if declared is None or "BagIt-Version: 1.0" not in declared:
        findings.failed("bag declaration", "bagit.txt", "it is missing, or is no BagIt 1.0 declaration")
    present, odd = files_in(bag)
    for name in odd:
        findings.failed("bag contents", name, "it is neither a file nor a folder (a link or a device)")
    payload = {name for name in present if name.startswith("data/")}
    tags = {name for name in present if not name.startswith(("data/", "tagmanifest-"))}
    bad = set()
    for algorithm in ("sha256", "sha512"):
        bad |= check_manifest(bag, f"manifest-{algorithm}.txt", payload, findings)
        bad |= check_manifest(bag, f"tagmanifest-{algorithm}.txt", tags, findings)
    if not bad and not odd:
        findings.passed("bag", "manifest-sha256.txt", f"{len(payload)} files, sha256 and sha512")


def check_manifest(bag, name, expected, findings):
    """One manifest against the files it must list; the names that are wrong."""
    listed = manifest(bag / name)
    if listed is None:
        findings.failed("manifest", name, "it is missing or cannot be read")
        return {name}
    algorithm, bad = name.rpartition("-")[2].removesuffix(".txt"), set()
    for file in sorted(set(listed) - expected):
        bad.add(file)
        findings.failed("manifest", file, f"{name} lists it, and it is not here")
    for file in sorted(expected - set(listed)):
        bad.add(file)
        findings.failed("manifest", file, f"it is here, and {name} does not list it")
    for file in sorted(expected & set(listed)):
        if file_digest(bag / file, algorithm) != listed[file]:
            bad.add(file)
            findings.failed("digest", file, f"its {algorithm} is not what {name} states: it was changed")
    return bad


def manifest(path):
    text = read_text(path)
    if text is None:
        return None
    listed = {}
    for line in text.splitlines():
        digest, _, name = line.partition("  ")
        if not re.fullmatch(r"[0-9a-f]{64}|[0-9a-f]{128}", digest) or not is_safe(name) or name in listed:
            return None
        listed[name] = digest
    return listed


def is_safe(name):
    """No absolute path, no step upwards, nothing but ASCII."""
    parts = name.split("/")
    return (
        bool(name)
        and name.isascii()
        and name.isprintable()
        and not name.startswith("/")
        and ".." not in parts
        and "\\" not in name
    )


def files_in(bag):
    """The names of all files below a folder; and of what is neither file nor folder."""
    found, odd = set(), set()
    for folder, folders, files in os.walk(bag):
        for name in folders + files:
            path = Path(folder) / name
            relative = path.relative_to(bag).as_posix()
            if path.is_symlink() or not (path.is_dir() or path.is_file()):
                odd.add(relative)
            elif path.is_file():
                found.add(relative)
    return found, odd


def file_digest(path, algorithm):
    made = hashlib.new(algorithm)
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            made.update(chunk)
    return made.hexdigest()


# -- the ledger and its checkpoints ---------------------------------------------------------------------------


def check_evidence(evidence, findings):
    """The ledger, its signed heads and time stamps, and every kept exchange."""
    events, leaves = read_ledger(evidence / "ledger.jsonl", findings)
    if events is None:
        return
    notes = sorted((evidence / "checkpoints").glob("*.note"))
    if not notes:
        findings.not_checkable(
            "checkpoint", "checkpoints/", "there is no signed head: nothing vouches for the ledger's order"
        )
    for note in notes:
        check_note(note, leaves, case_of(events), findings)
    check_exchanges(evidence, events, findings)


def read_ledger(path, findings):
    """The events and their leaf hashes; every line canonical and in order."""
    if not path.is_file():
        findings.failed("ledger", path.name, "it is missing")
        return None, None
    events: list = []
    leaves: list = []
    with path.open("rb") as file:
        while line := file.readline(LONGEST_LINE):
            if not line.endswith(b"\n"):
                findings.failed("ledger", path.name, f"line {len(events) + 1} is cut or endless")
                return None, None
            event = canonical_event(line[:-1], len(events))
            if event is None:
                findings.failed(
                    "ledger",
                    path.name,
                    f"line {len(events) + 1} is not the canonical event number {len(events)}",
                )
                return None, None
            events.append(event)
            leaves.append(hashlib.sha256(b"\x00" + line[:-1]).digest())
    findings.passed("ledger", path.name, f"{len(events)} events in order")
    return events, leaves


def canonical_event(line, number):
    try:
        event = json.loads(line)
        again = json.dumps(event, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
        return event if again == line and event["n"] == number and isinstance(event["type"], str) else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def case_of(events):
    return next((event.get("id") for event in events if event["type"] == "case"), None)


def head_of(leaves):
    """The Merkle tree head of RFC 6962."""
    level = list(leaves)
    if not level:
        return hashlib.sha256(b"").digest()
    while len(level) > 1:
        paired = [
            hashlib.sha256(b"\x01" + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)
        ]
        level = paired + ([level[-1]] if len(level) % 2 else [])
    return level[0]


def check_note(note, leaves, case, findings):
    """A signed head: of this case, over these leaves, by the key beside it, and stamped."""
    name = f"checkpoints/{note.name}"
    text = read_text(note) or ""
    body, _, signature = text.partition("\n\n")
    lines = body.split("\n")
    try:
        origin, size, head = lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True)
    except (IndexError, ValueError):
        findings.failed("checkpoint", name, "it is no checkpoint")
        return
    if case is not None and origin != f"osint/case/{case}":
        findings.failed("checkpoint", name, f"it is of another case: {origin}")
    elif size > len(leaves):
        findings.failed(
            "checkpoint", name, f"it covers {size} events, and the ledger has {len(leaves)}: it was cut short"
        )
    elif head_of(leaves[:size]) != head:
        findings.failed(
            "checkpoint",
            name,
            f"the ledger's first {size} events do not give its head: the ledger was changed",
        )
    else:
        findings.passed("checkpoint", name, f"the head over {size} events")
    check_signature(note, body + "\n", signature, findings)
    check_stamps(note, findings)


def check_signature(note, text, signature, findings):
    name, key = f"checkpoints/{note.name}", note.with_name("key.pem")
    parts = signature.strip().split(" ")
    try:
        signed = base64.b64decode(parts[2], validate=True)[4:]
    except (IndexError, ValueError):
        findings.failed("signature", name, "it holds no signature")
        return
    if not key.is_file():
        findings.failed("signature", name, "the public key checkpoints/key.pem is missing")
        return
    if shutil.which("openssl") is None:
        findings.not_checkable("signature", name, "the openssl program is needed (1.1.1 or newer)")
        return
    with tempfile.TemporaryDirectory() as folder:
        message, mark = Path(folder) / "text", Path(folder) / "signature"
        message.write_bytes(text.encode())
        mark.write_bytes(signed)
        words = ["pkeyutl", "-verify", "-pubin", "-inkey", key, "-rawin", "-in", message, "-sigfile", mark]
        done = openssl(*words)
    if done.returncode == 0:
        findings.passed(
            "signature", name, f"by the key with fingerprint {fingerprint(key)}: compare it with its owner"
        )
    elif b"Unknown option" in done.stderr or b"unknown option" in done.stderr:
        findings.not_checkable(
            "signature", name, "this openssl cannot check Ed25519: version 1.1.1 or newer is needed"
        )
    else:
        findings.failed(
            "signature", name, "the signature does not hold: the checkpoint or its key was changed"
        )


def fingerprint(key):
    """The sha256 of the 32 bytes of the public key, in hex."""
    text = "".join(line for line in (read_text(key) or "").splitlines() if not line.startswith("-"))
    try:
        return hashlib.sha256(base64.b64decode(text, validate=True)[-32:]).hexdigest()
    except ValueError:
        return "unknown"


def check_stamps(note, findings):
    """The RFC 3161 replies beside a checkpoint."""
    for reply in sorted(note.parent.glob(note.stem + ".*.tsr")):
        name, roots = f"checkpoints/{reply.name}", reply.with_suffix(".ca.pem")
        if shutil.which("openssl") is None:
            findings.not_checkable("time stamp", name, "the openssl program is needed")
            continue
        said = openssl("ts", "-reply", "-in", reply, "-text")
        text = said.stdout.decode("utf-8", "replace")
        at = re.search(r"Time stamp: (.+)", text)
        if said.returncode or not at:
            findings.failed("time stamp", name, "it is no time-stamp reply that openssl can read")
        elif hashlib.sha256(note.read_bytes()).hexdigest() not in dump_of(text):
            findings.failed("time stamp", name, f"it stamps something else than {note.name}")
        elif not roots.is_file():
            findings.not_checkable(
                "time stamp", name, f"it says {at[1]}; the authority's root is needed as {roots.name}"
            )
        elif openssl("ts", "-verify", "-data", note, "-in", reply, "-CAfile", roots).returncode:
            findings.failed("time stamp", name, "its signature does not hold against the root beside it")
        else:
            findings.passed(
                "time stamp", name, f"{at[1]}, by the root beside it: check that you trust {roots.name}"
            )


def dump_of(text):
    """The message imprint in openssl's hex dump, as plain hex."""
    rows = re.findall(r"^\s+[0-9a-f]{4} - ((?:[0-9a-f]{2}[ -]){8,16})", text, re.MULTILINE)
    return "".join(re.sub(r"[^0-9a-f]", "", row) for row in rows)


def openssl(*words):
    try:
        return subprocess.run(["openssl", *map(str, words)], capture_output=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired) as why:
        return subprocess.CompletedProcess(words, 1, b"", str(why).encode())


# -- the kept exchanges ---------------------------------------------------------------------------------------


def check_exchanges(evidence, events, findings):
    """Every exchange of the ledger against its bytes, and every byte of the segments against the ledger."""
    gone = {event["exchange"]: event for event in events if event["type"] == "withdrawal"}
    spans: dict = {}
    bad = count = 0
    for event in events:
        if event["type"] != "exchange":
            continue
        count += 1
        spans.setdefault(event["segment"], []).append((event["offset"], event["length"]))
        why = exchange_fault(evidence, event, event["id"] in gone)
        if why:
            bad += 1
            findings.failed("exchange", event["segment"], f"{event['id'][:16]}: {why}")
    for segment in sorted(path.name for path in evidence.glob("*.warc.gz")):
        why = stray_bytes(evidence / segment, sorted(spans.get(segment, [])))
        if why:
            bad += 1
            findings.failed("segment", segment, why)
    for name, event in gone.items():
        findings.passed(
            "withdrawal", "ledger.jsonl", f"{name[:16]} was withdrawn: {event.get('because', '')}"
        )
    if not bad:
        findings.passed("exchanges", "*.warc.gz", f"{count} exchanges are what they were when they were kept")


def exchange_fault(evidence, event, is_withdrawn):
    """What is wrong with an exchange's bytes, or nothing."""
    path = evidence / event["segment"]
    if not is_safe(event["segment"]) or "/" in event["segment"] or not path.is_file():
        return "its segment is missing"
    if not 0 < event["length"] < LARGEST_GROUP:
        return "its length cannot be"
    with path.open("rb") as file:
        file.seek(event["offset"])
        data = file.read(event["length"])
    try:
        records = [record for part in members(data) for record in [warc_record(part)]]
    except (ValueError, zlib.error, EOFError, OSError) as why:
        return f"its records cannot be read ({why})"
    if is_withdrawn:
        return (
            ""
            if records and records[0][0].get("content-type") == WITHDRAWAL_TYPE
            else "it was withdrawn, and its bytes are still here"
        )
    return records_fault(records, event)


def records_fault(records, event):
    """What does not fit between an exchange's records and its event."""
    if not records or records[-1][0].get("content-type") != EXCHANGE_TYPE:
        return "its closing record is missing"
    for headers, block in records:
        if (
            headers.get("warc-block-digest")
            != "sha256:" + base64.b32encode(hashlib.sha256(block).digest()).decode()
        ):
            return f"the digest of its {headers.get('warc-type')} record does not hold"
    try:
        told = json.loads(records[-1][1])
        core, length = told["core"], int(told["head_length"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return "its closing record cannot be read"
    held = {headers.get("warc-x-part"): block for headers, block in records}
    reply = held.get("reply", b"")
    parts = {"said": held.get("said", b""), "head": reply[:length], "body": reply[length:]}
    for name, data in parts.items():
        if hashlib.sha256(data).hexdigest() != event[name] or core.get(name) != event[name]:
            return f"its {name} is not what the ledger states"
    canonical = json.dumps(core, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    if hashlib.sha256(canonical).hexdigest() != event["id"] or any(
        event.get(key) != core[key] for key in core
    ):
        return "its closing record is not what the ledger states"
    return ""


def stray_bytes(path, spans):
    """Bytes of a segment that no event accounts for; its first member is the segment's own description."""
    place = 0
    with path.open("rb") as file:
        first = file.read(CHUNK)
    if first:
        unzip = zlib.decompressobj(31)
        try:
            unzip.decompress(first, CHUNK)
        except zlib.error:
            return "its first record cannot be read"
        place = len(first) - len(unzip.unused_data) if not (spans and spans[0][0] == 0) else 0
    for offset, length in spans:
        if offset != place:
            return f"bytes {place} to {offset} are not in the ledger"
        place = offset + length
    return "" if place == path.stat().st_size else f"bytes from {place} on are not in the ledger"


def members(data):
    """The contents of gzip members, one after another."""
    while data:
        unzip = zlib.decompressobj(31)
        inside = unzip.decompress(data, LARGEST_GROUP)
        if not unzip.eof:
            raise ValueError("a gzip member is cut, or too large")
        yield inside
        data = unzip.unused_data


def warc_record(data):
    """Headers (names in lower case) and block of one WARC record."""
    top, found, rest = data.partition(b"\r\n\r\n")
    if not top.startswith(b"WARC/1.") or not found:
        raise ValueError("no WARC record")
    pairs = (line.partition(":") for line in top.decode("utf-8", "replace").split("\r\n")[1:])
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    length = int(headers["content-length"]) if headers.get("content-length", "").isdigit() else -1
    if length < 0 or rest[length:] != b"\r\n\r\n":
        raise ValueError("a record's length does not fit")
    return headers, rest[:length]


# -- what was derived -----------------------------------------------------------------------------------------


def check_derivation(bag, findings):
    """The basis and the tables are those that the ledger sealed."""
    events, _ = read_ledger(bag / "data" / "evidence" / "ledger.jsonl", Findings())
    statement = read_json(bag / "data" / "derived" / "derivation.json")
    basis = bag / "data" / "basis" / "basis.json"
    sealed = [event for event in events or [] if event["type"] == "derivation"]
    if not isinstance(statement, dict) or not basis.is_file() or not sealed:
        findings.failed(
            "derivation",
            "data/derived/derivation.json",
            "it, its basis or its event in the ledger is missing",
        )
        return
    last = next((event for event in reversed(sealed) if event["over"] == statement.get("ledger_size")), None)
    if last is None or any(last[key] != statement.get(key) for key in ("basis", "results")):
        findings.failed(
            "derivation", "data/derived/derivation.json", "it is not the one that the ledger sealed"
        )
    elif file_digest(basis, "sha256") != last["basis"]:
        findings.failed("basis", "data/basis/basis.json", "it is not the one that the ledger sealed")
    else:
        findings.passed(
            "derivation", "data/derived/derivation.json", "it and its basis are those that the ledger sealed"
        )
    for name in ("observations", "links", "operators"):
        check_table(bag, name, (statement.get("results") or {}).get(name) or {}, findings)


def check_table(bag, name, stated, findings):
    path = bag / "data" / "tables" / f"{name}.jsonl"
    if not path.is_file():
        findings.failed("table", f"data/tables/{name}.jsonl", "it is missing")
        return
    made, count = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            while line := file.readline(LONGEST_LINE):
                row = exact(json.loads(line))
                made.update(
                    json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
                    + b"\n"
                )
                count += 1
    except (ValueError, RecursionError) as why:
        findings.failed("table", f"data/tables/{name}.jsonl", f"line {count + 1} cannot be read ({why})")
        return
    if made.hexdigest() == stated.get("sha256") and count == stated.get("count"):
        findings.passed("table", f"data/tables/{name}.jsonl", f"{count} rows, as derived")
    else:
        findings.failed("table", f"data/tables/{name}.jsonl", "its rows are not those that were derived")


def exact(value):
    """Fractions to six places, as text: the form whose digest was sealed."""
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, dict):
        return {key: exact(inner) for key, inner in value.items()}
    return [exact(inner) for inner in value] if isinstance(value, list) else value


def check_exhibits(bag, evidence, findings):
    """Each exhibit's proof that its exchange is in the signed tree."""
    path = bag / "proofs" / "inclusion.jsonl"
    events, leaves = read_ledger(evidence / "ledger.jsonl", Findings())
    text = read_text(path)
    if text is None or events is None:
        findings.failed("inclusion", "proofs/inclusion.jsonl", "it or the ledger is missing")
        return
    count = 0
    for line in text.splitlines():
        try:
            proof = json.loads(line)
            steps = [bytes.fromhex(step) for step in proof["proof"]]
            holds = includes(leaves[proof["n"]], proof["n"], proof["size"], steps) == head_of(
                leaves[: proof["size"]]
            )
            right = events[proof["n"]].get("id") == proof["exchange"]
        except (ValueError, KeyError, TypeError, IndexError):
            holds = right = False
        if not (holds and right):
            findings.failed(
                "inclusion", "proofs/inclusion.jsonl", f"line {count + 1} does not prove its exchange"
            )
            return
        count += 1
    findings.passed("inclusion", "proofs/inclusion.jsonl", f"{count} proofs")


def includes(leaf, index, size, steps):
    """The head that an inclusion proof leads to (RFC 9162, 2.1.3.2), or nothing."""
    place, last, found = index, size - 1, leaf
    for step in steps:
        if last == 0:
            return None
        if place & 1 or place == last:
            found = hashlib.sha256(b"\x01" + step + found).digest()
            while place and not place & 1:
                place, last = place >> 1, last >> 1
        else:
            found = hashlib.sha256(b"\x01" + found + step).digest()
        place, last = place >> 1, last >> 1
    return found if last == 0 else None


# -- small things ---------------------------------------------------------------------------------------------


def read_text(path):
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def read_json(path):
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None


def as_text(result: dict) -> str:
    """The findings for a reader: the failures and what could not be checked first."""
    order = (FAILED, NOT_CHECKABLE, PASSED)
    rows = sorted(result["checks"], key=lambda row: order.index(row["result"]))
    lines = [
        f"{row['result']:>13}  {row['check']}: {row['file']}{': ' + row['why'] if row['why'] else ''}"
        for row in rows
    ]
    lines = ["".join(each if each.isprintable() or each == "\n" else "?" for each in line) for line in lines]
    return "\n".join([*lines, f"result: {result['result']}"])


def main():
    parser = argparse.ArgumentParser(description="Check an evidence package or a case, offline.")
    parser.add_argument("package")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    given = parser.parse_args()
    result = verify(given.package)
    print(json.dumps(result, ensure_ascii=False, indent=1) if given.format == "json" else as_text(result))
    sys.exit(0 if result["result"] == PASSED else 1)


if __name__ == "__main__":
    main()
