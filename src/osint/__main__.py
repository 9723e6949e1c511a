"""``python -m osint`` is the command line."""

from osint.cli import main

main()
