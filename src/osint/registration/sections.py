"""The values of a WHOIS answer under what they belong to: the domain, or a person in some role.

One pass over the lines, with one open section at most. A registrar's or a technician's values never become the
holder's, since a label without the words of a role belongs to the section in which it stands.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from osint import names
from osint.errors import BadName
from osint.registration.hosts import host_of, is_address
from osint.registration.labels import (
    Meaning,
    begins_object,
    meaning,
    names_object,
    refers_to,
    role_of,
    says_again,
)
from osint.registration.lines import Line, heads_unknown, nested, unlabelled
from osint.registration.servers import tables, top_of

MOST_HOSTS = 64
BLOCKS = {"abuse_email": "abuse", "reseller": "reseller"}  # below whose label a contact may stand
PARTING = str.maketrans(",;+|", "    ")  # what stands between name servers on one line
DATES = frozenset({"created", "updated", "expires", "transferred"})
OWN_DATES = frozenset({"created", "updated", "status", "transferred"})  # that a contact may have of its own
LOOSE = frozenset({"name", "org", "email", "phone", "fax", "street", "city", "state", "postal", "country"})
# The asked domain's holder, in the domain's own block, or the domain's keeper: whose plain labels may be.
HOLDER, KEEPER = "registrant", "registrar"

Fields = dict[str, list[Line]]


@dataclass(slots=True)
class Findings:
    """What a text states; lists are in the order of the text."""

    domain: Fields = field(default_factory=dict)
    contacts: dict[str, Fields] = field(default_factory=dict)
    loose: dict[str, list[Line]] = field(default_factory=dict)  # a contact's lines without labels, by role
    objects: list[Fields] = field(default_factory=list)
    references: dict[str, str] = field(default_factory=dict)  # the handle of a role's object
    is_by_handle: bool = False  # contacts are named by handles ("admin-c"), and stand in objects of their own
    hosts: dict[str, list[str]] = field(default_factory=dict)  # name servers, with their addresses


@dataclass(slots=True)
class Section:
    """An open section: the fields that it fills, and the lines without labels that it gathers."""

    role: str
    indent: int
    fields: Fields
    only: str = ""  # the one field that its lines are of
    is_object: bool = False
    is_inline: bool = False  # its name stood beside the heading
    is_broken: bool = False  # a blank line has been since its last value
    inner: int = -1  # the indentation of its first line
    has_labels: bool = False


def find(lines: Sequence[Line], domain: str) -> Findings:
    """What the lines state of a domain."""
    reader = _Reader(domain)
    for line, after in zip(lines, [*lines[1:], None], strict=False):
        reader.take(line, after)
    return reader.found


class _Reader:
    """The state between two lines."""

    def __init__(self, domain: str) -> None:
        self.found = Findings()
        self._domain = domain
        self._top = top_of(domain)
        self._section: Section | None = None
        self._below = ""  # the domain's field whose values stand below its label
        self._is_others = False  # in the record of another domain
        self._has_keeper = False  # a registrar was named in passing: plain labels may be his from here
        self._has_hosts = False

    def take(self, line: Line, after: Line | None) -> None:
        """Read one line; ``after`` is the next."""
        if line.is_alone and self._is_within(line):
            line = unlabelled(line)
        known = meaning(line.label, self._top)
        if line.label == "server name" and not self.found.domain:
            self._is_others = (
                True  # Verisign lists hosts that bear the name first, each with a registrar of its own
            )
        if line.is_comment:
            if known.is_heading and not line.value:
                self._section = self._open(known.role, line)
                self._below = ""
            return
        self._leave(line)
        if known.field == "domain" and not self._section_takes(known, line):
            self._is_others = self._is_of_another(line)
        if self._is_others:
            return
        if not known.field and heads_unknown(line, after):
            self._below, self._section = "", self._open("other", line)
        elif not known.field:
            self._unlabelled(line)
        elif known.is_plain:
            self._plain(known, line)
        elif known.is_heading:
            self._heading(known, line, after)
        elif known.role:
            self._of_role(known, line, after)
        else:
            self._of_domain(known, line, after)

    def _is_within(self, line: Line) -> bool:
        """Whether a line is of the open contact, though it could head another: "Hostmaster", "Administrator"."""
        section = self._section
        is_inside = section is not None and not section.is_object and line.indent > section.indent
        return is_inside and not line.is_after_blank

    def _leave(self, line: Line) -> None:
        """Close the section that this line no longer belongs to."""
        section = self._section
        if section is None:
            return
        if line.is_after_blank and (section.inner >= 0 or section.is_inline):
            section.is_broken = True
            is_flat = section.is_inline or section.inner <= section.indent
            if section.is_object or section.is_inline or (is_flat and not section.has_labels):
                self._section = None
                return
        if (section.inner > section.indent and line.indent <= section.indent) or (
            section.is_inline and not section.has_labels and line.indent <= section.indent and line.label
        ):
            self._section = None

    def _is_of_another(self, line: Line) -> bool:
        word = line.value.split(" ")[0].strip("[]().,").lower()
        try:
            host = names.host(word) if "." in word else ""
        except BadName:
            return False
        return bool(host) and host != self._domain and bool(self._domain) and bool(self.found.domain)

    def _open(self, role: str, line: Line, *, is_inline: bool = False, only: str = "") -> Section:
        fields = self.found.contacts.setdefault(role, {})
        return Section(role, line.indent, fields, is_inline=is_inline, only=only)

    def _unlabelled(self, line: Line) -> None:
        section = self._section
        if self._below == "nameserver":
            if (not line.label and self._hosts(line, most=1)) or not line.is_after_blank:
                return
            self._below = ""
        elif self._below:
            is_gone = self._below in self.found.domain and line.is_after_blank
            if not line.label and not is_gone:
                self.found.domain.setdefault(self._below, []).append(line)
            self._below = self._below if self._below == "status" and not is_gone else ""
            return
        if section is None and self._top in tables()["hosts_behind"]["tlds"]:
            self._hosts(replace(line, value=line.value.partition(" ")[2]), most=1)
        if section is None or section.is_object or line.label:
            return
        section.inner = line.indent if section.inner < 0 else section.inner
        if section.only:
            section.fields.setdefault(section.only, []).append(line)
        elif not section.has_labels:
            self.found.loose.setdefault(section.role, []).append(line)
        elif line.indent > section.inner and "street" in section.fields:
            section.fields["street"].append(line)

    def _plain(self, known: Meaning, line: Line) -> None:
        if self._below == "nameserver" and known.field in {"name", "handle"} and self._hosts(line, most=1):
            return
        self._below = ""
        section = self._section
        begins = line.is_after_blank and begins_object(line.label)
        begins = begins and (bool(line.value) or line.label == "personname")
        begins = begins and not (line.label == "organisation" and " " in line.value)  # a name, and no handle
        if role_of(line.value.casefold()) and line.label in {"contact", "contact type"}:
            self._section = self._open(role_of(line.value.casefold()), line)
            return
        if begins and (section is None or section.inner >= 0 or section.is_object):
            section = self._section = Section("", line.indent, {}, is_object=True)
            self.found.objects.append(section.fields)
        if section is None or (section.is_inline and not section.has_labels):
            self._stray(known, line)
            return
        section.has_labels = True
        section.is_broken = False
        section.inner = line.indent if section.inner < 0 else section.inner
        is_handle = names_object(line.label) and (begins or line.label not in {"contact", "organisation"})
        name = "handle" if section.is_object and is_handle else known.field
        if line.value:
            section.fields.setdefault(name, []).append(line)

    def _stray(self, known: Meaning, line: Line) -> None:
        """A contact's field in the domain's own block: its holder's, unless a registrar was named before."""
        is_contact = line.label.startswith("contact ")
        is_keepers = (
            self._has_keeper and not is_contact and self._top not in tables()["holder_behind"]["tlds"]
        )
        if not line.value or known.field not in LOOSE or is_keepers:
            return
        if known.field == "name" and host_of(line.value):
            return
        self.found.contacts.setdefault(HOLDER, {}).setdefault(known.field, []).append(line)

    def _heading(self, known: Meaning, line: Line, after: Line | None) -> None:
        self._below = ""
        if not line.value or says_again(known.role, line.value):
            self._section = self._open(known.role, line)
            return
        inner = nested(line)
        if inner.label and (of_inner := meaning(inner.label)).is_plain:
            self._of_role(Meaning(known.role, of_inner.field), inner)
            return
        self._name(known.role, line)
        self._section = self._open(known.role, line, is_inline=True)
        self._section.has_labels = _heads_block(line, after)
        self._section.is_inline = not self._section.has_labels

    def _name(self, role: str, line: Line) -> None:
        referred = refers_to(line.label)
        self.found.is_by_handle = self.found.is_by_handle or line.label.endswith(" c")
        if referred and (line.label.endswith(" c") or referred not in self.found.references):
            self.found.references[referred] = line.value
        self.found.contacts.setdefault(role, {}).setdefault("name", []).append(line)

    def _of_role(self, known: Meaning, line: Line, after: Line | None = None) -> None:
        self._below = ""
        fields = self.found.contacts.setdefault(known.role, {})
        if line.value:
            fields.setdefault(known.field, []).append(line)
        section = self._section
        if section is None or section.role != known.role:
            self._section = (
                None if line.value else self._open(known.role, line, is_inline=True, only=known.field)
            )

    def _section_takes(self, known: Meaning, line: Line) -> bool:
        """Whether a field that the domain may have is the open section's own."""
        section = self._section
        if section is None or known.field not in OWN_DATES or section.is_broken:
            return False
        return section.has_labels and not line.is_after_blank and _is_short(line.label)

    def _of_domain(self, known: Meaning, line: Line, after: Line | None) -> None:
        self._below = ""
        if self._section is not None and self._section.is_object and not line.is_after_blank:
            return  # what the object of a person says of its own making, or of its keeper
        if self._section_takes(known, line):
            if self._section is not None and line.value:
                self._section.fields.setdefault(known.field, []).append(line)
            return
        if known.field == "ignored":
            if self._section is not None and not self._section.has_labels:
                self._section = None
            return
        self._section = None
        if known.field == KEEPER:
            self._keeper(line, after)
        elif known.field == "nameserver":
            self._below = known.field
            if self._top not in tables()["hosts_below"]["tlds"] or line.label == "name server":
                self._hosts(line, most=16)
        elif known.field == "address":
            self._address(line)
        elif not line.value and known.field in BLOCKS:
            self._section = self._open(BLOCKS[known.field], line)
        elif not line.value:
            self._below = known.field
        else:
            self.found.domain.setdefault(known.field, []).append(line)
            self._below = known.field if known.field == "status" and line.label == "flags" else ""

    def _keeper(self, line: Line, after: Line | None) -> None:
        if not line.value:
            self._section = self._open(KEEPER, line)
            return
        inner = nested(line)
        if inner.label and meaning(inner.label).is_plain:
            self._of_role(Meaning(KEEPER, meaning(inner.label).field), inner)
            return
        self.found.domain.setdefault(KEEPER, []).append(line)
        self._has_keeper = True
        self._section = self._open(KEEPER, line, is_inline=True)
        self._section.has_labels = _heads_block(line, after)
        self._section.is_inline = not self._section.has_labels

    def _hosts(self, line: Line, *, most: int) -> bool:
        """Note the name servers that a line names, with their addresses; whether there were any."""
        host, found = "", False
        if most == 1 and line.value and not host_of(line.value.split(maxsplit=1)[0].strip("[]()<>\"'")):
            return False
        words = [word.strip("[]()<>\"'") for word in line.value.translate(PARTING).split()[: most * 6]]
        for bare, behind in zip(words, [*words[1:], ""], strict=False):
            if name := host_of(bare):
                # the name itself is a server of its own only where an address is told of it
                is_one = name != self._domain or is_address(behind)
                host = name if len(self.found.hosts) < MOST_HOSTS and is_one else ""
                found = True
                if host:
                    self.found.hosts.setdefault(host, [])
            elif host and is_address(bare) and bare not in self.found.hosts[host]:
                self.found.hosts[host].append(bare)
        return found

    def _address(self, line: Line) -> None:
        last = next(reversed(self.found.hosts), "")
        for word in line.value.replace(",", " ").split()[:8]:
            if last and is_address(word) and word not in self.found.hosts[last]:
                self.found.hosts[last].append(word)


def _heads_block(line: Line, after: Line | None) -> bool:
    """Whether a heading with a name beside it begins a block of labelled values of the one who is named."""
    return bool(
        line.is_after_blank
        and after is not None
        and not after.is_after_blank
        and meaning(after.label).is_plain
        and after.indent == line.indent
    )


def _is_short(label: str) -> bool:
    """Whether a date's label is one that registries also write in a contact's block."""
    return "domain" not in label and "registration" not in label and "creation" not in label


def joined(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, each text once."""
    seen: set[str] = set()
    for line in lines:
        if line.value.casefold() not in seen:
            seen.add(line.value.casefold())
            yield replace(line)
