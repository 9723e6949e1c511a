"""United Arab Emirates."""

from osint.courts.court import Court

COURT = Court(
    name="ae",
    title="United Arab Emirates",
    language="ar",
    numbering="مستند رقم {n}",
    part_numbering="مستند رقم {n}/{m}",
    time_zone="Asia/Dubai",
    asks=("sworn translation into Arabic", "the original electronic form may be demanded"),
    third_party="technical report",
    rules=("Decree-Law 35/2022 article 54",),
    checked="2026-11-22",
)
