"""Viet Nam."""

from osint.courts.court import Court

COURT = Court(
    name="vn",
    title="Viet Nam",
    language="vi",
    numbering="Tài liệu {n}",
    part_numbering="Tài liệu {n}.{m}",
    time_zone="Asia/Ho_Chi_Minh",
    asks=("the data message as a source; integrity and origin",),
    third_party="vi bằng by a thừa phát lại",
    rules=("BLTTDS 2015 articles 94-95", "Decree 08/2020"),
    checked="2026-11-22",
)
