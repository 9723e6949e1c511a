"""Commands for the practice world and the notebook: demo and lab."""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from osint.bundle import verify as verifier
from osint.case.asking import Summary
from osint.case.settings import Network
from osint.cli.printing import put, say
from osint.cli.progress import progress
from osint.desk import PRACTICE, Case
from osint.errors import UsageError
from osint.inert import line

WORLD = "OSINT_PRACTICE_WORLD"
NO = 1
MOST_SHOWN = 12


@contextmanager
def world_of(case: Case) -> Iterator[None]:
    """The practice world while a practice case asks; a real case needs none, nor one that is served already."""
    if not case.settings.is_practice or os.environ.get(WORLD):
        yield
        return
    with serving():
        yield


@contextmanager
def serving() -> Iterator[Path]:
    """The practice world, started for the length of a block and named to whoever asks for it."""
    from osint.practice import World  # heavy: makes certificates

    with World() as world:
        os.environ[WORLD] = str(world.descriptor)
        try:
            yield world.descriptor
        finally:
            del os.environ[WORLD]


def demo(
    folder: Annotated[Path, typer.Option(metavar="DIR", help="Where the case is made.")] = Path(
        "practice-case"
    ),
    serve: Annotated[
        bool, typer.Option("--serve", help="Only serve the practice world, until stopped.")
    ] = False,
) -> None:
    """Run one case on the practice world, from twelve sites to a verified package. PRACTICE, NOT EVIDENCE."""
    with serving() as descriptor:
        if serve:
            say(f"the practice world is served; in another terminal: export {WORLD}={descriptor}")
            put(str(descriptor))
            while True:
                time.sleep(3600)
        _demo(folder)


def _demo(folder: Path) -> None:
    begun = time.monotonic()
    say(f"*** {PRACTICE} ***")
    _practice_key()
    if (folder / "case.toml").is_file():
        case = Case.open(folder)
    else:
        case = Case.start(
            folder,
            "Practice: who runs these reader sites?",
            sites=_hosts("seeds.txt"),
            originals=_hosts("originals.txt"),
            investigators=["practice"],
            legal_basis="training on invented data",
            network=Network(profile="practice"),
        )
    with progress() as report:
        summary = case.collect(progress=report)
        summary.add(case.expand(depth=2, budget=80, progress=report))
    _tell(case, summary)
    package = folder / "exports" / f"package-{len(list((folder / 'exports').glob('package-*'))) + 1}"
    case.export(package, court="kr")
    result = verifier.verify(package)
    say("")
    put(f"package   {package}: {result['result']} ({len(result['checks'])} checks)")
    put(f"report    {package / 'data' / 'report' / 'index.html'}")
    put(f"notebooks {notebooks()} (open them with: osint lab {folder})")
    put(f"{time.monotonic() - begun:.1f} seconds. {PRACTICE}")
    case.close()
    if result["result"] != "passed":
        say(verifier.as_text(result))
        sys.exit(NO)


def _hosts(file: str) -> list[str]:
    """The hosts that a list of the practice world names."""
    from osint.practice.content import folder

    return [host for host in (folder() / file).read_text("utf-8").split() if not host.startswith("#")]


def _practice_key() -> None:
    """Practice never touches the user's own key."""
    kept = Path(tempfile.gettempdir()) / f"osint-practice-key-{getattr(os, 'getuid', int)()}.pem"
    os.environ.setdefault("OSINT_KEY_FILE", str(kept))


def _tell(case: Case, summary: Summary) -> None:
    """The operators with their reasons, then what could not be answered."""
    links = case.all_links()
    say(f"{summary.asked} questions put, {summary.kept} answered from what was kept, {summary.sites} sites")
    for operator in case.all_operators():
        put("")
        put(f"{operator.id}: {len(operator.sites)} sites")
        for member in operator.sites:
            put(f"  {member.probability:.4f}  {line(member.site)}")
        cut = operator.weakest_cut
        if cut is not None:
            put(f"  weakest place: {cut.bits / 1000:.1f} bits, on {line(', '.join(cut.evidence[:4]))}")
        inner = [each for each in links if {each.a, each.b} <= {member.site for member in operator.sites}]
        shared = {f"{row.kind}:{row.value}" for each in inner for row in each.evidence if row.bits > 0}
        put(f"  rests on: {line(', '.join(sorted(shared)[:8]))}")
    put("")
    put("not answered, as the practice world stages it:")
    for failure in summary.failures[:MOST_SHOWN]:
        put(line(f"  {failure.outcome}: {failure.uri}: {failure.why}"))
    if len(summary.failures) > MOST_SHOWN:
        put(f"  and {len(summary.failures) - MOST_SHOWN} more: osint show {case.folder} exchanges")


def notebooks() -> Path:
    """Where the notebooks are: in the package that is installed, or in the checkout."""
    installed = Path(__file__).parents[1] / "notebooks"
    return installed if installed.is_dir() else Path(__file__).parents[3] / "notebooks"


def lab(
    folder: Annotated[Path | None, typer.Argument(metavar="DIR", show_default=False)] = None,
) -> None:
    """Open JupyterLab on a case's notebooks."""
    import shutil
    import subprocess

    found = shutil.which("jupyter", path=str(Path(sys.executable).parent)) or shutil.which("jupyter")
    if found is None:
        raise UsageError("JupyterLab is not installed here: pip install jupyterlab")
    place = (folder or Path.cwd()).resolve()
    own = place / "notebooks"
    own.mkdir(exist_ok=True)
    for source in sorted(notebooks().glob("*.ipynb")):
        if not (own / source.name).exists():
            shutil.copyfile(source, own / source.name)
    environment = {**os.environ, "OSINT_CASE": str(place)}
    sys.exit(
        subprocess.run([found, "lab", "--notebook-dir", str(own)], env=environment, check=False).returncode
    )
