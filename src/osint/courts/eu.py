"""European Union."""

from osint.courts.court import Court

COURT = Court(
    name="eu",
    title="European Union",
    language="en",
    numbering="Annex {n}",
    part_numbering="Annex {n}.{m}",
    time_zone="Europe/Brussels",
    asks=("free evaluation of evidence", "electronic time stamps cannot be refused for being electronic"),
    third_party="a qualified time stamp (presumption of article 41(2))",
    rules=("Regulation (EU) 910/2014 articles 25, 35, 41, 46",),
    checked="2026-11-22",
)
