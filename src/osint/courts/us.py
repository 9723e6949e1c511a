"""United States, federal courts."""

from osint.courts.court import Court, Page

COURT = Court(
    name="us",
    title="United States, federal courts",
    language="en",
    numbering="Exhibit A-{n}",
    part_numbering="Exhibit A-{n}.{m}",
    time_zone="America/New_York",
    asks=(
        "901(b)(1) and (9): who did it, and that the process gives an accurate result",
        "902(13) and (14): certification of process and of hash identity",
        "Bates numbers, index, declaration under 28 USC 1746",
    ),
    third_party="affidavit of the Internet Archive for its captures",
    rules=("Federal Rules of Evidence 901, 902(11), 902(13), 902(14)", "28 USC 1746"),
    page=Page("us-letter", 26, 26, 26, 26),
    checked="2026-11-22",
)
