"""What was not answered, in words: a reason that holds for many is said once."""

from osint.case.summary import Failure
from osint.cli.collecting import failed

NONE = "no browser is installed: install Chrome"


def test_a_missing_browser_is_one_line_whatever_the_number_of_sites() -> None:
    stopped = f"rendered is asked no more in this run: {NONE}"
    failures = [Failure("not asked", "browser:https://a.example/", NONE)]
    failures += [Failure("not asked", f"browser:https://{n}.example/", stopped) for n in range(9)]
    assert list(failed(failures)) == [f"not asked: browser:https://a.example/ and 9 more: {NONE}"]


def test_failures_for_reasons_of_their_own_are_told_one_by_one() -> None:
    failures = [Failure("failed", f"https://{n}.example/", f"reason {n}") for n in range(9)]
    assert len(list(failed(failures))) == 9
