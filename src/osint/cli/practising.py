"""Commands for the practice world and the notebook: demo and lab."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from osint.case.limits import Limits
from osint.cli import status
from osint.cli.cores import cores
from osint.cli.printing import put, say
from osint.cli.progress import counting, progress
from osint.errors import CaseError, UsageError
from osint.inert import line

if TYPE_CHECKING:
    from osint.case.summary import Summary
    from osint.desk import Case

MOST_SHOWN = 12
PLENTY = 100_000  # credits: the practice world's cost nothing, and the demonstration leaves out no search for want of them


@contextmanager
def world_of(case: "Case") -> Iterator[None]:
    """The practice world while a practice case asks; a real case needs none."""
    if not case.settings.is_practice:
        yield
        return
    from osint.practice.serving import serving  # heavy: makes certificates

    with serving():
        yield


def demo(
    folder: Annotated[Path, typer.Option(metavar="DIR", help="Where the case is made.")] = Path(
        "practice-case"
    ),
    serve: Annotated[
        bool, typer.Option("--serve", help="Only serve the practice world, until stopped.")
    ] = False,
) -> None:
    """Run one case on the practice world, from twelve sites to a verified package. PRACTICE, NOT EVIDENCE.

    osint demo --folder practice-case
    """
    from osint.practice.serving import serving, use_practice_key

    if serve:
        _serve()
        return
    use_practice_key()
    with serving():
        _demo(folder)


def _serve() -> None:
    """Serve the practice world until the user has had enough, which is no failure."""
    from osint.practice.serving import WORLD, serving

    try:
        with serving() as descriptor:
            say(f"the practice world is served; in another terminal: export {WORLD}={descriptor}")
            say("then `osint new DIR --practice` makes a case on it")
            put(str(descriptor))
            sys.stdout.flush()
            while True:
                time.sleep(3600)
    except KeyboardInterrupt:
        say("the practice world is closed")


def _demo(folder: Path) -> None:
    from osint.bundle import verify as verifier
    from osint.records import PRACTICE

    begun = time.monotonic()
    say(f"*** {PRACTICE} ***")
    case = _practice_case(folder)
    with progress() as report:
        summary = case.collect(progress=report)
        limits = Limits(credits=PLENTY)
        summary.add(case.expand(depth=2, budget=80, limits=limits, progress=report))
    _tell(case, summary)
    with counting("setting exhibits") as counted:
        package = case.export(court="kr", jobs=cores(), progress=counted)
    result = verifier.verify(package)
    say("")
    put(f"package   {package}: {result['result']} ({len(result['checks'])} checks)")
    put(f"report    {package / 'data' / 'report' / 'index.html'}")
    put(f"notebooks {notebooks()} (open them with: osint lab {folder})")
    put(f"{time.monotonic() - begun:.1f} seconds. {PRACTICE}")
    case.close()
    if result["result"] != "passed":
        say(verifier.as_text(result))
        raise SystemExit(status.NO)


def _practice_case(folder: Path) -> "Case":
    """The practice case in a folder, made where there is none.

    Raises:
        CaseError: when a real case is there: its sites would be asked for in the practice world.
    """
    from osint.desk import Case
    from osint.practice.lab import practice_case

    if not (folder / "case.toml").is_file():
        return practice_case(folder)
    case = Case.open(folder)
    if not case.settings.is_practice:
        raise CaseError(f"{folder} holds a real case: give another place with --folder DIR")
    return case


def _tell(case: "Case", summary: "Summary") -> None:
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
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="The case's folder.", show_default=False)
    ] = None,
) -> None:
    """Open JupyterLab on a case's notebooks; without a case, on a practice case that they make.

    osint lab mangaclones
    """
    if folder is not None and not (folder / "case.toml").is_file():
        raise CaseError(f"{folder} holds no case (case.toml is missing): make one with `osint new {folder}`")
    found = shutil.which("jupyter", path=str(Path(sys.executable).parent)) or shutil.which("jupyter")
    if found is None:
        raise UsageError("JupyterLab is not installed here: pip install jupyterlab")
    place = (folder or Path.cwd()).resolve()
    environment = dict(os.environ)
    if (place / "case.toml").is_file():
        environment["OSINT_CASE"] = str(place)
    words = [found, "lab", "--notebook-dir", str(_own_notebooks(place))]
    raise SystemExit(subprocess.run(words, env=environment, check=False).returncode)


def _own_notebooks(place: Path) -> Path:
    """A folder of notebooks that may be changed: copied once, never over what is there."""
    own = place / "notebooks"
    own.mkdir(exist_ok=True)
    for source in sorted(notebooks().glob("*.ipynb")):
        if not (own / source.name).exists():
            shutil.copyfile(source, own / source.name)
    return own
