"""Mexico."""

from osint.courts.court import Court

COURT = Court(
    name="mx",
    title="Mexico",
    language="es-MX",
    numbering="Anexo {n}",
    part_numbering="Anexo {n}.{m}",
    time_zone="America/Mexico_City",
    asks=("integrity of the data message",),
    third_party="NOM-151 constancy of an accredited provider; fe de hechos",
    rules=("NOM-151-SCFI-2016",),
    checked="2026-11-22",
)
