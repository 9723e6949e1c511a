"""The plan of the house, kept by a test: who may import whom, and what nobody may."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "osint"

# Each floor imports only from lower ones; rooms of one line stand side by side and do not know each other.
FLOORS = (
    {"errors", "canonical"},
    {"records", "names", "inert"},
    {"outcomes", "rows"},
    {"registration"},
    {"tables", "formats", "identifiers", "courts"},
    {"evidence", "collectors"},
    {"links", "hosting"},
    {"operators"},
    {"derive"},
    {"case"},
    {"rederive", "views", "bundle"},
    {"desk"},
    {"practice"},
    {"cli"},
    {"__main__"},
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}

# Shelves: entries do not know each other; these files of each are shared by all of it.
SHELVES = {
    "collectors": {
        *("collector", "seen", "answers", "registered", "captures", "searching"),
        *("passive_records", "passive_bearers", "leaf"),
    },
    "identifiers": {"kind", "checksums", "layers", "forms", "escapes", "runs", "extracts", "sights"},
    "courts": {"court"},
    "formats": {"reading", "chunks", "warc", "warc_read", "warc_write", "warc_bytes"},
}

# Higher to lower, and still forbidden.
NEVER = {
    "links": {"evidence", "collectors", "formats"},
    "operators": {"evidence", "collectors", "formats"},
    "hosting": {"evidence", "collectors", "formats"},
    "bundle": {"collectors", "case"},
    "views": {"evidence", "collectors"},
}

NETWORK = {
    "socket",
    "ssl",
    "http",
    "urllib.request",
    "requests",
    "httpx",
    "aiohttp",
    "asyncio",
    "python_socks",
    "shodan",
    "ipwhois",
    "whois",
    "dns.query",
    "dns.asyncquery",
    "dns.resolver",
    "ftplib",
    "smtplib",
}
PICTURES = {"pandas", "pyvis", "plotly"}
MAY_DRAW = {"views", "desk"}  # desk names them in its types only

# The exceptions, by name, each with its reason.
MAY_USE_NETWORK = {
    "collectors/shodan_client.py": {"shodan", "requests"},  # reads kept answers; its session has no wire
    "collectors/network_readers.py": {"ipwhois"},  # reads kept answers
    "registration/opinion_child.py": {"whois"},  # reads kept text, in a process of its own
    "case/asking.py": {"asyncio"},  # the loop in which the recorder runs
    "case/lanes.py": {"asyncio"},  # runs the same side by side
    "case/collecting.py": {"asyncio"},  # runs the recorder's questions side by side; opens nothing itself
}
MAY_RECORD = {"evidence", "case", "cli"}  # cli names the profile in its types only
LISTENS = "practice"  # the only room that opens a listening socket


def imports(path: Path) -> Iterator[str]:
    """Every module that a file names, type-only imports too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: write imports whole"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def named(module: str, names: set[str]) -> bool:
    return any(module == name or module.startswith(name + ".") for name in names)


FILES = sorted(SOURCE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(SOURCE).as_posix())
class TestEveryFile:
    def test_imports_only_from_lower_floors(self, path: Path) -> None:
        room = room_of(path)
        for module in imports(path):
            target = own_room(module)
            if target is None or room in {target, "__init__"}:
                continue
            assert FLOOR[target] < FLOOR[room], f"{room} imports {module}, which is not below it"
            assert target not in NEVER.get(room, set()), f"{room} must never import {module}"

    def test_does_not_know_its_neighbour_on_a_shelf(self, path: Path) -> None:
        room = room_of(path)
        entry = path.stem
        if room not in SHELVES or entry == "__init__" or entry in SHELVES[room]:
            return
        for module in imports(path):
            if module.startswith(f"osint.{room}."):
                neighbour = module.split(".")[2]
                allowed = SHELVES[room] | HOUSEMATES.get(f"{room}/{entry}", set())
                assert neighbour in allowed, f"{entry} takes from its neighbour {module}"

    def test_opens_no_connection_outside_the_recorder(self, path: Path) -> None:
        where = path.relative_to(SOURCE).as_posix()
        if where.startswith("evidence/recorder/") or room_of(path) == LISTENS:
            return
        allowed = MAY_USE_NETWORK.get(where, set())
        used = {module for module in imports(path) if named(module, NETWORK) and not named(module, allowed)}
        assert not used, f"{where} can reach the network through {sorted(used)}"

    def test_speaks_to_the_recorder_from_the_case_alone(self, path: Path) -> None:
        used = {module for module in imports(path) if named(module, {"osint.evidence.recorder"})}
        assert not used or room_of(path) in MAY_RECORD, f"{sorted(used)}: only a case asks the recorder"

    def test_draws_only_in_views(self, path: Path) -> None:
        used = {module for module in imports(path) if named(module, PICTURES)}
        assert not used or room_of(path) in MAY_DRAW, f"{sorted(used)} belongs in views"

    def test_says_first_what_stands_in_it(self, path: Path) -> None:
        docstring = ast.get_docstring(ast.parse(path.read_text("utf-8")))
        assert docstring, "the first line says in plain words what stands here"

    def test_is_one_idea_long(self, path: Path) -> None:
        lines = len(path.read_text("utf-8").splitlines())
        assert lines <= LONGEST.get(path.relative_to(SOURCE).as_posix(), 350)


# Parts of one entry that grew past one file.
HOUSEMATES: dict[str, set[str]] = {
    "identifiers/automaton": {"context", "compiled"},
    "identifiers/windows": {"kinds", "automaton"},
    "identifiers/scan": {"context", "prose", "windows"},
    "formats/warc": {"warc_foreign"},
    "formats/warc_answers": {"warc_foreign"},
    "identifiers/reading": {"pictures"},
    "collectors/page": {"pictures_named"},
    "collectors/dns": {"dns_records", "mail_policy"},
    "collectors/network": {"network_readers", "national_registries"},
    "collectors/shodan": {"shodan_client", "shodan_banners"},
    "collectors/shodan_banners": {"shodan_certificates"},
}

# Longer than a room, each for a reason.
LONGEST = {
    "bundle/verify.py": 1020,  # one file by contract: it is copied into every package
}


def room_of(path: Path) -> str:
    """The room that a file stands in: the first folder, or the file itself."""
    return path.relative_to(SOURCE).with_suffix("").parts[0]


def own_room(module: str) -> str | None:
    """The room of ours that a module name points into, if it is ours."""
    parts = module.split(".")
    return parts[1] if parts[0] == "osint" and len(parts) > 1 and parts[1] in FLOOR else None


def test_the_verifier_imports_nothing_of_ours() -> None:
    assert not [module for module in imports(SOURCE / "bundle" / "verify.py") if module.startswith("osint")]


def test_every_room_has_a_floor() -> None:
    rooms = {room_of(path) for path in FILES} - {"__init__"}
    assert rooms <= set(FLOOR), f"no floor for {sorted(rooms - set(FLOOR))}"


def test_nothing_reads_the_practice_worlds_truth() -> None:
    assert not [path for path in FILES if "truth.json" in path.read_text("utf-8")]
