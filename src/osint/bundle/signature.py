"""The key that signs a package: the one that signed its ledger's head."""

from pathlib import Path

from osint.errors import SettingError
from osint.evidence import key
from osint.evidence.key import SigningKey

KEY = "default"


def signer(checkpoints: Path) -> tuple[SigningKey, str]:
    """The signing key, and the name of its public half in a folder of checkpoints.

    Raises:
        SettingError: when there is no key, or it is not one that signed these checkpoints.
    """
    held = key.load(KEY)
    for path in sorted(checkpoints.glob("key*.pem")):
        if path.read_bytes() == held.public_pem.encode("ascii"):
            return held, path.name
    raise SettingError(
        f"the key in {held.kept_in} did not sign this case's ledger: set OSINT_KEY_FILE to the one that did"
    )
