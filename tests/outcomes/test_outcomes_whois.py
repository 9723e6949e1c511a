"""How a WHOIS reply ended: a quota is never "not found", and silence is neither."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from osint.outcomes import judge_whois
from osint.records import Outcome

TERMS = """
>>> Last update of WHOIS database: 2026-11-24T00:00:00Z <<<

Access to the Whois service is rate limited. Abuse of this service is monitored and actions in contravention of
these terms will result in being permanently blacklisted. If too many queries are received from a single address
within a specified time, the service will begin to reject further queries. You agree not to make excessive queries.
The service may be unavailable during maintenance; a domain that does not exist in the database may be reserved.
"""
REFUSED = {
    "afnic": "%% This is the AFNIC Whois server.\n%%\n%% Too many requests...\n%%\n\n%% No entries found in the Database.\n",
    "denic": "% Error: 55000000002 Connection refused; access control limit reached.\n",
    "be": "% .be Whois Server 5.0\n%\n site.example\n-3: IP address blocked\n",
    "be, hourly": "% Maximum queries per hour reached (100)\n",
    "ripe": "%ERROR:201: access denied for 192.0.2.1\n%\n% Queries from your IP address have passed the daily limit\n",
    "pir": "WHOIS LIMIT EXCEEDED - SEE WWW.REGISTRY.EXAMPLE/WHOIS FOR DETAILS\n",
    "cz": "% Your connection limit exceeded. Please slow down and try again later.\n",
    "cn": "Queried interval is too short.\n",
    "hk": "Number of allowed queries exceeded.\n",
    "kr": "귀하의 IP는 조회 횟수를 초과하였습니다.\n",
    "kr, cp949": "귀하의 IP는 조회 횟수를 초과하였습니다.\n".encode("cp949"),
    "plain": "You have exceeded your query limit.\n",
    "plain, later": "Please try again in 24 hours.\n",
    "says both": "Query rate limit exceeded.\nNo match for domain.\n",
    "says both, other order": "No match for domain.\nQuota exceeded.\n",
    "with terms": "Request denied: permission denied.\n" + TERMS,
}
ABSENT = {
    "verisign": 'No match for domain "SITE.EXAMPLE".\r\n' + TERMS,
    "centralnic": "The queried object does not exist: DOMAIN NOT FOUND\n" + TERMS,
    "nominet": '    No match for "site.example".\n\n    This domain name has not been registered.\n\n-- \nThis WHOIS '
    "information is provided subject to restrictions on: exceeding query rate or volume limits.\n",
    "islands": "Domain Name: site.example\nDomain Status: Available\n\nThis information is provided free of charge.\n\n"
    "(d) make excessive queries.\n",
    "sweden": '# Copyright\n"site.example" not found.\n',
    "chile": "%%\nsite.example: no entries found.\n",
    "canada": "site.example is available.\n",
    "iana": "% IANA WHOIS server\n% This query returned 0 objects.\n",
    "brazil, latin-1": "% site.example: domínio não encontrado\n".encode("latin-1"),
    "kr": "도메인이름이 등록되어 있지 않습니다.\n".encode("cp949"),
    "ru": "Домен не найден\n",
}
ANSWERED = {
    "record": "Domain Name: SITE.EXAMPLE\nRegistrar: A\nCreation Date: 2024-01-01T00:00:00Z\n" + TERMS,
    "record in columns": "Domain:\n     site.example\n\nRegistrar:\n     A Inc.\n\nName servers:\n     ns1.site.example\n"
    "\n- exceeding query rate or volume limits.\n",
    "record with harsh terms": "% Too many requests will be refused\ndomain: site.example\nnserver: ns.site.example\n",
    "unknown words": "Reserved by the registry\n",
    "only a banner": "% Welcome to the registry\n",
    "korean record": "도메인이름 : site.example\n등록인 : 홍길동\n".encode("cp949"),
}


def judged(said: str | bytes) -> tuple[Outcome, str]:
    return judge_whois(said if isinstance(said, bytes) else said.encode())


@pytest.mark.parametrize("name", REFUSED)
def test_a_quota_or_a_block_is_refused_and_never_absent(name: str) -> None:
    outcome, why = judged(REFUSED[name])
    assert outcome is Outcome.REFUSED
    assert why.startswith("the server refuses: ")
    assert len(why) > len("the server refuses: ")


@pytest.mark.parametrize("name", ABSENT)
def test_absent_is_what_the_server_says_in_so_many_words(name: str) -> None:
    assert judged(ABSENT[name])[0] is Outcome.ABSENT


@pytest.mark.parametrize("name", ANSWERED)
def test_anything_else_is_an_answer_to_be_read(name: str) -> None:
    assert judged(ANSWERED[name]) == (Outcome.ANSWERED, "")


@pytest.mark.parametrize("said", ["", "\n", " \r\n\t\r\n"])
def test_silence_has_failed_and_is_never_absent(said: str) -> None:
    assert judged(said)[0] is Outcome.FAILED


@pytest.mark.parametrize(
    "said", ["Service temporarily unavailable.\n", "Internal server error\n", "timed out\n"]
)
def test_an_outage_has_failed(said: str) -> None:
    assert judged(said)[0] is Outcome.FAILED


def test_the_reason_is_the_servers_own_line() -> None:
    assert (
        judged("hello\nWHOIS LIMIT EXCEEDED - wait\nbye\n")[1]
        == "the server refuses: WHOIS LIMIT EXCEEDED - wait"
    )


@given(st.binary(max_size=600))
def test_any_bytes_are_judged(said: bytes) -> None:
    outcome, why = judge_whois(said)
    assert bool(why) == (outcome is not Outcome.ANSWERED)


@pytest.mark.parametrize(
    "hostile",
    [
        " " * 200_000,
        "domain " * 30_000,
        "a." * 100_000,
        "%" * 200_000,
        "registrar\n" * 20_000,
        "exceeded your query " * 9000,
    ],
)
def test_a_hostile_reply_is_judged_without_much_backtracking(hostile: str) -> None:
    """Nothing is asserted of time; a pattern that backtracks without bound does not come back within the run."""
    assert judged(hostile)[0] in Outcome
