"""Who signed an Android package, and what of it holds."""

import random

import pytest

import apks
from osint.identifiers import apk, kind
from osint.identifiers.apk import BrokenPackage

ONE, OTHER = apks.keeper(), apks.keeper("Other", is_rsa=True)
SCHEMES = pytest.mark.parametrize(
    ("scheme", "name"), [(0x7109871A, "v2"), (0xF05368C0, "v3"), (0x1B93AD61, "v3.1")]
)


def signers(data: bytes) -> list[tuple[str, str, bool]]:
    return [(each.certificate, each.scheme, each.is_verified) for each in apk.read(data).signers]


class TestSigningBlock:
    @SCHEMES
    @pytest.mark.parametrize("who", [ONE, OTHER], ids=["ec", "rsa"])
    def test_gives_the_certificate_and_that_it_holds(self, scheme: int, name: str, who: apks.Keeper) -> None:
        data = apks.block_signed(apks.unsigned(), who, scheme=scheme)
        assert signers(data) == [(who.digest, name, True)]

    def test_the_span_is_the_certificate(self) -> None:
        data = apks.block_signed(apks.unsigned(), ONE)
        (found,) = apk.read(data).signers
        assert data[found.start : found.end] == ONE.der

    def test_a_block_carried_over_from_another_package_does_not_hold(self) -> None:
        """Else anybody could have a package point at somebody else."""
        genuine = apks.block_signed(apks.unsigned(), ONE)
        end = genuine.rfind(b"PK\x05\x06")
        directory = int.from_bytes(genuine[end + 16 : end + 20], "little")
        changed = bytearray(genuine)
        changed[40] ^= 1  # a byte of the manifest
        assert signers(bytes(changed)) == [(ONE.digest, "v2", False)]
        assert directory > 40

    def test_a_certificate_put_in_place_of_the_signers_does_not_hold(self) -> None:
        data = apks.block_signed(apks.unsigned(), ONE)
        twin = apks.keeper()
        if len(twin.der) == len(ONE.der):
            assert signers(data.replace(ONE.der, twin.der)) == [(twin.digest, "v2", False)]
        flipped = data.replace(ONE.der, ONE.der[:-1] + bytes((ONE.der[-1] ^ 1,)))
        assert [holds for _, _, holds in signers(flipped)] == [False]

    def test_names_the_keys_that_the_signer_had_before(self) -> None:
        data = apks.block_signed(apks.unsigned(), ONE, scheme=0xF05368C0, earlier=(OTHER,))
        assert signers(data) == [(ONE.digest, "v3", True), (OTHER.digest, "earlier", False)]

    def test_a_development_key_is_told(self) -> None:
        debug = apks.keeper("Android Debug")
        (found,) = apk.read(apks.block_signed(apks.unsigned(), debug)).signers
        assert found.is_development
        assert not apk.read(apks.block_signed(apks.unsigned(), ONE)).signers[0].is_development


class TestJarSignature:
    def test_gives_the_certificate_and_does_not_vouch_for_it(self) -> None:
        assert signers(apks.jar_signed(OTHER)) == [(OTHER.digest, "v1", False)]

    def test_stands_beside_the_block(self) -> None:
        data = apks.block_signed(apks.jar_signed(OTHER), ONE)
        assert signers(data) == [(ONE.digest, "v2", True), (OTHER.digest, "v1", False)]

    def test_what_is_no_pkcs_7_gives_nothing(self) -> None:
        assert signers(apks.unsigned({"META-INF/MOON.RSA": b"\x30\x82none"})) == []


class TestName:
    @pytest.mark.parametrize("is_utf8", [True, False])
    def test_is_the_manifests(self, is_utf8: bool) -> None:
        main = apks.manifest("example.moon.reader", is_utf8=is_utf8)
        assert apk.read(apks.unsigned(main=main)).name == "example.moon.reader"

    @pytest.mark.parametrize("main", [b"", b"\3\0\10\0", b"<manifest package='x.y'/>", apks.manifest()[:40]])
    def test_is_empty_where_the_manifest_cannot_be_read(self, main: bytes) -> None:
        assert apk.read(apks.unsigned(main=main)).name == ""


class TestHostileBytes:
    @pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no archive", b"PK\x05\x06" + b"\xff" * 18])
    def test_what_is_no_archive_is_refused(self, data: bytes) -> None:
        with pytest.raises(BrokenPackage):
            apk.read(data)

    def test_any_damage_is_read_or_refused_and_never_vouched_for_wrongly(self) -> None:
        whole = apks.block_signed(apks.jar_signed(OTHER), ONE, scheme=0xF05368C0, earlier=(OTHER,))
        chance = random.Random(7)
        for _ in range(1500):
            torn = bytearray(whole[: chance.randrange(len(whole) // 2, len(whole) + 1)])
            for _ in range(chance.randrange(1, 5)):
                torn[chance.randrange(len(torn))] = chance.randrange(256)
            try:
                found = apk.read(bytes(torn))
            except BrokenPackage:
                continue
            assert all(each.certificate == ONE.digest for each in found.signers if each.is_verified)

    def test_a_file_that_grows_without_end_is_cut(self) -> None:
        data = apks.unsigned({"META-INF/MOON.RSA": b"\0" * (apk.MOST_FILE * 2)})
        assert apk.read(data).signers == ()

    def test_a_page_is_no_package(self) -> None:
        assert not apk.is_package(b"<html>AndroidManifest.xml</html>")
        assert apk.is_package(apks.unsigned())


def test_the_public_test_keys_of_the_platform_tie_nobody() -> None:
    testkey = "a40da80a59d170caa950cf15c18c454d47a39b26989d8b640ecd745ba71bf5dc"
    assert kind("android_key").is_shared_by_design(testkey)
