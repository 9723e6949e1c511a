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


def test_what_one_budget_left_out_many_times_is_told_once_with_its_number() -> None:
    from osint.case.summary import Left
    from osint.cli.collecting import left_out

    why = "budget: it costs 50 credits, and 100 of 100 are spent: a larger budget asks it"
    many = [Left("whoisxml", f"registrant_name:owner {each}", why) for each in range(20)]
    few = [Left("shodan", f"telegram:moon{each}", "a hub: 900 bear it") for each in range(2)]
    assert list(left_out([*many, *few])) == [
        f"whoisxml: registrant_name:owner 0 and 19 more: {why}",
        "shodan: telegram:moon0: a hub: 900 bear it",
        "shodan: telegram:moon1: a hub: 900 bear it",
    ]
