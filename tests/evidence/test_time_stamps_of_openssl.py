"""Time stamps of another program's making: openssl's own authority, and openssl's judgement of ours."""

import hashlib
import subprocess
from pathlib import Path

import pytest

from osint.evidence import stamp

DIGEST = hashlib.sha256(b"a checkpoint").digest()

CONFIG = """
[req]
distinguished_name = dn
[dn]
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[tsa_ext]
basicConstraints = critical,CA:FALSE
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa]
default_tsa = one
[one]
serial = serial
crypto_device = builtin
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.1
digests = sha256
tsa_name = yes
ess_cert_id_alg = sha256
"""


@pytest.mark.linux
@pytest.mark.parametrize(
    "kind", [("rsa:2048",), ("ec", "-pkeyopt", "ec_paramgen_curve:P-384")], ids=["rsa", "ec"]
)
def test_openssls_own_authority_is_read_and_openssl_agrees(tmp_path: Path, kind: tuple[str, ...]) -> None:
    (tmp_path / "tsa.cnf").write_text(CONFIG)
    (tmp_path / "serial").write_text("0A\n")
    (tmp_path / "note").write_bytes(b"a checkpoint")
    query = stamp.query(DIGEST)
    (tmp_path / "q").write_bytes(query)

    def openssl(words: str, *more: str, status: int = 0) -> None:
        done = subprocess.run(
            ["openssl", *words.split(), *more], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == status, done.stderr

    new = "req -nodes -config tsa.cnf"
    openssl(f"{new} -x509 -days 9 -keyout ca.key -out ca.pem -extensions ca -subj /CN=Root -newkey", *kind)
    openssl(f"{new} -keyout tsa.key -out tsa.csr -subj /CN=Stamper -newkey", *kind)
    openssl(
        "x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -out tsa.pem -days 9 -extfile tsa.cnf -extensions tsa_ext"
    )
    openssl("ts -reply -config tsa.cnf -queryfile q -out r -chain ca.pem")
    reply = (tmp_path / "r").read_bytes()
    said = stamp.read(reply, DIGEST, request=query)
    assert (said.signer, said.policy, said.serial) == ("Common Name: Stamper", "1.3.6.1.4.1.99999.1", 0x0B)
    openssl("ts -verify -data note -in r -CAfile ca.pem")
    openssl("ts -verify -queryfile q -in r -CAfile ca.pem")
    (tmp_path / "note").write_bytes(b"another checkpoint")
    openssl("ts -verify -data note -in r -CAfile ca.pem", status=1)


@pytest.mark.linux
def test_openssl_takes_our_query_for_what_it_says(tmp_path: Path) -> None:
    (tmp_path / "q").write_bytes(stamp.query(DIGEST))
    words = ["openssl", "ts", "-query", "-in", "q", "-text"]
    said = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert "Hash Algorithm: sha256" in said
    assert "Certificate required: yes" in said
    assert "Nonce: 0x" in said
