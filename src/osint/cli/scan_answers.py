"""The identifiers of one answer, by what it is: a page, a script, a picture, a package, an ads.txt, a sellers.json."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from osint import names
from osint.collectors import ads_txt, sellers_json
from osint.errors import BadName
from osint.identifiers import apk, kind, pictures
from osint.identifiers.layers import Layer, uncoded
from osint.identifiers.scan import is_markup, scan, scan_reply
from osint.records import Check, Find, Where

PACKAGE = b"PK\x03\x04"
MANIFEST = "AndroidManifest.xml"
LARGEST = 512 * 1024 * 1024  # bytes of a package that is read


def finds(uri: str, head: bytes, body: bytes) -> Iterator[Find]:
    """What stands in an HTTP answer and in the head with which it came; ``uri`` is empty where it is not known."""
    if head:
        yield from scan(head, path=("head",), where=Where.HEADER)
    layer = uncoded(head, body)
    path = names.path_of(uri).partition("?")[0].lower() if uri else ""
    if path.endswith(("/ads.txt", "/app-ads.txt")) or (not uri and ads_txt.looks_like_one(layer.data)):
        yield from ads_txt.finds(layer)
    elif path.endswith("/sellers.json") and sellers_json.looks_like_one(layer.data):
        yield from sellers_json.finds(layer, names.host_of(uri))
    elif layer.data.startswith(PACKAGE):
        yield from _package(layer)
    else:
        yield from _text(head, body, layer)


def is_package(path: Path) -> bool:
    """Whether a file is an Android package."""
    try:
        with zipfile.ZipFile(path) as archive:
            return MANIFEST in archive.NameToInfo and path.stat().st_size <= LARGEST
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError):
        return False


def site_of(uri: str) -> str:
    """The site that an address belongs to; empty where it belongs to none."""
    try:
        return names.site(names.host_of(uri))
    except BadName:
        return ""


def _text(head: bytes, body: bytes, layer: Layer) -> Iterator[Find]:
    """A page, a script, a picture: what its text, its codes and the codes that it draws bear."""
    is_picture = pictures.is_picture(layer.data)
    if is_picture:
        yield from pictures.finds_in_picture(head, body)
    if not is_picture or layer.data.lstrip()[:1] == b"<":
        yield from scan_reply(head, body)
        if is_markup(head, body):
            for code in pictures.data_uris(layer):
                yield from scan(code.data, path=code.path, where=Where.IMAGE)


def _package(layer: Layer) -> Iterator[Find]:
    """Who signed an Android package."""
    if not apk.is_package(layer.data):
        return
    try:
        signers = apk.read(layer.data).signers
    except apk.BrokenPackage:
        return
    for signer in signers:
        find = kind("android_key").find(
            signer.certificate, path=layer.path, span=(signer.start, signer.end), where=Where.FILE
        )
        if find is not None and (signer.is_verified or signer.scheme == "v1"):
            yield find if signer.is_verified else replace(find, check=Check.NONE)
