"""The shelf of jurisdictions: what each asks of an exhibit, a line each."""

from osint.courts import ae, br, cn, es, eu, jp, jp_disclosure, kr, kr_criminal, mx, sa, th, us, vn
from osint.courts.court import Court
from osint.errors import UsageError

COURTS: tuple[Court, ...] = (
    kr.COURT,
    kr_criminal.COURT,
    jp.COURT,
    jp_disclosure.COURT,
    cn.COURT,
    th.COURT,
    us.COURT,
    eu.COURT,
    es.COURT,
    br.COURT,
    mx.COURT,
    vn.COURT,
    ae.COURT,
    sa.COURT,
)


def court(name: str) -> Court:
    """The jurisdiction of that name.

    Raises:
        UsageError: when there is none.
    """
    found = next((each for each in COURTS if each.name == name), None)
    if found is None:
        raise UsageError(f"no court {name!r}: one of {', '.join(each.name for each in COURTS)}")
    return found
