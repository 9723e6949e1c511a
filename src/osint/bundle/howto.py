"""HOWTO.txt: the commands with which a stranger checks a package, as they are typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Proofs:
    """What lies in a package's ``data/evidence/checkpoints``, by name."""

    notes: tuple[str, ...]  # the signed heads, the newest last
    stamps: tuple[tuple[str, str], ...]  # of the newest stamped head: a reply, and the head
    key: str  # the public key that signed the newest head, and the package


def proofs_in(folder: Path, key: str) -> Proofs:
    """The heads of a folder of checkpoints, and the time stamps of the newest head that has any."""
    notes = sorted((path.name for path in folder.glob("*.note")), key=_size)
    replies = sorted(path.name for path in folder.glob("*.tsr"))
    newest = max(map(_size, replies), default=0)
    stamps = tuple((name, f"{newest}.note") for name in replies if _size(name) == newest)
    return Proofs(tuple(notes), stamps, key)


def _size(name: str) -> int:
    """How many events a head covers: its file's name begins with it."""
    return int(name.partition(".")[0])


def howto(proofs: Proofs, *, banner: str, fingerprint: str) -> str:
    """The text; every command runs as it stands, in the package's folder, in a POSIX shell."""
    notice = f"{banner}\n\n" if banner else ""
    return f"""{notice}How to check this package without the software that made it

Each command is typed in this folder, the one in which HOWTO.txt lies. They need sha256sum, openssl (1.1.1 or
newer) and, for step 4, Python (3.9 or newer). On a Mac, "shasum -a 256" stands for "sha256sum".

1. No file was changed, and none is missing (nothing is printed when all is well):

     sha256sum -c --quiet manifest-sha256.txt && sha256sum -c --quiet tagmanifest-sha256.txt

2. The package is signed ("Signature Verified Successfully"):

     openssl pkeyutl -verify -pubin -inkey data/evidence/checkpoints/{proofs.key} -rawin -in tagmanifest-sha256.txt -sigfile tagmanifest-sha256.txt.sig

   and so is the ledger's newest head:

{_signature(proofs)}

   The key's fingerprint, to be compared with its owner by another way than this package:

     openssl pkey -pubin -in data/evidence/checkpoints/{proofs.key} -outform DER | tail -c 32 | sha256sum
     {fingerprint}

3. The head existed at the stated time:

{_stamps(proofs.stamps)}

4. All of that, and every kept exchange against the ledger, in one go:

     python3 verify.py .

5. The result again, from the kept bytes and the packaged basis (needs the software, in the version that
   data/basis/basis.json names):

     osint verify --rederive .

What is where:
   data/report/report.pdf   the report, to be printed
   data/report/index.html   the report to work with; open it in any browser, offline
   data/exhibits/           one PDF/A for each fact, with the place and the command at which its original is found;
                            the same for programs, and the proofs, in the file exhibit.json that is attached to it
   data/evidence/           the exchanges as they came over the wire (WARC 1.1), the ledger, its signed heads
   data/tables/             all rows: exact in .jsonl; in .csv for spreadsheets, where text that would be read
                            as a formula begins with an apostrophe
   data/graph/              the graph of sites and links (GraphML)
   data/basis/, data/derived/   the rules and weights that were used, and what came out, by digest
   data/redaction/          where something is withheld from this share: which fields of which events, and on what ground
   proofs/                  for each exhibit, the proof that its exchanges are in the signed ledger (RFC 9162)
"""


def _signature(proofs: Proofs) -> str:
    note = f"data/evidence/checkpoints/{proofs.notes[-1]}"
    return "\n".join(
        f"     {command}"
        for command in (
            f"sed -e '/^$/,$d' {note} > /tmp/head.text",
            f"tail -n 1 {note} | cut -d' ' -f3 | base64 -d | tail -c 64 > /tmp/head.signature",
            f"openssl pkeyutl -verify -pubin -inkey data/evidence/checkpoints/{proofs.key} -rawin -in /tmp/head.text -sigfile /tmp/head.signature",
        )
    )


def _stamps(stamps: Sequence[tuple[str, str]]) -> str:
    if not stamps:
        return "   No authority has stamped it: its time is what its maker says."
    folder, lines = "data/evidence/checkpoints", []
    for reply, note in stamps:
        lines += [
            f"     openssl ts -reply -in {folder}/{reply} -text",
            f"     openssl ts -verify -data {folder}/{note} -in {folder}/{reply} -CAfile {folder}/{reply.removesuffix('.tsr')}.ca.pem",
        ]
    return "\n".join(
        [
            *lines,
            "",
            "   Take each authority's root certificate from the authority, not from here; where no .ca.pem lies here,",
            "   put it there first.",
        ]
    )
