"""Set up, run and check the workbench with nothing but Python's standard library.

``make demo`` and ``py dev.py demo`` are the same. The environment stands in ``.venv`` and comes from
``requirements.lock`` alone; the installer (uv) stands in ``.tools``, since it removes itself otherwise.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
LOCK = ROOT / "requirements.lock"
BIN = "Scripts" if os.name == "nt" else "bin"

# What the full checks need beside Python, by the program that shows it is there (Debian's names).
DEBIAN = {
    "chromium": "chromium",
    "openssl": "openssl",
    "named": "bind9",
    "microsocks": "microsocks",
    "ip": "iproute2",
}
FONTS = {
    "fonts-noto-cjk": "NotoSansCJK-Regular",
    "fonts-thai-tlwg": "Loma",
}  # by the file's name without its ending


def main(words: list[str]) -> int:
    """Run the task that the first word names, and return its exit status."""
    tasks: dict[str, Callable[[], int]] = {
        "setup": setup,
        "demo": demo,
        "test": test,
        "test-net": test_net,
        "check": check,
        "bench": bench,
        "evaluate": evaluate,
        "lock": lock,
        "clean": clean,
    }
    if len(words) != 1 or words[0] not in tasks:
        print(f"usage: dev.py {'|'.join(tasks)}", file=sys.stderr)
        return 2
    return tasks[words[0]]()


def setup() -> int:
    """Make ``.venv`` from the lock, unless it is there and the lock has not changed."""
    wanted = hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    mark = VENV / "lock.sha256"
    if mark.is_file() and mark.read_text("utf-8") == wanted:
        return 0
    python = find_python()
    say("setting up: a virtual environment in .venv (once, about a minute)")
    if not program(VENV, "python").is_file():
        run(python, "-m", "venv", str(VENV))
    install(python)
    mark.write_text(wanted, "utf-8")
    return 0


def demo() -> int:
    """Run one case on the practice world, from seeds to a verified package."""
    setup()
    folder = ROOT / "reports" / "practice-case"
    return run(program(VENV, "python"), "-m", "osint", "demo", "--folder", str(folder), check=False)


def check() -> int:
    """The quick checks before a commit: format, lint, types, tests that need no browser."""
    setup()
    return lint() or pytest("-m", "not browser and not slow")


def test() -> int:
    """Every check; installs what Debian packages it needs where it may."""
    setup()
    if missing := provide_programs():
        say(f"missing for the full checks: {', '.join(missing)}")
        say(f"on Debian: apt-get install {' '.join(missing)}")
        if os.environ.get("CI"):
            return 1
        say("going on without; tests that need them will say that they were skipped")
    return lint() or pytest()


def test_net() -> int:
    """The collectors against real servers, in a network namespace with no way out; needs Linux."""
    setup()
    provide_programs()
    return pytest("tests/net", "-v", "-rs")


def bench() -> int:
    """Print the benchmarks: ratios measured side by side in one run."""
    setup()
    python, tests = program(VENV, "python"), ROOT / "tests"
    ended = [
        run(python, tests / "bench.py", check=False),
        run(python, tests / "identifiers" / "bench_archive.py", check=False),
        run(python, tests / "case" / "bench_collecting.py", check=False),
        run(python, tests / "links" / "bench_wide.py", "--sites", "10000", check=False),
        run(python, tests / "identifiers" / "bench_scan.py", "--size", "0.2", "--every", "20", check=False),
        run(python, tests / "registration" / "bench_whois.py", check=False),
    ]
    return max(ended)


def evaluate() -> int:
    """Print how right links and operators are on generated worlds."""
    setup()
    return run(program(VENV, "python"), ROOT / "tests" / "evaluate.py", check=False)


def lock() -> int:
    """Write ``requirements.lock`` anew: every platform, every hash, no address."""
    tools(find_python())
    groups = ("--group", "dev", "--universal", "--generate-hashes", "--python-version", "3.11", "--no-header")
    run(program(TOOLS, "uv"), "pip", "compile", *groups, "pyproject.toml", "-q", "-o", str(LOCK))
    return 0


def clean() -> int:
    """Remove everything that setup made."""
    for folder in (VENV, TOOLS):
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def lint() -> int:
    """Format, lint and types; the first that fails ends it."""
    for tool, *words in (("ruff", "format", "--check", "."), ("ruff", "check", "."), ("mypy",)):
        if status := run(program(VENV, tool), *words, check=False):
            return status
    return 0


def pytest(*words: str) -> int:
    """The tests, with these further words."""
    return run(program(VENV, "python"), "-m", "pytest", *words, check=False)


def find_python() -> str:
    """This interpreter when it is new enough, else the newest on the path.

    Raises:
        SystemExit: when there is no Python 3.11 or newer.
    """
    if sys.version_info >= (3, 11):  # noqa: UP036 -- whoever types `make` may have an older one
        return sys.executable
    names = ("python3.14", "python3.13", "python3.12", "python3.11")
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        raise SystemExit("Python 3.11 or newer is needed: install it and run this again")
    return found


def install(python: str) -> None:
    """Bring ``.venv`` to what the lock says, then the package itself, by uv or else by pip."""
    here = str(program(VENV, "python"))
    own = ("--no-deps", "--no-build-isolation", "-e", str(ROOT))
    if tools(python):
        uv = program(TOOLS, "uv")
        run(uv, "pip", "sync", "-q", "--python", here, "--require-hashes", str(LOCK))
        run(uv, "pip", "install", "-q", "--python", here, *own)
        return
    run(here, "-m", "pip", "install", "-q", "--require-hashes", "-r", str(LOCK))
    run(here, "-m", "pip", "install", "-q", *own)


def tools(python: str) -> bool:
    """Whether uv stands in ``.tools``, after trying to put it there."""
    if program(TOOLS, "uv").is_file():
        return True
    run(python, "-m", "venv", str(TOOLS))
    return run(program(TOOLS, "python"), "-m", "pip", "install", "-q", "uv>=0.9", check=False) == 0


def provide_programs() -> list[str]:
    """Install what is missing where that is allowed; the Debian packages that are missing still."""
    missing = missing_packages()
    if missing and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        say(f"installing for the checks: {', '.join(missing)}")
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        run("apt-get", "update", "-qq", check=False)
        run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing, check=False, quiet=True)
        missing = missing_packages()
    return missing


def missing_packages() -> list[str]:
    """The Debian packages whose program or font is not found."""
    paths = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin"))
    fonts = {path.stem for path in Path("/usr/share/fonts").rglob("*") if path.is_file()}
    lacking = [package for name, package in DEBIAN.items() if shutil.which(name, path=paths) is None]
    return lacking + [package for package, name in FONTS.items() if name not in fonts]


def program(environment: Path, name: str) -> Path:
    """Where a virtual environment keeps a program."""
    return environment / BIN / (f"{name}.exe" if os.name == "nt" else name)


def run(*words: str | Path, check: bool = True, quiet: bool = False) -> int:
    """Run a program in the checkout and return its status; with ``check`` a failure ends everything."""
    settings = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "PYTHONUTF8": "1"}
    line = [str(word) for word in words]
    output = subprocess.DEVNULL if quiet else None
    status = subprocess.run(line, cwd=ROOT, env=settings, check=False, stdout=output).returncode
    if check and status:
        raise SystemExit(f"failed with status {status}: {' '.join(line)}")
    return status


def say(text: str) -> None:
    """A line about progress, on standard error."""
    print(f"dev: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
