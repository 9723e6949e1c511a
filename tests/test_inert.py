"""What a page contained must not act on whoever reads it."""

from osint.inert import block, cell, line


def test_a_direction_override_is_written_as_its_code_point() -> None:
    assert line("abc\u202egnp.exe") == "abc⟨U+202E⟩gnp.exe"


def test_a_terminal_escape_is_written_as_its_code_point() -> None:
    assert line("\x1b]0;title\x07") == "⟨U+001B⟩]0;title⟨U+0007⟩"


def test_scripts_of_the_field_stay_as_they_are() -> None:
    text = "웹툰 漫画 การ์ตูน truyện العربية می\u200cخواهم"
    assert line(text) == text


def test_a_long_text_is_cut_and_says_so() -> None:
    assert line("x" * 500, longest=10) == "x" * 10 + "…"


def test_a_block_keeps_its_lines() -> None:
    assert block("a\n\tb\r") == "a\n\tb⟨U+000D⟩"


def test_a_formula_is_no_formula_any_more() -> None:
    for text in ('=HYPERLINK("x")', "+1", "-1", "@SUM(A1)", "\t1", "＝1"):
        assert cell(text) == "'" + text


def test_plain_text_in_a_cell_is_left_alone() -> None:
    assert cell("a=b") == "a=b"


def test_what_shows_as_nothing_is_written_as_its_code_point() -> None:
    assert line("웹\u3164툰\u115f\u2800") == "웹⟨U+3164⟩툰⟨U+115F⟩⟨U+2800⟩"


def test_a_lone_surrogate_is_written_as_its_code_point() -> None:
    assert line("a\udcffb").encode() == "a⟨U+DCFF⟩b".encode()


def test_a_formula_behind_what_spreadsheets_drop_is_none_any_more() -> None:
    for text in (" =1", "\ufeff=1", "\u200b@A1", "\u3000+1", '"=1"', "\x00-1"):
        assert cell(text) == "'" + text


def test_a_formula_in_a_cell_that_a_semicolon_opens_is_none_any_more() -> None:
    assert cell('a;=HYPERLINK("http://x.example");b') == 'a;\'=HYPERLINK("http://x.example");b'
    assert cell("\t=1") == "'\t'=1"
    assert cell(";=1") == ";'=1"
    assert cell("a\n=1\t+2; @A1") == "a\n'=1\t'+2; '@A1"


def test_a_dash_or_an_equals_sign_within_a_cell_is_left_alone() -> None:
    text = "https://reader.example/?a=1&b=-2;c=3, -4; d"
    assert cell(text) == text
