"""Check an evidence package, or a case's evidence, offline: Python's standard library and the openssl program.

    python verify.py PACKAGE [--format text|json]

Each check ends in one of three: passed; failed, naming the file and what is wrong; not checkable here, with
what is needed. It shares no code with the software that wrote the package, and says nothing about what a
court will make of it.

What a signature shows: that whoever holds the key signed. Whose key it is, nobody can learn from the package:
compare its fingerprint with the owner by another way.
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
LARGEST_GROUP = 1024 * 1024 * 1024  # bytes of an exchange that are held in memory at one time
LARGEST_TEXT = 256 * 1024 * 1024
CHUNK = 1024 * 1024
UNRUNNABLE = -1000  # no program returns it
EXCHANGE_TYPE = "application/vnd.osint.exchange+json"
WITHDRAWAL_TYPE = "application/vnd.osint.withdrawal+json"
SIGNED, SIGNATURE = "tagmanifest-sha256.txt", "tagmanifest-sha256.txt.sig"
TAG_MANIFESTS = ("tagmanifest-sha256.txt", "tagmanifest-sha512.txt")
ALGORITHMS = ("sha256", "sha512")
RESULTS = ("observations", "links", "operators")
LOG = "data/redaction/redaction-log.jsonl"
OPEN = ("n", "type", "written")  # fields of an event that are never withheld
SALT_BYTES = 16
# What broken or hostile files can make of reading them.
FAULTS = (
    OSError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
    EOFError,
    zlib.error,
)


class Findings:
    """What the checks said, in order."""

    def __init__(self):
        self.rows = []

    def add(self, check, file, result, why=""):
        row = {"check": check, "file": showable(file), "result": result, "why": showable(why)}
        self.rows.append(row)

    def passed(self, check, file, why=""):
        self.add(check, file, PASSED, why)

    def failed(self, check, file, why):
        self.add(check, file, FAILED, why)

    def not_checkable(self, check, file, why):
        self.add(check, file, NOT_CHECKABLE, why)

    def guarded(self, check, file, function, *given):
        """Run one check; what a broken file makes of it is a finding, never the end of the others."""
        try:
            return function(*given)
        except MemoryError:
            self.not_checkable(check, file, "it needs more memory than there is here")
        except FAULTS as why:
            self.failed(check, file, f"it cannot be read ({type(why).__name__}: {why})")
        return None

    def result(self) -> dict:
        failed = any(row["result"] == FAILED for row in self.rows)
        return {"result": FAILED if failed or not self.rows else PASSED, "checks": self.rows}


class Place:
    """Where the evidence lies, and how its files are called in findings; a case may be in use."""

    def __init__(self, folder, is_package):
        self.folder = folder
        self.is_package = is_package
        self.prefix = "data/evidence/" if is_package else "evidence/"

    def name(self, file):
        return self.prefix + file


class Withheld(dict):
    """What is shown of an event, and the names of the fields that are withheld from whoever reads this."""

    def __init__(self, event, fields):
        super().__init__(event)
        self.fields = fields


class Ledger:
    """The events, the leaves of their tree, and the signed heads over them."""

    def __init__(self, events, leaves):
        self.events = events
        self.leaves = leaves
        self.heads = {}  # by size: worked out once
        self.signed = {}  # size → the fingerprint of the key that signed it
        self.is_cut = False  # answers are withheld
        self.placed = set()  # in a share, the numbers of the events whose answers it hands on

    def head(self, size):
        if size not in self.heads:
            self.heads[size] = head_of(self.leaves[:size])
        return self.heads[size]

    def of(self, kind):
        return [event for event in self.events if event["type"] == kind]

    def answers(self):
        """The events of the answers that are here, or were and are withdrawn."""
        told = (event for event in self.events if event["type"] in {"exchange", "copy"})
        return [event for event in told if not self.is_cut or event["n"] in self.placed]


def verify(path: Path) -> dict:
    """Check a package or a case; a dict with ``result`` and ``checks``. It never raises for what it finds."""
    path, findings = Path(path), Findings()
    findings.guarded("structure", path, check_all, path, findings)
    return findings.result()


def check_all(path, findings):
    if is_there(path / "bagit.txt") or is_there(path / "manifest-sha256.txt"):
        findings.passed("structure", path.name, "a package")
        check_package(path, findings)
    elif is_there(path / "case.toml"):
        why = "a case, and no package: its evidence is checked, and nothing beside it"
        findings.passed("structure", path.name, why)
        place = Place(path / "evidence", is_package=False)
        if not odd_files(path / "evidence", "evidence/", findings):
            check_evidence(place, findings)
    else:
        findings.failed("structure", path, "neither a package (bagit.txt) nor a case (case.toml) is here")


def check_package(path, findings):
    if odd_files(path, "", findings):
        return  # what is neither file nor folder may lead anywhere, or never end
    findings.guarded("bag", "manifest-sha256.txt", check_bag, path, findings)
    place = Place(path / "data" / "evidence", is_package=True)
    ledger = check_evidence(place, findings)
    if ledger is None:
        return
    findings.guarded("package signature", SIGNATURE, check_package_signature, path, ledger, findings)
    findings.guarded("redaction", LOG, check_redactions, path, ledger, findings)
    findings.guarded("derivation", "data/derived/derivation.json", check_derivation, path, ledger, findings)
    findings.guarded("inclusion", "proofs/inclusion.jsonl", check_exhibits, path, ledger, findings)


# -- the bag (RFC 8493) ---------------------------------------------------------------------------------------


def check_bag(bag, findings):
    """Every file listed and every listed file there, with the digests that the manifests state."""
    declared = read_text(bag / "bagit.txt")
    if declared is None or "BagIt-Version: 1.0" not in declared.splitlines():
        findings.failed("bag declaration", "bagit.txt", "it is missing, or is no BagIt 1.0 declaration")
    present = files_in(bag)
    payload = {name for name in present if name.startswith("data/")}
    tags = present - payload - {*TAG_MANIFESTS, SIGNATURE}
    bad = check_manifests(bag, "manifest", payload, findings)
    bad |= check_manifests(bag, "tagmanifest", tags, findings)
    check_total(bag, payload, findings)
    if not bad:
        findings.passed("bag", "manifest-sha256.txt", f"{len(payload)} files, sha256 and sha512")


def check_manifests(bag, kind, expected, findings):
    """The manifests of one kind against the files that they must list; the names that are wrong."""
    bad, stated = set(), {}
    for algorithm in ALGORITHMS:
        name = f"{kind}-{algorithm}.txt"
        listed, why = manifest(bag / name)
        if listed is None:
            bad.add(name)
            findings.failed("manifest", name, why)
            continue
        stated[algorithm] = listed
        for file in sorted(set(listed) - expected):
            bad.add(file)
            findings.failed("manifest", file, f"{name} lists it, and it is not here")
        for file in sorted(expected - set(listed)):
            bad.add(file)
            findings.failed("manifest", file, f"it is here, and {name} does not list it")
    for file in sorted(expected):
        wanted = {algorithm: listed[file] for algorithm, listed in stated.items() if file in listed}
        made = findings.guarded("digest", file, digests_of, bag / file, wanted) or {}
        wrong = [
            f"{kind}-{algorithm}.txt" for algorithm in wanted if made.get(algorithm) != wanted[algorithm]
        ]
        if wrong and len(wrong) < len(wanted):
            bad.update(wrong)
            findings.failed("digest", wrong[0], f"its line of {file} is wrong, the other manifest's is right")
        elif wrong:
            bad.add(file)
            findings.failed("digest", file, f"it is not what {' and '.join(wrong)} state: it was changed")
    return bad


def manifest(path):
    """The digests by file; or nothing, and why."""
    if not path.is_file():
        return None, "it is missing"
    text = read_text(path)
    if text is None:
        return None, "it is no text in UTF-8 that can be read"
    listed = {}
    for number, line in enumerate(text.split("\n")[:-1] if text.endswith("\n") else text.split("\n"), 1):
        digest, _, name = line.partition("  ")
        name = re.sub("%(0[Aa]|0[Dd]|25)", lambda found: chr(int(found[1], 16)), name)  # RFC 8493, 2.1.3
        if not re.fullmatch(r"[0-9a-f]{64}|[0-9a-f]{128}", digest) or not is_safe(name):
            return None, f"its line {number} is no digest and name of a file of this package"
        if name in listed:
            return None, f"its line {number} names {name} again"
        listed[name] = digest
    return listed, ""


def check_total(bag, payload, findings):
    """The number of files and bytes that bag-info.txt states."""
    info = read_text(bag / "bag-info.txt") or ""
    stated = re.search(r"(?m)^Payload-Oxum: (\d{1,18})\.(\d{1,18})$", info)
    if stated is None:
        findings.failed("bag", "bag-info.txt", "it is missing, or does not state the payload's size")
        return
    total = sum((bag / name).stat().st_size for name in payload)
    if (int(stated[1]), int(stated[2])) != (total, len(payload)):
        why = f"it states {stated[1]} bytes in {stated[2]} files; {total} in {len(payload)} are here"
        findings.failed("bag", "bag-info.txt", why)


def is_safe(name):
    """No absolute path, no step upwards, nothing but printable ASCII."""
    return (
        bool(name)
        and name.isascii()
        and name.isprintable()
        and not name.startswith("/")
        and not any(part in {"", ".", ".."} for part in name.split("/"))
        and "\\" not in name
        and ":" not in name  # a drive or a stream on Windows
    )


def odd_files(root, prefix, findings):
    """Whether anything below a folder is neither a file nor a folder of its own."""
    is_odd = False
    for folder, folders, files in os.walk(root):
        for each in folders + files:
            path = Path(folder) / each
            if path.is_symlink() or not (path.is_dir() or path.is_file()):
                is_odd = True
                why = "it is neither a file nor a folder (a link, a pipe or a device)"
                findings.failed("contents", prefix + path.relative_to(root).as_posix(), why)
    return is_odd


def files_in(root):
    """The names of all files below a folder."""
    return {
        (Path(folder) / each).relative_to(root).as_posix()
        for folder, _, files in os.walk(root)
        for each in files
    }


def digests_of(path, algorithms):
    """The digests of a file, read once."""
    made = {algorithm: hashlib.new(algorithm) for algorithm in algorithms}
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            for each in made.values():
                each.update(chunk)
    return {algorithm: each.hexdigest() for algorithm, each in made.items()}


# -- the ledger and its checkpoints ---------------------------------------------------------------------------


def check_evidence(place, findings):
    """The ledger, its signed heads and time stamps, and every kept exchange; the ledger, if it can be read."""
    name = place.name("ledger.jsonl")
    ledger = findings.guarded("ledger", name, read_ledger, place, findings)
    if ledger is None:
        return None
    for note in sorted((place.folder / "checkpoints").glob("[0-9]*.note"), key=lambda path: path.name):
        file = place.name(f"checkpoints/{note.name}")
        findings.guarded("checkpoint", file, check_note, note, file, ledger, findings)
    if not any((place.folder / "checkpoints").glob("*.tsr")):
        why = "no authority has stamped any head: only the maker's own clock says when it was there"
        findings.not_checkable("time stamp", place.name("checkpoints"), why)
    findings.guarded("checkpoint", name, check_cover, place, ledger, findings)
    findings.guarded("exchanges", place.name("*.warc.gz"), check_exchanges, place, ledger, findings)
    if not place.is_package or is_there(place.folder / "notes.jsonl"):
        findings.guarded("judgements", place.name("notes.jsonl"), check_notes, place, ledger, findings)
    return ledger


def read_ledger(place, findings):
    """The events and their leaf hashes; every line canonical and in order."""
    path, name = place.folder / "ledger.jsonl", place.name("ledger.jsonl")
    if not path.is_file():
        findings.failed("ledger", name, "it is missing")
        return None
    events: list = []
    leaves: list = []
    with path.open("rb") as file:
        while line := file.readline(LONGEST_LINE):
            number = len(events)
            if not line.endswith(b"\n") and not place.is_package and len(line) < LONGEST_LINE:
                why = f"line {number + 1} is torn; opening the case moves it aside"
                findings.not_checkable("ledger", name, why)
                break
            event, leaf = read_event(line[:-1], number) if line.endswith(b"\n") else (None, b"")
            if event is None:
                why = f"line {number + 1} is not the canonical event number {number}: it was changed or cut"
                findings.failed("ledger", name, why)
                return None
            events.append(event)
            leaves.append(hashlib.sha256(b"\x00" + leaf).digest())
    if not events or events[0]["type"] != "case":
        findings.failed("ledger", name, "it does not begin with the case's own event")
        return None
    findings.passed("ledger", name, f"{len(events)} events in order")
    ledger = Ledger(events, leaves)
    if place.is_package and (place.folder / "places.jsonl").exists():
        place_file = place.name("places.jsonl")
        ledger.is_cut = True
        findings.guarded("places", place_file, put_in_place, place.folder / "places.jsonl", ledger)
    return ledger


def put_in_place(path, ledger):
    """Where the answers that a share hands on lie in its own segments; the others are withheld."""
    for line in (read_text(path) or "").splitlines():
        told = json.loads(line)
        number = told["n"]
        event = ledger.events[number]
        if (
            type(number) is not int
            or number < 0
            or event["type"] not in {"exchange", "copy"}
            or number in ledger.placed
        ):
            raise ValueError(f"event {number} is no answer, or has two places")
        event.update({key: told[key] for key in ("segment", "offset", "length")})
        ledger.placed.add(number)


def read_event(line, number):
    """A line's event, as far as it is shown, and its leaf; nothing for a line that is not canonical or not the next."""
    try:
        told = json.loads(line)
        is_next = type(told["n"]) is int and told["n"] == number and isinstance(told["type"], str)
        if not is_next or canonical(told) != line:
            return None, b""
        return shown_part(told) if "sealed" in told else (told, sealed_form(told))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None, b""


def sealed_form(event):
    """The leaf of an event that is here whole: each field as a salted digest."""
    names = sorted(event.keys() - OPEN - {"salt"})
    salt = bytes.fromhex(event["salt"])
    if len(salt) != SALT_BYTES:
        raise ValueError("the salt is too short or too long")
    stream = hashlib.shake_128(salt).digest(SALT_BYTES * len(names))
    salts = (stream[SALT_BYTES * place : SALT_BYTES * (place + 1)].hex() for place in range(len(names)))
    sealed = {name: field_digest(each, name, event[name]) for name, each in zip(names, salts, strict=True)}
    return canonical({**{name: event[name] for name in OPEN}, "sealed": sealed})


def shown_part(told):
    """An event of which fields are withheld: what is shown of it and holds, and its leaf."""
    sealed, shown = told["sealed"], told["shown"]
    if told.keys() != {*OPEN, "sealed", "shown"}:
        raise ValueError("a field too many")
    for name, (salt, value) in shown.items():
        if name in OPEN or field_digest(salt, name, value) != sealed[name]:
            raise ValueError(f"{name} is not what was sealed")
    event = {name: told[name] for name in OPEN}
    leaf = canonical({**event, "sealed": sealed})
    event.update({name: value for name, (_, value) in shown.items()})
    return Withheld(event, tuple(sorted(sealed.keys() - shown.keys()))), leaf


def field_digest(salt, name, value):
    """What a leaf says of one field: the sha256 of [salt, name, value]."""
    return hashlib.sha256(canonical([salt, name, value])).hexdigest()


def canonical(value):
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


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


def check_note(note, name, ledger, findings):
    """A signed head: of this case, over these leaves, by a key beside it, and stamped."""
    text = read_text(note) or ""
    body, _, signature = text.partition("\n\n")
    lines = body.split("\n")
    try:
        origin, size, head = lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True)
    except (IndexError, ValueError):
        findings.failed("checkpoint", name, "it is no checkpoint")
        return
    why = head_fault(note, origin, size, head, ledger)
    if why:
        findings.failed("checkpoint", name, why)
    else:
        said = f", {lines[3]} by its maker's clock" if lines[3:] else ""
        findings.passed("checkpoint", name, f"the head over {size} events{said}")
    signer = check_signature(note, name, body + "\n", signature, findings)
    if signer is not None and not why:
        ledger.signed[size] = signer
    check_stamps(note, name, findings)


def head_fault(note, origin, size, head, ledger):
    """What is wrong with a head, or nothing."""
    case = ledger.events[0].get("id")
    if origin != f"osint/case/{case}":
        return f"it is of another case: {origin}"
    if f"{size}.note" != note.name or size < 1:
        return f"it is over {size} events, and its name says otherwise"
    if size > len(ledger.leaves):
        return f"it covers {size} events, and the ledger has {len(ledger.leaves)}: it was cut short"
    if ledger.head(size) != head:
        return f"the ledger's first {size} events do not give its head: the ledger was changed"
    return ""


def check_cover(place, ledger, findings):
    """Every event of a package lies under a signed head; in a case that is in use, the last may not yet."""
    name, count = place.name("ledger.jsonl"), len(ledger.events)
    covered = max(ledger.signed, default=0)
    if covered == count:
        findings.passed("cover", name, f"all {count} events lie under a signed head")
    elif not place.is_package:
        why = f"{count - covered} of {count} events lie under no signed head yet: `osint export` signs one"
        findings.not_checkable("cover", name, why)
    else:
        why = f"{count - covered} of {count} events lie under no signed head that holds: nobody vouches for them"
        findings.failed("cover", name, why)


def check_signature(note, name, text, signature, findings):
    """Whether a key beside the note signed it; that key's fingerprint, unless the signature does not hold."""
    try:
        signer, signed = signature.strip().split(" ")[1:3]
        signed = base64.b64decode(signed, validate=True)
    except ValueError:
        findings.failed("signature", name, "it holds no signature")
        return None
    keys = [key for key in keys_in(note.parent) if key_hash(signer, key) == signed[:4]]
    if not keys:
        findings.failed("signature", name, "the public key that it names is not beside it (key*.pem)")
        return None
    result, why = holds(keys[0], text.encode(), signed[4:])
    findings.add("signature", name, result, why)
    if result == FAILED:
        return None
    return fingerprint(keys[0])


def holds(key, message, signature):
    """Whether an Ed25519 signature holds, as a result and why, by openssl."""
    if shutil.which("openssl") is None:
        return NOT_CHECKABLE, "the openssl program is needed (1.1.1 or newer)"
    with tempfile.TemporaryDirectory() as folder:
        text, mark = Path(folder) / "text", Path(folder) / "signature"
        text.write_bytes(message)
        mark.write_bytes(signature)
        words = ["pkeyutl", "-verify", "-pubin", "-inkey", key, "-rawin", "-in", text, "-sigfile", mark]
        done = openssl(*words)
    if done.returncode == 0:
        return PASSED, f"by the key with fingerprint {fingerprint(key)}: compare it with its owner"
    if b"nknown option" in done.stderr:
        return NOT_CHECKABLE, "this openssl cannot check Ed25519: version 1.1.1 or newer is needed"
    if done.returncode == UNRUNNABLE:
        return NOT_CHECKABLE, f"openssl could not be run ({done.stderr.decode('utf-8', 'replace')})"
    return FAILED, "the signature does not hold: what it signs, or its key, was changed"


def keys_in(folder):
    return sorted(path for path in folder.glob("key*.pem") if public_key(path))


def public_key(path):
    """The 32 bytes of an Ed25519 public key (RFC 8410); nothing for another file."""
    text = "".join(line for line in (read_text(path) or "").splitlines() if not line.startswith("-"))
    try:
        der = base64.b64decode(text, validate=True)
    except ValueError:
        return b""
    return der[12:] if len(der) == 44 and der.startswith(bytes.fromhex("302a300506032b6570032100")) else b""


def key_hash(signer, key):
    """The first four bytes by which a note says who signed it (c2sp.org/signed-note)."""
    return hashlib.sha256(signer.encode() + b"\n\x01" + public_key(key)).digest()[:4]


def fingerprint(key):
    """The sha256 of the 32 bytes of the public key, in hex."""
    return hashlib.sha256(public_key(key)).hexdigest()


def check_package_signature(bag, ledger, findings):
    """The one file that vouches for every other: signed by the key that signed the ledger's newest head."""
    path = bag / SIGNATURE
    if not path.is_file():
        why = "it is missing: nobody vouches for the report, the tables and what else lies beside the ledger"
        findings.failed("package signature", SIGNATURE, why)
        return
    signer = ledger.signed.get(max(ledger.signed, default=0))
    key = next(
        (each for each in keys_in(bag / "data/evidence/checkpoints") if fingerprint(each) == signer), None
    )
    if key is None:
        why = "the key that signed the ledger's newest head is not known: it cannot be held against it"
        findings.failed("package signature", SIGNATURE, why)
        return
    result, why = holds(key, (bag / SIGNED).read_bytes(), path.read_bytes())
    findings.add("package signature", SIGNATURE, result, why)
    if result == FAILED:  # which of the two was changed, it cannot say
        findings.failed("package signature", SIGNED, "the signature over it does not hold")


def check_stamps(note, name, findings):
    """The RFC 3161 replies beside a checkpoint."""
    for reply in sorted(note.parent.glob(note.stem + ".*.tsr")):
        file = name.rpartition("/")[0] + "/" + reply.name
        result, why = stamp_result(note, reply)
        findings.add("time stamp", file, result, why)


def stamp_result(note, reply):
    """Whether a reply stamps a note, as a result and why, by openssl."""
    roots = reply.with_suffix(".ca.pem")
    if shutil.which("openssl") is None:
        return NOT_CHECKABLE, "the openssl program is needed"
    said = openssl("ts", "-reply", "-in", reply, "-text")
    text = said.stdout.decode("utf-8", "replace")
    at = re.search(r"Time stamp: (.+)", text)
    if said.returncode or not at:
        return FAILED, "it is no time-stamp reply that openssl can read"
    if hashlib.sha256(note.read_bytes()).hexdigest() not in imprint_of(text):
        return FAILED, f"it stamps something else than {note.name}"
    if not roots.is_file():
        return NOT_CHECKABLE, f"it says {at[1]}; the authority's root is needed as {roots.name}"
    if openssl("ts", "-verify", "-data", note, "-in", reply, "-CAfile", roots).returncode:
        return FAILED, "its signature does not hold against the root beside it"
    return PASSED, f"{at[1]}, by the root beside it: check that you trust {roots.name}"


def imprint_of(text):
    """The message imprint in openssl's hex dump, as plain hex."""
    dump = text.partition("Message data:")[2].partition("Serial number:")[0]
    rows = re.findall(r"^\s+[0-9a-f]{4} - ((?:[0-9a-f]{2}[ -]){1,16})", dump, re.MULTILINE)
    return "".join(re.sub(r"[^0-9a-f]", "", row) for row in rows)


def openssl(*words):
    """What openssl says; the code UNRUNNABLE where it could not be run."""
    try:
        return subprocess.run(["openssl", *map(str, words)], capture_output=True, check=False, timeout=60)
    except (OSError, ValueError, subprocess.TimeoutExpired) as why:
        return subprocess.CompletedProcess(words, UNRUNNABLE, b"", str(why).encode())


def check_notes(place, ledger, findings):
    """The reasons of judgements, which lie in a case and never in a package, against their sealed digests."""
    name, held = place.name("notes.jsonl"), {}
    for line in (read_text(place.folder / "notes.jsonl") or "").splitlines():
        try:
            note = json.loads(line)
            judged = note.pop("id")
            held[judged] = hashlib.sha256(canonical(note)).hexdigest()
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            continue  # torn by a crash before its judgement was sealed
    for event in ledger.of("judgement"):
        if event.get("id") not in held:
            findings.not_checkable("judgement", name, f"the reason of {event.get('id')} is not here")
        elif held[event["id"]] != event.get("note"):
            findings.failed("judgement", name, f"the reason of {event['id']} is not the one that was sealed")


# -- the kept exchanges ---------------------------------------------------------------------------------------


def check_exchanges(place, ledger, findings):
    """Every exchange of the ledger against its bytes, and every byte of the segments against the ledger."""
    named = [event for event in ledger.answers() if isinstance(event.get("id"), str)]
    kept = {event["id"]: event for event in named if event["type"] == "exchange"}
    gone = {str(event.get("exchange")): event for event in ledger.of("withdrawal")}
    spans: dict = {}
    bad = 0
    for event in ledger.answers():
        why = place_fault(event) or ("" if event["id"] in kept else "it is a copy of nothing")
        if not why:
            spans.setdefault(event["segment"], []).append((event["offset"], event["length"]))
            if not (place.folder / event["segment"]).is_file():
                continue  # said once, of the segment
            told = {**kept[event["id"]], **event}
            why = exchange_fault(place.folder / event["segment"], told, gone.get(event["id"]))
        if why:
            bad += 1
            file = place.name(str(event.get("segment")))
            findings.failed("exchange", file, f"{str(event.get('id'))[:16]}: {why}")
    for name, event in gone.items():
        if name not in kept and ledger.is_cut:
            continue
        if name not in kept:
            findings.failed("withdrawal", place.name("ledger.jsonl"), f"{name} was withdrawn and never kept")
            continue
        why = f"{name[:16]} was withdrawn: {event.get('because', '')}"
        findings.passed("withdrawal", place.name("ledger.jsonl"), why)
    bad += check_segments(place, spans, findings)
    if not bad:
        why = f"{len(kept)} exchanges are what they were when they were kept"
        findings.passed("exchanges", place.name("*.warc.gz"), why)


def place_fault(event):
    """What is wrong with where an event says that its bytes lie, or nothing."""
    segment, offset, length = (event.get(key) for key in ("segment", "offset", "length"))
    if not isinstance(event.get("id"), str):
        return "it has no name"
    if not isinstance(segment, str) or not is_safe(segment) or "/" in segment:
        return "the name of its segment cannot be"
    if (
        type(offset) is not int
        or type(length) is not int
        or not 0 <= offset < 2**62
        or not 0 < length < LARGEST_GROUP
    ):
        return "its place cannot be"
    return ""


def check_segments(place, spans, findings):
    """Each segment against what the ledger knows of it; how many are wrong."""
    bad, notices = 0, set()
    for segment in sorted({*spans, *(path.name for path in place.folder.glob("*.warc.gz"))}):
        path, known = place.folder / segment, sorted(spans.get(segment, []))
        if not path.is_file():
            why = f"it is missing, with {len(known)} exchanges"
        else:
            first, why = first_record(path, known)
            notices.add(notice_of(first))
            end, why = (0, why) if why else gap_fault(len(first), known)
            left = 0 if why else path.stat().st_size - end
            if left > 0 and not place.is_package:
                said = f"{left} bytes at its end are not in the ledger: being written, or left by a crash"
                findings.not_checkable("segment", place.name(segment), f"{said}; open the case")
            elif left:
                why = f"bytes {end} to {end + left} are not in the ledger"
        if why:
            bad += 1
            findings.failed("segment", place.name(segment), why)
    for notice in sorted(notices - {""}):
        findings.passed("notice", place.name("*.warc.gz"), notice)
    return bad


def first_record(path, known):
    """The compressed bytes of a segment's own description, which no event names; or what is wrong with it."""
    if known and known[0][0] == 0:
        return b"", ""
    with path.open("rb") as file:
        data = file.read(CHUNK)
    unzip = zlib.decompressobj(31)
    try:
        headers, block = warc_record(unzip.decompress(data, CHUNK))
    except (ValueError, zlib.error) as why:
        return b"", f"its first record cannot be read ({why})"
    if headers.get("warc-type") != "warcinfo" or headers.get("warc-block-digest") != warc_digest(block):
        return b"", "its first record is not its description, or was changed"
    return data[: len(data) - len(unzip.unused_data)], ""


def notice_of(first):
    """What a segment's description says above all else, such as that it was practice."""
    text = zlib.decompressobj(31).decompress(first, CHUNK).decode("utf-8", "replace") if first else ""
    found = re.search(r"(?m)^notice: ([^\r\n]{1,200})", text)
    return found[1] if found else ""


def gap_fault(place, known):
    """The end of what the ledger knows of a segment, and what is wrong before it, or nothing."""
    for offset, length in known:
        if offset != place:
            return (
                place,
                f"bytes {min(place, offset)} to {max(place, offset)} are in the ledger never or twice",
            )
        place = offset + length
    return place, ""


def exchange_fault(path, event, withdrawal):
    """What is wrong with an exchange's bytes, or nothing."""
    with path.open("rb") as file:
        file.seek(event["offset"])
        data = file.read(event["length"])
    if len(data) < event["length"]:
        return "its segment is cut short"
    try:
        records = [warc_record(part) for part in members(data)]
        return withdrawal_fault(records, event, withdrawal) if withdrawal else records_fault(records, event)
    except FAULTS as why:
        return f"its records cannot be read ({type(why).__name__}: {why})"


def withdrawal_fault(records, event, withdrawal):
    """What is wrong with the record that stands in place of a withdrawn exchange, or nothing."""
    headers, block = records[0]
    if len(records) != 1 or headers.get("content-type") != WITHDRAWAL_TYPE:
        return "it was withdrawn, and its bytes are still here"
    said = {"id": event["id"], "withdrawn": withdrawal.get("written")}
    return (
        "" if canonical(said) == block.rstrip(b" ") else "it was withdrawn, and something stands in its place"
    )


def records_fault(records, event):
    """What does not fit between an exchange's records and its event, or nothing."""
    if records[-1][0].get("content-type") != EXCHANGE_TYPE:
        return "its closing record is missing"
    held = {}
    for headers, block in records:
        kind, part = headers.get("warc-type"), headers.get("warc-x-part")
        if headers.get("warc-block-digest") != warc_digest(block):
            return f"the digest of its {kind} record does not hold"
        if headers.get("warc-date") != event.get("at"):
            return f"the date of its {kind} record is not what the ledger states"
        if part in held or part not in {"said", "shown", "reply", "exchange"}:
            return "it has a record too many"
        held[part] = block
    return core_fault(json.loads(records[-1][1]), held, event)


def core_fault(told, held, event):
    """What does not fit between the bytes of an exchange, its closing record and its event, or nothing."""
    core, length, reply = told["core"], told["head_length"], held.get("reply", b"")
    if type(length) is not int or not 0 <= length <= len(reply):
        return "its head's length cannot be"
    parts = {"said": held.get("said", b""), "head": reply[:length], "body": reply[length:]}
    for name, data in parts.items():
        if hashlib.sha256(data).hexdigest() != event[name] or core[name] != event[name]:
            return f"its {name} is not what the ledger states"
    is_it = hashlib.sha256(canonical(core)).hexdigest() == event["id"]
    if not is_it or any(event.get(key) != core[key] for key in core):
        return "its closing record is not what the ledger states"
    return ""


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
    length = headers.get("content-length", "")
    if not re.fullmatch("[0-9]{1,15}", length) or rest[int(length) :] != b"\r\n\r\n":
        raise ValueError("a record's length does not fit")
    return headers, rest[: int(length)]


def warc_digest(block):
    return "sha256:" + base64.b32encode(hashlib.sha256(block).digest()).decode()


# -- what is withheld -----------------------------------------------------------------------------------------


def check_redactions(bag, ledger, findings):
    """What the ledger's lines withhold, and the answers that are not here, against the redaction log."""
    missing = {event["n"] for event in ledger.events if event["type"] in {"exchange", "copy"}}
    missing = missing - ledger.placed if ledger.is_cut else set()
    withheld = {each["n"]: list(each.fields) for each in ledger.events if isinstance(each, Withheld)}
    if not withheld and not missing and not (bag / LOG).exists():
        return
    logged, answers = {}, set()
    for line in (read_text(bag / LOG) or "").splitlines():
        row = json.loads(line)
        logged[row["n"]] = row["fields"]
        if row["answer"]:
            answers.add(row["n"])
    if logged != withheld or answers != missing:
        findings.failed("redaction", LOG, "what it says is withheld is not what is withheld")
        return
    findings.passed("redaction", LOG, f"{len(withheld)} events with a field withheld, as they were sealed")
    if missing:
        why = f"{len(missing)} answers are withheld from this share: what they hold is checked in the whole package"
        findings.not_checkable("exchanges", "data/evidence", why)


# -- what was derived -----------------------------------------------------------------------------------------


def check_derivation(bag, ledger, findings):
    """The basis, the statement and the tables are those that the ledger sealed."""
    name, basis = "data/derived/derivation.json", bag / "data" / "basis" / "basis.json"
    statement, sealed = read_json(bag / name), ledger.of("derivation")
    if not isinstance(statement, dict) or not sealed:
        findings.failed("derivation", name, "it, or its event in the ledger, is missing")
        return
    stated = {key: statement.get(key) for key in ("basis", "results", "changes", "contradictions")}
    stated["inputs"] = hashlib.sha256(canonical(statement.get("inputs"))).hexdigest()
    stated["over"] = statement.get("ledger_size")
    is_withheld = "results" not in statement and any("results" not in event for event in sealed)
    if is_withheld:
        stated = {key: stated[key] for key in ("basis", "over")}
    if not any(all(event.get(key) == value for key, value in stated.items()) for event in sealed):
        findings.failed("derivation", name, "it is not one that the ledger sealed")
    elif not basis.is_file() or digests_of(basis, ["sha256"])["sha256"] != stated["basis"]:
        findings.failed("basis", "data/basis/basis.json", "it is not the one that the ledger sealed")
    else:
        findings.passed("derivation", name, "it and its basis are those that the ledger sealed")
    results = stated.get("results")
    results = results if isinstance(results, dict) else {}
    for each in RESULTS:
        file = f"data/tables/{each}.jsonl"
        if is_withheld:
            why = "what was derived is withheld in part: its digest is in the whole package"
            findings.not_checkable("table", file, why)
        else:
            findings.guarded("table", file, check_table, bag / file, file, results.get(each), findings)


def check_table(path, name, stated, findings):
    if not path.is_file():
        findings.failed("table", name, "it is missing")
        return
    made, count = hashlib.sha256(), 0
    with path.open("rb") as file:
        while line := file.readline(LONGEST_LINE):
            try:
                made.update(canonical(exact(json.loads(line))) + b"\n")
            except (ValueError, RecursionError) as why:
                findings.failed("table", name, f"line {count + 1} cannot be read ({why})")
                return
            count += 1
    if {"count": count, "sha256": made.hexdigest()} == stated:
        findings.passed("table", name, f"{count} rows, as derived")
    else:
        findings.failed("table", name, "its rows are not those that were derived")


def exact(value):
    """Fractions to six places, as text: the form whose digest was sealed."""
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, dict):
        return {key: exact(inner) for key, inner in value.items()}
    return [exact(inner) for inner in value] if isinstance(value, list) else value


def check_exhibits(bag, ledger, findings):
    """For each exhibit, the proofs that the exchanges it shows are in the signed tree."""
    name = "proofs/inclusion.jsonl"
    text = read_text(bag / name)
    if text is None:
        findings.failed("inclusion", name, "it is missing, or is no text")
        return
    proven = set()
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        try:
            proof = json.loads(line)
            is_proven = proves(proof, ledger)
        except (ValueError, LookupError, TypeError, RecursionError):
            is_proven = False
        if not is_proven:
            findings.failed("inclusion", name, f"line {number} does not prove its exchange")
            return
        proven.add(f"exhibit-{proof['exhibit']:04d}")
    shown = list((bag / "data" / "exhibits").glob("exhibit-*"))
    unproven = sorted(path.name for path in shown if path.stem not in proven)
    for file in unproven:
        findings.failed("inclusion", f"data/exhibits/{file}", f"{name} holds no proof for it")
    if not unproven:
        findings.passed("inclusion", name, f"{len(lines)} proofs for {len(shown)} exhibits")


def proves(proof, ledger):
    """Whether a proof leads from its exchange's event to a signed head."""
    number, size = proof["n"], proof["size"]
    if type(number) is not int or size not in ledger.signed or not 0 <= number < size:
        return False
    steps = [bytes.fromhex(step) for step in proof["proof"]]
    is_it = ledger.events[number].get("id") == proof["exchange"] and type(proof["exhibit"]) is int
    return is_it and includes(ledger.leaves[number], number, size, steps) == ledger.head(size)


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


def is_there(path):
    """Whether a file is there, as far as may be seen."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def read_text(path):
    try:
        return path.read_bytes().decode("utf-8") if path.stat().st_size <= LARGEST_TEXT else None
    except (OSError, UnicodeDecodeError):
        return None


def read_json(path):
    try:
        return json.loads(read_text(path) or "")
    except (ValueError, RecursionError):
        return None


def showable(text):
    """A text that can be written anywhere: what is no character of Unicode is escaped."""
    return str(text).encode("utf-8", "backslashreplace").decode("utf-8")


def as_text(result: dict) -> str:
    """The findings for a reader: the failures and what could not be checked first."""
    order = (FAILED, NOT_CHECKABLE, PASSED)
    rows = sorted(result["checks"], key=lambda row: order.index(row["result"]))
    lines = [
        f"{row['result']:>13}  {row['check']}: {row['file']}{': ' + row['why'] if row['why'] else ''}"
        for row in rows
    ]
    lines = ["".join(each if each.isprintable() else "?" for each in line) for line in lines]
    return "\n".join([*lines, f"result: {result['result']}"])


def main():
    parser = argparse.ArgumentParser(description="Check an evidence package or a case, offline.")
    parser.add_argument("package")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    given = parser.parse_args()
    result = verify(given.package)
    said = json.dumps(result, ensure_ascii=False, indent=1) if given.format == "json" else as_text(result)
    sys.stdout.buffer.write(f"{said}\n".encode(sys.stdout.encoding or "utf-8", "backslashreplace"))
    sys.exit(0 if result["result"] == PASSED else 1)


if __name__ == "__main__":
    main()
