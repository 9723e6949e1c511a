"""The command line: a contract that scripts rely on (docs/contract/).

Data goes to standard output, words and progress to standard error. Exit status: 0 done, 1 the answer is
no, 2 wrong usage or input, 3 done but some sources or records failed.
"""

from osint.cli.app import main

__all__ = ["main"]
