"""Saudi Arabia."""

from osint.courts.court import Court

COURT = Court(
    name="sa",
    title="Saudi Arabia",
    language="ar",
    numbering="مستند رقم {n}",
    part_numbering="مستند رقم {n}/{m}",
    time_zone="Asia/Riyadh",
    asks=("sworn translation into Arabic", "the original electronic form may be demanded"),
    third_party="technical report",
    rules=("Evidence Law 2022 articles 53-64",),
    checked="2026-11-22",
)
