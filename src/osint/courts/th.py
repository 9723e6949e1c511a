"""Thailand, IP and IT Court."""

from osint.courts.court import Court

COURT = Court(
    name="th",
    title="Thailand, IP and IT Court",
    language="th",
    numbering="พยานเอกสาร จ.{n}",
    part_numbering="พยานเอกสาร จ.{n}/{m}",
    time_zone="Asia/Bangkok",
    asks=("translation into Thai", "reliability of making and storage, integrity, originator"),
    third_party="certification of the print-out; motion to hold an account",
    rules=("ETA B.E. 2544 sections 10 and 11", "Computer Crime Act section 20(3)"),
    checked="2026-11-22",
)
