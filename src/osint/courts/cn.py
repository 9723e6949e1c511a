"""China, Internet Courts."""

from osint.courts.court import Court

COURT = Court(
    name="cn",
    title="China, Internet Courts",
    language="zh-Hans",
    numbering="证据{n}",
    part_numbering="证据{n}之{m}",
    counts_in_han=True,
    time_zone="Asia/Shanghai",
    asks=(
        "integrity of the environment, normal operation, safeguards against error",
        "method of storage, transfer and extraction; who extracted it",
        "the clean-environment (清洁性) steps",
    ),
    third_party="notary (公证), trusted time stamp (可信时间戳), judicial chain (司法链)",
    rules=("法释[2018]16 article 11", "法释[2021]12 articles 16-19", "法释[2019]19 articles 14-16, 93-94"),
    checked="2026-11-22",
)
