"""Registries, Shodan, the certificate search, the archive, the messenger and the time stamps answer in their own shapes."""

import base64
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from asn1crypto import tsp
from practice_wire import Wire

from osint.evidence import stamp

pytestmark = pytest.mark.loopback
KOREAN = "moatoon.xn--9t4b11yi5a"
JAPANESE = "rawkoma.xn--zckzah"


class TestWhois:
    def test_iana_refers_to_the_registry_and_the_registry_to_the_registrar(self, wire: Wire) -> None:
        root = wire.whois("whois.iana.org", "toonmoa31.test").decode()
        assert "refer:        whois.nic.test" in root
        thin = wire.whois("whois.nic.test", "toonmoa31.test").decode()
        assert "Registrar WHOIS Server: whois.gatepost.example" in thin
        assert "Registrant" not in thin
        assert (
            "moa.master@mailnest.example" in wire.whois("whois.gatepost.example", "toonmoa31.test").decode()
        )

    def test_korea_answers_in_korean_bytes_of_its_own(self, wire: Wire) -> None:
        answer = wire.whois(f"whois.nic.{KOREAN.partition('.')[2]}", KOREAN)
        with pytest.raises(UnicodeDecodeError):
            answer.decode("utf-8")
        assert "등록인                      : 문가람" in answer.decode("euc-kr")

    def test_japan_answers_in_its_mail_encoding(self, wire: Wire) -> None:
        answer = wire.whois(f"whois.nic.{JAPANESE.partition('.')[2]}", JAPANESE)
        assert b"\x1b$B" in answer
        assert "[登録者名]                      夜見 仮名" in answer.decode("iso2022_jp")

    @pytest.mark.parametrize(
        ("host", "line"),
        [
            ("manhualou.xn--0zwm56d", "Sponsoring Registrar: 云端域名"),
            ("shortleaf.xn--80akhbyknj4f", "paid-till:"),
            ("mangaqamar.xn--kgbechtv", "REDACTED FOR PRIVACY"),
        ],
    )
    def test_other_families_write_in_their_own_way(self, wire: Wire, host: str, line: str) -> None:
        assert line in wire.whois(f"whois.nic.{host.partition('.')[2]}", host).decode()

    @pytest.mark.parametrize(
        ("top", "words"),
        [
            ("test", "No match for domain"),
            ("example", "Domain not found"),
            ("xn--zckzah", "No match!!"),
            ("xn--0zwm56d", "No matching record"),
            ("xn--80akhbyknj4f", "No entries found"),
        ],
    )
    def test_each_registry_has_its_own_words_for_none(self, wire: Wire, top: str, words: str) -> None:
        assert words in wire.whois(f"whois.nic.{top}", f"never-was.{top}").decode("latin-1")

    def test_a_quota_notice_stands_in_place_of_an_answer(self, wire: Wire) -> None:
        assert b"limit exceeded" in wire.whois("whois.namebarn.example", "toonmoa33.test")

    def test_one_registrar_sends_a_byte_a_second(self, wire: Wire) -> None:
        with wire.connect("whois.slowstamp.example", 43, 1.6) as connection:
            connection.sendall(b"nabitoon.test\r\n")
            assert len(connection.recv(1000)) == 1
            assert len(connection.recv(1000)) == 1

    def test_a_redacted_registrant_tells_its_country_only(self, wire: Wire) -> None:
        answer = wire.whois("whois.gatepost.example", "novelbox7.test").decode()
        assert "Registrant Email: REDACTED FOR PRIVACY" in answer
        assert "Registrant Country: KR" in answer


class TestPassiveDns:
    def test_a_name_had_another_address_before_it_went_behind_a_front(self, wire: Wire) -> None:
        key = f"X-API-Key: {wire.told['keys']['DNSDB_API_KEY']}\r\n"
        place = "https://api.dnsdb.info/dnsdb/v2/lookup"
        rows = [
            json.loads(line)
            for line in wire.get(f"{place}/rrset/name/manhwabox.test", more=key).text.splitlines()
        ]
        assert [rows[0], rows[-1]] == [{"cond": "begin"}, {"cond": "succeeded"}]
        told = {
            value: row["obj"]["time_last"]
            for row in rows[1:-1]
            for value in row["obj"]["rdata"]
            if row["obj"]["rrtype"] == "A"
        }
        assert set(told) == {"100.70.50.12", "100.72.0.10"}
        assert told["100.70.50.12"] < told["100.72.0.10"]
        below = wire.get(f"{place}/rrset/name/*.manhwabox.test/A", more=key).text
        assert "direct.manhwabox.test." in below

    def test_both_services_want_their_key(self, wire: Wire) -> None:
        assert wire.get("https://api.dnsdb.info/dnsdb/v2/lookup/rdata/ip/100.70.50.12").status == 403
        assert wire.get("https://www.circl.lu/pdns/query/manhwabox.test").status == 401

    def test_an_address_has_all_its_names(self, wire: Wire) -> None:
        basic = base64.b64encode(wire.told["keys"]["CIRCL_PASSIVE_DNS"].encode()).decode()
        told = wire.get(
            "https://www.circl.lu/pdns/query/100.70.50.12", more=f"Authorization: Basic {basic}\r\n"
        )
        names = {json.loads(line)["rrname"] for line in told.text.splitlines()}
        assert names == {"toonmoa33.test", "manhwabox.test", "direct.manhwabox.test"}


class TestRdap:
    def test_the_bootstrap_files_name_servers_for_some_and_none_for_others(self, wire: Wire) -> None:
        services = wire.get("https://data.iana.org/rdap/dns.json").json["services"]
        assert {top for tops, _ in services for top in tops} == {"example", "xn--g6w251d"}
        blocks = wire.get("https://data.iana.org/rdap/ipv4.json").json["services"]
        assert [["100.68.0.0/16"], ["https://rdap.apnic.net/"]] in blocks

    def test_a_domain_bears_its_registrant(self, wire: Wire) -> None:
        told = wire.get("https://rdap.nic.example/domain/yorumanga.example").json
        assert "yoru.kanri@postbin.example" in json.dumps(told["entities"])

    def test_redaction_is_said_as_rfc_9537_says_it(self, wire: Wire) -> None:
        told = wire.get("https://rdap.nic.example/domain/maytruyen.example").json
        assert {each["method"] for each in told["redacted"]} == {"emptyValue", "removal"}
        assert "may.reg@postbin.example" not in json.dumps(told)

    def test_absent_and_too_many_are_statuses(self, wire: Wire) -> None:
        assert wire.get("https://rdap.nic.example/domain/never-was.example").status == 404
        assert wire.get("https://rdap.nic.example/domain/forbidden.example").status == 404
        refused = wire.get("https://rdap.nic.example/domain/trailbikers.example")
        assert (refused.status, refused.header("Retry-After")) == (429, "3600")

    def test_who_comes_back_is_answered(self, wire: Wire) -> None:
        first = wire.get("https://rdap.nic.example/domain/gureumtoon.example")
        assert (first.status, first.header("Retry-After")) == (429, "1")
        assert wire.get("https://rdap.nic.example/domain/gureumtoon.example").status == 200

    def test_an_address_has_a_network(self, wire: Wire) -> None:
        told = wire.get("https://rdap.apnic.net/ip/100.68.30.77").json
        assert (told["name"], told["country"]) == ("HANRIVER-IDC", "KR")


class TestShodan:
    def test_a_wrong_key_is_refused(self, wire: Wire) -> None:
        reply = wire.get("https://api.shodan.io/api-info?key=WRONG")
        assert (reply.status, reply.json) == (401, {"error": "Invalid API key"})
        assert wire.shodan("/api-info")["plan"] == "dev"

    def test_an_address_has_its_hosts(self, wire: Wire) -> None:
        told = wire.shodan("/shodan/host/100.72.0.10")
        assert {"manhwabox.test", "photolark.example"} <= set(told["hostnames"])
        assert wire.shodan("/shodan/host/100.64.0.200") == {"error": "No information available for that IP."}

    def test_pages_are_searched_without_case_and_by_words(self, wire: Wire) -> None:
        banner = wire.shodan("/shodan/host/search", "hostname:toonmoa31.test")["matches"][0]
        account = banner["http"]["html"].partition("UA-")[2][:9]
        assert "toonmoa32.test" in wire.found(f'http.html:"UA-{account}"')
        assert "byeolmanhwa.example" in wire.found('http.html:"T.ME/Hanul_Juso_PX"')
        assert wire.found('http.html:"no such words anywhere"') == set()

    def test_icons_and_certificates_are_searched(self, wire: Wire) -> None:
        banner = wire.shodan("/shodan/host/search", "hostname:toonmoa31.test")["matches"][0]
        assert "toonmoa33.test" in wire.found(f"http.favicon.hash:{banner['http']['favicon']['hash']}")
        print_ = banner["ssl"]["cert"]["fingerprint"]["sha256"]
        assert wire.found(f"ssl.cert.fingerprint:{print_}") == {"toonmoa31.test", "toonmoa32.test"}

    def test_counting_gives_facets_and_no_matches(self, wire: Wire) -> None:
        told = wire.shodan("/shodan/host/count", "ip:100.72.0.10", facets="asn:3")
        assert told["matches"] == []
        assert told["facets"]["asn"] == [{"count": told["total"], "value": "AS64510"}]

    def test_an_unknown_filter_is_an_error(self, wire: Wire) -> None:
        assert "Invalid search filter" in wire.shodan("/shodan/host/search", "nonsense:1")["error"]


class TestCertificates:
    def test_a_name_has_rows_for_precertificate_and_certificate(self, wire: Wire) -> None:
        rows = wire.get("https://crt.sh/?q=toonmoa31.test&output=json").json
        serials = [row["serial_number"] for row in rows]
        assert len(serials) == 2 * len(set(serials))
        assert "toonmoa30.test" in rows[0]["name_value"].split("\n")
        assert rows[0].keys() >= {"issuer_ca_id", "common_name", "entry_timestamp", "not_before", "id"}

    def test_patterns_and_digests_are_searched_and_none_is_an_empty_list(self, wire: Wire) -> None:
        assert wire.get("https://crt.sh/?q=%25.toonmoa31.test&output=json").json
        assert wire.get("https://crt.sh/?q=never-was.test&output=json").json == []
        banner = wire.shodan("/shodan/host/search", "hostname:toonmoa31.test")["matches"][0]
        digest = banner["ssl"]["cert"]["fingerprint"]["sha256"]
        assert len(wire.get(f"https://crt.sh/?q={digest}&output=json").json) == 2


class TestArchive:
    CDX = "https://web.archive.org/cdx/search/cdx?output=json&url="

    def test_the_index_lists_captures_and_replay_gives_them_as_they_were(self, wire: Wire) -> None:
        header, *rows = wire.get(f"{self.CDX}oldhearth.test").json
        assert header[1:5] == ["timestamp", "original", "mimetype", "statuscode"]
        assert len(rows) == 4
        reply = wire.get(f"https://web.archive.org/web/{rows[0][1]}id_/https://oldhearth.test/")
        assert reply.status == 200
        assert b"hosted_button_id" in reply.body

    def test_fields_filters_and_collapsing_are_honoured(self, wire: Wire) -> None:
        rows = wire.get(
            f"{self.CDX}oldhearth.test&fl=timestamp&filter=statuscode:200&collapse=digest&limit=2"
        ).json
        assert rows == [["timestamp"], ["20240612031415"], ["20250820070000"]]
        assert wire.get(f"{self.CDX}oldhearth.test&filter=statuscode:404").json == []

    def test_another_moment_leads_to_the_nearest_capture(self, wire: Wire) -> None:
        reply = wire.get("https://web.archive.org/web/20240101000000id_/https://oldhearth.test/")
        assert (reply.status, reply.header("Location")[28:42]) == (302, "20240612031415")

    def test_what_was_never_archived_is_said(self, wire: Wire) -> None:
        assert wire.get(f"{self.CDX}photolark.example").json == []
        assert wire.get("https://web.archive.org/web/2024id_/https://photolark.example/").status == 404


def test_a_channel_announces_new_addresses(wire: Wire) -> None:
    page = wire.get("https://t.me/s/badatoon_now_px").text
    assert 'href="https://badatoon35.test/"' in page
    assert "Contact @nobody_there" in wire.get("https://t.me/nobody_there").text


class TestTimeStamps:
    @pytest.mark.parametrize("host", ["tsa-one.test", "tsa-two.test"])
    def test_openssl_accepts_a_stamp_and_refuses_it_for_other_bytes(
        self, wire: Wire, host: str, tmp_path: Path
    ) -> None:
        openssl = shutil.which("openssl")
        if openssl is None:
            pytest.skip("openssl is not here")
        data, query, reply = (tmp_path / name for name in ("data", "query", "reply"))
        data.write_bytes(b"a checkpoint")
        make = [openssl, "ts", "-query", "-data", str(data), "-sha256", "-cert", "-out", str(query)]
        subprocess.run(make, check=True, capture_output=True)
        reply.write_bytes(wire.get(f"http://{host}/", "POST", query.read_bytes()).body)
        verify = [openssl, "ts", "-verify", "-in", str(reply), "-CAfile", wire.told["ca"]]
        assert (
            subprocess.run([*verify, "-queryfile", str(query)], check=False, capture_output=True).returncode
            == 0
        )
        data.write_bytes(b"another checkpoint")
        assert subprocess.run([*verify, "-data", str(data)], check=False, capture_output=True).returncode != 0

    def test_certificates_come_as_real_authorities_send_them_in_no_order(self, wire: Wire) -> None:
        reply = wire.get("http://tsa-one.test/", "POST", stamp.query(b"\x07" * 32)).body
        token = tsp.TimeStampResp.load(reply)["time_stamp_token"]["content"]
        sent = [each.chosen.dump() for each in token["certificates"]]
        assert len(sent) == 2
        assert sent != sorted(sent)

    def test_what_is_no_query_is_rejected_in_the_protocol(self, wire: Wire) -> None:
        reply = wire.get("http://tsa-one.test/", "POST", b"nonsense")
        assert reply.header("Content-Type") == "application/timestamp-reply"
        assert b"rejects this query" in reply.body
        assert wire.get("http://tsa-one.test/").status == 405


class TestMachines:
    def test_an_address_has_a_name_that_leads_back_but_at_one_host(self, wire: Wire) -> None:
        for address, domain, back in (
            ("100.70.50.12", "offshell.example", ["100.70.50.12"]),
            ("100.73.70.10", "pampanet.example", []),
        ):
            reverse = ".".join(reversed(address.split("."))) + ".in-addr.arpa"
            name = f"host-{address.rpartition('.')[2]}.{domain}"
            assert wire.records(reverse, "PTR") == [f"{name}."]
            assert wire.records(name, "A") == back

    def test_an_as_has_a_record_at_its_own_registry(self, wire: Wire) -> None:
        services = wire.get("https://data.iana.org/rdap/asn.json").json["services"]
        assert [["64501"], ["https://rdap.db.ripe.net/"]] in services
        told = wire.get("https://rdap.db.ripe.net/autnum/64501").json
        assert "abuse-as@offshell.example" in json.dumps(told)
        assert wire.get("https://rdap.arin.net/autnum/64501").status == 404

    def test_national_registries_know_their_own_countrys_networks(self, wire: Wire) -> None:
        assert "Hanriver IDC" in wire.whois("whois.kisa.or.kr", "100.68.30.11").decode()
        assert "Sakurako" in wire.whois("whois.nic.ad.jp", "100.69.40.10/e").decode()
        assert b"No match" in wire.whois("whois.kisa.or.kr", "100.69.40.10")
