"""Spain."""

from osint.courts.court import Court

COURT = Court(
    name="es",
    title="Spain",
    language="es",
    numbering="Documento n.º {n}",
    part_numbering="Documento n.º {n}.{m}",
    time_zone="Europe/Madrid",
    asks=(
        "start and end time, browser, device, exact address",
        "captures, source code, route, registration data",
    ),
    third_party="acta notarial; perito",
    rules=("Reglamento Notarial article 199",),
    checked="2026-11-22",
)
