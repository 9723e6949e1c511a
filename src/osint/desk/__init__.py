"""The desk: the public Case, and what it puts together from the rooms below."""

from osint.desk.case import Case
from osint.desk.explaining import Explanation

__all__ = ["Case", "Explanation"]
