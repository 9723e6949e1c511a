"""A case of three invented sites, two of which share an account."""

from pathlib import Path

from osint.desk import Case

ID = "UA-7345812"


def site_page(folder: Path, name: str, account: str) -> Path:
    """A saved page that bears an account."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.html"
    path.write_text(
        f"<html><head><script>ga('create', '{account}-1', 'auto');</script></head><body>read</body></html>",
        "utf-8",
    )
    return path


def three_sites(folder: Path) -> Case:
    """One and two share an account; three has another."""
    case = Case.start(folder / "case", "three sites", sites=["one.example"])
    for name, account in {"one": ID, "two": ID, "three": "UA-9111222"}.items():
        case.import_files([site_page(folder, name, account)], url=f"https://{name}.example/")
    return case
