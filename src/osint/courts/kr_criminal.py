"""Republic of Korea, criminal complaint."""

from osint.courts.court import Court, Page

COURT = Court(
    name="kr-criminal",
    title="Republic of Korea, criminal complaint",
    language="ko",
    numbering="증 제{n}호",
    part_numbering="증 제{n}호의{m}",
    time_zone="Asia/Seoul",
    asks=(
        "identity (동일성) and integrity (무결성) from seizure to print",
        "hash made right after creation, and compared",
        "testimony of those who handled it; reliability of the tool",
    ),
    third_party="the investigating authority's own seizure",
    rules=("대법원 2013도2511", "대법원 2007도7257", "대법원 2017도13263", "형사소송법 313"),
    page=Page(top=45, bottom=30),
    checked="2026-11-22",
)
