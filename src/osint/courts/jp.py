"""Japan, civil procedure."""

from osint.courts.court import Court

COURT = Court(
    name="jp",
    title="Japan, civil procedure",
    language="ja",
    numbering="甲第{n}号証",
    part_numbering="甲第{n}号証の{m}",
    time_zone="Asia/Tokyo",
    asks=(
        "the address in the margin, and the time of printing",
        "PDF A4 or A3, file names of at most 50 characters",
        "a 証拠説明書 (description of evidence)",
    ),
    third_party="事実実験公正証書 (a notary browses)",
    rules=(
        "知財高裁 2010-06-29",
        "民事訴訟法 231条の2, 231条の3 (electronic evidence)",
        "mints, mandatory for lawyers since 2026-05-21",
    ),
    checked="2026-11-22",
)
