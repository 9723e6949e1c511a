"""Normal forms and checks of accounts at payment services."""

import re
from collections.abc import Callable


def stripe_account(text: str) -> str:
    """``acct_`` and sixteen characters, which the newer publishable keys hold too."""
    return "acct_" + text.strip().removeprefix("acct_")


def bare_slash(text: str) -> str:
    """In lower case, without a slash at the end."""
    return text.strip().rstrip("/").lower()


def mailbox_or_id(text: str) -> str:
    """A mailbox in lower case; a merchant's id in upper case."""
    bare = text.strip().replace("%40", "@")
    return bare.lower() if "@" in bare else bare.upper()


def is_no_placeholder(value: str) -> bool:
    """More than one character over and over, and no word of a manual."""
    plain = re.sub(r"^[a-z]+(?:_live)?[_-]", "", value.lower())
    if len(set(plain)) < 4:
        return False
    return re.search(r"x{4}|your[_-]|_?key_?here|placeholder|replace", value, re.IGNORECASE) is None


NORMAL: dict[str, Callable[[str], str]] = {
    "stripe account": stripe_account,
    "bare slash": bare_slash,
    "mailbox or id": mailbox_or_id,
}
VALID: dict[str, Callable[[str], bool]] = {
    "no placeholder": is_no_placeholder,
}
EMBEDS: dict[str, Callable[[str], str | None]] = {}
