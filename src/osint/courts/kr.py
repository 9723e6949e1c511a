"""Republic of Korea, civil procedure."""

from osint.courts.court import Court, Page

COURT = Court(
    name="kr",
    title="Republic of Korea, civil procedure",
    language="ko",
    numbering="갑 제{n}호증",
    part_numbering="갑 제{n}호증의{m}",
    time_zone="Asia/Seoul",
    asks=(
        "the whole page with its complete address",
        "text-searchable PDF, A4",
        "who captured it, when and how",
    ),
    third_party="notarisation (공증); inquiry of facts (사실조회)",
    rules=("법원행정처 공고 2022-79 (electronic filing)", "민사소송규칙, electronic documents"),
    page=Page(top=45, bottom=30),
    checked="2026-11-22",
)
