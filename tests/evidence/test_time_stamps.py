"""A reply is taken for a stamp only when it is whole, answers our query, and its own certificate signed it."""

import contextlib
import hashlib
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import rfc3161_client
from asn1crypto import cms, tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from hypothesis import given, settings
from hypothesis import strategies as st

from osint.errors import LookupFailed
from osint.evidence import stamp
from osint.evidence.stamp import Stamp
from osint.practice.authority import Authority, Leaf
from osint.practice.stamping import POLICY, Stamping

DIGEST = hashlib.sha256(b"a checkpoint").digest()


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def stamping(authority: Authority) -> Stamping:
    return Stamping("Practice Stamps", authority)


@pytest.fixture(scope="module")
def asked(stamping: Stamping) -> tuple[bytes, bytes, Stamp]:
    """A query, the reply to it, and what that says."""
    query = stamp.query(DIGEST)
    reply = stamping.reply(query)
    return query, reply, stamp.read(reply, DIGEST, request=query)


def signed_by(stamping: Stamping, leaf: Leaf) -> Stamping:
    """The same authority with another certificate."""
    other = object.__new__(Stamping)
    other.__dict__.update(stamping.__dict__)
    other._leaf = leaf
    return other


def bent(reply: bytes, change: object) -> bytes:
    """A reply whose signed data were changed and written again."""
    response = tsp.TimeStampResp.load(reply)
    signed = response["time_stamp_token"]["content"]
    change(signed)  # type: ignore[operator]
    told = {
        "status": {"status": "granted"},
        "time_stamp_token": {"content_type": "signed_data", "content": signed},
    }
    return bytes(tsp.TimeStampResp(told).dump(force=True))


def test_a_query_carries_the_digest_a_nonce_and_the_wish_for_certificates() -> None:
    first, second = (tsp.TimeStampReq.load(stamp.query(DIGEST), strict=True) for _ in range(2))
    assert first["message_imprint"]["hashed_message"].native == DIGEST
    assert first["message_imprint"]["hash_algorithm"]["algorithm"].native == "sha256"
    assert first["cert_req"].native is True
    assert first["nonce"].native != second["nonce"].native


def test_the_question_posts_the_query_and_follows_nowhere() -> None:
    ask = stamp.ask("http://tsa.example/stamp", b"query")
    assert (ask.method, ask.body, ask.follow) == ("POST", b"query", False)
    assert ("Content-Type", "application/timestamp-query") in ask.headers
    assert (ask.subject.value, ask.keys) == ("tsa.example", ())


def test_a_stamp_tells_time_serial_policy_and_who(asked: tuple[bytes, bytes, Stamp]) -> None:
    _, _, said = asked
    assert abs(datetime.now(UTC) - said.at) < timedelta(hours=1)
    assert said.at.tzinfo is UTC
    assert said.policy == POLICY
    assert said.serial > 0
    assert "Practice Stamps" in said.authority
    assert "Practice Stamps" in said.signer


def test_a_reply_to_another_query_is_refused(stamping: Stamping) -> None:
    ours, others = stamp.query(DIGEST), stamp.query(DIGEST)
    with pytest.raises(LookupFailed, match="nonce is not ours"):
        stamp.read(stamping.reply(others), DIGEST, request=ours)


def test_a_reply_without_our_nonce_is_refused(stamping: Stamping) -> None:
    ours = stamp.query(DIGEST)
    bare = tsp.TimeStampReq.load(ours).native
    del bare["nonce"]
    with pytest.raises(LookupFailed, match="nonce is not ours"):
        stamp.read(stamping.reply(bytes(tsp.TimeStampReq(bare).dump())), DIGEST, request=ours)


@pytest.mark.parametrize("other", [hashlib.sha256(b"another").digest(), DIGEST[:31], b""])
def test_a_stamp_of_another_digest_is_refused(stamping: Stamping, other: bytes) -> None:
    query = stamp.query(DIGEST)
    with pytest.raises(LookupFailed, match="another digest"):
        stamp.read(stamping.reply(query), other, request=query)


def test_a_digest_of_another_algorithm_is_refused(stamping: Stamping) -> None:
    told = tsp.TimeStampReq.load(stamp.query(DIGEST)).native
    told["message_imprint"] = {
        "hash_algorithm": {"algorithm": "sha384"},
        "hashed_message": hashlib.sha384(b"a checkpoint").digest(),
    }
    reply = stamping.reply(bytes(tsp.TimeStampReq(told).dump()))
    with pytest.raises(LookupFailed, match="another digest"):
        stamp.read(reply, hashlib.sha384(b"a checkpoint").digest())


def test_a_refusal_is_told_with_the_authoritys_words_made_harmless() -> None:
    told = {"status": "rejection", "status_string": ["no\x1b[2J quota"], "fail_info": {"bad_alg"}}
    status = bytes(tsp.PKIStatusInfo(told).dump())
    with pytest.raises(LookupFailed, match="refused: rejection no⟨U\\+001B⟩") as caught:
        stamp.read(b"\x30" + bytes([len(status)]) + status, DIGEST)
    assert "\x1b" not in str(caught.value)


def test_the_practice_authoritys_own_refusal_is_read(stamping: Stamping) -> None:
    with pytest.raises(LookupFailed, match="refused: rejection"):
        stamp.read(stamping.reply(b"no query"), DIGEST)


@pytest.mark.parametrize("reply", [b"", b"<html>502</html>", b"\x30\x03\x02\x01\x00", b"\x30\x80" * 5000])
def test_what_is_no_reply_is_refused(reply: bytes) -> None:
    with pytest.raises(LookupFailed):
        stamp.read(reply, DIGEST)


def test_a_reply_with_anything_behind_it_is_refused(asked: tuple[bytes, bytes, Stamp]) -> None:
    query, reply, _ = asked
    with pytest.raises(LookupFailed):
        stamp.read(reply + b"\x00", DIGEST, request=query)


def test_no_changed_bit_changes_what_is_believed(asked: tuple[bytes, bytes, Stamp]) -> None:
    """What no signature covers may change (the order of certificates, the root): never what the stamp says."""
    query, reply, said = asked
    places = random.Random(3).sample(range(len(reply)), 100)
    refused = 0
    for place in places:
        changed = bytearray(reply)
        changed[place] ^= 1 << place % 8
        try:
            assert stamp.read(bytes(changed), DIGEST, request=query) == said
        except LookupFailed:
            refused += 1
    assert refused > len(places) // 3


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_reply_that_is_cut_or_noise_is_refused_and_nothing_else_happens(
    asked: tuple[bytes, bytes, Stamp], draw: st.DataObject
) -> None:
    query, reply, said = asked
    start = draw.draw(st.integers(0, len(reply) - 1))
    noise = draw.draw(st.binary(max_size=30))
    changed = reply[:start] + noise + reply[start + draw.draw(st.integers(0, 30)) :]
    with contextlib.suppress(LookupFailed):
        assert stamp.read(changed, DIGEST, request=query) == said


def test_a_changed_time_is_refused(asked: tuple[bytes, bytes, Stamp]) -> None:
    query, reply, said = asked
    year = said.at.strftime("%Y").encode()
    changed = reply.replace(said.at.strftime("%Y%m%d").encode(), b"2001" + said.at.strftime("%m%d").encode())
    assert year in reply
    assert changed != reply
    with pytest.raises(LookupFailed, match="was changed"):
        stamp.read(changed, DIGEST, request=query)


def test_a_token_whose_certificate_was_exchanged_is_refused(
    authority: Authority, stamping: Stamping, asked: tuple[bytes, bytes, Stamp]
) -> None:
    query, reply, _ = asked
    other = cms.CertificateChoices.load(authority.stamping("Other Stamps").der)

    def exchange(signed: cms.SignedData) -> None:
        signed["certificates"] = cms.CertificateSet([other])

    with pytest.raises(LookupFailed, match="is not in the reply"):
        stamp.read(bent(reply, exchange), DIGEST, request=query)


def test_a_token_without_its_certificate_is_refused(stamping: Stamping) -> None:
    told = tsp.TimeStampReq.load(stamp.query(DIGEST)).native
    query = bytes(tsp.TimeStampReq({**told, "cert_req": False}).dump())
    with pytest.raises(LookupFailed, match="is not in the reply"):
        stamp.read(stamping.reply(query), DIGEST, request=query)


def test_a_token_of_two_signatures_or_none_is_refused(asked: tuple[bytes, bytes, Stamp]) -> None:
    query, reply, _ = asked

    def twice(signed: cms.SignedData) -> None:
        signed["signer_infos"] = cms.SignerInfos([*signed["signer_infos"], signed["signer_infos"][0]])

    def never(signed: cms.SignedData) -> None:
        signed["signer_infos"] = cms.SignerInfos([])

    for change, count in ((twice, 2), (never, 0)):
        with pytest.raises(LookupFailed, match=f"has {count} signatures"):
            stamp.read(bent(reply, change), DIGEST, request=query)


def test_a_certificate_that_is_not_for_time_stamping_is_refused(
    authority: Authority, stamping: Stamping
) -> None:
    server = authority.leaf("web", ["tsa.example"])
    query = stamp.query(DIGEST)
    with pytest.raises(LookupFailed, match="not for time-stamping"):
        stamp.read(signed_by(stamping, server).reply(query), DIGEST, request=query)


def test_a_certificate_that_had_run_out_is_refused(authority: Authority, stamping: Stamping) -> None:
    begin = authority.start - timedelta(days=30)
    key = stamping._leaf.key
    purpose = x509.ExtendedKeyUsage([x509.ExtendedKeyUsageOID.TIME_STAMPING])
    subject = stamping._leaf.certificate.subject
    builder = authority._begin(subject, key, begin, timedelta(days=29)).add_extension(purpose, critical=True)
    old = replace(stamping._leaf, certificate=builder.sign(authority._key, hashes.SHA256()))
    query = stamp.query(DIGEST)
    with pytest.raises(LookupFailed, match="not valid at the time"):
        stamp.read(signed_by(stamping, old).reply(query), DIGEST, request=query)


def test_a_signature_by_another_key_is_refused(authority: Authority, stamping: Stamping) -> None:
    forged = replace(stamping._leaf, key=authority.stamping("Forger").key)
    query = stamp.query(DIGEST)
    with pytest.raises(LookupFailed, match="signature does not hold"):
        stamp.read(signed_by(stamping, forged).reply(query), DIGEST, request=query)


def test_certificates_in_an_order_that_strict_readers_refuse_are_read(
    asked: tuple[bytes, bytes, Stamp],
) -> None:
    query, reply, said = asked
    sent = tsp.TimeStampResp.load(reply)["time_stamp_token"]["content"]["certificates"]
    first, second = (each.chosen.dump() for each in sent)
    assert reply.count(first + second) == 1
    other = reply.replace(first + second, second + first)
    assert sorted([_is_strict(reply), _is_strict(other)]) == [False, True]
    assert stamp.read(other, DIGEST, request=query) == said


def _is_strict(reply: bytes) -> bool:
    """Whether a reader that insists on the order of a SET takes it."""
    try:
        rfc3161_client.decode_timestamp_response(reply)
    except ValueError:
        return False
    return True
