"""The command about the key that signs."""

from typing import Annotated

import typer

from osint.cli.printing import as_json, put, say


def key(
    name: Annotated[str, typer.Argument(help="The key's name.")] = "default",
    create: Annotated[bool, typer.Option("--create", help="Make it, if there is none.")] = False,
) -> None:
    """Show the key that signs checkpoints, or make it; it is kept outside every case.

    osint key --create
    """
    from osint.evidence import key as keys

    signing = keys.create(name) if create else keys.load(name)
    say(f"kept in {signing.kept_in}")
    put(as_json({"name": signing.name, "fingerprint": signing.fingerprint, "public_key": signing.public_pem}))
