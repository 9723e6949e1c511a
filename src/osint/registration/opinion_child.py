"""Run by itself as a program: python-whois reads texts, a line of JSON in, a line of JSON out.

It stands apart since python-whois may take long over a hostile text: whoever asks it ends it then. It imports
nothing of ours, opens no connection, and is given no domain to look up: only text that is kept already.
"""

import json
import sys

import whois
from whois.parser import WhoisEntry

FIELDS = {
    "registrar": "registrar",
    "created": "creation_date",
    "updated": "updated_date",
    "expires": "expiration_date",
    "nameservers": "name_servers",
}


def read(domain: str, text: str) -> dict[str, list[str]]:
    """What python-whois makes of a text: each field's values as text, dates in ISO 8601."""
    entry = WhoisEntry.load(domain, text)
    return {field: _texts(entry.get(name)) for field, name in FIELDS.items()}


def _texts(value: object) -> list[str]:
    listed = value if isinstance(value, (list, tuple, set)) else [value]
    return [each.isoformat() if hasattr(each, "isoformat") else str(each) for each in listed if each]


def main() -> None:
    """Answer until the input ends."""
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            said: dict[str, object] = {"says": read(asked["domain"], asked["text"])}
        except (whois.exceptions.WhoisError, ValueError, LookupError, TypeError, AttributeError) as why:
            said = {"failed": f"{type(why).__name__}: {str(why)[:200]}"}
        print(json.dumps(said), flush=True)  # noqa: T201 -- the way back to whoever asks


if __name__ == "__main__":
    main()
