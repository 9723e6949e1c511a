"""osint parse-whois: a record a line, in the order of what came in, whatever came in."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from cli_cases import run

KOREAN = "도메인이름 : moontoon.kr\n등록인 : 김가상\n등록일 : 2024. 02. 03.\n사용 종료일 : 2027. 02. 03.\n1차 네임서버 정보\n   호스트이름 : ns1.moontoon.kr\n"
JAPANESE = "[Domain Name]   MOONTOON.JP\n[登録者名]   架空商事\n[登録年月日]   2024/02/03\n[有効期限]   2027/02/03\n[状態]   Active\n"


def answered(*lines: Any) -> tuple[int, list[dict[str, Any]], str]:
    stdin = b"".join(each if isinstance(each, bytes) else json.dumps(each).encode() + b"\n" for each in lines)
    ended = run("parse-whois", stdin=stdin)
    return ended.exit_code, [json.loads(line) for line in ended.stdout.split("\n") if line], ended.stderr


def packed(domain: str, text: str, charset: str) -> dict[str, str]:
    return {
        "domain": domain,
        "whois_server": "",
        "raw_base64": base64.b64encode(text.encode(charset)).decode(),
    }


@pytest.mark.parametrize(
    ("domain", "text", "charset", "name"),
    [
        ("moontoon.kr", KOREAN, "euc-kr", "김가상"),
        ("moontoon.kr", KOREAN, "utf-8", "김가상"),
        ("moontoon.jp", JAPANESE, "shift_jis", "架空商事"),
        ("moontoon.jp", JAPANESE, "iso2022_jp", "架空商事"),
    ],
)
def test_bytes_are_read_in_the_registry_s_charset(domain: str, text: str, charset: str, name: str) -> None:
    status, (record,), _ = answered(packed(domain, text, charset))
    assert status == 0
    assert record["state"] == "registered"
    assert record["contacts"]["registrant"]["name"] == name
    assert record["dates"]["created"] == "2024-02-03"


BAD = [
    b"{broken\n",
    b"[1, 2]\n",
    b"null\n",
    b'"text"\n',
    b"\xff\xfe{}\n",
    b"[" * 100_000 + b"\n",
    b'{"domain": "x.example"}\n',
    b'{"domain": 7, "raw": "x"}\n',
    b'{"domain": ["x.example"], "raw": "x"}\n',
    b'{"raw": "Domain Name: x.example"}\n',
    b'{"domain": "x.example", "raw_base64": "%%%"}\n',
    b'{"domain": "x.example", "raw_base64": 7, "raw": "x"}\n',
    b'{"domain": "x.example", "whois_server": {}, "raw": "x"}\n',
]


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad[:40].decode("latin-1").strip())
def test_a_bad_line_gives_a_record_of_its_own_and_the_others_stay_in_step(bad: bytes) -> None:
    good = {"domain": "free.example", "whois_server": "", "raw": "No match for FREE.EXAMPLE\r\n"}
    status, records, said = answered(good, bad, good)
    assert status == 3
    assert [record["state"] for record in records] == ["not_registered", "malformed", "not_registered"]
    assert "line 2: " in said
    assert "domain, whois_server, and raw or raw_base64" in said


def test_a_bad_line_keeps_the_domain_that_it_states() -> None:
    _, (record,), _ = answered(b'{"domain": "X.Example"}\n')
    assert (record["domain"], record["state"]) == ("x.example", "malformed")


def test_blank_lines_are_passed_over_and_a_mark_of_the_encoding_too() -> None:
    good = json.dumps({"domain": "free.example", "raw": "No match for FREE.EXAMPLE\r\n"}).encode()
    status, records, _ = answered(b"\xef\xbb\xbf" + good + b"\n", b"\n", good + b"\n")
    assert (status, len(records)) == (0, 2)


def test_a_domain_that_is_no_host_still_gets_its_record_under_what_was_given() -> None:
    status, (record,), _ = answered({"domain": "not a host", "raw": "No match\r\n"})
    assert (status, record["domain"]) == (0, "not a host")


def test_an_empty_answer_is_malformed_and_never_not_registered() -> None:
    status, (record,), _ = answered({"domain": "free.example", "raw": ""})
    assert (status, record["state"]) == (0, "malformed")


def test_a_file_is_read_as_standard_input_is(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_text(json.dumps(packed("moontoon.kr", KOREAN, "euc-kr")) + "\n", "utf-8")
    assert run("parse-whois", path).stdout == run("parse-whois", stdin=path.read_bytes()).stdout


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    ended = run("parse-whois", tmp_path / "gone.jsonl")
    assert ended.exit_code == 2
    assert "no such file" in ended.stderr
