"""The scan of a text and of an answer: what any bytes give, windows, layers, and what is given once."""

from itertools import product
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from osint.identifiers import kinds
from osint.identifiers import windows as room
from osint.identifiers.layers import layers
from osint.identifiers.scan import is_markup, scan, scan_reply
from osint.records import Find, Where

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
SCRIPT = b"HTTP/1.1 200 OK\r\nContent-Type: application/javascript\r\n\r\n"
EVERYWHERE = {name for name, kind in kinds().items() if kind.where == frozenset(Where)}
EXAMPLES = [
    example.text.encode() for kind in kinds().values() if kind.expression for example in kind.examples
]
BETWEEN = [
    b" ",
    b"<",
    b">",
    b"&amp;",
    b"&#x40;",
    b"\\u003c",
    b"\\/",
    b"%3D",
    b"<!--",
    b"-->",
    b"<script>",
    b"\xff\x00",
]
TORN = st.lists(
    st.one_of(st.sampled_from(EXAMPLES), st.sampled_from(BETWEEN), st.binary(max_size=9)), max_size=12
)


def of(name: str, finds: list[Find]) -> list[Find]:
    return [find for find in finds if find.kind == name]


class TestAnyBytes:
    @given(
        st.one_of(TORN.map(b"".join), st.binary(max_size=300)), st.sampled_from([None, Where.FILE, Where.DNS])
    )
    @settings(deadline=None)
    def test_give_finds_in_order_whose_spans_lie_in_the_text(self, data: bytes, where: Where | None) -> None:
        finds = scan(data, where=where)
        assert [find.start for find in finds] == sorted(find.start for find in finds)
        for find in finds:
            assert 0 <= find.start < find.end <= len(data)
            assert data[find.start : find.end].decode("utf-8", "replace") == find.raw
            assert find.value
        assert finds == scan(data, where=where)

    @given(
        st.sampled_from([b"", HEAD, b"HTTP/1.1 200 OK\r\nContent-Encoding: br, gzip, zstd, deflate\r\n\r\n"]),
        TORN.map(b"".join),
        st.sampled_from(
            [b"", b"\x1f\x8b\x08", b"\xff\xfe", b"<meta charset=big5>", b"<meta charset=iso-2022-jp>"]
        ),
    )
    @settings(deadline=None)
    def test_give_finds_whose_spans_lie_in_the_last_layer_of_their_path(
        self, head: bytes, data: bytes, first: bytes
    ) -> None:
        body = first + data
        texts = {layer.path: layer.data for layer in layers(head, body)}
        finds = scan_reply(head, body)
        assert len({(find.kind, find.value, find.where, find.path) for find in finds}) == len(finds)
        for find in finds:
            assert texts[find.path][find.start : find.end].decode("utf-8", "replace") == find.raw

    @given(st.integers(0, 40).flatmap(lambda seed: st.tuples(st.just(seed), TORN)))
    @settings(deadline=None)
    def test_give_in_an_undone_layer_what_a_scan_of_all_of_it_gives(
        self, drawn: tuple[int, list[bytes]]
    ) -> None:
        """Only what lies round a change is looked at, and nothing is missed for that."""
        far, parts = drawn
        body = (b" " * far * 97).join([b"<p>", *parts])
        for where, head in ((Where.FILE, SCRIPT), (None, HEAD)):
            given_ = {(find.kind, find.value) for find in scan_reply(head, body)}
            known = {
                (find.kind, find.value)
                for layer in layers(head, body)
                for find in scan(layer.data, where=where if layer.is_markup else Where.ATTRIBUTE)
            }
            # Where an undone value stands in the markup is told by the body, and some may not stand everywhere.
            assert (
                given_ == known
                if where
                else {each for each in given_ ^ known if each[0] in EVERYWHERE} == set()
            )


class TestWindows:
    @pytest.mark.parametrize("size", [1, 100, 127, 128, 129, 511, 512, 513, 1023, 1024, 1025, 5000])
    def test_no_match_is_cut_wherever_it_stands(self, size: int) -> None:
        values = [f"UA-{7000000 + each}-1" for each in range(5)]
        data = ("." * size).join(["", *values, ""]).encode()
        assert [find.raw for find in of("google_analytics", scan(data))] == values

    def test_a_value_is_not_cut_out_of_a_longer_word_at_a_windows_end(self) -> None:
        kind = kinds()["adsense"]
        for length in range(100, 160):
            data = b"pub-" + b"x" * length + b" pub-4810293847561023" + b"4" * (kind.reach + length)
            assert of("adsense", scan(data)) == []

    def test_nor_at_the_end_of_what_is_looked_at_in_an_undone_layer(self) -> None:
        for far, short in product(room.margins(), range(60)):
            blank = b" " * (far + kinds()["ga4"].reach - short)
            body = b"<p>&amp;" + blank + b"'G-9X7K2L1QWE" + b"A" * 400
            assert of("ga4", scan_reply(HEAD, body)) == []
            body = b"<p>&amp;" + blank + b"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed" + b"0" * 400
            assert of("ethereum", scan_reply(HEAD, body)) == []

    def test_a_change_far_from_the_gate_makes_a_value_all_the_same(self) -> None:
        for between in (0, 100, 280):
            body = b"<p>_comscore {" + b"." * between + b' c2&#58; "18374652"}'
            assert [find.value for find in of("comscore", scan_reply(HEAD, body))] == ["18374652"]

    def test_gates_of_one_kind_may_stand_in_any_order(self) -> None:
        for first, second in (
            ("t.me/moonscans", "telegram.me/sunscans"),
            ("telegram.me/sunscans", "t.me/moonscans"),
        ):
            finds = of("telegram", scan(f"{first}{' ' * 900}{second}".encode()))
            assert [find.value for find in finds] == [first.split("/")[1], second.split("/")[1]]

    def test_all_of_a_long_list_is_read(self) -> None:
        pages = [str(281930475610000 + each) for each in range(61)]
        data = f'<meta property="fb:pages" content="{", ".join(pages)}">'.encode()
        assert [find.value for find in of("facebook_page", scan(data))] == pages

    def test_a_word_that_must_be_near_is_looked_for_before_and_behind(self) -> None:
        number = b"DE75512108001245126199"
        for text, is_near in (
            (b"IBAN " + b"." * (room.BEFORE - 6) + b" " + number, True),
            (b"IBAN " + b"." * room.BEFORE + b" " + number, False),
            (number + b" " * (room.BEHIND - 4) + b"iban", True),
            (number + b" " * room.BEHIND + b"iban", False),
        ):
            assert bool(of("iban", scan(text))) is is_near

    def test_more_of_a_kind_than_a_page_has_are_left_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(room, "MOST_PER_KIND", 7)
        data = b" ".join(b"UA-%d-1" % (1_000_000 + each) for each in range(20)) + b" t.me/moonscans"
        assert len(of("google_analytics", scan(data))) == 7
        assert len(of("telegram", scan(data))) == 1


class TestWhatIsGivenOnce:
    def test_a_value_at_its_first_place_of_each_sort(self) -> None:
        page = b"<!-- UA-7345812-3 --><script>UA-7345812-3;UA-7345812-4</script>"
        finds = of("google_analytics", scan_reply(HEAD, page))
        assert [(find.start, find.where, find.own) for find in finds] == [
            (5, Where.COMMENT, False),
            (29, Where.SCRIPT, True),
        ]

    def test_several_values_of_one_kind_each(self) -> None:
        finds = of("telegram", scan_reply(HEAD, b"<a href='//t.me/moonscans'><a href='//t.me/sunscans'>"))
        assert [find.value for find in finds] == ["moonscans", "sunscans"]

    def test_an_undone_value_that_the_body_has_not(self) -> None:
        body = b"<p>t.me/moonscans</p>" + b" " * 4000 + quote("https://t.me/sunscans/", safe="").encode()
        finds = of("telegram", scan_reply(HEAD, body))
        assert [(find.value, find.path[-1]) for find in finds] == [
            ("moonscans", "body"),
            ("sunscans", "percent"),
        ]


class TestOwnOrMentioned:
    @pytest.mark.parametrize(
        ("page", "is_own"),
        [
            (b"<p>write to ads@toonlight.example</p>", False),
            (b"<a href='mailto:ads@toonlight.example'>", True),
            (b"<script>'ads@toonlight.example'</script>", True),
            (b"<!-- ads@toonlight.example -->", False),
        ],
    )
    def test_what_running_text_and_comments_name_is_not_the_pages_own(
        self, page: bytes, is_own: bool
    ) -> None:
        (find,) = of("email", scan_reply(HEAD, page))
        assert find.own is is_own


@pytest.mark.parametrize(
    ("text", "kind", "is_own"),
    [
        ("후원계좌 <b>국민은행</b> 123456-04-123456 예금주 아무개", "kr_bank_account", True),
        ("그는 국민은행 123456-04-123456 으로 보냈다", "kr_bank_account", False),
        ("예금주 " + "가" * 60 + " 국민은행 123456-04-123456", "kr_bank_account", False),
        ("후원계좌 국민은행 123456-04-123456 도 캡처에 있었다", "kr_bank_account", False),
        ("<article>Donate: 3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "bitcoin", False),
        ("<article>x</article>Donate: 3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "bitcoin", True),
        ("Donate: <code>3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy</code>", "bitcoin", True),
        ("It went to 3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy in May", "bitcoin", False),
        ("<!-- Donate: 3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy -->", "bitcoin", False),
    ],
)
def test_a_payee_is_the_pages_own_in_text_where_it_is_offered(text: str, kind: str, is_own: bool) -> None:
    (find,) = of(kind, scan_reply(HEAD, f"<p>{text}</p>".encode()))
    assert find.own is is_own


def test_a_script_files_licence_is_not_its_own() -> None:
    (mention, own) = of(
        "email", scan_reply(SCRIPT, b"/*! by ads@toonlight.example */ a('mail@toonlight.example')")
    )
    assert (mention.where, mention.own) == (Where.COMMENT, False)
    assert (own.where, own.own) == (Where.FILE, True)


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (HEAD, b"", True),
        (b"HTTP/1.1 200 OK\r\ncontent-type:application/xhtml+xml\r\n\r\n", b"", True),
        (b"HTTP/1.1 200 OK\r\nContent-Type: application/javascript\r\n\r\n", b"<html>", False),
        (b"", b" <html>", True),
        (b"", b"var a = 1;", False),
    ],
)
def test_an_answer_is_markup_by_its_type_else_by_its_first_bytes(
    head: bytes, body: bytes, expected: bool
) -> None:
    assert is_markup(head, body) is expected


def test_what_stands_in_a_script_file_stands_in_a_file() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/javascript\r\n\r\n"
    (find,) = scan_reply(head, b"ga('create', 'UA-7345812-3')")
    assert find.where is Where.FILE
