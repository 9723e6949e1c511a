"""Seals a case: a signed head of its ledger, time-stamped by the authorities that the profile names."""

import shutil

from osint import names
from osint.case import asking
from osint.case.case import Case
from osint.errors import LookupFailed, SettingError
from osint.evidence import checkpoint, key, stamp
from osint.evidence.checkpoint import Checkpoint
from osint.evidence.key import SigningKey
from osint.evidence.recorder.profile import Profile
from osint.evidence.recorder.recorder import Recorder
from osint.records import Outcome

KEY = "default"


def sign(case: Case) -> int:
    """Sign the ledger and have the head stamped; how many events the newest head covers.

    The stamps' own exchanges are events too: a second head, signed after them, covers those.

    Raises:
        SettingError: when there is no key.
    """
    case.derive()
    signing = signing_key(case)
    case.note_key(signing.fingerprint)
    head = _head(case, signing)
    try:
        used = asking.profile_of(case.settings.network)
    except SettingError:  # the practice world is not running: signed, and not stamped
        return head.size
    if used.time_stamp_authorities:
        asking.run(_stamp(case, head, used))
        head = _head(case, signing)
    return head.size


def signing_key(case: Case) -> SigningKey:
    """The key that signs. Only practice makes one by itself: a mistyped place would else sign as nobody knows whom.

    Raises:
        SettingError: when there is none.
    """
    return (key.find(KEY) or key.create(KEY)) if case.settings.is_practice else key.load(KEY)


def _head(case: Case, signing: SigningKey) -> Checkpoint:
    """A signed head; the segments that it speaks of are on the disk before it is."""
    case.store.sync()
    return checkpoint.sign(case.ledger, signing, case.settings.id)


async def _stamp(case: Case, head: Checkpoint, used: Profile) -> None:
    """Ask each authority for a stamp over a head; the replies are kept as exchanges, and beside the head."""
    async with Recorder(used, case.store.keep, key=asking.keys_of(used)) as recorder:
        for authority in used.time_stamp_authorities:
            request = stamp.query(head.digest)
            reply = await recorder.ask(stamp.ask(authority, request))
            if reply.outcome is not Outcome.ANSWERED:
                continue
            try:
                stamp.read(reply.body, head.digest, request=request)
            except LookupFailed:
                continue  # kept as it came; what is no stamp of this head is not put beside it
            place = checkpoint.attach(head, names.host_of(authority), request, reply.body)
            if used.ca_file:  # the practice authorities' root; a real authority's is the verifier's to get
                shutil.copyfile(used.ca_file, place.with_suffix(".ca.pem"))
