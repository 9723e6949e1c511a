"""case.toml: what it must hold, and what a person reads when it does not."""

from dataclasses import replace
from pathlib import Path

import pytest

from osint.case import settings
from osint.case.settings import Network
from osint.errors import BadName, CaseError, SettingError


def told(**other: object) -> settings.Settings:
    made = settings.make("누가 운영하는가", sites=("읽기.example", "www.b.example"), network=Network())
    return replace(made, **other)  # type: ignore[arg-type]


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    wanted = told(
        originals=("original.example",),
        legal_basis='order "7" of 2026\nsecond line',
        retention_until="2029-12-31",
        investigators=("가", "B"),
        network=Network(proxy="socks5://127.0.0.1:9", time_stamp_authorities=("https://tsa.example/",)),
    )
    settings.write(tmp_path, wanted)
    assert settings.read(tmp_path) == wanted


def test_hosts_are_kept_as_a_labels_each_once() -> None:
    made = settings.make("t", sites=("Xn--Reader.example", "a.example", "A.example."), network=Network())
    assert made.sites == ("xn--reader.example", "a.example")


def test_no_key_and_no_password_has_a_place_in_it() -> None:
    fields = {*settings.Settings.__dataclass_fields__, *Network.__dataclass_fields__}
    assert not [name for name in fields if "password" in name or "secret" in name or name.endswith("api_key")]


def test_a_folder_without_a_case_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="osint new"):
        settings.read(tmp_path)


@pytest.mark.parametrize("text", ["title = ", "\x00\x01", "title = 'a'\ntitle = 'b'"])
def test_a_file_that_is_no_toml_says_that_the_evidence_is_untouched(tmp_path: Path, text: str) -> None:
    (tmp_path / settings.FILE).write_text(text, "utf-8")
    with pytest.raises(CaseError, match="untouched"):
        settings.read(tmp_path)


def test_bytes_that_are_no_text_say_so_too(tmp_path: Path) -> None:
    (tmp_path / settings.FILE).write_bytes(b"title = '\xff\xfe'")
    with pytest.raises(CaseError, match="cannot be read"):
        settings.read(tmp_path)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("sites = 'a.example'", "sites"),
        ("sites = [1]", "sites"),
        ("sites = ['co.kr']", "co.kr"),
        ("originals = ['not a host']", "not a host"),
        ("title = 7", "title"),
        ("retention_until = 'soon'", "retention_until"),
        ("colour = 'red'", "colour"),
        ("[network]\nprofile = 'darknet'", "darknet"),
        ("[network]\nprofile = 5", "5"),
        ("[network]\nresolver = 5", "resolver"),
        ("[network]\ntime_stamp_authorities = 'https://tsa.example/'", "time_stamp_authorities"),
        ("network = 3", "network"),
    ],
)
def test_a_wrong_value_is_named(tmp_path: Path, change: str, named: str) -> None:
    lines = {"title": "'t'", "id": "'0'", "created": "'2026-01-01T00:00:00Z'"}
    key = change.partition(" ")[0]
    lines.pop(key, None)
    text = "".join(f"{name} = {value}\n" for name, value in lines.items()) + change + "\n"
    (tmp_path / settings.FILE).write_text(text, "utf-8")
    with pytest.raises(SettingError, match=named):
        settings.read(tmp_path)


@pytest.mark.parametrize(
    "wrong", [{"title": "a\udcff"}, {"legal_basis": "\ud800"}, {"investigators": ("\udcff",)}]
)
def test_what_has_no_form_in_utf_8_is_named(wrong: dict[str, object]) -> None:
    with pytest.raises(SettingError, match=min(wrong)):
        settings.checked(told(**wrong))


def test_an_empty_title_and_a_host_that_is_none_are_refused() -> None:
    with pytest.raises(SettingError, match="--title"):
        settings.make("  ", sites=(), network=Network())
    with pytest.raises(BadName):
        settings.make("t", sites=("http://a.example/",), network=Network())
