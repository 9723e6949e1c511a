"""Brazil."""

from osint.courts.court import Court

COURT = Court(
    name="br",
    title="Brazil",
    language="pt-BR",
    numbering="Doc. {n}",
    part_numbering="Doc. {n}.{m}",
    time_zone="America/Sao_Paulo",
    asks=("chain of custody, hash, ISO/IEC 27037", "plain prints were refused"),
    third_party="ata notarial; ICP-Brasil time stamp",
    rules=("CPP articles 158-A to 158-F", "CPC article 384", "STJ RHC 133.430, HC 828.054/RN"),
    checked="2026-11-22",
)
