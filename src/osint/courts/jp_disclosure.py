"""Japan, disclosure of sender information."""

from osint.courts.court import Court

COURT = Court(
    name="jp-disclosure",
    title="Japan, disclosure of sender information",
    language="ja",
    numbering="甲第{n}号証",
    part_numbering="甲第{n}号証の{m}",
    time_zone="Asia/Tokyo",
    asks=(
        "list of sender information, list of posts (address and time)",
        "how rights were infringed",
        "registration and address data that show the CDN; the zone of each post's time",
    ),
    third_party="the CDN as respondent",
    rules=("東京地裁 2018-10-09 (Cloudflare)", "情報流通プラットフォーム対処法"),
    checked="2026-11-22",
)
