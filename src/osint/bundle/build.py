"""The package: the kept exchanges, what was derived from them, the proofs, and the means to check it all."""

import csv
import io
import json
import shutil
from importlib.resources import files
from pathlib import Path
from typing import Any

from osint import canonical
from osint.bundle import bag, picture, report
from osint.bundle.contents import Contents
from osint.bundle.exhibits import Exhibit, exhibits
from osint.errors import UsageError
from osint.inert import cell
from osint.rows import Row

CHUNK = 1024 * 1024


def build(contents: Contents, target: Path) -> Path:
    """Write the package; nothing that looks whole is there before it is.

    Raises:
        UsageError: when the target is there already, or lies in the case's evidence.
        OsintError: when it cannot be written.
    """
    if contents.evidence.resolve() in target.resolve().parents:
        raise UsageError(f"{target} lies among the evidence: give a place outside, such as exports/")
    with bag.building(target) as draft:
        _evidence(contents, draft / "data" / "evidence")
        _tables(contents, draft / "data" / "tables")
        made = exhibits(contents)
        _pages(contents, made, draft)
        _knowledge(contents, draft)
        _proofs(contents, made, draft / "proofs")
        shutil.copyfile(str(files("osint.bundle").joinpath("verify.py")), draft / "verify.py")
        (draft / "HOWTO.txt").write_bytes(_howto(contents).encode())
        bag.seal(draft, _info(contents))
    return target


def _evidence(contents: Contents, folder: Path) -> None:
    """The segments as far as the ledger's lines account for them, the ledger, the checkpoints."""
    (folder / "checkpoints").mkdir(parents=True)
    ends: dict[str, int] = {}
    for event in contents.events:
        if event["type"] == "exchange":
            ends[event["segment"]] = max(ends.get(event["segment"], 0), event["offset"] + event["length"])
    for name, end in sorted(ends.items()):
        _copy(contents.evidence / name, folder / name, end)
    (folder / "ledger.jsonl").write_bytes(b"".join(line + b"\n" for line in contents.lines))
    for path in sorted((contents.evidence / "checkpoints").glob("*")):
        size = path.name.partition(".")[0]
        if path.is_file() and (not size.isdigit() or int(size) <= len(contents.lines)):
            shutil.copyfile(path, folder / "checkpoints" / path.name)


def _copy(source: Path, target: Path, length: int) -> None:
    with source.open("rb") as file, target.open("wb") as out:
        while length > 0 and (chunk := file.read(min(CHUNK, length))):
            out.write(chunk)
            length -= len(chunk)


def _tables(contents: Contents, folder: Path) -> None:
    """Each table as JSON lines with the exact values, and as CSV for spreadsheets, defused."""
    folder.mkdir(parents=True)
    for name, rows in contents.tables.items():
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_bytes(lines.encode("utf-8", "surrogatepass"))
        (folder / f"{name}.csv").write_bytes(_csv(rows).encode("utf-8-sig", "replace"))


def _csv(rows: tuple[Row, ...]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for place, row in enumerate(rows):
        if place == 0:
            writer.writerow(row)
        writer.writerow([_cell(value) for value in row.values()])
    return text.getvalue()


def _cell(value: Any) -> Any:
    if value is None or isinstance(value, (int, float)):
        return value
    return cell(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _pages(contents: Contents, made: tuple[Exhibit, ...], draft: Path) -> None:
    for name in ("report", "exhibits", "graph"):
        (draft / "data" / name).mkdir()
    (draft / "data" / "report" / "index.html").write_bytes(
        report.html(contents, made).encode("utf-8", "replace")
    )
    for each in made:
        (draft / "data" / "exhibits" / each.file).write_bytes(each.page.encode("utf-8", "replace"))
    picture.write_graphml(contents, draft / "data" / "graph" / "graph.graphml")


def _knowledge(contents: Contents, draft: Path) -> None:
    """The basis and the derivation's statement, as they were sealed."""
    for name, file, told in (
        ("basis", "basis.json", contents.basis),
        ("derived", "derivation.json", contents.statement),
    ):
        (draft / "data" / name).mkdir()
        (draft / "data" / name / file).write_bytes(canonical.encode(dict(told)))


def _proofs(contents: Contents, made: tuple[Exhibit, ...], folder: Path) -> None:
    """For each exhibit, the proof that its exchange's event is in the signed tree."""
    folder.mkdir()
    lines = []
    for each in made:
        number = int(each.event["n"])
        size, proof = contents.inclusion(number)
        row = {"exhibit": each.number, "exchange": each.event["id"], "n": number, "size": size}
        lines.append(canonical.encode({**row, "proof": [step.hex() for step in proof]}) + b"\n")
    (folder / "inclusion.jsonl").write_bytes(b"".join(lines))


def _info(contents: Contents) -> dict[str, str]:
    return {
        "Source-Organization": contents.facts.get("investigators", ""),
        "External-Description": contents.title.encode("ascii", "backslashreplace").decode(),
        "External-Identifier": contents.case,
        "Bagging-Date": contents.at[:10],
        "Jurisdiction": contents.court.name,
        "Share": contents.share,
        "Legal-Basis": contents.facts.get("legal_basis", "").encode("ascii", "backslashreplace").decode(),
        "Notice": contents.banner,
    }


def _howto(contents: Contents) -> str:
    notice = f"{contents.banner}\n\n" if contents.banner else ""
    return f"""{notice}How to check this package without the software that made it

1. Every file is what it was (in this folder):
     sha256sum -c --quiet manifest-sha256.txt && sha256sum -c --quiet tagmanifest-sha256.txt

2. The ledger's head is signed (N is the largest number in data/evidence/checkpoints):
     cd data/evidence/checkpoints
     sed -e '/^$/,$d' N.note > text
     tail -n 1 N.note | cut -d' ' -f3 | base64 -d | tail -c 64 > signature
     openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in text -sigfile signature
   Compare the key's fingerprint with its owner by another way than this package.

3. The head existed at the stated time (for each N.AUTHORITY.tsr):
     openssl ts -reply -in N.AUTHORITY.tsr -text
     openssl ts -verify -data N.note -in N.AUTHORITY.tsr -CAfile N.AUTHORITY.ca.pem
   Take the authority's root from the authority, not from here.

4. All of that, and every kept exchange against the ledger, in one go (Python 3.9 or newer):
     python3 verify.py .

5. The result again, from the kept bytes and the packaged basis (needs the software):
     osint verify --rederive .

In spreadsheets (CSV), text that would be read as a formula begins with an apostrophe; the exact values are
in the JSON lines (.jsonl) beside them.
"""
