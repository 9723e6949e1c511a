"""The package: the kept exchanges, what was derived from them, the proofs, and the means to check it all."""

import shutil
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from osint import canonical
from osint.bundle import bag, leaks, originals, picture, redaction_log, report
from osint.bundle.contents import Contents
from osint.bundle.exhibit_sheet import Desk, desk, exhibit_sheet
from osint.bundle.exhibits import Exhibit, exhibits
from osint.bundle.howto import howto, proofs_in
from osint.bundle.redact import Redacted
from osint.bundle.report_sheet import report_sheet
from osint.bundle.sheets import write_table
from osint.bundle.signature import signer
from osint.bundle.typeset import press
from osint.errors import UsageError


@dataclass(frozen=True, slots=True)
class Setting:
    """How exhibits are set in type: in how many processes, and whom to tell how many are done."""

    jobs: int = 1
    progress: press.Progress | None = None


def build(share: Redacted, target: Path, setting: Setting | None = None) -> Path:
    """Write the package; nothing that looks whole is there before it is.

    Raises:
        UsageError: when the target is there already, or lies in the case's evidence.
        SettingError: when the key that signed the ledger, or the fonts, are not at hand.
        OsintError: when it cannot be written, or holds what it must not.
    """
    contents = share.contents
    if contents.evidence.resolve() in target.resolve().parents:
        raise UsageError(f"{target} lies among the evidence: give a place outside, such as exports/")
    with bag.building(target) as draft:
        contents = originals.write(share, draft / "data" / "evidence")
        at = desk(contents)
        key, public = signer(draft / "data" / "evidence" / "checkpoints")
        _tables(contents, draft / "data" / "tables")
        made = exhibits(contents)
        _pages(contents, made, draft, key.fingerprint)
        _set(at, made, draft, setting or Setting())
        _report(at, made, draft, key.fingerprint)
        _knowledge(contents, draft)
        _proofs(contents, made, draft / "proofs")
        shutil.copyfile(str(files("osint.bundle").joinpath("verify.py")), draft / "verify.py")
        proofs = proofs_in(draft / "data" / "evidence" / "checkpoints", public)
        text = howto(proofs, banner=contents.banner, fingerprint=key.fingerprint)
        (draft / "HOWTO.txt").write_bytes(text.encode())
        redaction_log.write(share, draft / "data" / "redaction")
        if share.secrets is not None:
            leaks.refuse(draft, share.secrets)
        bag.seal(draft, _info(contents), key.sign)
    return target


def _tables(contents: Contents, folder: Path) -> None:
    """Each table as JSON lines with the exact values, and as CSV for spreadsheets, defused."""
    folder.mkdir(parents=True)
    if contents.banner:
        (folder / "NOTICE.txt").write_bytes(f"{contents.banner}\n".encode())
    for name, rows in contents.tables.items():
        write_table(folder / name, rows)


def _pages(contents: Contents, made: tuple[Exhibit, ...], draft: Path, fingerprint: str) -> None:
    for name in ("report", "exhibits", "graph"):
        (draft / "data" / name).mkdir()
    (draft / "data" / "report" / "index.html").write_bytes(
        report.html(contents, made, fingerprint=fingerprint).encode("utf-8", "replace")
    )
    picture.write_graphml(contents, draft / "data" / "graph" / "graph.graphml")


def _set(at: Desk, made: tuple[Exhibit, ...], draft: Path, setting: Setting) -> None:
    """The exhibits as PDF/A."""
    sheets = (exhibit_sheet(at, each) for each in made)
    press.set_all(
        sheets, draft / "data" / "exhibits", jobs=setting.jobs, count=len(made), progress=setting.progress
    )


def _report(at: Desk, made: tuple[Exhibit, ...], draft: Path, fingerprint: str) -> None:
    """The report as PDF/A."""
    press.set_all([report_sheet(at, made, fingerprint=fingerprint)], draft / "data" / "report")


def _knowledge(contents: Contents, draft: Path) -> None:
    """The basis and the derivation's statement, as they were sealed."""
    for name, file, told in (
        ("basis", "basis.json", contents.basis),
        ("derived", "derivation.json", contents.statement),
    ):
        (draft / "data" / name).mkdir()
        (draft / "data" / name / file).write_bytes(canonical.encode(dict(told)))


def _proofs(contents: Contents, made: tuple[Exhibit, ...], folder: Path) -> None:
    """For each exchange that an exhibit shows, the proof that its event is in the signed tree."""
    folder.mkdir()
    known: dict[int, tuple[int, list[str]]] = {}
    lines = []
    for each in made:
        for event in each.events:
            number = int(event["n"])
            if number not in known:
                size, proof = contents.inclusion(number)
                known[number] = (size, [step.hex() for step in proof])
            size, steps = known[number]
            row = {"exhibit": each.number, "exchange": event["id"], "n": number, "size": size}
            lines.append(canonical.encode({**row, "proof": steps}) + b"\n")
    (folder / "inclusion.jsonl").write_bytes(b"".join(lines))


def _info(contents: Contents) -> dict[str, str]:
    return {
        "Source-Organization": contents.facts.get("investigators", ""),
        "External-Description": contents.title,
        "External-Identifier": contents.case,
        "Bagging-Date": contents.at[:10],
        "Jurisdiction": contents.court.name,
        "Share": contents.share,
        "Legal-Basis": contents.facts.get("legal_basis", ""),
        "Notice": contents.banner,
    }
